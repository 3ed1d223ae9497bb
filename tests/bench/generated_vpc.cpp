// SPDX-License-Identifier: MIT
#include "tests/bench/generated_vpc.h"

#include "core/drawing/layout.h"

using namespace waylight;

namespace {

constexpr int instancesPerSubnet = 200;

void addFilters(Topology& topology, const Id& vpc) {
    NetworkAcl acl;
    acl.id = "acl-" + vpc;
    acl.vpc = vpc;
    acl.isDefault = true;
    for (const bool egress : {false, true}) {
        AclEntry entry;
        entry.number = 100;
        entry.egress = egress;
        entry.cidr = Cidr::all(IpFamily::V4);
        acl.entries.push_back(entry);
    }
    topology.set(Resource(acl));
    for (int i = 0; i < 20; ++i) {
        SecurityGroup group;
        group.id = "sg-" + vpc + '-' + std::to_string(i);
        group.vpc = vpc;
        SecurityGroupRule rule;
        rule.protocol = Protocol::tcp();
        rule.fromPort = rule.toPort = 443;
        rule.cidr = Cidr::all(IpFamily::V4);
        group.egress = {rule};
        topology.set(Resource(group));
    }
}

void addInstance(Topology& topology, const Id& vpc, int number, const Id& subnet, const IpAddress& address) {
    Instance instance;
    instance.id = "i-" + vpc + '-' + std::to_string(number);
    instance.region = "us-east-1";
    instance.profile = "profile";
    topology.set(Resource(instance));
    NetworkInterface interface;
    interface.id = "eni-" + vpc + '-' + std::to_string(number);
    interface.region = "us-east-1";
    interface.subnet = subnet;
    interface.instance = instance.id;
    interface.groups = {"sg-" + vpc + '-' + std::to_string(number % 20)};
    PrivateAddress own;
    own.address = address;
    interface.addresses = {own};
    topology.set(Resource(interface));
}

void addVpc(Topology& topology, const Id& id, int instances) {
    Vpc vpc;
    vpc.id = id;
    vpc.region = "us-east-1";
    vpc.cidrs = {Cidr(IpAddress::v4(10u << 24), 16)};
    topology.set(Resource(vpc));
    addFilters(topology, id);
    VpcEndpoint endpoint;
    endpoint.id = "vpce-" + id;
    endpoint.vpc = id;
    endpoint.region = "us-east-1";
    endpoint.service = "com.amazonaws.us-east-1.s3";
    for (int number = 0; number < instances; ++number) {
        const int block = number / instancesPerSubnet;
        const Id subnetId = "subnet-" + id + '-' + std::to_string(block);
        if (number % instancesPerSubnet == 0) {
            RouteTable table;
            table.id = "rtb-" + id + '-' + std::to_string(block);
            table.vpc = id;
            topology.set(Resource(table));
            endpoint.routeTables.emplace_back(table.id);
            Subnet subnet;
            subnet.id = subnetId;
            subnet.region = "us-east-1";
            subnet.vpc = id;
            subnet.availabilityZone = std::string("us-east-1") + static_cast<char>('a' + block % 3);
            subnet.cidr = Cidr(IpAddress::v4((10u << 24) + static_cast<std::uint32_t>(block << 8)), 24);
            subnet.routeTable = table.id;
            topology.set(Resource(subnet));
        }
        addInstance(topology, id, number, subnetId, IpAddress::v4((10u << 24) + static_cast<std::uint32_t>((block << 8) + 4 + number % instancesPerSubnet)));
    }
    topology.set(Resource(endpoint));
}

Design emptyDesign() {
    Design design;
    Region region;
    region.id = "us-east-1";
    design.topology.set(Resource(region));
    Bucket bucket;
    bucket.id = "bucket";
    bucket.region = "us-east-1";
    design.topology.set(Resource(bucket));
    Role role;
    role.id = "role";
    role.policies = {{"all", {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})"}, {}}};
    design.topology.set(Resource(role));
    InstanceProfile profile;
    profile.id = "profile";
    profile.roles = {"role"};
    design.topology.set(Resource(profile));
    return design;
}

} // namespace

Design generatedVpc(int instances) {
    Design design = emptyDesign();
    addVpc(design.topology, "vpc", instances);
    Request request;
    request.id = "request-1";
    request.from = "i-vpc-" + std::to_string(instances - 1);
    request.action = "s3:GetObject";
    request.resource = "arn:aws:s3:::bucket/key";
    design.requests.set(request.id, request);
    return design;
}

Design generatedDesign(int elements) {
    Design design = emptyDesign();
    for (int number = 0; static_cast<int>(design.topology.size()) < elements; ++number)
        addVpc(design.topology, "vpc" + std::to_string(number), std::min(1000, (elements - static_cast<int>(design.topology.size())) / 2 + 1));
    design.layout = autoLayout(design);
    return design;
}
