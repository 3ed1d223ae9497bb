// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"
#include "ui/render/icons.h"
#include "ui/render/paint_parts.h"
#include "ui/render/problem_mark.h"
#include "ui/render/wrapped_text.h"

#include <QFontMetricsF>

#include <map>

namespace waylight {
namespace {

struct ContainerLook {
    QColor outline;
    QColor fill;
    Qt::PenStyle style = Qt::SolidLine;
    double width = 1.5;
    double radius = 10;
    QString icon;
};

ContainerLook lookOf(const PictureBox& box, const Theme& theme) {
    const QString icon = QString::fromStdString(box.icon);
    switch (box.role) {
    case BoxRole::Region:
        return {theme.region, theme.regionFill, Qt::DashLine, 1.5, 14, icon};
    case BoxRole::Vpc:
        return {theme.vpc, theme.vpcFill, Qt::SolidLine, 2, 12, icon};
    case BoxRole::Zone:
        return {theme.zone, Qt::transparent, Qt::DashLine, 1, 8, icon};
    case BoxRole::PublicSubnet:
        return {theme.publicSubnet, theme.publicSubnetFill, Qt::SolidLine, 1.25, 8, icon};
    case BoxRole::PrivateSubnet:
        return {theme.privateSubnet, theme.privateSubnetFill, Qt::SolidLine, 1.25, 8, icon};
    case BoxRole::Symbol:
    case BoxRole::Note:
    case BoxRole::Area:
        break;
    }
    return {theme.outline, theme.surface, Qt::SolidLine, 1, 10, icon};
}

/// One line of text, shortened in the middle where it does not fit. Returns the width used.
double paintLine(PaintContext& context, const QRectF& rect, const QString& text, const QFont& font, const QColor& color,
                 int align) {
    const QFontMetricsF metrics(font);
    const QString shown = metrics.horizontalAdvance(text) <= rect.width()
                              ? text
                              : metrics.elidedText(text, Qt::ElideMiddle, rect.width());
    context.painter.setFont(font);
    context.painter.setPen(color);
    context.painter.drawText(rect, align | Qt::TextSingleLine, shown);
    return metrics.horizontalAdvance(shown);
}

void paintNote(PaintContext& context, const PictureBox& box) {
    const Theme& theme = context.theme;
    const QRectF rect = toQt(box.rect);
    context.painter.setPen(QPen(theme.line(box.tint), 1));
    context.painter.setBrush(theme.ground(box.tint));
    context.painter.drawRoundedRect(rect, 4, 4);
    if (context.scale < detail::words)
        return;
    context.painter.setPen(theme.text);
    context.painter.save();
    context.painter.setClipRect(rect, Qt::IntersectClip);
    paintWrapped(context.painter, rect.topLeft() + QPointF(12, 10), QString::fromStdString(box.title), theme.font(12),
                 rect.width() - 24);
    context.painter.restore();
}

/// In small, a symbol is a block in the colour of what it is about.
QColor blockColour(const PictureBox& box, const Theme& theme) {
    static constexpr std::pair<const char*, QColor Theme::*> colours[] = {
        {"instance", &Theme::privateSubnet},
        {"bucket", &Theme::publicSubnet},
        {"dynamodb-table", &Theme::privateSubnet},
        {"access-point", &Theme::publicSubnet},
        {"kms-key", &Theme::zone},
        {"security-group", &Theme::zone},
        {"network-acl", &Theme::zone},
        {"role", &Theme::vpc},
    };
    for (const auto& [icon, colour] : colours)
        if (box.icon == icon)
            return theme.*colour;
    return theme.endpointRoute;
}

struct TitlePlace {
    QRectF rect;
    double unit = 1; ///< canvas units per title unit: above 1 when titles keep their size on screen
};

constexpr double sizesOnScreen[] = {0.8, 0.65, 0.55}; ///< of titles that keep their size, the preferred one first

TitlePlace titlePlace(const PictureBox& box, double scale, double onScreen = sizesOnScreen[0]) {
    // While symbols have their labels, titles are drawn to the same scale.
    const double unit = scale >= detail::words ? 1.0 : onScreen / scale;
    const QRectF rect = toQt(box.rect);
    return {QRectF(rect.x(), rect.y(), rect.width(), std::min(rect.height(), metrics::titleHeight * unit)), unit};
}

/// The part of a title's place that its icon and words cover.
QRectF wordsRect(const PictureBox& box, const TitlePlace& place, const Theme& theme) {
    const double words = 44 + QFontMetricsF(theme.font(13, true)).horizontalAdvance(QString::fromStdString(box.title));
    return QRectF(place.rect.topLeft() + QPointF(3, 3) * place.unit,
                  QSizeF(std::min(place.rect.width() - 8 * place.unit, words * place.unit), 26 * place.unit));
}

void paintTitle(PaintContext& context, const PictureBox& box, const TitlePlace& place) {
    const ContainerLook look = lookOf(box, context.theme);
    QPainter& painter = context.painter;
    painter.save();
    painter.translate(place.rect.topLeft());
    painter.scale(place.unit, place.unit);
    const double width = place.rect.width() / place.unit;
    if (place.unit > 1) { // it stands over the content then
        QColor ground = look.fill.alpha() > 0 ? look.fill : context.theme.canvas;
        ground.setAlphaF(0.92F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF({3, 3}, wordsRect(box, place, context.theme).size() / place.unit), 6, 6);
    }
    paintIcon(painter, look.icon, QRectF(8, 6, 20, 20), context.scale * place.unit, context.theme);
    const bool zone = box.role == BoxRole::Zone;
    QRectF line(34, 4, width - 42, 24);
    const double used =
        paintLine(context, line, QString::fromStdString(box.title), context.theme.font(zone ? 12 : 13, !zone),
                  zone ? context.theme.mutedText : context.theme.text, Qt::AlignLeft | Qt::AlignVCenter);
    line.setLeft(line.left() + used + 10);
    if (place.unit == 1 && line.width() > 36 && !box.subtitle.empty())
        paintLine(context, line, QString::fromStdString(box.subtitle), context.theme.font(12), context.theme.mutedText,
                  Qt::AlignLeft | Qt::AlignVCenter);
    painter.restore();
}

/// Not with a pen: which pixels its stroke covers at a corner depends on what of the frame lies outside the image.
void paintThinContainer(PaintContext& context, const QRectF& rect, const ContainerLook& look) {
    if (look.fill.alpha() > 0)
        context.painter.fillRect(rect, look.fill);
    paintThinFrames(context, {rect}, look.outline, qRound(look.width));
}

} // namespace

void paintContainer(PaintContext& context, const PictureBox& box) {
    const ContainerLook look = lookOf(box, context.theme);
    QPainter& painter = context.painter;
    const QRectF rect = toQt(box.rect);
    if (context.scale < detail::icons)
        return paintThinContainer(context, rect, look);
    painter.setBrush(look.fill.alpha() == 0 ? QBrush(Qt::NoBrush) : QBrush(look.fill));
    const QPen pen(look.outline, look.width);
    const bool dashed = look.style == Qt::DashLine;
    painter.setPen(dashed ? QPen(Qt::NoPen) : pen);
    if (!dashed || look.fill.alpha() > 0)
        painter.drawRoundedRect(rect, look.radius, look.radius);
    if (dashed) {
        painter.setPen(pen);
        paintDashedFrame(context, rect, look.radius, 7, 5);
    }
}

void paintArea(PaintContext& context, const PictureBox& box) {
    constexpr float throughLight = 0.6F, throughDark = 0.45F; // of the ground: what is below stays visible
    const Theme& theme = context.theme;
    QPainter& painter = context.painter;
    const QRectF rect = toQt(box.rect);
    QColor ground = theme.ground(box.tint);
    ground.setAlphaF(theme.dark ? throughDark : throughLight);
    if (context.scale < detail::icons) {
        painter.fillRect(rect, ground);
        return;
    }
    painter.setPen(QPen(theme.line(box.tint), 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const double unit = titlePlace(box, context.scale).unit;
    const QRectF line(rect.topLeft() + QPointF(12, 5) * unit, QSizeF(rect.width() / unit - 24, 22));
    if (line.width() < 24 || rect.height() < 28 * unit)
        return;
    painter.save();
    painter.translate(line.topLeft());
    painter.scale(unit, unit);
    paintLine(context, QRectF({}, line.size()), QString::fromStdString(box.title), theme.font(13, true), theme.text,
              Qt::AlignLeft | Qt::AlignVCenter);
    painter.restore();
}

namespace {

/// Whether a title is painted is decided by its box and those around it alone, so that parts painted apart fit
/// together.
class ShownTitles {
public:
    ShownTitles(const PaintContext& context, const Picture& picture) : m_context(context), m_picture(picture) {}

    struct Title {
        TitlePlace place;
        QRectF words; ///< null: the title is not shown
    };

    const Title& of(int index) {
        const auto [at, added] = m_titles.try_emplace(index);
        if (added)
            at->second = decided(m_picture.boxes()[static_cast<std::size_t>(index)]);
        return at->second;
    }

private:
    /// As large as leaves the symbols in the box free.
    Title decided(const PictureBox& box) {
        Title title;
        for (const double size : sizesOnScreen) {
            title = decided(box, titlePlace(box, m_context.scale, size));
            if (!title.words.isNull() || title.place.unit == 1)
                break;
        }
        return title;
    }

    Title decided(const PictureBox& box, const TitlePlace& place) {
        constexpr double leastOnScreen = 64; // pixels; a narrower title says nothing
        if (place.rect.width() * m_context.scale < leastOnScreen ||
            place.rect.height() < 0.8 * metrics::titleHeight * place.unit)
            return {place, {}};
        const QRectF words = wordsRect(box, place, m_context.theme);
        if (place.unit > 1 && (coversTitle(box, words) || coversSymbol(words)))
            return {place, {}};
        return {place, words};
    }

    bool coversTitle(const PictureBox& box, const QRectF& words) {
        const auto& boxes = m_picture.boxes();
        for (int at = box.parent; at >= 0; at = boxes[static_cast<std::size_t>(at)].parent)
            if (of(at).words.intersects(words))
                return true;
        return false;
    }

    bool coversSymbol(const QRectF& words) const {
        const QRect area = words.toAlignedRect();
        const auto touched = m_picture.boxesTouching({area.x(), area.y(), area.width(), area.height()});
        return std::any_of(touched.begin(), touched.end(), [&](int index) {
            return m_picture.boxes()[static_cast<std::size_t>(index)].role == BoxRole::Symbol;
        });
    }

    const PaintContext& m_context;
    const Picture& m_picture;
    std::map<int, Title> m_titles;
};

} // namespace

void paintContainerTitles(PaintContext& context, const Picture& picture, const std::vector<int>& containers) {
    ShownTitles titles(context, picture);
    for (const int index : containers)
        if (const auto& title = titles.of(index); !title.words.isNull())
            paintTitle(context, picture.boxes()[static_cast<std::size_t>(index)], title.place);
}

void paintProblem(PaintContext& context, const PictureBox& box) {
    QPainter& painter = context.painter;
    const QPointF corner = problemMarkAt(box);
    if (context.scale < detail::icons) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(QRectF(corner - QPointF(10, 10), QSizeF(20, 20)), context.theme.warn);
        return;
    }
    const QPolygonF triangle{corner + QPointF(0, -11), corner + QPointF(12, 10), corner + QPointF(-12, 10)};
    painter.setPen(QPen(context.theme.surface, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(context.theme.warn);
    painter.drawPolygon(triangle);
    painter.setPen(QPen(QColor("#10161C"), 2.2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(corner + QPointF(0, -3), corner + QPointF(0, 3));
    painter.drawPoint(corner + QPointF(0, 7));
}

void paintSymbol(PaintContext& context, const PictureBox& box) {
    if (box.role == BoxRole::Note) {
        paintNote(context, box);
        return;
    }
    const Theme& theme = context.theme;
    QPainter& painter = context.painter;
    const QRectF rect = toQt(box.rect);
    if (context.scale < detail::icons) {
        painter.fillRect(rect.adjusted(8, 8, -8, -8), blockColour(box, theme));
        return;
    }
    painter.setPen(QPen(theme.outline, 1));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
    const bool words = context.scale >= detail::words;
    const double size =
        words ? std::min(40.0, rect.height() * 0.45) : std::min(metrics::iconSize * 1.25, rect.height() - 16);
    const double top = words ? rect.y() + (box.subtitle.empty() ? 14 : 7) : rect.center().y() - size / 2;
    paintIcon(painter, QString::fromStdString(box.icon), QRectF(rect.center().x() - size / 2, top, size, size),
              context.scale, theme);
    if (!words)
        return;
    const QRectF title(rect.x() + 5, top + size + 1, rect.width() - 10, 18);
    paintLine(context, title, QString::fromStdString(box.title), theme.font(12, true), theme.text, Qt::AlignCenter);
    const QRectF subtitle(title.x(), title.bottom() - 2, title.width(), 16);
    paintLine(context, subtitle, QString::fromStdString(box.subtitle), theme.font(11), theme.mutedText,
              Qt::AlignCenter);
}

void paintPrice(PaintContext& context, const PictureBox& box) {
    constexpr double height = 18, inset = 7;
    constexpr double overhang = 40; // on both sides together: what is painted apart must fit together
    if (context.scale < detail::icons)
        return;
    const Theme& theme = context.theme;
    QPainter& painter = context.painter;
    const bool small = context.scale < detail::words;
    const QString all = QString::fromStdString(box.price);
    const QString words = small ? all.section(QStringLiteral(" · "), 0, 0) : all;
    const QFont font = theme.font(11, true);
    const double width = QFontMetricsF(font).horizontalAdvance(words) + 2 * inset;
    const QRectF rect = toQt(box.rect);
    const double unit = small ? std::min(0.8 / context.scale, (rect.width() + overhang) / width) : 1;
    painter.save();
    painter.translate(rect.center().x(), rect.bottom());
    painter.scale(unit, unit);
    const QRectF label(-width / 2, -height / 2, width, height);
    painter.setPen(QPen(theme.warn, 1.25));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(label, height / 2, height / 2);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(label, Qt::AlignCenter | Qt::TextSingleLine, words);
    painter.restore();
}

} // namespace waylight
