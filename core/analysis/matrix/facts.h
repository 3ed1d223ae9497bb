// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/matrix.h"
#include "core/analysis/matrix/cells.h"
#include "core/network/network_index.h"

#include <set>

/// What of a network matters to one service, in the form that the classes of a matrix are made from.
namespace waylight::matrix {

/// What a matrix keeps of one group, ACL or table while the resource stays as it is.
struct Piece {
    CompiledPtr source;
    std::shared_ptr<const CompiledGroup> restricted; ///< groups: the rules that can match the service
    Cuts cuts;
    std::uint32_t content = 0; ///< ACLs and tables: what they say of the ranges
};
using PiecePtr = std::shared_ptr<const Piece>;

/// Ports that packets of the matrix can be for: the service's, and those of load balancers' targets.
using Ports = std::set<int>;

struct Facts {
    Network network;
    MatrixService service;
    std::vector<MatrixTarget> targets;
    std::vector<Handle> places; ///< of all compiled resources but interfaces, instances and groups; some may be gone
    std::shared_ptr<Contents> contents = std::make_shared<Contents>();
    Ports ports;
    Ranges ranges;
    SharedVector<PiecePtr> pieces;      ///< by handle
    Cuts pathCuts;                      ///< of all but security groups at the ends
    std::set<Handle> specialSubnets;    ///< that a gateway, endpoint, middlebox or load balancer is in
    std::set<Handle> specialInterfaces; ///< that something but their class tells apart
    std::set<Handle> groupsOnPath;      ///< of middleboxes and targets of load balancers
    std::set<Handle> namedOnPath;       ///< groups that rules of `groupsOnPath` name
    std::set<Handle> fixed;             ///< tables, ACLs, subnets, interfaces by which paths of others lead
    std::set<Handle> doubles;  ///< interfaces whose address another VPC has too, or that is somebody's public one
    bool publicInside = false; ///< a private address is somebody's public one

    const NetworkIndex& index() const { return network.index(); }
    /// True when contents and cells mean the same in both.
    bool comparable(const Facts& other) const;
};

/// Calls `visit(handle, resource)` for the resources of one kind among the facts' places.
template <class T, class Visit>
void forEachPlace(const Facts& facts, Visit visit) {
    for (const Handle handle : facts.places)
        if (const auto* found = facts.index().find<T>(handle))
            visit(*found);
}

/// Handles that differ between two versions, and what that means for a matrix.
struct Changes {
    std::vector<Handle> groups;
    std::vector<Handle> others;
    bool interfaces = false; ///< an interface or instance differs
    bool addresses = false;  ///< which addresses packets can have may differ
};
Changes changesBetween(const NetworkIndex& before, const NetworkIndex& after);

/// The facts of a version. What `previous` says of resources that are the same is taken over.
Facts factsOf(const Network& network, const MatrixService& service, const Facts* previous, const Changes& changes);

/// A packet of the service from one address to another.
Packet packetOf(const MatrixService& service, const CompiledInterface& from, const IpAddress& source,
                const IpAddress& destination);

} // namespace waylight::matrix
