// SPDX-License-Identifier: MIT
#include "core/analysis/matrix/pieces.h"

#include <algorithm>

namespace waylight::matrix {
namespace {

constexpr int firstReplyPort = 1024; ///< the lowest ephemeral port of any client

void addWord(std::vector<std::uint32_t>& words, const IpAddress& address) {
    if (address.isV4()) {
        words.push_back(address.v4Value());
        return;
    }
    for (const std::uint64_t half : {address.high(), address.low()}) {
        words.push_back(static_cast<std::uint32_t>(half >> 32));
        words.push_back(static_cast<std::uint32_t>(half));
    }
}

std::optional<Cidr> blockOf(const FilterRule& rule, const RuleList& list) {
    if (rule.peer == FilterRule::Peer::V6)
        return list.blocks[rule.base];
    if (rule.peer != FilterRule::Peer::V4)
        return std::nullopt;
    return Cidr(IpAddress::v4(rule.base), __builtin_popcount(rule.mask));
}

PiecePtr keep(Facts& facts, const Compiled& source, Piece piece) {
    piece.source = facts.index().compiled[source.self];
    const auto made = std::make_shared<const Piece>(std::move(piece));
    facts.pieces.set(source.self, made);
    return made;
}

PiecePtr kept(const Facts& facts, const Compiled& source) {
    const PiecePtr& old = facts.pieces[source.self];
    return old && old->source.get() == &source ? old : nullptr;
}

void addCut(Cuts& cuts, const IpAddress& address) {
    if (address.isV4())
        cuts.v4.push_back(address.v4Value());
    else
        cuts.v6.push_back(address);
}

/// True for rules that can match packets of the service, with `replies` also those that can match their replies.
bool concerns(const Facts& facts, const FilterRule& rule, bool replies) {
    const Protocol own = facts.service.protocol;
    if (rule.protocol >= 0 && rule.protocol != own.value() &&
        !(own.isIcmp() && Protocol::number(rule.protocol).isIcmp()))
        return false;
    if (rule.protocol < 0 || !own.hasPorts() || (replies && rule.to >= firstReplyPort))
        return true;
    const auto port = facts.ports.lower_bound(rule.from);
    return port != facts.ports.end() && *port <= rule.to;
}

void addEntries(const Facts& facts, const RuleList& list, Piece& piece, std::vector<std::uint32_t>& content) {
    for (const FilterRule& rule : list.rules) {
        const auto block = blockOf(rule, list);
        if (!block || !concerns(facts, rule, true) || !facts.ranges.overlaps(*block))
            continue;
        piece.cuts.add(*block, facts.ranges);
        addWord(content, block->address());
        content.push_back(static_cast<std::uint32_t>(block->length()) << 16 |
                          static_cast<std::uint32_t>(block->family()) << 8 | rule.allows);
        content.push_back(static_cast<std::uint32_t>(rule.from) << 16 | rule.to);
        content.push_back(static_cast<std::uint16_t>(rule.protocol));
    }
    content.push_back(noHandle);
}

} // namespace

PiecePtr tablePiece(Facts& facts, const CompiledTable& table) {
    if (PiecePtr old = kept(facts, table))
        return old;
    Piece piece;
    std::vector<std::uint32_t> content{1};
    const auto addRange = [&](const IpAddress& first, const IpAddress& last) {
        const std::size_t start = content.size();
        table.lookup.forEachBetween(first, last, [&](const IpAddress& from, const RouteLookup::Found& found) {
            if (from != first)
                addCut(piece.cuts, from);
            addWord(content, from);
            content.push_back(
                !found ? 0 : 1u + found.route->local + 2u * found.route->blackhole + 4u * (found.rival != nullptr));
            content.push_back(found ? found.route->target : noHandle);
        });
        content.push_back(static_cast<std::uint32_t>(content.size() - start));
    };
    for (const auto& [first, last] : facts.ranges.v4)
        addRange(IpAddress::v4(first), IpAddress::v4(last));
    for (const auto& [first, last] : facts.ranges.v6)
        addRange(first, last);
    for (const Handle list : table.lookup.unknownPrefixLists())
        content.push_back(list);
    piece.content = facts.contents->number(content);
    return keep(facts, table, std::move(piece));
}

PiecePtr aclPiece(Facts& facts, const CompiledAcl& acl) {
    if (PiecePtr old = kept(facts, acl))
        return old;
    Piece piece;
    std::vector<std::uint32_t> content{2};
    addEntries(facts, acl.inbound, piece, content);
    addEntries(facts, acl.outbound, piece, content);
    piece.content = facts.contents->number(content);
    piece.cuts.tidy();
    return keep(facts, acl, std::move(piece));
}

PiecePtr groupPiece(Facts& facts, Handle group) {
    const auto* compiled = facts.index().find<CompiledGroup>(group);
    if (!compiled)
        return nullptr;
    if (PiecePtr old = kept(facts, *compiled))
        return old;
    Piece piece;
    auto restricted = std::make_shared<CompiledGroup>(group);
    const auto take = [&](const RuleList& from, RuleList& to) {
        const auto add = [&](const FilterRule& rule) {
            if (!concerns(facts, rule, false))
                return false;
            to.rules.push_back(rule);
            if (const auto block = blockOf(rule, from))
                piece.cuts.add(*block, facts.ranges);
            for (std::uint32_t i = 0; rule.peer == FilterRule::Peer::List && i < rule.mask; ++i)
                piece.cuts.add(from.blocks[rule.base + i], facts.ranges);
            return false;
        };
        if (facts.ports.size() == 1 && facts.service.protocol.hasPorts())
            from.anyCandidate({.protocol = facts.service.protocol, .destinationPort = facts.service.port}, add);
        else
            std::for_each(from.rules.begin(), from.rules.end(), add);
        if (!to.rules.empty())
            to.blocks = from.blocks;
    };
    take(compiled->ingress, restricted->ingress);
    take(compiled->egress, restricted->egress);
    piece.restricted = std::move(restricted);
    return keep(facts, *compiled, std::move(piece));
}

} // namespace waylight::matrix
