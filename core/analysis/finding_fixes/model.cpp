// SPDX-License-Identifier: MIT
#include "core/analysis/finding_fixes/proposer.h"
#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/blocks.h"
#include "core/edit/edits.h"
#include "core/model/references.h"
#include "core/policy/known_actions.h"

namespace waylight {
namespace {

std::string fieldOf(const std::string& pointer) {
    return pointer.empty() ? std::string() : pointer.substr(1, pointer.find('/', 1) - 1);
}

void proposeBlock(FindingProposals& proposals, const Resource& resource, const std::string& fieldName) {
    const FieldInfo* field = fieldInfo(resource.index(), fieldName);
    const auto value = field ? edit::withFreeBlock(proposals.topology(), resource, *field) : std::nullopt;
    if (value && value->is_string())
        proposals.add(message(MessageId::FixBlock, displayName(base(resource)), value->get<std::string>()),
                      edit::fieldSet(proposals.design(), base(resource).id, fieldName, *value));
}

/// The pointer is "/privateIpAddresses/0/privateIpAddress".
void proposeAddress(FindingProposals& proposals, const Resource& resource, const std::string& pointer) {
    const auto* interface = std::get_if<NetworkInterface>(&resource);
    const Subnet* subnet = interface ? proposals.topology().get(interface->subnet) : nullptr;
    const auto address = subnet ? edit::nextAddress(proposals.topology(), *subnet) : std::nullopt;
    const std::string field = fieldOf(pointer);
    if (!address || field != "privateIpAddresses")
        return;
    Json list = fieldValue(resource, field);
    const Json::json_pointer place(pointer.substr(1 + field.size()));
    if (!list.contains(place))
        return;
    list[place] = address->toString();
    proposals.add(message(MessageId::FixAddress, displayName(*interface), address->toString()),
                  edit::fieldSet(proposals.design(), interface->id, field, list));
}

void proposeOrdinaryTable(FindingProposals& proposals, const Resource& resource) {
    const auto* table = std::get_if<RouteTable>(&resource);
    const auto& args = proposals.finding().message.args; // VPC, the first main table, this one
    if (!table || args.size() < 2)
        return;
    RouteTable ordinary = *table;
    ordinary.main = false;
    Design after = proposals.design();
    after.topology.set(Resource(std::move(ordinary)));
    proposals.add(message(MessageId::FixNotMain, displayName(*table), args[1]), std::move(after));
}

void proposeWithoutReference(FindingProposals& proposals, const Resource& resource) {
    const auto& args = proposals.finding().message.args; // who, what is not there
    if (args.size() < 2)
        return;
    Design after = proposals.design();
    after.topology.set(withReference(resource, args[1], {}));
    proposals.add(message(MessageId::FixReference, displayName(base(resource)), args[1]), std::move(after));
}

} // namespace

void proposeModelFixes(FindingProposals& proposals) {
    const Finding& finding = proposals.finding();
    const ResourcePtr resource = finding.rule == "model" ? proposals.topology().find(finding.resource) : nullptr;
    if (!resource)
        return;
    switch (finding.message.id) {
    case MessageId::BlockOutsideVpc:
    case MessageId::SubnetsOverlap:
        return proposeBlock(proposals, *resource, fieldOf(finding.pointer));
    case MessageId::AddressOutsideSubnet:
        return proposeAddress(proposals, *resource, finding.pointer);
    case MessageId::TwoMainTables:
        return proposeOrdinaryTable(proposals, *resource);
    case MessageId::DanglingReference:
        return proposeWithoutReference(proposals, *resource);
    default:
        return;
    }
}

void proposeRequestFixes(FindingProposals& proposals) {
    const Request* request = proposals.design().requests.find(proposals.finding().resource);
    if (!request || !proposals.isAbout("request-unknown-action"))
        return;
    for (const std::string& action : policy::nearestActions(request->action)) {
        Request asked = *request;
        asked.action = action;
        Design after = proposals.design();
        after.requests.set(asked.id, asked);
        proposals.add(message(MessageId::FixRequestAction, request->action, action), std::move(after));
    }
}

} // namespace waylight
