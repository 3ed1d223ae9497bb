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
