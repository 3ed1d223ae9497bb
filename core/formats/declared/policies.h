// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/assembly.h"

namespace waylight::declared {

/// The policies in a role's own declaration, and those of AWS that it names.
void readRolePolicies(Assembly& assembly, Role& role, Reading& reading);
void readBucketPolicy(Assembly& assembly, Bucket& bucket, Reading& reading);
void readTablePolicy(Assembly& assembly, DynamoTable& table, Reading& reading);
void readKeyState(Assembly& assembly, KmsKey& key, Reading& reading);

} // namespace waylight::declared
