// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace waylight::terraform {

/// What a value that is not known yet can come from.
struct Reach {
    std::vector<std::size_t> targets; ///< resources, each once, in the order in which the expression names them
    std::vector<std::size_t> named;   ///< those of them that expressions name, not only locals between
    std::vector<std::size_t> own;     ///< where a local chooses: those of its module
    std::vector<std::size_t> near;    ///< likewise: those, and what expressions name that its module is given
    std::vector<std::size_t> keyed;   ///< of those that are not exact: what has the key of what is repeated
    std::vector<std::string> texts;   ///< known texts beside them
    std::string open;     ///< an attribute that names no resource of the plan: ${aws_vpc.a.main_route_table_id}
    bool exact = true;    ///< false: it may come from any of the targets, since the plan does not hold what chooses
    bool sure = true;     ///< false: one of several was taken for its index, beside a condition or another length
    bool tested = false;  ///< a condition may be part of the expression
    bool mixed = false;   ///< `near` may lack what is given beside it by a local
    bool many = false;    ///< there are more targets than are listed, besides those that are near
    bool complete = true; ///< false: it was too entangled to follow to the end
};

/// Adds what is not in `all` yet.
void addOnce(std::vector<std::size_t>& all, const std::vector<std::size_t>& part);

/// What comes from either.
void add(Reach& all, const Reach& part);

/// A result that is one of many that something may come from: what it names is near, what it may come from is not.
Reach fished(Reach reach);

/// Far targets only tell that there are others; a large plan has thousands, for each of its modules.
void shorten(Reach& reach);

/// Where a later step has an index: the element of a list that is exactly known.
void pickElement(Reach& reach, const std::string& step);

/// The texts of a value and its lists that are not empty.
void collectTexts(const Json& value, std::vector<std::string>& texts, int depth = 0);

} // namespace waylight::terraform
