// SPDX-License-Identifier: MIT
#pragma once

#include "tests/core/edit/sketch.h"
#include "tests/ui/canvas/canvas_driver.h"

/// A canvas with a document.
struct CanvasHolder {
    waylight::Document document;
    waylight::Player player;
    waylight::CanvasView view{document, player};
};

/// A canvas on the screen that shows a design, and the hand that works it.
class CanvasBench : public CanvasHolder, public CanvasDriver {
public:
    explicit CanvasBench(waylight::Design start = {}) : CanvasDriver(CanvasHolder::view, CanvasHolder::document) {
        document.reset(std::move(start), {});
        view.resize(1600, 1100);
        view.show();
        view.fit();
    }
    /// Moves the pointer there, without a button.
    void hover(QPoint at) {
        QMouseEvent event(QEvent::MouseMove, at, view.viewport()->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(view.viewport(), &event);
    }
    void undoAll() {
        while (document.undoStack().canUndo())
            document.undoStack().undo();
    }
};
