// SPDX-License-Identifier: MIT
#include "core/network/compile_parts.h"

#include "core/base/sort_unique.h"
#include "core/model/balancer_interfaces.h"
#include "core/network/catalog.h"

#include <algorithm>

namespace waylight::compile {
namespace {

template <class T>
std::vector<Handle> handlesOf(const std::vector<Ref<T>>& refs, HandleMap& handles) {
    std::vector<Handle> out;
    out.reserve(refs.size());
    for (const Ref<T>& ref : refs)
        out.push_back(handles.intern(ref.id));
    return out;
}

InterfaceRole roleOf(const NetworkInterface& from) {
    const std::string& type = from.interfaceType;
    if (!balancerNameOf(from).empty())
        return InterfaceRole::LoadBalancer;
    if (type == "nat_gateway")
        return InterfaceRole::Nat;
    if (type == "vpc_endpoint")
        return InterfaceRole::Endpoint;
    if (type == "transit_gateway" || type == "gateway_load_balancer_endpoint" || type == "gateway_load_balancer")
        return InterfaceRole::Silent;
    return type.empty() || type == "interface" ? InterfaceRole::Host : InterfaceRole::Managed;
}

/// Rules that nobody knows may allow anything.
void addUnknownRule(RuleList& list, Handle group) {
    FilterRule rule;
    rule.peer = FilterRule::Peer::UnknownList;
    rule.base = group;
    list.rules.push_back(rule);
    list.seal();
}

VpnLink linkOf(const VpnConnection& connection, const Topology& topology, HandleMap& handles) {
    VpnLink link;
    link.connection = handles.intern(connection.id);
    link.customerGateway = handles.intern(connection.customerGateway.id);
    link.up = isWorking(connection.state); // what its tunnels did when somebody looked is no configuration
    link.dynamic = !connection.staticRoutesOnly;
    if (connection.staticRoutesOnly) {
        for (const VpnRoute& route : connection.routes)
            if (route.destination && isWorking(route.state))
                link.networks.push_back(*route.destination);
    } else if (const CustomerGateway* customer = topology.get(connection.customerGateway)) {
        link.networks = customer->cidrs;
    }
    return link;
}

} // namespace

bool isWorking(const std::string& state) {
    constexpr std::string_view good[] = {
        "",           "available",       "Available",       "active",         "modifying",
        "associated", "create-complete", "update-complete", "active_impaired"};
    return std::find(std::begin(good), std::end(good), state) != std::end(good);
}

std::string balancerName(const std::string& arn) {
    return balancerMark(arn);
}

std::string balancerNameOf(const NetworkInterface& interface) {
    return balancerMarkOf(interface);
}

CompiledPtr subnet(const Subnet& from, HandleMap& handles) {
    auto out = std::make_shared<CompiledSubnet>(handles.intern(from.id));
    out->vpc = handles.intern(from.vpc.id);
    out->table = handles.intern(from.routeTable.id);
    out->acl = handles.intern(from.networkAcl.id);
    out->zone = handles.intern(from.availabilityZone);
    return out;
}

CompiledPtr table(const RouteTable& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledTable>(handles.intern(from.id));
    out->vpc = handles.intern(from.vpc.id);
    out->lookup = RouteLookup(topology, from, handles);
    for (const CompiledRoute& route : out->lookup.routes())
        if (!route.local && (out->targets.empty() || out->targets.back() != route.target))
            out->targets.push_back(route.target);
    sortUnique(out->targets);
    for (const Route& route : from.routes)
        if (route.origin == RouteOrigin::Propagated && route.destination)
            out->learned.emplace_back(handles.intern(route.target.id), *route.destination);
    return out;
}

CompiledPtr group(const SecurityGroup& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledGroup>(handles.intern(from.id));
    out->ingress = compiledRules(topology, from.ingress, handles);
    out->egress = compiledRules(topology, from.egress, handles);
    if (isUnknown(from, "ingress"))
        addUnknownRule(out->ingress, out->self);
    if (isUnknown(from, "egress"))
        addUnknownRule(out->egress, out->self);
    return out;
}

CompiledPtr acl(const NetworkAcl& from, HandleMap& handles) {
    auto out = std::make_shared<CompiledAcl>(handles.intern(from.id));
    out->inbound = compiledEntries(from, TrafficDirection::Inbound);
    out->outbound = compiledEntries(from, TrafficDirection::Outbound);
    out->known = !isUnknown(from, "entries");
    return out;
}

CompiledPtr interface(const NetworkInterface& from, const std::vector<const ElasticIp*>& addresses, const Id& endpoint,
                      const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledInterface>(handles.intern(from.id));
    out->subnet = handles.intern(from.subnet.id);
    out->instance = handles.intern(from.instance.id);
    out->role = roleOf(from);
    out->owner = handles.intern(out->role == InterfaceRole::LoadBalancer ? balancerNameOf(from) : endpoint);
    out->sourceDestinationCheck = from.sourceDestCheck;
    if (const Instance* instance = topology.get(from.instance)) {
        out->hostRuns = instance->state.empty() || instance->state == "running";
        out->windows = instance->platform == "windows";
    }
    out->groupsApply = !from.groups.empty() || out->role == InterfaceRole::Host;
    out->groups = handlesOf(from.groups, handles);
    out->v6 = from.ipv6Addresses;
    out->addresses.reserve(from.addresses.size());
    for (const PrivateAddress& address : from.addresses)
        if (address.address && address.address->isV4())
            out->addresses.push_back({address.address->v4Value(), address.publicIp ? address.publicIp->v4Value() : 0});
    for (const ElasticIp* ip : addresses)
        for (CompiledInterface::Pair& pair : out->addresses)
            if (ip->publicIp && (!ip->privateIp || ip->privateIp->v4Value() == pair.address)) {
                pair.publicAddress = ip->publicIp->v4Value();
                break;
            }
    return out;
}

CompiledPtr nat(const NatGateway& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledNat>(handles.intern(from.id));
    out->subnet = handles.intern(from.subnet.id);
    out->vpc = handles.intern(from.vpc.id);
    out->table = handles.intern(from.routeTable.id);
    out->regional = from.availabilityMode == AvailabilityMode::Regional;
    out->isPublic = from.connectivity == Connectivity::Public;
    out->available = isWorking(from.state);
    out->onlyOwnZones = from.autoProvisionZones == "disabled";
    for (const NatAddress& address : from.addresses) {
        out->zones.push_back(handles.intern(address.availabilityZone));
        if (!out->privateAddress)
            out->privateAddress = address.privateIp;
        const ElasticIp* allocation = topology.get(address.allocation);
        if (!out->publicAddress && out->isPublic)
            out->publicAddress = address.publicIp ? address.publicIp : allocation ? allocation->publicIp : std::nullopt;
    }
    return out;
}

CompiledPtr endpoint(const VpcEndpoint& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledEndpoint>(handles.intern(from.id));
    out->vpc = handles.intern(from.vpc.id);
    out->type = from.type;
    out->available = isWorking(from.state);
    out->ofAws = from.service.starts_with("com.amazonaws.") && !from.service.starts_with("com.amazonaws.vpce.");
    if (!from.subnets.empty())
        out->subnet = handles.intern(from.subnets.front().id);
    if (const auto name = parsedServiceName(from.service); name && from.type == EndpointType::Gateway)
        out->blocks = serviceBlocks(topology, name->service, name->region);
    topology.forEach<EndpointService>([&](const EndpointService& service) {
        if (service.serviceName != from.service || service.availabilityZones.empty() ||
            (!service.region.empty() && !from.region.empty() && service.region != from.region))
            return;
        for (const auto& ref : from.subnets) {
            const Subnet* subnet = topology.get(ref);
            const auto& zones = service.availabilityZones;
            if (subnet && !subnet->availabilityZone.empty() &&
                std::find(zones.begin(), zones.end(), subnet->availabilityZone) == zones.end())
                out->badZones.push_back(handles.intern(ref.id));
        }
    });
    return out;
}

CompiledPtr peering(const VpcPeering& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledPeering>(handles.intern(from.id));
    out->sides[0] = {handles.intern(from.requester.id), from.requesterCidrs};
    out->sides[1] = {handles.intern(from.accepter.id), from.accepterCidrs};
    out->active = from.isActive();
    const auto regionOf = [&](const Ref<Vpc>& ref, const std::string& told) {
        const Vpc* vpc = topology.get(ref);
        return vpc && !vpc->region.empty() ? vpc->region : told.empty() ? from.region : told;
    };
    out->sameRegion = regionOf(from.requester, from.requesterRegion) == regionOf(from.accepter, from.accepterRegion);
    return out;
}

CompiledPtr vpnGateway(const VpnGateway& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledVpnGateway>(handles.intern(from.id));
    out->vpc = handles.intern(from.vpc.id);
    out->available = isWorking(from.state);
    topology.forEach<VpnConnection>([&](const VpnConnection& connection) {
        if (connection.vpnGateway.id == from.id && isWorking(connection.state))
            out->links.push_back(linkOf(connection, topology, handles));
    });
    return out;
}

CompiledPtr attachment(const TransitGatewayAttachment& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledAttachment>(handles.intern(from.id));
    out->type = from.attachmentType == AttachmentType::TgwPeering ? AttachmentType::Peering : from.attachmentType;
    out->gateway = handles.intern(from.transitGateway.id);
    out->resource = handles.intern(from.resource.id);
    out->available = isWorking(from.state);
    out->appliance = from.applianceMode == "enable";
    if (!from.securityGroupReferencing.empty())
        out->referencing = from.securityGroupReferencing == "enable";
    std::vector<const Subnet*> subnets;
    for (const auto& ref : from.subnets)
        if (const Subnet* subnet = topology.get(ref))
            subnets.push_back(subnet);
    out->allSubnets = subnets.size() == from.subnets.size();
    std::stable_sort(subnets.begin(), subnets.end(),
                     [](const Subnet* a, const Subnet* b) { return a->availabilityZone < b->availabilityZone; });
    for (const Subnet* subnet : subnets)
        out->subnets.push_back(handles.intern(subnet->id));
    if (const auto* connection = topology.get<VpnConnection>(from.resource.id))
        out->vpn = linkOf(*connection, topology, handles);
    return out;
}

CompiledPtr transitGateway(const TransitGateway& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledTransitGateway>(handles.intern(from.id));
    out->available = isWorking(from.state);
    out->referencing = from.securityGroupReferencing == "enable";
    topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
        if (!isWorking(attachment.state) ||
            (attachment.transitGateway.id != from.id && attachment.resource.id != from.id))
            return;
        out->attachments.push_back(handles.intern(attachment.id));
        if (attachment.attachmentType == AttachmentType::Vpc)
            out->attachmentOfVpc.emplace(handles.intern(attachment.resource.id), handles.intern(attachment.id));
    });
    topology.forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& table) {
        if (table.transitGateway.id == from.id)
            for (const auto& ref : table.associations)
                out->tableOf.emplace(handles.intern(ref.id), handles.intern(table.id));
    });
    return out;
}

namespace {

std::uint8_t propagationRank(AttachmentType type) {
    switch (type) {
    case AttachmentType::Vpc:
        return 2;
    case AttachmentType::DirectConnectGateway:
        return 3;
    case AttachmentType::Connect:
        return 4;
    case AttachmentType::Vpn:
        return 5;
    default:
        return 6;
    }
}

/// The networks that an attachment tells its table; none: they are not known.
std::optional<std::vector<Cidr>> announced(const TransitGatewayAttachment& attachment, const Topology& topology,
                                           HandleMap& handles) {
    if (const Vpc* vpc = topology.get<Vpc>(attachment.resource.id)) {
        std::vector<Cidr> blocks = vpc->cidrs;
        blocks.insert(blocks.end(), vpc->ipv6Cidrs.begin(), vpc->ipv6Cidrs.end());
        return blocks;
    }
    if (const auto* connection = topology.get<VpnConnection>(attachment.resource.id)) {
        VpnLink link = linkOf(*connection, topology, handles);
        if (!link.dynamic || !link.networks.empty())
            return link.networks;
    }
    return std::nullopt;
}

} // namespace

CompiledPtr transitTable(const TransitGatewayRouteTable& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledTransitTable>(handles.intern(from.id));
    out->known = !isUnknown(from, "routes") && !isUnknown(from, "propagations");
    for (std::size_t i = 0; i < from.routes.size(); ++i) {
        const TransitGatewayRoute& route = from.routes[i];
        const PrefixList* list = topology.get(route.prefixList);
        if (!route.destination && (!list || isUnknown(*list, "cidrs")))
            out->listMissing = true;
        const bool blackhole = route.state == RouteState::Blackhole || !route.attachment;
        for (const Cidr& block : route.destination ? std::vector{*route.destination}
                                 : list            ? list->cidrs
                                                   : std::vector<Cidr>())
            out->entries.push_back({handles.intern(route.attachment.id), blackhole, static_cast<std::int32_t>(i),
                                    static_cast<std::uint8_t>(route.destination ? 0 : 1), block});
    }
    for (const auto& ref : from.propagations) {
        const TransitGatewayAttachment* attachment = topology.get(ref);
        if (attachment && !isWorking(attachment->state))
            continue;
        const auto blocks = attachment ? announced(*attachment, topology, handles) : std::nullopt;
        if (!blocks) {
            out->known = false;
            continue;
        }
        for (const Cidr& block : *blocks)
            out->entries.push_back(
                {handles.intern(ref.id), false, -1, propagationRank(attachment->attachmentType), block});
    }
    std::stable_sort(out->entries.begin(), out->entries.end(), [](const auto& a, const auto& b) {
        return a.block != b.block ? a.block < b.block : a.precedence < b.precedence;
    });
    std::vector<BlockIntervals::Entry> winners;
    for (std::size_t i = 0; i < out->entries.size(); ++i)
        if (i == 0 || out->entries[i].block != out->entries[i - 1].block)
            winners.push_back({out->entries[i].block, static_cast<std::int32_t>(i)});
    out->intervals = BlockIntervals(std::move(winners));
    return out;
}

namespace {

/// The zone of the subnet that has an address.
std::string zoneOf(const Topology& topology, const Ref<Vpc>& vpc, const IpAddress& address) {
    std::string zone;
    topology.forEach<Subnet>([&](const Subnet& subnet) {
        if (subnet.vpc == vpc && ((subnet.cidr && subnet.cidr->contains(address)) ||
                                  (subnet.ipv6Cidr && subnet.ipv6Cidr->contains(address))))
            zone = subnet.availabilityZone;
    });
    return zone;
}

} // namespace

CompiledPtr loadBalancer(const LoadBalancer& from, const Topology& topology, HandleMap& handles) {
    auto out = std::make_shared<CompiledLoadBalancer>(handles.intern(balancerName(from.id)));
    out->resource = handles.intern(from.id);
    out->type = from.loadBalancerType;
    out->active = isWorking(from.state);
    out->crossZone = from.crossZone || from.loadBalancerType == LoadBalancerType::Application;
    topology.forEach<Listener>([&](const Listener& listener) {
        if (listener.loadBalancer.id != from.id)
            return;
        CompiledLoadBalancer::Port port;
        port.listener = handles.intern(listener.id);
        port.port = listener.port;
        port.udp = listener.protocol == "UDP" || listener.protocol == "TCP_UDP" || listener.protocol == "QUIC" ||
                   listener.protocol == "TCP_QUIC";
        port.tcp = listener.protocol != "UDP" && listener.protocol != "QUIC";
        for (const auto& ref : listener.targetGroups) {
            const TargetGroup* group = topology.get(ref);
            if (!group || isUnknown(*group, "targets")) {
                port.known = false;
                continue;
            }
            const bool keepsByDefault =
                group->targetType == "instance" || group->protocol == "UDP" || group->protocol == "TCP_UDP";
            const bool keeps = from.loadBalancerType == LoadBalancerType::Network &&
                               (group->preserveClientIp.empty() ? keepsByDefault : group->preserveClientIp == "true");
            for (const Target& each : group->targets) {
                CompiledLoadBalancer::Target target;
                target.port = each.port.value_or(group->port);
                target.everyZone = each.availabilityZone == "all";
                target.keepsClient = keeps;
                if (const auto address = IpAddress::parse(each.target))
                    target.address = *address;
                else
                    target.instance = handles.intern(each.target);
                if (!target.everyZone)
                    target.zone = handles.intern(each.availabilityZone.empty() && target.address
                                                     ? zoneOf(topology, group->vpc, *target.address)
                                                     : each.availabilityZone);
                target.healthy = each.health.empty() || each.health == "healthy";
                port.targets.push_back(target);
            }
        }
        out->ports.push_back(std::move(port));
    });
    return out;
}

} // namespace waylight::compile
