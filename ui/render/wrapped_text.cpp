// SPDX-License-Identifier: MIT
#include "ui/render/wrapped_text.h"

#include <QTextLayout>

namespace waylight {
namespace {

double laidOut(QTextLayout& layout, double width) {
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    layout.endLayout();
    return height;
}

QString withLineSeparators(QString text) {
    return text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
}

} // namespace

double wrappedHeight(const QString& text, const QFont& font, double width) {
    QTextLayout layout(withLineSeparators(text), font);
    return laidOut(layout, width);
}

double paintWrapped(QPainter& painter, QPointF corner, const QString& text, const QFont& font, double width) {
    QTextLayout layout(withLineSeparators(text), font);
    const double height = laidOut(layout, width);
    layout.draw(&painter, corner);
    return height;
}

} // namespace waylight
