// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <map>

namespace waylight {

/// What of a picture is shown.
struct Layers {
    bool routing = true;  ///< route tables, their associations and routes
    bool security = true; ///< security groups and network ACLs, and what they filter
    bool policies = true; ///< roles and keys, and who uses them
    bool labels = true;   ///< addresses below names, and what routes are for
    bool cost = false;    ///< what each thing costs

    /// True when nothing is left out.
    bool all() const { return routing && security && policies && labels; }
    /// True when the picture is shown as it is drawn.
    bool plain() const { return *this == Layers(); }
    bool operator==(const Layers&) const = default;
};

/// The picture without the boxes, connectors and words of the layers that are off. Everything else keeps its place.
/// Containers stay. `topology` is that of the picture's design; `prices` are the words for what things cost, by id.
Picture withLayers(const Picture& picture, const Topology& topology, const Layers& layers,
                   const std::map<Id, std::string>& prices = {});

} // namespace waylight
