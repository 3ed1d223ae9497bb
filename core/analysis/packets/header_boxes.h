// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/filters.h"

#include <vector>

namespace waylight {

/// Packet headers as a box: a range of the other side's addresses, of protocol numbers, of destination ports (ICMP:
/// types) and of ICMP codes. Both ends are included; addresses are of one family.
struct HeaderBox {
    IpAddress first{}, last{};
    int protocolFirst = 0, protocolLast = 255;
    int portFirst = 0, portLast = 65535;
    int codeFirst = 0, codeLast = 255;

    bool contains(const HeaderBox& other) const;
    bool overlaps(const HeaderBox& other) const;
    bool operator==(const HeaderBox&) const = default;
};

/// All headers of a family.
HeaderBox allHeaders(IpFamily family);

/// The headers that a rule matches by address; all addresses for a rule that names something else than addresses (a
/// group, a list that is not known). None when it matches nothing.
std::vector<HeaderBox> boxesOf(const FilterRule& rule, const RuleList& list);

/// True when the rule tells its peers by their addresses.
bool namesAddresses(const FilterRule& rule);

/// Takes `hole` out of disjoint boxes; the result is disjoint.
void takeOut(std::vector<HeaderBox>& boxes, const HeaderBox& hole);

} // namespace waylight
