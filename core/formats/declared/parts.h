// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/assembly.h"

/// Declarations that only say something about others: routes, associations, rules, attachments, policies of their own.
namespace waylight::declared {

struct Part {
    std::string_view cfn; ///< its type in CloudFormation; empty: it has none
    std::string_view tf;  ///< its type in Terraform; empty: it has none
    void (*apply)(Assembly& assembly, Reading& part);
};

const std::vector<Part>& routeParts();
const std::vector<Part>& filterParts();
const std::vector<Part>& vpcParts();
const std::vector<Part>& hostParts();
const std::vector<Part>& transitParts();
const std::vector<Part>& policyParts();

} // namespace waylight::declared
