// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <QStringList>

/// What is wrong with the lines and labels of a picture, in words; each empty when nothing is.
/// Connectors that pass through a box which is neither an end nor holds one, or that are not orthogonal from border to border.
QStringList crossedBoxes(const waylight::Picture& picture);
/// Connectors under the title of a container.
QStringList crossedTitles(const waylight::Picture& picture);
/// Labels that touch a box (of containers: the title or the border), or another label.
QStringList coveredLabels(const waylight::Picture& picture);
/// Pairs of connectors that run on top of each other.
QStringList sharedLanes(const waylight::Picture& picture);
/// Connectors whose label found no room.
QStringList hiddenLabels(const waylight::Picture& picture);
