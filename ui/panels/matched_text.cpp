// SPDX-License-Identifier: MIT
#include "ui/panels/matched_text.h"

#include <QPainter>

namespace waylight {

int paintMatched(QPainter& painter, const QRect& place, const QString& words, const QList<int>& matched,
                 const MatchedLook& look) {
    int x = place.left();
    for (int i = 0; i < words.size();) {
        const bool hit = matched.contains(i);
        int end = i + 1;
        while (end < words.size() && matched.contains(end) == hit)
            ++end;
        painter.setFont(hit ? look.matchedFont : look.font);
        painter.setPen(hit ? look.matchedInk : look.ink);
        const QString run = words.mid(i, end - i);
        painter.drawText(QRect(x, place.top(), place.right() - x, place.height()),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, run);
        x += painter.fontMetrics().horizontalAdvance(run);
        i = end;
    }
    return x - place.left();
}

} // namespace waylight
