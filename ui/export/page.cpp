// SPDX-License-Identifier: MIT
#include "ui/export/page.h"

#include "ui/document/message_text.h"
#include "ui/render/wrapped_text.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <cmath>

namespace waylight {
namespace {

constexpr double margin = 24;
constexpr double titleRoom = 40;
constexpr double legendRoom = 28;
constexpr double leastWidth = 720; ///< so that the legend and the footer's words have room
constexpr int footerFont = 13;
constexpr int legendFont = 12;

QString tr(const char* text) {
    return QCoreApplication::translate("export", text);
}

std::vector<LegendEntry> legendOf(const Picture& picture, const Theme& theme, const Trace* trace) {
    const auto hasBox = [&](BoxRole role) {
        return std::any_of(picture.boxes().begin(), picture.boxes().end(),
                           [&](const PictureBox& box) { return box.role == role; });
    };
    const auto hasLine = [&](ConnectorRole role) {
        return std::any_of(picture.connectors().begin(), picture.connectors().end(),
                           [&](const PictureConnector& line) { return line.role == role; });
    };
    std::vector<LegendEntry> entries;
    if (hasBox(BoxRole::PublicSubnet))
        entries.push_back({tr("public subnet"), theme.publicSubnet, theme.publicSubnetFill});
    if (hasBox(BoxRole::PrivateSubnet))
        entries.push_back({tr("private subnet"), theme.privateSubnet, theme.privateSubnetFill});
    if (hasLine(ConnectorRole::Association))
        entries.push_back({tr("uses the route table"), theme.connector, {}, Qt::SolidLine, 1.25});
    if (hasLine(ConnectorRole::Route))
        entries.push_back({tr("route"), theme.connector, {}});
    if (hasLine(ConnectorRole::EndpointRoute))
        entries.push_back({tr("route of a gateway endpoint"), theme.endpointRoute, {}});
    if (hasLine(ConnectorRole::Attachment))
        entries.push_back({tr("joins networks"), theme.connector, {}, Qt::SolidLine, 2.5});
    if (hasLine(ConnectorRole::Uses))
        entries.push_back({tr("reaches"), theme.connector, {}, Qt::DashLine, 1.25});
    if (trace) {
        entries.push_back({tr("way of the request"), theme.active, {}, Qt::SolidLine, 4});
        if (!trace->blockers.empty())
            entries.push_back({tr("where it would go on"), theme.mutedText, {}, Qt::DashLine, 2});
    }
    return entries;
}

QString verdictWords(const Trace& trace) {
    const QString verdict = trace.verdict == Verdict::Allowed   ? tr("Allowed")
                            : trace.verdict == Verdict::Blocked ? tr("Blocked")
                                                                : tr("Unknown");
    const Request& request = trace.request;
    QString what = QString::fromStdString(request.name);
    if (what.isEmpty() && request.isApiCall())
        what = tr("%1 from %2 on %3")
                   .arg(QString::fromStdString(request.action), QString::fromStdString(request.from.id),
                        QString::fromStdString(request.resource));
    else if (what.isEmpty())
        what = tr("%1 to %2, port %3")
                   .arg(QString::fromStdString(request.from.id), QString::fromStdString(request.to.id))
                   .arg(request.port);
    return verdict + QStringLiteral(": ") + what;
}

} // namespace

Page::Page(const Picture& picture, const Theme& theme, QString title, const Trace* trace)
    : m_picture(picture), m_theme(theme), m_title(std::move(title)) {
    m_overlay.trace = trace;
    m_legend = legendOf(picture, theme, trace);
    m_content = paintedBounds(picture, m_overlay);
    const double width = std::max(leastWidth, std::ceil(m_content.width()) + 2 * margin);
    if (trace) {
        m_footer << verdictWords(*trace);
        int number = 0;
        for (const Check& blocker : trace->blockers)
            m_footer << QStringLiteral("%1. %2").arg(++number).arg(text(blocker.message));
        for (const Missing& missing : trace->missing)
            m_footer << QStringLiteral("? ") + text(missing.message);
    }
    for (qsizetype i = 0; i < m_footer.size(); ++i)
        m_footerHeight += wrappedHeight(m_footer[i], m_theme.font(footerFont, i == 0), width - 2 * margin) + 6;
    const double footer = m_footer.isEmpty() ? 0 : m_footerHeight + margin;
    layOutLegend(width);
    m_size = QSizeF(width, std::ceil(m_top + m_content.height() + margin + footer));
}

void Page::layOutLegend(double width) {
    const QFontMetricsF metrics(m_theme.font(legendFont));
    QPointF at(margin, margin - 8 + titleRoom + 10);
    for (LegendEntry& entry : m_legend) {
        const double room = 31 + metrics.horizontalAdvance(entry.words) + 4;
        if (at.x() > margin && at.x() + room > width - margin)
            at = QPointF(margin, at.y() + legendRoom - 6);
        entry.place = at;
        at.rx() += room + 18;
    }
    m_top = at.y() + legendRoom;
}

void Page::paint(QPainter& painter, double scale) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), m_size), m_theme.canvas);
    paintHeader(painter);
    painter.save();
    painter.translate(std::floor((m_size.width() - m_content.width()) / 2 - m_content.x()),
                      m_top - std::floor(m_content.y()));
    paintPicture(painter, m_picture, m_theme, scale, m_content, m_overlay);
    painter.restore();
    paintFooter(painter);
}

void Page::paintHeader(QPainter& painter) const {
    const QRectF title(margin, margin - 8, m_size.width() - 2 * margin, titleRoom);
    painter.setPen(m_theme.text);
    painter.setFont(m_theme.font(22, true));
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideMiddle, static_cast<int>(title.width())));
    painter.setFont(m_theme.font(legendFont));
    for (const LegendEntry& entry : m_legend) {
        painter.setPen(QPen(entry.line, entry.width, entry.style));
        painter.setBrush(entry.fill.isValid() ? QBrush(entry.fill) : QBrush(Qt::NoBrush));
        if (entry.fill.isValid())
            painter.drawRoundedRect(QRectF(entry.place.x(), entry.place.y() - 7, 24, 14), 4, 4);
        else
            painter.drawLine(entry.place, entry.place + QPointF(24, 0));
        painter.setPen(m_theme.mutedText);
        painter.drawText(QRectF(entry.place.x() + 31, entry.place.y() - 9, m_size.width(), 18),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, entry.words);
    }
}

void Page::paintFooter(QPainter& painter) const {
    double y = m_size.height() - m_footerHeight - margin / 2;
    painter.setPen(m_theme.text);
    for (qsizetype i = 0; i < m_footer.size(); ++i)
        y += paintWrapped(painter, QPointF(margin, y), m_footer[i], m_theme.font(footerFont, i == 0),
                          m_size.width() - 2 * margin) +
             6;
}

} // namespace waylight
