// SPDX-License-Identifier: MIT
#include "core/drawing/picture.h"

#include "core/drawing/drawing.h"
#include "core/drawing/rects.h"
#include "core/drawing/router.h"

#include <algorithm>
#include <climits>

namespace waylight {
namespace {

bool contains(const Rect& rect, Point point) {
    return point.x >= rect.x && point.x < rect.right() && point.y >= rect.y && point.y < rect.bottom();
}

template <class Visit>
void forEachSegment(const PictureConnector& connector, Visit visit) {
    for (std::size_t i = 0; i + 1 < connector.points.size(); ++i)
        visit(around(connector.points[i], connector.points[i + 1]));
}

SharedMap<Id, int> indexOf(const std::vector<PictureBox>& boxes) {
    std::vector<std::pair<Id, int>> entries;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        entries.emplace_back(boxes[i].id, static_cast<int>(i));
    return SharedMap<Id, int>::fromEntries(std::move(entries));
}

} // namespace

Picture::Picture(std::vector<PictureBox> boxes, std::vector<PictureConnector> connectors,
                 std::vector<std::pair<Id, Id>> standIns, std::shared_ptr<const Drawing> drawing)
    : m_boxes(std::move(boxes)), m_connectors(std::move(connectors)), m_standIns(std::move(standIns)),
      m_drawing(std::move(drawing)) {
    for (const PictureBox& box : m_boxes)
        m_bounds = united(m_bounds, box.rect);
    for (const PictureConnector& connector : m_connectors)
        forEachSegment(connector, [&](const Rect& segment) { m_bounds = united(m_bounds, segment); });
    m_byId = m_drawing && m_drawing->tree ? m_drawing->tree->index : indexOf(m_boxes);
    for (std::size_t i = m_boxes.size(); i-- > 0 && m_boxes[i].role == BoxRole::Area;)
        m_byId.set(m_boxes[i].id, static_cast<int>(i));
    buildIndex();
}

template <class Visit>
void Picture::forEachCell(const Rect& area, Visit visit) const {
    const auto cell = [&](int at, int origin, int count) {
        return std::clamp((at - origin) / m_cellSize, 0, count - 1);
    };
    if (m_columns == 0 || !touch(area, m_bounds))
        return;
    for (int row = cell(area.y, m_bounds.y, m_rows); row <= cell(area.bottom(), m_bounds.y, m_rows); ++row)
        for (int column = cell(area.x, m_bounds.x, m_columns); column <= cell(area.right(), m_bounds.x, m_columns);
             ++column)
            visit(static_cast<std::size_t>(row * m_columns + column));
}

void Picture::buildIndex() {
    if (m_boxes.empty())
        return;
    constexpr int mostCells = 256; // in each direction, however far apart things are
    while (m_bounds.width / m_cellSize >= mostCells || m_bounds.height / m_cellSize >= mostCells)
        m_cellSize *= 2;
    m_columns = m_bounds.width / m_cellSize + 1;
    m_rows = m_bounds.height / m_cellSize + 1;
    m_boxCells.resize(static_cast<std::size_t>(m_columns * m_rows));
    m_connectorCells.resize(m_boxCells.size());
    for (std::size_t i = 0; i < m_boxes.size(); ++i)
        forEachCell(m_boxes[i].rect, [&](std::size_t cell) { m_boxCells[cell].push_back(static_cast<int>(i)); });
    for (std::size_t i = 0; i < m_connectors.size(); ++i) {
        const auto add = [&](std::size_t cell) {
            if (auto& list = m_connectorCells[cell]; list.empty() || list.back() != static_cast<int>(i))
                list.push_back(static_cast<int>(i));
        };
        forEachSegment(m_connectors[i], [&](const Rect& segment) { forEachCell(segment, add); });
        if (m_connectors[i].labelRect.width > 0)
            forEachCell(m_connectors[i].labelRect, add);
    }
}

const PictureBox* Picture::box(const Id& id) const {
    if (const int* found = m_byId.find(id))
        return &m_boxes[static_cast<std::size_t>(*found)];
    const auto at = std::lower_bound(m_standIns.begin(), m_standIns.end(), std::pair(id, Id()));
    if (at == m_standIns.end() || at->first != id)
        return nullptr;
    const int* found = m_byId.find(at->second);
    return found ? &m_boxes[static_cast<std::size_t>(*found)] : nullptr;
}

const PictureBox* Picture::boxAt(Point point) const {
    const PictureBox* found = nullptr;
    const PictureBox* area = nullptr;
    forEachCell({point.x, point.y, 1, 1}, [&](std::size_t cell) {
        for (const int index : m_boxCells[cell]) {
            const PictureBox& box = m_boxes[static_cast<std::size_t>(index)];
            const PictureBox*& best = box.role == BoxRole::Area ? area : found;
            if (contains(box.rect, point) && (!best || &box > best))
                best = &box; // later in painting order is further in, or on top
        }
    });
    return found ? found : area;
}

const PictureConnector* Picture::connectorAt(Point point, int tolerance) const {
    const Rect area{point.x - tolerance, point.y - tolerance, 2 * tolerance + 1, 2 * tolerance + 1};
    const PictureConnector* best = nullptr;
    int nearest = INT_MAX;
    for (const int index : connectorsTouching(area)) {
        const PictureConnector& connector = m_connectors[static_cast<std::size_t>(index)];
        forEachSegment(connector, [&](const Rect& segment) {
            const int dx = std::max({segment.x - point.x, point.x - (segment.right() - 1), 0});
            const int dy = std::max({segment.y - point.y, point.y - (segment.bottom() - 1), 0});
            if (std::max(dx, dy) <= tolerance && std::max(dx, dy) < nearest) {
                nearest = std::max(dx, dy);
                best = &connector;
            }
        });
    }
    return best;
}

std::vector<int> Picture::boxesTouching(const Rect& area) const {
    std::vector<int> found;
    std::vector<bool> seen(m_boxes.size()); // a large box is in many cells
    forEachCell(area, [&](std::size_t cell) {
        for (const int index : m_boxCells[cell]) {
            const auto at = static_cast<std::size_t>(index);
            if (!seen[at] && touch(m_boxes[at].rect, area))
                found.push_back(index);
            seen[at] = true;
        }
    });
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<int> Picture::connectorsTouching(const Rect& area) const {
    std::vector<int> found;
    std::vector<bool> seen(m_connectors.size());
    forEachCell(area, [&](std::size_t cell) {
        for (const int index : m_connectorCells[cell]) {
            const auto at = static_cast<std::size_t>(index);
            if (seen[at])
                continue;
            seen[at] = true;
            const PictureConnector& connector = m_connectors[at];
            bool touches = touch(connector.labelRect, area);
            forEachSegment(connector, [&](const Rect& segment) { touches |= touch(segment, area); });
            if (touches)
                found.push_back(index);
        }
    });
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Id> Picture::idsInside(const Rect& area) const {
    std::vector<Id> ids;
    std::vector<bool> taken(m_boxes.size(), false);
    for (const int index : boxesTouching(area)) {
        const auto at = static_cast<std::size_t>(index);
        const PictureBox& box = m_boxes[at];
        if (!holds(area, box.rect))
            continue;
        taken[at] = true;
        if (box.parent < 0 || !taken[static_cast<std::size_t>(box.parent)])
            ids.push_back(box.id);
    }
    return ids;
}

namespace {

/// The connector between two boxes, from the first to the second; empty when there is none.
Line connectorBetween(const Picture& picture, const PictureBox& a, const PictureBox& b) {
    for (const PictureConnector& connector : picture.connectors()) {
        if (connector.from == a.id && connector.to == b.id)
            return connector.points;
        if (connector.from == b.id && connector.to == a.id)
            return {connector.points.rbegin(), connector.points.rend()};
    }
    return {};
}

/// A connector of a box's container, lengthened straight inward to the box; empty when that is not possible.
Line lengthened(const Picture& picture, const PictureBox& box, const PictureBox& to) {
    if (box.parent < 0)
        return {};
    const PictureBox& container = picture.boxes()[static_cast<std::size_t>(box.parent)];
    Line line = connectorBetween(picture, container, to);
    if (line.size() < 2)
        return {};
    const Point start = line.front();
    const bool across = line[0].y == line[1].y;
    const Rect& rect = box.rect;
    if (across ? start.y <= rect.y || start.y >= rect.bottom() : start.x <= rect.x || start.x >= rect.right())
        return {};
    const Point end = across ? Point{start.x > rect.x ? rect.right() : rect.x, start.y}
                             : Point{start.x, start.y > rect.y ? rect.bottom() : rect.y};
    for (const int index : picture.boxesTouching(around(start, end)))
        if (const PictureBox& other = picture.boxes()[static_cast<std::size_t>(index)];
            &other != &box && other.parent == box.parent)
            return {};
    line.front() = end;
    return line;
}

} // namespace

std::vector<Point> lineBetween(const Picture& picture, const Id& from, const Id& to) {
    const PictureBox* a = picture.box(from);
    const PictureBox* b = picture.box(to);
    if (!a || !b || a == b)
        return {};
    if (Line line = connectorBetween(picture, *a, *b); !line.empty())
        return line;
    if (Line line = lengthened(picture, *a, *b); !line.empty())
        return line;
    if (Line line = lengthened(picture, *b, *a); !line.empty())
        return {line.rbegin(), line.rend()};
    // There and back is the same line.
    const PictureBox* first = picture.boxes().data();
    const BoxTree tree = picture.drawing() ? picture.drawing()->boxes : BoxTree(picture.boxes());
    Line line = Router(tree).route(static_cast<int>(std::min(a, b) - first), static_cast<int>(std::max(a, b) - first));
    if (a > b)
        std::reverse(line.begin(), line.end());
    return line;
}

} // namespace waylight
