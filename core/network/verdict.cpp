// SPDX-License-Identifier: MIT
#include "core/network/verdict.h"

namespace waylight {

Outcome verdict(const NetworkIndex& network, const CompiledInterface& from, const Packet& packet) {
    Walk walk(network);
    const Arrival there = walk.fromInterface(from, packet, Direction::Forward);
    if (walk.outcome() != Outcome::Block)
        walk.comeBack(there);
    return walk.outcome();
}

} // namespace waylight
