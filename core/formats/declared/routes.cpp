// SPDX-License-Identifier: MIT
#include "core/formats/declared/routes.h"

#include "core/formats/declared/parts.h"

#include <algorithm>

namespace waylight::declared {
namespace {

constexpr Word tableId{"RouteTableId", "route_table_id"};

/// aws_route has the long names, the blocks of aws_route_table the short ones.
constexpr Word blockDestinations[] = {{"DestinationCidrBlock", "destination_cidr_block"},
                                      {"DestinationIpv6CidrBlock", "destination_ipv6_cidr_block"},
                                      {"", "cidr_block"},
                                      {"", "ipv6_cidr_block"}};

/// False when the file names a destination that is not known.
bool readDestination(Route& route, Entry& entry) {
    for (const Word word : blockDestinations)
        if (const std::string text = entry.text(word); !text.empty())
            if (const auto cidr = Cidr::parse(text))
                route.destination = *cidr;
    if (route.destination)
        return true;
    route.prefixList.id = entry.id(prefixListDestination);
    return bool(route.prefixList);
}

Id readTarget(Entry& entry) {
    Id target;
    for (const Word word : routeTargets)
        if (Id each = entry.id(word); target.empty())
            target = std::move(each);
    return target;
}

/// AWS adds the routes of gateway endpoints and of the VPC's blocks by itself.
bool isImplied(Assembly& assembly, const Route& route) {
    if (route.target.id == "local")
        return true;
    if (route.destination)
        return false;
    const auto* endpoint = assembly.find<VpcEndpoint>(route.target.id);
    return endpoint ? endpoint->type == EndpointType::Gateway : route.target.id.starts_with("vpce-");
}

void applyRoute(Assembly& assembly, Reading& part) {
    if (const Json target = noteOf(part.declaration).value("target", Json()); target.is_string()) {
        part.entry.rest().erase("network_interface_id");
        part.entry.rest()["instance_id"] = target;
    }
    if (auto* table = assembly.ownerOf<RouteTable>(part, tableId, "routes"))
        addRoute(assembly, *table, part.entry);
}

void applyAssociation(Assembly& assembly, Reading& part) {
    if (noteOf(part.declaration).contains("implied"))
        return;
    const Id table = part.entry.id(tableId);
    if (const Id gateway = part.entry.id({"GatewayId", "gateway_id"}); !gateway.empty()) {
        if (auto* owner = assembly.find<RouteTable>(table))
            owner->gateways.emplace_back(gateway);
        else
            assembly.sayPartOfNobody(part.declaration, table);
    } else if (auto* subnet = assembly.ownerOf<Subnet>(part, {"SubnetId", "subnet_id"}, "routeTableId")) {
        subnet->routeTable.id = table;
    }
}

void applyMainAssociation(Assembly& assembly, Reading& part) {
    if (const auto* table = assembly.ownerOf<RouteTable>(part, tableId, "main"))
        if (const Vpc* vpc = assembly.find<Vpc>(table->vpc.id))
            assembly.defaultsOf(vpc->id).table = table->id;
}

void applyPropagation(Assembly& assembly, Reading& part) {
    const Id gateway = part.entry.id({"VpnGatewayId", "vpn_gateway_id"});
    std::vector<Id> tables = part.entry.ids({"RouteTableIds", ""});
    if (const Id one = part.entry.id({"", "route_table_id"}); !one.empty())
        tables.push_back(one);
    for (const Id& id : tables) {
        if (auto* table = assembly.find<RouteTable>(id))
            table->propagating.emplace_back(gateway);
        else
            assembly.sayPartOfNobody(part.declaration, id);
    }
}

} // namespace

void addRoute(Assembly& assembly, RouteTable& table, Entry& entry) {
    Route route;
    if (!readDestination(route, entry)) {
        assembly.markUnknown(table, "routes");
        return;
    }
    route.target.id = readTarget(entry);
    if (entry.text({"", "state"}) == "blackhole")
        route.state = RouteState::Blackhole;
    const bool known = std::any_of(table.routes.begin(), table.routes.end(), [&](const Route& other) {
        return other.destination == route.destination && other.prefixList == route.prefixList;
    });
    if (!known && !isImplied(assembly, route))
        table.routes.push_back(std::move(route));
}

const std::vector<Part>& routeParts() {
    static const std::vector<Part> parts = {
        {"AWS::EC2::Route", "aws_route", applyRoute},
        {"AWS::EC2::SubnetRouteTableAssociation", "aws_route_table_association", applyAssociation},
        {"AWS::EC2::GatewayRouteTableAssociation", "", applyAssociation},
        {"", "aws_main_route_table_association", applyMainAssociation},
        {"AWS::EC2::VPNGatewayRoutePropagation", "aws_vpn_gateway_route_propagation", applyPropagation},
    };
    return parts;
}

Word routeTargetWord(const Topology& topology, const Id& target) {
    constexpr std::pair<Kind, std::size_t> words[] = {{kindOf<NatGateway>, 1},
                                                      {kindOf<TransitGateway>, 2},
                                                      {kindOf<VpcPeering>, 3},
                                                      {kindOf<VpcEndpoint>, 4},
                                                      {kindOf<EgressOnlyInternetGateway>, 5},
                                                      {kindOf<NetworkInterface>, 6},
                                                      {kindOf<Instance>, 7}};
    constexpr std::pair<std::string_view, std::size_t> prefixes[] = {
        {"nat-", 1}, {"tgw-", 2}, {"pcx-", 3},  {"vpce-", 4}, {"eigw-", 5},
        {"eni-", 6}, {"i-", 7},   {"cagw-", 8}, {"lgw-", 9},  {"arn:", 10}};
    if (const ResourcePtr found = topology.find(target)) {
        for (const auto& [kind, place] : words)
            if (found->index() == kind)
                return routeTargets[place];
        return routeTargets[0];
    }
    for (const auto& [prefix, place] : prefixes)
        if (target.starts_with(prefix))
            return routeTargets[place];
    return routeTargets[0];
}

} // namespace waylight::declared
