// SPDX-License-Identifier: MIT
#include "ui/export/export.h"

#include "core/base/message_ids.h"
#include "core/formats/diagrams/drawio.h"
#include "core/formats/diagrams/embedded_design.h"
#include "core/formats/waylight_file.h"
#include "ui/export/page.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace waylight {
namespace {

constexpr double mostPixels = 120e6; ///< beyond this a PNG gets a smaller scale

QByteArray pngOf(const Page& page, double scale) {
    const QSizeF size = page.size();
    const double fitting = std::min(scale, std::sqrt(mostPixels / (size.width() * size.height())));
    QImage image((size * fitting).toSize().expandedTo(QSize(1, 1)), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(fitting, fitting);
    page.paint(painter, fitting);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(const Page& page, const QString& title) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setTitle(title);
    svg.setSize(page.size().toSize());
    svg.setViewBox(QRectF(QPointF(), page.size()));
    svg.setResolution(96);
    QPainter painter(&svg);
    page.paint(painter, 1);
    painter.end();
    return bytes;
}

/// `attached`: the text of the design; empty: the document has no attachment.
QByteArray pdfOf(const Page& page, const QString& title, const QByteArray& attached) {
    constexpr double pointsPerUnit = 0.75; // a canvas unit is a CSS pixel, 96 to the inch
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setTitle(title);
    pdf.setCreator(QStringLiteral("Waylight"));
    pdf.setResolution(1200);
    if (!attached.isEmpty())
        pdf.addFileAttachment(QString::fromLatin1(attachedDesignName), attached, QStringLiteral("application/json"));
    pdf.setPageLayout(QPageLayout(QPageSize(page.size() * pointsPerUnit, QPageSize::Point, {}, QPageSize::ExactMatch),
                                  QPageLayout::Portrait, QMarginsF()));
    QPainter painter(&pdf);
    painter.scale(1200 / 96.0, 1200 / 96.0);
    page.paint(painter, 1);
    painter.end();
    return bytes;
}

std::string_view viewOf(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// `text`: of the design that goes into the picture; empty: none does.
QByteArray bytesOf(PictureFormat format, const Page& page, const QString& title, double scale,
                   const std::string& text) {
    if (format == PictureFormat::Pdf)
        return pdfOf(page, title, QByteArray::fromStdString(text));
    const bool png = format == PictureFormat::Png;
    const QByteArray bytes = png ? pngOf(page, scale) : svgOf(page, title);
    if (text.empty())
        return bytes;
    return QByteArray::fromStdString(png ? pngWithDesign(viewOf(bytes), text) : svgWithDesign(viewOf(bytes), text));
}

} // namespace

std::optional<PictureFormat> pictureFormat(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("png"))
        return PictureFormat::Png;
    if (ending == QLatin1String("svg"))
        return PictureFormat::Svg;
    if (ending == QLatin1String("pdf"))
        return PictureFormat::Pdf;
    if (ending == QLatin1String("drawio"))
        return PictureFormat::Drawio;
    return std::nullopt;
}

Result<QString> exportPicture(const Design& design, const Picture& picture, const std::optional<Trace>& trace,
                              const Theme& theme, const QString& path, double scale, DesignInside inside) {
    const auto format = pictureFormat(path);
    if (!format)
        return message(MessageId::PictureEnding, path.toStdString());
    if (picture.boxes().empty())
        return message(MessageId::PictureEmpty);
    const QString title =
        design.name.empty() ? QFileInfo(path).completeBaseName() : QString::fromStdString(design.name);
    const bool carries = inside == DesignInside::Yes;
    const QByteArray bytes = *format == PictureFormat::Drawio
                                 ? QByteArray::fromStdString(writeDrawio(design, picture, carries))
                                 : bytesOf(*format, Page(picture, theme, title, trace ? &*trace : nullptr), title,
                                           scale, carries ? writeWaylight(design) : std::string());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        Diagnostic problem{Severity::Error,
                           message(MessageId::FileUnwritable, file.errorString().toStdString()),
                           path.toStdString(),
                           {}};
        return problem;
    }
    return path;
}

} // namespace waylight
