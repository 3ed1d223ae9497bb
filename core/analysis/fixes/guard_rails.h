// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes/maker.h"

/// Fixes for what an organization or account has set up against mistakes. Whatever opens such a guard rail says so, and
/// stands behind what does not.
namespace waylight {

/// Service and resource control policies.
void proposeControlPolicy(FixMaker& make);
/// S3 Block Public Access.
void proposePublicAccess(FixMaker& make);

/// What a policy has to allow: not always the request itself, for a bucket's key has to decrypt too.
struct Needed {
    std::string action;
    std::string resource;
};
/// Of the policy check that blocks.
Needed neededBy(const FixMaker& make);

} // namespace waylight
