// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/json_tree.h"
#include "core/policy/validate_form.h"

#include <optional>
#include <string>
#include <string_view>

namespace waylight::policy {

/// What AWS answers to a document that it does not save: its own words, which are never translated, and the bytes that
/// they are about.
struct ServiceError {
    std::string text;
    TextRange range;

    bool operator==(const ServiceError&) const = default;
};

/// The one error that AWS names for the whole document, nothing when it saves it or when its words are not known. IAM
/// looks in a fixed order, so one error hides the others: JSON and grammar, Version, what an older parser reads, Sids,
/// actions, ARNs, services, resources, size.
std::optional<ServiceError> serviceError(std::string_view text, PolicyForm form);

/// What AWS would say if `problem` were the only one of the document; empty when its words are not known.
std::string serviceText(const Problem& problem, PolicyForm form);

} // namespace waylight::policy
