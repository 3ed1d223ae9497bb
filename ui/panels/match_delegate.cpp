// SPDX-License-Identifier: MIT
#include "ui/panels/match_delegate.h"

#include "ui/panels/look.h"
#include "ui/panels/matched_text.h"

#include <QApplication>
#include <QPainter>

#include <numeric>

namespace waylight {
namespace {

constexpr int gap = 8;
constexpr int iconSize = 18;

/// Paints the parts of a row from both ends towards the middle.
class RowPainter {
public:
    RowPainter(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        : m_painter(painter), m_option(option), m_index(index), m_place(option.rect.adjusted(6, 0, -8, 0)) {
        const bool enabled = index.flags() & Qt::ItemIsEnabled;
        const bool chosen = option.state & QStyle::State_Selected;
        const QPalette::ColorGroup group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        const Theme theme = themeOf(option.palette);
        m_ink = option.palette.color(group, chosen ? QPalette::HighlightedText : QPalette::Text);
        m_muted = chosen ? m_ink : theme.mutedText;
        m_matched = chosen ? m_ink : theme.selection;
        if (!enabled) {
            if (!chosen)
                m_ink = theme.mutedText;
            m_matched = m_ink;
        }
    }

    void run() {
        m_mode = !(m_index.flags() & Qt::ItemIsEnabled)    ? QIcon::Disabled
                 : m_option.state & QStyle::State_Selected ? QIcon::Selected
                                                           : QIcon::Normal;
        if (const QVariant icon = m_index.data(Qt::DecorationRole); icon.isValid()) {
            paintIcon(icon.value<QIcon>(), m_place.left());
            m_place.setLeft(m_place.left() + iconSize + gap);
        }
        if (const QVariant mark = m_index.data(MatchDelegate::markRole); mark.isValid()) {
            paintIcon(mark.value<QIcon>(), m_place.right() - iconSize + 1);
            m_place.setRight(m_place.right() - iconSize - gap);
        }
        paintKeys(m_index.data(MatchDelegate::keysRole).toString());
        paintTrailing(m_index.data(MatchDelegate::trailingRole).toString());
        paintWords(m_index.data().toString(), MatchDelegate::titleMatchRole, m_ink);
        m_place.setLeft(m_place.left() + gap);
        paintWords(m_index.data(MatchDelegate::detailRole).toString(), MatchDelegate::detailMatchRole, m_muted);
    }

private:
    void paintIcon(const QIcon& icon, int x) {
        icon.paint(&m_painter, QRect(x, m_place.center().y() - iconSize / 2 + 1, iconSize, iconSize), Qt::AlignCenter,
                   m_mode);
    }

    void paintKeys(const QString& keys) {
        if (keys.isEmpty())
            return;
        const QFontMetrics metrics(m_option.font);
        const int width = metrics.horizontalAdvance(keys) + 12;
        const QRect frame(m_place.right() - width, m_place.center().y() - metrics.height() / 2 - 1, width,
                          metrics.height() + 3);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(m_muted, 0.75));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        m_painter.setFont(m_option.font);
        m_painter.setPen(m_muted);
        m_painter.drawText(frame, Qt::AlignCenter, keys);
        m_place.setRight(frame.left() - gap);
    }

    void paintTrailing(const QString& words) {
        if (words.isEmpty())
            return;
        const QFontMetrics metrics(m_option.font);
        const QString shown = metrics.elidedText(words, Qt::ElideRight, m_place.width() / 2);
        m_painter.setFont(m_option.font);
        m_painter.setPen(m_muted);
        m_painter.drawText(m_place, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, shown);
        m_place.setRight(m_place.right() - metrics.horizontalAdvance(shown) - gap);
    }

    void paintWords(const QString& words, int matchRole, const QColor& ink) {
        if (words.isEmpty() || m_place.width() < 12)
            return;
        QList<int> matched = m_index.data(matchRole).value<QList<int>>();
        QFont strong = m_option.font;
        strong.setBold(true);
        const QFontMetrics metrics(matched.isEmpty() ? m_option.font : strong);
        const QString shown = metrics.elidedText(words, Qt::ElideRight, m_place.width());
        if (shown != words) // its end stands for what was cut off
            matched.removeIf([&](int character) { return character >= shown.size() - 1; });
        const int width = paintMatched(m_painter, m_place, shown, matched, {m_option.font, strong, ink, m_matched});
        m_place.setLeft(m_place.left() + width);
    }

    QPainter& m_painter;
    const QStyleOptionViewItem& m_option;
    const QModelIndex& m_index;
    QRect m_place;
    QColor m_ink, m_muted, m_matched;
    QIcon::Mode m_mode = QIcon::Normal;
};

} // namespace

QSize MatchDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, std::max(m_rowHeight, QFontMetrics(option.font).height() + 6)};
}

void MatchDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    // The style paints the ground of the row; the words are ours.
    row.text.clear();
    row.icon = {};
    row.features &= ~QStyleOptionViewItem::HasDecoration;
    if (row.state & QStyle::State_Selected)
        row.state |= QStyle::State_Enabled | QStyle::State_Active;
    const QStyle* style = row.widget ? row.widget->style() : QApplication::style();
    painter->save();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
    RowPainter(*painter, row, index).run();
    painter->restore();
}

QList<int> characters(int start, int length) {
    QList<int> list(std::max(0, length));
    std::iota(list.begin(), list.end(), start);
    return list;
}

} // namespace waylight
