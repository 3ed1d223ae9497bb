// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/drawing/picture.h"

/// Copying and pasting. What is copied is a Design by itself, so that the text on the clipboard is that of a .waylight
/// file, and whatever can be opened can be pasted.
namespace waylight::edit {

/// These elements with what is in them and what is part of them. What joins networks comes along when both ends do.
/// Places of what is in nothing else are absolute.
Design copied(const Design& design, const std::vector<Id>& ids);

/// A reference that could not be kept: to what is not in the design, or belongs to another VPC there.
struct LostReference {
    std::string from; ///< names for people
    std::string to;
    bool operator==(const LostReference&) const = default;
};

struct Pasted {
    Design design;
    std::vector<Id> ids; ///< of what is in nothing else that was pasted: what to select
    std::vector<LostReference> lost;
};

/// Puts a part into a container (resource or zone id; empty: the top level) with its top left corner near `position`
/// (absolute). Each element goes into the innermost container at or around `container` that accepts it; when one is
/// accepted nowhere nothing is pasted, and the reason is why `container` refuses it. Ids that are taken become new
/// ones, names too; blocks and addresses that are taken become the next free ones, also where the part itself speaks of
/// them. A Region that is there already takes in what the part's has.
Result<Pasted> pasted(const Design& design, const Design& part, const Id& container, Point position);

/// Copies of these elements beside them, in the same containers.
Result<Pasted> duplicated(const Design& design, const std::vector<Id>& ids);

} // namespace waylight::edit
