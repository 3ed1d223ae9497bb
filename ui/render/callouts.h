// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/painter.h"

namespace waylight {

/// A rounded box of words beside an element.
struct Callout {
    const PictureBox* box = nullptr; ///< what it is about
    Outcome outcome = Outcome::Pass;
    QString text;
    static constexpr double inset = 12;       ///< around the words
    static constexpr double signRoom = 26;    ///< for the sign before them
    static constexpr double wordsWidth = 232; ///< of a line
    static constexpr int fontSize = 13;
    double unit = 1; ///< canvas units for each unit of the above
    QRectF rect;     ///< covers neither `box` nor, where that is possible, other symbols
};

/// From an element's border to that of its callout.
QLineF leaderOf(const QRectF& subject, const QRectF& callout);

/// The captions that an overlay shows: its blockers, or the check that its frame waits at.
std::vector<Callout> calloutsOf(const Picture& picture, const Theme& theme, const Overlay& overlay);

} // namespace waylight
