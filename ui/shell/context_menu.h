// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

class QPoint;

namespace waylight {

class MainWindow;

/// Opens the menu for an element of the canvas, a connector, what is selected, or the empty canvas (no id), at a point
/// of the screen. Its commands are those of the one table, with what only makes sense at a place.
void showContextMenu(MainWindow& window, const Id& id, const QPoint& at);

} // namespace waylight
