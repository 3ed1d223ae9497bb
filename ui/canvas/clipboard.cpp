// SPDX-License-Identifier: MIT
#include "ui/canvas/clipboard.h"

#include "core/drawing/picture.h"
#include "core/formats/clipboard_text.h"
#include "core/formats/waylight_file.h"
#include "ui/export/loose_picture.h"

#include <QImage>
#include <QMimeData>

namespace waylight {
namespace {

constexpr char textType[] = "text/plain";
constexpr char imageType[] = "application/x-qt-image";
constexpr char pngType[] = "image/png";
constexpr char svgType[] = "image/svg+xml";

/// Copied elements in every form, each made when somebody asks for it: copying a thousand elements paints nothing.
class PartData : public QMimeData {
public:
    explicit PartData(Design part) : m_part(std::move(part)) {}

    QStringList formats() const override {
        return {QLatin1String(partMimeType), QLatin1String(textType), QLatin1String(imageType), QLatin1String(pngType),
                QLatin1String(svgType)};
    }
    bool hasFormat(const QString& type) const override { return formats().contains(type); }

protected:
    QVariant retrieveData(const QString& type, QMetaType) const override {
        if (type == QLatin1String(partMimeType) || type == QLatin1String(textType)) {
            const std::string text = writeWaylight(m_part);
            return type == QLatin1String(textType) ? QVariant(QString::fromStdString(text))
                                                   : QVariant(QByteArray::fromStdString(text));
        }
        if (!formats().contains(type))
            return {};
        const Picture picture = draw(m_part);
        if (type == QLatin1String(imageType))
            return looseImage(picture, Theme::light());
        return type == QLatin1String(pngType) ? loosePng(picture, Theme::light()) : looseSvg(picture, Theme::light());
    }

private:
    Design m_part;
};

} // namespace

QMimeData* clipboardData(Design part) {
    return new PartData(std::move(part));
}

QMimeData* clipboardPicture(const Picture& picture, const Overlay& overlay, CopiedPicture kind) {
    auto* data = new QMimeData;
    if (kind == CopiedPicture::Png) {
        data->setImageData(looseImage(picture, Theme::light(), overlay));
        return data;
    }
    const QByteArray svg = looseSvg(picture, Theme::light(), overlay);
    data->setData(QLatin1String(svgType), svg);
    data->setText(QString::fromUtf8(svg));
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
