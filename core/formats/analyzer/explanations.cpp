// SPDX-License-Identifier: MIT
#include "core/formats/analyzer/parts.h"

#include <algorithm>

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Explanation.html
namespace waylight::analyzer {
namespace {

/// The member of an Explanation that names the culprit, by our type's name.
constexpr std::pair<std::string_view, const char*> culpritMembers[] = {
    {"internet-gateway", "InternetGateway"},
    {"nat-gateway", "NatGateway"},
    {"vpc-peering", "VpcPeeringConnection"},
    {"vpn-gateway", "VpnGateway"},
    {"vpn-connection", "VpnConnection"},
    {"customer-gateway", "CustomerGateway"},
    {"vpc-endpoint", "VpcEndpoint"},
    {"transit-gateway", "TransitGateway"},
    {"transit-gateway-attachment", "TransitGatewayAttachment"},
    {"transit-gateway-route-table", "TransitGatewayRouteTable"},
    {"route-table", "RouteTable"},
    {"security-group", "SecurityGroup"},
    {"network-acl", "Acl"},
    {"network-interface", "NetworkInterface"},
    {"prefix-list", "PrefixList"},
    {"listener", "ElasticLoadBalancerListener"},
};

/// What in the packet a code is about: the first word that the code contains.
constexpr std::pair<std::string_view, const char*> packetFields[] = {
    {"SOURCE_PORT", "source-port"},
    {"EPHEMERAL_PORT", "source-port"},
    {"DESTINATION_PORT", "destination-port"},
    {"EGRESS_SOURCE_ADDRESS", "source-address"},
    {"SOURCE_DESTINATION_ADDRESS", "destination-address"},
    {"DESTINATION_SOURCE_ADDRESS", "source-address"},
    {"SOURCE_ADDRESS", "source-address"},
    {"DESTINATION_ADDRESS", "destination-address"},
    {"DEST_ADDRESS", "destination-address"},
    {"PROTOCOL", "protocol"},
    {"SPOOFED", "source-address"},
    {"ENI_ADDRESS_RESTRICTION", "source-address"},
    {"ENI_SOURCE_DEST_CHECK", "destination-address"},
    {"PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "source-address"},
    {"PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "destination-address"},
    {"PCX_REQUIRES_ADDRESS", "destination-address"},
    {"CANNOT_ROUTE", "destination-address"},
};

/// Builds the explanation of one check.
class Explanation {
public:
    Explanation(const Trace& trace, const Topology& topology, const Hop& hop, const Check& check)
        : m_trace(trace), m_topology(topology), m_hop(hop), m_check(check) {
        const ResourcePtr resource = topology.find(check.resource);
        m_kind = resource ? typeInfo(*resource).name : std::string_view();
    }

    Json json() && {
        addDirection();
        m_out["ExplanationCode"] = m_check.code;
        m_out["Component"] = componentJson(m_topology, m_check.resource);
        addCulprit();
        addRule();
        addPlace();
        addPacket();
        addState();
        return std::move(m_out);
    }

private:
    bool codeHas(std::string_view part) const { return m_check.code.find(part) != std::string::npos; }

    void add(const char* member, const Id& id) {
        if (!id.empty())
            m_out[member] = componentJson(m_topology, id);
    }

    void addDirection() {
        const bool filters = m_check.stage == Stage::SecurityGroup || m_check.stage == Stage::NetworkAcl;
        if (filters)
            m_out["Direction"] = isEgress() ? "egress" : "ingress";
        else if (codeHas("_EGRESS") || codeHas("_INGRESS"))
            m_out["Direction"] = codeHas("_EGRESS") ? "egress" : "ingress";
    }

    /// A group's pointer says it; an ACL's entry does, or else where the packet of the hop comes from.
    bool isEgress() const {
        if (m_check.stage == Stage::SecurityGroup)
            return m_check.pointer.starts_with("/egress") ||
                   (!m_check.pointer.starts_with("/ingress") && m_hop.in && holds(m_hop.in->source));
        const Json rule = aclRuleJson(m_topology, m_check);
        if (rule.is_object() && rule.contains("Egress"))
            return rule["Egress"].get<bool>();
        const Subnet* subnet = m_topology.get<Subnet>(m_hop.resource);
        return subnet && subnet->cidr && m_hop.in && subnet->cidr->contains(m_hop.in->source);
    }

    bool holds(const IpAddress& address) const {
        const NetworkInterface* interface = interfaceOf(m_topology, m_hop.resource, m_hop.in);
        return interface && std::any_of(interface->addresses.begin(), interface->addresses.end(),
                                        [&](const PrivateAddress& own) { return own.address == address; });
    }

    void addCulprit() {
        const auto member = std::find_if(std::begin(culpritMembers), std::end(culpritMembers),
                                         [&](const auto& pair) { return pair.first == m_kind; });
        if (member != std::end(culpritMembers))
            add(m_kind == "route-table" && codeHas("INGRESS_RTB") ? "IngressRouteTable" : member->second,
                m_check.resource);
        else if (m_kind == "load-balancer")
            m_out["LoadBalancerArn"] = m_check.resource;
        else if (m_kind.empty() && m_check.resource != "internet")
            m_out["MissingComponent"] = m_check.resource;
        if (const auto* attachment = m_topology.get<TransitGatewayAttachment>(m_check.resource))
            add("TransitGateway", attachment->transitGateway.id);
        if (const auto* table = m_topology.get<TransitGatewayRouteTable>(m_check.resource))
            add("TransitGateway", table->transitGateway.id);
    }

    void addRule() {
        const IpAddress destination = m_hop.in ? m_hop.in->destination : IpAddress();
        const auto put = [&](const char* member, Json rule) {
            if (!rule.is_null())
                m_out[member] = std::move(rule);
        };
        if (m_kind == "network-acl") {
            Json rule = aclRuleJson(m_topology, m_check);
            rule["Egress"] = isEgress();
            put("AclRule", std::move(rule));
        } else if (m_kind == "security-group") {
            put("SecurityGroupRule", groupRuleJson(m_topology, m_check));
            addGroups();
        } else if (m_kind == "route-table") {
            put("RouteTableRoute", routeJson(m_topology, m_check, destination));
        } else if (m_kind == "transit-gateway-route-table") {
            Json route = transitRouteJson(m_topology, m_check, destination);
            add("TransitGatewayAttachment", attachmentOf(route));
            put("TransitGatewayRouteTableRoute", std::move(route));
        }
    }

    /// No rule of any of them applies.
    void addGroups() {
        const NetworkInterface* interface = interfaceOf(m_topology, m_hop.resource, m_hop.in);
        if (!interface)
            return;
        add("NetworkInterface", interface->id);
        for (const auto& group : interface->groups)
            m_out["SecurityGroups"].push_back(componentJson(m_topology, group.id));
    }

    void addPlace() {
        const Id subnet = subnetOf(m_topology, m_hop.resource);
        add("Subnet", subnet);
        const Id own = vpcOf(m_topology, m_check.resource);
        add("Vpc", own.empty() ? vpcOf(m_topology, m_hop.resource) : own);
        if (m_check.code == "DISCONNECTED_VPCS") {
            add("SourceVpc", m_check.resource);
            add("DestinationVpc", vpcOf(m_topology, m_trace.request.to.id));
        }
        if (codeHas("_AZ_RESTRICTION") || codeHas("_IN_AZ"))
            if (const std::string zone = zoneOf(m_topology, m_trace.request.from.id); !zone.empty())
                m_out["AvailabilityZones"] = {zone};
    }

    void addPacket() {
        const auto field = std::find_if(std::begin(packetFields), std::end(packetFields),
                                        [&](const auto& pair) { return codeHas(pair.first); });
        if (field != std::end(packetFields))
            m_out["PacketField"] = field->second;
        if (!m_hop.in)
            return;
        const Packet& packet = m_hop.out ? *m_hop.out : *m_hop.in;
        const bool aboutSource = field != std::end(packetFields) && std::string_view(field->second) == "source-address";
        const IpAddress& address = aboutSource ? packet.source : packet.destination;
        m_out["Address"] = Cidr(address, address.bits()).toString();
        if (packet.protocol.hasPorts())
            m_out["Port"] = packet.destinationPort;
        m_out["Protocols"] = {packet.protocol.toString()};
        if (codeHas("VPC_CIDR") || codeHas("LOCAL_ROUTE_CIDR"))
            if (const Vpc* vpc = m_topology.get<Vpc>(vpcOf(m_topology, m_check.resource)))
                for (const Cidr& block : vpc->cidrs)
                    m_out["Cidrs"].push_back(block.toString());
    }

    void addState() {
        const ResourcePtr resource = codeHas("BAD_STATE") ? m_topology.find(m_check.resource) : nullptr;
        if (!resource)
            return;
        const std::string state = std::visit(
            [](const auto& each) {
                if constexpr (requires { std::string(each.state); })
                    return std::string(each.state);
                else
                    return std::string();
            },
            *resource);
        if (!state.empty())
            m_out["State"] = state;
    }

    const Trace& m_trace;
    const Topology& m_topology;
    const Hop& m_hop;
    const Check& m_check;
    std::string_view m_kind;
    Json m_out = Json::object();
};

/// The gateway by which the way there comes back into a VPC after it has left one; null: it does not.
const Hop* reflection(const Trace& trace) {
    bool left = false;
    for (const Hop& hop : trace.hops) {
        if (hop.direction != Direction::Forward)
            break;
        for (const Check& check : hop.checks) {
            if (check.outcome == Outcome::Pass && left && check.code == "IGW_DELIVERS")
                return &hop;
            left |= check.outcome == Outcome::Pass && check.code == "IGW_TRANSLATES";
        }
    }
    return nullptr;
}

} // namespace

Json explanationsJson(const Trace& trace, const Topology& topology) {
    Json out = Json::array();
    if (const Hop* hop = reflection(trace))
        out.push_back({{"ExplanationCode", "IGW_NAT_REFLECTION"},
                       {"Component", componentJson(topology, hop->resource)},
                       {"InternetGateway", componentJson(topology, hop->resource)},
                       {"Vpc", componentJson(topology, vpcOf(topology, hop->resource))}});
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.outcome != Outcome::Pass && isOfNetwork(check.stage))
                out.push_back(Explanation(trace, topology, hop, check).json());
    return out;
}

} // namespace waylight::analyzer
