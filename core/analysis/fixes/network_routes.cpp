// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/network.h"
#include "core/base/message_ids.h"
#include "core/model/effective_routes.h"
#include "core/network/compile_parts.h"

#include <algorithm>
#include <charconv>

namespace waylight {
namespace {

/// The edits of one table for one destination.
class TableFixes {
public:
    TableFixes(FixMaker& make, const RouteTable& table, const IpAddress& destination)
        : m_make(make), m_table(table), m_destination(destination), m_decides(stored()) {}

    void propose() {
        proposeWithout();
        proposeActive();
        for (const RouteChoice& choice : routeChoices(m_make, m_table, m_destination))
            offer(choice);
    }

private:
    /// The stored route that decides now; none: nothing matches, or what follows from the VPC or an endpoint does.
    std::optional<std::size_t> stored() const {
        const auto* compiled = m_make.index().find<CompiledTable>(m_table.id);
        const auto found = compiled ? compiled->lookup.find(m_destination) : RouteLookup::Found();
        return found && found.route->index >= 0 ? std::optional(static_cast<std::size_t>(found.route->index))
                                                : std::nullopt;
    }

    std::string destinationOf(const Route& route) const {
        return route.destination ? route.destination->toString() : route.prefixList.id;
    }

    void proposeWithout() {
        if (!m_decides)
            return;
        RouteTable fixed = m_table;
        fixed.routes.erase(fixed.routes.begin() + static_cast<std::ptrdiff_t>(*m_decides));
        m_make.offer(
            message(MessageId::FixRouteRemove, displayName(m_table), destinationOf(m_table.routes[*m_decides])),
            opensAddress, fixed);
    }

    /// A blackhole whose target is there after all.
    void proposeActive() {
        if (!m_decides)
            return;
        const Route& route = m_table.routes[*m_decides];
        if (route.state != RouteState::Blackhole ||
            !(route.target.id == "local" || m_make.topology().contains(route.target.id)))
            return;
        RouteTable fixed = m_table;
        fixed.routes[*m_decides].state = RouteState::Active;
        m_make.offer(message(MessageId::FixRouteTarget, displayName(m_table), destinationOf(route),
                             m_make.nameOf(route.target.id)),
                     opensNothing, fixed);
    }

    void offer(const RouteChoice& choice) {
        const Route* now = m_decides ? &m_table.routes[*m_decides] : nullptr;
        const bool moreSpecific =
            now && (!now->destination || now->destination->length() >= choice.destination.length());
        if (moreSpecific && now->target.id == choice.target && now->state == RouteState::Active)
            return;
        RouteTable fixed = m_table;
        Route route;
        route.target = choice.target;
        if (moreSpecific) { // a wider route would not win
            route.destination = now->destination;
            route.prefixList = now->prefixList;
            fixed.routes[*m_decides] = route;
        } else {
            route.destination = choice.destination;
            fixed.routes.push_back(route);
        }
        m_make.offer(message(moreSpecific ? MessageId::FixRouteTarget : MessageId::FixRoute, displayName(m_table),
                             destinationOf(route), m_make.nameOf(choice.target)),
                     choice.exposure, fixed);
    }

    FixMaker& m_make;
    const RouteTable& m_table;
    IpAddress m_destination;
    std::optional<std::size_t> m_decides;
};

/// The tables that send the packet where it does not get through, the nearest first: the blocker's own and those asked
/// before.
struct Asked {
    Id table;
    Id place;
    IpAddress destination;
};

std::vector<Asked> askedTables(const FixMaker& make) {
    std::vector<Asked> out;
    const Blocked& blocked = make.blocked();
    const auto add = [&](const Id& table, const Id& place, const IpAddress& destination) {
        if (std::none_of(out.begin(), out.end(),
                         [&](const Asked& each) { return each.table == table && each.place == place; }))
            out.push_back({table, place, destination});
    };
    if (blocked.packet)
        add(blocked.check.resource, blocked.place, blocked.packet->destination);
    for (auto route = blocked.taken.rbegin(); route != blocked.taken.rend(); ++route)
        add(route->check.resource, route->place, route->packet.destination);
    return out;
}

/// A gateway's own table that sends the packet to where it should not go.
void proposeEdge(FixMaker& make, const RouteTable& table, const Id& gateway) {
    const auto& gateways = table.gateways;
    if (std::none_of(gateways.begin(), gateways.end(), [&](const AnyRef& each) { return each.id == gateway; }))
        return;
    RouteTable fixed = table;
    std::erase_if(fixed.gateways, [&](const AnyRef& each) { return each.id == gateway; });
    make.offer(message(MessageId::FixEdgeDissociate, make.nameOf(gateway), displayName(table)), opensEverything, fixed);
}

} // namespace

std::optional<Cidr> blockAround(const Vpc& vpc, const IpAddress& address) {
    for (const auto* blocks : {&vpc.cidrs, &vpc.ipv6Cidrs})
        for (const Cidr& block : *blocks)
            if (block.contains(address))
                return block;
    return std::nullopt;
}

std::optional<std::size_t> indexIn(const std::string& pointer, std::string_view prefix) {
    std::size_t index = 0;
    if (!pointer.starts_with(prefix))
        return std::nullopt;
    const char* end = pointer.data() + pointer.size();
    const auto read = std::from_chars(pointer.data() + prefix.size(), end, index);
    return read.ec == std::errc() && read.ptr == end ? std::optional(index) : std::nullopt;
}

bool works(const std::string& state) {
    return compile::isWorking(state) || state == "running";
}

void proposeRoutes(FixMaker& make, const RouteTable& table, const IpAddress& destination) {
    if (make.callTarget())
        proposeEndpoints(make, table);
    TableFixes(make, table, destination).propose();
    proposeNewTargets(make, table, destination);
}

void proposeOtherTables(FixMaker& make, const Subnet& subnet, const IpAddress& destination) {
    const RouteTable* now = make.index().tableOf(subnet);
    make.topology().forEach<RouteTable>([&](const RouteTable& table) {
        const auto* compiled = table.vpc == subnet.vpc && &table != now && table.gateways.empty()
                                   ? make.index().find<CompiledTable>(table.id)
                                   : nullptr;
        const auto found = compiled ? compiled->lookup.find(destination) : RouteLookup::Found();
        if (!found || found.route->blackhole)
            return;
        Subnet fixed = subnet;
        fixed.routeTable = table.main ? Id() : table.id;
        if (const RouteTable* follows = routeTableOf(make.topology(), fixed); follows != &table)
            return;
        const bool toInternet = isPublicSubnet(make.topology(), fixed);
        make.offer(message(MessageId::FixAssociateTable, displayName(subnet), displayName(table)),
                   toInternet ? opensInternet : opensOutward, fixed);
    });
}

void proposeWays(FixMaker& make) {
    proposeRepairs(make);
    for (const Asked& asked : askedTables(make)) {
        if (const auto* table = make.topology().get<RouteTable>(asked.table)) {
            proposeEdge(make, *table, asked.place);
            proposeRoutes(make, *table, asked.destination);
            if (const auto* subnet = make.topology().get<Subnet>(asked.place))
                proposeOtherTables(make, *subnet, asked.destination);
        } else if (const auto* transit = make.topology().get<TransitGatewayRouteTable>(asked.table)) {
            proposeTransitRoutes(make, *transit, asked.destination);
        }
    }
}

} // namespace waylight
