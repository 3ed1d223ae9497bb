// SPDX-License-Identifier: MIT
#include "core/model/effective_routes.h"

#include <algorithm>

namespace waylight {
namespace {

void addLocalRoutes(std::vector<EffectiveRoute>& out, const RouteTable& table, const std::vector<Cidr>& blocks) {
    for (const Cidr& block : blocks) {
        const bool replaced = std::any_of(table.routes.begin(), table.routes.end(), [&](const Route& r) {
            return r.destination == block && r.state != RouteState::Filtered;
        });
        if (replaced)
            continue;
        EffectiveRoute local{.source = EffectiveRoute::Source::Local};
        local.route.destination = block;
        local.route.target = "local";
        local.route.origin = RouteOrigin::Local;
        out.push_back(std::move(local));
    }
}

bool serves(const VpcEndpoint& endpoint, const RouteTable& table) {
    const auto& tables = endpoint.routeTables;
    return std::any_of(tables.begin(), tables.end(), [&](const auto& ref) { return ref.id == table.id; });
}

EffectiveRoute routeTo(const VpcEndpoint& endpoint, const Topology& topology) {
    EffectiveRoute route{.source = EffectiveRoute::Source::Endpoint, .service = endpoint.service};
    const PrefixList* list = prefixListNamed(topology, endpoint.service, endpoint.region);
    route.route.prefixList = list ? list->id : endpoint.service;
    route.route.target = endpoint.id;
    route.serves4 = endpoint.ipAddressType != "ipv6";
    route.serves6 = endpoint.ipAddressType == "ipv6" || endpoint.ipAddressType == "dualstack";
    return route;
}

} // namespace

std::vector<EffectiveRoute> possibleRoutes(const Topology& topology, const RouteTable& table) {
    std::vector<EffectiveRoute> out;
    topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        if (endpoint.type == EndpointType::Gateway && endpoint.vpc == table.vpc &&
            isUnknown(endpoint, "routeTableIds") && !serves(endpoint, table))
            out.push_back(routeTo(endpoint, topology));
    });
    // A VPC whose block is not known may have any of the private ones (RFC 1918, RFC 6598).
    if (const Vpc* vpc = topology.get(table.vpc); vpc && isUnknown(*vpc, "cidrBlocks"))
        for (const char* block : {"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"})
            addLocalRoutes(out, table, {*Cidr::parse(block)});
    return out;
}

std::vector<EffectiveRoute> effectiveRoutes(const Topology& topology, const RouteTable& table) {
    std::vector<EffectiveRoute> out;
    if (const Vpc* vpc = topology.get(table.vpc)) {
        addLocalRoutes(out, table, vpc->cidrs);
        addLocalRoutes(out, table, vpc->ipv6Cidrs);
    }
    topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        if (endpoint.type == EndpointType::Gateway && serves(endpoint, table))
            out.push_back(routeTo(endpoint, topology));
    });
    for (std::size_t i = 0; i < table.routes.size(); ++i)
        out.push_back({table.routes[i], EffectiveRoute::Source::Stored, i, {}});
    return out;
}

const RouteTable* routeTableOf(const Topology& topology, const Subnet& subnet) {
    if (subnet.routeTable)
        return topology.get(subnet.routeTable);
    const RouteTable* main = nullptr;
    topology.forEach<RouteTable>([&](const RouteTable& table) {
        if (!main && table.main && table.vpc == subnet.vpc)
            main = &table;
    });
    return main;
}

const NetworkAcl* networkAclOf(const Topology& topology, const Subnet& subnet) {
    if (subnet.networkAcl)
        return topology.get(subnet.networkAcl);
    const NetworkAcl* standard = nullptr;
    topology.forEach<NetworkAcl>([&](const NetworkAcl& acl) {
        if (!standard && acl.isDefault && acl.vpc == subnet.vpc)
            standard = &acl;
    });
    return standard;
}

const PrefixList* prefixListNamed(const Topology& topology, const std::string& listName, const std::string& region) {
    const PrefixList* found = nullptr;
    topology.forEach<PrefixList>([&](const PrefixList& list) {
        if (!found && list.listName == listName && (list.region.empty() || region.empty() || list.region == region))
            found = &list;
    });
    return found;
}

std::optional<ServiceName> parsedServiceName(const std::string& name) {
    const std::string prefix = "com.amazonaws.";
    if (!name.starts_with(prefix))
        return std::nullopt;
    const auto dot = name.find('.', prefix.size());
    if (dot == std::string::npos || dot + 1 == name.size())
        return std::nullopt;
    return ServiceName{name.substr(prefix.size(), dot - prefix.size()), name.substr(dot + 1)};
}

bool isPublicSubnet(const Topology& topology, const Subnet& subnet) {
    const RouteTable* table = routeTableOf(topology, subnet);
    return table && std::any_of(table->routes.begin(), table->routes.end(), [&](const Route& r) {
               return topology.get<InternetGateway>(r.target.id) != nullptr || r.target.id.starts_with("igw-");
           });
}

} // namespace waylight
