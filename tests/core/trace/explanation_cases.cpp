// SPDX-License-Identifier: MIT
#include "tests/core/trace/explanation_cases.h"

using namespace waylight;

namespace {

/// Transit gateway `tgw` with table `tgw-rtb` between the VPC and `far` (10.1.0.0/16); `app` has the route to it, `i-far` the one back.
void transit(NetworkSketch& sketch, Request& request) {
    sketch.otherVpc("far", "10.1.0.0/16");
    sketch.transitGateway("tgw");
    sketch.attachment("att", "tgw", "vpc", {"priv"});
    sketch.attachment("att-far", "tgw", "far", {"sub-far"});
    sketch.transitTable("tgw-rtb", "tgw", {"att", "att-far"});
    sketch.route("private", "10.0.0.0/8", "tgw");
    sketch.route("main-far", "10.0.0.0/16", "tgw");
    request.from = "app";
    request.to = "i-far";
}

/// The same, and `third` (10.2.0.0/16) attached without telling its networks.
void transitOfThree(NetworkSketch& sketch, Request& request) {
    transit(sketch, request);
    sketch.otherVpc("third", "10.2.0.0/16");
    sketch.attachment("att-third", "tgw", "third", {"sub-third"});
}

void peered(NetworkSketch& sketch) {
    sketch.otherVpc("far", "10.1.0.0/16");
    sketch.peering("pcx", "vpc", "far");
}

/// A middlebox in a subnet of its own, which forwards.
void middlebox(NetworkSketch& sketch) {
    sketch.route("mid", "0.0.0.0/0", "igw");
    sketch.subnet("middle", "10.0.3.0/24", "mid");
    sketch.instance("box", "middle", "10.0.3.10");
    sketch.change<NetworkInterface>("eni-box", [](NetworkInterface& interface) {
        interface.groups = {"open"};
        interface.sourceDestCheck = false;
    });
}

/// Gateway route table `edge` for packets from the gateway to `block`.
void edge(NetworkSketch& sketch, const Id& gateway, const char* block, const Id& target) {
    sketch.route("edge", block, target);
    sketch.change<RouteTable>("edge", [&](RouteTable& table) { table.gateways = {gateway}; });
}

void gatewayEndpoint(NetworkSketch& sketch) {
    VpcEndpoint endpoint;
    endpoint.id = "vpce";
    endpoint.vpc = "vpc";
    endpoint.region = "us-east-1";
    endpoint.service = "com.amazonaws.us-east-1.s3";
    endpoint.routeTables = {"private"};
    sketch.set(endpoint);
}

/// Endpoint `vpce-kms` with interface `eni-vpce` (10.0.1.50) in `priv`.
void interfaceEndpoint(NetworkSketch& sketch) {
    NetworkInterface interface;
    interface.id = "eni-vpce";
    interface.subnet = "priv";
    interface.interfaceType = "vpc_endpoint";
    interface.groups = {"open"};
    PrivateAddress address;
    address.address = *IpAddress::parse("10.0.1.50");
    interface.addresses = {address};
    sketch.set(interface);
    VpcEndpoint endpoint;
    endpoint.id = "vpce-kms";
    endpoint.vpc = "vpc";
    endpoint.type = EndpointType::Interface;
    endpoint.service = "com.amazonaws.us-east-1.kms";
    endpoint.subnets = {"priv"};
    endpoint.interfaces = {"eni-vpce"};
    sketch.set(endpoint);
}

/// Network load balancer `nlb` (10.0.0.50 in `pub`) with listener 80 to `shop`, which does not see the client's address.
void balancer(NetworkSketch& sketch) {
    LoadBalancer balancer;
    balancer.id = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/nlb/50dc6c495c0c9188";
    balancer.vpc = "vpc";
    balancer.subnets = {"pub"};
    sketch.set(balancer);
    NetworkInterface interface;
    interface.id = "eni-nlb";
    interface.subnet = "pub";
    interface.interfaceType = "network_load_balancer";
    interface.description = "ELB net/nlb/50dc6c495c0c9188";
    PrivateAddress address;
    address.address = *IpAddress::parse("10.0.0.50");
    interface.addresses = {address};
    sketch.set(interface);
    TargetGroup group;
    group.id = "tg";
    group.vpc = "vpc";
    group.preserveClientIp = "false";
    Target target;
    target.target = "shop";
    group.targets = {target};
    sketch.set(group);
    Listener listener;
    listener.id = "listener";
    listener.loadBalancer = balancer.id;
    listener.targetGroups = {"tg"};
    sketch.set(listener);
}

Cidr block(const char* text) {
    return *Cidr::parse(text);
}

const ExplanationCase cases[] = {
    {"BAD_STATE", "block", "app", "/state", [](NetworkSketch& s, Request&) { s.change<Instance>("app", [](Instance& i) { i.state = "stopped"; }); }},
    {"BAD_STATE_ATTACHMENT", "block", "igw", "/vpcId",
     [](NetworkSketch& s, Request& r) {
         r.from = "web";
         s.change<InternetGateway>("igw", [](InternetGateway& g) { g.vpc = ""; });
     }},
    {"BAD_STATE_ROUTE", "block", "private", "/routes/1",
     [](NetworkSketch& s, Request&) {
         s.route("private", "192.0.2.0/24", "pcx-gone");
         s.change<RouteTable>("private", [](RouteTable& t) { t.routes[1].state = RouteState::Blackhole; });
     }},
    {"CANNOT_ROUTE", "block", "private", "/routes/1",
     [](NetworkSketch& s, Request& r) {
         peered(s);
         s.route("private", "10.1.0.0/16", "pcx");
         r.through = {"pcx"};
     }},
    {"ENI_ADDRESS_RESTRICTION", "block", "eni-app", "/sourceDestCheck", [](NetworkSketch&, Request& r) { r.atSource.source = block("10.0.1.99"); }},
    {"ENI_SG_RULES_MISMATCH", "block", "narrow", "/ingress",
     [](NetworkSketch& s, Request& r) {
         r.to = "db";
         s.group("narrow", "192.0.2.0/24");
         s.change<NetworkInterface>("eni-db", [](NetworkInterface& i) { i.groups = {"narrow"}; });
     }},
    {"ENI_SOURCE_DEST_CHECK_RESTRICTION", "block", "eni-db", "/sourceDestCheck", [](NetworkSketch& s, Request&) { s.route("private", "192.0.2.0/24", "eni-db"); }},
    {"GATEWAY_REJECTS_SPOOFED_TRAFFIC", "block", "igw", "",
     [](NetworkSketch& s, Request& r) {
         r.from = "web";
         r.atSource.source = block("172.31.0.5");
         s.change<NetworkInterface>("eni-web", [](NetworkInterface& i) { i.sourceDestCheck = false; });
     }},
    {"HIGHER_PRIORITY_ROUTE", "block", "private", "/routes/2",
     [](NetworkSketch& s, Request& r) {
         s.vpn();
         s.route("private", "192.0.2.0/24", "nat");
         s.route("private", "192.0.2.0/24", "vgw");
         s.change<RouteTable>("private", [](RouteTable& t) { t.routes[2].origin = RouteOrigin::Propagated; });
         r.through = {"vgw"};
     }},
    {"HIGHER_PRIORITY_ROUTE", "unknown", "private", "/routes/1",
     [](NetworkSketch& s, Request&) {
         for (const char* id : {"pl-one", "pl-two"}) {
             PrefixList list;
             list.id = id;
             list.cidrs = {block("192.0.2.0/24")};
             s.set(list);
         }
         s.vpn();
         s.route("private", "pl-one", "nat");
         s.route("private", "pl-two", "vgw");
     },
     "AWS picks one of two prefix lists and calls the other unreachable; which one it does not say"},
    {"IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS", "block", "igw", "",
     [](NetworkSketch& s, Request& r) {
         r.from = "internet";
         r.to = "198.51.100.2";
         s.change<NetworkInterface>("eni-shop", [](NetworkInterface& i) { i.addresses.front().address = *IpAddress::parse("192.168.7.7"); });
     }},
    {"IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", "block", "igw", "",
     [](NetworkSketch&, Request& r) {
         r.from = "web";
         r.to = "192.168.1.1";
     }},
    {"IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", "block", "igw", "",
     [](NetworkSketch&, Request& r) {
         r.from = "web";
         r.to = "100.64.0.1";
     }},
    {"IGW_NAT_REFLECTION", "explanation", "igw", "",
     [](NetworkSketch&, Request& r) {
         r.from = "web";
         r.to = "198.51.100.2";
     },
     "AWS's analyzer does not follow it; the packet arrives"},
    {"IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "block", "internet", "",
     [](NetworkSketch&, Request& r) {
         r.from = "internet";
         r.to = "198.51.100.200";
     }},
    {"IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "block", "igw", "",
     [](NetworkSketch& s, Request& r) {
         s.instance("plain", "pub", "10.0.0.11");
         r.from = "plain";
     }},
    {"IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", "block", "igw", "",
     [](NetworkSketch&, Request& r) {
         r.from = "192.168.1.1";
         r.to = "198.51.100.2";
     }},
    {"IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS", "block", "igw", "",
     [](NetworkSketch&, Request& r) {
         r.from = "100.64.0.1";
         r.to = "198.51.100.2";
     }},
    {"INGRESS_RTB_NO_PUBLIC_IP", "block", "edge", "/routes/0",
     [](NetworkSketch& s, Request& r) {
         middlebox(s);
         edge(s, "igw", "10.0.0.0/24", "eni-box");
         r.from = "internet";
         r.to = "198.51.100.2";
     }},
    {"INGRESS_RTB_TRAFFIC_REDIRECTION", "block", "edge", "/routes/0",
     [](NetworkSketch& s, Request& r) {
         middlebox(s);
         edge(s, "igw", "10.0.0.0/24", "eni-box");
         r.from = "web";
     }},
    {"MORE_SPECIFIC_ROUTE", "block", "private", "/routes/0",
     [](NetworkSketch& s, Request& r) {
         s.vpn();
         s.route("private", "192.0.2.0/24", "vgw");
         r.through = {"nat"};
     }},
    {"NGW_DEST_ADDRESS_PRESERVATION", "block", "nat", "",
     [](NetworkSketch&, Request& r) {
         r.to = "192.0.2.10";
         r.atDestination.destination = block("203.0.113.99");
     }},
    {"NGW_REQUIRES_SOURCE_IN_VPC", "block", "nat", "",
     [](NetworkSketch& s, Request& r) {
         s.vpn();
         middlebox(s);
         edge(s, "vgw", "10.0.1.0/24", "eni-box");
         s.route("mid", "10.0.1.0/24", "nat");
         r.from = "192.168.0.5";
         r.to = "app";
     }},
    {"NGW_SOURCE_ADDRESS_REASSIGN", "block", "nat", "", [](NetworkSketch&, Request& r) { r.atDestination.source = block("10.0.1.0/24"); }},
    {"NO_POSSIBLE_DESTINATION", "block", "private", "", [](NetworkSketch&, Request& r) { r.to = "10.0.1.77"; }},
    {"NO_ROUTE_TO_DESTINATION", "block", "main", "/routes", [](NetworkSketch&, Request& r) { r.from = "island"; }},
    {"PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "block", "pcx", "",
     [](NetworkSketch& s, Request&) {
         peered(s);
         s.route("private", "192.0.2.0/24", "pcx");
     }},
    {"PROTOCOL_RESTRICTION", "block", "nat", "", [](NetworkSketch&, Request& r) { r.protocol = Protocol::number(47); }},
    {"REGIONAL_NGW_ROUTE_AZ_RESTRICTION", "block", "regional", "",
     [](NetworkSketch& s, Request&) {
         NatGateway nat;
         nat.id = "regional";
         nat.vpc = "vpc";
         nat.availabilityMode = AvailabilityMode::Regional;
         nat.autoProvisionZones = "disabled";
         NatAddress address;
         address.publicIp = *IpAddress::parse("198.51.100.98");
         address.availabilityZone = "b";
         nat.addresses = {address};
         s.set(nat);
         s.route("private", "192.0.2.0/24", "regional");
     }},
    {"REMAP_EPHEMERAL_PORT", "block", "nat", "", [](NetworkSketch&, Request& r) { r.atDestination.sourceFromPort = 500; }},
    {"REMAP_EPHEMERAL_PORT", "block", "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/nlb/50dc6c495c0c9188", "",
     [](NetworkSketch& s, Request& r) {
         balancer(s);
         r.to = "10.0.0.50";
         r.port = 80;
         r.atDestination.sourceFromPort = 500;
     }},
    {"SG_HAS_NO_RULES", "block", "empty", "/egress",
     [](NetworkSketch& s, Request&) {
         SecurityGroup empty;
         empty.id = "empty";
         empty.vpc = "vpc";
         s.set(empty);
         s.change<NetworkInterface>("eni-app", [](NetworkInterface& i) { i.groups = {"empty"}; });
     }},
    {"SG_REFERENCES_NOT_PRESERVED", "block", "sg", "/ingress",
     [](NetworkSketch&, Request& r) {
         r.from = "shop";
         r.to = "198.51.100.1";
     }},
    {"SG_REFERENCING_SUPPORT", "block", "sg-far", "/ingress",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         s.change<SecurityGroup>("sg-far", [](SecurityGroup& group) {
             group.ingress.front().cidr.reset();
             group.ingress.front().group = "sg";
         });
     }},
    {"SUBNET_ACL_RESTRICTION", "block", "acl", "/entries", [](NetworkSketch& s, Request&) { s.change<NetworkAcl>("acl", [](NetworkAcl& acl) { acl.entries.clear(); }); }},
    {"TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", "block", "att", "",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         s.change<TransitGatewayRouteTable>("tgw-rtb", [](TransitGatewayRouteTable& t) { t.associations = {"att-far"}; });
     }},
    {"TGW_ATTACH_VPC_AZ_RESTRICTION", "block", "att-far", "/subnetIds/1",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         Subnet other = s.get<Subnet>("sub-far");
         other.id = "sub-far-b";
         other.cidr = block("10.1.1.0/24");
         other.availabilityZone = "b";
         s.set(other);
         s.change<TransitGatewayAttachment>("att-far", [](TransitGatewayAttachment& a) { a.subnets.push_back("sub-far-b"); });
         r.through = {"sub-far-b"};
     }},
    {"TGW_ROUTE_AZ_RESTRICTION", "block", "att", "/subnetIds",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         s.change<Subnet>("alone", [](Subnet& subnet) { subnet.availabilityZone = "b"; });
         s.change<TransitGatewayAttachment>("att", [](TransitGatewayAttachment& a) { a.subnets = {"alone"}; });
     }},
    {"TGW_RTB_BAD_STATE_ROUTE", "block", "tgw-rtb", "/routes/0",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         s.transitRoute("tgw-rtb", "10.1.0.0/16", "");
     }},
    {"TGW_RTB_CANNOT_ROUTE", "block", "tgw-rtb", "/routes/0",
     [](NetworkSketch& s, Request& r) {
         transitOfThree(s, r);
         s.transitRoute("tgw-rtb", "10.2.0.0/16", "att-third");
         r.through = {"att-third"};
     }},
    {"TGW_RTB_HIGHER_PRIORITY_ROUTE", "block", "tgw-rtb", "",
     [](NetworkSketch& s, Request& r) {
         transitOfThree(s, r);
         s.transitRoute("tgw-rtb", "10.1.0.0/16", "att-third");
         r.through = {"far"};
     }},
    {"TGW_RTB_MORE_SPECIFIC_ROUTE", "block", "tgw-rtb", "/routes/0",
     [](NetworkSketch& s, Request& r) {
         transitOfThree(s, r);
         s.transitRoute("tgw-rtb", "10.0.0.0/8", "att-third");
         r.through = {"att-third"};
     }},
    {"TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", "block", "tgw-rtb", "/routes",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         s.change<TransitGatewayRouteTable>("tgw-rtb", [](TransitGatewayRouteTable& t) { t.propagations = {"att"}; });
     }},
    {"TGW_RTB_ROUTES_ARE_UNKNOWN", "unknown", "tgw-rtb", "",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         s.change<TransitGatewayRouteTable>("tgw-rtb", [](TransitGatewayRouteTable& t) {
             t.propagations.clear();
             t.unknown = {"routes"};
         });
     },
     "AWS: not reachable; a route that we are not told may lead there"},
    {"UNKNOWN_DESTINATION", "unknown", "att-dx", "",
     [](NetworkSketch& s, Request& r) {
         transit(s, r);
         s.attachment("att-dx", "tgw", "dxgw", {});
         s.change<TransitGatewayAttachment>("att-dx", [](TransitGatewayAttachment& a) { a.attachmentType = AttachmentType::DirectConnectGateway; });
         s.transitRoute("tgw-rtb", "10.9.0.0/16", "att-dx");
         r.to = "10.9.0.1";
     },
     "AWS: not reachable; nobody knows what is behind Direct Connect"},
    {"UNKNOWN_PEERED_SGS", "unknown", "theirs", "/ingress",
     [](NetworkSketch& s, Request& r) {
         s.peering("pcx", "vpc-gone", "vpc");
         s.change<VpcPeering>("pcx", [](VpcPeering& p) { p.requesterCidrs = {block("172.20.0.0/16")}; });
         s.route("private", "172.20.0.0/16", "pcx");
         s.group("theirs", "192.0.2.0/24");
         s.change<SecurityGroup>("theirs", [](SecurityGroup& group) {
             group.ingress.front().cidr.reset();
             group.ingress.front().group = "sg-gone";
         });
         s.change<NetworkInterface>("eni-app", [](NetworkInterface& i) { i.groups = {"theirs"}; });
         r.from = "172.20.0.5";
         r.to = "app";
     },
     "AWS takes such rules for closed; whether they are we cannot see"},
    {"UNKNOWN_RESOURCE", "unknown", "sg-gone", "", [](NetworkSketch& s, Request&) { s.change<NetworkInterface>("eni-app", [](NetworkInterface& i) { i.groups = {"sg-gone"}; }); },
     "AWS: not reachable; what is not in the design may let it pass"},
    {"VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "block", "vpc", "",
     [](NetworkSketch& s, Request& r) {
         BlockPublicAccess options;
         options.id = "bpa";
         options.region = "us-east-1";
         options.mode = InternetBlockMode::BlockBidirectional;
         s.set(options);
         r.from = "web";
     }},
    {"VPC_LOCAL_ROUTE_CIDR_RESTRICTION", "block", "private", "",
     [](NetworkSketch& s, Request& r) {
         s.route("private", "192.168.0.0/16", "local");
         r.to = "192.168.1.1";
     }},
    {"VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION", "block", "vpce", "",
     [](NetworkSketch& s, Request& r) {
         gatewayEndpoint(s);
         s.route("private", "192.0.2.0/24", "vpce");
         r.to = "192.0.2.10";
     }},
    {"VPCE_GATEWAY_PROTOCOL_RESTRICTION", "block", "vpce", "",
     [](NetworkSketch& s, Request& r) {
         gatewayEndpoint(s);
         r.to = "52.216.0.1";
         r.protocol = Protocol::udp();
     }},
    {"VPCE_INTRA_VPC_TRAFFIC", "block", "eni-vpce", "",
     [](NetworkSketch& s, Request& r) {
         interfaceEndpoint(s);
         r.from = "eni-vpce";
         r.to = "app";
     }},
    {"VPCE_SERVICE_NOT_INSTALLED_IN_AZ", "block", "vpce-kms", "/subnetIds",
     [](NetworkSketch& s, Request& r) {
         interfaceEndpoint(s);
         EndpointService service;
         service.id = "service-kms";
         service.serviceName = "com.amazonaws.us-east-1.kms";
         service.availabilityZones = {"b"};
         s.set(service);
         r.to = "10.0.1.50";
     }},
    {"DISCONNECTED_VPCS", "block", "vpc", "",
     [](NetworkSketch& s, Request& r) {
         s.otherVpc("far", "10.1.0.0/16");
         r.to = "i-far";
     }},
    {"NO_PATH", "block", "vpc", "",
     [](NetworkSketch& s, Request& r) {
         s.topology.erase("igw");
         r.from = "internet";
         r.to = "198.51.100.2";
     }},
    {"NO_SOURCE_OR_DESTINATION", "unknown", "ghost", "", [](NetworkSketch&, Request& r) { r.from = "ghost"; }, "AWS: no analysis at all"},
    {"UNASSOCIATED_COMPONENT", "unknown", "bare", "",
     [](NetworkSketch& s, Request& r) {
         Instance bare;
         bare.id = "bare";
         s.set(bare);
         r.from = "bare";
     },
     "AWS: no path; an import may lack the interface"},
    {"UNSUPPORTED_COMPONENT", "unknown", "private", "", [](NetworkSketch&, Request& r) { r.from = "private"; }, "AWS: no analysis at all"},
    {"COMPONENT_FILTER_RESTRICTION", "block", "nat", "",
     [](NetworkSketch&, Request& r) {
         r.to = "db";
         r.through = {"nat"};
     }},
    {"COMPONENT_FILTER_RESTRICTION", "block", "nat", "", [](NetworkSketch&, Request& r) { r.avoiding = {"nat"}; }, "avoided, but on the only way"},
    {"COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT", "block", "nat", "", [](NetworkSketch&, Request& r) { r.through = r.avoiding = {"nat"}; }},
    {"FILTER_AT_DESTINATION_DESTINATION_ADDRESS", "block", "db", "",
     [](NetworkSketch&, Request& r) {
         r.to = "db";
         r.atDestination.destination = block("10.0.1.21");
     }},
    {"FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE", "block", "internet", "",
     [](NetworkSketch&, Request& r) {
         r.atDestination.destinationFromPort = 80;
         r.atDestination.destinationToPort = 90;
     }},
    {"FILTER_AT_DESTINATION_PROTOCOL", "block", "internet", "", [](NetworkSketch&, Request& r) { r.atDestination.protocol = Protocol::udp(); }},
    {"FILTER_AT_DESTINATION_SOURCE_ADDRESS", "block", "internet", "", [](NetworkSketch&, Request& r) { r.atDestination.source = block("198.51.100.98"); }},
    {"FILTER_AT_DESTINATION_SOURCE_PORT_RANGE", "block", "db", "",
     [](NetworkSketch&, Request& r) {
         r.to = "db";
         r.sourcePort = 40000;
         r.atDestination.sourceFromPort = 40001;
     }},
    {"FILTER_AT_SOURCE_DESTINATION_ADDRESS", "block", "app", "",
     [](NetworkSketch&, Request& r) {
         r.to = "192.0.2.10";
         r.atSource.destination = block("203.0.113.128/25");
     }},
    {"FILTER_AT_SOURCE_DESTINATION_PORT_RANGE", "block", "app", "", [](NetworkSketch&, Request& r) { r.atSource.destinationFromPort = 80; }},
    {"FILTER_AT_SOURCE_PROTOCOL", "block", "app", "", [](NetworkSketch&, Request& r) { r.atSource.protocol = Protocol::udp(); }},
    {"FILTER_AT_SOURCE_SOURCE_ADDRESS", "block", "app", "", [](NetworkSketch&, Request& r) { r.atSource.source = block("10.0.2.0/24"); }},
    {"FILTER_AT_SOURCE_SOURCE_PORT_RANGE", "block", "app", "",
     [](NetworkSketch&, Request& r) {
         r.atSource.sourceFromPort = 1;
         r.atSource.sourceToPort = 1023;
     },
     "a client uses its ephemeral ports, which are others"},
    {"IGW_EXPECTS_PUBLIC_ADDRESS", "block", "internet", "",
     [](NetworkSketch&, Request& r) {
         r.from = "internet";
         r.to = "198.51.100.2";
         r.atSource.source = block("10.9.9.9");
     }},
};

} // namespace

NetworkSketch explanationAccount() {
    NetworkSketch sketch;
    sketch.route("public", "0.0.0.0/0", "igw");
    sketch.route("private", "0.0.0.0/0", "nat");
    sketch.subnet("pub", "10.0.0.0/24", "public");
    sketch.subnet("priv", "10.0.1.0/24", "private");
    sketch.subnet("alone", "10.0.2.0/24");
    for (const char* subnet : {"pub", "priv", "alone"})
        sketch.change<Subnet>(subnet, [](Subnet& changed) { changed.availabilityZone = "a"; });
    sketch.group("open", "0.0.0.0/0");
    sketch.instance("web", "pub", "10.0.0.10", "198.51.100.1");
    sketch.instance("shop", "pub", "10.0.0.20", "198.51.100.2");
    sketch.instance("app", "priv", "10.0.1.10");
    sketch.instance("db", "priv", "10.0.1.20");
    sketch.instance("island", "alone", "10.0.2.10");
    sketch.change<NetworkInterface>("eni-shop", [](NetworkInterface& interface) { interface.groups = {"open"}; });
    sketch.natGateway("nat", "pub", "10.0.0.99", "198.51.100.99");
    return sketch;
}

std::span<const ExplanationCase> explanationCases() {
    return cases;
}
