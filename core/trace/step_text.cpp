// SPDX-License-Identifier: MIT
#include "core/trace/step_text.h"

#include "core/base/diagnostic.h"
#include "core/base/message_ids.h"
#include "core/network/catalog.h"

#include <algorithm>

namespace waylight {
namespace {

const char* word(bool outbound) {
    return outbound ? "outbound" : "inbound";
}

/// "tcp 443 10.0.0.0/16": how messages name a rule.
std::string ruleText(const SecurityGroupRule& rule) {
    std::string text = rule.protocol.toString();
    if (rule.fromPort && rule.toPort && !rule.protocol.isAll())
        text += ' ' + (*rule.fromPort == *rule.toPort
                           ? std::to_string(*rule.fromPort)
                           : std::to_string(*rule.fromPort) + '-' + std::to_string(*rule.toPort));
    return text + ' ' + (rule.cidr ? rule.cidr->toString() : rule.group ? rule.group.id : rule.prefixList.id);
}

std::string packetText(const Packet& packet, bool outbound) {
    return outbound ? packet.toString() : packet.toString() + " from " + packet.source.toString();
}

/// Security group steps of inbound rules name their interface, ACL steps of inbound entries the ACL.
bool isOutbound(const Step& step) {
    return step.other == noHandle;
}

bool isTransit(Code code) {
    return code >= Code::TransitState && code <= Code::TransitDelivers;
}

} // namespace

/// Of the resource itself, which the sentence needs too, rather than of the list of all ids.
const Id& StepText::idOf(Handle handle) const {
    const Resource* resource = m_network.resource(handle);
    return resource ? base(*resource).id : m_network.name(handle);
}

const std::string& StepText::nameOf(Handle handle) const {
    const Resource* resource = m_network.resource(handle);
    return resource ? displayName(base(*resource)) : m_network.name(handle);
}

std::string StepText::stateOf(Handle handle) const {
    const Resource* resource = m_network.resource(handle);
    return !resource ? std::string()
                     : std::visit(
                           [](const auto& each) {
                               if constexpr (requires { std::string(each.state); })
                                   return std::string(each.state);
                               else
                                   return std::string();
                           },
                           *resource);
}

void StepText::enter(const Step& step) {
    const Id& id = idOf(step.place);
    const Resource* resource = m_network.resource(step.place);
    const std::string_view kind = resource                           ? typeInfo(*resource).name
                                  : step.place == m_network.internet ? Description<Internet>::type.name
                                                                     : std::string_view("resource");
    m_out.enter(id, kind, step.direction);
}

void StepText::add(std::span<const Step> steps) {
    for (const Step& step : steps) {
        enter(step);
        m_out.add(stageOf(step.code), answerOf(step));
        m_out.carry(step.packet);
        addCost(step);
    }
}

Answer StepText::answerOf(const Step& step) const {
    return {step.outcome, std::string(codeName(step.code)), idOf(step.culprit), pointerOf(step), sentenceOf(step)};
}

std::string StepText::pointerOf(const Step& step) const {
    const auto indexed = [&](const char* list) {
        return step.index < 0 ? std::string(list) : joinedPointer(list, static_cast<std::size_t>(step.index));
    };
    switch (step.code) {
    case Code::GroupAllows:
    case Code::GroupHasNoRules:
    case Code::GroupMismatch:
    case Code::GroupReferenceLost:
    case Code::GroupReferencingOff:
    case Code::GroupOfPeerUnknown:
        return indexed(isOutbound(step) ? "/egress" : "/ingress");
    case Code::GroupsUnknown:
    case Code::GroupNotApplied:
        return "/groups";
    case Code::AclAllows:
    case Code::AclDenies:
    case Code::AclDeniesPart:
    case Code::AclMatchesNothing:
        return indexed("/entries");
    case Code::AclMissing:
        return m_network.get<NetworkAcl>(step.culprit) ? "/entries" : "/networkAclId";
    case Code::NoRoute:
    case Code::RouteListMissing:
    case Code::TransitNoRoute:
        return "/routes";
    case Code::RouteFound:
    case Code::RouteToEndpoint:
    case Code::RouteBlackhole:
    case Code::RouteIndeterminate:
    case Code::EdgeRouteFound:
    case Code::EdgeTargetNotPublic:
    case Code::EdgeBypassed:
    case Code::TransitRouteFound:
    case Code::TransitBlackhole:
    case Code::MoreSpecificRoute:
    case Code::HigherPriorityRoute:
    case Code::RouteDoesNotMatch:
    case Code::TransitMoreSpecificRoute:
    case Code::TransitHigherPriorityRoute:
    case Code::TransitRouteDoesNotMatch:
        return step.index < 0 ? std::string() : indexed("/routes");
    case Code::TableMissing:
        return "/routeTableId";
    case Code::SubnetMissing:
    case Code::NatSubnetMissing:
        return "/subnetId";
    case Code::SourceStopped:
    case Code::HostStopped:
    case Code::NatState:
    case Code::PeeringState:
    case Code::TransitState:
    case Code::TransitAttachmentState:
    case Code::EndpointState:
    case Code::BalancerState:
        return "/state";
    case Code::SourceDestinationCheck:
    case Code::SourceAddress:
        return "/sourceDestCheck";
    case Code::GatewayDetached:
    case Code::VpnDetached:
    case Code::EndpointOtherVpc:
        return "/vpcId";
    case Code::NatNoPublicAddress:
        return "/natGatewayAddresses";
    case Code::TransitZone:
    case Code::EndpointZone:
        return "/subnetIds";
    case Code::EndpointKindUnsupported:
        return "/vpcEndpointType";
    default:
        return {};
    }
}

/// The destination of the route that a step is about, as the table says it.
std::string StepText::destinationOf(const Step& step) const {
    const auto* table = m_network.get<RouteTable>(step.culprit);
    if (!table)
        return {};
    if (step.index >= 0 && static_cast<std::size_t>(step.index) < table->routes.size()) {
        const Route& route = table->routes[static_cast<std::size_t>(step.index)];
        return route.destination ? route.destination->toString() : route.prefixList.id;
    }
    if (const auto* endpoint = m_network.get<VpcEndpoint>(step.other)) {
        const PrefixList* list = prefixListNamed(m_network.topology, endpoint->service, endpoint->region);
        return list ? list->id + " (" + endpoint->service + ')' : endpoint->service;
    }
    if (const Vpc* vpc = m_network.get(table->vpc))
        for (const auto* blocks : {&vpc->cidrs, &vpc->ipv6Cidrs})
            for (const Cidr& block : *blocks)
                if (block.contains(step.packet.destination))
                    return block.toString();
    return {};
}

Message StepText::sentenceOf(const Step& step) const {
    switch (stageOf(step.code)) {
    case Stage::SecurityGroup:
        return groupSentence(step);
    case Stage::NetworkAcl:
        return aclSentence(step);
    case Stage::Endpoint:
        return endpointSentence(step);
    case Stage::Route:
        return isTransit(step.code) ? transitSentence(step) : routeSentence(step);
    default:
        break;
    }
    if (isTransit(step.code))
        return transitSentence(step);
    if (step.code >= Code::NatNoSession && step.code <= Code::EgressOnlyReturns)
        return natSentence(step);
    if (step.code >= Code::PeeringState && step.code <= Code::PeerUnknown)
        return peeringSentence(step);
    if (step.code >= Code::VpnDetached && step.code <= Code::ArrivesOnPremises)
        return transitSentence(step);
    if (step.code >= Code::BalancerState && step.code <= Code::BalancerReturns)
        return balancerSentence(step);
    if (step.code >= Code::GatewayDetached && step.code <= Code::ArrivesOnInternet)
        return internetSentence(step);
    return hostSentence(step);
}

Message StepText::groupSentence(const Step& step) const {
    const bool outbound = isOutbound(step);
    const std::string& name = nameOf(step.culprit);
    const std::string packet = packetText(step.packet, outbound);
    switch (step.code) {
    case Code::GroupAllows: {
        const auto* group = m_network.get<SecurityGroup>(step.culprit);
        const auto& rules = outbound ? group->egress : group->ingress;
        return message(MessageId::SecurityGroupAllows, name, word(outbound), packet,
                       ruleText(rules[static_cast<std::size_t>(step.index)]));
    }
    case Code::GroupTracked:
        return message(MessageId::SecurityGroupTracked);
    case Code::GroupNotApplied:
        return message(MessageId::SecurityGroupNotApplied, name);
    case Code::GroupsUnknown:
        return message(MessageId::SecurityGroupNone, name);
    case Code::GroupMissing:
        return message(MessageId::SecurityGroupMissing, name, nameOf(step.other));
    case Code::GroupListMissing:
        if (step.other == step.culprit)
            return message(MessageId::SecurityGroupRulesUnknown, name, word(outbound));
        return message(MessageId::SecurityGroupListMissing, name, nameOf(step.other));
    case Code::GroupHasNoRules:
        return message(MessageId::SecurityGroupNoRules, name, word(outbound), packet);
    case Code::GroupReferenceLost:
        return message(MessageId::SecurityGroupReferenceLost, name, word(outbound), step.packet.source.toString());
    case Code::GroupReferencingOff:
        return message(MessageId::SecurityGroupReferencingOff, name, word(outbound));
    case Code::GroupOfPeerUnknown:
        return message(MessageId::SecurityGroupPeerUnknown, name);
    default:
        return message(MessageId::SecurityGroupNoMatch, name, word(outbound), packet);
    }
}

Message StepText::aclSentence(const Step& step) const {
    const bool outbound = isOutbound(step);
    const std::string& name = nameOf(step.culprit);
    const std::string packet = packetText(step.packet, outbound);
    if (step.code == Code::AclMissing && m_network.get<NetworkAcl>(step.culprit))
        return message(MessageId::AclEntriesUnknown, name);
    if (step.code == Code::AclMissing)
        return message(MessageId::AclMissing, name);
    if (step.code == Code::AclDeniesPart)
        return message(MessageId::AclDeniesPart, name, word(outbound), packet);
    if (step.index < 0)
        return message(MessageId::AclNoMatch, name, word(outbound), packet);
    const auto* acl = m_network.get<NetworkAcl>(step.culprit);
    return message(step.code == Code::AclAllows ? MessageId::AclAllows : MessageId::AclDenies, name, word(outbound),
                   packet, std::to_string(acl->entries[static_cast<std::size_t>(step.index)].number));
}

/// Says why nothing matches: for a call to a service, what about its endpoint.
Message StepText::noRouteSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const std::string address = step.packet.destination.toString();
    if (!m_service || !hasGatewayEndpoint(m_service->service))
        return message(MessageId::NoRoute, name, address);
    if (step.other != noHandle)
        return message(MessageId::NoRouteEndpointElsewhere, name, address, m_service->service, m_service->region,
                       nameOf(step.other));
    const auto* table = m_network.get<RouteTable>(step.culprit);
    const VpcEndpoint* elsewhere = nullptr;
    m_network.topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        const auto parsed = parsedServiceName(endpoint.service);
        if (endpoint.type == EndpointType::Gateway && table && endpoint.vpc == table->vpc && parsed &&
            parsed->service == m_service->service && parsed->region != m_service->region)
            elsewhere = &endpoint;
    });
    if (elsewhere)
        return message(MessageId::NoRouteOtherRegion, name, address, m_service->service, m_service->region,
                       displayName(*elsewhere), parsedServiceName(elsewhere->service)->region);
    return message(MessageId::NoRouteToService, name, address, m_service->service, m_service->region);
}

Message StepText::routeSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const std::string address = step.packet.destination.toString();
    const std::string target = step.other == noHandle ? "local" : idOf(step.other);
    switch (step.code) {
    case Code::SameSubnet:
        return message(MessageId::SameSubnet, name);
    case Code::SubnetMissing:
        return message(MessageId::RouteTargetMissing, target);
    case Code::TableMissing:
        return message(MessageId::RouteTableMissing, name);
    case Code::RouteFound:
        return message(MessageId::RouteFound, name, address, destinationOf(step), target);
    case Code::RouteToEndpoint:
        return message(MessageId::RouteToEndpoint, name, address, destinationOf(step), target);
    case Code::RouteBlackhole:
        return message(MessageId::RouteBlackhole, name, destinationOf(step), target);
    case Code::RouteIndeterminate:
        return message(MessageId::RouteIndeterminate, name, address, destinationOf(step), target);
    case Code::RouteListMissing:
        if (step.other == step.culprit)
            return message(MessageId::RoutesUnknown, name, address);
        if (m_network.get<VpcEndpoint>(step.other))
            return message(MessageId::EndpointTablesUnknown, name, target, address);
        return message(MessageId::RoutePrefixListMissing, name, target, address);
    case Code::RouteReserved:
        return message(MessageId::RouteReserved, name, address);
    case Code::NoHost:
        return message(MessageId::NoSuchHost, address);
    case Code::LocalOutsideVpc:
        return message(MessageId::LocalOutsideVpc, name, address);
    case Code::RouteLoop:
        return message(MessageId::RouteLoops, name);
    case Code::EdgeRouteFound:
        return message(MessageId::EdgeRouteFound, name, address, target);
    case Code::EdgeTargetNotPublic:
        return message(MessageId::EdgeTargetNotPublic, name, nameOf(step.other));
    case Code::EdgeBypassed:
        return message(MessageId::EdgeBypassed, name, step.packet.source.toString(), nameOf(step.other));
    case Code::MoreSpecificRoute:
    case Code::TransitMoreSpecificRoute:
        return message(MessageId::RouteLosesMoreSpecific, name, nameOf(step.other), address);
    case Code::HigherPriorityRoute:
    case Code::TransitHigherPriorityRoute:
        return message(MessageId::RouteLosesPriority, name, nameOf(step.other));
    case Code::RouteDoesNotMatch:
    case Code::TransitRouteDoesNotMatch:
        return message(MessageId::RouteDoesNotMatch, name, nameOf(step.other), address);
    default:
        return noRouteSentence(step);
    }
}

Message StepText::hostSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const auto* interface = m_network.get<NetworkInterface>(step.culprit);
    const std::string kind = interface ? interface->interfaceType : std::string();
    const Protocol protocol = step.packet.protocol;
    switch (step.code) {
    case Code::SourceStopped:
    case Code::HostStopped:
        return message(MessageId::SourceStopped, name, stateOf(step.culprit));
    case Code::SourceAddress:
        return message(MessageId::SourceAddressRestriction, name, step.packet.source.toString());
    case Code::NatStartsNothing:
        return message(MessageId::StartsNothing, name, kind);
    case Code::NatDoesNotAnswer:
        return message(MessageId::DoesNotAnswer, name, kind,
                       protocol.isIcmp()     ? "ping"
                       : protocol.hasPorts() ? protocol.toString() + ' ' + std::to_string(step.packet.destinationPort)
                                             : protocol.toString());
    case Code::SourceDestinationCheck:
        return message(MessageId::SourceDestCheck, name);
    case Code::MiddleboxForwards:
        return message(MessageId::MiddleboxForwards, name);
    case Code::MiddleboxTranslation:
        return message(MessageId::MiddleboxTranslation, name, step.packet.source.toString());
    case Code::ReplyAstray:
        return message(MessageId::ReplyAstray, name);
    case Code::RouteTargetUnsupported:
        return message(MessageId::RouteUnsupported, name);
    default:
        return message(MessageId::RouteTargetMissing, name);
    }
}

void StepText::addCost(const Step& step) {
    const Catalog& catalog = Catalog::builtIn();
    if (step.code == Code::NatTranslates) {
        m_out.cost().perGigabyte += catalog.natPerGigabyte();
        m_out.cost().perHour += catalog.natPerHour();
        m_out.cost().items.push_back(message(MessageId::CostNat, nameOf(step.culprit),
                                             dollars(catalog.natPerGigabyte()), dollars(catalog.natPerHour())));
    } else if (step.code == Code::EndpointForwards) {
        m_out.cost().items.push_back(message(MessageId::CostEndpoint, nameOf(step.culprit)));
    } else if (step.code == Code::EndpointAnswers) {
        m_out.cost().perGigabyte += catalog.interfaceEndpointPerGigabyte();
        m_out.cost().perHour += catalog.interfaceEndpointPerHour();
        m_out.cost().items.push_back(message(MessageId::CostInterfaceEndpoint, nameOf(step.culprit),
                                             dollars(catalog.interfaceEndpointPerGigabyte()),
                                             dollars(catalog.interfaceEndpointPerHour())));
    } else if (step.code == Code::TransitDelivers && step.direction == Direction::Forward) {
        m_out.cost().perGigabyte += catalog.transitPerGigabyte();
        m_out.cost().perHour += 2 * catalog.transitPerHour();
        m_out.cost().items.push_back(message(MessageId::CostTransitGateway, nameOf(step.culprit),
                                             dollars(catalog.transitPerGigabyte()), dollars(catalog.transitPerHour())));
    }
}

} // namespace waylight
