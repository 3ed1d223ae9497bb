// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/fault_sketch.h"

#include <span>

/// A kind of network: draws one in which the request passes, with the faults that it can have.
struct FaultShape {
    const char* name;
    void (*draw)(FaultSketch&);
};

/// All kinds, from one subnet to transit gateways and endpoints.
std::span<const FaultShape> faultShapes();

/// Those of each source.
std::span<const FaultShape> internetShapes();
std::span<const FaultShape> transitShapes();
std::span<const FaultShape> serviceShapes();
