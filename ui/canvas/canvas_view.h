// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/edits.h"
#include "ui/document/document.h"
#include "ui/player/player.h"
#include "ui/render/painter.h"

#include <QGraphicsView>
#include <QLabel>
#include <QTimer>

#include <memory>

namespace waylight {

class CanvasTool;
class ResizeHandles;
class PictureItem;
class PreviewItem;

/// What the mouse does on the canvas.
enum class Tool : std::uint8_t { Select, Connect, Place, Pan };

/// The MIME type of a palette item being dragged; its data is `TypeInfo::name`.
inline constexpr char kindMimeType[] = "application/x-waylight-kind";

/// The canvas: shows the document's picture and turns gestures into edits. It keeps no state of the design: while a
/// gesture runs it shows a preview, and when the gesture ends it commits once.
class CanvasView : public QGraphicsView {
    Q_OBJECT

public:
    CanvasView(Document& document, Player& player, QWidget* parent = nullptr);
    ~CanvasView() override;

    Document& document() { return m_document; }
    const Theme& theme() const { return m_theme; }
    void setTheme(const Theme& theme);

    Tool tool() const { return m_toolKind; }
    void setTool(Tool tool);
    /// The Place tool with this kind: a click places one and ends with the Select tool, with Shift the next click
    /// places another. `setTool(Tool::Place)` takes the kind placed last.
    void startPlacing(Kind kind);
    /// What the current tool does and what its modifiers do, for the status bar.
    QString hint() const { return m_hint; }
    /// Asks the tool for its hint again.
    void refreshHint();

    /// Shows everything; shows what is selected (everything when nothing is).
    void fit();
    void fitSelection();
    /// Sets the zoom (1: 100 %), clamped to 0.05 … 4, keeping the middle of the view in place.
    void zoomTo(double factor);
    double zoom() const { return transform().m11(); }
    /// Selects something and brings it to the middle of the view.
    void reveal(const Id& id);

    /// Scrolls by pixels.
    void scrollBy(QPoint offset);

    /// The next click on an element emits `picked` with its id instead of selecting it; Escape ends with an empty id.
    void startPicking();
    void cancelPicking();
    bool isPicking() const { return m_picking; }

    /// The element at a point of the canvas (its symbol or container); empty: none.
    Id idAt(QPointF scenePoint) const;
    /// The container that something dropped at a point would go into; empty: the top level. Boxes of `except` and what
    /// they hold do not count.
    Id containerAt(QPointF scenePoint, const std::vector<Id>& except = {}) const;
    /// True on the title or border of a container: pressing there moves it rather than banding inside it.
    bool isGrip(const PictureBox& box, QPointF scenePoint) const;

    /// What a gesture in progress shows: ghosts, band, line, and the container that it is about.
    PreviewItem& preview() { return *m_preview; }
    /// Shows a sentence near a point and marks the container that it is about (empty: none).
    void showPreview(QPointF scenePoint, const Id& target, const edit::DropPreview& what);
    /// Ends a preview; a refusal stays readable for a few seconds.
    void endPreview();
    /// The preview of dropping something new of a kind at a point.
    edit::DropPreview previewPlacing(Kind kind, QPointF scenePoint);
    /// Adds something new of a kind at a point as one undo step; false when it is refused there.
    bool place(Kind kind, QPointF scenePoint);
    /// The last sentence shown near the pointer; empty when none is visible.
    QString bubbleText() const;
    /// The resize handle under a point of the viewport.
    std::optional<Qt::Edges> handleAt(QPoint viewportPoint) const;

public slots:
    void removeSelection();
    void selectAll();

signals:
    void hintChanged(QString hint);
    void zoomChanged(double zoom);
    void picked(QString id);
    void activated(QString id); ///< double click or Enter on an element
    void toolChanged();
    void contextMenuRequested(QString id, QPoint globalPosition);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    void designChanged();
    void selectionChanged();
    void frameChanged();
    double overlayUnit() const;
    void zoomed();
    void refreshOverlay();
    void updateSceneRect();
    void useTool(std::unique_ptr<CanvasTool> tool, Tool kind);
    void showArea(const QRectF& area);
    void zoomBy(double factor, QPointF viewportPoint);
    bool nudge(int key);
    bool viewKey(QKeyEvent* event);
    void hover(QPointF scenePoint);
    void setDropTarget(const Id& target, bool refused);
    std::vector<Id> readingOrder() const;
    void pick(QPointF scenePoint);
    CanvasTool& activeTool() { return m_panning ? *m_panning : *m_tool; }

    Document& m_document;
    Player& m_player;
    Theme m_theme;
    QGraphicsScene* m_scene;
    PictureItem* m_picture;
    PreviewItem* m_preview;
    std::unique_ptr<ResizeHandles> m_handles;
    QLabel* m_bubble;
    QTimer* m_bubbleTimer;
    QTimer* m_hoverTimer;
    std::unique_ptr<CanvasTool> m_tool;
    std::unique_ptr<CanvasTool> m_panning; ///< while space or the middle button is held
    Tool m_toolKind = Tool::Select;
    Kind m_placeKind = kindOf<Vpc>;
    bool m_picking = false;
    Frame m_shownFrame;
    Id m_hovered; ///< under the pointer; its relations are shown when the pointer rests
    Id m_dropTarget;
    bool m_refused = false;
    QString m_hint;
};

} // namespace waylight
