// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// Everything outside AWS that has a public address. A design has at most one.
struct Internet : ResourceBase {
    bool operator==(const Internet&) const = default;
};

template <>
struct Description<Internet> {
    static constexpr TypeInfo type{.name = "internet", .plural = "internet", .label = "Internet", .idPrefix = "internet", .drawn = Drawn::Inside, .regional = false,
                                   .help = "Hosts with public addresses outside AWS."};
    static constexpr std::tuple<> fields{};
};

} // namespace waylight
