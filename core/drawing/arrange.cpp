// SPDX-License-Identifier: MIT
#include "core/drawing/arrange.h"

#include "core/drawing/arrange_vpc.h"
#include "core/drawing/junctions.h"
#include "core/drawing/labels.h"
#include "core/drawing/layout.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace waylight {

using namespace metrics;

int onGrid(int value) {
    return (value + grid - 1) / grid * grid;
}

Size symbolSize(const DrawnNode& node) {
    if (node.role == BoxRole::Note)
        return {200, onGrid(24 + 15 * (1 + estimatedTextWidth(node.title, 12) / 165))};
    // A long second line may be shortened; the name should not.
    const int words =
        std::max(estimatedTextWidth(node.title, 12, true), std::min(estimatedTextWidth(node.subtitle, 11), 144)) + 16;
    return {std::clamp(onGrid(words), symbolWidth, 216), symbolHeight};
}

Size leastSize(const DrawnNode& node) {
    const int words =
        estimatedTextWidth(node.title, 13, true) + estimatedTextWidth(node.subtitle, 12) + iconSize + padding;
    return {onGrid(std::clamp(words, symbolWidth + 2 * padding, 640)), titleHeight + 2 * padding};
}

bool standsOnTop(const DrawnNode& node) {
    return node.onBorder && (node.kind == kindOf<InternetGateway> || node.kind == kindOf<EgressOnlyInternetGateway>);
}

Point contentStart(const Places& places, int container) {
    if (container < 0)
        return {0, 0};
    const auto& children = places.tree.childrenOf(container);
    const bool gateway =
        std::any_of(children.begin(), children.end(), [&](int child) { return standsOnTop(places.node(child)); });
    return {padding, onGrid(gateway ? titleHeight + symbolHeight / 2 + grid : titleHeight + grid)};
}

Size placedGrid(Places& places, const std::vector<int>& items, Point start, int columns) {
    if (items.empty())
        return {};
    const auto count = static_cast<std::size_t>(std::max(1, columns));
    std::vector<int> widths(count);
    for (std::size_t i = 0; i < items.size(); ++i)
        widths[i % count] = std::max(widths[i % count], places.rect(items[i]).width);
    Size size;
    int y = start.y;
    for (std::size_t row = 0; row < items.size(); row += count) {
        int x = start.x;
        int height = 0;
        for (std::size_t i = row; i < std::min(items.size(), row + count); ++i) {
            Rect& rect = places.rect(items[i]);
            rect.x = x;
            rect.y = y;
            x += widths[i - row] + gap;
            height = std::max(height, rect.height);
        }
        size.width = std::max(size.width, x - gap - start.x);
        y += height + gap;
    }
    size.height = y - gap - start.y;
    return size;
}

int squareColumns(std::size_t count) {
    return count <= 3 ? static_cast<int>(count) : static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
}

void stackNear(Places& places, std::vector<std::pair<int, int>> wanted, int x, int top) {
    std::stable_sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    int y = top;
    for (const auto& [centre, item] : wanted) {
        Rect& rect = places.rect(item);
        rect.x = x;
        rect.y = std::max(y, onGrid(centre - rect.height / 2));
        y = rect.bottom() + gap;
    }
}

namespace {

/// How far what straddles a box's border reaches outside it.
struct Overhang {
    int top = 0;
    int right = 0;
    int bottom = 0;
};
Overhang overhangOf(const Places& places, int container) {
    Overhang over;
    const Rect& box = places.rect(container);
    for (const int child : places.tree.childrenOf(container)) {
        const Rect& rect = places.rect(child);
        over.top = std::max(over.top, -rect.y);
        over.right = std::max(over.right, rect.right() - box.width);
        over.bottom = std::max(over.bottom, rect.bottom() - box.height);
    }
    return over;
}

/// Boxes in rows of `columns`, with room for what straddles their borders. Returns the size taken.
Size placedBoxes(Places& places, const std::vector<int>& boxes, Point start, int columns, int between) {
    Size size;
    int y = start.y;
    for (std::size_t row = 0; row < boxes.size(); row += static_cast<std::size_t>(columns)) {
        const auto end = std::min(boxes.size(), row + static_cast<std::size_t>(columns));
        int top = 0;
        for (std::size_t i = row; i < end; ++i)
            top = std::max(top, overhangOf(places, boxes[i]).top);
        int x = start.x;
        int bottom = y;
        for (std::size_t i = row; i < end; ++i) {
            const Overhang over = overhangOf(places, boxes[i]);
            Rect& rect = places.rect(boxes[i]);
            rect.x = x;
            rect.y = y + onGrid(top);
            x = rect.right() + onGrid(over.right) + between;
            bottom = std::max(bottom, rect.bottom() + onGrid(over.bottom));
        }
        size.width = std::max(size.width, x - between - start.x);
        y = bottom + between;
    }
    size.height = boxes.empty() ? 0 : y - between - start.y;
    return size;
}

/// The middle of the gateway endpoints through which a service is reached, in the coordinates of the VPCs' container.
int endpointCentre(const Places& places, const std::vector<int>& vpcs, const DrawnNode& service) {
    int sum = 0;
    int count = 0;
    const std::string wanted = service.kind == kindOf<Bucket> ? "S3" : "DynamoDB";
    for (const int vpc : vpcs)
        for (const int child : places.tree.childrenOf(vpc)) {
            const VpcEndpoint* endpoint = places.topology.get<VpcEndpoint>(places.node(child).id);
            if (!endpoint || serviceLabel(endpoint->service) != wanted)
                continue;
            sum += places.rect(vpc).y + places.rect(child).y + places.rect(child).height / 2;
            ++count;
        }
    return count ? sum / count : 0;
}

/// What is side by side in a Region, or on the top level without one.
struct Shelf {
    std::vector<int> boxes;    ///< containers
    std::vector<int> joints;   ///< transit gateways and peering connections
    std::vector<int> services; ///< buckets and tables with what belongs to them, and the networks of customers
    std::vector<int> rest;

    void add(const DrawnNode& node, int index) {
        const bool joint = node.kind == kindOf<TransitGateway> || node.kind == kindOf<VpcPeering>;
        const bool service = node.kind == kindOf<Bucket> || node.kind == kindOf<DynamoTable> ||
                             node.kind == kindOf<AccessPoint> || node.kind == kindOf<KmsKey> ||
                             node.kind == kindOf<CustomerGateway>;
        (node.isContainer() ? boxes : joint ? joints : service ? services : rest).push_back(index);
    }
};
Shelf shelfOf(const Places& places, int container) {
    Shelf shelf;
    for (const int child : places.tree.childrenOf(container))
        shelf.add(places.node(child), child);
    return shelf;
}

/// False for transit gateways and peering connections that are gone, or wait for what they are for.
bool joinsSomething(const Places& places, const std::vector<Junction>& junctions, int item) {
    const Id& own = places.node(item).id;
    return std::any_of(junctions.begin(), junctions.end(), [&](const Junction& junction) {
        return junction.working && (junction.from == own || junction.to == own) &&
               places.tree.find(junction.from == own ? junction.to : junction.from) >= 0;
    });
}

/// The middle of what a symbol joins, in the coordinates of its container and as far as it is in there; 0: nothing.
int junctionCentre(const Places& places, const std::vector<Junction>& junctions, int item) {
    int sum = 0;
    int count = 0;
    for (const Junction& junction : junctions) {
        const Id& own = places.node(item).id;
        if (junction.from != own && junction.to != own)
            continue;
        int at = places.tree.find(junction.from == own ? junction.to : junction.from);
        if (at < 0)
            continue;
        int y = places.rect(at).height / 2;
        for (; at >= 0 && at != places.node(item).parent; at = places.node(at).parent)
            y += places.rect(at).y;
        if (at != places.node(item).parent)
            continue;
        sum += y;
        ++count;
    }
    return count ? sum / count : 0;
}

/// A column that starts at `corner`, each item level with what it belongs to; many items as a block. Returns the size
/// taken.
Size placedColumn(Places& places, const std::vector<int>& items, Point corner,
                  const std::function<int(int)>& centreOf) {
    if (items.size() > 6)
        return placedGrid(places, items, corner, squareColumns(items.size()));
    std::vector<std::pair<int, int>> wanted;
    for (const int item : items)
        wanted.emplace_back(centreOf(item), item);
    stackNear(places, wanted, corner.x, corner.y);
    Size size;
    for (const int item : items)
        size = {std::max(size.width, places.rect(item).width),
                std::max(size.height, places.rect(item).bottom() - corner.y)};
    return size;
}

/// VPCs below one another, so that each faces what joins them and the services on the right; other things in rows
/// below.
Size arrangedShelf(Places& places, Shelf shelf, Point start) {
    const std::vector<Junction> junctions = junctionsOf(places.topology);
    const auto idle = std::stable_partition(shelf.joints.begin(), shelf.joints.end(),
                                            [&](int item) { return joinsSomething(places, junctions, item); });
    shelf.rest.insert(shelf.rest.begin(), idle, shelf.joints.end());
    shelf.joints.erase(idle, shelf.joints.end());
    const int columns = shelf.boxes.size() <= 4
                            ? 1
                            : static_cast<int>(std::ceil(std::sqrt(static_cast<double>(shelf.boxes.size()) / 2)));
    Size size = placedBoxes(places, shelf.boxes, start, columns, 2 * gap);
    const auto centreOf = [&](int item) {
        const DrawnNode& node = places.node(item);
        return node.kind == kindOf<Bucket> || node.kind == kindOf<DynamoTable>
                   ? endpointCentre(places, shelf.boxes, node)
                   : junctionCentre(places, junctions, item);
    };
    // The words of routes to what joins networks stand before it.
    for (const auto& [items, before] : {std::pair(&shelf.joints, 6 * gap), std::pair(&shelf.services, 2 * gap)})
        if (!items->empty()) {
            const Point corner{size.width ? start.x + size.width + before : start.x, start.y};
            const Size column = placedColumn(places, *items, corner, centreOf);
            size = {corner.x + column.width - start.x, std::max(size.height, column.height)};
        }
    if (!shelf.rest.empty()) {
        const int below = size.height ? start.y + size.height + 2 * gap : start.y;
        const int across = std::max({1, squareColumns(shelf.rest.size()), size.width / (symbolWidth + 2 * gap)});
        const Size rest = placedGrid(places, shelf.rest, {start.x, below}, across);
        size = {std::max(size.width, rest.width), below + rest.height - start.y};
    }
    return size;
}

/// The middle of the first internet gateway, or of the first box, on the top level.
int gatewayCentre(const Places& places, const std::vector<int>& boxes) {
    for (std::size_t i = 0; i < places.tree.nodes.size(); ++i) {
        const DrawnNode& node = places.tree.nodes[i];
        if (!node.onBorder || node.kind != kindOf<InternetGateway>)
            continue;
        int x = places.rects[i].width / 2;
        for (int at = static_cast<int>(i); at >= 0; at = places.node(at).parent)
            x += places.rect(at).x;
        return x;
    }
    return boxes.empty() ? 0 : places.rect(boxes.front()).x + places.rect(boxes.front()).width / 2;
}

/// Roles on the left, Regions side by side, then what has no Region, the internet above.
Size arrangedTop(Places& places) {
    std::vector<int> regions, roles, internet;
    Shelf rest;
    for (const int root : places.tree.roots) {
        const DrawnNode& node = places.node(root);
        if (node.role == BoxRole::Region || node.kind == kindOf<Role> || node.kind == kindOf<Internet>)
            (node.role == BoxRole::Region ? regions : node.kind == kindOf<Role> ? roles : internet).push_back(root);
        else
            rest.add(node, root);
    }
    // Regions that only hold services stand on the right, as services do in a Region.
    std::stable_partition(regions.begin(), regions.end(),
                          [&](int region) { return !shelfOf(places, region).boxes.empty(); });
    const int top = internet.empty() ? 0 : symbolHeight + 2 * gap;
    const int roleColumns = roles.size() <= 8 ? 1 : squareColumns(roles.size());
    const Size roleSize = placedGrid(places, roles, {0, top}, roleColumns);
    const int left = roles.empty() ? 0 : roleSize.width + 2 * gap;
    const int across =
        regions.size() <= 4 ? 4 : static_cast<int>(std::ceil(std::sqrt(static_cast<double>(regions.size()))));
    const Size regionSize = placedBoxes(places, regions, {left, top}, across, 2 * gap);
    const Point restStart{regions.empty() ? left : left + regionSize.width + 2 * gap, top};
    const Size restSize = arrangedShelf(places, rest, restStart);
    const auto& boxes = regions.empty() ? rest.boxes : regions;
    int x = std::max(0, (gatewayCentre(places, boxes) - symbolWidth / 2) / grid * grid);
    for (const int item : internet) {
        places.rect(item).x = x;
        places.rect(item).y = 0;
        x = places.rect(item).right() + gap;
    }
    return {restStart.x + restSize.width, top + std::max({roleSize.height, regionSize.height, restSize.height})};
}

} // namespace

Size arranged(Places& places, int container) {
    if (container < 0)
        return arrangedTop(places);
    const DrawnNode& node = places.node(container);
    const Point start = contentStart(places, container);
    Size content;
    if (node.role == BoxRole::Vpc)
        return arrangedVpc(places, container);
    if (node.role == BoxRole::Region)
        content = arrangedShelf(places, shelfOf(places, container), start);
    else if (node.role == BoxRole::Zone)
        content = placedGrid(places, node.children, start, 1);
    else
        content = placedGrid(places, node.children, start, squareColumns(node.children.size()));
    const Size least = leastSize(node);
    return {std::max(least.width, start.x + content.width + padding),
            std::max(least.height, start.y + content.height + padding)};
}

} // namespace waylight
