// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/snapping.h"
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
class GuidesItem;
class ResizeHandles;
class MovingItem;
class NoteEditor;
class PacketsItem;
class PictureItem;
class PreviewItem;
class RenameEditor;

/// What the mouse does on the canvas.
enum class Tool : std::uint8_t { Select, Connect, Place, Pan };

/// The MIME type of a palette item being dragged; its data is `TypeInfo::name`.
inline constexpr char kindMimeType[] = "application/x-waylight-kind";
/// The data of a note or an area that is dragged.
inline constexpr char noteName[] = "note";
inline constexpr char areaName[] = "area";

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
    /// The Place tool with a note or an area.
    void startPlacingNote(bool area);
    /// The Connect tool with this element as the first of the two.
    void startConnecting(const Id& from);
    /// A line edit over the name of an element, with this text in place of the name (null: the name, selected); of a
    /// note, its text. Nothing happens for what has no name of its own.
    void startRenaming(const Id& id, const QString& text = {});
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
    /// What a press there is about: a symbol, else a connector, else the container; empty: nothing.
    Id elementAt(QPointF scenePoint) const;
    /// Where the pointer is on the canvas, or where a menu was opened; none: elsewhere.
    std::optional<QPointF> pointer() const { return m_heldPointer ? m_heldPointer : m_pointer; }
    /// While a menu is open, the pointer counts as being where it was opened. None: that is over.
    void holdPointer(std::optional<QPointF> scenePoint) { m_heldPointer = scenePoint; }
    /// The container that something dropped at a point would go into; empty: the top level. Boxes of `except` and what
    /// they hold do not count.
    Id containerAt(QPointF scenePoint, const std::vector<Id>& except = {}) const;
    /// True on the title or border of a container: pressing there moves it rather than banding inside it.
    bool isGrip(const PictureBox& box, QPointF scenePoint) const;

    /// What a gesture in progress shows: ghosts, band, line, and the container that it is about.
    PreviewItem& preview() { return *m_preview; }
    /// Shows elements moved, with what they hold and their connectors, and leaves them out where they are, until
    /// `endMove` or until the design changes.
    void beginMove(const std::vector<Id>& ids);
    void showMove(QPoint by);
    void endMove();
    const MovingItem& moving() const { return *m_moving; }
    /// The packets of an animation.
    PacketsItem& packets() { return *m_packets; }
    /// The picture is shown exactly, and nothing is being painted in the background.
    bool isAtRest() const;

    /// Shows a sentence near a point and marks the container that it is about (empty: none).
    void showPreview(QPointF scenePoint, const Id& target, const edit::DropPreview& what);
    /// Ends a preview; a refusal stays readable for a few seconds.
    void endPreview();
    /// A sentence near a point, readable for a few seconds; a refusal is marked as one.
    void notify(QPointF scenePoint, const QString& sentence, bool refusal);
    /// What is in line with what is dragged; empty: nothing.
    void showGuides(const std::vector<Guide>& guides);
    const std::vector<Guide>& guides() const;
    /// A rectangle that is dragged, snapped to what is near and visible; shows the guides.
    Rect snappedToGuides(const Rect& rect, const std::vector<Id>& except, SnapSides sides = {});
    /// The preview of dropping something new of a kind at a point.
    edit::DropPreview previewPlacing(Kind kind, QPointF scenePoint, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// Adds something new of a kind at a point as one undo step; false when it is refused there.
    bool place(Kind kind, QPointF scenePoint, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// A note or area that would be placed with its corner at a point.
    void previewNote(bool area, QPointF scenePoint);
    /// Adds a note or area as one undo step, selects it and lets the user write.
    void placeNote(bool area, QPointF corner);
    void placeNote(bool area, const QRectF& rect);
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
    void findingsChanged();
    void selectionChanged();
    void frameChanged();
    void showPacket();
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
    void showBubble(QPointF scenePoint, const QString& sentence, bool refusal);
    /// The corner at which something new goes that is dropped at a point: in line with what is near, or on the grid.
    QPoint placingCorner(Kind kind, QPointF scenePoint, Qt::KeyboardModifiers modifiers);
    void startWriting(const Id& id, const QString& text);
    bool typeName(QKeyEvent* event);
    const PictureBox* areaGripAt(QPointF scenePoint) const;
    std::vector<Id> readingOrder() const;
    void pick(QPointF scenePoint);
    CanvasTool& activeTool() { return m_panning ? *m_panning : *m_tool; }

    Document& m_document;
    Player& m_player;
    Theme m_theme;
    QGraphicsScene* m_scene;
    PictureItem* m_picture;
    PacketsItem* m_packets;
    MovingItem* m_moving;
    PreviewItem* m_preview;
    GuidesItem* m_guides;
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
    RenameEditor* m_renaming = nullptr; ///< made when it is first needed
    NoteEditor* m_writing = nullptr;    ///< the same
    std::optional<QPointF> m_pointer;
    std::optional<QPointF> m_heldPointer;
    Id m_hovered; ///< under the pointer; its relations are shown when the pointer rests
    Id m_dropTarget;
    bool m_refused = false;
    QString m_hint;
};

} // namespace waylight
