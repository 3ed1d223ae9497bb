// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/picture_item.h"

namespace waylight {
namespace {

class PlaceTool : public CanvasTool {
public:
    PlaceTool(CanvasView& canvas, Kind kind) : CanvasTool(canvas), m_kind(kind) {}
    ~PlaceTool() override {
        view().preview().clear();
        view().endPreview();
    }

    QString hint() const override {
        return CanvasView::tr("Click where the new %1 goes. Shift places another one after it. Escape ends placing.")
            .arg(QString::fromUtf8(typeInfo(m_kind).label.data()));
    }
    QCursor cursor() const override { return Qt::CrossCursor; }

    void press(const Pointer& pointer) override { move(pointer); }
    void move(const Pointer& pointer) override { view().previewPlacing(m_kind, pointer.scene, pointer.modifiers); }
    void release(const Pointer& pointer) override {
        const bool placed = view().place(m_kind, pointer.scene, pointer.modifiers);
        if (placed && !(pointer.modifiers & Qt::ShiftModifier))
            // The view replaces this tool, so nothing may follow.
            QMetaObject::invokeMethod(
                &view(), [canvas = &view()] { canvas->setTool(Tool::Select); }, Qt::QueuedConnection);
    }

private:
    Kind m_kind;
};

} // namespace

std::unique_ptr<CanvasTool> makePlaceTool(CanvasView& view, Kind kind) {
    return std::make_unique<PlaceTool>(view, kind);
}

} // namespace waylight
