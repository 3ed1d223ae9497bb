// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "core/model/topology.h"
#include "tests/support/random_design.h"

/// A small but nasty network: one to four VPCs in one or two Regions and accounts, which may overlap, with every kind
/// of element as a route target, filters that let a part through, states that do not work, and references to what is
/// not there. Equal seeds give equal networks. The prefix lists of services are among its resources.
waylight::Topology randomNetwork(unsigned seed);

/// A plain flow between places of such a network, or to and from the outside, with ports near those of the rules.
waylight::Request randomFlow(const waylight::Topology& topology, Dice& dice);
