// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <random>

/// A source of random choices that is the same on every machine.
class Dice {
public:
    explicit Dice(unsigned seed) : m_engine(seed) {}

    /// 0 to `count` - 1.
    int below(int count) { return static_cast<int>(m_engine() % static_cast<unsigned>(count)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class List>
    auto oneOf(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
    }

private:
    std::mt19937 m_engine;
};

/// A design that a user could have drawn, without contradictions: `vpcs` VPCs with subnets in several zones, gateways, route
/// tables, endpoints, groups, ACLs and `instances` instances each, roles, buckets and tables with policies, requests,
/// notes, approvals, places in the layout, and members that we do not know. Equal seeds give equal designs.
waylight::Design randomDesign(unsigned seed, int vpcs = 2, int instances = 4);
