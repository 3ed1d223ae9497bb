// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "core/edit/membership.h"
#include "core/edit/record_cells.h"

#include <algorithm>
#include <set>

namespace waylight::edit {
namespace {

/// What a route of a subnet's table can lead to.
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
constexpr Kind routeTargets[] = {kindOf<InternetGateway>, kindOf<NatGateway>,     kindOf<EgressOnlyInternetGateway>,
                                 kindOf<VpcPeering>,      kindOf<TransitGateway>, kindOf<VpnGateway>};

void addOfVpc(const Topology& topology, Kind kind, const Id& vpc, std::vector<Id>& ids) {
    for (const auto& [id, resource] : topology.table(kind)) {
        const Id own = vpcOf(topology, *resource);
        if (own.empty() || vpc.empty() || own == vpc)
            ids.push_back(id);
    }
}

bool joins(const VpcPeering& peering, const Id& vpc) {
    return peering.requester.id == vpc || peering.accepter.id == vpc;
}

/// Instances with an interface in the VPC, and interfaces of nobody: the middleboxes that a route can lead to.
void addMachines(const Topology& topology, const Id& vpc, bool interfaces, std::vector<Id>& ids) {
    std::set<Id> seen;
    topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
        const Subnet* subnet = topology.get(interface.subnet);
        if (!subnet || (!vpc.empty() && subnet->vpc.id != vpc))
            return;
        if (interface.instance)
            seen.insert(interface.instance.id);
        else if (interfaces && wholeOf(topology, interface.id).empty())
            ids.push_back(interface.id);
    });
    ids.insert(ids.end(), seen.begin(), seen.end());
}

std::vector<Id> targetsFor(const Topology& topology, const Id& vpc) {
    std::vector<Id> ids;
    for (const Kind kind : routeTargets)
        if (kind == kindOf<VpcPeering>)
            topology.forEach<VpcPeering>([&](const VpcPeering& each) {
                if (vpc.empty() || joins(each, vpc))
                    ids.push_back(each.id);
            });
        else
            addOfVpc(topology, kind, vpc, ids);
    topology.forEach<VpcEndpoint>([&](const VpcEndpoint& each) {
        if (each.type == EndpointType::GatewayLoadBalancer && (vpc.empty() || each.vpc.id == vpc))
            ids.push_back(each.id);
    });
    addMachines(topology, vpc, true, ids);
    return ids;
}

std::vector<std::string> blockWords(const Topology& topology, const Resource& resource, const RecordColumn& column) {
    std::vector<std::string> words{Cidr::all(IpFamily::V4).toString(), Cidr::all(IpFamily::V6).toString()};
    if (const Vpc* vpc = topology.get<Vpc>(vpcOf(topology, resource)); vpc && column.fields.size() > 1)
        for (const auto* blocks : {&vpc->cidrs, &vpc->ipv6Cidrs})
            for (const Cidr& each : *blocks)
                words.push_back(each.toString());
    return words;
}

} // namespace

CellChoices cellChoices(const Topology& topology, const Resource& resource, const RecordColumn& column) {
    CellChoices choices;
    const FieldInfo& field = column.field();
    if (column.form == RecordColumn::Form::Ports) {
        choices.words = {"all",          "22 (ssh)",   "53 (dns)",          "80 (http)", "443 (https)",
                         "3306 (mysql)", "3389 (rdp)", "5432 (postgresql)", "1024-65535"};
        return choices;
    }
    for (const FieldInfo& each : column.fields)
        if (each.refersTo) {
            const std::vector<Id> more = choicesFor(topology, resource, each);
            choices.ids.insert(choices.ids.end(), more.begin(), more.end());
        } else if (each.type == FieldType::Reference) {
            const Id vpc = vpcOf(topology, resource);
            if (std::holds_alternative<RouteTable>(resource)) {
                choices.ids = targetsFor(topology, vpc);
                choices.words = {"local"};
            } else {
                addMachines(topology, vpc, false, choices.ids);
                addOfVpc(topology, kindOf<LoadBalancer>, vpc, choices.ids);
            }
        }
    if (field.type == FieldType::Protocol)
        choices.words = {"tcp", "udp", "icmp", "icmpv6", "all"};
    else if (field.type == FieldType::Choice)
        choices.words = field.choices;
    else if (std::any_of(column.fields.begin(), column.fields.end(),
                         [](const FieldInfo& each) { return each.type == FieldType::Block; }))
        choices.words = blockWords(topology, resource, column);
    return choices;
}

} // namespace waylight::edit
