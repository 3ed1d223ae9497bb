// SPDX-License-Identifier: MIT
#include "ui/render/icons.h"

#include "ui/render/whole_pixels.h"

#include <QFile>
#include <QHash>
#include <QMutex>
#include <QPaintEngine>
#include <QSvgRenderer>
#include <QtMath>

#include <map>
#include <tuple>

// A static library's resources must be asked for, outside any namespace.
static void initWaylightResources() {
    Q_INIT_RESOURCE(resources);
}

namespace waylight {
namespace {

/// The drawings use these colours, which suit a light background; on a dark one they are replaced.
constexpr std::pair<const char*, const char*> darkColours[] = {
    {"#334155", "#D3DCE6"}, {"#4F46E5", "#A5A0FF"}, {"#0E7490", "#4CC1D9"}, {"#3F7D20", "#8BC46A"},
    {"#1D6FB8", "#6FB1EA"}, {"#B4235A", "#FF8FB4"}, {"#7A3E9D", "#D0A0EC"}, {"#B3261E", "#FF6B57"},
    {"#C08400", "#F5E663"}, {"#008F68", "#1FB58A"}, {"#0B5CAD", "#8CC8FF"},
};

QByteArray drawing(const QString& name, bool dark) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        file.setFileName(QStringLiteral(":/icons/question.svg"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
    }
    QByteArray svg = file.readAll();
    if (dark)
        for (const auto& [light, replacement] : darkColours)
            svg.replace(light, replacement);
    return svg;
}

QImage rendered(const QString& name, int devicePixels, bool dark) {
    QImage image(devicePixels, devicePixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QSvgRenderer(drawing(name, dark)).render(&painter);
    return image;
}

/// Rendered icons by name, size and darkness: a cache behind a pure function, shared by all painting threads.
struct Cache {
    using Key = std::tuple<QString, int, bool>;
    QMutex mutex;
    std::map<Key, QImage> images;
};
Cache& cache() {
    static Cache instance;
    return instance;
}

} // namespace

void initResources() {
    static const bool done = (initWaylightResources(), true);
    Q_UNUSED(done);
}

QImage iconImage(const QString& name, int devicePixels, const Theme& theme) {
    constexpr std::size_t most = 4096; // a zoom sweep asks for many sizes
    const int size = std::clamp(devicePixels, 1, 1024);
    initResources();
    const QMutexLocker lock(&cache().mutex);
    auto& images = cache().images;
    if (images.size() > most)
        images.clear();
    QImage& image = images[{name, size, theme.dark}];
    if (image.isNull())
        image = rendered(name, size, theme.dark);
    return image;
}

QIcon icon(const QString& name, const Theme& theme) {
    QIcon result;
    for (const int size : {16, 20, 24, 32, 48, 64, 96})
        result.addPixmap(QPixmap::fromImage(iconImage(name, size, theme)));
    return result;
}

void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, double scale, const Theme& theme) {
    const auto type = painter.paintEngine()->type();
    if (type == QPaintEngine::SVG || type == QPaintEngine::Pdf) {
        initResources();
        QSvgRenderer(drawing(name, theme.dark)).render(&painter, rect);
        return;
    }
    const QImage image = iconImage(name, static_cast<int>(rect.width() * scale + 0.5), theme);
    if (!hasWholePixels(painter)) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        return painter.drawImage(rect, image);
    }
    // Sharp, and the same whatever part of it lies outside what is painted.
    const QTransform toDevice = painter.worldTransform();
    const QPointF corner = toDevice.map(rect.center()) - QPointF(image.width(), image.height()) / 2;
    painter.setWorldTransform(QTransform());
    painter.drawImage(QPoint(qFloor(corner.x() + 0.5), qFloor(corner.y() + 0.5)), image);
    painter.setWorldTransform(toDevice);
}

} // namespace waylight
