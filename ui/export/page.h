// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/painter.h"

namespace waylight {

/// One sample of a line or fill with its words.
struct LegendEntry {
    QString words;
    QColor line;
    QColor fill{}; ///< invalid: a line
    Qt::PenStyle style = Qt::SolidLine;
    double width = 1.75;
    QPointF place{};
};

/// A picture on a page: title and legend above, with a trace its verdict and blockers below. Sizes in canvas units.
class Page {
public:
    Page(const Picture& picture, const Theme& theme, QString title, const Trace* trace);

    QSizeF size() const { return m_size; }
    /// `scale` is device pixels per canvas unit.
    void paint(QPainter& painter, double scale) const;

private:
    void layOutLegend(double width);
    void paintHeader(QPainter& painter) const;
    void paintFooter(QPainter& painter) const;

    const Picture& m_picture;
    Theme m_theme;
    QString m_title;
    Overlay m_overlay;
    QRectF m_content; ///< in canvas coordinates
    std::vector<LegendEntry> m_legend;
    double m_top = 0; ///< where the picture starts, below title and legend
    QStringList m_footer;
    double m_footerHeight = 0;
    QSizeF m_size;
};

} // namespace waylight
