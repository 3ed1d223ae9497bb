// SPDX-License-Identifier: MIT
#include "core/trace/path_filters.h"

#include "core/base/message_ids.h"
#include "core/trace/vpc_connection.h"

#include <algorithm>

namespace waylight {
namespace {

/// The ports that a filter names, first to last; none: it names none.
std::optional<PortRange> portsOf(const std::optional<int>& from, const std::optional<int>& to) {
    if (!from && !to)
        return std::nullopt;
    const auto first = static_cast<std::uint16_t>(from.value_or(*(to ? to : from)));
    return PortRange{first, static_cast<std::uint16_t>(to.value_or(first))};
}

std::optional<PortRange> sourcePortsOf(const PathFilter& filter) {
    return portsOf(filter.sourceFromPort, filter.sourceToPort);
}

std::optional<PortRange> destinationPortsOf(const PathFilter& filter) {
    return portsOf(filter.destinationFromPort, filter.destinationToPort);
}

bool overlap(const PortRange& a, const PortRange& b) {
    return a.first <= b.last && b.first <= a.last;
}

PortRange portsFrom(int first, int span) {
    return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(first + span)};
}

bool isPrivate(const IpAddress& address) {
    return isRfc1918(address) || isRfc6598(address);
}

/// What the words and codes of the two ends have in them.
const char* wordOf(bool source) {
    return source ? "source" : "destination";
}

const Step* firstWith(std::span<const Step> steps, Code code) {
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.code == code; });
    return found == steps.end() ? nullptr : &*found;
}

} // namespace

void PathFilters::block(Stage stage, std::string code, const Id& culprit, Message message, std::string pointer) const {
    m_out.add(stage, {Outcome::Block, std::move(code), culprit, std::move(pointer), std::move(message)});
}

void PathFilters::checkStart(const Packet& first, bool onInternet) const {
    checkHeader(End::Source, first, onInternet);
}

void PathFilters::checkEnd(const Packet& first, const CompiledInterface* sender, std::span<const Step> there,
                           const Arrival& arrival) const {
    if (arrival.kind != Arrival::Kind::Lost) {
        // Behind a load balancer the packet that arrives is the one to the target.
        const Packet& last = arrival.kind == Arrival::Kind::Answered ? there.back().packet : arrival.packet;
        checkHeader(End::Destination, last, arrival.kind == Arrival::Kind::Internet);
        explainTranslation(first, last, there);
    }
    checkComponents(sender, there, arrival);
    checkConnection(first, sender, there);
}

// --- headers

void PathFilters::checkHeader(End end, const Packet& packet, bool onInternet) const {
    const PathFilter& filter = filterAt(end);
    checkAddresses(end, packet, onInternet);
    if (filter.protocol && !filter.protocol->covers(packet.protocol)) {
        const char* code = end == End::Source ? "FILTER_AT_SOURCE_PROTOCOL" : "FILTER_AT_DESTINATION_PROTOCOL";
        block(Stage::Gateway, code, m_out.place(),
              message(MessageId::FilterProtocol, wordOf(end == End::Source), packet.protocol.toString(),
                      filter.protocol->toString()));
    }
    checkPorts(end, packet);
}

void PathFilters::checkAddresses(End end, const Packet& packet, bool onInternet) const {
    const PathFilter& filter = filterAt(end);
    const bool atSource = end == End::Source;
    const auto check = [&](const std::optional<Cidr>& wanted, const IpAddress& actual, const char* code,
                           MessageId sentence) {
        if (!wanted || wanted->contains(actual))
            return;
        if (onInternet && isPrivate(wanted->address()))
            block(Stage::Gateway, "IGW_EXPECTS_PUBLIC_ADDRESS", m_out.place(),
                  message(MessageId::FilterNotPublic, wordOf(atSource), wanted->toString()));
        else
            block(Stage::Gateway, code, m_out.place(),
                  message(sentence, wordOf(atSource), actual.toString(), wanted->toString()));
    };
    check(filter.source, packet.source,
          atSource ? "FILTER_AT_SOURCE_SOURCE_ADDRESS" : "FILTER_AT_DESTINATION_SOURCE_ADDRESS",
          MessageId::FilterSourceAddress);
    check(filter.destination, packet.destination,
          atSource ? "FILTER_AT_SOURCE_DESTINATION_ADDRESS" : "FILTER_AT_DESTINATION_DESTINATION_ADDRESS",
          MessageId::FilterDestinationAddress);
}

void PathFilters::checkPorts(End end, const Packet& packet) const {
    const PathFilter& filter = filterAt(end);
    const bool atSource = end == End::Source;
    const auto check = [&](const std::optional<PortRange>& wanted, const PortRange& actual, const char* code,
                           MessageId sentence) {
        if (!wanted || (packet.protocol.hasPorts() && overlap(*wanted, actual)))
            return;
        const std::string ports = packet.protocol.hasPorts() ? actual.toString() : packet.protocol.toString();
        block(Stage::Gateway, code, m_out.place(), message(sentence, wordOf(atSource), ports, wanted->toString()));
    };
    check(sourcePortsOf(filter), portsFrom(packet.sourcePort, packet.sourceSpan),
          atSource ? "FILTER_AT_SOURCE_SOURCE_PORT_RANGE" : "FILTER_AT_DESTINATION_SOURCE_PORT_RANGE",
          MessageId::FilterSourcePort);
    check(destinationPortsOf(filter), portsFrom(packet.destinationPort, packet.destinationSpan),
          atSource ? "FILTER_AT_SOURCE_DESTINATION_PORT_RANGE" : "FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE",
          MessageId::FilterDestinationPort);
}

/// Why the header at the destination is not what the request demands, where a translation on the way is to blame.
void PathFilters::explainTranslation(const Packet& first, const Packet& last, std::span<const Step> there) const {
    const PathFilter& filter = m_request.atDestination;
    const Step* nat = firstWith(there, Code::NatTranslates);
    const Step* balancer = firstWith(there, Code::BalancerForwards);
    const Id natId = nat ? m_network.name(nat->culprit) : Id();
    if (nat && filter.source && filter.source->contains(first.source) && !filter.source->contains(last.source))
        block(Stage::Gateway, "NGW_SOURCE_ADDRESS_REASSIGN", natId,
              message(MessageId::NatReassignsSource, natId, nat->address.toString(), filter.source->toString()));
    if (nat && filter.destination && !filter.destination->contains(last.destination))
        block(Stage::Gateway, "NGW_DEST_ADDRESS_PRESERVATION", natId,
              message(MessageId::NatKeepsDestination, natId, last.destination.toString(),
                      filter.destination->toString()));
    const bool remapped =
        nat || (balancer && (first.sourcePort != last.sourcePort || first.sourceSpan != last.sourceSpan));
    const auto wanted = sourcePortsOf(filter);
    if (remapped && wanted && last.protocol.hasPorts() &&
        !overlap(*wanted, portsFrom(last.sourcePort, last.sourceSpan))) {
        const Id culprit = nat ? natId : m_network.name(balancer->culprit);
        block(Stage::Gateway, "REMAP_EPHEMERAL_PORT", culprit, message(MessageId::SourcePortRemapped, culprit));
    }
}

/// A flow between private addresses that is blocked, and nothing could carry it from the one VPC to the other.
void PathFilters::checkConnection(const Packet& first, const CompiledInterface* sender,
                                  std::span<const Step> there) const {
    const bool isBlocked =
        std::any_of(there.begin(), there.end(), [](const Step& step) { return step.outcome == Outcome::Block; });
    const CompiledVpc* home = sender ? m_network.vpcOf(*sender) : nullptr;
    if (!isBlocked || !home || m_request.isApiCall() || home->contains(first.destination))
        return;
    Id other;
    bool connected = false;
    m_network.topology.forEach<Vpc>([&](const Vpc& vpc) {
        const auto* compiled = m_network.find<CompiledVpc>(vpc.id);
        if (!compiled || !m_network.interfaceAt(*compiled, first.destination))
            return;
        connected |= areConnected(m_network.topology, m_network.name(home->self), vpc.id);
        if (other.empty())
            other = vpc.id;
    });
    if (!other.empty() && !connected)
        block(Stage::Gateway, "DISCONNECTED_VPCS", m_network.name(home->self),
              message(MessageId::VpcsNotConnected, m_network.name(home->self), other));
}

// --- the packet that a request sends

std::optional<IpAddress> demandedSource(const CompiledInterface& sender, IpFamily family, const PathFilter& atSource) {
    if (!atSource.source || atSource.source->family() != family)
        return std::nullopt;
    const Cidr& wanted = *atSource.source;
    for (const auto& pair : sender.addresses)
        if (family == IpFamily::V4 && wanted.contains(IpAddress::v4(pair.address)))
            return IpAddress::v4(pair.address);
    for (const IpAddress& address : sender.v6)
        if (wanted.contains(address))
            return address;
    return wanted.length() == wanted.address().bits() ? std::optional(wanted.address()) : std::nullopt;
}

IpAddress demandedHost(const IpAddress& any, std::initializer_list<const std::optional<Cidr>*> filters) {
    for (const auto* filter : filters)
        if (*filter && !(*filter)->contains(any) && (*filter)->family() == any.family() &&
            !isPrivate((*filter)->address()))
            return (*filter)->address();
    return any;
}

PortRange demandedPorts(const PortRange& own, const PathFilter& atSource) {
    const auto wanted = sourcePortsOf(atSource);
    if (!wanted || !overlap(own, *wanted))
        return own;
    return {std::max(own.first, wanted->first), std::min(own.last, wanted->last)};
}

} // namespace waylight
