// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QRect>

class QPainter;

namespace waylight {

/// How words are painted of which some characters were looked for.
struct MatchedLook {
    QFont font;
    QFont matchedFont;
    QColor ink;
    QColor matchedInk;
};

/// Paints words from the left of a place on, those of the characters `matched` in their own look. Returns the width.
int paintMatched(QPainter& painter, const QRect& place, const QString& words, const QList<int>& matched,
                 const MatchedLook& look);

} // namespace waylight
