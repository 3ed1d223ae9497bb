// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_view.h"

#include "core/edit/rename.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/guides_item.h"
#include "ui/canvas/moving_item.h"
#include "ui/canvas/packets_item.h"
#include "ui/canvas/picture_item.h"
#include "ui/canvas/rename_editor.h"
#include "ui/canvas/resize_handles.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr int refusalMilliseconds = 5000;

QRectF rectOf(const Rect& rect) {
    return QRectF(rect.x, rect.y, rect.width, rect.height);
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
    connect(&m_document, &Document::findingsChanged, this, &CanvasView::findingsChanged);
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
    findingsChanged();
    updateSceneRect();
    selectionChanged();
}

void CanvasView::findingsChanged() {
    std::set<Id> problems;
    for (const Finding& finding : m_document.findings())
        if (!finding.approved && finding.severity != Severity::Note)
            problems.insert(finding.resource);
    m_picture->setProblems(std::move(problems));
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

QString CanvasView::bubbleText() const {
    return m_bubble->isHidden() ? QString() : m_bubble->text();
}

} // namespace waylight
