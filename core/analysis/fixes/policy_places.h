// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/policy/evaluate_document.h"

namespace waylight {

/// A policy inside a resource.
struct PolicyPlace {
    std::string pointer; ///< JSON pointer into the resource's object, such as /policies/0/policyDocument
    std::string field;   ///< the resource's field that holds it
    std::string label;   ///< what the field is called
    std::string name;    ///< of the policy, where it has one
    std::string text;    ///< as written; empty: none
    std::optional<policy::PolicyType>
        type; ///< what is valid in it; none: a trust policy, of which only the grammar is checked
};

/// The policies that a resource has, and the places where it could have one, in the order of its fields.
std::vector<PolicyPlace> policyPlaces(const Resource& resource);

/// The value of the place's field with the policy's text replaced.
Json fieldWithPolicy(const Resource& resource, const PolicyPlace& place, const std::string& text);

} // namespace waylight
