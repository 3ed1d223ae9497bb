// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/written.h"

namespace waylight {

/// The design as a shell script of `aws` calls that makes it (`deploy.sh`), what others need first, with each id
/// captured in a variable, and each policy as a file of its own beside it (`endpoint-policy.json` where there is one
/// endpoint policy, else `<name>-policy.json`). With `--dry-run` the script only prints its calls.
Written writeCliScript(const Design& design);

/// For each VPC endpoint the document of `aws ec2 create-vpc-endpoint --cli-input-json`, with the policy as a text, as
/// the call wants it.
Written writeCliInputs(const Design& design);

/// Each policy of the design as a file: of endpoints, buckets, tables, keys and roles.
Written writePolicies(const Design& design);

} // namespace waylight
