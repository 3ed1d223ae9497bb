// SPDX-License-Identifier: MIT
#include "tests/support/naive_network.h"

#include "tests/support/naive_journey.h"

NaiveVerdict naiveVerdict(const waylight::Topology& topology, const waylight::Request& request) {
    return naive::Journey(topology, request).verdict();
}
