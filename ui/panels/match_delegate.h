// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace waylight {

/// One line of a list of things found: icon, title with the letters that match, muted detail, and at the right end a
/// shortcut, a kind or a mark. Rows that are not enabled are dimmed.
class MatchDelegate : public QStyledItemDelegate {
public:
    static constexpr int titleMatchRole = Qt::UserRole + 40;  ///< QList<int>: characters of the title
    static constexpr int detailRole = Qt::UserRole + 41;      ///< QString, after the title
    static constexpr int detailMatchRole = Qt::UserRole + 42; ///< QList<int>: characters of the detail
    static constexpr int trailingRole = Qt::UserRole + 43;    ///< QString, at the right
    static constexpr int keysRole = Qt::UserRole + 44;        ///< QString, at the right in a frame
    static constexpr int markRole = Qt::UserRole + 45;        ///< QIcon, at the right

    explicit MatchDelegate(int rowHeight, QObject* parent = nullptr)
        : QStyledItemDelegate(parent), m_rowHeight(rowHeight) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_rowHeight;
};

/// `start` to `start + length` as a list.
QList<int> characters(int start, int length);

} // namespace waylight
