// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/network.h"
#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/fresh.h"
#include "core/model/effective_routes.h"

#include <algorithm>
#include <type_traits>

namespace waylight {
namespace {

/// The state that a resource of a type has when it works.
template <class T>
const char* workingState() {
    if constexpr (std::is_same_v<T, Instance>)
        return "running";
    else if constexpr (std::is_same_v<T, VpcPeering> || std::is_same_v<T, LoadBalancer>)
        return "active";
    else
        return "available";
}

template <class T>
concept HasState = requires(T resource) {
    resource.state = std::string();
};

/// Brings back a resource that is stopped, failed, pending or deleted.
void proposeState(FixMaker& make, const Id& id) {
    const ResourcePtr found = make.topology().find(id);
    if (!found)
        return;
    std::visit(
        [&]<class T>(const T& resource) {
            if constexpr (HasState<T>) {
                if (works(resource.state))
                    return;
                T fixed = resource;
                fixed.state = workingState<T>();
                make.offer(message(MessageId::FixState, displayName(resource), fixed.state), opensNothing, fixed);
            }
        },
        *found);
}

/// A gateway that stands in no VPC, or in another one, goes to the VPC whose table names it.
template <class Gateway>
void proposeAttached(FixMaker& make, const Gateway& gateway) {
    if (make.blocked().taken.empty())
        return;
    const auto* table = make.topology().get<RouteTable>(make.blocked().taken.back().check.resource);
    if (!table || gateway.vpc == table->vpc || (gateway.vpc && make.topology().get(gateway.vpc)))
        return;
    Gateway fixed = gateway;
    fixed.vpc = table->vpc;
    make.offer(message(MessageId::FixAttachGateway, displayName(gateway), make.nameOf(table->vpc.id)), opensInternet,
               fixed);
}

// --- public addresses

/// A new elastic IP for an interface's address.
void proposePublicAddress(FixMaker& make, const NetworkInterface& interface, const IpAddress& address) {
    const auto publicAddress = edit::nextPublicAddress(make.topology());
    const auto at = std::find_if(interface.addresses.begin(), interface.addresses.end(),
                                 [&](const PrivateAddress& each) { return each.address == address; });
    if (!publicAddress || at == interface.addresses.end())
        return;
    auto elasticIp = edit::fresh<ElasticIp>(make.topology(), interface.region, interface.account);
    elasticIp.publicIp = publicAddress;
    elasticIp.interface = interface.id;
    elasticIp.privateIp = address;
    NetworkInterface fixed = interface;
    fixed.addresses[static_cast<std::size_t>(at - interface.addresses.begin())].publicIp = publicAddress;
    const Id& owner =
        interface.instance && make.topology().contains(interface.instance.id) ? interface.instance.id : interface.id;
    make.offer(message(MessageId::FixPublicAddress, make.nameOf(owner), publicAddress->toString()), opensInternet,
               elasticIp, fixed);
}

/// The same for a NAT gateway; a private one becomes public.
void proposePublicAddress(FixMaker& make, const NatGateway& nat, const std::string& zone = {}) {
    const auto publicAddress = edit::nextPublicAddress(make.topology());
    if (!publicAddress)
        return;
    auto elasticIp = edit::fresh<ElasticIp>(make.topology(), nat.region, nat.account);
    elasticIp.publicIp = publicAddress;
    NatGateway fixed = nat;
    fixed.connectivity = Connectivity::Public;
    if (!zone.empty() || fixed.addresses.empty())
        fixed.addresses.emplace_back();
    NatAddress& address = zone.empty() ? fixed.addresses.front() : fixed.addresses.back();
    address.allocation = elasticIp.id;
    address.availabilityZone = zone.empty() ? address.availabilityZone : zone;
    address.publicIp = publicAddress;
    if (const Subnet* home = make.topology().get(nat.subnet); home && !address.privateIp)
        address.privateIp = edit::nextAddress(make.topology(), *home);
    make.offer(message(MessageId::FixPublicAddress, displayName(nat), publicAddress->toString()), opensOutward,
               elasticIp, fixed);
}

/// At an internet gateway: for the interface that sends, or the NAT gateway that it comes from.
void proposeAddressForSender(FixMaker& make) {
    if (!make.blocked().packet)
        return;
    const IpAddress& sender = make.blocked().packet->source;
    make.topology().forEach<NatGateway>([&](const NatGateway& nat) {
        if (std::any_of(nat.addresses.begin(), nat.addresses.end(),
                        [&](const NatAddress& each) { return each.privateIp == sender; }))
            proposePublicAddress(make, nat);
    });
    const Vpc* vpc = make.vpcWith(sender);
    if (const NetworkInterface* interface = vpc ? make.index().interfaceAt(vpc->id, sender) : nullptr)
        proposePublicAddress(make, *interface, sender);
}

/// For what the internet wants to reach.
void proposeAddressForTarget(FixMaker& make) {
    const Id& to = make.request().to.id;
    const auto* interface = make.topology().get<NetworkInterface>(to);
    if (make.topology().get<Instance>(to))
        if (const auto interfaces = make.index().interfacesOf(to); !interfaces.empty())
            interface = interfaces.front();
    if (interface)
        if (const auto address = primaryAddress(*interface))
            proposePublicAddress(make, *interface, *address);
}

/// A middlebox that a gateway route table names needs a public address for what comes from the internet.
void proposeAddressForMiddlebox(FixMaker& make) {
    const auto* table = make.topology().get<RouteTable>(make.check().resource);
    const auto index = indexIn(make.check().pointer, "/routes/");
    if (!table || !index || *index >= table->routes.size())
        return;
    if (const auto* interface = make.topology().get<NetworkInterface>(table->routes[*index].target.id))
        if (const auto address = primaryAddress(*interface))
            proposePublicAddress(make, *interface, *address);
}

// --- VPC Block Public Access

/// An exclusion for a subnet on the way, or for the VPC.
void proposeExclusions(FixMaker& make, const Vpc& vpc) {
    const bool fromInside = make.source() != nullptr;
    const auto exclude = [&](const ResourceBase& what, int exposure) {
        auto exclusion = edit::fresh<BlockPublicAccessExclusion>(make.topology(), vpc.region, vpc.account);
        exclusion.resource = what.id;
        exclusion.mode = fromInside ? InternetExclusionMode::AllowEgress : InternetExclusionMode::AllowBidirectional;
        make.offer(message(fromInside ? MessageId::FixExcludeEgress : MessageId::FixExclude, displayName(what)),
                   exposure, exclusion);
    };
    const auto& packet = make.blocked().packet;
    for (const Hop& hop : make.trace().hops)
        if (const auto* subnet = make.topology().get<Subnet>(hop.resource); subnet && subnet->vpc.id == vpc.id)
            exclude(*subnet, opensAddress);
    for (const IpAddress& end : packet ? std::vector{packet->source, packet->destination} : std::vector<IpAddress>()) {
        const auto* owner = make.index().publicOwner(end);
        const auto* interface = owner ? make.topology().get<NetworkInterface>(make.index().name(owner->interface))
                                      : make.index().interfaceAt(vpc.id, end);
        if (const Subnet* subnet = interface ? make.topology().get(interface->subnet) : nullptr)
            exclude(*subnet, opensAddress);
    }
    exclude(vpc, opensNetwork);
}

/// A VPC that has no gateway for what comes from the internet: one that stands detached, or a new one.
void proposeGateway(FixMaker& make, const Vpc& vpc) {
    auto gateway = edit::fresh<InternetGateway>(make.topology(), vpc.region, vpc.account);
    make.topology().forEach<InternetGateway>([&](const InternetGateway& each) {
        if (!each.vpc && (each.region.empty() || each.region == vpc.region))
            gateway = each;
    });
    gateway.vpc = vpc.id;
    make.offer(message(MessageId::FixAttachGateway, displayName(gateway), displayName(vpc)), opensInternet, gateway);
}

void proposeWithoutCheck(FixMaker& make, const NetworkInterface& interface) {
    NetworkInterface fixed = interface;
    fixed.sourceDestCheck = false;
    make.offer(message(MessageId::FixSourceDestCheck, displayName(interface)), opensAddress, fixed);
}

// --- by the kind of what blocks

void repair(FixMaker& make, const Vpc& vpc) {
    if (make.check().code == "VPC_BLOCK_PUBLIC_ACCESS_ENABLED")
        proposeExclusions(make, vpc);
    else if (make.check().code == "NO_PATH")
        proposeGateway(make, vpc);
}

void repair(FixMaker& make, const InternetGateway& gateway) {
    if (make.check().code == "BAD_STATE_ATTACHMENT")
        proposeAttached(make, gateway);
    else if (make.check().code == "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        proposeAddressForSender(make);
}

void repair(FixMaker& make, const EgressOnlyInternetGateway& gateway) {
    if (make.check().code == "BAD_STATE_ATTACHMENT")
        proposeAttached(make, gateway);
}

void repair(FixMaker& make, const NatGateway& nat) {
    if (make.check().code == "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        proposePublicAddress(make, nat);
    if (make.check().code == "REGIONAL_NGW_ROUTE_AZ_RESTRICTION")
        if (const auto* subnet =
                make.blocked().taken.empty() ? nullptr : make.topology().get<Subnet>(make.blocked().taken.back().place))
            proposePublicAddress(make, nat, subnet->availabilityZone);
}

void repair(FixMaker& make, const NetworkInterface& interface) {
    if (make.check().code == "ENI_SOURCE_DEST_CHECK_RESTRICTION")
        proposeWithoutCheck(make, interface);
}

void repair(FixMaker& make, const RouteTable&) {
    if (make.check().code == "INGRESS_RTB_NO_PUBLIC_IP")
        proposeAddressForMiddlebox(make);
}

void repair(FixMaker& make, const LoadBalancer& balancer) {
    proposeBalancer(make, balancer);
}

template <class T>
void repair(FixMaker&, const T&) {}

} // namespace

void proposeRepairs(FixMaker& make) {
    proposeState(make, make.check().resource);
    if (make.check().code == "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
        proposeAddressForTarget(make);
    if (const ResourcePtr found = make.topology().find(make.check().resource))
        std::visit([&](const auto& resource) { repair(make, resource); }, *found);
    proposeTransit(make);
    proposeVpn(make);
}

} // namespace waylight
