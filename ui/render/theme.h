// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

namespace waylight {

/// Colours and fonts of everything painted. Status colours are distinguishable with any colour vision and always come
/// with a shape; see `resources/README.md`.
struct Theme {
    bool dark = false;
    QColor canvas;
    QColor surface; ///< of cards and captions
    QColor text;
    QColor mutedText;
    QColor outline; ///< of symbols and panels
    QColor grid;
    QColor region, regionFill;
    QColor vpc, vpcFill;
    QColor zone;
    QColor publicSubnet, publicSubnetFill;
    QColor privateSubnet, privateSubnetFill;
    QColor connector;
    QColor endpointRoute;
    QColor selection;
    QColor allow, deny, active, warn;
    QString fontFamily; ///< empty: the application's

    /// The ground and the line of notes and areas; words on the ground are in the text colour.
    QColor ground(Tint tint) const;
    QColor line(Tint tint) const;

    static Theme light();
    static Theme darkTheme();
    /// A widget palette that goes with the theme.
    QPalette palette() const;
    /// For painting at any scale.
    QFont font(int pixelSize, bool strong = false) const;
};

} // namespace waylight
