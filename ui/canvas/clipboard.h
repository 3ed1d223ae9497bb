// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/loaded.h"
#include "ui/render/painter.h"

class QMimeData;

namespace waylight {

/// The MIME type of copied elements; the data is the text of a .waylight file, as is the plain text beside it.
inline constexpr char partMimeType[] = "application/x-waylight";

/// Copied elements for the clipboard: as our own type, as text for an editor, and as a picture (PNG and SVG) for a
/// document. Each form is made when it is asked for.
QMimeData* clipboardData(Design part);

/// A picture alone for the clipboard, with what an overlay shows on it. SVG is there as text too.
enum class CopiedPicture : std::uint8_t { Png, Svg };
QMimeData* clipboardPicture(const Picture& picture, const Overlay& overlay, CopiedPicture kind);

/// True when there is something that might be pasted.
bool canPaste(const QMimeData* data);

/// The elements on the clipboard, or what is wrong with its text and what would be accepted.
Result<Loaded> clipboardPart(const QMimeData* data);

} // namespace waylight
