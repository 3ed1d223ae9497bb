// SPDX-License-Identifier: MIT
// How the canvas changes the design without a tool: placing, deleting, nudging, and what is in line with what is
// placed.
#include "core/drawing/layout.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/guides_item.h"
#include "ui/canvas/picture_item.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr double snapPixels = 6; ///< how near counts as in line
constexpr int snapArea = 640;    ///< canvas units around something dragged in which things may be in line with it

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}

} // namespace

void CanvasView::showGuides(const std::vector<Guide>& guides) {
    m_guides->setGuides(guides);
}

const std::vector<Guide>& CanvasView::guides() const {
    return m_guides->guides();
}

Rect CanvasView::snappedToGuides(const Rect& rect, const std::vector<Id>& except, SnapSides sides) {
    const QRectF visible = mapToScene(viewport()->rect()).boundingRect();
    const QRect near = rectOf(rect).adjusted(-snapArea, -snapArea, snapArea, snapArea).intersected(visible).toRect();
    const Rect area{near.x(), near.y(), near.width(), near.height()};
    const Snap snap =
        snapped(rect, snapTargets(m_document.picture(), area, except), qRound(snapPixels / zoom()), sides);
    showGuides(snap.guides);
    return snap.rect;
}

QPoint CanvasView::placingCorner(Kind kind, QPointF scenePoint, Qt::KeyboardModifiers modifiers) {
    const QPoint corner = (scenePoint + placingOffset(kind)).toPoint();
    if (modifiers & Qt::AltModifier) {
        showGuides({});
        return corner;
    }
    // How large a container will be is not seen yet: only the corner at the pointer snaps.
    const bool whole = typeInfo(kind).drawn != Drawn::Container;
    const Rect snap = snappedToGuides({corner.x(), corner.y(), metrics::symbolWidth, metrics::symbolHeight}, {},
                                      {true, true, whole, whole});
    const auto onGrid = [](int value) { return qRound(double(value) / metrics::grid) * metrics::grid; };
    const QPoint placed(onGrid(snap.x), onGrid(snap.y));
    if (placed != QPoint(snap.x, snap.y)) {
        // New things stand on the grid: a guide that this leaves would promise too much.
        std::vector<Guide> kept;
        for (const Guide& each : guides())
            if ((each.from.x == each.to.x) != each.gap ? placed.x() == snap.x : placed.y() == snap.y)
                kept.push_back(each);
        showGuides(kept);
    }
    return placed;
}

edit::DropPreview CanvasView::previewPlacing(Kind kind, QPointF scenePoint, Qt::KeyboardModifiers modifiers) {
    const Id container = kind == kindOf<ElasticIp> ? idAt(scenePoint) : containerAt(scenePoint);
    const edit::DropPreview what = edit::previewPlace(m_document.design(), kind, container);
    if (!m_preview->hasGhost())
        m_preview->setGhost(ghostOf(kind), {});
    m_preview->setGhostOffset(placingCorner(kind, scenePoint, modifiers));
    showPreview(scenePoint, container, what);
    return what;
}

bool CanvasView::place(Kind kind, QPointF scenePoint, Qt::KeyboardModifiers modifiers) {
    const Id container = kind == kindOf<ElasticIp> ? idAt(scenePoint) : containerAt(scenePoint);
    previewPlacing(kind, scenePoint, modifiers);
    const QPoint corner = placingCorner(kind, scenePoint, modifiers);
    auto placed = edit::placed(m_document.design(), kind, container, {corner.x(), corner.y()});
    m_preview->clear();
    endPreview();
    if (!placed)
        return false;
    const ResourcePtr resource = placed->design.topology.find(placed->id);
    const QString name = QString::fromStdString(displayName(base(*resource)));
    m_document.commit(placed->design, tr("Add %1").arg(name), std::vector<Id>{placed->id});
    return true;
}

void CanvasView::removeSelection() {
    const auto selection = m_document.selection();
    if (selection.empty())
        return;
    Design after = m_document.design();
    std::vector<Id> ids;
    for (const Id& id : selection) {
        const auto& connectors = m_document.picture().connectors();
        const auto connector = std::find_if(connectors.begin(), connectors.end(),
                                            [&](const PictureConnector& each) { return each.id == id; });
        if (connector == connectors.end()) {
            ids.push_back(id);
            continue;
        }
        auto without = edit::disconnected(after, *connector);
        if (without) {
            after = *std::move(without);
            continue;
        }
        const Point middle = connector->points.empty() ? Point{} : connector->points[connector->points.size() / 2];
        showPreview(QPointF(middle.x, middle.y), {}, {false, without.error().message});
        endPreview();
    }
    if (!ids.empty())
        after = edit::removed(after, ids);
    const QString what =
        selection.size() == 1 ? activeTool().nameOf(selection.front()) : tr("%1 elements").arg(selection.size());
    m_document.commit(std::move(after), tr("Delete %1").arg(what), std::vector<Id>());
}

void CanvasView::selectAll() {
    const Topology& topology = m_document.design().topology;
    std::vector<Id> siblings;
    std::vector<Id> all;
    const Id container = m_document.selection().empty() ? Id() : parentOf(topology, m_document.selection().front());
    for (const PictureBox& box : m_document.picture().boxes()) {
        all.push_back(box.id);
        if (parentOf(topology, box.id) == container)
            siblings.push_back(box.id);
    }
    m_document.select(siblings == m_document.selection() ? all : siblings);
}

bool CanvasView::nudge(int key) {
    const auto& selection = m_document.selection();
    const int dx = key == Qt::Key_Left ? -metrics::grid : key == Qt::Key_Right ? metrics::grid : 0;
    const int dy = key == Qt::Key_Up ? -metrics::grid : key == Qt::Key_Down ? metrics::grid : 0;
    if ((dx == 0 && dy == 0) || selection.empty())
        return false;
    const QString what =
        selection.size() == 1 ? activeTool().nameOf(selection.front()) : tr("%1 elements").arg(selection.size());
    m_document.commitStep(edit::moved(m_document.design(), selection, dx, dy), tr("Move %1").arg(what));
    return true;
}

} // namespace waylight
