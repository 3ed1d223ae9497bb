// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/matrix/classes.h"

namespace waylight {

/// What the network between two positions does with packets, apart from the security groups of the two ends. Two bytes:
/// there are as many as pairs of positions.
struct MatrixPath {
    enum class State : std::uint8_t { NotAsked, Answered, PairByPair };
    State state : 2 = State::NotAsked;
    Outcome outcome : 2 = Outcome::Pass;
    bool arrives : 1 = false;       ///< the groups of the receiver are asked
    bool receiverKnown : 1 = false; ///< the sender's outbound rules can tell who the receiver is
    bool senderKnown : 1 = false;   ///< the receiver's inbound rules can tell who the sender is
    bool references : 1 = true;
    bool byPeering : 1 = false;
    bool unknownPeer : 1 = false;
    bool local : 1 = false; ///< see `Walk::staysLocal`

    bool operator==(const MatrixPath&) const = default;
};

/// A matrix and what it was made from.
struct MatrixData {
    matrix::Facts facts;
    std::shared_ptr<const matrix::Roster> roster = std::make_shared<const matrix::Roster>();
    std::vector<std::shared_ptr<const CompiledGroup>>
        rules; ///< by kind: what of the rules of its groups can match the service
    matrix::Cuts cuts;
    matrix::Classes classes;
    std::vector<std::vector<std::uint32_t>> positions; ///< keys
    std::vector<MatrixPath> paths;                     ///< positions × positions × (different subnets, the same)
    std::vector<MatrixPath> outwards;                  ///< positions × targets
    std::vector<Outcome> verdicts;                     ///< classes × classes
    std::vector<Outcome> outside;                      ///< classes × targets
    bool anyPairByPair = false;                        ///< among the paths
    bool allLocal = true;                              ///< all paths that were asked

    std::size_t classCount() const { return classes.list.size(); }
    const matrix::Member& memberOf(std::uint32_t number) const { return roster->members[classes.list[number].first]; }
    const matrix::Kind& kindOf(std::uint32_t number) const { return roster->kinds[classes.list[number].kind]; }
};

} // namespace waylight
