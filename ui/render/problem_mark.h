// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <QRectF>

namespace waylight {

/// Where the mark of a problem stands on a box: its middle, in canvas units. Containers have their icon and title at
/// the left.
inline QPointF problemMarkAt(const PictureBox& box) {
    const QRectF rect(box.rect.x, box.rect.y, box.rect.width, box.rect.height);
    return box.role == BoxRole::Symbol ? rect.topLeft() + QPointF(6, 4) : rect.topRight() + QPointF(-6, 4);
}

/// What the mark covers.
inline QRectF problemMarkRect(const PictureBox& box) {
    return QRectF(problemMarkAt(box) - QPointF(13, 12), QSizeF(26, 24));
}

} // namespace waylight
