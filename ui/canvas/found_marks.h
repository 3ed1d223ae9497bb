// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <QGraphicsItem>

#include <set>

namespace waylight {

class CanvasView;

/// Marks on the canvas where something was found; one of them is the current one. The scene owns it.
class FoundMarks : public QGraphicsItem {
public:
    explicit FoundMarks(CanvasView& canvas);

    /// Marks the boxes that show these ids; `current` stands out.
    void mark(std::set<Id> ids, Id current);
    /// Outlines of what is marked, in canvas units, the current one last.
    std::vector<QRectF> marked() const;

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    CanvasView& m_canvas;
    std::set<Id> m_ids;
    Id m_current;
    QRectF m_bounds;
};

} // namespace waylight
