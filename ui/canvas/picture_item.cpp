// SPDX-License-Identifier: MIT
#include "ui/canvas/picture_item.h"

#include "core/drawing/changed_areas.h"
#include "core/drawing/layout.h"
#include "ui/canvas/tile_view.h"
#include "ui/render/trace_geometry.h"

#include <QGraphicsScene>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <iterator>

namespace waylight {
namespace {

constexpr double ghostOpacity = 0.6;
constexpr double changeMargin = 64; ///< canvas units by which marks and outlines stick out at any zoom
constexpr std::size_t mostAreas = 128;

/// Where a box's mark of a problem can be.
Rect markedRect(const PictureBox& box) {
    return {box.rect.x, box.rect.y, box.rect.width, 16};
}

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

PictureItem::PictureItem(const Document& document, const Theme& theme)
    : m_document(document), m_theme(theme), m_picture(document.sharedPicture()) {
    m_dimmed.setPaintsAhead(false);
    for (TileLayer* layer : {&m_tiles, &m_dimmed})
        QObject::connect(layer, &TileLayer::improved, layer, [this](const QRectF& area) {
            if (scene()) // also where there is only ground
                scene()->update(area);
        });
    themeChanged();
}

// --- the picture

TileContent PictureItem::contentWith(PictureLook look) const {
    return {m_picture, std::make_shared<const PictureLook>(std::move(look)), m_theme, true};
}

void PictureItem::themeChanged() {
    m_tiles.setContent(contentWith(*m_tiles.content().look));
    dim();
    update();
}

void PictureItem::pictureChanged() {
    if (m_picture == m_document.sharedPicture())
        return;
    const auto before = std::exchange(m_picture, m_document.sharedPicture());
    m_overlay.geometry.reset(); // it points into the picture before
    std::vector<QRectF> areas;
    for (const Rect& area : changedAreas(*before, *m_picture))
        areas.push_back(rectOf(area));
    for (const Rect& area : m_leftOut)
        areas.push_back(rectOf(area));
    m_leftOut.clear();
    Overlay marks;
    marks.problems = m_problems;
    m_tiles.setContent(contentWith(lookOf(*m_picture, marks)), areas);
    dim();
    QRectF changed;
    for (const QRectF& area : areas)
        changed |= area;
    updateBounds();
    update(changed.adjusted(-changeMargin, -changeMargin, changeMargin, changeMargin));
}

void PictureItem::setProblems(std::set<Id> problems) {
    if (problems == m_problems)
        return;
    std::set<Id> differing;
    std::set_symmetric_difference(m_problems.begin(), m_problems.end(), problems.begin(), problems.end(),
                                  std::inserter(differing, differing.end()));
    m_problems = std::move(problems);
    Overlay marks;
    marks.problems = m_problems;
    PictureLook look = *m_tiles.content().look;
    look.problems = lookOf(*m_picture, marks).problems;
    std::vector<Rect> areas;
    for (const Id& id : differing)
        if (const PictureBox* box = m_picture->box(id))
            areas.push_back(markedRect(*box));
    std::vector<QRectF> changed;
    for (const Rect& area : coarsened(std::move(areas), mostAreas))
        changed.push_back(rectOf(area));
    m_tiles.setContent(contentWith(std::move(look)), changed);
    dim();
    update(areaOf(differing));
}

void PictureItem::leaveOut(const MovedPart& part) {
    if (part.areas.empty() && m_leftOut.empty())
        return;
    PictureLook look = *m_tiles.content().look;
    look.boxesLeftOut = part.boxes;
    look.connectorsLeftOut = part.connectors;
    std::vector<Rect> touched = std::exchange(m_leftOut, part.areas);
    touched.insert(touched.end(), part.areas.begin(), part.areas.end());
    std::vector<QRectF> areas;
    QRectF changed;
    for (const Rect& rect : touched) {
        areas.push_back(rectOf(rect));
        changed |= areas.back();
    }
    m_tiles.setContent(contentWith(std::move(look)), areas);
    update(changed.adjusted(-changeMargin, -changeMargin, changeMargin, changeMargin));
}

void PictureItem::dim() {
    if (m_overlay.hovered.empty())
        return;
    Overlay marks;
    marks.hovered = m_overlay.hovered;
    marks.problems = m_problems;
    marks.trace = m_overlay.trace;
    m_dimmed.setContent(contentWith(lookOf(*m_picture, marks)));
}

void PictureItem::paintGroundAndPicture(QPainter& painter, const QRectF& exposed, const QRect& viewport) {
    paintTiles(painter, m_overlay.hovered.empty() ? m_tiles : m_dimmed, tileView(painter, exposed, viewport));
}

// --- what is on top of it

void PictureItem::setOverlay(Overlay overlay) {
    overlay.packet = false;
    if (overlay.trace)
        overlay.geometry = std::make_shared<const TraceGeometry>(geometryOf(*m_picture, m_theme, overlay));
    const Overlay before = std::exchange(m_overlay, std::move(overlay));
    updateBounds();
    if (before.trace || m_overlay.trace || before.hovered != m_overlay.hovered) {
        if (before.hovered != m_overlay.hovered || before.trace != m_overlay.trace)
            dim();
        return update();
    }
    std::set<Id> differing;
    std::set_symmetric_difference(before.selected.begin(), before.selected.end(), m_overlay.selected.begin(),
                                  m_overlay.selected.end(), std::inserter(differing, differing.end()));
    if (before.dropTarget != m_overlay.dropTarget || before.dropRefused != m_overlay.dropRefused) {
        differing.insert(before.dropTarget);
        differing.insert(m_overlay.dropTarget);
    }
    if (!differing.empty())
        update(areaOf(differing));
}

QRectF PictureItem::areaOf(const std::set<Id>& ids) const {
    QRectF area;
    for (const Id& id : ids)
        if (const PictureBox* box = m_picture->box(id))
            area |= rectOf(box->rect);
    return area.adjusted(-changeMargin, -changeMargin, changeMargin, changeMargin);
}

std::optional<QPointF> PictureItem::packet() const {
    if (!m_overlay.geometry || !m_overlay.frame)
        return std::nullopt;
    return packetPosition(*m_overlay.geometry, *m_overlay.frame);
}

void PictureItem::updateBounds() {
    const QRectF bounds = paintedBounds(*m_picture, m_overlay);
    if (bounds == m_bounds)
        return;
    prepareGeometryChange();
    m_bounds = bounds;
}

void PictureItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    paintOverlay(*painter, *m_picture, m_theme, scaleOf(*painter), m_overlay, option->exposedRect);
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
    return movedPart(picture, ids).picture;
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
