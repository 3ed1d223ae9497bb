// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

/// A small VPC for tests: each helper adds one thing with sensible defaults, and a test changes what it is about.
struct NetworkSketch {
    waylight::Topology topology;

    NetworkSketch();

    template <class T>
    T get(const waylight::Id& id) const {
        return *topology.get<T>(id);
    }
    template <class T>
    void set(T resource) {
        topology.set(waylight::Resource(std::move(resource)));
    }
    /// Applies `change` to the resource with this id.
    template <class T, class Change>
    void change(const waylight::Id& id, Change change) {
        T resource = get<T>(id);
        change(resource);
        set(std::move(resource));
    }

    void subnet(const waylight::Id& id, const char* cidr, const waylight::Id& table = {});
    void instance(const waylight::Id& id, const waylight::Id& subnet, const char* address, const char* publicAddress = nullptr);
    void route(const waylight::Id& table, const char* destination, const waylight::Id& target);
    void natGateway(const waylight::Id& id, const waylight::Id& subnet, const char* address, const char* publicAddress);

    /// Another VPC in us-east-1 with main table `main-<id>`, an ACL that allows all, group `sg-<id>` that allows all out and in, and
    /// one subnet `sub-<id>` of its first 256 addresses in zone `a` with instance `i-<id>` at its tenth address.
    void otherVpc(const waylight::Id& id, const char* cidr);
    void peering(const waylight::Id& id, const waylight::Id& requester, const waylight::Id& accepter);
    void transitGateway(const waylight::Id& id);
    void attachment(const waylight::Id& id, const waylight::Id& gateway, const waylight::Id& vpc, std::vector<waylight::Ref<waylight::Subnet>> subnets);
    /// A table with which the attachments are associated, and to which all of them propagate.
    void transitTable(const waylight::Id& id, const waylight::Id& gateway, const std::vector<waylight::Id>& attachments);
    void transitRoute(const waylight::Id& table, const char* destination, const waylight::Id& attachment);
    /// Gateway `vgw` of VPC `vpc` with a VPN connection to `cgw`, behind which 192.168.0.0/24 is.
    void vpn();
    /// A group in VPC `vpc` with one inbound rule from the block and with all outbound.
    void group(const waylight::Id& id, const char* inboundFrom);
};
