// SPDX-License-Identifier: MIT
#include "core/trace/engine.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/network/catalog.h"
#include "core/network/dns.h"
#include "core/trace/path_filters.h"
#include "core/trace/policy_checks.h"
#include "core/trace/resolve.h"
#include "core/trace/step_text.h"

#include <algorithm>

namespace waylight {
namespace {

std::string serviceOf(const std::string& action) {
    return action.substr(0, action.find(':'));
}

/// Traces one request.
class Tracer {
public:
    /// `view`: where to leave what the policies see; null: nobody wants it.
    Tracer(const NetworkIndex& network, const Request& request, std::optional<PolicyView>* view = nullptr)
        : m_network(network), m_request(request), m_out(request), m_view(view) {}

    Trace run() && {
        const auto source = resolveFlowSource(m_network, m_request.from.id);
        if (!source)
            refuse(m_request.from.id, source.error);
        else if (source->kind == FlowSource::Kind::Interface)
            fromHost(*source);
        else if (m_request.isApiCall())
            refuse(m_request.from.id, {"UNSUPPORTED_COMPONENT", message(MessageId::NotASource, m_request.from.id)});
        else
            fromOutside(*source);
        return std::move(m_out).finish();
    }

private:
    /// A request whose start or end is nothing that packets know.
    void refuse(const std::string& what, const ResolveError& error) {
        m_out.enter(what, "resource", Direction::Forward);
        m_out.add(Stage::Gateway, {Outcome::Unknown, error.code, what, {}, error.message});
    }

    void enter(const Id& place) {
        const Resource* resource = m_network.resource(m_network.handles->find(place));
        m_out.enter(place, resource ? typeInfo(*resource).name : "resource", Direction::Forward);
    }

    /// At the source, what the request demands of the packet that is to leave.
    void checkStart() {
        if (!m_filters.asksAtStart())
            return;
        enter(m_place);
        m_filters.checkStart(m_packet, false);
    }

    void setPorts(const CompiledInterface* client) {
        const PortRange own = demandedPorts(ephemeralPorts(client), m_request.atSource);
        m_packet.sourcePort = m_request.sourcePort > 0 ? m_request.sourcePort : own.first;
        m_packet.sourceSpan = m_request.sourcePort > 0 ? 0 : own.last - own.first;
        if (m_packet.protocol == Protocol::icmpv6())
            m_packet.icmpType = 128;
    }

    void fromHost(const FlowSource& source) {
        m_source = source.interface;
        m_instance = m_network.get(m_source->instance);
        m_function = m_network.get(m_source->function);
        m_place = m_instance ? m_instance->id : m_function ? m_function->id : m_source->id;
        m_sender = m_network.find<CompiledInterface>(m_source->id);
        if (!primaryAddress(*m_source) && m_source->ipv6Addresses.empty()) {
            refuse(m_source->id,
                   {"UNASSOCIATED_COMPONENT", message(MessageId::SourceNotInNetwork, displayName(*m_source))});
            return;
        }
        m_packet = {.protocol = m_request.protocol, .destinationPort = m_request.port};
        if (m_request.isApiCall())
            call();
        else
            flow(source);
    }

    /// The source's address of the family of the destination: the one that was named, that the request demands, the
    /// primary one.
    bool chooseSourceAddress(const IpAddress& destination, const std::optional<IpAddress>& named) {
        m_packet.destination = destination;
        const bool isNamed = named && m_sender->has(*named) && named->family() == destination.family();
        auto own = isNamed ? named : demandedSource(*m_sender, destination.family(), m_request.atSource);
        if (!own)
            own = primaryAddress(*m_source, destination.family());
        if (own) {
            m_packet.source = *own;
            return true;
        }
        m_out.enter(m_source->id, Description<NetworkInterface>::type.name, Direction::Forward);
        m_out.add(Stage::Gateway,
                  {Outcome::Block,
                   "UNASSOCIATED_COMPONENT",
                   m_source->id,
                   {},
                   message(destination.isV4() ? MessageId::SourceWithoutIpv4 : MessageId::SourceWithoutIpv6,
                           displayName(*m_source), destination.toString())});
        return false;
    }

    // --- plain flows

    void flow(const FlowSource& source) {
        const auto target = resolveTarget(m_network, *m_source, m_request.to.id);
        if (!target) {
            refuse(m_request.to.id, target.error);
            return;
        }
        const bool toInternet = meansInternet(m_network, m_request.to.id);
        const IpAddress destination =
            toInternet ? demandedHost(*target, {&m_request.atSource.destination, &m_request.atDestination.destination})
                       : *target;
        if (!chooseSourceAddress(destination, source.address))
            return;
        setPorts(m_sender);
        checkStart();
        follow(nullptr, [&](Walk& walk) { return walk.fromInterface(*m_sender, m_packet, Direction::Forward); });
    }

    void fromOutside(const FlowSource& source) {
        const auto target = resolveOutsideTarget(m_network, m_request.to.id, source.kind != FlowSource::Kind::Internet);
        if (!target) {
            refuse(m_request.to.id, target.error);
            return;
        }
        const IpAddress from = meansInternet(m_network, m_request.from.id)
                                   ? demandedHost(source.address, {&m_request.atSource.source})
                                   : source.address;
        m_packet = {
            .source = from, .destination = *target, .protocol = m_request.protocol, .destinationPort = m_request.port};
        setPorts(nullptr);
        if (source.kind == FlowSource::Kind::Internet)
            m_out.enter(m_network.name(m_network.internet), Description<Internet>::type.name, Direction::Forward);
        else if (m_filters.asksAtStart())
            enter(m_network.name(source.gateway));
        m_filters.checkStart(m_packet, source.kind == FlowSource::Kind::Internet);
        follow(nullptr, [&](Walk& walk) {
            if (source.kind == FlowSource::Kind::OnPremises)
                return walk.fromPremises(source.gateway, m_packet, Direction::Forward);
            if (source.kind == FlowSource::Kind::UnknownPeer)
                return walk.fromUnknownPeer(*m_network.find<CompiledPeering>(source.gateway), m_packet);
            return walk.fromInternet(m_packet, Direction::Forward);
        });
    }

    /// There and back; the steps become hops. Returns where the packet arrived.
    template <class Start>
    Arrival follow(const ServiceTarget* service, Start start, Handle fallback = noHandle) {
        std::vector<Step> steps;
        Walk walk(m_network, &steps);
        walk.setFallback(fallback);
        const Arrival there = start(walk);
        StepText text(m_network, m_out, service);
        const auto turn = std::find_if(steps.begin(), steps.end(),
                                       [](const Step& step) { return step.direction == Direction::Return; });
        const std::span<const Step> way(steps.begin(), turn);
        text.add(way);
        if (!service)
            endOutside(there, Direction::Forward);
        m_filters.checkEnd(m_packet, m_sender, way, there);
        if (service)
            checkPolicies(there); // between the way there and the way back
        text.add({turn, steps.end()});
        steps.clear();
        const Arrival back = walk.comeBack(there);
        text.add(steps);
        endOutside(back, Direction::Return);
        return there;
    }

    void endOutside(const Arrival& arrival, Direction direction) {
        if (arrival.kind == Arrival::Kind::Internet) {
            m_out.enter(m_network.name(m_network.internet), Description<Internet>::type.name, direction);
            m_out.add(Stage::Gateway, {Outcome::Pass,
                                       "DELIVERED",
                                       m_network.name(m_network.internet),
                                       {},
                                       message(MessageId::ArrivesOnInternet, arrival.packet.destination.toString(),
                                               arrival.packet.source.toString())});
            m_out.carry(arrival.packet);
        } else if (arrival.kind == Arrival::Kind::OnPremises) {
            const Id place = m_network.name(arrival.customerGateway);
            m_out.enter(place, Description<CustomerGateway>::type.name, direction);
            m_out.add(Stage::Gateway,
                      {Outcome::Pass,
                       "DELIVERED",
                       place,
                       {},
                       message(MessageId::ArrivesOnPremises, arrival.packet.destination.toString(), place)});
            m_out.carry(arrival.packet);
        }
    }

    // --- API calls

    void call() {
        m_target = resolveCallTarget(m_network, *m_source, m_request);
        m_packet.protocol = Protocol::tcp();
        m_packet.destinationPort = 443;
        const auto address = lookUpName();
        const ServiceTarget service{serviceOf(m_request.action), m_target.region};
        if (!address) {
            checkPolicies({});
            return;
        }
        if (!chooseSourceAddress(*address, std::nullopt))
            return;
        setPorts(m_sender);
        checkStart();
        follow(
            &service, [&](Walk& walk) { return walk.fromInterface(*m_sender, m_packet, Direction::Forward); },
            endpointFor(service));
    }

    /// A gateway endpoint of the VPC that would serve the call if its route were there.
    Handle endpointFor(const ServiceTarget& service) const {
        Handle found = noHandle;
        const Vpc* vpc = m_network.vpcOf(*m_source);
        m_network.topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            const auto name = parsedServiceName(endpoint.service);
            if (endpoint.type == EndpointType::Gateway && vpc && endpoint.vpc.id == vpc->id && name &&
                name->service == service.service && name->region == service.region)
                found = m_network.handles->find(endpoint.id);
        });
        return found;
    }

    /// The endpoint by which a call arrived, if it did.
    const VpcEndpoint* endpointOf(const Arrival& there) const {
        const bool atInterface =
            there.kind == Arrival::Kind::Interface && there.interface->role == InterfaceRole::Endpoint;
        const Handle handle = there.kind == Arrival::Kind::GatewayEndpoint ? there.gateway
                              : atInterface                                ? there.interface->owner
                                                                           : noHandle;
        return m_network.get<VpcEndpoint>(handle);
    }

    void checkPolicies(const Arrival& there) {
        const VpcEndpoint* endpoint = endpointOf(there);
        const bool viaInternet = there.kind == Arrival::Kind::Internet;
        const CallContext context{m_request,
                                  *m_source,
                                  m_instance,
                                  m_function,
                                  m_network.vpcOf(*m_source),
                                  endpoint,
                                  viaInternet && !isRfc1918(there.packet.source) ? std::optional(there.packet.source)
                                                                                 : std::nullopt,
                                  m_network.name(there.translatedBy),
                                  endpoint || viaInternet,
                                  m_target.resource,
                                  m_target.accessPoint,
                                  m_target.region};
        PolicyChecks policies(m_network, context);
        if (m_view)
            *m_view = policies.view();
        if (endpoint) {
            m_out.enter(endpoint->id, Description<VpcEndpoint>::type.name, Direction::Forward);
            policies.addEndpointChecks(m_out);
        }
        policies.addServiceChecks(m_out);
    }

    /// The DNS look-up of the service's name, at the source. A gateway endpoint changes nothing in it.
    std::optional<IpAddress> lookUpName() {
        m_out.enter(m_place, "dns", Direction::Forward);
        if (m_target.region.empty()) {
            const Vpc* vpc = m_network.vpcOf(*m_source);
            m_out.add(Stage::Dns, {Outcome::Unknown,
                                   "UNKNOWN_DESTINATION",
                                   vpc ? vpc->id : m_source->id,
                                   {},
                                   message(MessageId::ServiceRegionUnknown, m_request.resource)});
            return std::nullopt;
        }
        const DnsAnswer found =
            lookUp(m_network, *m_source, serviceOf(m_request.action), m_target.region, m_target.hostName);
        m_out.add(Stage::Dns, found.answer);
        return found.address;
    }

    const NetworkIndex& m_network;
    const Request& m_request;
    TraceBuilder m_out;
    std::optional<PolicyView>* m_view;
    PathFilters m_filters{m_network, m_request, m_out};
    const NetworkInterface* m_source = nullptr;
    const CompiledInterface* m_sender = nullptr;
    const Instance* m_instance = nullptr;
    const LambdaFunction* m_function = nullptr;
    Id m_place; ///< the instance or function, else the interface itself
    CallTarget m_target;
    Packet m_packet;
};

} // namespace

Trace trace(const Network& network, const Request& request) {
    return Tracer(network.index(), request).run();
}

std::optional<PolicyView> policyView(const Network& network, const Request& request) {
    std::optional<PolicyView> view;
    Tracer(network.index(), request, &view).run();
    return view;
}

} // namespace waylight
