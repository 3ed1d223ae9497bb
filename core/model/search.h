// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <string_view>

namespace waylight {

/// A place in a design whose words hold what was looked for.
struct Hit {
    Id resource;         ///< or of a note
    std::string pointer; ///< JSON pointer to the value inside the resource, such as "/ingress/2/cidr"
    std::string excerpt; ///< one line of UTF-8 round the match, at most about 150 bytes
    std::size_t start = 0;
    std::size_t length = 0; ///< with `start`: the bytes of the excerpt that match

    bool operator==(const Hit&) const = default;
};

/// Where the design says `text`, whatever the case of its letters: in names, ids, tags, blocks, addresses, rules,
/// routes, policies and notes. A whole address also finds the blocks that hold it, but not those of all addresses. What
/// every resource says alike (its Region, account and container) does not count, nor do values that are as by default.
///
/// Each value counts once, a name and an id together once. Elements whose name or id is, starts with, or holds the text
/// come first, in this order; then the other places, by type, id and field. At most `limit` hits; none for blank text.
std::vector<Hit> found(const Design& design, std::string_view text, std::size_t limit = 1000);

} // namespace waylight
