// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <span>

namespace waylight {

/// A policy to start from.
struct PolicyTemplate {
    const char* title; ///< to be translated in the context "policy"
    const char* text;
};

/// The first is what AWS gives an endpoint that is made without a policy: everything may pass.
std::span<const PolicyTemplate> policyTemplates();

} // namespace waylight
