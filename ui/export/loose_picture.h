// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/painter.h"

namespace waylight {

/// A picture alone, as it is put on the clipboard: without title and legend, with a little room round it. With an
/// overlay, what it shows too.
QImage looseImage(const Picture& picture, const Theme& theme, const Overlay& overlay = {});
/// The same as the bytes of a PNG file, and of an SVG file.
QByteArray loosePng(const Picture& picture, const Theme& theme, const Overlay& overlay = {});
QByteArray looseSvg(const Picture& picture, const Theme& theme, const Overlay& overlay = {});

} // namespace waylight
