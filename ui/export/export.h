// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/drawing/picture.h"
#include "core/trace/trace.h"
#include "ui/render/theme.h"

#include <QString>

namespace waylight {

/// The file formats of pictures.
enum class PictureFormat : std::uint8_t { Png, Svg, Pdf };

/// The format that a file's ending asks for; none when it is none of ours.
std::optional<PictureFormat> pictureFormat(const QString& path);

/// Writes the design as a picture with a header, and with a trace its marks, verdict and blockers. `scale` is pixels
/// per canvas unit (PNG). Needs a QGuiApplication, but no display: the platform "offscreen" serves. The same input
/// gives the same bytes for PNG and SVG. Returns the path, or why nothing was written.
Result<QString> exportPicture(const Design& design, const Picture& picture, const std::optional<Trace>& trace,
                              const Theme& theme, const QString& path, double scale = 2);

} // namespace waylight
