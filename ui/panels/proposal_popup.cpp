// SPDX-License-Identifier: MIT
#include "ui/panels/proposal_popup.h"

#include "ui/document/message_text.h"
#include "ui/panels/look.h"
#include "ui/panels/proposal_delegate.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

namespace waylight {
namespace {

constexpr int mostRows = 9;
constexpr int widest = 460;

/// As AWS's pages of actions call it.
QString word(policy::AccessLevel level) {
    using enum policy::AccessLevel;
    switch (level) {
    case Read:
        return ProposalPopup::tr("Read");
    case List:
        return ProposalPopup::tr("List");
    case Write:
        return ProposalPopup::tr("Write");
    case Tagging:
        return ProposalPopup::tr("Tagging");
    case PermissionsManagement:
        break;
    }
    return ProposalPopup::tr("Permissions management");
}

QListWidgetItem* rowOf(const policy::Proposal& proposal) {
    auto* item = new QListWidgetItem(qString(proposal.label));
    QList<int> matched;
    for (const std::uint32_t byte : proposal.matched)
        matched << characterAt(proposal.label, byte);
    item->setData(ProposalDelegate::matchedRole, QVariant::fromValue(matched));
    item->setData(ProposalDelegate::kindRole, static_cast<int>(proposal.kind));
    if (proposal.access)
        item->setData(ProposalDelegate::detailRole, word(*proposal.access));
    item->setData(Qt::AccessibleDescriptionRole, text(proposal.help));
    return item;
}

} // namespace

std::size_t byteAt(const QString& text, int character) {
    return static_cast<std::size_t>(QStringView(text).left(character).toUtf8().size());
}

int characterAt(const std::string& utf8, std::size_t byte) {
    return static_cast<int>(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(std::min(byte, utf8.size()))).size());
}

ProposalPopup::ProposalPopup(QWidget& owner, const QString& prefix)
    : QFrame(&owner, Qt::ToolTip | Qt::FramelessWindowHint), m_owner(owner),
      m_list(named(new QListWidget(this), prefix + QStringLiteral(".proposals"), tr("Proposals"))),
      m_help(new QLabel(this)) {
    setObjectName(prefix + QStringLiteral(".completer"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new ProposalDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFont(owner.font());
    m_help->setObjectName(prefix + QStringLiteral(".proposalHelp"));
    m_help->setTextFormat(Qt::PlainText);
    m_help->setWordWrap(true);
    m_help->setMargin(5);
    m_help->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_help);
    hide();
    connect(m_list, &QListWidget::currentRowChanged, this, &ProposalPopup::showHelp);
    connect(m_list, &QListWidget::itemClicked, this, [this] { accept(); });
}

int ProposalPopup::row() const {
    return m_list->currentRow();
}

void ProposalPopup::setProposals(std::vector<policy::Proposal> proposals, const QString& note, int row) {
    m_list->clear();
    m_proposals = std::move(proposals);
    m_note = note;
    for (const policy::Proposal& each : m_proposals)
        m_list->addItem(rowOf(each));
    m_list->setCurrentRow(m_proposals.empty() ? -1 : row);
    showHelp();
}

void ProposalPopup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.drawLine(0, m_help->y(), width(), m_help->y());
}

void ProposalPopup::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    m_owner.setAccessibleDescription({});
}

void ProposalPopup::placeAt(const QRect& place, int narrowest) {
    const QRect screen = m_owner.screen()->availableGeometry();
    const int row = m_list->sizeHintForRow(0);
    const int rows = std::min(m_list->count(), mostRows);
    const int bar = m_list->count() > mostRows ? m_list->verticalScrollBar()->sizeHint().width() : 0;
    const int width = std::clamp(m_list->sizeHintForColumn(0) + bar + 8, narrowest, std::min(widest, screen.width()));
    m_list->setFixedHeight(rows == 0 ? 0 : rows * row + 2);
    m_help->setFixedHeight(m_help->fontMetrics().lineSpacing() * 2 + 10);
    resize(width, m_list->height() + m_help->height() + 2);
    QPoint corner(place.left(), place.bottom() + 2);
    if (corner.y() + height() > screen.bottom())
        corner.setY(place.top() - 2 - height());
    corner.setX(std::clamp(corner.x(), screen.left(), std::max(screen.left(), screen.right() - width)));
    QWidget::move(corner);
    m_list->scrollToItem(m_list->currentItem());
}

void ProposalPopup::showHelp() {
    const auto row = static_cast<std::size_t>(m_list->currentRow());
    const QString help = !m_note.isEmpty()          ? m_note
                         : row < m_proposals.size() ? text(m_proposals[row].help)
                                                    : QString();
    m_help->setText(help);
    // A screen reader stays with the text: tell it there what is chosen.
    m_owner.setAccessibleDescription(m_list->currentItem() ? m_list->currentItem()->text() + QStringLiteral(": ") + help
                                                           : help);
}

void ProposalPopup::move(int rows) {
    const int count = m_list->count();
    if (count == 0)
        return;
    const int row = m_list->currentRow() + rows;
    const bool oneStep = rows == 1 || rows == -1;
    m_list->setCurrentRow(oneStep ? (row + count) % count : std::clamp(row, 0, count - 1));
}

bool ProposalPopup::takeKey(const QKeyEvent& event) {
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(mostRows);
        return true;
    case Qt::Key_PageUp:
        move(-mostRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        accept();
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

} // namespace waylight
