// SPDX-License-Identifier: MIT
#include "core/drawing/connector_labels.h"

#include "core/drawing/labels.h"
#include "core/drawing/router.h"

#include <algorithm>
#include <climits>

namespace waylight {
namespace {

constexpr int labelHeight = 16;
constexpr int room = 3; ///< between a label and what is beside it

bool touch(const Rect& a, const Rect& b) {
    return a.x < b.right() + room && b.x < a.right() + room && a.y < b.bottom() + room && b.y < a.bottom() + room;
}
bool holds(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}
Rect segmentRect(Point a, Point b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x) + 1, std::abs(a.y - b.y) + 1};
}

class LabelPlacer {
public:
    LabelPlacer(std::vector<PictureConnector>& connectors, const std::vector<PictureBox>& boxes)
        : m_connectors(connectors), m_boxes(boxes) {}

    void run() {
        for (PictureConnector& connector : m_connectors)
            if (!connector.label.empty())
                place(connector);
    }

private:
    void place(PictureConnector& connector) {
        const int width = estimatedTextWidth(connector.label, 11) + 10;
        int best = INT_MAX;
        for (std::size_t i = 0; i + 1 < connector.points.size(); ++i)
            for (const int percent : {50, 30, 70, 15, 85}) {
                const Point a = connector.points[i];
                const Point b = connector.points[i + 1];
                const Rect spot{a.x + (b.x - a.x) * percent / 100 - width / 2,
                                a.y + (b.y - a.y) * percent / 100 - labelHeight / 2, width, labelHeight};
                const bool fits = a.y == b.y ? std::abs(a.x - b.x) >= width + 2 * room
                                             : std::abs(a.y - b.y) >= labelHeight + 2 * room;
                if (!fits || !isClear(spot))
                    continue;
                const int score = 40 * crossed(spot, connector) + (a.y == b.y ? 0 : 15) + std::abs(percent - 50) / 10;
                if (score < best) {
                    best = score;
                    connector.labelRect = spot;
                }
            }
        if (best < INT_MAX)
            m_labels.push_back(connector.labelRect);
    }

    /// Inside or outside each container, not across its border; on no symbol, title or label.
    bool isClear(const Rect& spot) const {
        for (const PictureBox& box : m_boxes) {
            if (!touch(spot, box.rect))
                continue;
            const bool container = box.role != BoxRole::Symbol && box.role != BoxRole::Note;
            if (!container || !holds(box.rect, spot) || touch(spot, titleArea(box)))
                return false;
        }
        return std::none_of(m_labels.begin(), m_labels.end(), [&](const Rect& label) { return touch(spot, label); });
    }

    int crossed(const Rect& spot, const PictureConnector& own) const {
        int count = 0;
        for (const PictureConnector& other : m_connectors)
            for (std::size_t i = 0; &other != &own && i + 1 < other.points.size(); ++i)
                count += touch(spot, segmentRect(other.points[i], other.points[i + 1]));
        return count;
    }

    std::vector<PictureConnector>& m_connectors;
    const std::vector<PictureBox>& m_boxes;
    std::vector<Rect> m_labels;
};

} // namespace

void placeLabels(std::vector<PictureConnector>& connectors, const std::vector<PictureBox>& boxes) {
    LabelPlacer(connectors, boxes).run();
}

} // namespace waylight
