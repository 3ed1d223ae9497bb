// SPDX-License-Identifier: MIT
#include "core/formats/analyzer/analysis.h"

#include "core/formats/analyzer/parts.h"

#include <algorithm>

namespace waylight {
namespace {

using namespace analyzer;

/// Lists the components of the way in one direction, in AWS's order: at the source the instance, its interface, the
/// group, the ACL and the route table; at the destination the other way round.
class PathComponents {
public:
    PathComponents(const Trace& trace, const Topology& topology, Direction direction) : m_topology(topology) {
        for (const Hop& hop : trace.hops)
            if (hop.direction == direction && hop.kind != "dns" && isOnPath(hop))
                m_hops.push_back(&hop);
    }

    Json json() && {
        for (m_at = 0; m_at < m_hops.size() && !m_stopped; ++m_at)
            addHop(*m_hops[m_at]);
        return std::move(m_out);
    }

private:
    /// Places where only policies are asked are none of the network's.
    static bool isOnPath(const Hop& hop) {
        return hop.checks.empty() || std::any_of(hop.checks.begin(), hop.checks.end(),
                                                 [](const Check& check) { return isOfNetwork(check.stage); });
    }

    void addHop(const Hop& hop) {
        if (hop.kind == "instance" || hop.kind == "network-interface")
            addHost(hop);
        else if (hop.kind == "subnet" || hop.kind == "vpc")
            addChecks(hop);
        else if (hop.kind != "internet" && hop.kind != "resource")
            addGateway(hop);
        else
            addChecks(hop);
    }

    Json& add(const Id& id) {
        m_out.push_back({{"SequenceNumber", m_out.size() + 1},
                         {"Component", componentJson(m_topology, id)},
                         {"AdditionalDetails", Json::array()},
                         {"Explanations", Json::array()}});
        return m_out.back();
    }

    // --- instances and interfaces

    void addHost(const Hop& hop) {
        const bool first = m_at == 0;
        const bool last = m_at + 1 == m_hops.size();
        if (first) {
            addEnd(hop, "OutboundHeader");
            addInterface(hop, "OutboundHeader");
            addChecks(hop);
        } else if (last) {
            addChecks(hop);
            if (m_stopped)
                return;
            addInterface(hop, "InboundHeader");
            addEnd(hop, "InboundHeader");
        } else { // a middlebox: what it lets in, itself, what it lets out
            const auto forwards = std::find_if(hop.checks.begin(), hop.checks.end(),
                                               [](const Check& check) { return check.code == "ENI_FORWARDS"; });
            addChecks(hop, hop.checks.begin(), forwards);
            if (!m_stopped)
                addInterface(hop, nullptr);
            if (forwards != hop.checks.end())
                recommendApplianceMode();
            addChecks(hop, forwards, hop.checks.end());
        }
    }

    /// The instance as the source or destination.
    void addEnd(const Hop& hop, const char* header) {
        if (hop.kind != "instance")
            return;
        Json& end = add(hop.resource);
        if (hop.in)
            end[header] = headerJson(*hop.in);
    }

    void addInterface(const Hop& hop, const char* header) {
        const NetworkInterface* interface = interfaceOf(m_topology, hop.resource, hop.in);
        if (!interface)
            return;
        Json& out = add(interface->id);
        if (interface->instance)
            out["AttachedTo"] = componentJson(m_topology, interface->instance.id);
        else if (header && hop.in)
            out[header] = headerJson(*hop.in);
        addPlace(out, interface->id);
        const std::string zone = zoneOf(m_topology, interface->id);
        if (!m_zone.empty() && !zone.empty() && zone != m_zone)
            addDetail(out, "AVAILABILITY_ZONE_CROSSED", out["Component"]);
        m_zone = zone;
    }

    // --- gateways, endpoints, load balancers

    void addGateway(const Hop& hop) {
        const bool stops = std::any_of(hop.checks.begin(), hop.checks.end(),
                                       [](const Check& check) { return check.outcome != Outcome::Pass; });
        if (!stops) {
            Json& out = add(hop.resource);
            const auto& after = m_at + 1 < m_hops.size() ? m_hops[m_at + 1]->in : std::nullopt;
            if (hop.in)
                out["InboundHeader"] = headerJson(*hop.in);
            if (hop.in && after && *after != *hop.in)
                out["OutboundHeader"] = headerJson(*after);
            addPlace(out, hop.resource);
            addKind(out, hop);
        }
        addChecks(hop);
    }

    void addKind(Json& out, const Hop& hop) {
        if (const auto* peering = m_topology.get<VpcPeering>(hop.resource)) {
            const bool asked = m_vpc == peering->requester.id;
            out["SourceVpc"] = componentJson(m_topology, asked ? peering->requester.id : peering->accepter.id);
            out["DestinationVpc"] = componentJson(m_topology, asked ? peering->accepter.id : peering->requester.id);
        } else if (const auto* endpoint = m_topology.get<VpcEndpoint>(hop.resource)) {
            out["ServiceName"] = endpoint->service;
            if (endpoint->type == EndpointType::GatewayLoadBalancer) {
                addDetail(out, "PATH_THROUGH_GWLB_NOT_CHECKED", out["Component"]);
                recommendApplianceMode();
            }
        } else if (const auto* attachment = m_topology.get<TransitGatewayAttachment>(hop.resource)) {
            out["TransitGateway"] = componentJson(m_topology, attachment->transitGateway.id);
        }
    }

    void addPlace(Json& out, const Id& id) {
        if (const Id subnet = subnetOf(m_topology, id); !subnet.empty())
            out["Subnet"] = componentJson(m_topology, subnet);
        if (const Id vpc = vpcOf(m_topology, id); !vpc.empty()) {
            out["Vpc"] = componentJson(m_topology, vpc);
            m_vpc = vpc;
        }
    }

    /// An appliance keeps state: both directions must come to the same one.
    /// https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
    void recommendApplianceMode() {
        if (m_attachment && !m_appliance)
            addDetail(m_out[*m_attachment], "TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED",
                      m_out[*m_attachment]["Component"]);
        m_attachment.reset();
    }

    static void addDetail(Json& out, const char* type, const Json& component) {
        out["AdditionalDetails"].push_back({{"AdditionalDetailType", type}, {"Component", component}});
    }

    // --- what filters and tables say

    using CheckAt = std::vector<Check>::const_iterator;
    void addChecks(const Hop& hop) { addChecks(hop, hop.checks.begin(), hop.checks.end()); }
    void addChecks(const Hop& hop, CheckAt from, CheckAt to) {
        for (; from != to && !m_stopped; ++from) {
            m_stopped = from->outcome != Outcome::Pass;
            if (!m_stopped)
                addCheck(hop, *from);
        }
    }

    void addCheck(const Hop& hop, const Check& check) {
        const IpAddress destination = hop.in ? hop.in->destination : IpAddress();
        const auto put = [&](const char* member, Json rule) {
            Json& out = add(check.resource);
            if (!rule.is_null())
                out[member] = std::move(rule);
            return m_out.size() - 1;
        };
        if (check.stage == Stage::NetworkAcl)
            put("AclRule", aclRuleJson(m_topology, check));
        else if (m_topology.get<SecurityGroup>(check.resource) || check.code == "ENI_SG_TRACKED")
            addGroup(hop, check);
        else if (m_topology.get<RouteTable>(check.resource))
            put("RouteTableRoute", routeJson(m_topology, check, destination));
        else if (const auto* table = m_topology.get<TransitGatewayRouteTable>(check.resource))
            addTransit(*table, hop,
                       put("TransitGatewayRouteTableRoute", transitRouteJson(m_topology, check, destination)));
    }

    /// A reply needs no rule: the group stands there alone.
    void addGroup(const Hop&, const Check& check) {
        Json& out = add(check.resource);
        if (Json rule = groupRuleJson(m_topology, check); !rule.is_null())
            out["SecurityGroupRule"] = std::move(rule);
    }

    void addTransit(const TransitGatewayRouteTable& table, const Hop& hop, std::size_t at) {
        m_out[at]["TransitGateway"] = componentJson(m_topology, table.transitGateway.id);
        if (hop.in && hop.in->protocol.isTcp())
            addDetail(m_out[at], "UNIDIRECTIONAL_PATH_ANALYSIS_ONLY", m_out[at]["Component"]);
        const Id id = m_out[at].contains("TransitGatewayRouteTableRoute")
                          ? attachmentOf(m_out[at]["TransitGatewayRouteTableRoute"])
                          : Id();
        const auto* attachment = m_topology.get<TransitGatewayAttachment>(id);
        if (!attachment)
            return;
        Json& out = add(id);
        out["TransitGateway"] = componentJson(m_topology, table.transitGateway.id);
        addPlace(out, id);
        m_attachment = m_out.size() - 1;
        m_appliance = attachment->applianceMode == "enable";
    }

    const Topology& m_topology;
    std::vector<const Hop*> m_hops;
    std::size_t m_at = 0;
    bool m_stopped = false;
    Id m_vpc;                                ///< where the packet is
    std::string m_zone;                      ///< of the last interface
    std::optional<std::size_t> m_attachment; ///< by which it came into the VPC, in m_out
    bool m_appliance = false;
    Json m_out = Json::array();
};

Json arnsOf(const Topology& topology, const std::vector<AnyRef>& components) {
    Json out = Json::array();
    for (const AnyRef& each : components) {
        const Json component = componentJson(topology, each.id);
        out.push_back(component.contains("Arn") ? component["Arn"] : component["Id"]);
    }
    return out;
}

} // namespace

Json reachabilityAnalysis(const Trace& trace, const Topology& topology) {
    const bool found = std::all_of(trace.hops.begin(), trace.hops.end(), [](const Hop& hop) {
        return std::all_of(hop.checks.begin(), hop.checks.end(), [](const Check& check) {
            return check.outcome == Outcome::Pass || !isOfNetwork(check.stage);
        });
    });
    Json analysis = Json::object();
    if (!trace.request.through.empty())
        analysis["FilterInArns"] = arnsOf(topology, trace.request.through);
    if (!trace.request.avoiding.empty())
        analysis["FilterOutArns"] = arnsOf(topology, trace.request.avoiding);
    analysis["Status"] = "succeeded";
    analysis["NetworkPathFound"] = found;
    analysis["ForwardPathComponents"] = PathComponents(trace, topology, Direction::Forward).json();
    analysis["ReturnPathComponents"] = PathComponents(trace, topology, Direction::Return).json();
    analysis["Explanations"] = explanationsJson(trace, topology);
    return {{"NetworkInsightsAnalyses", Json::array({std::move(analysis)})}};
}

} // namespace waylight
