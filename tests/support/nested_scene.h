// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/links.h"

/// Boxes in boxes, and what is joined: Region > 4 VPCs > 3 zones each > 10 subnets each > 20 symbols each, as far as the number of
/// boxes goes. Of the links 60 % stay in a subnet, 25 % in a zone, 12 % in a VPC.
struct NestedScene {
    std::vector<waylight::PictureBox> boxes;
    std::vector<waylight::Link> links;

    int find(waylight::BoxRole role, int number) const; ///< the index of the numbered box of a role
};

/// `jitter`: symbols are moved from their places in the rows by up to this many units.
NestedScene nestedScene(int boxes, int links, unsigned seed = 1, int jitter = 0);
