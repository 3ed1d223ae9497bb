// SPDX-License-Identifier: MIT
#include "ui/canvas/title_rect.h"

#include "core/drawing/layout.h"

#include <algorithm>

namespace waylight {

QRectF titleRect(const PictureBox& box) {
    const Rect& rect = box.rect;
    if (box.role == BoxRole::Note)
        return QRectF(rect.x, rect.y, rect.width, rect.height);
    if (box.role != BoxRole::Symbol) {
        constexpr int longest = 220;
        const int icon = box.role == BoxRole::Area ? 8 : 34;
        return QRectF(rect.x + icon, rect.y + 4, std::clamp(rect.width - icon - 8, 40, longest),
                      metrics::titleHeight - 8);
    }
    const double size = std::min(40.0, rect.height * 0.45);
    const double top = rect.y + (box.subtitle.empty() ? 14 : 7) + size + 1;
    return QRectF(rect.x + 5, top, rect.width - 10, 18);
}

} // namespace waylight
