// SPDX-License-Identifier: MIT
#pragma once

namespace waylight {

/// The texts of resources/catalog/*.json, built in: the engine works offline and from any folder.
extern const char* const catalogPrefixLists;
extern const char* const catalogPrices;

} // namespace waylight
