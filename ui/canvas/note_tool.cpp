// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/picture_item.h"

#include <QApplication>

namespace waylight {
namespace {

class NoteTool : public CanvasTool {
public:
    NoteTool(CanvasView& canvas, bool area) : CanvasTool(canvas), m_area(area) {}
    ~NoteTool() override { view().preview().clear(); }

    QString hint() const override {
        return m_area ? CanvasView::tr("Drag out the new area, or click where its corner goes. Nothing is ever in an "
                                       "area: it only marks. Escape ends placing.")
                      : CanvasView::tr("Click where the new note goes, or drag out its size. Escape ends placing.");
    }
    QCursor cursor() const override { return Qt::CrossCursor; }

    void press(const Pointer& pointer) override {
        m_start = pointer;
        m_pressed = true;
        m_dragged = false;
    }
    void move(const Pointer& pointer) override {
        m_dragged |=
            m_pressed && (pointer.viewport - m_start.viewport).manhattanLength() >= QApplication::startDragDistance();
        if (m_dragged)
            view().preview().setBand(QRectF(m_start.scene, pointer.scene).normalized());
        else
            view().previewNote(m_area, pointer.scene);
    }
    void release(const Pointer& pointer) override {
        if (!std::exchange(m_pressed, false))
            return;
        const QRectF band = m_dragged ? QRectF(m_start.scene, pointer.scene).normalized() : QRectF();
        view().preview().clear();
        // Adding one ends the tool, so nothing may follow.
        const QPointF at = pointer.scene;
        const bool area = m_area;
        QMetaObject::invokeMethod(
            &view(),
            [canvas = &view(), area, at, band] {
                canvas->setTool(Tool::Select);
                band.isNull() ? canvas->placeNote(area, at) : canvas->placeNote(area, band);
            },
            Qt::QueuedConnection);
    }
    bool cancel() override {
        view().preview().clear();
        return std::exchange(m_pressed, false);
    }

private:
    bool m_area;
    bool m_pressed = false;
    bool m_dragged = false;
    Pointer m_start;
};

} // namespace

std::unique_ptr<CanvasTool> makeNoteTool(CanvasView& view, bool area) {
    return std::make_unique<NoteTool>(view, area);
}

} // namespace waylight
