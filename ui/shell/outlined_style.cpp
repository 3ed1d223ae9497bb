// SPDX-License-Identifier: MIT
#include "ui/shell/outlined_style.h"

#include "ui/panels/look.h"

#include <QPainter>
#include <QStyleOption>

namespace waylight {

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool outlined =
        element == PE_FrameLineEdit || element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    const Theme theme = themeOf(option->palette);
    if (!outlined || !theme.dark || (option->state & State_HasFocus && element == PE_FrameLineEdit))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(element == PE_FrameLineEdit ? theme.outline : theme.mutedText);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter->restore();
}

} // namespace waylight
