// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/decision.h"

namespace waylight::policy {

/// What a layer is called.
struct LayerNames {
    const char* brief; ///< in files and on the command line
    const char* ofAws; ///< in the access-denied messages of AWS
    const char* plain; ///< among people

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    static const LayerNames& of(Layer layer);
};

} // namespace waylight::policy
