// SPDX-License-Identifier: MIT
#include "core/drawing/arrange_vpc.h"

#include "core/drawing/labels.h"
#include "core/drawing/layout.h"
#include "core/model/effective_routes.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace waylight {

using namespace metrics;

namespace {

/// A zone with its subnets by tier; without a zone, the subnets that name none.
struct Column {
    int zone = -1;
    std::vector<int> publicSubnets;
    std::vector<int> privateSubnets;

    const std::vector<int>& tier(bool isPublic) const { return isPublic ? publicSubnets : privateSubnets; }
};

class VpcArrangement {
public:
    VpcArrangement(Places& places, int vpc) : m_places(places), m_vpc(vpc), m_start(contentStart(places, vpc)) {}

    Size arrange() {
        sortChildren();
        placeZones();
        placeTables();
        placeBorder();
        placeRest();
        return m_size;
    }

private:
    void addSubnet(Column& column, int subnet) {
        (m_places.node(subnet).role == BoxRole::PublicSubnet ? column.publicSubnets : column.privateSubnets)
            .push_back(subnet);
    }

    /// The name without what names the zone, so that subnets of one purpose meet in one row.
    static std::string purpose(const std::string& title, const std::string& zone) {
        std::string name = title;
        for (const std::string& ending : {zone, zone.empty() ? std::string() : zone.substr(zone.size() - 1)})
            if (!ending.empty() && name.size() > ending.size() && name.ends_with(ending))
                return name.substr(0, name.size() - ending.size());
        return name;
    }

    void sortSubnets(std::vector<int>& subnets) const {
        std::stable_sort(subnets.begin(), subnets.end(), [&](int a, int b) { return sortKey(a) < sortKey(b); });
    }
    std::tuple<std::string, std::optional<Cidr>> sortKey(int index) const {
        const Subnet* subnet = m_places.topology.get<Subnet>(m_places.node(index).id);
        return {purpose(m_places.node(index).title == subnet->id ? std::string() : m_places.node(index).title,
                        subnet->availabilityZone),
                subnet->cidr};
    }

    void sortChildren() {
        Column loose;
        for (const int child : m_places.tree.childrenOf(m_vpc)) {
            const DrawnNode& node = m_places.node(child);
            if (node.role == BoxRole::Zone) {
                Column column{child, {}, {}};
                for (const int subnet : node.children)
                    addSubnet(column, subnet);
                m_columns.push_back(std::move(column));
            } else if (node.isContainer()) {
                addSubnet(loose, child);
            } else if (node.onBorder) {
                m_border.push_back(child);
            } else if (node.kind == kindOf<RouteTable> && isUsed(node.id)) {
                m_tables.push_back(child);
            } else {
                m_rest.push_back(child);
            }
        }
        if (!loose.publicSubnets.empty() || !loose.privateSubnets.empty())
            m_columns.push_back(std::move(loose));
        for (Column& column : m_columns) {
            if (m_places.tree.isOrdered)
                continue;
            sortSubnets(column.publicSubnets);
            sortSubnets(column.privateSubnets);
        }
    }

    bool isUsed(const Id& table) {
        if (m_users.empty())
            findUsers();
        const auto found = m_users.find(table);
        return found != m_users.end();
    }
    void findUsers() {
        m_users[Id()];
        const Id& vpc = m_places.node(m_vpc).id;
        m_places.topology.forEach<Subnet>([&](const Subnet& subnet) {
            if (subnet.vpc.id == vpc)
                if (const RouteTable* table = routeTableOf(m_places.topology, subnet))
                    m_users[table->id].push_back(m_places.tree.find(subnet.id));
        });
        m_places.topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            if (endpoint.vpc.id == vpc)
                for (const auto& table : endpoint.routeTables)
                    m_users[table.id];
        });
    }

    void placeZones() {
        std::array<std::vector<int>, 2> heights; // of the rows, public and private
        std::array<int, 2> across{1, 1};
        for (const bool tier : {true, false}) {
            std::size_t most = 0;
            for (const Column& column : m_columns)
                most = std::max(most, column.tier(tier).size());
            across[tier] = most <= 4 ? 1 : most <= 12 ? 2 : 4;
            heights[tier].assign(
                (most + static_cast<std::size_t>(across[tier]) - 1) / static_cast<std::size_t>(across[tier]), 0);
            for (const Column& column : m_columns)
                for (std::size_t i = 0; i < column.tier(tier).size(); ++i) {
                    int& height = heights[tier][i / static_cast<std::size_t>(across[tier])];
                    height = std::max(height, m_places.rect(column.tier(tier)[i]).height);
                }
        }
        int x = m_start.x;
        for (const Column& column : m_columns) {
            const int width = placeColumn(column, x, heights, across);
            x += width + 2 * gap - padding;
        }
        m_right = m_columns.empty() ? m_start.x : x - (2 * gap - padding);
        m_bottom = m_start.y;
        for (const Column& column : m_columns)
            m_bottom = std::max(m_bottom, column.zone >= 0 ? m_places.rect(column.zone).bottom() : looseBottom(column));
    }

    int looseBottom(const Column& column) const {
        int bottom = 0;
        for (const bool tier : {true, false})
            for (const int subnet : column.tier(tier))
                bottom = std::max(bottom, m_places.rect(subnet).bottom());
        return bottom;
    }

    int placeColumn(const Column& column, int x, const std::array<std::vector<int>, 2>& heights,
                    const std::array<int, 2>& across) {
        const Point inner = column.zone >= 0 ? contentStart(m_places, column.zone) : Point{0, titleHeight + grid};
        int width = 0;
        for (const bool tier : {true, false})
            for (const int subnet : column.tier(tier))
                width = std::max(width, m_places.rect(subnet).width);
        int used = column.zone >= 0 ? leastSize(m_places.node(column.zone)).width - 2 * padding : 0;
        for (const bool tier : {true, false}) {
            const int columns = std::min<int>(across[tier], static_cast<int>(column.tier(tier).size()));
            used = std::max(used, columns * (width + gap) - gap);
        }
        int y = inner.y;
        for (const bool tier : {true, false}) {
            const auto& subnets = column.tier(tier);
            const auto perRow = static_cast<std::size_t>(across[tier]);
            for (std::size_t row = 0; row < heights[tier].size(); ++row) {
                for (std::size_t i = row * perRow; i < std::min(subnets.size(), (row + 1) * perRow); ++i) {
                    const int step = static_cast<int>(i - row * perRow) * (width + gap);
                    const int ownWidth = perRow == 1 ? used : width;
                    m_places.rect(subnets[i]) = {inner.x + step, y, ownWidth, heights[tier][row]};
                    if (column.zone < 0) {
                        m_places.rect(subnets[i]).x += x;
                        m_places.rect(subnets[i]).y += m_start.y;
                    }
                }
                y += heights[tier][row] + gap;
            }
        }
        if (column.zone < 0)
            return used;
        m_places.rect(column.zone) = {x, m_start.y, used + 2 * padding, y - gap + padding};
        return used + 2 * padding;
    }

    int centreOf(int subnet) const {
        int y = m_places.rect(subnet).y + m_places.rect(subnet).height / 2;
        const int zone = m_places.node(subnet).parent;
        return zone < 0 || zone == m_vpc ? y : y + m_places.rect(zone).y;
    }

    void placeTables() {
        if (m_tables.empty())
            return;
        int associations = 0;
        int widest = 0;
        int label = 0;
        std::vector<std::pair<int, int>> wanted;
        for (const int table : m_tables) {
            const auto& users = m_users[m_places.node(table).id];
            int sum = 0;
            for (const int subnet : users)
                sum += centreOf(subnet);
            associations += static_cast<int>(users.size());
            wanted.emplace_back(users.empty() ? m_bottom : sum / static_cast<int>(users.size()), table);
            widest = std::max(widest, m_places.rect(table).width);
            label = std::max(label, widestLabel(m_places.node(table).id));
        }
        const int lanes = onGrid(std::min(2 * gap + grid * associations, 200));
        const int x = m_columns.empty() ? m_start.x : m_right + lanes;
        // A long list stands in several columns beside short zones.
        const auto rows = static_cast<std::size_t>(std::max(4, (m_bottom - m_start.y) / (symbolHeight + gap)));
        std::stable_sort(wanted.begin(), wanted.end());
        for (std::size_t from = 0, column = 0; from < wanted.size(); from += rows, ++column) {
            const std::vector part(wanted.begin() + static_cast<std::ptrdiff_t>(from),
                                   wanted.begin() + static_cast<std::ptrdiff_t>(std::min(wanted.size(), from + rows)));
            m_tableLeft = m_tableLeft ? m_tableLeft : x;
            stackNear(m_places, part, x + static_cast<int>(column) * (widest + 2 * gap),
                      m_start.y + titleHeight + grid);
            m_right = x + static_cast<int>(column) * (widest + 2 * gap) + widest;
        }
        m_tableRight = m_tableLeft + widest;
        m_labelRoom = onGrid(label + 5 * grid);
        for (const int table : m_tables)
            m_bottom = std::max(m_bottom, m_places.rect(table).bottom());
    }

    int widestLabel(const Id& table) const {
        int widest = 0;
        if (const RouteTable* resource = m_places.topology.get<RouteTable>(table))
            for (const EffectiveRoute& route : effectiveRoutes(m_places.topology, *resource))
                if (route.source != EffectiveRoute::Source::Local)
                    widest = std::max(widest, estimatedTextWidth(destinationLabel(m_places.topology, route.route), 11));
        return std::min(widest, 240);
    }

    void placeBorder() {
        int endpointWidth = 0;
        std::vector<std::pair<int, int>> endpoints; // and VPN gateways, on the right
        std::vector<int> gateways;
        for (const int item : m_border) {
            if (standsOnTop(m_places.node(item))) {
                gateways.push_back(item);
                continue;
            }
            endpoints.emplace_back(wantedCentre(item), item);
            endpointWidth = std::max(endpointWidth, m_places.rect(item).width);
        }
        const Size least = leastSize(m_places.node(m_vpc));
        const int titleEnd = least.width;
        if (!gateways.empty() && !m_tableLeft)
            m_right = std::max(m_right, titleEnd + symbolWidth);
        int width = std::max(least.width, endpoints.empty()
                                              ? m_right + padding
                                              : m_right + std::max(m_labelRoom, 2 * gap) + onGrid(endpointWidth / 2));
        int x = m_tableLeft ? (m_tableLeft + m_tableRight) / 2 : m_right - symbolWidth / 2;
        for (const int item : gateways) {
            Rect& rect = m_places.rect(item);
            rect.x = std::max((x - rect.width / 2) / grid * grid, titleEnd);
            rect.y = -rect.height / 2 / grid * grid - (rect.height / 2 % grid ? grid : 0);
            x = rect.right() + gap + rect.width / 2;
            width = std::max(width, rect.right() + padding);
        }
        placeEndpoints(endpoints);
        for (const auto& [centre, item] : endpoints) {
            Rect& rect = m_places.rect(item);
            rect.x = (width - rect.width / 2) / grid * grid;
            m_bottom = std::max(m_bottom, rect.bottom());
        }
        m_content = endpoints.empty() ? width - padding : width - onGrid(endpointWidth / 2) - gap;
        m_size.width = onGrid(width);
    }

    /// What tables route to level with those, the others in the room that is left.
    void placeEndpoints(std::vector<std::pair<int, int>> wanted) {
        std::stable_sort(wanted.begin(), wanted.end(), [&](const auto& a, const auto& b) {
            return std::pair(!isRouteTarget(a.second), a.first) < std::pair(!isRouteTarget(b.second), b.first);
        });
        const int top = m_start.y + titleHeight + grid;
        std::vector<int> placed;
        for (const auto& [centre, item] : wanted) {
            Rect& rect = m_places.rect(item);
            const int level = std::max(top, onGrid(centre - rect.height / 2));
            const auto isFree = [&](int y) {
                return y >= top && std::none_of(placed.begin(), placed.end(), [&](int other) {
                           return y < m_places.rect(other).bottom() + gap &&
                                  m_places.rect(other).y < y + rect.height + gap;
                       });
            };
            for (int away = 0;; away += grid) {
                const bool below = isFree(level + away);
                if (!below && !isFree(level - away))
                    continue;
                rect.y = below ? level + away : level - away;
                break;
            }
            placed.push_back(item);
        }
    }

    bool isRouteTarget(int item) const {
        const VpcEndpoint* endpoint = m_places.topology.get<VpcEndpoint>(m_places.node(item).id);
        return !endpoint || endpoint->type == EndpointType::Gateway ||
               endpoint->type == EndpointType::GatewayLoadBalancer;
    }

    /// Calls `visit` for the tables and subnets that something on the right border serves.
    template <class Visit>
    void forEachServed(const Id& id, Visit visit) const {
        if (const VpcEndpoint* endpoint = m_places.topology.get<VpcEndpoint>(id)) {
            for (const auto& table : endpoint->routeTables)
                visit(table.id);
            for (const auto& subnet : endpoint->subnets)
                visit(subnet.id);
        }
        m_places.topology.forEach<RouteTable>([&](const RouteTable& table) {
            const bool routes = std::any_of(table.routes.begin(), table.routes.end(),
                                            [&](const Route& route) { return route.target.id == id; });
            if (routes || std::any_of(table.propagating.begin(), table.propagating.end(),
                                      [&](const auto& gateway) { return gateway.id == id; }))
                visit(table.id);
        });
    }

    /// The middle of what an item on the right border serves.
    int wantedCentre(int item) const {
        int sum = 0;
        int count = 0;
        forEachServed(m_places.node(item).id, [&](const Id& id) {
            const int index = m_places.tree.find(id);
            if (index < 0)
                return;
            sum += centreOf(index);
            ++count;
        });
        return count ? sum / count : m_start.y;
    }

    void placeRest() {
        // What passes on the subnets' traffic stands next to them.
        std::stable_partition(m_rest.begin(), m_rest.end(), [&](int item) {
            return m_places.node(item).kind == kindOf<LoadBalancer> || m_places.node(item).kind == kindOf<NatGateway>;
        });
        if (!m_rest.empty()) {
            const int top = m_bottom == m_start.y ? m_start.y : m_bottom + gap;
            int widest = symbolWidth;
            for (const int item : m_rest)
                widest = std::max(widest, m_places.rect(item).width);
            for (const int item : m_rest)
                m_places.rect(item).width = widest;
            const int fitting = (m_content - m_start.x + gap) / (widest + gap);
            const int columns = std::max({1, fitting, std::min(4, squareColumns(m_rest.size()))});
            const Size rest = placedGrid(m_places, m_rest, {m_start.x, top}, columns);
            m_bottom = top + rest.height;
            m_size.width = std::max(m_size.width, m_start.x + rest.width + padding);
            moveEndpointsTo(m_size.width);
        }
        m_size.height = std::max(leastSize(m_places.node(m_vpc)).height, m_bottom + padding);
    }

    void moveEndpointsTo(int right) {
        for (const int item : m_border)
            if (Rect& rect = m_places.rect(item); !standsOnTop(m_places.node(item)))
                rect.x = (right - rect.width / 2) / grid * grid;
    }

    Places& m_places;
    int m_vpc;
    Point m_start;
    std::vector<Column> m_columns;
    std::vector<int> m_tables, m_border, m_rest;
    std::map<Id, std::vector<int>> m_users;
    int m_right = 0;
    int m_bottom = 0;
    int m_content = 0;
    int m_tableLeft = 0;
    int m_tableRight = 0;
    int m_labelRoom = 0;
    Size m_size;
};

} // namespace

Size arrangedVpc(Places& places, int vpc) {
    return VpcArrangement(places, vpc).arrange();
}

} // namespace waylight
