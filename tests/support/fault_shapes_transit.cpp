// SPDX-License-Identifier: MIT
#include "tests/support/fault_shapes.h"

using namespace waylight;

namespace {

using Way = FaultSketch::Way;

// --- peering

void peering(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.vpc("vpc-b", "10.1.0.0/16");
    s.elsewhere("vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-b", "vpc-b", "10.1.1.0/24", 'b');
    s.host("i-client", "subnet-a", "10.0.1.10");
    s.host("i-server", "subnet-b", "10.1.1.20");
    auto peering = s.fresh<VpcPeering>("pcx-ab");
    peering.requester = "vpc-a";
    peering.accepter = "vpc-b";
    peering.state = "active";
    s.set(peering);
    s.asks("i-client", "i-server");
    s.allowsOut("sg-i-client", "10.1.1.0/24");
    if (s.dice().chance(50))
        s.allowsGroupIn("sg-i-server", "sg-i-client");
    else
        s.allowsIn("sg-i-server", "10.0.0.0/16");
    s.crossesBetween("subnet-a", "10.0.1.0/24", "subnet-b", "10.1.1.0/24");
    s.routes("subnet-a", "10.1.0.0/16", "pcx-ab", Way::There);
    s.routes("subnet-b", "10.0.0.0/16", "pcx-ab", Way::Back);
    s.mayStop("i-client");
    s.mayStop("i-server");
    const char* const states[] = {"pending-acceptance", "deleted", "failed", "expired"};
    s.badState<VpcPeering>("peering-state", "pcx-ab", s.dice().oneOf(states), Stage::Gateway);
    s.fault("peering-removed", "rtb-subnet-a", Stage::Route, [](Topology& t) {
        t.erase("pcx-ab");
        for (const char* table : {"rtb-subnet-a", "rtb-subnet-b"})
            changeIn<RouteTable>(t, table, [](RouteTable& each) { each.routes.front().state = RouteState::Blackhole; });
    });
    s.fault("routes-missing-both-ways", "rtb-subnet-a", Stage::Route, [](Topology& t) {
        for (const char* table : {"rtb-subnet-a", "rtb-subnet-b"})
            changeIn<RouteTable>(t, table, [](RouteTable& each) { each.routes.clear(); });
    });
}

// --- transit gateways

void transitGateway(FaultSketch& s, const Id& id) {
    auto gateway = s.fresh<TransitGateway>(id);
    gateway.state = "available";
    gateway.securityGroupReferencing = "enable";
    s.set(gateway);
}

void attach(FaultSketch& s, const Id& id, const Id& gateway, const Id& resource,
            const std::vector<Ref<Subnet>>& subnets, AttachmentType type = AttachmentType::Vpc) {
    auto attachment = s.fresh<TransitGatewayAttachment>(id);
    attachment.transitGateway = gateway;
    attachment.attachmentType = type;
    attachment.resource = resource;
    attachment.subnets = subnets;
    attachment.state = "available";
    s.set(attachment);
}

void transitTable(FaultSketch& s, const Id& id, const Id& gateway,
                  const std::vector<Ref<TransitGatewayAttachment>>& associations,
                  const std::vector<Ref<TransitGatewayAttachment>>& propagations) {
    auto table = s.fresh<TransitGatewayRouteTable>(id);
    table.transitGateway = gateway;
    table.associations = associations;
    table.propagations = propagations;
    s.set(table);
}

void transitRoute(Topology& t, const Id& table, const std::string& destination, const Id& attachment) {
    changeIn<TransitGatewayRouteTable>(t, table, [&](TransitGatewayRouteTable& each) {
        TransitGatewayRoute route;
        route.destination = faultBlock(destination);
        route.attachment = attachment;
        route.state = attachment.empty() ? RouteState::Blackhole : RouteState::Active;
        each.routes.push_back(route);
    });
}

/// Two VPCs, each with a subnet of hosts and one for the transit gateway.
void twoVpcs(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.vpc("vpc-b", "10.1.0.0/16");
    s.elsewhere("vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-a-tgw", "vpc-a", "10.0.9.0/28");
    s.subnet("subnet-a-other", "vpc-a", "10.0.10.0/28", 'b');
    s.subnet("subnet-b", "vpc-b", "10.1.1.0/24");
    s.subnet("subnet-b-tgw", "vpc-b", "10.1.9.0/28");
    s.subnet("subnet-b-other", "vpc-b", "10.1.10.0/28", 'b');
    s.host("i-client", "subnet-a", "10.0.1.10");
    s.host("i-server", "subnet-b", "10.1.1.20");
    s.asks("i-client", "i-server");
    s.allowsOut("sg-i-client", "10.1.1.0/24");
    s.mayStop("i-server");
}

void crossesTransit(FaultSketch& s) {
    s.crosses("subnet-a", true, Way::There, "10.1.1.0/24");
    s.crosses("subnet-a-tgw", false, Way::There, "10.0.1.0/24");
    s.crosses("subnet-b-tgw", true, Way::There, "10.1.1.0/24");
    s.crosses("subnet-b", false, Way::There, "10.0.1.0/24");
    s.crosses("subnet-b", true, Way::Back, "10.0.1.0/24");
    s.crosses("subnet-b-tgw", false, Way::Back, "10.1.1.0/24");
    s.crosses("subnet-a-tgw", true, Way::Back, "10.0.1.0/24");
    s.crosses("subnet-a", false, Way::Back, "10.1.1.0/24");
}

void attachmentFaults(FaultSketch& s, const Id& attachment, const Id& subnetElsewhere, Way way) {
    const auto plant = [&](const std::string& kind, std::function<void(TransitGatewayAttachment&)> edit) {
        s.fault(kind + FaultSketch::suffix(way), attachment, Stage::Gateway,
                [=](Topology& t) { changeIn<TransitGatewayAttachment>(t, attachment, edit); });
    };
    plant("attachment-without-zone",
          [subnetElsewhere](TransitGatewayAttachment& each) { each.subnets = {subnetElsewhere}; });
    s.fault("attachment-not-associated" + FaultSketch::suffix(way), attachment, Stage::Gateway,
            [attachment](Topology& t) {
                std::vector<TransitGatewayRouteTable> tables;
                t.forEach<TransitGatewayRouteTable>(
                    [&](const TransitGatewayRouteTable& table) { tables.push_back(table); });
                for (TransitGatewayRouteTable& table : tables) {
                    std::erase_if(table.associations, [&](const auto& each) { return each.id == attachment; });
                    t.set(Resource(table));
                }
            });
}

void transitTableFaults(FaultSketch& s, const Id& table, const Id& attachment, const std::string& block,
                        const Id& wrong, Way way) {
    const auto plant = [&](const std::string& kind, std::function<void(Topology&)> edit) {
        s.fault(kind + FaultSketch::suffix(way), table, Stage::Route, std::move(edit));
    };
    plant("transit-route-missing", [=](Topology& t) {
        changeIn<TransitGatewayRouteTable>(t, table, [&](TransitGatewayRouteTable& each) {
            std::erase_if(each.propagations, [&](const auto& ref) { return ref.id == attachment; });
            std::erase_if(each.routes, [&](const auto& route) { return route.attachment.id == attachment; });
        });
    });
    plant("transit-blackhole",
          [=](Topology& t) { transitRoute(t, table, Cidr(faultBlock(block).address().plus(256), 24).toString(), {}); });
    plant("transit-route-blackhole", [=](Topology& t) {
        changeIn<TransitGatewayRouteTable>(t, table, [&](TransitGatewayRouteTable& each) {
            std::erase_if(each.routes, [&](const auto& route) { return route.destination == faultBlock(block); });
            std::erase_if(each.propagations, [&](const auto& ref) { return ref.id == attachment; });
        });
        transitRoute(t, table, block, {});
    });
    // Back into the VPC that it came from, which has no route of its own for it that could help.
    s.fault("transit-route-elsewhere" + FaultSketch::suffix(way), "rtb-" + wrong, Stage::Route, [=](Topology& t) {
        transitRoute(t, table, Cidr(faultBlock(block).address().plus(256), 24).toString(),
                     wrong == "subnet-a-tgw" ? "tgw-attach-a" : "tgw-attach-b");
    });
}

void oneTransitGateway(FaultSketch& s, bool ownTables) {
    twoVpcs(s);
    transitGateway(s, "tgw-1");
    attach(s, "tgw-attach-a", "tgw-1", "vpc-a", {Id("subnet-a-tgw")});
    attach(s, "tgw-attach-b", "tgw-1", "vpc-b", {Id("subnet-b-tgw")});
    const Id forA = ownTables ? "tgw-rtb-a" : "tgw-rtb-1";
    const Id forB = ownTables ? "tgw-rtb-b" : "tgw-rtb-1";
    if (ownTables) {
        transitTable(s, forA, "tgw-1", {Id("tgw-attach-a")}, {});
        transitTable(s, forB, "tgw-1", {Id("tgw-attach-b")}, {});
        transitRoute(s.topology, forA, "10.1.0.0/16", "tgw-attach-b");
        transitRoute(s.topology, forB, "10.0.0.0/16", "tgw-attach-a");
    } else {
        transitTable(s, forA, "tgw-1", {Id("tgw-attach-a"), Id("tgw-attach-b")},
                     {Id("tgw-attach-a"), Id("tgw-attach-b")});
    }
    if (s.dice().chance(40)) {
        s.allowsGroupIn("sg-i-server", "sg-i-client");
        s.fault("group-referencing-off", "sg-i-server", Stage::SecurityGroup, [](Topology& t) {
            changeIn<TransitGateway>(t, "tgw-1",
                                     [](TransitGateway& each) { each.securityGroupReferencing = "disable"; });
        });
        s.fault("group-referencing-off-attachment", "sg-i-server", Stage::SecurityGroup, [](Topology& t) {
            changeIn<TransitGatewayAttachment>(
                t, "tgw-attach-a", [](TransitGatewayAttachment& each) { each.securityGroupReferencing = "disable"; });
        });
    } else {
        s.allowsIn("sg-i-server", "10.0.1.0/24");
    }
    crossesTransit(s);
    s.routes("subnet-a", s.dice().chance(50) ? "10.1.0.0/16" : "10.0.0.0/8", "tgw-1", Way::There);
    s.routes("subnet-b", "10.0.0.0/16", "tgw-1", Way::Back);
    attachmentFaults(s, "tgw-attach-a", "subnet-a-other", Way::There);
    attachmentFaults(s, "tgw-attach-b", "subnet-b-other", Way::Back);
    transitTableFaults(s, forA, "tgw-attach-b", "10.1.0.0/16", "subnet-a-tgw", Way::There);
    transitTableFaults(s, forB, "tgw-attach-a", "10.0.0.0/16", "subnet-b-tgw", Way::Back);
    s.badState<TransitGateway>("transit-gateway-state", "tgw-1", "deleting", Stage::Gateway);
    s.badState<TransitGatewayAttachment>("attachment-deleted-there", "tgw-attach-a", "deleted", Stage::Gateway,
                                         "tgw-1");
    if (ownTables)
        s.badState<TransitGatewayAttachment>("attachment-deleted-back", "tgw-attach-b", "deleted", Stage::Gateway);
    else
        s.badState<TransitGatewayAttachment>("attachment-deleted-back", "tgw-attach-b", "pendingAcceptance",
                                             Stage::Route, forA);
}

void sharedTable(FaultSketch& s) {
    oneTransitGateway(s, false);
}
void segmentedTables(FaultSketch& s) {
    oneTransitGateway(s, true);
}

void peeredTransitGateways(FaultSketch& s) {
    twoVpcs(s);
    transitGateway(s, "tgw-1");
    transitGateway(s, "tgw-2");
    attach(s, "tgw-attach-a", "tgw-1", "vpc-a", {Id("subnet-a-tgw")});
    attach(s, "tgw-attach-b", "tgw-2", "vpc-b", {Id("subnet-b-tgw")});
    attach(s, "tgw-attach-peer", "tgw-1", "tgw-2", {}, AttachmentType::Peering);
    transitTable(s, "tgw-rtb-1", "tgw-1", {Id("tgw-attach-a"), Id("tgw-attach-peer")}, {Id("tgw-attach-a")});
    transitTable(s, "tgw-rtb-2", "tgw-2", {Id("tgw-attach-b"), Id("tgw-attach-peer")}, {Id("tgw-attach-b")});
    transitRoute(s.topology, "tgw-rtb-1", "10.1.0.0/16", "tgw-attach-peer");
    transitRoute(s.topology, "tgw-rtb-2", "10.0.0.0/16", "tgw-attach-peer");
    s.allowsIn("sg-i-server", "10.0.1.0/24");
    crossesTransit(s);
    s.routes("subnet-a", "10.1.0.0/16", "tgw-1", Way::There);
    s.routes("subnet-b", "10.0.0.0/16", "tgw-2", Way::Back);
    attachmentFaults(s, "tgw-attach-a", "subnet-a-other", Way::There);
    attachmentFaults(s, "tgw-attach-b", "subnet-b-other", Way::Back);
    s.badState<TransitGatewayAttachment>("transit-peering-state", "tgw-attach-peer", "pendingAcceptance",
                                         Stage::Gateway);
    const auto plant = [&](const char* kind, const Id& table, const Id& culprit, Stage stage,
                           std::function<void(TransitGatewayRouteTable&)> edit) {
        s.fault(kind, culprit, stage, [=](Topology& t) { changeIn<TransitGatewayRouteTable>(t, table, edit); });
    };
    plant("transit-peering-route-missing-there", "tgw-rtb-1", "tgw-rtb-1", Stage::Route,
          [](TransitGatewayRouteTable& each) { each.routes.clear(); });
    plant("transit-peering-route-missing-back", "tgw-rtb-2", "tgw-rtb-2", Stage::Route,
          [](TransitGatewayRouteTable& each) { each.routes.clear(); });
    plant("transit-peering-propagation-missing", "tgw-rtb-2", "tgw-rtb-2", Stage::Route,
          [](TransitGatewayRouteTable& each) { each.propagations.clear(); });
    plant("transit-peering-not-associated", "tgw-rtb-2", "tgw-attach-peer", Stage::Gateway,
          [](TransitGatewayRouteTable& each) { each.associations = {Id("tgw-attach-b")}; });
}

/// A private NAT gateway hides the client from the other VPC.
void privateNat(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.vpc("vpc-b", "10.1.0.0/16");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-nat", "vpc-a", "10.0.9.0/24");
    s.subnet("subnet-b", "vpc-b", "10.1.1.0/24");
    s.host("i-client", "subnet-a", "10.0.1.10");
    s.host("i-server", "subnet-b", "10.1.1.20");
    auto nat = s.fresh<NatGateway>("nat-private");
    nat.connectivity = Connectivity::Private;
    nat.subnet = "subnet-nat";
    NatAddress own;
    own.privateIp = faultAddress("10.0.9.5");
    nat.addresses = {own};
    s.set(nat);
    transitGateway(s, "tgw-1");
    attach(s, "tgw-attach-a", "tgw-1", "vpc-a", {Id("subnet-nat")});
    attach(s, "tgw-attach-b", "tgw-1", "vpc-b", {Id("subnet-b")});
    transitTable(s, "tgw-rtb-1", "tgw-1", {Id("tgw-attach-a"), Id("tgw-attach-b")},
                 {Id("tgw-attach-a"), Id("tgw-attach-b")});
    s.asks("i-client", "i-server");
    s.allowsOut("sg-i-client", "10.1.0.0/16");
    s.allowsIn("sg-i-server", "10.0.9.0/24");
    for (const auto& [subnet, leaving, way, peer] : {std::tuple("subnet-a", true, Way::There, "10.1.1.0/24"),
                                                     std::tuple("subnet-nat", false, Way::There, "10.0.0.0/16"),
                                                     std::tuple("subnet-nat", true, Way::There, "10.1.1.0/24"),
                                                     std::tuple("subnet-b", true, Way::Back, "10.0.9.0/24"),
                                                     std::tuple("subnet-b", false, Way::Back, "10.1.1.0/24"),
                                                     std::tuple("subnet-nat", true, Way::Back, "10.0.0.0/16"),
                                                     std::tuple("subnet-a", false, Way::Back, "10.1.1.0/24")})
        s.crosses(subnet, leaving, way, peer);
    s.routes("subnet-a", "10.1.0.0/16", "nat-private", Way::There);
    s.routes("subnet-nat", "10.1.0.0/16", "tgw-1", Way::There);
    s.routes("subnet-b", "10.0.9.0/24", "tgw-1", Way::Back);
    s.badState<NatGateway>("nat-failed", "nat-private", "deleted", Stage::Gateway);
    s.fault("group-reference-lost", "sg-i-server", Stage::SecurityGroup, [](Topology& t) {
        changeIn<SecurityGroup>(t, "sg-i-server", [](SecurityGroup& each) {
            each.ingress.back().cidr.reset();
            each.ingress.back().group = "sg-i-client";
        });
    });
}

// --- VPN

void customer(FaultSketch& s) {
    auto gateway = s.fresh<CustomerGateway>("cgw-1");
    gateway.address = faultAddress("192.0.2.1");
    gateway.cidrs = {faultBlock("172.16.0.0/16")};
    s.set(gateway);
}

void connection(FaultSketch& s, const Id& vpnGateway, const Id& transitGateway) {
    customer(s);
    auto vpn = s.fresh<VpnConnection>("vpn-1");
    vpn.vpnGateway = vpnGateway;
    vpn.transitGateway = transitGateway;
    vpn.customerGateway = "cgw-1";
    vpn.state = "available";
    vpn.staticRoutesOnly = s.dice().chance(50);
    if (vpn.staticRoutesOnly) {
        VpnRoute route;
        route.destination = faultBlock("172.16.0.0/16");
        vpn.routes = {route};
    }
    s.set(vpn);
    s.badState<VpnConnection>("vpn-connection-state", "vpn-1", s.dice().chance(50) ? "deleted" : "pending",
                              Stage::Gateway, vpnGateway);
}

void toPremises(FaultSketch& s) {
    s.asks("i-client", "172.16.4.5");
    s.allowsOut("sg-i-client", "172.16.0.0/16");
    s.crosses("subnet-a", true, Way::There, "172.16.0.0/16");
    s.crosses("subnet-a", false, Way::Back, "172.16.0.0/16");
}

void vpnGateway(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.elsewhere("vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.host("i-client", "subnet-a", "10.0.1.10");
    auto gateway = s.fresh<VpnGateway>("vgw-1");
    gateway.vpc = "vpc-a";
    gateway.state = "available";
    s.set(gateway);
    connection(s, "vgw-1", {});
    toPremises(s);
    s.routes("subnet-a", "172.16.0.0/16", "vgw-1", Way::There);
    s.badState<VpnGateway>("vpn-gateway-state", "vgw-1", "deleting", Stage::Gateway);
    s.fault("vpn-gateway-detached", "vgw-1", Stage::Gateway,
            [](Topology& t) { changeIn<VpnGateway>(t, "vgw-1", [](VpnGateway& each) { each.vpc = {}; }); });
    // A propagated route, as a gateway that may propagate gives it.
    if (s.dice().chance(50)) {
        s.change<RouteTable>("rtb-subnet-a", [](RouteTable& each) {
            each.routes.front().origin = RouteOrigin::Propagated;
            each.propagating = {Id("vgw-1")};
        });
        s.fault("propagation-off", "rtb-subnet-a", Stage::Route, [](Topology& t) {
            changeIn<RouteTable>(t, "rtb-subnet-a", [](RouteTable& each) {
                each.routes.clear();
                each.propagating.clear();
            });
        });
    } else {
        s.fault("vpn-network-missing", "vgw-1", Stage::Gateway, [](Topology& t) {
            changeIn<VpnConnection>(t, "vpn-1", [](VpnConnection& each) { each.routes.clear(); });
            changeIn<CustomerGateway>(t, "cgw-1",
                                      [](CustomerGateway& each) { each.cidrs = {faultBlock("172.31.0.0/16")}; });
        });
    }
}

void transitVpn(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.elsewhere("vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-a-tgw", "vpc-a", "10.0.9.0/28");
    s.subnet("subnet-a-other", "vpc-a", "10.0.10.0/28", 'b');
    s.host("i-client", "subnet-a", "10.0.1.10");
    transitGateway(s, "tgw-1");
    connection(s, {}, "tgw-1");
    attach(s, "tgw-attach-a", "tgw-1", "vpc-a", {Id("subnet-a-tgw")});
    attach(s, "tgw-attach-vpn", "tgw-1", "vpn-1", {}, AttachmentType::Vpn);
    transitTable(s, "tgw-rtb-1", "tgw-1", {Id("tgw-attach-a"), Id("tgw-attach-vpn")},
                 {Id("tgw-attach-a"), Id("tgw-attach-vpn")});
    toPremises(s);
    s.crosses("subnet-a-tgw", false, Way::There, "10.0.1.0/24");
    s.crosses("subnet-a-tgw", true, Way::Back, "10.0.1.0/24");
    s.routes("subnet-a", "172.16.0.0/16", "tgw-1", Way::There);
    attachmentFaults(s, "tgw-attach-a", "subnet-a-other", Way::There);
    s.badState<TransitGatewayAttachment>("vpn-attachment-deleted", "tgw-attach-vpn", "deleted", Stage::Route,
                                         "tgw-rtb-1");
    s.fault("vpn-attachment-not-associated", "tgw-attach-vpn", Stage::Gateway, [](Topology& t) {
        changeIn<TransitGatewayRouteTable>(t, "tgw-rtb-1",
                                           [](TransitGatewayRouteTable& each) { each.associations.pop_back(); });
    });
    s.fault("vpn-attachment-not-propagated", "tgw-rtb-1", Stage::Route, [](Topology& t) {
        changeIn<TransitGatewayRouteTable>(t, "tgw-rtb-1",
                                           [](TransitGatewayRouteTable& each) { each.propagations.pop_back(); });
    });
    s.fault("vpc-attachment-not-propagated", "tgw-rtb-1", Stage::Route, [](Topology& t) {
        changeIn<TransitGatewayRouteTable>(
            t, "tgw-rtb-1", [](TransitGatewayRouteTable& each) { each.propagations.erase(each.propagations.begin()); });
    });
}

constexpr FaultShape shapes[] = {
    {"peering", peering},
    {"transit-gateway", sharedTable},
    {"transit-gateway-segmented", segmentedTables},
    {"transit-gateways-peered", peeredTransitGateways},
    {"private-nat-and-transit-gateway", privateNat},
    {"vpn-gateway", vpnGateway},
    {"transit-gateway-vpn", transitVpn},
};

} // namespace

std::span<const FaultShape> transitShapes() {
    return shapes;
}
