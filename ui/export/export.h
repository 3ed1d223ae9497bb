// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/drawing/picture.h"
#include "core/trace/trace.h"
#include "ui/render/theme.h"

#include <QString>

namespace waylight {

/// The file formats of pictures.
enum class PictureFormat : std::uint8_t { Png, Svg, Pdf, Drawio };

/// Whether a picture carries the design that it shows, so that it opens again. One that does not shows everything that
/// it tells.
enum class DesignInside : std::uint8_t { Yes, No };

/// The format that a file's ending asks for; none when it is none of ours.
std::optional<PictureFormat> pictureFormat(const QString& path);

/// Writes the design as a picture with a header, and with a trace its marks, verdict and blockers; a draw.io drawing
/// has neither. `scale` is pixels per canvas unit (PNG). Needs a QGuiApplication, but no display: the platform
/// "offscreen" serves. The same input gives the same bytes, but for PDF. Returns the path, or why nothing was written.
Result<QString> exportPicture(const Design& design, const Picture& picture, const std::optional<Trace>& trace,
                              const Theme& theme, const QString& path, double scale = 2,
                              DesignInside inside = DesignInside::Yes);

} // namespace waylight
