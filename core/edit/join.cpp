// SPDX-License-Identifier: MIT
#include "core/edit/join.h"

#include "core/edit/addresses.h"
#include "core/edit/balancer.h"
#include "core/edit/connection.h"
#include "core/model/references.h"

#include <type_traits>
#include <utility>

namespace waylight::edit {
namespace {

/// Gives an interface an address in a subnet, and groups that its VPC has.
void readdress(Topology& topology, const NetworkInterface& before, const Id& subnetId) {
    const Subnet* subnet = topology.get<Subnet>(subnetId);
    NetworkInterface interface = before;
    interface.subnet = subnetId;
    interface.ipv6Addresses.clear();
    const auto address = nextAddress(topology, *subnet);
    if (interface.addresses.empty())
        interface.addresses.emplace_back();
    interface.addresses.resize(1);
    interface.addresses.front().address = address;
    std::erase_if(interface.groups, [&](const Ref<SecurityGroup>& ref) {
        const SecurityGroup* group = topology.get(ref);
        return group && group->vpc != subnet->vpc;
    });
    if (const Id group = defaultGroup(topology, subnet->vpc.id); interface.groups.empty() && !group.empty())
        interface.groups = {group};
    std::vector<ElasticIp> elasticIps;
    topology.forEach<ElasticIp>([&](const ElasticIp& ip) {
        if (ip.interface.id == interface.id && ip.privateIp)
            elasticIps.push_back(ip);
    });
    for (ElasticIp& ip : elasticIps) {
        ip.privateIp = address;
        topology.set(std::move(ip));
    }
    topology.set(std::move(interface));
}

void readdress(Topology& topology, const NatGateway& before, const Id& subnetId) {
    NatGateway nat = before;
    nat.subnet = subnetId;
    if (nat.addresses.empty())
        nat.addresses.emplace_back();
    nat.addresses.front().privateIp = nextAddress(topology, *topology.get<Subnet>(subnetId));
    topology.set(std::move(nat));
}

/// Everything in a subnet gets addresses of its new block.
void readdressAll(Topology& topology, const Id& subnet) {
    std::vector<Id> interfaces;
    std::vector<Id> nats;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        if (each.subnet.id == subnet)
            interfaces.push_back(each.id);
    });
    topology.forEach<NatGateway>([&](const NatGateway& each) {
        if (each.subnet.id == subnet)
            nats.push_back(each.id);
    });
    for (const Id& id : interfaces)
        readdress(topology, *topology.get<NetworkInterface>(id), subnet);
    for (const Id& id : nats)
        readdress(topology, *topology.get<NatGateway>(id), subnet);
}

/// What is in a VPC goes to another Region with it.
void moveToRegion(Topology& topology, const Id& vpc, const std::string& from, const std::string& to) {
    std::vector<Resource> changed;
    topology.forEachResource([&](const ResourcePtr& resource) {
        if (base(*resource).region == from && vpcOf(topology, *resource) == vpc)
            changed.push_back(inRegion(*resource, to));
    });
    for (Resource& resource : changed)
        topology.set(std::move(resource));
}

/// Routes of other VPCs to a gateway that left them lead nowhere, and it sends nothing by their tables.
void leaveTables(Topology& topology, const Id& gateway, const Id& keepVpc) {
    std::vector<RouteTable> changed;
    topology.forEach<RouteTable>([&](const RouteTable& table) {
        if (table.vpc.id == keepVpc)
            return;
        RouteTable copy = table;
        for (Route& route : copy.routes)
            if (route.target.id == gateway)
                route.state = RouteState::Blackhole;
        std::erase_if(copy.gateways, [&](const auto& each) { return each.id == gateway; });
        std::erase_if(copy.propagating, [&](const auto& each) { return each.id == gateway; });
        if (!(copy == table))
            changed.push_back(std::move(copy));
    });
    for (RouteTable& table : changed)
        topology.set(std::move(table));
}

/// Sets the property that says where a resource is.
template <class T>
void joinAs(Topology& topology, T resource, const Plan& plan) {
    if constexpr (requires { resource.vpc; })
        resource.vpc = plan.vpc;
    resource.region = plan.region;
    topology.set(std::move(resource));
}

/// A peering connection is told the Regions of its two VPCs.
void retellPeerings(Topology& topology, const Id& vpc) {
    std::vector<VpcPeering> changed;
    topology.forEach<VpcPeering>([&](const VpcPeering& peering) {
        if (peering.requester.id == vpc || peering.accepter.id == vpc)
            changed.push_back(peering);
    });
    for (VpcPeering& peering : changed) {
        const Vpc* requester = topology.get(peering.requester);
        const Vpc* accepter = topology.get(peering.accepter);
        peering.region = requester ? requester->region : peering.region;
        peering.requesterRegion.clear();
        if (accepter)
            peering.accepterRegion = accepter->region == peering.region ? std::string() : accepter->region;
        topology.set(std::move(peering));
    }
}

void joinAs(Topology& topology, Vpc vpc, const Plan& plan) {
    moveToRegion(topology, vpc.id, vpc.region, plan.region);
    const Id id = vpc.id;
    vpc.region = plan.region;
    topology.set(std::move(vpc));
    retellPeerings(topology, id);
}

/// Its route tables go along; nothing else of it may be in use when it moves.
void joinAs(Topology& topology, TransitGateway gateway, const Plan& plan) {
    std::vector<TransitGatewayRouteTable> tables;
    topology.forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& table) {
        if (table.transitGateway.id == gateway.id)
            tables.push_back(table);
    });
    for (TransitGatewayRouteTable& table : tables) {
        table.region = plan.region;
        topology.set(std::move(table));
    }
    gateway.region = plan.region;
    topology.set(std::move(gateway));
}

/// Endpoints, load balancers and attachments of the VPC that a subnet leaves do without it.
void leaveLists(Topology& topology, const Id& subnet) {
    std::vector<Resource> changed;
    for (const Kind kind : {kindOf<VpcEndpoint>, kindOf<LoadBalancer>, kindOf<TransitGatewayAttachment>})
        for (const auto& [id, resource] : topology.table(kind))
            if (Resource without = withReference(*resource, subnet, {}); !(without == *resource))
                changed.push_back(std::move(without));
    for (Resource& resource : changed) {
        const Id id = base(resource).id;
        topology.set(std::move(resource));
        if (topology.get<LoadBalancer>(id))
            fitInterfaces(topology, id);
    }
}

void joinAs(Topology& topology, Subnet subnet, const Plan& plan) {
    const bool otherVpc = subnet.vpc.id != plan.vpc;
    const Id id = subnet.id;
    subnet.availabilityZone = plan.zone;
    if (otherVpc) {
        subnet.vpc = plan.vpc;
        subnet.region = plan.region;
        subnet.cidr = plan.block;
        subnet.ipv6Cidr.reset();
        subnet.routeTable = {};
        subnet.networkAcl = {};
    }
    topology.set(std::move(subnet));
    if (otherVpc) {
        readdressAll(topology, id);
        leaveLists(topology, id);
    }
}

void joinAs(Topology& topology, const Instance& instance, const Plan& plan) {
    Instance copy = instance;
    copy.region = plan.region;
    std::vector<Id> interfaces;
    for (const NetworkInterface* each : interfacesOf(topology, instance.id))
        interfaces.push_back(each->id);
    for (const Id& id : interfaces)
        readdress(topology, *topology.get<NetworkInterface>(id), plan.subnet);
    if (interfaces.empty()) {
        NetworkInterface interface;
        interface.id = freeId(topology, typeInfo(kindOf<NetworkInterface>).idPrefix);
        interface.region = plan.region;
        interface.account = instance.account;
        interface.instance = instance.id;
        interface.status = "in-use";
        readdress(topology, interface, plan.subnet);
    }
    topology.set(std::move(copy));
}

/// A function that is moved has one subnet, the new one.
void joinAs(Topology& topology, LambdaFunction function, const Plan& plan) {
    std::vector<NetworkInterface> interfaces;
    for (const NetworkInterface* each : interfacesOf(topology, function.id))
        interfaces.push_back(*each);
    for (std::size_t i = 1; i < interfaces.size(); ++i)
        topology.erase(interfaces[i].id);
    if (!interfaces.empty())
        readdress(topology, interfaces.front(), plan.subnet);
    function.region = plan.region;
    topology.set(std::move(function));
}

void joinAs(Topology& topology, NatGateway nat, const Plan& plan) {
    nat.region = plan.region;
    if (nat.availabilityMode == AvailabilityMode::Zonal) {
        if (nat.vpc)
            nat.vpc = plan.vpc;
        readdress(topology, nat, plan.subnet);
        return;
    }
    if (nat.vpc.id != plan.vpc)
        nat.routeTable = {};
    nat.vpc = plan.vpc;
    leaveTables(topology, nat.id, plan.vpc);
    topology.set(std::move(nat));
}

template <class Gateway>
requires std::is_same_v<Gateway, InternetGateway> || std::is_same_v<Gateway, EgressOnlyInternetGateway> ||
    std::is_same_v<Gateway, VpnGateway>
void joinAs(Topology& topology, Gateway gateway, const Plan& plan) {
    gateway.vpc = plan.vpc;
    gateway.region = plan.region;
    leaveTables(topology, gateway.id, plan.vpc);
    topology.set(std::move(gateway));
}

/// Its target groups, which are empty, go along.
void joinAs(Topology& topology, LoadBalancer balancer, const Plan& plan) {
    std::vector<Resource> parts;
    topology.forEach<Listener>([&](Listener listener) {
        if (listener.loadBalancer.id != balancer.id)
            return;
        for (const auto& ref : listener.targetGroups)
            if (const TargetGroup* found = topology.get(ref)) {
                TargetGroup group = *found;
                group.vpc = plan.vpc;
                group.region = plan.region;
                parts.emplace_back(std::move(group));
            }
        listener.region = plan.region;
        parts.emplace_back(std::move(listener));
    });
    for (Resource& part : parts)
        topology.set(std::move(part));
    balancer.vpc = plan.vpc;
    balancer.region = plan.region;
    balancer.subnets = subnetInEachZone(topology, plan.vpc, balancer.scheme == LoadBalancerScheme::InternetFacing);
    balancer.groups.clear();
    if (const Id group = defaultGroup(topology, plan.vpc); !group.empty())
        balancer.groups = {group};
    const Id id = balancer.id;
    topology.set(std::move(balancer));
    fitInterfaces(topology, id);
}

void joinAs(Topology& topology, VpcEndpoint endpoint, const Plan& plan) {
    if (endpoint.vpc.id != plan.vpc) {
        endpoint.routeTables.clear();
        endpoint.subnets.clear();
        endpoint.groups.clear();
    }
    endpoint.vpc = plan.vpc;
    endpoint.region = plan.region;
    topology.set(std::move(endpoint));
}

} // namespace

Resource inRegion(Resource resource, const std::string& to) {
    const std::string from = std::exchange(base(resource).region, to);
    if (auto* subnet = std::get_if<Subnet>(&resource);
        subnet && !from.empty() && subnet->availabilityZone.starts_with(from))
        subnet->availabilityZone = to + subnet->availabilityZone.substr(from.size());
    if (auto* endpoint = std::get_if<VpcEndpoint>(&resource))
        if (const std::string ofRegion = "com.amazonaws." + from + '.'; endpoint->service.starts_with(ofRegion))
            endpoint->service = "com.amazonaws." + to + '.' + endpoint->service.substr(ofRegion.size());
    return resource;
}

void join(Topology& topology, const Id& id, const Plan& plan) {
    const ResourcePtr resource = topology.find(id);
    std::visit([&](const auto& each) { joinAs(topology, each, plan); }, *resource);
}

} // namespace waylight::edit
