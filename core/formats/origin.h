// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource.h"

namespace waylight {

/// Where a resource was declared that came from a template, plan or state.
struct Origin {
    std::string format;  ///< cloudformation, terraform; empty: it was not declared
    std::string address; ///< Terraform's, where it is not the id; empty: the id serves
    int line = 0;        ///< in its file, from 1; 0: not known
};

/// What the import noted with the resource; what is not as we note it counts as not there.
Origin originOf(const ResourceBase& resource);

} // namespace waylight
