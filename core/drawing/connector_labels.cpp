// SPDX-License-Identifier: MIT
#include "core/drawing/connector_labels.h"

#include "core/drawing/box_tree.h"
#include "core/drawing/labels.h"
#include "core/drawing/rect_index.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr int labelHeight = 16;

/// The offsets from the middle at which a label is tried on a piece of this length.
std::vector<int> offsets(int room) {
    constexpr int step = 20;
    std::vector<int> found{0};
    for (int offset = step; offset <= room; offset += step)
        found.insert(found.end(), {-offset, offset});
    return found;
}

Rect boundsOf(const std::vector<PictureBox>& boxes) {
    Rect bounds;
    for (const PictureBox& box : boxes)
        bounds = united(bounds, box.rect);
    return bounds;
}

} // namespace

std::vector<Rect> labelSpots(const PictureConnector& connector) {
    const int width = estimatedTextWidth(connector.label, 11) + 10;
    std::vector<std::pair<int, Rect>> spots; // by how bad they are
    for (std::size_t i = 0; i + 1 < connector.points.size(); ++i) {
        const Point a = connector.points[i];
        const Point b = connector.points[i + 1];
        const bool across = a.y == b.y;
        const int length = across ? std::abs(a.x - b.x) : std::abs(a.y - b.y);
        const int room = (length - (across ? width : labelHeight)) / 2 - labelRoom;
        if (room < 0)
            continue;
        const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
        for (const int offset : offsets(room))
            spots.emplace_back((across ? 0 : 15) + 10 * std::abs(offset) / (length + 1),
                               Rect{middle.x - width / 2 + (across ? offset : 0),
                                    middle.y - labelHeight / 2 + (across ? 0 : offset), width, labelHeight});
    }
    std::stable_sort(spots.begin(), spots.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Rect> rects;
    for (const auto& [score, spot] : spots)
        rects.push_back(spot);
    return rects;
}

void forEachLabelObstacle(const PictureBox& box, const std::function<void(const Rect&)>& visit) {
    const Rect& rect = box.rect;
    if (box.role == BoxRole::Area)
        return;
    if (!isContainerBox(box)) {
        visit(rect);
        return;
    }
    visit(titleArea(box));
    visit({rect.x, rect.y, rect.width, 1});
    visit({rect.x, rect.bottom() - 1, rect.width, 1});
    visit({rect.x, rect.y, 1, rect.height});
    visit({rect.right() - 1, rect.y, 1, rect.height});
}

void placeLabels(std::vector<PictureConnector>& connectors, const std::vector<PictureBox>& boxes) {
    const auto isSilent = [](const PictureConnector& connector) { return connector.label.empty(); };
    if (std::all_of(connectors.begin(), connectors.end(), isSilent))
        return;
    RectIndex taken(boundsOf(boxes));
    for (const PictureBox& box : boxes)
        forEachLabelObstacle(box, [&](const Rect& rect) { taken.add(rect, 0); });
    RectIndex lines(boundsOf(boxes));
    for (std::size_t i = 0; i < connectors.size(); ++i)
        for (std::size_t j = 0; j + 1 < connectors[i].points.size(); ++j)
            lines.add(around(connectors[i].points[j], connectors[i].points[j + 1]), static_cast<int>(i));
    std::vector<int> crossed; // by the spot that is looked at
    for (std::size_t i = 0; i < connectors.size(); ++i) {
        if (isSilent(connectors[i]))
            continue;
        std::size_t fewest = connectors.size();
        for (const Rect& spot : labelSpots(connectors[i])) {
            if (taken.anyNear(spot, labelRoom, [](int) { return true; }))
                continue;
            crossed.clear();
            lines.anyNear(spot, labelRoom, [&](int line) {
                if (line != static_cast<int>(i) && std::find(crossed.begin(), crossed.end(), line) == crossed.end())
                    crossed.push_back(line);
                return crossed.size() >= fewest;
            });
            if (crossed.size() < fewest) {
                fewest = crossed.size();
                connectors[i].labelRect = spot;
            }
            if (fewest == 0)
                break;
        }
        if (connectors[i].labelRect.width > 0)
            taken.add(connectors[i].labelRect, 0);
    }
}

} // namespace waylight
