// SPDX-License-Identifier: MIT
#pragma once

#include "ui/canvas/canvas_view.h"

class QMimeData;

namespace waylight {

/// Where the pointer is during a gesture.
struct Pointer {
    QPointF scene;
    QPoint viewport;
    Qt::KeyboardModifiers modifiers;
};

/// A note or area in few words: its first line, shortened.
QString shortName(const Note& note);

/// What is dragged from the palette: an area, or a note (false); none: neither.
std::optional<bool> draggedNote(const QMimeData* data);

/// What the mouse does on the canvas: turns presses, moves and releases into a preview and, on release, one commit.
class CanvasTool {
public:
    explicit CanvasTool(CanvasView& view) : m_view(view) {}
    virtual ~CanvasTool() = default;

    /// What the tool does and what its modifiers do.
    virtual QString hint() const = 0;
    virtual QCursor cursor() const { return Qt::ArrowCursor; }
    virtual void press(const Pointer& pointer) = 0;
    /// Also called while no button is down.
    virtual void move(const Pointer& pointer) = 0;
    virtual void release(const Pointer& pointer) = 0;
    /// Ends the gesture in progress without an edit; false when there is none.
    virtual bool cancel() { return false; }

    /// What the user calls an element: quoted in undo texts.
    QString nameOf(const Id& id) const;

protected:
    CanvasView& view() const { return m_view; }
    Document& document() const { return m_view.document(); }
    const Design& design() const { return m_view.document().design(); }
    const Picture& picture() const { return m_view.document().picture(); }

private:
    CanvasView& m_view;
};

/// Selects, moves, re-parents, bands and resizes.
std::unique_ptr<CanvasTool> makeSelectTool(CanvasView& view);
/// Connects two elements by a drag or two clicks; `from` is the first one when it is known already.
std::unique_ptr<CanvasTool> makeConnectTool(CanvasView& view, const Id& from = {});
/// Places a new element at each click.
std::unique_ptr<CanvasTool> makePlaceTool(CanvasView& view, Kind kind);
/// Places a note or an area: a click gives it its usual size, a drag another one.
std::unique_ptr<CanvasTool> makeNoteTool(CanvasView& view, bool area);
/// Drags the view.
std::unique_ptr<CanvasTool> makePanTool(CanvasView& view);

} // namespace waylight
