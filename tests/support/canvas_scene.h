// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

/// A design of about `elements` drawn elements with 1.5 connectors each: VPCs of three zones with ten subnets of twenty instances in
/// each zone, route tables, and load balancers whose targets lie mostly in one subnet, some in its zone, few elsewhere. Everything has
/// a place, and nothing overlaps. Equal numbers give equal designs.
waylight::Design canvasScene(int elements);

/// The id of a zone of the scene with 200 instances (fewer in a small scene).
waylight::Id sceneZone();
