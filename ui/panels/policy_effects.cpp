// SPDX-License-Identifier: MIT
#include "ui/panels/policy_effects.h"

#include "core/trace/question.h"
#include "ui/document/message_text.h"
#include "ui/panels/look.h"

#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace waylight {
namespace {

constexpr int beforeRole = Qt::UserRole;
constexpr int afterRole = Qt::UserRole + 1;
constexpr int reasonRole = Qt::UserRole + 2;
constexpr int iconSize = 15;
constexpr int padding = 5;

Verdict verdictOf(const QModelIndex& index, int role) {
    return static_cast<Verdict>(index.data(role).toInt());
}

/// Two lines: old and new verdict with the request, and why; in a dashed frame of the new verdict's colour.
class EffectDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int lines = index.data(reasonRole).toString().isEmpty() ? 1 : 2;
        return {100, lines * option.fontMetrics.lineSpacing() + 2 * padding + 3};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const Theme theme = themeOf(option.palette);
        const QColor colour = statusColour(verdictOf(index, afterRole), theme);
        QColor ground = colour;
        ground.setAlpha(option.state & (QStyle::State_Selected | QStyle::State_MouseOver) ? 52 : 24);
        painter->setPen(QPen(colour, 1.3, Qt::DashLine));
        painter->setBrush(ground);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -2), 5, 5);
        const int line = option.fontMetrics.lineSpacing();
        const int top = option.rect.top() + padding;
        int x = option.rect.left() + padding + 2;
        const QRect mark(x, top + (line - iconSize) / 2, iconSize, iconSize);
        icon(verdictOf(index, beforeRole)).paint(painter, mark);
        x += iconSize + 2;
        painter->setPen(option.palette.color(QPalette::Text));
        painter->setFont(option.font);
        const QString arrow = QStringLiteral("→");
        painter->drawText(QRect(x, top, 16, line), Qt::AlignCenter, arrow);
        x += 18;
        icon(verdictOf(index, afterRole)).paint(painter, QRect(x, mark.top(), iconSize, iconSize));
        x += iconSize + 6;
        const int width = option.rect.right() - x - padding;
        painter->drawText(QRect(x, top, width, line), Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, width));
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(QRect(x, top + line, width, line), Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(reasonRole).toString(), Qt::ElideRight, width));
        painter->restore();
    }
};

} // namespace

QString changeText(Verdict before, Verdict after) {
    return PolicyEffects::tr("%1 → %2").arg(word(before), word(after));
}

PolicyEffects::PolicyEffects(QWidget* parent)
    : QWidget(parent), m_title(wrappingLabel(tr("Applied, it changes no answer."), this)),
      m_list(named(new QListWidget(this), QStringLiteral("policy.effects"), tr("Requests that the draft changes"))) {
    m_title->setObjectName(QStringLiteral("policy.effectsTitle"));
    m_list->setItemDelegate(new EffectDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QListWidget::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_list);
    const auto choose = [this](const QListWidgetItem* item) {
        const auto row = static_cast<std::size_t>(m_list->row(item));
        if (row < m_requests.size())
            emit requestChosen(m_requests[row]);
    };
    connect(m_list, &QListWidget::itemActivated, this, choose);
    connect(m_list, &QListWidget::itemClicked, this, choose);
    hide();
}

void PolicyEffects::show(const Topology& topology, const std::optional<DraftEffects>& effects) {
    m_list->clear();
    m_requests.clear();
    setVisible(effects && effects->asked > 0);
    if (!effects)
        return;
    const auto count = effects->changes.size();
    m_title->setText(count == 0 ? tr("Applied, it changes no answer.")
                     : effects->asked == 1
                         ? tr("Applied, it changes the answer:")
                         : tr("Applied, it changes %1 of %2 answers:").arg(count).arg(effects->asked));
    for (const DraftChange& change : effects->changes) {
        const QString title = qString(requestTitle(topology, change.request));
        const QString why = change.reason ? text(change.reason->message) : QString();
        const QString shown = change.after == Verdict::Allowed && !why.isEmpty() ? tr("No longer: %1").arg(why) : why;
        auto* item = new QListWidgetItem(title, m_list);
        item->setData(beforeRole, static_cast<int>(change.before));
        item->setData(afterRole, static_cast<int>(change.after));
        item->setData(reasonRole, shown);
        const QString all = tr("%1: %2. %3").arg(title, changeText(change.before, change.after), shown);
        item->setData(Qt::AccessibleTextRole, all);
        item->setToolTip(all);
        m_requests.push_back(change.request);
    }
    m_list->setVisible(count > 0);
    int height = 4;
    for (int row = 0; row < std::min(3, m_list->count()); ++row)
        height += m_list->sizeHintForRow(row);
    m_list->setFixedHeight(height);
}

} // namespace waylight
