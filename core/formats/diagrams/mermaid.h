// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

namespace waylight {

/// The picture as a Mermaid flowchart, as READMEs show them: Regions, VPCs, zones and subnets as subgraphs, symbols as
/// nodes, connectors as edges with the labels of routes, notes as nodes; areas are left out. The same input gives the
/// same text. https://mermaid.js.org/syntax/flowchart.html
std::string writeMermaid(const Picture& picture);

} // namespace waylight
