// SPDX-License-Identifier: MIT
#include "ui/canvas/picture_item.h"

#include "core/drawing/layout.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace waylight {
namespace {

constexpr double ghostOpacity = 0.6;

double scaleOf(const QPainter& painter) {
    return painter.worldTransform().m11() * painter.device()->devicePixelRatioF();
}

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}

BoxRole roleOf(Kind kind) {
    if (kind == kindOf<Region>)
        return BoxRole::Region;
    if (kind == kindOf<Vpc>)
        return BoxRole::Vpc;
    return kind == kindOf<Subnet> ? BoxRole::PrivateSubnet : BoxRole::Symbol;
}

} // namespace

void PictureItem::setOverlay(Overlay overlay) {
    m_overlay = std::move(overlay);
    updateBounds();
    update();
}

void PictureItem::setFrame(const Frame& frame, const QRectF& area) {
    m_overlay.frame = frame;
    update(area);
}

void PictureItem::pictureChanged() {
    updateBounds();
    update();
}

void PictureItem::updateBounds() {
    const QRectF bounds = paintedBounds(m_picture, m_overlay);
    if (bounds == m_bounds)
        return;
    prepareGeometryChange();
    m_bounds = bounds;
}

void PictureItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    paintPicture(*painter, m_picture, m_theme, scaleOf(*painter), option->exposedRect, m_overlay);
}

PreviewItem::PreviewItem(const Theme& theme) : m_theme(theme) {
    setZValue(5);
}

void PreviewItem::setGhost(Picture picture, QPointF offset) {
    prepareGeometryChange();
    m_ghost = std::move(picture);
    m_offset = offset;
    update();
}

void PreviewItem::setGhostOffset(QPointF offset) {
    prepareGeometryChange();
    m_offset = offset;
    update();
}

void PreviewItem::setBand(const QRectF& band) {
    prepareGeometryChange();
    m_band = band;
    update();
}

void PreviewItem::setLine(const QLineF& line, bool refused) {
    prepareGeometryChange();
    m_line = line;
    m_refused = refused;
    update();
}

void PreviewItem::clear() {
    prepareGeometryChange();
    m_ghost = {};
    m_band = {};
    m_line = {};
    update();
}

QRectF PreviewItem::boundingRect() const {
    QRectF bounds = m_band;
    if (hasGhost())
        bounds |= rectOf(m_ghost.bounds()).translated(m_offset);
    if (!m_line.isNull())
        bounds |= QRectF(m_line.p1(), m_line.p2()).normalized();
    return bounds.adjusted(-16, -16, 16, 16);
}

void PreviewItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    if (hasGhost()) {
        painter->save();
        painter->setOpacity(ghostOpacity);
        painter->translate(m_offset);
        paintPicture(*painter, m_ghost, m_theme, scaleOf(*painter), rectOf(m_ghost.bounds()));
        painter->restore();
    }
    QPen pen(m_refused ? m_theme.deny : m_theme.selection, 0);
    pen.setCosmetic(true);
    pen.setWidthF(1.5);
    if (!m_band.isNull()) {
        QColor fill = m_theme.selection;
        fill.setAlpha(32);
        painter->setPen(QPen(m_theme.selection, 0));
        painter->setBrush(fill);
        painter->drawRect(m_band);
    }
    if (!m_line.isNull()) {
        pen.setStyle(m_refused ? Qt::DashLine : Qt::SolidLine);
        painter->setPen(pen);
        painter->drawLine(m_line);
        painter->setBrush(pen.color());
        painter->drawEllipse(m_line.p2(), 4, 4);
    }
}

Picture ghostOf(const Picture& picture, const std::vector<Id>& ids) {
    const auto& boxes = picture.boxes();
    std::vector<int> newIndex(boxes.size(), -1);
    std::vector<PictureBox> kept;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const int parent = boxes[i].parent;
        const int keptParent = parent < 0 ? -1 : newIndex[static_cast<std::size_t>(parent)];
        if (keptParent < 0 && std::find(ids.begin(), ids.end(), boxes[i].id) == ids.end())
            continue;
        newIndex[i] = static_cast<int>(kept.size());
        kept.push_back(boxes[i]);
        kept.back().parent = keptParent;
        kept.back().depth = keptParent < 0 ? 0 : kept[static_cast<std::size_t>(keptParent)].depth + 1;
    }
    return Picture(std::move(kept), {});
}

Picture ghostOf(Kind kind) {
    PictureBox box;
    box.id = "new";
    box.role = roleOf(kind);
    box.icon = std::string(typeInfo(kind).name);
    box.title = std::string(typeInfo(kind).label);
    box.rect = {0, 0, metrics::symbolWidth, metrics::symbolHeight};
    if (box.role != BoxRole::Symbol)
        box.rect = {0, 0, 2 * metrics::symbolWidth, 2 * metrics::symbolHeight};
    return Picture({box}, {});
}

QPointF placingOffset(Kind kind) {
    if (typeInfo(kind).drawn == Drawn::Container)
        return {-metrics::padding, -metrics::titleHeight / 2.0};
    return {-metrics::symbolWidth / 2.0, -metrics::symbolHeight / 2.0};
}

} // namespace waylight
