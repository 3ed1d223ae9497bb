// SPDX-License-Identifier: MIT
#include "core/trace/engine.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/network/catalog.h"
#include "core/trace/packet_walk.h"
#include "core/trace/policy_checks.h"
#include "core/trace/resolve.h"

namespace waylight {
namespace {

/// A host on the internet, from the block that documentation uses (RFC 5737).
const IpAddress someInternetHost = IpAddress::v4(0xCB00710A);

std::string serviceOf(const std::string& action) {
    return action.substr(0, action.find(':'));
}

/// Traces one request.
class Tracer {
public:
    Tracer(const NetworkIndex& network, const Request& request) : m_network(network), m_request(request), m_out(request) {}

    Trace run() && {
        if (m_request.from.id == "internet" || m_request.from.id == "0.0.0.0/0")
            fromInternet(someInternetHost);
        else if (const auto address = IpAddress::parse(m_request.from.id); address && !hostAt(*address))
            fromInternet(*address);
        else
            fromHost();
        return std::move(m_out).finish();
    }

private:
    const NetworkInterface* hostAt(const IpAddress& address) const {
        const auto found = resolveSource(m_network, address.toString());
        return found ? *found : nullptr;
    }

    void fromHost() {
        const auto source = resolveSource(m_network, m_request.from.id);
        if (!source) {
            m_out.addMissing({m_request.from.id, {}, source.error().message});
            return;
        }
        m_source = *source;
        m_instance = m_network.topology.get(m_source->instance);
        const auto address = primaryAddress(*m_source);
        if (!address) {
            m_out.addMissing({m_source->id, "/privateIpAddresses", message(MessageId::SourceNotInNetwork, displayName(*m_source))});
            return;
        }
        m_packet = {.source = *address, .protocol = m_request.protocol, .sourcePort = m_request.sourcePort, .destinationPort = m_request.port};
        checkRuns();
        if (m_request.isApiCall())
            call();
        else
            flow();
    }

    void enterSource(std::string_view kind) {
        m_out.enter(m_instance ? m_instance->id : m_source->id, kind, Direction::Forward);
    }

    void checkRuns() {
        if (!m_instance || m_instance->state.empty() || m_instance->state == "running")
            return;
        enterSource(Description<Instance>::type.name);
        m_out.add(Stage::Gateway, {Outcome::Block, "BAD_STATE", m_instance->id, "/state", message(MessageId::SourceStopped, displayName(*m_instance), m_instance->state)});
    }

    // --- plain flows

    void flow() {
        const auto target = resolveTarget(m_network, *m_source, m_request.to.id);
        if (!target) {
            m_out.addMissing({m_request.to.id, {}, target.error().message});
            return;
        }
        m_packet.destination = *target;
        PacketWalk walk(m_network, m_out, std::nullopt);
        const Arrival there = walk.fromInterface(*m_source, m_packet, Direction::Forward);
        comeBack(walk, there);
    }

    void fromInternet(const IpAddress& host) {
        m_out.enter("internet", Description<Internet>::type.name, Direction::Forward);
        const auto target = resolvePublicTarget(m_network, m_request.to.id);
        if (!target) {
            m_out.addMissing({m_request.to.id, {}, target.error().message});
            return;
        }
        m_packet = {.source = host, .destination = *target, .protocol = m_request.protocol, .sourcePort = m_request.sourcePort, .destinationPort = m_request.port};
        PacketWalk walk(m_network, m_out, std::nullopt);
        const Arrival there = walk.fromInternet(m_packet, Direction::Forward);
        if (there.kind == Arrival::Kind::Interface && there.interface)
            endOnInternet(walk.fromInterface(*there.interface, there.packet.reply(), Direction::Return), Direction::Return);
    }

    /// The reply takes its own way: it is routed by the tables of where it starts.
    void comeBack(PacketWalk& walk, const Arrival& there) {
        const Packet reply = there.packet.reply();
        switch (there.kind) {
        case Arrival::Kind::Interface:
            walk.fromInterface(*there.interface, reply, Direction::Return);
            break;
        case Arrival::Kind::Internet:
            endOnInternet(there, Direction::Forward);
            walk.fromInternet(reply, Direction::Return);
            break;
        case Arrival::Kind::GatewayEndpoint:
            walk.replyThroughEndpoint(*there.endpoint, *m_source, reply);
            break;
        case Arrival::Kind::Lost:
            break;
        }
    }

    void endOnInternet(const Arrival& arrival, Direction direction) {
        if (arrival.kind != Arrival::Kind::Internet)
            return;
        m_out.enter("internet", Description<Internet>::type.name, direction);
        m_out.add(Stage::Gateway, {Outcome::Pass, "DELIVERED", "internet", {}, message(MessageId::ArrivesOnInternet, arrival.packet.destination.toString(), arrival.packet.source.toString())});
    }

    // --- API calls

    void call() {
        const CallTarget target = resolveCallTarget(m_network, *m_source, m_request);
        m_packet.protocol = Protocol::tcp();
        m_packet.destinationPort = 443;
        const bool addressKnown = lookUpName(target);
        ServiceTarget service{serviceOf(m_request.action), target.region, target.place, target.kind};
        PacketWalk walk(m_network, m_out, service);
        const Arrival there = addressKnown ? walk.fromInterface(*m_source, m_packet, Direction::Forward) : Arrival{};
        const bool viaEndpoint = there.kind == Arrival::Kind::GatewayEndpoint;
        const bool viaInternet = there.kind == Arrival::Kind::Internet;
        const CallContext context{m_request,
                                  *m_source,
                                  m_instance,
                                  m_network.vpcOf(*m_source),
                                  viaEndpoint ? there.endpoint : nullptr,
                                  viaInternet && !isRfc1918(there.packet.source) ? std::optional(there.packet.source) : std::nullopt,
                                  there.translatedBy,
                                  viaEndpoint || viaInternet,
                                  target.resource,
                                  target.region};
        const PolicyChecks policies(m_network, context);
        if (viaEndpoint)
            policies.addEndpointChecks(m_out);
        m_out.enter(target.place, target.kind, Direction::Forward);
        policies.addServiceChecks(m_out);
        if (viaEndpoint)
            walk.replyThroughEndpoint(*there.endpoint, *m_source, there.packet.reply());
        else if (viaInternet)
            walk.fromInternet(there.packet.reply(), Direction::Return);
    }

    /// The DNS look-up of the service's name. A gateway endpoint changes nothing in it.
    bool lookUpName(const CallTarget& target) {
        enterSource("dns");
        const Vpc* vpc = m_network.vpcOf(*m_source);
        const Id where = vpc ? vpc->id : m_source->id;
        const auto add = [&](Outcome outcome, std::string code, std::string pointer, Message text) { m_out.add(Stage::Dns, {outcome, std::move(code), where, std::move(pointer), std::move(text)}); };
        if (target.region.empty()) {
            add(Outcome::Unknown, "UNKNOWN_DESTINATION", {}, message(MessageId::ServiceRegionUnknown, m_request.resource));
            return false;
        }
        const auto address = serviceAddress(m_network.topology, serviceOf(m_request.action), target.region);
        if (!address) {
            add(Outcome::Unknown, "UNKNOWN_DESTINATION", {}, message(MessageId::ServiceAddressUnknown, serviceOf(m_request.action), target.region));
            return false;
        }
        m_packet.destination = *address;
        if (vpc && !isUnknown(*vpc, "enableDnsSupport") && !vpc->enableDnsSupport)
            add(Outcome::Block, "VPC_DNS_SUPPORT_DISABLED", "/enableDnsSupport", message(MessageId::DnsOff, displayName(*vpc), target.hostName));
        else if (vpc && isUnknown(*vpc, "enableDnsSupport"))
            add(Outcome::Unknown, "VPC_DNS_SUPPORT_UNKNOWN", "/enableDnsSupport", message(MessageId::DnsUnknown, displayName(*vpc)));
        else
            add(Outcome::Pass, "DNS_PUBLIC_ADDRESS", {}, message(MessageId::DnsAnswers, target.hostName, m_packet.destination.toString()));
        return true;
    }

    const NetworkIndex& m_network;
    const Request& m_request;
    TraceBuilder m_out;
    const NetworkInterface* m_source = nullptr;
    const Instance* m_instance = nullptr;
    Packet m_packet;
};

} // namespace

Trace trace(const Network& network, const Request& request) {
    return Tracer(network.index(), request).run();
}

} // namespace waylight
