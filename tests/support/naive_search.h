// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <set>

/// The places that `found` reports, as (resource, pointer), told from the JSON form of each resource: slow and obvious. Of a
/// name and an id that both hold the text, both are told.
std::set<std::pair<waylight::Id, std::string>> naivelyFound(const waylight::Design& design, std::string text);
