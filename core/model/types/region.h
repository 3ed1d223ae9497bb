// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// An AWS Region; its id is the Region's name, such as us-east-1.
struct Region : ResourceBase {
    bool operator==(const Region&) const = default;
};

template <>
struct Description<Region> {
    static constexpr TypeInfo type{.name = "region", .plural = "regions", .label = "Region", .idPrefix = "", .drawn = Drawn::Container, .regional = false,
                                   .help = "A place with its own copy of each service. A gateway endpoint serves its own Region only."};
    static constexpr std::tuple<> fields{};
};

} // namespace waylight
