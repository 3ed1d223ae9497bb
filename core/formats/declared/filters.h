// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/assembly.h"

namespace waylight::declared {

/// The rules in a security group's own declaration.
void readInlineRules(Assembly& assembly, SecurityGroup& group, Reading& reading);
/// The entries in a network ACL's own declaration, and the subnets that it names (Terraform).
void readInlineEntries(Assembly& assembly, NetworkAcl& acl, Reading& reading);

/// The rule of AWS that lets everything out, of each family that is asked for.
SecurityGroupRule allowAllRule(IpFamily family);

} // namespace waylight::declared
