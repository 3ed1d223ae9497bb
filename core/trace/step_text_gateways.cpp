// SPDX-License-Identifier: MIT
// What gateways, peerings, endpoints and load balancers say; step_text.cpp has the rest.
#include "core/trace/step_text.h"

#include "core/base/message_ids.h"
#include "core/network/catalog.h"

#include <algorithm>

namespace waylight {

Message StepText::internetSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const std::string source = step.packet.source.toString();
    const std::string destination = step.packet.destination.toString();
    switch (step.code) {
    case Code::GatewayDetached:
        return message(MessageId::GatewayDetached, name, m_network.name(step.other));
    case Code::GatewayPrivateDestination1918:
    case Code::GatewayPrivateDestination6598:
        return message(MessageId::GatewayPrivateDestination, name, destination);
    case Code::GatewayPrivateSource1918:
    case Code::GatewayPrivateSource6598:
        return message(MessageId::GatewayPrivateSource, name, source);
    case Code::GatewaySpoofed:
        return message(MessageId::GatewaySpoofed, name, source, nameOf(step.other));
    case Code::GatewayNoPublicAddress:
        return message(MessageId::GatewayNoPublicAddress, name, source);
    case Code::GatewayTranslates:
        return message(MessageId::GatewayForwards, name, source, step.address.toString());
    case Code::GatewayForwards6:
        return message(MessageId::GatewayForwards6, name);
    case Code::GatewayDelivers:
        return message(MessageId::GatewayDelivers, name, destination, step.address.toString());
    case Code::GatewayMissing:
        return message(MessageId::GatewayMissing, name, destination);
    case Code::GatewayOutsideVpc:
        return message(MessageId::GatewayOutsideVpc, name, nameOf(step.other), destination);
    case Code::PublicAccessBlocked:
        return message(MessageId::PublicAccessBlocked, name);
    case Code::ArrivesOnInternet:
        return message(MessageId::ArrivesOnInternet, destination, source);
    default:
        return message(MessageId::PublicAddressUnknown, destination);
    }
}

Message StepText::natSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    switch (step.code) {
    case Code::NatNoSession:
        return message(MessageId::NatNoSession, name);
    case Code::NatSourceElsewhere:
        return message(MessageId::NatSourceElsewhere, name);
    case Code::NatOtherVpc:
        return message(MessageId::NatOtherVpc, name, nameOf(step.other));
    case Code::NatState:
        return message(MessageId::NatState, name, stateOf(step.culprit));
    case Code::NatProtocol:
        return message(MessageId::NatProtocol, name,
                       step.packet.protocol.toString() + (step.packet.destination.isV4() ? "" : " over IPv6"));
    case Code::NatNoPublicAddress:
        return message(MessageId::NatNoPublicAddress, name);
    case Code::NatZone:
        return message(MessageId::NatZone, name, m_network.name(step.other));
    case Code::NatTranslates:
        return message(MessageId::NatTranslates, name, step.address.toString());
    case Code::NatReturns:
        return message(MessageId::NatReturns, name, step.address.toString());
    case Code::Nat64Unknown:
        return message(MessageId::Nat64Unknown, name, step.packet.destination.toString());
    case Code::EgressOnlyForwards:
        return message(MessageId::EgressOnlyForwards, name);
    case Code::EgressOnlyFamily:
        return message(MessageId::EgressOnlyFamily, name);
    case Code::EgressOnlyInbound:
        return message(MessageId::EgressOnlyInbound, name);
    case Code::EgressOnlyReturns:
        return message(MessageId::EgressOnlyReturns, name);
    default:
        return message(MessageId::RouteTargetMissing, m_network.name(step.other));
    }
}

Message StepText::peeringSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const std::string vpc = nameOf(step.other);
    switch (step.code) {
    case Code::PeeringState:
        return message(MessageId::PeeringState, name, stateOf(step.culprit));
    case Code::PeeringOtherVpc:
        return message(MessageId::PeeringOtherVpc, name, vpc);
    case Code::PeeringSourceElsewhere:
        return message(MessageId::PeeringSourceElsewhere, name, step.packet.source.toString(), vpc);
    case Code::PeeringOutside:
        return message(MessageId::PeeringOutside, name, step.packet.destination.toString(), vpc);
    case Code::PeeringForwards:
        return message(MessageId::PeeringForwards, name, vpc);
    default:
        return message(MessageId::PeerUnknown, name, vpc);
    }
}

/// Transit gateways and VPN connections.
Message StepText::transitSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const std::string other = nameOf(step.other);
    const std::string address = step.packet.destination.toString();
    switch (step.code) {
    case Code::TransitState:
        return message(MessageId::TransitState, name, stateOf(step.culprit));
    case Code::TransitNotAttached:
        return message(MessageId::TransitNotAttached, name, other);
    case Code::TransitZone:
        return message(MessageId::TransitZone, name, other);
    case Code::TransitNoAssociation:
        return message(MessageId::TransitNoAssociation, name, other);
    case Code::TransitNoRoute:
        return message(MessageId::TransitNoRoute, name, address);
    case Code::TransitBlackhole:
        return message(MessageId::TransitBlackhole, name, address);
    case Code::TransitRoutesUnknown:
        return message(MessageId::TransitRoutesUnknown, name, address);
    case Code::TransitRouteFound:
        return message(MessageId::TransitRouteFound, name, address, other);
    case Code::TransitAttachmentState:
        return message(MessageId::TransitAttachmentState, name);
    case Code::TransitDelivers:
        return message(MessageId::TransitDelivers, name, other);
    case Code::VpnDetached:
        return message(MessageId::VpnDetached, name, other);
    case Code::VpnState:
        return message(MessageId::VpnState, name);
    case Code::VpnNoConnection:
        return message(MessageId::VpnNoConnection, name, address);
    case Code::VpnRoutesUnknown:
        return message(MessageId::VpnRoutesUnknown, name, other, address);
    case Code::VpnForwards: {
        const auto* connection = m_network.get<VpnConnection>(step.other);
        const bool down = connection && !connection->tunnelStates.empty() &&
                          std::count(connection->tunnelStates.begin(), connection->tunnelStates.end(), "UP") == 0;
        return message(down ? MessageId::VpnForwardsDown : MessageId::VpnForwards, name, other);
    }
    case Code::VpnReturns:
        return message(MessageId::VpnReturns, name);
    case Code::ArrivesOnPremises:
        return message(MessageId::ArrivesOnPremises, address, name);
    default:
        return message(MessageId::TransitUnknown, name);
    }
}

Message StepText::endpointSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const Id& id = m_network.name(step.culprit);
    const auto* endpoint = m_network.get<VpcEndpoint>(step.culprit);
    const auto service = parsedServiceName(endpoint ? endpoint->service : std::string());
    const auto serviceName = service ? service->service : endpoint ? endpoint->service : std::string();
    const auto region = service ? service->region : endpoint ? endpoint->region : std::string();
    const Protocol protocol = step.packet.protocol;
    switch (step.code) {
    case Code::EndpointStartsNothing:
        return message(MessageId::StartsNothing, name, "interface endpoint");
    case Code::EndpointDoesNotAnswer:
        return message(MessageId::DoesNotAnswer, id, "interface endpoint",
                       protocol.isIcmp()     ? "ping"
                       : protocol.hasPorts() ? protocol.toString() + ' ' + std::to_string(step.packet.destinationPort)
                                             : protocol.toString());
    case Code::EndpointState:
        return message(MessageId::EndpointState, name, stateOf(step.culprit));
    case Code::EndpointOtherVpc:
        return message(MessageId::EndpointOtherVpc, name, m_network.name(step.other));
    case Code::EndpointFromOutside:
        return message(MessageId::EndpointFromOutside, name);
    case Code::EndpointNotForReplies:
        return message(MessageId::EndpointNotForReplies, name);
    case Code::EndpointProtocol:
        return message(MessageId::EndpointProtocol, name, protocol.toString());
    case Code::EndpointSourceRestriction:
        return message(MessageId::EndpointSourceRestriction, name, step.packet.source.toString());
    case Code::EndpointForwards:
        return message(MessageId::EndpointForwards, name, serviceName, region, step.packet.source.toString());
    case Code::EndpointReturns:
        return message(MessageId::EndpointReturns, name);
    case Code::EndpointZone:
        return message(MessageId::EndpointZone, name, nameOf(step.other));
    case Code::EndpointAnswers:
        return message(MessageId::EndpointAnswers, name, serviceName, region, step.packet.source.toString());
    case Code::ApplianceEndpoint:
        return message(MessageId::ApplianceEndpoint, name);
    default:
        return message(MessageId::EndpointKind, name,
                       std::string(enumName(endpoint ? endpoint->type : EndpointType::Interface)));
    }
}

Message StepText::balancerSentence(const Step& step) const {
    const std::string& name = nameOf(step.culprit);
    const std::string port = step.packet.protocol.toString() + ' ' + std::to_string(step.packet.destinationPort);
    switch (step.code) {
    case Code::BalancerState:
        return message(MessageId::BalancerState, name, stateOf(step.culprit));
    case Code::BalancerNoListener:
        return message(MessageId::BalancerNoListener, name, port);
    case Code::BalancerNoTarget:
        return message(MessageId::BalancerNoTarget, name, port);
    case Code::BalancerNoTargetInZone:
        return message(MessageId::BalancerNoTargetInZone, name);
    case Code::BalancerForwards:
        return message(MessageId::BalancerForwards, name, step.address.toString());
    case Code::BalancerReturns:
        return message(MessageId::BalancerReturns, name);
    default:
        return message(MessageId::BalancerUnknown, name);
    }
}

} // namespace waylight
