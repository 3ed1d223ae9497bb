// SPDX-License-Identifier: MIT
#include "ui/render/painter.h"

#include "ui/render/callouts.h"
#include "ui/render/paint_parts.h"
#include "ui/render/trace_path.h"

#include <algorithm>
#include <cmath>

namespace waylight {
namespace {

/// The boxes and connectors that have to do with a hovered element: it and what it holds and is held by, what it is
/// connected to, and through a route table also what that leads to.
struct Related {
    std::vector<bool> boxes;
    std::vector<bool> connectors;
};

Related relatedTo(const Picture& picture, const PictureBox& hovered) {
    const auto& boxes = picture.boxes();
    const auto& connectors = picture.connectors();
    const auto indexOf = [&](const Id& id) { return static_cast<std::size_t>(picture.box(id) - boxes.data()); };
    Related related{std::vector<bool>(boxes.size()), std::vector<bool>(connectors.size())};
    const auto own = static_cast<std::size_t>(&hovered - boxes.data());
    related.boxes[own] = true;
    for (std::size_t i = own + 1; i < boxes.size(); ++i)
        if (boxes[i].parent >= 0 && boxes[i].depth > hovered.depth &&
            related.boxes[static_cast<std::size_t>(boxes[i].parent)])
            related.boxes[i] = true;
    // An instance is reached through its subnet.
    for (int at = hovered.parent; at >= 0; at = boxes[static_cast<std::size_t>(at)].parent)
        if (const BoxRole role = boxes[static_cast<std::size_t>(at)].role;
            role == BoxRole::PublicSubnet || role == BoxRole::PrivateSubnet)
            related.boxes[static_cast<std::size_t>(at)] = true;
    std::vector<bool> reached = related.boxes;
    for (const bool tablesOnly : {false, true}) {
        const std::vector<bool> from = reached;
        for (std::size_t i = 0; i < connectors.size(); ++i) {
            const std::size_t a = indexOf(connectors[i].from);
            const std::size_t b = indexOf(connectors[i].to);
            const auto leads = [&](std::size_t end) {
                return from[end] && (!tablesOnly || boxes[end].icon == "route-table");
            };
            if (leads(a) || leads(b))
                related.connectors[i] = reached[a] = reached[b] = true;
        }
    }
    related.boxes = reached;
    for (std::size_t i = boxes.size(); i-- > 0;)
        if (related.boxes[i])
            for (int at = boxes[i].parent; at >= 0; at = boxes[static_cast<std::size_t>(at)].parent)
                related.boxes[static_cast<std::size_t>(at)] = true;
    return related;
}

class PicturePainter {
public:
    PicturePainter(PaintContext context, const Picture& picture, const Rect& area, const Overlay& overlay)
        : m_context(context), m_picture(picture), m_boxes(picture.boxesTouching(area)),
          m_connectors(picture.connectorsTouching(area)) {
        const PictureBox* hovered = overlay.hovered.empty() ? nullptr : picture.box(overlay.hovered);
        if (!hovered)
            return;
        m_related = relatedTo(picture, *hovered);
        // What a shown trace comes through stays readable beside its marks.
        const auto keep = [&](const PictureBox* box) {
            if (box)
                m_related->boxes[static_cast<std::size_t>(box - picture.boxes().data())] = true;
        };
        if (!overlay.trace)
            return;
        for (const PictureBox* place : tracePlaces(picture, *overlay.trace))
            keep(place);
        for (const Check& blocker : overlay.trace->blockers)
            keep(picture.box(blocker.resource));
    }

    void run() {
        m_context.painter.setRenderHint(QPainter::Antialiasing, m_context.scale >= detail::icons);
        std::vector<const PictureBox*> containers;
        for (const int index : m_boxes)
            if (const PictureBox& box = m_picture.boxes()[static_cast<std::size_t>(index)]; isContainer(box)) {
                faintWhen(m_related && !m_related->boxes[static_cast<std::size_t>(index)]);
                paintContainer(m_context, box);
                containers.push_back(&box);
            }
        for (const int index : m_connectors) {
            faintWhen(m_related && !m_related->connectors[static_cast<std::size_t>(index)]);
            paintConnector(m_context, m_picture.connectors()[static_cast<std::size_t>(index)]);
        }
        for (const int index : m_boxes)
            if (const PictureBox& box = m_picture.boxes()[static_cast<std::size_t>(index)]; !isContainer(box)) {
                faintWhen(m_related && !m_related->boxes[static_cast<std::size_t>(index)]);
                paintSymbol(m_context, box);
            }
        for (const int index : m_connectors) {
            faintWhen(m_related && !m_related->connectors[static_cast<std::size_t>(index)]);
            paintConnectorLabel(m_context, m_picture.connectors()[static_cast<std::size_t>(index)]);
        }
        m_context.painter.setOpacity(1);
        m_context.painter.setRenderHint(QPainter::Antialiasing);
        paintContainerTitles(m_context, containers);
    }

private:
    void faintWhen(bool unrelated) { m_context.painter.setOpacity(unrelated ? 0.35 : 1); }

    PaintContext m_context;
    const Picture& m_picture;
    std::vector<int> m_boxes;
    std::vector<int> m_connectors;
    std::optional<Related> m_related;
};

} // namespace

void paintPicture(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const QRectF& clip,
                  const Overlay& overlay) {
    const QRect area = clip.toAlignedRect().adjusted(-1, -1, 1, 1);
    painter.save();
    PicturePainter({painter, theme, scale, clip}, picture, {area.x(), area.y(), area.width(), area.height()}, overlay)
        .run();
    painter.restore();
    paintOverlay(painter, picture, theme, scale, overlay);
}

QRectF paintedBounds(const Picture& picture, const Overlay& overlay) {
    const double marks = 24 * overlay.unit; // badges and outlines reach this far over a box
    QRectF bounds = toQt(picture.bounds());
    if (bounds.isEmpty())
        return bounds;
    bounds.adjust(-marks, -marks, marks, marks);
    const Theme theme = Theme::light(); // only its font matters here
    for (const Callout& callout : calloutsOf(picture, theme, overlay))
        bounds |= callout.rect.adjusted(-4, -4, 4, 4);
    if (overlay.trace)
        for (const TraceLeg& leg : traceLegs(picture, *overlay.trace))
            for (const Point& point : leg.points)
                bounds |= QRectF(point.x - marks / 3, point.y - marks / 3, 2 * marks / 3, 2 * marks / 3);
    return bounds;
}

} // namespace waylight
