// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

namespace waylight {

/// Fusion with outlines that can be seen on dark windows: Fusion derives them by darkening the window's colour, which
/// on a dark one hides text fields and unticked boxes.
class OutlinedStyle : public QProxyStyle {
public:
    OutlinedStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace waylight
