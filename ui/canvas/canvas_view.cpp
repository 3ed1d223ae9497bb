// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_view.h"

#include "core/drawing/layout.h"
#include "core/edit/rename.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/guides_item.h"
#include "ui/canvas/moving_item.h"
#include "ui/canvas/packets_item.h"
#include "ui/canvas/picture_item.h"
#include "ui/canvas/rename_editor.h"
#include "ui/canvas/resize_handles.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace waylight {
namespace {

constexpr double smallestZoom = 0.05;
constexpr double largestZoom = 4;
constexpr double fitMargin = 40; ///< canvas units around everything
constexpr double gripPixels = 6; ///< how near to a container's border counts as on it
constexpr int refusalMilliseconds = 5000;
constexpr double readableZoom = 0.85; ///< below it, marks and captions of a trace do not get smaller with the picture
constexpr double largestUnit = 5;
constexpr double snapPixels = 6; ///< how near counts as in line
constexpr int snapArea = 640;    ///< canvas units around something dragged in which things may be in line with it

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
}

bool isContainer(const PictureBox& box) {
    return isContainer(box.role);
}

/// Pressed on its title or border it is moved; inside, the press is about what lies there.
bool hasInside(const PictureBox& box) {
    return isContainer(box) || box.role == BoxRole::Area;
}

} // namespace

CanvasView::CanvasView(Document& document, Player& player, QWidget* parent)
    : QGraphicsView(parent), m_document(document), m_player(player), m_theme(Theme::light()),
      m_scene(new QGraphicsScene(this)), m_picture(new PictureItem(document, m_theme)),
      m_packets(new PacketsItem(m_theme)), m_moving(new MovingItem(m_theme)), m_preview(new PreviewItem(m_theme)),
      m_guides(new GuidesItem(m_theme)), m_bubble(new QLabel(viewport())), m_bubbleTimer(new QTimer(this)),
      m_hoverTimer(new QTimer(this)) {
    setObjectName(QStringLiteral("canvas"));
    viewport()->setObjectName(QStringLiteral("canvasViewport"));
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("The drawing of the design. Tab goes from element to element, Enter opens one."));
    m_bubble->setObjectName(QStringLiteral("canvasBubble"));
    m_bubble->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_bubble->setWordWrap(true);
    m_bubble->setMaximumWidth(360);
    m_bubble->hide();
    m_bubbleTimer->setSingleShot(true);
    m_hoverTimer->setSingleShot(true);
    m_scene->setItemIndexMethod(QGraphicsScene::NoIndex);
    m_scene->addItem(m_picture);
    m_scene->addItem(m_packets);
    m_scene->addItem(m_moving);
    m_scene->addItem(m_preview);
    m_scene->addItem(m_guides);
    m_handles = std::make_unique<ResizeHandles>(*m_scene, m_theme);
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setViewportUpdateMode(BoundingRectViewportUpdate);
    setOptimizationFlag(DontSavePainterState);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(m_bubbleTimer, &QTimer::timeout, m_bubble, &QLabel::hide);
    connect(m_hoverTimer, &QTimer::timeout, this, &CanvasView::refreshOverlay);
    connect(&m_document, &Document::designChanged, this, &CanvasView::designChanged);
    connect(&m_document, &Document::selectionChanged, this, &CanvasView::selectionChanged);
    connect(&m_player, &Player::frameChanged, this, &CanvasView::frameChanged);
    useTool(makeSelectTool(*this), Tool::Select);
    designChanged();
}

CanvasView::~CanvasView() {
    // Tools clear their previews when they go, so they go first.
    m_panning.reset();
    m_tool.reset();
}

void CanvasView::setTheme(const Theme& theme) {
    m_theme = theme;
    m_handles->recolour();
    m_picture->themeChanged();
    m_bubble->hide();
    viewport()->update();
}

void CanvasView::useTool(std::unique_ptr<CanvasTool> tool, Tool kind) {
    if (m_tool)
        m_tool->cancel();
    m_tool = std::move(tool);
    m_toolKind = kind;
    viewport()->setCursor(m_tool->cursor());
    refreshHint();
    emit toolChanged();
}

void CanvasView::setTool(Tool tool) {
    switch (tool) {
    case Tool::Select:
        return useTool(makeSelectTool(*this), tool);
    case Tool::Connect:
        return useTool(makeConnectTool(*this), tool);
    case Tool::Place:
        return startPlacing(m_placeKind);
    case Tool::Pan:
        return useTool(makePanTool(*this), tool);
    }
}

void CanvasView::startPlacing(Kind kind) {
    m_placeKind = kind;
    useTool(makePlaceTool(*this, kind), Tool::Place);
}

void CanvasView::startConnecting(const Id& from) {
    useTool(makeConnectTool(*this, from), Tool::Connect);
    setFocus(Qt::OtherFocusReason);
}

void CanvasView::startRenaming(const Id& id, const QString& text) {
    const PictureBox* box = m_document.picture().box(id);
    if (!box || box->id != id || !edit::isRenamable(m_document.design(), id))
        return;
    m_tool->cancel();
    ensureVisible(rectOf(box->rect), 8, 8);
    if (box->role == BoxRole::Note)
        return startWriting(id, text);
    if (!m_renaming)
        m_renaming = new RenameEditor(*this);
    m_renaming->start(id, text);
}

void CanvasView::refreshHint() {
    const QString hint = m_picking ? tr("Click the element that you mean. Escape ends picking.") : activeTool().hint();
    if (hint == m_hint)
        return;
    m_hint = hint;
    emit hintChanged(hint);
}

// --- what is shown

void CanvasView::designChanged() {
    endMove();
    m_picture->pictureChanged();
    std::set<Id> problems;
    for (const Finding& finding : m_document.findings())
        if (!finding.approved && finding.severity != Severity::Note)
            problems.insert(finding.resource);
    m_picture->setProblems(std::move(problems));
    updateSceneRect();
    selectionChanged();
}

void CanvasView::selectionChanged() {
    const auto& selection = m_document.selection();
    const PictureBox* box = selection.size() == 1 ? m_document.picture().box(selection.front()) : nullptr;
    const bool resizable = box && box->id == selection.front() && box->role != BoxRole::Symbol && !m_moving->isActive();
    m_handles->show(resizable ? std::optional(box->rect) : std::nullopt);
    refreshOverlay();
}

void CanvasView::refreshOverlay() {
    Overlay overlay;
    if (!m_moving->isActive())
        overlay.selected = {m_document.selection().begin(), m_document.selection().end()};
    overlay.unit = overlayUnit();
    overlay.visible = mapToScene(viewport()->rect()).boundingRect();
    if (m_player.trace()) {
        overlay.trace = &*m_player.trace();
        overlay.frame = m_player.frame();
    }
    if (!m_hoverTimer->isActive() && !m_moving->isActive())
        overlay.hovered = m_hovered;
    overlay.dropTarget = m_dropTarget;
    overlay.dropRefused = m_refused;
    m_picture->setOverlay(std::move(overlay));
    showPacket();
}

void CanvasView::showPacket() {
    std::vector<ShownPacket> packets;
    if (const auto at = m_picture->packet())
        packets.push_back({*at, m_picture->overlay().frame->blocked});
    m_packets->show(std::move(packets), m_picture->overlay().unit);
}

bool CanvasView::isAtRest() const {
    return m_picture->isAtRest();
}

// --- elements on their way

void CanvasView::beginMove(const std::vector<Id>& ids) {
    MovedPart part = movedPart(*m_picture->picture(), ids);
    m_picture->leaveOut(part);
    m_moving->begin(m_picture->picture(), std::move(part));
    selectionChanged();
}

void CanvasView::showMove(QPoint by) {
    m_moving->moveTo(by);
}

void CanvasView::endMove() {
    if (!m_moving->isActive())
        return;
    m_moving->end();
    m_picture->leaveOut({});
    selectionChanged();
}

double CanvasView::overlayUnit() const {
    return std::clamp(readableZoom / zoom(), 1.0, largestUnit);
}

void CanvasView::zoomed() {
    if (m_player.trace() && m_picture->overlay().unit != overlayUnit())
        refreshOverlay();
    emit zoomChanged(zoom());
}

void CanvasView::frameChanged() {
    const Frame before = m_shownFrame;
    m_shownFrame = m_player.frame();
    Frame sameButProgress = m_shownFrame;
    sameButProgress.progress = before.progress;
    const bool sameTrace = m_player.trace() && m_picture->overlay().trace == &*m_player.trace();
    if (!sameTrace || !(sameButProgress == before))
        return refreshOverlay();
    m_picture->setFrame(m_shownFrame);
    showPacket();
}

void CanvasView::updateSceneRect() {
    const QRectF bounds = m_picture->boundingRect();
    const double reach =
        std::max({800.0, viewport()->width() / smallestZoom / 10, viewport()->height() / smallestZoom / 10});
    setSceneRect(bounds.adjusted(-reach, -reach, reach, reach));
}

void CanvasView::setDropTarget(const Id& target, bool refused) {
    if (target == m_dropTarget && refused == m_refused)
        return;
    m_dropTarget = target;
    m_refused = refused;
    refreshOverlay();
}

void CanvasView::showPreview(QPointF scenePoint, const Id& target, const edit::DropPreview& what) {
    setDropTarget(target, !what.accepted);
    m_bubbleTimer->stop();
    if (what.message == Message{})
        m_bubble->hide();
    else
        showBubble(scenePoint, text(what.message), !what.accepted);
}

void CanvasView::showBubble(QPointF scenePoint, const QString& sentence, bool refusal) {
    m_bubble->setText((refusal ? QStringLiteral("✕ ") : QString()) + sentence);
    m_bubble->setStyleSheet(
        QStringLiteral(
            "QLabel { background: %1; color: %2; border: 1px solid %3; border-radius: 4px; padding: 4px 8px; }")
            .arg(m_theme.canvas.name(), m_theme.text.name(), (refusal ? m_theme.deny : m_theme.outline).name()));
    m_bubble->adjustSize();
    const QPoint wanted = mapFromScene(scenePoint) + QPoint(18, 22);
    m_bubble->move(std::clamp(wanted.x(), 0, std::max(0, viewport()->width() - m_bubble->width())),
                   std::clamp(wanted.y(), 0, std::max(0, viewport()->height() - m_bubble->height())));
    m_bubble->show();
    m_bubble->raise();
}

void CanvasView::notify(QPointF scenePoint, const QString& sentence, bool refusal) {
    if (sentence.isEmpty())
        return m_bubble->hide();
    showBubble(scenePoint, sentence, refusal);
    m_bubbleTimer->start(refusalMilliseconds);
}

void CanvasView::endPreview() {
    showGuides({});
    const bool refused = m_refused;
    setDropTarget({}, false);
    if (refused && !m_bubble->isHidden())
        m_bubbleTimer->start(refusalMilliseconds);
    else
        m_bubble->hide();
}

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

QString CanvasView::bubbleText() const {
    return m_bubble->isHidden() ? QString() : m_bubble->text();
}

// --- asking the picture

Id CanvasView::idAt(QPointF scenePoint) const {
    const PictureBox* box = m_document.picture().boxAt({qRound(scenePoint.x()), qRound(scenePoint.y())});
    return box ? box->id : Id();
}

Id CanvasView::elementAt(QPointF scenePoint) const {
    const Point at{qRound(scenePoint.x()), qRound(scenePoint.y())};
    const PictureBox* box = m_document.picture().boxAt(at);
    if (box && !hasInside(*box))
        return box->id;
    constexpr double nearPixels = 4;
    const int tolerance = std::max(3, qRound(nearPixels / zoom()));
    const PictureConnector* connector = m_document.picture().connectorAt(at, tolerance);
    if (connector && !(box && isGrip(*box, scenePoint)))
        return connector->id;
    const PictureBox* area = box && isGrip(*box, scenePoint) ? nullptr : areaGripAt(scenePoint);
    return area ? area->id : box ? box->id : Id();
}

/// The uppermost area whose title or border is at a point.
const PictureBox* CanvasView::areaGripAt(QPointF scenePoint) const {
    const PictureBox* found = nullptr;
    const auto& boxes = m_document.picture().boxes();
    for (const int index : m_document.picture().boxesTouching({qRound(scenePoint.x()), qRound(scenePoint.y()), 1, 1}))
        if (const PictureBox& box = boxes[static_cast<std::size_t>(index)];
            box.role == BoxRole::Area && isGrip(box, scenePoint))
            found = &box;
    return found;
}

Id CanvasView::containerAt(QPointF scenePoint, const std::vector<Id>& except) const {
    const auto& boxes = m_document.picture().boxes();
    Id container;
    for (const int index : m_document.picture().boxesTouching({qRound(scenePoint.x()), qRound(scenePoint.y()), 1, 1})) {
        const PictureBox& box = boxes[static_cast<std::size_t>(index)];
        if (!isContainer(box) || !rectOf(box.rect).contains(scenePoint))
            continue;
        bool excepted = false;
        for (int at = index; at >= 0 && !excepted; at = boxes[static_cast<std::size_t>(at)].parent)
            excepted = std::find(except.begin(), except.end(), boxes[static_cast<std::size_t>(at)].id) != except.end();
        if (!excepted)
            container = box.id; // painting order: what comes later is further in
    }
    return container;
}

bool CanvasView::isGrip(const PictureBox& box, QPointF scenePoint) const {
    if (!hasInside(box))
        return true;
    const double border = gripPixels / zoom();
    const QRectF inner = rectOf(box.rect).adjusted(border, metrics::titleHeight, -border, -border);
    return rectOf(box.rect).contains(scenePoint) && !inner.contains(scenePoint);
}

std::optional<Qt::Edges> CanvasView::handleAt(QPoint viewportPoint) const {
    return m_handles->at(mapToScene(viewportPoint), zoom());
}

// --- placing

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

// --- zoom

void CanvasView::zoomBy(double factor, QPointF viewportPoint) {
    const double target = std::clamp(zoom() * factor, smallestZoom, largestZoom);
    if (target == zoom())
        return;
    const QPointF under = mapToScene(viewportPoint.toPoint());
    setTransform(QTransform::fromScale(target, target));
    scrollBy((mapFromScene(under) - viewportPoint.toPoint()));
    zoomed();
}

void CanvasView::zoomTo(double factor) {
    zoomBy(factor / zoom(), viewport()->rect().center());
}

void CanvasView::scrollBy(QPoint offset) {
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + offset.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + offset.y());
}

void CanvasView::showArea(const QRectF& area) {
    if (area.isEmpty())
        return;
    const QRectF wanted = area.adjusted(-fitMargin, -fitMargin, fitMargin, fitMargin);
    const double fitting = std::min(viewport()->width() / wanted.width(), viewport()->height() / wanted.height());
    const double target = std::clamp(fitting, smallestZoom, 1.0);
    setTransform(QTransform::fromScale(target, target));
    centerOn(area.center());
    zoomed();
}

void CanvasView::fit() {
    updateSceneRect();
    showArea(m_picture->boundingRect());
}

void CanvasView::fitSelection() {
    QRectF area;
    for (const Id& id : m_document.selection())
        if (const PictureBox* box = m_document.picture().box(id))
            area |= rectOf(box->rect);
    area.isEmpty() ? fit() : showArea(area);
}

void CanvasView::reveal(const Id& id) {
    m_document.select({id});
    if (const PictureBox* box = m_document.picture().box(id))
        centerOn(rectOf(box->rect).center());
}

// --- picking

void CanvasView::startPicking() {
    m_tool->cancel();
    m_picking = true;
    viewport()->setCursor(Qt::CrossCursor);
    refreshHint();
}

void CanvasView::cancelPicking() {
    if (!m_picking)
        return;
    m_picking = false;
    viewport()->setCursor(m_tool->cursor());
    refreshHint();
}

void CanvasView::pick(QPointF scenePoint) {
    const Id id = idAt(scenePoint);
    if (id.empty())
        return;
    cancelPicking();
    emit picked(QString::fromStdString(id));
}

// --- edits

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
