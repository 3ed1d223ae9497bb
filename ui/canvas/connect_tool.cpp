// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/picture_item.h"

namespace waylight {
namespace {

/// What connecting made that stands on the canvas by itself, as a peering connection does: it is selected then. None:
/// the selection stays.
std::optional<std::vector<Id>> newlyDrawn(const Topology& before, const Topology& after) {
    std::vector<Id> made;
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (typeInfo(kind).drawn != Drawn::Hidden && typeInfo(kind).drawn != Drawn::Attached &&
            before.table(kind).size() != after.table(kind).size())
            for (const auto& [id, resource] : after.table(kind))
                if (!before.contains(id))
                    made.push_back(id);
    return made.empty() ? std::nullopt : std::optional(std::move(made));
}

class ConnectTool : public CanvasTool {
public:
    ConnectTool(CanvasView& canvas, Id from) : CanvasTool(canvas), m_from(std::move(from)) {}

    QString hint() const override {
        return m_from.empty()
                   ? CanvasView::tr(
                         "Drag from one element to another, or click one and then the other. Escape ends connecting.")
                   : CanvasView::tr("Now the element to connect with %1. Escape starts again.").arg(nameOf(m_from));
    }
    QCursor cursor() const override { return Qt::CrossCursor; }

    void press(const Pointer& pointer) override {
        m_second = !m_from.empty();
        if (!m_second)
            m_from = view().idAt(pointer.scene);
        view().refreshHint();
        move(pointer);
    }

    void move(const Pointer& pointer) override {
        const PictureBox* from = m_from.empty() ? nullptr : picture().box(m_from);
        if (!from)
            return;
        const Id to = view().idAt(pointer.scene);
        const bool overOther = !to.empty() && to != m_from;
        edit::DropPreview what{true, {}};
        if (overOther)
            what = edit::previewConnect(design(), m_from, to);
        view().preview().setLine(
            QLineF(QRectF(from->rect.x, from->rect.y, from->rect.width, from->rect.height).center(), pointer.scene),
            !what.accepted);
        view().showPreview(pointer.scene, overOther ? to : Id(), what);
    }

    void release(const Pointer& pointer) override {
        if (m_from.empty())
            return;
        const Id to = view().idAt(pointer.scene);
        // A click on the first element leaves it chosen, and the second click ends the line.
        if (to == m_from && !m_second)
            return;
        if (!to.empty() && to != m_from) {
            if (auto after = edit::connected(design(), m_from, to)) {
                auto made = newlyDrawn(design().topology, after->topology);
                document().commit(*std::move(after),
                                  CanvasView::tr("Connect %1 and %2").arg(nameOf(m_from), nameOf(to)), std::move(made));
            }
        }
        finish();
    }

    bool cancel() override {
        if (m_from.empty())
            return false;
        view().showPreview({}, {}, {true, {}});
        finish();
        return true;
    }

private:
    void finish() {
        m_from.clear();
        view().preview().clear();
        view().endPreview();
        view().refreshHint();
    }

    Id m_from;
    bool m_second = false;
};

} // namespace

std::unique_ptr<CanvasTool> makeConnectTool(CanvasView& view, const Id& from) {
    return std::make_unique<ConnectTool>(view, from);
}

} // namespace waylight
