// SPDX-License-Identifier: MIT
#include "tests/support/network_sketch.h"

using namespace waylight;

/// VPC `vpc` 10.0.0.0/16 in us-east-1 with main table `main`, default ACL `acl` that allows all, group `sg` that allows all
/// out and its own members in, internet gateway `igw`, and an S3 prefix list.
NetworkSketch::NetworkSketch() {
    Vpc vpc;
    vpc.id = "vpc";
    vpc.region = "us-east-1";
    vpc.cidrs = {*Cidr::parse("10.0.0.0/16")};
    set(vpc);
    RouteTable table;
    table.id = "main";
    table.vpc = "vpc";
    table.main = true;
    set(table);
    NetworkAcl acl;
    acl.id = "acl";
    acl.vpc = "vpc";
    acl.isDefault = true;
    for (const bool egress : {false, true}) {
        AclEntry entry;
        entry.number = 100;
        entry.egress = egress;
        entry.cidr = Cidr::all(IpFamily::V4);
        acl.entries.push_back(entry);
    }
    set(acl);
    SecurityGroup group;
    group.id = "sg";
    group.vpc = "vpc";
    SecurityGroupRule out;
    out.cidr = Cidr::all(IpFamily::V4);
    group.egress = {out};
    SecurityGroupRule in;
    in.group = "sg";
    group.ingress = {in};
    set(group);
    InternetGateway gateway;
    gateway.id = "igw";
    gateway.vpc = "vpc";
    set(gateway);
    PrefixList list;
    list.id = "pl-s3";
    list.region = "us-east-1";
    list.listName = "com.amazonaws.us-east-1.s3";
    list.cidrs = {*Cidr::parse("52.216.0.0/15"), *Cidr::parse("3.5.0.0/20")};
    set(list);
}

void NetworkSketch::subnet(const Id& id, const char* cidr, const Id& table) {
    Subnet subnet;
    subnet.id = id;
    subnet.vpc = "vpc";
    subnet.cidr = *Cidr::parse(cidr);
    subnet.routeTable = table;
    set(subnet);
}

void NetworkSketch::instance(const Id& id, const Id& subnet, const char* address, const char* publicAddress) {
    Instance instance;
    instance.id = id;
    set(instance);
    NetworkInterface interface;
    interface.id = "eni-" + id;
    interface.instance = id;
    interface.subnet = subnet;
    interface.groups = {"sg"};
    PrivateAddress own;
    own.address = *IpAddress::parse(address);
    if (publicAddress)
        own.publicIp = *IpAddress::parse(publicAddress);
    interface.addresses = {own};
    set(interface);
}

void NetworkSketch::route(const Id& table, const char* destination, const Id& target) {
    if (!topology.get<RouteTable>(table)) {
        RouteTable fresh;
        fresh.id = table;
        fresh.vpc = "vpc";
        set(fresh);
    }
    change<RouteTable>(table, [&](RouteTable& changed) {
        Route route;
        if (std::string_view(destination).starts_with("pl-"))
            route.prefixList = Id(destination);
        else
            route.destination = *Cidr::parse(destination);
        route.target = target;
        changed.routes.push_back(route);
    });
}

void NetworkSketch::natGateway(const Id& id, const Id& subnet, const char* address, const char* publicAddress) {
    NatGateway nat;
    nat.id = id;
    nat.subnet = subnet;
    NatAddress own;
    own.privateIp = *IpAddress::parse(address);
    own.publicIp = *IpAddress::parse(publicAddress);
    nat.addresses = {own};
    set(nat);
    NetworkInterface interface;
    interface.id = "eni-" + id;
    interface.subnet = subnet;
    interface.interfaceType = "nat_gateway";
    PrivateAddress address4;
    address4.address = own.privateIp;
    address4.publicIp = own.publicIp;
    interface.addresses = {address4};
    set(interface);
}

void NetworkSketch::otherVpc(const Id& id, const char* cidr) {
    Vpc vpc;
    vpc.id = id;
    vpc.region = "us-east-1";
    vpc.cidrs = {*Cidr::parse(cidr)};
    set(vpc);
    RouteTable table;
    table.id = "main-" + id;
    table.vpc = id;
    table.main = true;
    set(table);
    NetworkAcl acl = get<NetworkAcl>("acl");
    acl.id = "acl-" + id;
    acl.vpc = id;
    set(acl);
    group("sg-" + id, "0.0.0.0/0");
    Subnet subnet;
    subnet.id = "sub-" + id;
    subnet.vpc = id;
    subnet.cidr = Cidr(vpc.cidrs.front().address(), 24);
    subnet.availabilityZone = "a";
    set(subnet);
    instance("i-" + id, subnet.id, subnet.cidr->address().plus(10).toString().c_str());
    change<NetworkInterface>("eni-i-" + id, [&](NetworkInterface& interface) { interface.groups = {"sg-" + id}; });
}

void NetworkSketch::peering(const Id& id, const Id& requester, const Id& accepter) {
    VpcPeering peering;
    peering.id = id;
    peering.requester = requester;
    peering.accepter = accepter;
    set(peering);
}

void NetworkSketch::transitGateway(const Id& id) {
    TransitGateway gateway;
    gateway.id = id;
    set(gateway);
}

void NetworkSketch::attachment(const Id& id, const Id& gateway, const Id& vpc, std::vector<Ref<Subnet>> subnets) {
    TransitGatewayAttachment attachment;
    attachment.id = id;
    attachment.transitGateway = gateway;
    attachment.resource = vpc;
    attachment.subnets = std::move(subnets);
    set(attachment);
}

void NetworkSketch::transitTable(const Id& id, const Id& gateway, const std::vector<Id>& attachments) {
    TransitGatewayRouteTable table;
    table.id = id;
    table.transitGateway = gateway;
    for (const Id& attachment : attachments) {
        table.associations.push_back(attachment);
        table.propagations.push_back(attachment);
    }
    set(table);
}

void NetworkSketch::transitRoute(const Id& table, const char* destination, const Id& attachment) {
    change<TransitGatewayRouteTable>(table, [&](TransitGatewayRouteTable& changed) {
        TransitGatewayRoute route;
        route.destination = *Cidr::parse(destination);
        route.attachment = attachment;
        changed.routes.push_back(route);
    });
}

void NetworkSketch::vpn() {
    VpnGateway gateway;
    gateway.id = "vgw";
    gateway.vpc = "vpc";
    set(gateway);
    CustomerGateway customer;
    customer.id = "cgw";
    customer.cidrs = {*Cidr::parse("192.168.0.0/24")};
    set(customer);
    VpnConnection connection;
    connection.id = "vpn";
    connection.vpnGateway = "vgw";
    connection.customerGateway = "cgw";
    set(connection);
}

void NetworkSketch::group(const Id& id, const char* inboundFrom) {
    SecurityGroup group = get<SecurityGroup>("sg");
    group.id = id;
    SecurityGroupRule in;
    in.cidr = *Cidr::parse(inboundFrom);
    group.ingress = {in};
    set(group);
}
