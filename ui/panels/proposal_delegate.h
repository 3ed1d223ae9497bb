// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace waylight {

/// Draws a proposal: a letter for its kind, in the colour that such a thing has in the text, and its name with the
/// letters that were typed made strong.
class ProposalDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int badgeWidth = 20;
    static constexpr int matchedRole = Qt::UserRole;    ///< QList<int> of characters of the name
    static constexpr int kindRole = Qt::UserRole + 1;   ///< policy::ProposalKind
    static constexpr int detailRole = Qt::UserRole + 2; ///< QString: a word that stands dimmed on the right

    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace waylight
