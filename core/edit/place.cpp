// SPDX-License-Identifier: MIT
#include "core/edit/addresses.h"
#include "core/edit/balancer.h"
#include "core/edit/connection.h"
#include "core/edit/edits.h"
#include "core/edit/fresh.h"
#include "core/edit/function.h"
#include "core/edit/geometry.h"
#include "core/edit/instance_trust.h"
#include "core/edit/membership.h"
#include "core/model/effective_routes.h"

namespace waylight::edit {
namespace {

constexpr int firstAclRule = 100;

template <class T>
T fresh(const Topology& topology, const Plan& plan) {
    return edit::fresh<T>(topology, plan.region, plan.account);
}

AclEntry allowAll(bool egress) {
    AclEntry entry;
    entry.number = firstAclRule;
    entry.egress = egress;
    entry.cidr = Cidr::all(IpFamily::V4);
    return entry;
}

/// The name with a number behind it where another VPC's default has it already.
template <class T>
std::string nameLike(const Topology& topology, const std::string& name) {
    const auto taken = [&](const std::string& wanted) {
        bool found = false;
        topology.forEach<T>([&](const T& other) { found |= other.name == wanted; });
        return found;
    };
    std::string free = name;
    for (int number = 2; taken(free); ++number)
        free = name + ' ' + std::to_string(number);
    return free;
}

/// What AWS makes with a VPC. https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html
void addDefaults(Topology& topology, const Plan& plan, const Id& vpc) {
    auto table = fresh<RouteTable>(topology, plan);
    table.name = nameLike<RouteTable>(topology, "Main route table");
    table.vpc = vpc;
    table.main = true;
    topology.set(std::move(table));

    auto acl = fresh<NetworkAcl>(topology, plan);
    acl.name = nameLike<NetworkAcl>(topology, "Default network ACL");
    acl.vpc = vpc;
    acl.isDefault = true;
    acl.entries = {allowAll(false), allowAll(true)};
    topology.set(std::move(acl));

    auto group = fresh<SecurityGroup>(topology, plan);
    group.name = nameLike<SecurityGroup>(topology, "Default security group");
    group.vpc = vpc;
    group.groupName = "default";
    SecurityGroupRule fromItself;
    fromItself.group = group.id;
    SecurityGroupRule toAnywhere;
    toAnywhere.cidr = Cidr::all(IpFamily::V4);
    group.ingress = {fromItself};
    group.egress = {toAnywhere};
    topology.set(std::move(group));
}

/// Completes a new resource with what it needs to be useful; the resource itself is added by the caller.
template <class T>
void complete(Topology&, const Plan& plan, T& resource) {
    if constexpr (requires { resource.vpc; })
        resource.vpc = plan.vpc;
}

void complete(Topology&, const Plan& plan, Region& region) {
    region.id = plan.region;
    region.name.clear();
    region.account.clear();
}

void complete(Topology& topology, const Plan& plan, Vpc& vpc) {
    vpc.cidrs = {*plan.block};
    addDefaults(topology, plan, vpc.id);
}

void complete(Topology&, const Plan& plan, Subnet& subnet) {
    subnet.vpc = plan.vpc;
    subnet.cidr = plan.block;
    subnet.availabilityZone = plan.zone;
}

void complete(Topology&, const Plan& plan, NetworkAcl& acl) {
    // A new ACL denies everything until it gets entries, as in AWS.
    acl.vpc = plan.vpc;
}

void complete(Topology&, const Plan& plan, SecurityGroup& group) {
    group.vpc = plan.vpc;
    group.groupName = group.id;
    SecurityGroupRule toAnywhere;
    toAnywhere.cidr = Cidr::all(IpFamily::V4);
    group.egress = {toAnywhere};
}

void complete(Topology&, const Plan& plan, VpcEndpoint& endpoint) {
    endpoint.vpc = plan.vpc;
    endpoint.type = EndpointType::Gateway;
    endpoint.service = "com.amazonaws." + plan.region + ".s3";
    endpoint.name = "S3 endpoint " + endpoint.id.substr(typeInfo(kindOf<VpcEndpoint>).idPrefix.size());
}

void complete(Topology& topology, const Plan& plan, LambdaFunction& function) {
    function.functionName = function.id;
    topology.set(newInterface(topology, plan, function));
}

void complete(Topology& topology, const Plan& plan, Instance& instance) {
    instance.instanceType = "t3.micro";
    NetworkInterface interface = newInterface(topology, plan);
    interface.instance = instance.id;
    if (const Subnet* subnet = topology.get<Subnet>(plan.subnet); subnet && subnet->mapPublicIpOnLaunch)
        interface.addresses.front().publicIp = nextPublicAddress(topology);
    topology.set(std::move(interface));
}

void complete(Topology& topology, const Plan& plan, NatGateway& nat) {
    nat.subnet = plan.subnet;
    NatAddress address;
    address.privateIp = plan.address;
    if (const auto publicIp = nextPublicAddress(topology)) {
        auto elasticIp = fresh<ElasticIp>(topology, plan);
        elasticIp.publicIp = publicIp;
        address.allocation = elasticIp.id;
        topology.set(std::move(elasticIp));
    }
    nat.addresses = {address};
}

void complete(Topology& topology, const Plan& plan, ElasticIp& elasticIp) {
    const NetworkInterface* primary = interfacesOf(topology, plan.instance).front();
    elasticIp.publicIp = plan.publicAddress;
    elasticIp.interface = primary->id;
    if (!primary->addresses.empty())
        elasticIp.privateIp = primary->addresses.front().address;
    NetworkInterface interface = *primary;
    if (!interface.addresses.empty())
        interface.addresses.front().publicIp = plan.publicAddress;
    topology.set(std::move(interface));
}

/// AWS makes a transit gateway with a default route table.
/// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
void complete(Topology& topology, const Plan& plan, TransitGateway& gateway) {
    auto table = fresh<TransitGatewayRouteTable>(topology, plan);
    table.name = "Default route table";
    table.transitGateway = gateway.id;
    topology.set(std::move(table));
}

void complete(Topology& topology, const Plan&, CustomerGateway& gateway) {
    gateway.address = nextPublicAddress(topology);
    gateway.asn = "65000";
    if (const auto block = nextCustomerBlock(topology))
        gateway.cidrs = {*block};
}

void complete(Topology& topology, const Plan& plan, LoadBalancer& balancer) {
    balancer.loadBalancerName = balancer.id;
    balancer.vpc = plan.vpc;
    balancer.subnets = subnetInEachZone(topology, plan.vpc, true);
    const bool isPublic = std::any_of(balancer.subnets.begin(), balancer.subnets.end(), [&](const auto& subnet) {
        return isPublicSubnet(topology, *topology.get(subnet));
    });
    balancer.scheme = isPublic ? LoadBalancerScheme::InternetFacing : LoadBalancerScheme::Internal;
    if (const Id group = defaultGroup(topology, plan.vpc); !group.empty())
        balancer.groups = {group};
    Backend backend = newBackend(topology, balancer);
    topology.set(std::move(backend.listener));
    topology.set(std::move(backend.group));
}

void complete(Topology&, const Plan&, Bucket& bucket) {
    bucket.bucketName = bucket.name = bucket.id;
}

void complete(Topology&, const Plan&, DynamoTable& table) {
    table.tableName = table.name = table.id;
}

void complete(Topology&, const Plan&, KmsKey& key) {
    key.name = key.id;
    key.aliases = {"alias/" + key.id};
}

/// Leads to the first bucket of its Region.
void complete(Topology& topology, const Plan& plan, AccessPoint& point) {
    point.accessPointName = point.name = point.id;
    topology.forEach<Bucket>([&](const Bucket& bucket) {
        if (!point.bucket && bucket.region == plan.region)
            point.bucket = bucket.id;
    });
}

void complete(Topology& topology, const Plan& plan, Role& role) {
    role.roleName = role.name = role.id;
    role.trustPolicy.text = instanceTrust;
    auto profile = fresh<InstanceProfile>(topology, plan);
    profile.name = role.name;
    profile.roles = {role.id};
    topology.set(std::move(profile));
}

void complete(Topology& topology, const Plan&, Internet& internet) {
    if (!topology.contains("internet"))
        internet.id = "internet";
    internet.name = "Internet";
}

/// Something dropped outside every Region gets one, so that it belongs somewhere.
void ensureRegion(Design& design, const Plan& plan, Point position) {
    if (plan.region.empty() || design.topology.contains(plan.region) || !design.topology.table(kindOf<Region>).empty())
        return;
    Region region;
    region.id = plan.region;
    design.topology.set(std::move(region));
    put(design, plan.region, {position.x - metrics::padding, position.y - 2 * metrics::padding},
        newBox(design, plan.region));
}

/// The zone around a new subnet gets a place when it is the first subnet there.
void ensureZone(Design& design, const Plan& plan, Point position) {
    const Id zone = zoneId(plan.vpc, plan.zone);
    if (plan.zone.empty() || design.layout.contains(zone))
        return;
    const Rect subnet = *emptyContainer(kindOf<Subnet>);
    put(design, zone, {position.x - metrics::padding, position.y - 2 * metrics::padding},
        {0, 0, subnet.width + 2 * metrics::padding, subnet.height + 3 * metrics::padding});
}

} // namespace

DropPreview previewPlace(const Design& design, Kind kind, const Id& container) {
    const Result<Plan> plan = planFor(design.topology, kind, container);
    return plan ? DropPreview{true, plan->says} : DropPreview{false, plan.error().message};
}

Result<Placed> placed(const Design& design, Kind kind, const Id& container, Point position) {
    const Result<Plan> planned = planFor(design.topology, kind, container);
    if (!planned)
        return planned.error();
    const Plan& plan = *planned;
    Design after = withCompleteLayout(design);
    if (kind != kindOf<Region>)
        ensureRegion(after, plan, position);
    Id id;
    forEachType([&]<class T>() {
        if (kindOf<T> != kind)
            return;
        T resource = fresh<T>(after.topology, plan);
        complete(after.topology, plan, resource);
        id = resource.id;
        after.topology.set(std::move(resource));
    });
    if (kind == kindOf<LoadBalancer>)
        fitInterfaces(after.topology, id);
    if (kind == kindOf<Subnet>)
        ensureZone(after, plan, position);
    if (typeInfo(kind).drawn != Drawn::Attached && typeInfo(kind).drawn != Drawn::Hidden)
        put(after, id, position, newBox(after, id));
    return Placed{withCompleteLayout(std::move(after)), id};
}

} // namespace waylight::edit
