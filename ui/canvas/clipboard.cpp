// SPDX-License-Identifier: MIT
#include "ui/canvas/clipboard.h"

#include "core/drawing/picture.h"
#include "core/formats/clipboard_text.h"
#include "core/formats/waylight_file.h"
#include "ui/render/painter.h"

#include <QMimeData>

#include <algorithm>

namespace waylight {
namespace {

/// Sharp where it is pasted at its size, and no larger than what a document would take.
QImage pictureOf(const Design& part) {
    constexpr double wantedScale = 2, mostPixels = 4000, margin = 16;
    const Picture picture = draw(part);
    const Rect& bounds = picture.bounds();
    const QRectF area =
        QRectF(bounds.x, bounds.y, bounds.width, bounds.height).adjusted(-margin, -margin, margin, margin);
    const double scale = std::min(wantedScale, mostPixels / std::max(area.width(), area.height()));
    const Theme theme = Theme::light();
    QImage image((area.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.canvas);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    painter.translate(-area.topLeft());
    paintPicture(painter, picture, theme, scale, area);
    return image;
}

} // namespace

QMimeData* clipboardData(const Design& part) {
    const QByteArray text = QByteArray::fromStdString(writeWaylight(part));
    auto* data = new QMimeData;
    data->setData(QLatin1String(partMimeType), text);
    data->setText(QString::fromUtf8(text));
    data->setImageData(pictureOf(part));
    return data;
}

bool canPaste(const QMimeData* data) {
    return data && (data->hasFormat(QLatin1String(partMimeType)) || data->hasText());
}

Result<Loaded> clipboardPart(const QMimeData* data) {
    const bool ours = data && data->hasFormat(QLatin1String(partMimeType));
    const QByteArray text = ours   ? data->data(QLatin1String(partMimeType))
                            : data ? data->text().toUtf8()
                                   : QByteArray();
    return readClipboardText({text.constData(), static_cast<std::size_t>(text.size())});
}

} // namespace waylight
