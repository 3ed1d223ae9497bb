// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <map>

namespace waylight {

/// What a resource costs by being there and for what passes through it, in US dollars at list price in us-east-1.
struct Price {
    double perHour = 0;
    double perGigabyte = 0;

    bool operator==(const Price&) const = default;
};

/// Hours of a month, as AWS's calculator counts them.
inline constexpr double hoursOfMonth = 730;

/// What costs money, by the facts that a trace's cost is made of: NAT gateways, interface endpoints in each of their
/// subnets, transit gateways for each attachment, and public IPv4 addresses. What is not in it is free or not known.
std::map<Id, Price> pricesOf(const Topology& topology);

/// "$32.85 a month" without words: "$32.85/mo", "$0.045/GB", or both.
std::string shortText(const Price& price);

} // namespace waylight
