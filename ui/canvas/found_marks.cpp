// SPDX-License-Identifier: MIT
#include "ui/canvas/found_marks.h"

#include "ui/canvas/canvas_view.h"

#include <QPainter>

namespace waylight {
namespace {

constexpr double aboveThePicture = 3;
constexpr double largestFilled = 160; ///< canvas units: symbols are smaller
constexpr double margin = 60;         ///< canvas units that outlines need round their boxes at the smallest zoom

/// Amber, which nothing else on the canvas is; readable on both grounds.
QColor colourOf(const Theme& theme) {
    return theme.dark ? QColor("#FFC94D") : QColor("#B36B00");
}

} // namespace

FoundMarks::FoundMarks(CanvasView& canvas) : m_canvas(canvas) {
    setZValue(aboveThePicture);
    setAcceptedMouseButtons(Qt::NoButton);
    canvas.scene()->addItem(this);
}

void FoundMarks::mark(std::set<Id> ids, Id current) {
    prepareGeometryChange();
    m_ids = std::move(ids);
    m_current = std::move(current);
    m_bounds = {};
    for (const QRectF& rect : marked())
        m_bounds |= rect.adjusted(-margin, -margin, margin, margin);
    update();
}

std::vector<QRectF> FoundMarks::marked() const {
    const Picture& picture = m_canvas.document().picture();
    const PictureBox* now = m_current.empty() ? nullptr : picture.box(m_current);
    std::vector<QRectF> rects;
    const auto add = [&](const PictureBox& box) {
        rects.emplace_back(box.rect.x, box.rect.y, box.rect.width, box.rect.height);
    };
    for (const Id& id : m_ids)
        if (const PictureBox* box = picture.box(id); box && box != now)
            add(*box);
    if (now)
        add(*now);
    return rects;
}

void FoundMarks::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    const bool hasCurrent = !m_current.empty() && m_canvas.document().picture().box(m_current);
    const double pixel = 1 / painter->worldTransform().m11();
    const double unit = std::max(1.0, pixel); // canvas units; in small, lines keep their width on screen
    const auto rects = marked();
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const bool current = hasCurrent && i + 1 == rects.size();
        QColor colour = colourOf(m_canvas.theme());
        painter->setPen(QPen(colour, (current ? 4 : 2) * unit));
        // A container's content must stay readable.
        colour.setAlphaF(rects[i].width() > largestFilled ? 0 : current ? 0.22F : 0.12F);
        painter->setBrush(colour);
        const double out = (current ? 7 : 5) * unit;
        painter->drawRoundedRect(rects[i].adjusted(-out, -out, out, out), 10 * unit, 10 * unit);
    }
}

} // namespace waylight
