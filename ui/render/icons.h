// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/theme.h"

#include <QIcon>
#include <QImage>
#include <QPainter>

#include <string>

namespace waylight {

/// Makes the files of `resources/resources.qrc` known; called by whoever uses `:/…`, as often as they like.
void initResources();

/// An icon of resources/icons in the theme's colours, square, rendered once for each size. An unknown name gives the
/// icon "question". Thread-safe.
QImage iconImage(const QString& name, int devicePixels, const Theme& theme);

/// The same as a scalable icon for actions and lists.
QIcon icon(const QString& name, const Theme& theme);

/// Draws an icon into a rectangle in the painter's units: as vectors into SVG and PDF, else from the cache.
void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, double scale, const Theme& theme);

} // namespace waylight
