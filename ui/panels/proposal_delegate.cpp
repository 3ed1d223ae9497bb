// SPDX-License-Identifier: MIT
#include "ui/panels/proposal_delegate.h"

#include "core/policy/completion.h"
#include "ui/panels/look.h"
#include "ui/panels/matched_text.h"
#include "ui/panels/policy_highlighter.h"

#include <QPainter>

namespace waylight {
namespace {

constexpr int rowPadding = 3;
constexpr int detailGap = 18;

/// A letter in the colour that the thing has in the text.
QString letterOf(policy::ProposalKind kind) {
    using enum policy::ProposalKind;
    switch (kind) {
    case Element:
        return QStringLiteral("E");
    case Service:
        return QStringLiteral("S");
    case Action:
        return QStringLiteral("A");
    case Resource:
        return QStringLiteral("R");
    case Principal:
        return QStringLiteral("P");
    case Operator:
        return QStringLiteral("O");
    case Key:
        return QStringLiteral("K");
    case Variable:
        return QStringLiteral("$");
    case Statement:
        return QStringLiteral("{");
    case Value:
        break;
    }
    return QStringLiteral("=");
}

QColor colourOf(policy::ProposalKind kind, const SyntaxColours& colours) {
    using enum policy::ProposalKind;
    switch (kind) {
    case Element:
    case Statement:
        return colours.element;
    case Service:
    case Action:
        return colours.action;
    case Resource:
    case Principal:
        return colours.resource;
    case Operator:
        return colours.op;
    case Key:
        return colours.key;
    case Variable:
        return colours.variable;
    case Value:
        break;
    }
    return colours.text;
}

QFont strong(QFont font) {
    font.setWeight(QFont::Bold);
    return font;
}

/// With the gap between it and the name.
int detailWidth(const QStyleOptionViewItem& option, const QModelIndex& index) {
    const QString detail = index.data(ProposalDelegate::detailRole).toString();
    return detail.isEmpty() ? 0 : QFontMetrics(option.font).horizontalAdvance(detail) + detailGap;
}

void paintDetail(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QColor& ink) {
    painter.setFont(option.font);
    painter.setPen(ink);
    painter.drawText(option.rect.adjusted(0, 0, -6, 0), Qt::AlignVCenter | Qt::AlignRight,
                     index.data(ProposalDelegate::detailRole).toString());
}

void paintName(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QColor& ink,
               const QColor& matchedInk) {
    const QString whole = index.data().toString();
    const QList<int> matched = index.data(ProposalDelegate::matchedRole).value<QList<int>>();
    const QRect place = option.rect.adjusted(ProposalDelegate::badgeWidth, 0, -4 - detailWidth(option, index), 0);
    const QString shown = QFontMetrics(strong(option.font)).elidedText(whole, Qt::ElideMiddle, place.width());
    if (shown != whole) {
        painter.setFont(option.font);
        painter.setPen(ink);
        painter.drawText(place, Qt::AlignVCenter, shown);
        return;
    }
    QFont matchedFont = strong(option.font);
    matchedFont.setUnderline(true);
    paintMatched(painter, place, whole, matched, {option.font, matchedFont, ink, matchedInk});
}

} // namespace

QSize ProposalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(strong(option.font));
    return {metrics.horizontalAdvance(index.data().toString()) + badgeWidth + 12 + detailWidth(option, index),
            metrics.height() + 2 * rowPadding};
}

void ProposalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    const bool chosen = option.state & QStyle::State_Selected;
    if (chosen)
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    const auto kind = static_cast<policy::ProposalKind>(index.data(kindRole).toInt());
    const QColor ink = option.palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
    const SyntaxColours colours = SyntaxColours::of(themeOf(option.palette));
    painter->setFont(strong(option.font));
    painter->setPen(chosen ? ink : colourOf(kind, colours));
    painter->drawText(QRect(option.rect.left(), option.rect.top(), badgeWidth, option.rect.height()), Qt::AlignCenter,
                      letterOf(kind));
    paintName(*painter, option, index, ink, chosen ? ink : colours.element);
    paintDetail(*painter, option, index, chosen ? ink : themeOf(option.palette).mutedText);
    painter->restore();
}

} // namespace waylight
