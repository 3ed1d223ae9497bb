// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/align.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/clipboard.h"

/// Commands on what is selected on a canvas. Each that changes something is one undo step; one that is refused says why
/// at the pointer.
namespace waylight {

/// Puts the selected elements on the clipboard; false when nothing that is selected can be copied.
bool copySelection(CanvasView& view);
void cutSelection(CanvasView& view);
/// Puts a picture of what is selected on the clipboard; of everything, with the trace, when nothing is.
void copyPicture(CanvasView& view, CopiedPicture kind);
/// Pastes at the pointer; where it is not on the canvas, into the selected container, or beside what is selected, or in
/// the middle of the view.
void pasteClipboard(CanvasView& view);
void duplicateSelection(CanvasView& view);

void alignSelection(CanvasView& view, edit::Alignment alignment);
void distributeSelection(CanvasView& view, edit::Direction direction);
/// Lays out what is selected, in the user's order; what a container holds, for a container.
void tidySelection(CanvasView& view);
void wrapSelection(CanvasView& view);
void renameSelected(CanvasView& view);
/// Selects what the selected containers hold directly.
void selectContent(CanvasView& view);

/// The selected elements that have a place of their own: boxes, not connectors.
std::vector<Id> selectedBoxes(CanvasView& view);
/// True when a selected container holds something.
bool hasContent(CanvasView& view);

} // namespace waylight
