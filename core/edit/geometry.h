// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/layout.h"
#include "core/drawing/picture.h"

/// Where things are drawn while an edit goes on. All functions expect a design whose layout is complete, so that what
/// the edit does not touch stays where the user sees it.
namespace waylight::edit {

/// The design with a place for everything that is drawn.
Design withCompleteLayout(Design design);

/// The nearest multiple of the grid.
int snapped(int value);

/// The size of a new, empty container of a kind; none: it is not a container.
std::optional<Rect> emptyContainer(std::optional<Kind> kind);
/// The size of something new that is in the design but has no place yet.
Rect newBox(const Design& design, const Id& id);

/// Puts `id`, whose container is already set, at an absolute position: inside its container, beside what is there, or
/// on the nearest side of the container for a symbol that belongs on the border. Completing the layout makes containers
/// grow.
void put(Design& design, const Id& id, Point position, const Rect& size);

/// Gives a container that is new a place round this absolute rectangle; nothing for one that has a place.
void placeContainerRound(Design& design, const Id& container, const Rect& seen);

/// `put` at the absolute rectangle where `id` was seen before its container changed; makes room for it there.
void putWhereSeen(Design& design, const Id& id, const Rect& seen);

/// The absolute corner, nearest to that of `absolute`, at which something of this size stands clear of what is drawn in
/// a container (empty: the top level).
Point freeCorner(const Design& design, const Id& container, const Rect& absolute);

/// Gives a container another size and moves its corner by `change`'s x and y; what is in it stays where it is on the
/// canvas, and what is on one of its sides stays on that side.
void resizeBox(Design& design, const Id& id, const Rect& change);

/// Puts a symbol that belongs on the border of its container back on the nearest side; nothing for others.
void keepOnBorder(Design& design, const Id& id);

/// Ids of what is drawn directly in a container (empty: the top level), without areas, which lie below it.
std::vector<Id> drawnIn(const Design& design, const Id& container);

/// The smallest rectangle that the container may have around its content, in absolute units; none when it is empty.
std::optional<Rect> contentBounds(const Design& design, const Id& container);

/// Forgets places of things and zones that the topology does not draw any more.
void dropStalePlaces(Design& design);

} // namespace waylight::edit
