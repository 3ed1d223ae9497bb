// SPDX-License-Identifier: MIT
#include "core/analysis/packets/header_boxes.h"

#include <algorithm>

namespace waylight {
namespace {

HeaderBox blockBox(const Cidr& block) {
    HeaderBox box;
    box.first = block.address();
    box.last = block.last();
    return box;
}

/// The address before another that is not the first of its family.
IpAddress before(const IpAddress& address) {
    return address.isV4() ? IpAddress::v4(address.v4Value() - 1)
                          : IpAddress::v6(address.high() - (address.low() == 0), address.low() - 1);
}

bool setHeader(HeaderBox& box, const FilterRule& rule) {
    if (rule.protocol < 0)
        return true;
    box.protocolFirst = box.protocolLast = rule.protocol;
    const Protocol protocol = Protocol::number(rule.protocol);
    if (protocol.isIcmp()) {
        if (rule.from != FilterRule::anyIcmp) {
            box.portFirst = box.portLast = rule.from;
            if (rule.to != FilterRule::anyIcmp)
                box.codeFirst = box.codeLast = rule.to;
        }
    } else if (protocol.hasPorts()) {
        box.portFirst = rule.from;
        box.portLast = rule.to;
    }
    return box.portFirst <= box.portLast;
}

} // namespace

bool HeaderBox::contains(const HeaderBox& other) const {
    return portFirst <= other.portFirst && other.portLast <= portLast && protocolFirst <= other.protocolFirst &&
           other.protocolLast <= protocolLast && first.family() == other.first.family() && first <= other.first &&
           other.last <= last && codeFirst <= other.codeFirst && other.codeLast <= codeLast;
}

bool HeaderBox::overlaps(const HeaderBox& other) const {
    return portFirst <= other.portLast && other.portFirst <= portLast && protocolFirst <= other.protocolLast &&
           other.protocolFirst <= protocolLast && first.family() == other.first.family() && first <= other.last &&
           other.first <= last && codeFirst <= other.codeLast && other.codeFirst <= codeLast;
}

HeaderBox allHeaders(IpFamily family) {
    return blockBox(Cidr::all(family));
}

bool namesAddresses(const FilterRule& rule) {
    return rule.peer == FilterRule::Peer::V4 || rule.peer == FilterRule::Peer::V6 ||
           rule.peer == FilterRule::Peer::List;
}

std::vector<HeaderBox> boxesOf(const FilterRule& rule, const RuleList& list) {
    std::vector<HeaderBox> boxes;
    switch (rule.peer) {
    case FilterRule::Peer::V4:
        boxes.push_back(blockBox(Cidr(IpAddress::v4(rule.base), __builtin_popcount(rule.mask))));
        break;
    case FilterRule::Peer::V6:
        boxes.push_back(blockBox(list.blocks[rule.base]));
        break;
    case FilterRule::Peer::List:
        for (std::uint32_t i = 0; i < rule.mask; ++i)
            boxes.push_back(blockBox(list.blocks[rule.base + i]));
        break;
    case FilterRule::Peer::Group:
    case FilterRule::Peer::UnknownList:
        boxes = {allHeaders(IpFamily::V4), allHeaders(IpFamily::V6)};
        break;
    case FilterRule::Peer::Nobody:
        break;
    }
    std::erase_if(boxes, [&](HeaderBox& box) { return !setHeader(box, rule); });
    return boxes;
}

void takeOut(std::vector<HeaderBox>& boxes, const HeaderBox& hole) {
    std::vector<HeaderBox> rest;
    for (HeaderBox box : boxes) {
        if (!hole.overlaps(box)) {
            rest.push_back(box);
            continue;
        }
        // Cut off what is on either side of the hole, one dimension after the other; what then remains is inside it.
        const auto cut = [&](int HeaderBox::*first, int HeaderBox::*last) {
            if (box.*first < hole.*first) {
                rest.push_back(box);
                rest.back().*last = hole.*first - 1;
                box.*first = hole.*first;
            }
            if (hole.*last < box.*last) {
                rest.push_back(box);
                rest.back().*first = hole.*last + 1;
                box.*last = hole.*last;
            }
        };
        if (box.first < hole.first) {
            rest.push_back(box);
            rest.back().last = before(hole.first);
            box.first = hole.first;
        }
        if (hole.last < box.last) {
            rest.push_back(box);
            rest.back().first = hole.last.plus(1);
            box.last = hole.last;
        }
        cut(&HeaderBox::protocolFirst, &HeaderBox::protocolLast);
        cut(&HeaderBox::portFirst, &HeaderBox::portLast);
        cut(&HeaderBox::codeFirst, &HeaderBox::codeLast);
    }
    boxes = std::move(rest);
}

} // namespace waylight
