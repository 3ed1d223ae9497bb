// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/snapping.h"
#include "ui/render/theme.h"

#include <QGraphicsItem>

namespace waylight {

/// The thin lines that show what a dragged element is in line with. They keep their width at any zoom.
class GuidesItem : public QGraphicsItem {
public:
    explicit GuidesItem(const Theme& theme);

    void setGuides(const std::vector<Guide>& guides);
    const std::vector<Guide>& guides() const { return m_guides; }

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& m_theme;
    std::vector<Guide> m_guides;
    QRectF m_bounds;
};

} // namespace waylight
