// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"
#include "core/network/step.h"

/// A network in which a request passes, and the same with one thing wrong.
struct PlantedFault {
    std::string shape; ///< of the network, such as "peering"
    std::string kind;  ///< of the fault, such as "route-missing-back"
    waylight::Design before;
    waylight::Design after;
    waylight::Request request;
    waylight::Id culprit;                           ///< what the engine must name
    waylight::Stage stage = waylight::Stage::Route; ///< and at which stage
};

/// Equal seeds give equal faults; seeds from 0 upwards go through all shapes and, in each, through all its faults.
PlantedFault plantedFault(unsigned seed);
