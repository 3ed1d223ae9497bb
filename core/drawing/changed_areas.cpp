// SPDX-License-Identifier: MIT
#include "core/drawing/changed_areas.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>

namespace waylight {
namespace {

constexpr std::size_t mostAreas = 256;
constexpr int gridCells = 16; ///< of the coarse grid, in each direction

Rect united(const Rect& a, const Rect& b) {
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// A box is drawn the same when all but its place in the list is the same.
bool sameDrawn(const PictureBox& a, const PictureBox& b) {
    return a.rect == b.rect && a.depth == b.depth && a.role == b.role && a.icon == b.icon && a.title == b.title &&
           a.subtitle == b.subtitle && a.tint == b.tint && a.price == b.price;
}

bool sameDrawn(const PictureConnector& a, const PictureConnector& b) {
    return a == b;
}

/// What differs between two lists of things with ids: walks both at once, so that lists that differ in a few places
/// cost a comparison each and no look-up.
template <class Item, class Add>
void compare(const std::vector<Item>& before, const std::vector<Item>& after, Add add) {
    std::unordered_set<std::string_view> ahead; // ids before that the walk has not passed over; made when needed
    const auto isAhead = [&](const Id& id) {
        if (ahead.empty())
            for (const Item& item : before)
                ahead.insert(item.id);
        return ahead.contains(id);
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() && j < after.size()) {
        if (before[i].id == after[j].id) {
            if (!sameDrawn(before[i], after[j])) {
                add(before[i]);
                add(after[j]);
            }
            ++i, ++j;
        } else if (!isAhead(after[j].id)) {
            add(after[j++]);
        } else {
            // Gone, or in another order: then its new place is found when the walk comes to it.
            add(before[i]);
            ahead.erase(before[i++].id);
        }
    }
    for (; i < before.size(); ++i)
        add(before[i]);
    for (; j < after.size(); ++j)
        add(after[j]);
}

} // namespace

std::vector<Rect> areasOf(const PictureConnector& connector) {
    std::vector<Rect> areas;
    for (std::size_t i = 0; i + 1 < connector.points.size(); ++i) {
        const Point a = connector.points[i];
        const Point b = connector.points[i + 1];
        areas.push_back({std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x) + 1, std::abs(a.y - b.y) + 1});
    }
    if (connector.labelRect.width > 0)
        areas.push_back(connector.labelRect);
    return areas;
}

std::vector<Rect> changedAreas(const Picture& before, const Picture& after) {
    std::vector<Rect> areas;
    compare(before.boxes(), after.boxes(), [&](const PictureBox& box) { areas.push_back(box.rect); });
    compare(before.connectors(), after.connectors(), [&](const PictureConnector& connector) {
        const std::vector<Rect> own = areasOf(connector);
        areas.insert(areas.end(), own.begin(), own.end());
    });
    return coarsened(std::move(areas), mostAreas);
}

std::vector<Rect> coarsened(std::vector<Rect> areas, std::size_t most) {
    if (areas.size() <= most)
        return areas;
    Rect bounds = areas.front();
    for (const Rect& area : areas)
        bounds = united(bounds, area);
    const auto cell = [](int at, int origin, int size) {
        return static_cast<int>(static_cast<long long>(at - origin) * gridCells / std::max(1, size));
    };
    std::map<std::pair<int, int>, Rect> cells;
    for (const Rect& area : areas) {
        const std::pair at(cell(area.x + area.width / 2, bounds.x, bounds.width),
                           cell(area.y + area.height / 2, bounds.y, bounds.height));
        const auto [found, added] = cells.try_emplace(at, area);
        if (!added)
            found->second = united(found->second, area);
    }
    areas.clear();
    for (const auto& [at, area] : cells)
        areas.push_back(area);
    return areas;
}

} // namespace waylight
