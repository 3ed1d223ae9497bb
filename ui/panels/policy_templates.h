// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes/policy_places.h"
#include "core/policy/completion.h"

#include <QString>

#include <vector>

namespace waylight {

/// A policy to start from.
struct PolicyTemplate {
    const char* title; ///< to be translated in the context "policy"
    const char* text;
    enum class For : std::uint8_t {
        Endpoint,
        Target,
        Role,
        Trust,
        Key,
        ServiceControl,
        ResourceControl
    } where = For::Endpoint;
};

/// The templates that are of use at a place, the simplest first. The first of an endpoint is what AWS gives an endpoint
/// that is made without a policy: everything may pass.
std::vector<PolicyTemplate> policyTemplates(const Resource& resource, const PolicyPlace& place);

/// The text of a template, about the design's own bucket, table, endpoint and role where it has one. `own`: the ARN of
/// the resource that the policy belongs to; empty: it has none.
QString filledTemplate(const PolicyTemplate& which, const std::vector<policy::DesignName>& names,
                       const std::string& own);

/// What AWS does where there is no policy, in a sentence.
QString withoutPolicy(const Resource& resource, const PolicyPlace& place);

} // namespace waylight
