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

int onGrid(double value) {
    return static_cast<int>(std::lround(value / metrics::grid)) * metrics::grid;
}

class SelectTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    QString hint() const override {
        switch (m_state) {
        case State::Moving:
            return CanvasView::tr("Release to drop. Alt keeps it in its container and off the grid. Escape cancels.");
        case State::Banding:
            return CanvasView::tr("Everything wholly inside is selected. Shift adds to the selection. Escape cancels.");
        case State::Resizing:
            return CanvasView::tr("Release to resize. What is inside stays where it is. Escape cancels.");
        default:
            return CanvasView::tr("Click selects, Shift adds, Ctrl toggles. Drag moves; drag in an empty area selects "
                                  "what is inside. Space drags the view.");
        }
    }

    void press(const Pointer& pointer) override {
        m_start = pointer;
        m_id = targetAt(pointer.scene);
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
            view().preview().setBand(QRectF(m_start.scene, pointer.scene).normalized());
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
        if (state != State::Idle && state != State::Pressed)
            view().endPreview();
    }

    bool cancel() override {
        if (m_state == State::Idle)
            return false;
        m_state = State::Idle;
        view().preview().clear();
        view().showPreview({}, {}, {true, {}});
        view().endPreview();
        return true;
    }

private:
    enum class State { Idle, Pressed, Moving, Banding, Resizing };

    /// What a press is about: a symbol, else a connector, else the container.
    Id targetAt(QPointF at) const {
        const PictureBox* box = picture().boxAt({qRound(at.x()), qRound(at.y())});
        if (box && box->role == BoxRole::Symbol)
            return box->id;
        const int tolerance = std::max(3, qRound(4 / view().zoom()));
        const PictureConnector* connector = picture().connectorAt({qRound(at.x()), qRound(at.y())}, tolerance);
        if (connector && !(box && view().isGrip(*box, at)))
            return connector->id;
        return box ? box->id : Id();
    }

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
            view().preview().setGhost(ghostOf(picture(), m_moving), {});
        } else {
            m_state = State::Banding;
        }
        view().refreshHint();
    }

    void dragTo(const Pointer& pointer) {
        const bool free = pointer.modifiers & Qt::AltModifier;
        const QPointF by = pointer.scene - m_start.scene;
        m_offset = {qRound(by.x()), qRound(by.y())};
        if (const auto rect = absoluteRect(design().topology, design().layout, m_id); !free)
            m_offset = rect ? QPoint(onGrid(rect->x + by.x()) - rect->x, onGrid(rect->y + by.y()) - rect->y)
                            : QPoint(onGrid(by.x()), onGrid(by.y()));
        view().preview().setGhostOffset(m_offset);
        m_target = free ? std::nullopt : targetContainer(pointer.scene);
        if (m_target)
            view().showPreview(pointer.scene, *m_target, edit::previewReparent(design(), m_moving, *m_target));
        else
            view().showPreview(pointer.scene, {}, {true, {}});
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
        m_rect = ResizeHandles::resized(rect.value_or(box->rect), m_edges, onGrid(by.x()), onGrid(by.y()));
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
        for (Id& id : picture().idsInside({band.x(), band.y(), band.width(), band.height()}))
            if (std::find(ids.begin(), ids.end(), id) == ids.end())
                ids.push_back(std::move(id));
        document().select(std::move(ids));
    }

    State m_state = State::Idle;
    Pointer m_start;
    Id m_id;           ///< what was pressed
    Qt::Edges m_edges; ///< of the handle that was pressed
    std::vector<Id> m_moving;
    QPoint m_offset;
    std::optional<Id> m_target; ///< container that would be joined
    Rect m_rect;                ///< while resizing
};

} // namespace

std::unique_ptr<CanvasTool> makeSelectTool(CanvasView& view) {
    return std::make_unique<SelectTool>(view);
}

} // namespace waylight
