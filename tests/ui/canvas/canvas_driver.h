// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/waylight_file.h"
#include "ui/canvas/canvas_view.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QtTest>

/// Works a canvas as a hand would: by real mouse, key and drop events on its viewport.
class CanvasDriver {
public:
    CanvasDriver(waylight::CanvasView& canvasView, waylight::Document& openDocument) : canvas(canvasView), design(openDocument) {}

    waylight::CanvasView& canvas;
    waylight::Document& design;

    const waylight::Topology& topology() const { return design.design().topology; }
    std::string bytes() const { return waylight::writeWaylight(design.design()); }
    QString undoText() { return design.undoStack().undoText(); }
    int steps() { return design.undoStack().count(); }

    waylight::Rect rect(const waylight::Id& id) const {
        const waylight::PictureBox* box = design.picture().box(id);
        return box && box->id == id ? box->rect : waylight::Rect{};
    }
    QPoint pixel(QPointF scene) const { return canvas.mapFromScene(scene); }
    QPoint middle(const waylight::Id& id) const {
        const waylight::Rect box = rect(id);
        return pixel({box.x + box.width / 2.0, box.y + box.height / 2.0});
    }
    /// A point of a container's title, where pressing takes hold of it.
    QPoint title(const waylight::Id& id) const { return pixel({rect(id).x + 60.0, rect(id).y + 14.0}); }
    /// A point of a container near its bottom right corner, where nothing else is.
    QPoint inside(const waylight::Id& id) const { return pixel({rect(id).right() - 12.0, rect(id).bottom() - 12.0}); }

    void press(QPoint at, Qt::KeyboardModifiers modifiers = {}) { QTest::mousePress(canvas.viewport(), Qt::LeftButton, modifiers, at); }
    void moveTo(QPoint at, Qt::KeyboardModifiers modifiers = {}) {
        QMouseEvent event(QEvent::MouseMove, at, canvas.viewport()->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, modifiers);
        QApplication::sendEvent(canvas.viewport(), &event);
    }
    void release(QPoint at, Qt::KeyboardModifiers modifiers = {}) { QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, modifiers, at); }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = {}) { QTest::mouseClick(canvas.viewport(), Qt::LeftButton, modifiers, at); }
    /// Presses and moves in steps, without releasing.
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
        press(from, modifiers);
        for (int step = 1; step <= 4; ++step)
            moveTo(from + (to - from) * step / 4, modifiers);
    }
    void dragAndDrop(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
        drag(from, to, modifiers);
        release(to, modifiers);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&canvas, key, modifiers); }

    /// Drags a palette item over a point; `drop` also lets go. True when the drop was taken.
    bool paletteItem(const char* kind, QPoint at, bool drop = true, Qt::KeyboardModifiers modifiers = {}) {
        QMimeData data;
        data.setData(QLatin1String(waylight::kindMimeType), kind);
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(canvas.viewport(), &enter);
        QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(canvas.viewport(), &move);
        if (!drop)
            return move.isAccepted();
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(canvas.viewport(), &event);
        return event.isAccepted();
    }
    template <class T>
    waylight::Id only() const {
        return topology().table(waylight::kindOf<T>).begin()->first;
    }
};
