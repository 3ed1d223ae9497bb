// SPDX-License-Identifier: MIT
#include "core/analysis/finding_fixes/proposer.h"
#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/edit/edits.h"

#include <charconv>

namespace waylight {
namespace {

void associate(FindingProposals& proposals, const VpcEndpoint& endpoint, const RouteTable& table) {
    proposals.add(message(MessageId::FixAssociateEndpoint, displayName(endpoint), displayName(table)),
                  edit::connected(proposals.design(), endpoint.id, table.id));
}

void proposeTables(FindingProposals& proposals, const VpcEndpoint& endpoint) {
    proposals.topology().forEach<RouteTable>([&](const RouteTable& table) {
        if (table.vpc == endpoint.vpc)
            associate(proposals, endpoint, table);
    });
}

void proposeEndpoints(FindingProposals& proposals, const Subnet& subnet) {
    const RouteTable* table = proposals.index().tableOf(subnet);
    if (table)
        proposals.topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            if (endpoint.vpc == subnet.vpc && endpoint.type == EndpointType::Gateway)
                associate(proposals, endpoint, *table);
        });
}

Message removalTitle(const Resource& resource, const std::string& field, std::size_t index) {
    bool outbound = field == "egress";
    std::string number = std::to_string(index + 1);
    if (const auto* acl = std::get_if<NetworkAcl>(&resource)) {
        outbound = acl->entries[index].egress;
        number = std::to_string(acl->entries[index].number);
    }
    return message(MessageId::FixAclRemove, displayName(base(resource)), number, outbound ? "outbound" : "inbound");
}

/// The pointer is "/ingress/2": a list and a place in it.
void proposeRemoval(FindingProposals& proposals) {
    const Finding& finding = proposals.finding();
    const ResourcePtr resource = proposals.topology().find(finding.resource);
    const std::size_t slash = finding.pointer.find('/', 1);
    if (!resource || slash == std::string::npos)
        return;
    const std::string field = finding.pointer.substr(1, slash - 1);
    std::size_t index = 0;
    const char* end = finding.pointer.data() + finding.pointer.size();
    Json list = fieldValue(*resource, field);
    if (std::from_chars(finding.pointer.data() + slash + 1, end, index).ptr != end || !list.is_array() ||
        index >= list.size())
        return;
    Message title = removalTitle(*resource, field, index);
    list.erase(index);
    proposals.add(std::move(title), edit::fieldSet(proposals.design(), finding.resource, field, list));
}

/// The Regions in which an endpoint serves what the finding is about.
void proposeRegions(FindingProposals& proposals) {
    const ResourcePtr target = proposals.topology().find(proposals.finding().resource);
    if (!target)
        return;
    const std::string service = std::holds_alternative<Bucket>(*target) ? "s3" : "dynamodb";
    proposals.topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        const auto name = parsedServiceName(endpoint.service);
        if (endpoint.type == EndpointType::Gateway && name && name->service == service)
            proposals.add(message(MessageId::FixMoveTarget, displayName(base(*target)), name->region),
                          edit::fieldSet(proposals.design(), base(*target).id, "region", name->region));
    });
}

} // namespace

void proposeNetworkFixes(FindingProposals& proposals) {
    if (const auto* endpoint = proposals.topology().get<VpcEndpoint>(proposals.finding().resource);
        endpoint && proposals.isAbout("endpoint-without-route-table"))
        proposeTables(proposals, *endpoint);
    const bool lacksRoute = proposals.isAbout("subnet-without-endpoint-route") || proposals.isAbout("nat-carries-s3") ||
                            proposals.isAbout("nat-carries-dynamodb");
    if (const auto* subnet = proposals.topology().get<Subnet>(proposals.finding().resource); subnet && lacksRoute)
        proposeEndpoints(proposals, *subnet);
    if (proposals.isAbout("shadowed-rule") || proposals.isAbout("redundant-rule"))
        proposeRemoval(proposals);
    if (proposals.isAbout("bucket-in-other-region"))
        proposeRegions(proposals);
}

} // namespace waylight
