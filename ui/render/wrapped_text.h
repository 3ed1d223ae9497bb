// SPDX-License-Identifier: MIT
#pragma once

#include <QPainter>

namespace waylight {

/// Height of a text broken into lines of at most `width`: between words where that is possible, inside a long id else.
double wrappedHeight(const QString& text, const QFont& font, double width);

/// Paints it from a corner down in the painter's pen. Returns its height.
double paintWrapped(QPainter& painter, QPointF corner, const QString& text, const QFont& font, double width);

} // namespace waylight
