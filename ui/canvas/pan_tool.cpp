// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_tool.h"

namespace waylight {
namespace {

class PanTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    QString hint() const override { return CanvasView::tr("Drag moves the view. The wheel zooms at the pointer."); }
    QCursor cursor() const override { return m_last ? Qt::ClosedHandCursor : Qt::OpenHandCursor; }

    void press(const Pointer& pointer) override { m_last = pointer.viewport; }
    void move(const Pointer& pointer) override {
        if (!m_last)
            return;
        view().scrollBy(*m_last - pointer.viewport);
        m_last = pointer.viewport;
    }
    void release(const Pointer&) override { m_last.reset(); }
    bool cancel() override { return std::exchange(m_last, std::nullopt).has_value(); }

private:
    std::optional<QPoint> m_last;
};

} // namespace

std::unique_ptr<CanvasTool> makePanTool(CanvasView& view) {
    return std::make_unique<PanTool>(view);
}

} // namespace waylight
