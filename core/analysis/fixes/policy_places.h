// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/policy/validate_form.h"

#include <optional>

namespace waylight {

/// A policy inside a resource.
struct PolicyPlace {
    std::string pointer; ///< JSON pointer into the resource's object, such as /policies/0/policyDocument
    std::string field;   ///< the resource's field that holds it
    std::string label;   ///< what the field is called
    std::string name;    ///< of the policy, where it has one
    std::string text;    ///< as written; empty: none
    policy::PolicyForm form = policy::PolicyForm::Resource; ///< what it is saved as

    /// What a request is asked of it as; none: a trust policy, which no request of a design is asked.
    std::optional<policy::PolicyType> type() const {
        return form == policy::PolicyForm::Trust ? std::nullopt : std::optional(policy::typeOf(form));
    }
};

/// The policies that a resource has, and the places where it could have one, in the order of its fields.
std::vector<PolicyPlace> policyPlaces(const Resource& resource);

/// The value of the place's field with the policy's text replaced.
Json fieldWithPolicy(const Resource& resource, const PolicyPlace& place, const std::string& text);

} // namespace waylight
