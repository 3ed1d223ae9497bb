// SPDX-License-Identifier: MIT
#include "ui/render/painter.h"

#include "core/drawing/related.h"
#include "ui/render/paint_parts.h"
#include "ui/render/trace_geometry.h"

#include <QPaintEngine>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace waylight {
namespace {

bool isOn(const std::vector<bool>& flags, int index) {
    return !flags.empty() && flags[static_cast<std::size_t>(index)];
}

constexpr int reach = 24; ///< canvas units by which marks, arrow heads and wide lines may stick out

class PicturePainter {
public:
    PicturePainter(PaintContext context, const Picture& picture, const Rect& area, const PictureLook& look)
        : m_context(context), m_picture(picture), m_look(look), m_boxes(picture.boxesTouching(area)),
          m_connectors(picture.connectorsTouching(area)) {
        std::erase_if(m_boxes, [&](int index) { return isOn(look.boxesLeftOut, index); });
        std::erase_if(m_connectors, [&](int index) { return isOn(look.connectorsLeftOut, index); });
        const auto isAreaAt = [&](int index) { return box(index).role == BoxRole::Area; };
        std::copy_if(m_boxes.begin(), m_boxes.end(), std::back_inserter(m_areas), isAreaAt);
        std::erase_if(m_boxes, isAreaAt);
        const auto isContainerAt = [&](int index) { return isContainer(box(index)); };
        const auto symbols = std::stable_partition(m_boxes.begin(), m_boxes.end(), isContainerAt);
        m_symbols.assign(symbols, m_boxes.end());
        m_boxes.erase(symbols, m_boxes.end());
    }

    void run() {
        QPainter& painter = m_context.painter;
        painter.setRenderHint(QPainter::Antialiasing, m_context.scale >= detail::icons);
        for (const int index : m_boxes) {
            faintUnless(m_look.relatedBoxes, index);
            paintContainer(m_context, box(index));
        }
        for (const int index : m_areas) {
            faintUnless(m_look.relatedBoxes, index);
            paintArea(m_context, box(index));
        }
        paintConnectors();
        painter.setRenderHint(QPainter::Antialiasing, m_context.scale >= detail::icons);
        for (const int index : m_symbols) {
            faintUnless(m_look.relatedBoxes, index);
            paintSymbol(m_context, box(index));
            if (!box(index).price.empty())
                paintPrice(m_context, box(index));
        }
        if (m_context.scale >= detail::words)
            for (const int index : m_connectors) {
                faintUnless(m_look.relatedConnectors, index);
                paintConnectorLabel(m_context, m_picture.connectors()[static_cast<std::size_t>(index)]);
            }
        painter.setOpacity(1);
        painter.setRenderHint(QPainter::Antialiasing);
        paintContainerTitles(m_context, m_picture, m_boxes);
        for (const std::vector<int>* indices : {&m_boxes, &m_symbols})
            for (const int index : *indices)
                if (isOn(m_look.problems, index))
                    paintProblem(m_context, box(index));
    }

private:
    const PictureBox& box(int index) const { return m_picture.boxes()[static_cast<std::size_t>(index)]; }

    void paintConnectors() {
        if (m_context.scale >= detail::lines) {
            for (const int index : m_connectors) {
                faintUnless(m_look.relatedConnectors, index);
                paintConnector(m_context, m_picture.connectors()[static_cast<std::size_t>(index)]);
            }
            return;
        }
        for (const bool related : {false, true}) {
            std::vector<const PictureConnector*> connectors;
            for (const int index : m_connectors)
                if ((m_look.relatedConnectors.empty() || isOn(m_look.relatedConnectors, index)) == related)
                    connectors.push_back(&m_picture.connectors()[static_cast<std::size_t>(index)]);
            m_context.painter.setOpacity(related ? 1 : faint);
            paintThinConnectors(m_context, connectors);
        }
    }

    void faintUnless(const std::vector<bool>& related, int index) {
        if (!related.empty())
            m_context.painter.setOpacity(isOn(related, index) ? 1 : faint);
    }

    static constexpr double faint = 0.35;

    PaintContext m_context;
    const Picture& m_picture;
    const PictureLook& m_look;
    std::vector<int> m_boxes; ///< containers
    std::vector<int> m_areas;
    std::vector<int> m_symbols;
    std::vector<int> m_connectors;
};

/// What lies between two pixels but for an error of rounding must fall to the same one in every part that is painted: a
/// shift far below what is seen decides it. At 100 % there are no such errors, and the shift would make some.
void keepFromTies(QPainter& painter) {
    constexpr double shift = 1.0 / 32768;
    const QTransform to = painter.worldTransform();
    if (painter.paintEngine()->type() == QPaintEngine::Raster && to.type() == QTransform::TxScale)
        painter.setWorldTransform(QTransform(to.m11(), 0, 0, to.m22(), to.dx() + shift, to.dy() + shift));
}

} // namespace

PictureLook lookOf(const Picture& picture, const Overlay& overlay) {
    PictureLook look;
    const auto mark = [&](std::vector<bool>& flags, const PictureBox* box) {
        if (box)
            flags[static_cast<std::size_t>(box - picture.boxes().data())] = true;
    };
    if (!overlay.problems.empty())
        look.problems.resize(picture.boxes().size());
    for (const Id& id : overlay.problems)
        mark(look.problems, picture.box(id));
    const PictureBox* hovered = overlay.hovered.empty() ? nullptr : picture.box(overlay.hovered);
    if (!hovered)
        return look;
    Related related = relatedTo(picture, *hovered);
    look.relatedBoxes = std::move(related.boxes);
    look.relatedConnectors = std::move(related.connectors);
    if (!overlay.trace)
        return look;
    // What a shown trace comes through stays readable beside its marks.
    for (const PictureBox* place : tracePlaces(picture, *overlay.trace))
        mark(look.relatedBoxes, place);
    for (const Check& blocker : overlay.trace->blockers)
        mark(look.relatedBoxes, picture.box(blocker.resource));
    return look;
}

void paintPicture(QPainter& painter, const Picture& picture, const PictureLook& look, const Theme& theme, double scale,
                  const QRectF& clip) {
    const int margin = reach + static_cast<int>(2 / scale);
    const QRect area = clip.toAlignedRect().adjusted(-margin, -margin, margin, margin);
    painter.save();
    keepFromTies(painter);
    PicturePainter({painter, theme, scale, clip}, picture, {area.x(), area.y(), area.width(), area.height()}, look)
        .run();
    painter.restore();
}

void paintPicture(QPainter& painter, const Picture& picture, const Theme& theme, double scale, const QRectF& clip,
                  const Overlay& overlay) {
    paintPicture(painter, picture, lookOf(picture, overlay), theme, scale, clip);
    paintOverlay(painter, picture, theme, scale, overlay, clip);
}

void paintConnectors(QPainter& painter, const std::vector<PictureConnector>& connectors, const Theme& theme,
                     double scale) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    PaintContext context{painter, theme, scale, {}};
    if (scale >= detail::lines) {
        for (const PictureConnector& connector : connectors)
            paintConnector(context, connector);
        for (const PictureConnector& connector : connectors)
            paintConnectorLabel(context, connector);
    } else {
        std::vector<const PictureConnector*> all;
        for (const PictureConnector& connector : connectors)
            all.push_back(&connector);
        paintThinConnectors(context, all);
    }
    painter.restore();
}

QRectF paintedBounds(const Picture& picture, const Overlay& overlay) {
    const double marks = 24 * overlay.unit; // badges and outlines reach this far over a box
    QRectF bounds = toQt(picture.bounds());
    if (bounds.isEmpty())
        return bounds;
    bounds.adjust(-marks, -marks, marks, marks);
    auto geometry = overlay.geometry;
    if (!geometry) // of the theme only the font matters here
        geometry = std::make_shared<const TraceGeometry>(geometryOf(picture, Theme::light(), overlay));
    for (const Callout& callout : geometry->callouts)
        bounds |= callout.rect.adjusted(-4, -4, 4, 4);
    for (const TraceLeg& leg : geometry->legs)
        for (const Point& point : leg.points)
            bounds |= QRectF(point.x - marks / 3, point.y - marks / 3, 2 * marks / 3, 2 * marks / 3);
    return bounds;
}

} // namespace waylight
