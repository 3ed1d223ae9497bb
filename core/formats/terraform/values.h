// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform/resource.h"

namespace waylight::terraform {

/// What was hidden or is not known, counted while values are copied.
struct ValueCounts {
    std::size_t sensitive = 0;
};

/// `values` without nulls; what `unknown` marks is an `unknownValue`, what `sensitive` marks is one that says so. Both
/// have the shape of the values, and may be null.
Json knownValues(const Json& values, const Json* unknown, const Json* sensitive, ValueCounts& counts);

/// How many values below this one are not known.
std::size_t unknownCount(const Json& value);

} // namespace waylight::terraform
