// SPDX-License-Identifier: MIT
#include "tests/support/fault_shapes.h"

using namespace waylight;

namespace {

using Way = FaultSketch::Way;
constexpr const char* anywhere = "0.0.0.0/0";
constexpr const char* anywhere6 = "::/0";

template <class Gateway>
void gatewayFaults(FaultSketch& s, const Id& gateway, const Id& culprit = {}) {
    s.fault("gateway-detached", culprit.empty() ? gateway : culprit, Stage::Gateway,
            [gateway](Topology& t) { changeIn<Gateway>(t, gateway, [](Gateway& each) { each.vpc = {}; }); });
}

/// The gateway is removed; the route to it stays as a blackhole.
void gatewayRemoved(FaultSketch& s, const Id& gateway, const Id& table) {
    s.fault("gateway-removed", table, Stage::Route, [=](Topology& t) {
        t.erase(gateway);
        changeIn<RouteTable>(t, table, [&](RouteTable& each) {
            for (Route& route : each.routes)
                if (route.target.id == gateway)
                    route.state = RouteState::Blackhole;
        });
    });
}

void publicAccessFaults(FaultSketch& s, const Id& vpc, bool byIngress) {
    const auto block = [&](const char* kind, InternetBlockMode mode) {
        auto resource = s.fresh<BlockPublicAccess>("vpc-bpa-1");
        resource.mode = mode;
        s.fault(kind, vpc, Stage::Gateway, [resource](Topology& t) { t.set(Resource(resource)); });
    };
    block("public-access-blocked", InternetBlockMode::BlockBidirectional);
    if (byIngress)
        block("public-access-ingress-blocked", InternetBlockMode::BlockIngress);
}

void publicAddressMissing(FaultSketch& s, const Id& interface, const Id& culprit, Stage stage = Stage::Gateway) {
    s.fault("public-address-missing", culprit, stage, [interface](Topology& t) {
        changeIn<NetworkInterface>(t, interface,
                                   [](NetworkInterface& each) { each.addresses.front().publicIp.reset(); });
    });
}

void outByPublicAddress(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.elsewhere("vpc-a");
    s.gateway("igw-a", "vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.host("i-client", "subnet-a", "10.0.1.10", "198.51.100.10");
    s.asks("i-client", s.dice().chance(50) ? "internet" : "93.184.216.34");
    s.allowsOut("sg-i-client", anywhere);
    s.crosses("subnet-a", true, Way::There, anywhere);
    s.crosses("subnet-a", false, Way::Back, anywhere);
    s.routes("subnet-a", anywhere, "igw-a", Way::There);
    s.mayStop("i-client");
    gatewayFaults<InternetGateway>(s, "igw-a");
    gatewayRemoved(s, "igw-a", "rtb-subnet-a");
    publicAddressMissing(s, "eni-i-client", "igw-a");
    publicAccessFaults(s, "vpc-a", true);
}

// --- NAT gateways

NatGateway natWith(FaultSketch& s, const Id& id, const std::string& address, const std::string& publicAddress) {
    auto nat = s.fresh<NatGateway>(id);
    nat.state = "available";
    NatAddress own;
    own.privateIp = faultAddress(address);
    if (!publicAddress.empty()) {
        auto elasticIp = s.fresh<ElasticIp>("eipalloc-nat");
        elasticIp.publicIp = faultAddress(publicAddress);
        s.set(elasticIp);
        own.allocation = elasticIp.id;
    }
    nat.addresses = {own};
    s.badState<NatGateway>("nat-failed", id, s.dice().chance(50) ? "failed" : "pending", Stage::Gateway);
    return nat;
}

void natWithoutAddress(FaultSketch& s, const Id& nat) {
    s.fault("nat-without-elastic-ip", nat, Stage::Gateway, [nat](Topology& t) {
        changeIn<NatGateway>(t, nat, [](NatGateway& each) { each.addresses.front().allocation = {}; });
    });
}

void outByNat(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.elsewhere("vpc-a");
    s.gateway("igw-a", "vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-public", "vpc-a", "10.0.9.0/24", s.dice().chance(50) ? 'a' : 'b');
    s.host("i-client", "subnet-a", "10.0.1.10");
    NatGateway nat = natWith(s, "nat-a", "10.0.9.5", "198.51.100.20");
    nat.subnet = "subnet-public";
    s.set(nat);
    natWithoutAddress(s, "nat-a");
    s.asks("i-client", s.dice().chance(50) ? "internet" : "93.184.216.34");
    s.allowsOut("sg-i-client", anywhere);
    s.crosses("subnet-a", true, Way::There, anywhere);
    s.crosses("subnet-public", false, Way::There, "10.0.1.0/24");
    s.crosses("subnet-public", true, Way::There, anywhere);
    s.crosses("subnet-public", false, Way::Back, anywhere);
    s.crosses("subnet-public", true, Way::Back, "10.0.1.0/24");
    s.crosses("subnet-a", false, Way::Back, anywhere);
    s.routes("subnet-a", anywhere, "nat-a", Way::There);
    s.routes("subnet-public", anywhere, "igw-a", Way::There);
    s.fault("nat-in-private-subnet", "rtb-isolated-vpc-a", Stage::Route, [](Topology& t) {
        changeIn<Subnet>(t, "subnet-public", [](Subnet& each) { each.routeTable = "rtb-isolated-vpc-a"; });
    });
    s.fault("nat-removed", "rtb-subnet-a", Stage::Route, [](Topology& t) {
        t.erase("nat-a");
        changeIn<RouteTable>(t, "rtb-subnet-a",
                             [](RouteTable& each) { each.routes.front().state = RouteState::Blackhole; });
    });
    s.fault("nat-private", "igw-a", Stage::Gateway, [](Topology& t) {
        changeIn<NatGateway>(t, "nat-a", [](NatGateway& each) { each.connectivity = Connectivity::Private; });
    });
    s.mayStop("i-client");
    gatewayFaults<InternetGateway>(s, "igw-a");
    publicAccessFaults(s, "vpc-a", false);
}

void outByRegionalNat(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.elsewhere("vpc-a");
    s.gateway("igw-a", "vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.host("i-client", "subnet-a", "10.0.1.10");
    NatGateway nat = natWith(s, "nat-a", "10.0.1.5", "198.51.100.20");
    nat.availabilityMode = AvailabilityMode::Regional;
    nat.vpc = "vpc-a";
    nat.addresses.front().availabilityZone = "us-east-1a";
    nat.autoProvisionZones = s.dice().chance(50) ? "disabled" : "enabled";
    auto table = s.fresh<RouteTable>("rtb-nat");
    table.vpc = "vpc-a";
    Route route;
    route.destination = faultBlock(anywhere);
    route.target = "igw-a";
    table.routes = {route};
    s.set(table);
    nat.routeTable = table.id;
    s.set(nat);
    natWithoutAddress(s, "nat-a");
    s.asks("i-client", s.dice().chance(50) ? "internet" : "93.184.216.34");
    s.allowsOut("sg-i-client", anywhere);
    s.crosses("subnet-a", true, Way::There, anywhere);
    s.crosses("subnet-a", false, Way::Back, anywhere);
    s.routes("subnet-a", anywhere, "nat-a", Way::There);
    s.fault("nat-zone-missing", "nat-a", Stage::Gateway, [](Topology& t) {
        changeIn<NatGateway>(t, "nat-a", [](NatGateway& each) {
            each.autoProvisionZones = "disabled";
            each.addresses.front().availabilityZone = "us-east-1f";
        });
    });
    s.fault("nat-table-without-route", "rtb-nat", Stage::Route,
            [](Topology& t) { changeIn<RouteTable>(t, "rtb-nat", [](RouteTable& each) { each.routes.clear(); }); });
    gatewayFaults<InternetGateway>(s, "igw-a");
    publicAccessFaults(s, "vpc-a", false);
}

// --- IPv6

void ipv6Client(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56");
    s.elsewhere("vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24", 'a', "2001:db8:a:1::/64");
    s.host("i-client", "subnet-a", "2001:db8:a:1::10");
    s.asks("i-client", s.dice().chance(50) ? "internet" : "2606:4700::1111");
    if (s.request.protocol == Protocol::icmp())
        s.request.protocol = Protocol::icmpv6();
    s.allowsOut("sg-i-client", anywhere6);
    s.crosses("subnet-a", true, Way::There, anywhere6);
    s.crosses("subnet-a", false, Way::Back, anywhere6);
    s.mayStop("i-client");
    s.fault("route-ipv4-only", "rtb-subnet-a", Stage::Route, [](Topology& t) {
        changeIn<RouteTable>(t, "rtb-subnet-a",
                             [](RouteTable& each) { each.routes.front().destination = faultBlock(anywhere); });
    });
}

void ipv6ByInternetGateway(FaultSketch& s) {
    ipv6Client(s);
    s.gateway("igw-a", "vpc-a");
    s.routes("subnet-a", anywhere6, "igw-a", Way::There);
    gatewayFaults<InternetGateway>(s, "igw-a");
    gatewayRemoved(s, "igw-a", "rtb-subnet-a");
    publicAccessFaults(s, "vpc-a", true);
}

void ipv6ByEgressOnly(FaultSketch& s) {
    ipv6Client(s);
    auto gateway = s.fresh<EgressOnlyInternetGateway>("eigw-a");
    gateway.vpc = "vpc-a";
    s.set(gateway);
    s.routes("subnet-a", anywhere6, "eigw-a", Way::There);
    gatewayFaults<EgressOnlyInternetGateway>(s, "eigw-a");
    gatewayRemoved(s, "eigw-a", "rtb-subnet-a");
    publicAccessFaults(s, "vpc-a", false);
}

// --- from the internet

void inFromInternet(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.elsewhere("vpc-a");
    s.gateway("igw-a", "vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.host("i-server", "subnet-a", "10.0.1.20");
    auto elasticIp = s.fresh<ElasticIp>("eipalloc-server");
    elasticIp.publicIp = faultAddress("198.51.100.30");
    elasticIp.interface = "eni-i-server";
    elasticIp.privateIp = faultAddress("10.0.1.20");
    s.set(elasticIp);
    const bool named = s.dice().chance(50);
    s.asks(named ? "203.0.113.200" : "internet", "i-server");
    s.allowsIn("sg-i-server", named ? "203.0.113.0/24" : anywhere);
    s.crosses("subnet-a", false, Way::There, anywhere);
    s.crosses("subnet-a", true, Way::Back, anywhere);
    s.routes("subnet-a", anywhere, "igw-a", Way::Back);
    s.mayStop("i-server");
    s.fault("elastic-ip-missing", "internet", Stage::Gateway, [](Topology& t) { t.erase("eipalloc-server"); });
    gatewayFaults<InternetGateway>(s, "igw-a", "vpc-a");
    publicAccessFaults(s, "vpc-a", true);
}

// --- appliances

RouteTable edgeTable(FaultSketch& s, const Id& target) {
    auto table = s.fresh<RouteTable>("rtb-edge");
    table.vpc = "vpc-a";
    table.gateways = {Id("igw-a")};
    Route route;
    route.destination = faultBlock("10.0.1.0/24");
    route.target = target;
    table.routes = {route};
    return table;
}

/// The way back goes past the appliance, straight to the internet gateway.
void bypass(FaultSketch& s) {
    s.fault("appliance-bypassed", "rtb-edge", Stage::Route, [](Topology& t) {
        changeIn<RouteTable>(t, "rtb-subnet-a", [](RouteTable& each) { each.routes.front().target = "igw-a"; });
    });
    s.fault("edge-route-blackhole", "rtb-edge", Stage::Route, [](Topology& t) {
        changeIn<RouteTable>(t, "rtb-edge",
                             [](RouteTable& each) { each.routes.front().state = RouteState::Blackhole; });
    });
}

void inThroughMiddlebox(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.gateway("igw-a", "vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-box", "vpc-a", "10.0.2.0/24");
    s.host("i-server", "subnet-a", "10.0.1.20", "198.51.100.30");
    s.host("i-box", "subnet-box", "10.0.2.5", "198.51.100.31");
    s.change<NetworkInterface>("eni-i-box", [](NetworkInterface& each) { each.sourceDestCheck = false; });
    s.set(edgeTable(s, "eni-i-box"));
    s.asks("internet", "i-server");
    s.allowsIn("sg-i-box", anywhere);
    s.allowsOut("sg-i-box", "10.0.1.0/24");
    s.allowsIn("sg-i-server", anywhere);
    s.crosses("subnet-box", false, Way::There, anywhere);
    s.crosses("subnet-box", true, Way::There, "10.0.1.0/24");
    s.crosses("subnet-a", false, Way::There, anywhere);
    s.crosses("subnet-a", true, Way::Back, anywhere);
    s.crosses("subnet-box", false, Way::Back, "10.0.1.0/24");
    s.crosses("subnet-box", true, Way::Back, anywhere);
    s.routes("subnet-a", anywhere, "eni-i-box", Way::Back);
    s.routes("subnet-box", anywhere, "igw-a", Way::Back);
    s.mayStop("i-box");
    s.fault("source-destination-check", "eni-i-box", Stage::Gateway, [](Topology& t) {
        changeIn<NetworkInterface>(t, "eni-i-box", [](NetworkInterface& each) { each.sourceDestCheck = true; });
    });
    publicAddressMissing(s, "eni-i-box", "rtb-edge", Stage::Route);
    bypass(s);
    publicAccessFaults(s, "vpc-a", true);
}

void throughApplianceEndpoint(FaultSketch& s) {
    s.vpc("vpc-a", "10.0.0.0/16");
    s.gateway("igw-a", "vpc-a");
    s.subnet("subnet-a", "vpc-a", "10.0.1.0/24");
    s.subnet("subnet-fw", "vpc-a", "10.0.2.0/24");
    s.host("i-client", "subnet-a", "10.0.1.10", "198.51.100.10");
    auto endpoint = s.fresh<VpcEndpoint>("vpce-fw");
    endpoint.type = EndpointType::GatewayLoadBalancer;
    endpoint.vpc = "vpc-a";
    endpoint.service = "com.amazonaws.vpce.us-east-1.vpce-svc-1";
    endpoint.state = "available";
    endpoint.subnets = {Id("subnet-fw")};
    s.set(endpoint);
    s.set(edgeTable(s, "vpce-fw"));
    s.asks("i-client", "internet");
    s.allowsOut("sg-i-client", anywhere);
    s.crosses("subnet-a", true, Way::There, anywhere);
    s.crosses("subnet-fw", false, Way::There, "10.0.1.0/24");
    s.crosses("subnet-fw", true, Way::There, anywhere);
    s.crosses("subnet-fw", false, Way::Back, anywhere);
    s.crosses("subnet-fw", true, Way::Back, "10.0.1.0/24");
    s.crosses("subnet-a", false, Way::Back, anywhere);
    s.routes("subnet-a", anywhere, "vpce-fw", Way::There);
    s.routes("subnet-fw", anywhere, "igw-a", Way::There);
    s.badState<VpcEndpoint>("appliance-endpoint-state", "vpce-fw", "rejected", Stage::Endpoint);
    publicAddressMissing(s, "eni-i-client", "igw-a");
    gatewayFaults<InternetGateway>(s, "igw-a");
    bypass(s);
}

constexpr FaultShape shapes[] = {
    {"internet-by-public-address", outByPublicAddress},      {"internet-by-nat", outByNat},
    {"internet-by-regional-nat", outByRegionalNat},          {"ipv6-by-internet-gateway", ipv6ByInternetGateway},
    {"ipv6-by-egress-only-gateway", ipv6ByEgressOnly},       {"from-internet", inFromInternet},
    {"from-internet-through-middlebox", inThroughMiddlebox}, {"internet-through-appliances", throughApplianceEndpoint},
};

} // namespace

std::span<const FaultShape> internetShapes() {
    return shapes;
}
