// SPDX-License-Identifier: MIT
#include "core/analysis/finding_fixes.h"

#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/edit/edits.h"
#include "core/network/network_index.h"

#include <algorithm>
#include <charconv>

namespace waylight {
namespace {

constexpr std::string_view associating[] = {"endpoint-without-route-table", "subnet-without-endpoint-route",
                                            "nat-carries-s3", "nat-carries-dynamodb"};
constexpr std::string_view removing[] = {"shadowed-rule", "redundant-rule"};

template <class List>
bool holds(const List& list, std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

/// Proposes edits; whether they help is for `helps` to say.
class Proposer {
public:
    Proposer(const Design& design, const Network& network, const Finding& finding)
        : m_design(design), m_topology(design.topology), m_network(network), m_finding(finding) {}

    std::vector<FindingFix> run() && {
        if (const auto* endpoint = m_topology.get<VpcEndpoint>(m_finding.resource))
            proposeTables(*endpoint);
        if (const auto* subnet = m_topology.get<Subnet>(m_finding.resource))
            proposeEndpoints(*subnet);
        if (holds(removing, m_finding.rule))
            proposeRemoval();
        return std::move(m_fixes);
    }

private:
    void associate(const VpcEndpoint& endpoint, const RouteTable& table) {
        if (auto after = edit::connected(m_design, endpoint.id, table.id))
            m_fixes.push_back({message(MessageId::FixAssociateEndpoint, displayName(endpoint), displayName(table)),
                               *std::move(after)});
    }

    void proposeTables(const VpcEndpoint& endpoint) {
        if (holds(associating, m_finding.rule))
            m_topology.forEach<RouteTable>([&](const RouteTable& table) {
                if (table.vpc == endpoint.vpc)
                    associate(endpoint, table);
            });
    }

    void proposeEndpoints(const Subnet& subnet) {
        const RouteTable* table = m_network.index().tableOf(subnet);
        if (table && holds(associating, m_finding.rule))
            m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
                if (endpoint.vpc == subnet.vpc && endpoint.type == EndpointType::Gateway)
                    associate(endpoint, *table);
            });
    }

    /// The pointer is "/ingress/2": a list and a place in it.
    void proposeRemoval() {
        const ResourcePtr resource = m_topology.find(m_finding.resource);
        const std::size_t slash = m_finding.pointer.find('/', 1);
        if (!resource || slash == std::string::npos)
            return;
        const std::string field = m_finding.pointer.substr(1, slash - 1);
        std::size_t index = 0;
        const char* end = m_finding.pointer.data() + m_finding.pointer.size();
        Json list = fieldValue(*resource, field);
        if (std::from_chars(m_finding.pointer.data() + slash + 1, end, index).ptr != end || !list.is_array() ||
            index >= list.size())
            return;
        Message title = removalTitle(*resource, field, index);
        list.erase(index);
        if (auto after = edit::fieldSet(m_design, m_finding.resource, field, list))
            m_fixes.push_back({std::move(title), *std::move(after)});
    }

    Message removalTitle(const Resource& resource, const std::string& field, std::size_t index) const {
        bool outbound = field == "egress";
        std::string number = std::to_string(index + 1);
        if (const auto* acl = std::get_if<NetworkAcl>(&resource)) {
            outbound = acl->entries[index].egress;
            number = std::to_string(acl->entries[index].number);
        }
        return message(MessageId::FixAclRemove, displayName(base(resource)), number, outbound ? "outbound" : "inbound");
    }

    const Design& m_design;
    const Topology& m_topology;
    const Network& m_network;
    const Finding& m_finding;
    std::vector<FindingFix> m_fixes;
};

struct Counts {
    std::ptrdiff_t same = 0;    ///< findings of this rule about this resource
    std::ptrdiff_t serious = 0; ///< warnings and errors
};

Counts counted(const std::vector<Finding>& list, const Finding& finding) {
    Counts counts;
    for (const Finding& each : list) {
        counts.same += each.rule == finding.rule && each.resource == finding.resource;
        counts.serious += each.severity != Severity::Note;
    }
    return counts;
}

} // namespace

bool mayHaveFix(const Finding& finding) {
    return holds(associating, finding.rule) || holds(removing, finding.rule);
}

std::vector<FindingFix> findingFixes(const Design& design, const Network& network, const Finding& finding) {
    auto fixes = Proposer(design, network, finding).run();
    if (fixes.empty())
        return fixes;
    const Counts before = counted(findings(design, network), finding);
    std::erase_if(fixes, [&](const FindingFix& fix) {
        const Counts after = counted(findings(fix.after, Network::compile(fix.after.topology, &network)), finding);
        return after.same >= before.same || after.serious > before.serious;
    });
    return fixes;
}

} // namespace waylight
