// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/network.h"
#include "core/base/message_ids.h"
#include "core/edit/connection.h"
#include "core/edit/fresh.h"
#include "core/model/effective_routes.h"
#include "core/network/catalog.h"

#include <algorithm>

namespace waylight {
namespace {

// --- endpoints

/// How an interface endpoint of the service would take the calls: its own state, private DNS, and what the VPC needs
/// for it.
class PrivateNames {
public:
    PrivateNames(FixMaker& make, const Vpc& vpc) : m_make(make), m_vpc(vpc) {}

    void propose(const std::string& wanted) {
        m_make.topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            if (endpoint.type != EndpointType::Interface || endpoint.vpc.id != m_vpc.id || endpoint.service != wanted)
                return;
            proposeEndpoint(endpoint);
            proposeVpc(endpoint);
        });
    }

private:
    void proposeEndpoint(const VpcEndpoint& endpoint) {
        VpcEndpoint fixed = endpoint;
        if (!works(endpoint.state)) {
            fixed.state = "available";
            m_make.offer(message(MessageId::FixState, displayName(endpoint), fixed.state), opensNothing, fixed);
        }
        fixed.privateDns = true;
        fixed.privateDnsOnlyForInbound = false;
        if (!(fixed == endpoint))
            m_make.offer(message(MessageId::FixPrivateDns, displayName(endpoint)), opensNothing, fixed);
    }

    void proposeVpc(const VpcEndpoint& endpoint) {
        Vpc fixed = m_vpc;
        fixed.enableDnsSupport = true;
        fixed.enableDnsHostnames = true;
        if (!(fixed == m_vpc))
            m_make.offer(message(MessageId::FixDnsHostnames, displayName(m_vpc), displayName(endpoint)), opensNothing,
                         fixed);
        if (m_vpc.dhcpOptions) {
            fixed.dhcpOptions = {};
            m_make.offer(message(MessageId::FixResolver, displayName(m_vpc)), opensNothing, fixed);
        }
    }

    FixMaker& m_make;
    const Vpc& m_vpc;
};

/// In a design, unlike in an account, the target can still be put where the endpoint serves it.
void proposeMove(FixMaker& make, const std::string& region) {
    const ResourcePtr& target = make.callTarget()->resource;
    if (!target)
        return;
    Resource moved = *target;
    base(moved).region = region;
    Design after = make.design();
    after.topology.set(std::move(moved));
    after.layout.erase(base(*target).id);
    make.offerDesign(message(MessageId::FixMoveTarget, displayName(base(*target)), region), opensAddress,
                     std::move(after));
}

/// A gateway endpoint of the VPC for the service: one that is there, or a new one.
void proposeGatewayEndpoint(FixMaker& make, const RouteTable& table, const Vpc& vpc, const std::string& wanted) {
    bool exists = false;
    make.topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        if (endpoint.type != EndpointType::Gateway || endpoint.vpc != table.vpc || endpoint.service != wanted)
            return;
        exists = true;
        VpcEndpoint fixed = endpoint;
        if (std::none_of(endpoint.routeTables.begin(), endpoint.routeTables.end(),
                         [&](const auto& ref) { return ref.id == table.id; }))
            fixed.routeTables.emplace_back(table.id);
        if (make.blocked().packet && !make.blocked().packet->destination.isV4() && endpoint.ipAddressType != "ipv6")
            fixed.ipAddressType = "dualstack";
        if (!(fixed == endpoint))
            make.offer(message(MessageId::FixAssociateEndpoint, displayName(endpoint), displayName(table)),
                       opensNothing, fixed);
    });
    if (exists || vpc.region != make.callTarget()->region)
        return;
    auto fresh = edit::fresh<VpcEndpoint>(make.topology(), vpc.region, vpc.account);
    fresh.name = make.service() + " endpoint";
    fresh.vpc = vpc.id;
    fresh.service = wanted;
    fresh.routeTables = {table.id};
    make.offer(message(MessageId::FixCreateEndpoint, make.service(), displayName(table)), opensAddress, fresh);
}

// --- load balancers

/// Another listener, on the request's port, for a target group that the load balancer or its VPC has.
void proposeListener(FixMaker& make, const LoadBalancer& balancer) {
    const Packet& packet = *make.blocked().packet;
    make.topology().forEach<TargetGroup>([&](const TargetGroup& group) {
        if (group.vpc != balancer.vpc || group.targets.empty())
            return;
        auto listener = edit::fresh<Listener>(make.topology(), balancer.region, balancer.account);
        listener.loadBalancer = balancer.id;
        listener.protocol = packet.protocol.isUdp() ? "UDP" : "TCP";
        listener.port = packet.destinationPort;
        listener.targetGroups = {group.id};
        make.offer(message(MessageId::FixListener, displayName(balancer),
                           packet.protocol.toString() + ' ' + std::to_string(packet.destinationPort),
                           displayName(group)),
                   opensAddress, listener);
    });
}

/// Listeners that forward nowhere get a group with targets, and empty groups a target.
void proposeTargets(FixMaker& make, const LoadBalancer& balancer) {
    make.topology().forEach<Listener>([&](const Listener& listener) {
        if (listener.loadBalancer.id != balancer.id || listener.port != make.blocked().packet->destinationPort)
            return;
        make.topology().forEach<TargetGroup>([&](const TargetGroup& group) {
            if (group.vpc != balancer.vpc || group.targets.empty())
                return;
            Listener fixed = listener;
            fixed.targetGroups = {group.id};
            make.offer(message(MessageId::FixForward, displayName(listener), displayName(group)), opensAddress, fixed);
        });
        for (const auto& ref : listener.targetGroups)
            if (const TargetGroup* group = make.topology().get(ref))
                make.topology().forEach<NetworkInterface>([&](const NetworkInterface& interface) {
                    const Subnet* home = make.topology().get(interface.subnet);
                    const auto address = primaryAddress(interface);
                    if (!home || home->vpc != balancer.vpc || !address || !make.topology().get(interface.instance) ||
                        (make.source() && make.source()->id == interface.id))
                        return;
                    TargetGroup fixed = *group;
                    Target target;
                    target.target = group->targetType == "ip" ? address->toString() : interface.instance.id;
                    fixed.targets.push_back(target);
                    make.offer(message(MessageId::FixTarget, displayName(*group), make.nameOf(interface.instance.id)),
                               opensAddress, fixed);
                });
    });
}

} // namespace

void proposeDns(FixMaker& make) {
    const auto* vpc = make.topology().get<Vpc>(make.check().resource);
    if (!vpc)
        return;
    Vpc fixed = *vpc;
    fixed.enableDnsSupport = true;
    make.offer(message(MessageId::FixDnsSupport, displayName(*vpc)), opensNothing, fixed);
}

void proposeEndpoints(FixMaker& make, const RouteTable& table) {
    const Vpc* vpc = make.topology().get(table.vpc);
    const std::string& region = make.callTarget()->region;
    if (!vpc)
        return;
    const std::string wanted = "com.amazonaws." + region + '.' + make.service();
    PrivateNames(make, *vpc).propose(wanted);
    if (!hasGatewayEndpoint(make.service()))
        return;
    proposeGatewayEndpoint(make, table, *vpc, wanted);
    if (vpc->region != region)
        proposeMove(make, vpc->region);
}

void proposeBalancer(FixMaker& make, const LoadBalancer& balancer) {
    const std::string& code = make.check().code;
    if (!make.blocked().packet)
        return;
    if (code == "ELBV2_LISTENERS_MISMATCH")
        proposeListener(make, balancer);
    if (code == "ELBV2_LISTENER_HAS_NO_TG" || code == "ELBV2_NO_TARGETS_IN_AZ")
        proposeTargets(make, balancer);
    if (code == "ELBV2_NO_TARGETS_IN_AZ") {
        LoadBalancer fixed = balancer;
        fixed.crossZone = true;
        make.offer(message(MessageId::FixCrossZone, displayName(balancer)), opensNothing, fixed);
    }
}

} // namespace waylight
