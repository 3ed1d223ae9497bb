// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/resize_handles.h"
#include "ui/canvas/picture_item.h"

#include <QApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace waylight {
namespace {

/// Symbols and containers that a band touches, without what holds the whole band, and without what is in another that
/// is touched.
std::vector<Id> idsTouched(const Picture& picture, const Rect& area) {
    const auto& boxes = picture.boxes();
    std::vector<Id> ids;
    std::set<int> taken;
    for (const int index : picture.boxesTouching(area)) {
        const PictureBox& box = boxes[static_cast<std::size_t>(index)];
        const Rect& rect = box.rect;
        const bool holdsBand = rect.x <= area.x && rect.y <= area.y && rect.right() >= area.right() &&
                               rect.bottom() >= area.bottom() && box.role != BoxRole::Symbol;
        if (holdsBand)
            continue;
        if (!taken.contains(box.parent))
            ids.push_back(box.id);
        taken.insert(index);
    }
    return ids;
}

class SelectTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    QString hint() const override {
        switch (m_state) {
        case State::Moving:
            return CanvasView::tr("Release to drop. Alt keeps it in its container, off the grid and the guides. "
                                  "Escape cancels.");
        case State::Banding:
            return m_touching ? CanvasView::tr("Everything touched is selected. Drag to the right for what is wholly "
                                               "inside. Shift adds to the selection. Escape cancels.")
                              : CanvasView::tr("Everything wholly inside is selected. Drag to the left, or hold Alt, "
                                               "for what is touched. Shift adds to the selection. Escape cancels.");
        case State::Resizing:
            return CanvasView::tr("Release to resize. What is inside stays where it is. Alt: off the grid and the "
                                  "guides. Escape cancels.");
        default:
            return CanvasView::tr("Click selects, Shift adds, Ctrl toggles. Drag moves; drag in an empty area selects "
                                  "what is inside. Space drags the view.");
        }
    }

    QCursor cursor() const override {
        if (m_state == State::Moving)
            return m_refused ? Qt::ForbiddenCursor : Qt::SizeAllCursor;
        return m_state == State::Resizing ? ResizeHandles::cursor(m_edges) : QCursor(Qt::ArrowCursor);
    }

    void press(const Pointer& pointer) override {
        m_start = pointer;
        m_touching = false;
        m_id = view().elementAt(pointer.scene);
        m_edges = view().handleAt(pointer.viewport).value_or(Qt::Edges());
        m_state = State::Pressed;
    }

    void move(const Pointer& pointer) override {
        if (m_state == State::Pressed &&
            (pointer.viewport - m_start.viewport).manhattanLength() >= QApplication::startDragDistance())
            begin(pointer);
        switch (m_state) {
        case State::Moving:
            dragTo(pointer);
            break;
        case State::Banding:
            bandTo(pointer);
            break;
        case State::Resizing:
            resizeTo(pointer);
            break;
        case State::Idle:
        case State::Pressed:
            break;
        }
    }

    void release(const Pointer& pointer) override {
        move(pointer);
        const State state = std::exchange(m_state, State::Idle);
        switch (state) {
        case State::Pressed:
            click(pointer.modifiers);
            break;
        case State::Moving:
            drop(pointer);
            break;
        case State::Banding:
            selectBand(pointer.modifiers);
            break;
        case State::Resizing:
            document().commit(edit::resized(design(), m_id, m_rect), CanvasView::tr("Resize %1").arg(nameOf(m_id)));
            break;
        case State::Idle:
            break;
        }
        view().preview().clear();
        view().endMove();
        if (state != State::Idle && state != State::Pressed)
            view().endPreview();
    }

    bool cancel() override {
        if (m_state == State::Idle)
            return false;
        m_state = State::Idle;
        view().preview().clear();
        view().endMove();
        view().showPreview({}, {}, {true, {}});
        view().endPreview();
        view().viewport()->setCursor(cursor());
        return true;
    }

private:
    enum class State { Idle, Pressed, Moving, Banding, Resizing };

    /// Inside a container only what is selected is moved, and with Shift, which adds to the selection, not even that.
    bool canBeMoved(const Id& id, const Pointer& at) const {
        const PictureBox* box = picture().box(id);
        const bool selected = document().isSelected(id) && !(at.modifiers & Qt::ShiftModifier);
        return box && box->id == id && (selected || view().isGrip(*box, at.scene));
    }

    void begin(const Pointer& pointer) {
        if (m_edges != Qt::Edges() && document().selection().size() == 1) {
            m_state = State::Resizing;
            m_id = document().selection().front();
        } else if (canBeMoved(m_id, m_start)) {
            m_state = State::Moving;
            if (!document().isSelected(m_id))
                choose(m_id, pointer.modifiers & Qt::ShiftModifier ? Qt::ShiftModifier : Qt::NoModifier);
            m_moving = document().selection();
            m_grabbed = aroundMoving();
            view().beginMove(m_moving);
        } else {
            m_state = State::Banding;
        }
        m_refused = false;
        view().viewport()->setCursor(cursor());
        view().refreshHint();
    }

    void dragTo(const Pointer& pointer) {
        const bool free = pointer.modifiers & Qt::AltModifier;
        const QPointF by = pointer.scene - m_start.scene;
        m_offset = {qRound(by.x()), qRound(by.y())};
        if (free) {
            view().showGuides({});
        } else {
            const Rect wanted{m_grabbed.x + m_offset.x(), m_grabbed.y + m_offset.y(), m_grabbed.width,
                              m_grabbed.height};
            const Rect snap = view().snappedToGuides(wanted, m_moving);
            m_offset = {snap.x - m_grabbed.x, snap.y - m_grabbed.y};
        }
        view().showMove(m_offset);
        m_target = free ? std::nullopt : targetContainer(pointer.scene);
        const edit::DropPreview what =
            m_target ? edit::previewReparent(design(), m_moving, *m_target) : edit::DropPreview{true, {}};
        view().showPreview(pointer.scene, m_target.value_or(Id()), what);
        m_refused = !what.accepted;
        view().viewport()->setCursor(cursor());
    }

    /// The rectangle round everything that moves: what snaps.
    Rect aroundMoving() const {
        QRect all;
        for (const Id& id : m_moving)
            if (const PictureBox* box = picture().box(id); box && box->id == id)
                all |= QRect(box->rect.x, box->rect.y, box->rect.width, box->rect.height);
        return {all.x(), all.y(), all.width(), all.height()};
    }

    void bandTo(const Pointer& pointer) {
        const bool touching = pointer.scene.x() < m_start.scene.x() || pointer.modifiers & Qt::AltModifier;
        if (std::exchange(m_touching, touching) != touching)
            view().refreshHint();
        view().preview().setBand(QRectF(m_start.scene, pointer.scene).normalized());
    }

    /// The container under the pointer when the elements are together in another one now; none: they only move.
    std::optional<Id> targetContainer(QPointF at) const {
        std::set<Id> parents;
        for (const Id& id : m_moving) {
            if (!design().topology.contains(id))
                return std::nullopt;
            const Id parent = parentOf(design().topology, id);
            if (std::find(m_moving.begin(), m_moving.end(), parent) == m_moving.end())
                parents.insert(parent);
        }
        const Id target = view().containerAt(at, m_moving);
        if (parents.size() != 1 || *parents.begin() == target)
            return std::nullopt;
        return target;
    }

    void drop(const Pointer& pointer) {
        dragTo(pointer);
        const QString what =
            m_moving.size() == 1 ? nameOf(m_moving.front()) : CanvasView::tr("%1 elements").arg(m_moving.size());
        if (!m_target) {
            document().commit(edit::moved(design(), m_moving, m_offset.x(), m_offset.y()),
                              CanvasView::tr("Move %1").arg(what));
            return;
        }
        auto after = edit::reparented(design(), m_moving, *m_target, m_offset.x(), m_offset.y());
        if (!after)
            return; // the refusal stays readable at the pointer, and the ghost goes: everything is where it was
        const bool joins = !(after->topology == design().topology);
        document().commit(*std::move(after), joins && !m_target->empty()
                                                 ? CanvasView::tr("Move %1 to %2").arg(what, nameOf(*m_target))
                                                 : CanvasView::tr("Move %1").arg(what));
    }

    void resizeTo(const Pointer& pointer) {
        const auto rect = absoluteRect(design().topology, design().layout, m_id);
        const PictureBox* box = picture().box(m_id);
        if (!box)
            return;
        const QPointF by = pointer.scene - m_start.scene;
        m_rect = ResizeHandles::resized(rect.value_or(box->rect), m_edges, qRound(by.x()), qRound(by.y()));
        if (pointer.modifiers & Qt::AltModifier)
            view().showGuides({});
        else
            m_rect = view().snappedToGuides(m_rect, {m_id},
                                            {m_edges.testFlag(Qt::LeftEdge), m_edges.testFlag(Qt::TopEdge),
                                             m_edges.testFlag(Qt::RightEdge), m_edges.testFlag(Qt::BottomEdge)});
        view().preview().setBand(QRectF(m_rect.x, m_rect.y, m_rect.width, m_rect.height).normalized());
    }

    void click(Qt::KeyboardModifiers modifiers) { choose(m_id, modifiers); }

    void choose(const Id& id, Qt::KeyboardModifiers modifiers) {
        std::vector<Id> ids = document().selection();
        const auto at = std::find(ids.begin(), ids.end(), id);
        if (!(modifiers & (Qt::ShiftModifier | Qt::ControlModifier)))
            ids = id.empty() ? std::vector<Id>() : std::vector<Id>{id};
        else if (at == ids.end() && !id.empty())
            ids.push_back(id);
        else if (at != ids.end() && modifiers & Qt::ControlModifier)
            ids.erase(at);
        document().select(std::move(ids));
    }

    void selectBand(Qt::KeyboardModifiers modifiers) {
        const QRect band = view().preview().band().toRect();
        std::vector<Id> ids =
            modifiers & (Qt::ShiftModifier | Qt::ControlModifier) ? document().selection() : std::vector<Id>();
        const Rect area{band.x(), band.y(), band.width(), band.height()};
        for (Id& id : m_touching ? idsTouched(picture(), area) : picture().idsInside(area))
            if (std::find(ids.begin(), ids.end(), id) == ids.end())
                ids.push_back(std::move(id));
        document().select(std::move(ids));
    }

    State m_state = State::Idle;
    Pointer m_start;
    Id m_id;                 ///< what was pressed
    Qt::Edges m_edges;       ///< of the handle that was pressed
    bool m_touching = false; ///< the band selects what it touches
    std::vector<Id> m_moving;
    Rect m_grabbed{}; ///< round what moves, where it was
    QPoint m_offset;
    bool m_refused = false;     ///< what moves does not belong where the pointer is
    std::optional<Id> m_target; ///< container that would be joined
    Rect m_rect;                ///< while resizing
};

} // namespace

std::unique_ptr<CanvasTool> makeSelectTool(CanvasView& view) {
    return std::make_unique<SelectTool>(view);
}

} // namespace waylight
