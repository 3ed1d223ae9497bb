// SPDX-License-Identifier: MIT
#include "core/drawing/reroute.h"

#include "core/drawing/connector_labels.h"
#include "core/drawing/drawing.h"
#include "core/drawing/rect_index.h"

#include <algorithm>

namespace waylight {
namespace {

class Drag {
public:
    Drag(const Picture& picture, const std::vector<Id>& moved, Point by)
        : m_picture(picture), m_by(by), m_isMoved(picture.boxes().size()) {
        for (const Id& id : moved)
            if (const PictureBox* box = picture.box(id))
                m_isMoved[indexOf(*box)] = true;
        for (std::size_t i = 0; i < m_isMoved.size(); ++i)
            if (const int parent = picture.boxes()[i].parent;
                parent >= 0 && m_isMoved[static_cast<std::size_t>(parent)])
                m_isMoved[i] = true;
        findTouched();
    }

    std::vector<PictureConnector> connectors() {
        std::vector<PictureConnector> found;
        for (const std::size_t index : m_touched)
            found.push_back(m_picture.connectors()[index]);
        if (m_by != Point{} && !found.empty()) {
            reroute(found);
            placeLabels(found);
        }
        return found;
    }

private:
    std::size_t indexOf(const PictureBox& box) const {
        return static_cast<std::size_t>(&box - m_picture.boxes().data());
    }
    std::pair<int, int> endsOf(std::size_t connector) const {
        if (const Drawing* drawing = m_picture.drawing()) {
            const Link& link = (*drawing->links)[connector];
            return {link.from, link.to};
        }
        const PictureConnector& each = m_picture.connectors()[connector];
        return {static_cast<int>(indexOf(*m_picture.box(each.from))),
                static_cast<int>(indexOf(*m_picture.box(each.to)))};
    }
    bool isMoved(int box) const { return m_isMoved[static_cast<std::size_t>(box)]; }

    void findTouched() {
        m_movedEnds.resize(m_picture.connectors().size());
        for (std::size_t i = 0; i < m_movedEnds.size(); ++i) {
            const auto [from, to] = endsOf(i);
            m_movedEnds[i] = static_cast<char>(isMoved(from) + isMoved(to));
            if (m_movedEnds[i] == 1)
                m_touched.push_back(i);
        }
    }

    void reroute(std::vector<PictureConnector>& connectors) const {
        BoxTree boxes = m_picture.drawing() ? m_picture.drawing()->boxes : BoxTree(m_picture.boxes());
        boxes.drag(m_isMoved, m_by); // it knows no areas, which come last
        std::vector<Link> links;
        for (const std::size_t index : m_touched) {
            const auto [from, to] = endsOf(index);
            links.push_back({from, to});
        }
        std::vector<RoutedLine> lines = routedLines(links, boxes);
        for (RoutedLine& line : nearby(lines))
            lines.push_back(std::move(line));
        separateLanes(lines);
        for (std::size_t i = 0; i < connectors.size(); ++i)
            connectors[i].points = std::move(lines[i].points);
    }

    /// The pieces of lines that keep their ends, or move with both, and run near these; at their places during the
    /// drag.
    std::vector<RoutedLine> nearby(const std::vector<RoutedLine>& lines) const {
        Rect bounds;
        for (const RoutedLine& line : lines)
            for (std::size_t i = 0; i + 1 < line.points.size(); ++i)
                bounds = united(bounds, around(line.points[i], line.points[i + 1]));
        RectIndex own(bounds);
        for (const RoutedLine& line : lines)
            for (std::size_t i = 0; i + 1 < line.points.size(); ++i)
                own.add(around(line.points[i], line.points[i + 1]), 0);
        constexpr int reach = 24; // lanes are found within this, mostly
        const Rect area = grown(bounds, reach);
        std::vector<RoutedLine> found;
        for (std::size_t connector = 0; connector < m_movedEnds.size(); ++connector) {
            if (m_movedEnds[connector] == 1)
                continue;
            const Point by = m_movedEnds[connector] == 2 ? m_by : Point{};
            const Line& points = m_picture.connectors()[connector].points;
            for (std::size_t i = 0; i + 1 < points.size(); ++i) {
                const Rect piece = shifted(around(points[i], points[i + 1]), by);
                if (!touch(piece, area) || !own.anyNear(piece, reach, [](int) { return true; }))
                    continue;
                const Point a{points[i].x + by.x, points[i].y + by.y};
                const Point b{points[i + 1].x + by.x, points[i + 1].y + by.y};
                found.push_back({{a, b}, {}, {}, nullptr, true});
            }
        }
        return found;
    }

    void placeLabels(std::vector<PictureConnector>& connectors) const {
        Rect bounds;
        for (const PictureConnector& connector : connectors)
            for (std::size_t i = 0; i + 1 < connector.points.size(); ++i)
                bounds = united(bounds, around(connector.points[i], connector.points[i + 1]));
        RectIndex lines(bounds);
        RectIndex labels(bounds);
        addKeptLabels(labels);
        for (std::size_t i = 0; i < connectors.size(); ++i)
            for (std::size_t j = 0; j + 1 < connectors[i].points.size(); ++j)
                lines.add(around(connectors[i].points[j], connectors[i].points[j + 1]), static_cast<int>(i));
        for (std::size_t i = 0; i < connectors.size(); ++i) {
            Rect& place = connectors[i].labelRect;
            place = {};
            if (connectors[i].label.empty())
                continue;
            for (const Rect& spot : labelSpots(connectors[i])) {
                if (labels.anyNear(spot, labelRoom, [](int) { return true; }) || isOnBox(spot))
                    continue;
                const bool alone =
                    !lines.anyNear(spot, labelRoom, [&](int line) { return line != static_cast<int>(i); });
                if (alone || place.width == 0)
                    place = spot;
                if (alone)
                    break;
            }
            if (place.width > 0)
                labels.add(place, 0);
        }
    }

    /// The labels of connectors that keep them, where they are during the drag.
    void addKeptLabels(RectIndex& labels) const {
        for (std::size_t i = 0; i < m_movedEnds.size(); ++i)
            if (const Rect& label = m_picture.connectors()[i].labelRect; label.width > 0 && m_movedEnds[i] != 1)
                labels.add(m_movedEnds[i] == 2 ? shifted(label, m_by) : label, 0);
    }

    bool isOnBox(const Rect& spot) const {
        const Rect area = grown(spot, labelRoom);
        return isTaken(area, false) || isTaken(shifted(area, {-m_by.x, -m_by.y}), true);
    }

    /// The same for boxes that stay or that move, in an area of the picture before the drag.
    bool isTaken(const Rect& area, bool moved) const {
        for (const int index : m_picture.boxesTouching(area)) {
            bool hit = false;
            if (isMoved(index) == moved)
                forEachLabelObstacle(m_picture.boxes()[static_cast<std::size_t>(index)],
                                     [&](const Rect& rect) { hit |= touch(rect, area); });
            if (hit)
                return true;
        }
        return false;
    }

    const Picture& m_picture;
    Point m_by;
    std::vector<bool> m_isMoved;        ///< of each box
    std::vector<char> m_movedEnds;      ///< of each connector: 0, 1 or 2
    std::vector<std::size_t> m_touched; ///< connectors with one moved end
};

} // namespace

std::vector<PictureConnector> rerouted(const Picture& picture, const std::vector<Id>& moved, Point by) {
    return Drag(picture, moved, by).connectors();
}

} // namespace waylight
