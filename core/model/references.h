// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource.h"

#include <functional>

namespace waylight {

/// One reference of a resource to another.
struct Reference {
    std::string pointer;      ///< JSON pointer to it inside the resource
    std::optional<Kind> kind; ///< what it may refer to; none: anything
    Id target;
    bool container = false;
    bool partOf = false;
};

/// Calls `visit` for each non-empty reference in the resource, in field order.
void forEachReference(const Resource& resource, const std::function<void(const Reference&)>& visit);

/// The resource with each reference to `from` replaced by `to`; with an empty `to` the reference goes away (list
/// elements are removed, routes and rules that meant only it too).
Resource withReference(const Resource& resource, const Id& from, const Id& to);

} // namespace waylight
