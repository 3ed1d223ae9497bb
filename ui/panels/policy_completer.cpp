// SPDX-License-Identifier: MIT
#include "ui/panels/policy_completer.h"

#include "core/policy/cursor_place.h"
#include "ui/document/message_text.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/code_typing.h"
#include "ui/panels/look.h"
#include "ui/panels/proposal_delegate.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

namespace waylight {
namespace {

constexpr int mostRows = 9;
constexpr int narrowest = 250;
constexpr int widest = 460;

/// Keys after which a list would be in the way rather than of use.
bool opensList(const QString& typed) {
    return !typed.isEmpty() && (typed.back().isLetterOrNumber() || QStringView(u"\":/${-*.").contains(typed.back()));
}

} // namespace

std::size_t byteAt(const QString& text, int character) {
    return static_cast<std::size_t>(QStringView(text).left(character).toUtf8().size());
}

int characterAt(const std::string& utf8, std::size_t byte) {
    return static_cast<int>(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(std::min(byte, utf8.size()))).size());
}

PolicyCompleter::PolicyCompleter(CodeEdit& edit, Scope scope)
    : QFrame(&edit, Qt::ToolTip | Qt::FramelessWindowHint), m_edit(edit), m_scope(std::move(scope)),
      m_list(named(new QListWidget(this), QStringLiteral("policy.proposals"), tr("Proposals"))),
      m_help(new QLabel(this)) {
    setObjectName(QStringLiteral("policy.completer"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new ProposalDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFont(edit.font());
    m_help->setObjectName(QStringLiteral("policy.proposalHelp"));
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
    edit.installEventFilter(this);
    connect(m_list, &QListWidget::currentRowChanged, this, &PolicyCompleter::showHelp);
    connect(m_list, &QListWidget::itemClicked, this, &PolicyCompleter::accept);
    connect(&edit, &CodeEdit::typed, this, [this] { follow(true); });
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isVisible() && !m_accepting)
            follow(false);
    });
    const auto moveAlong = [this] {
        if (isVisible())
            place();
    };
    connect(edit.verticalScrollBar(), &QScrollBar::valueChanged, this, moveAlong);
    connect(edit.horizontalScrollBar(), &QScrollBar::valueChanged, this, moveAlong);
}

void PolicyCompleter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.drawLine(0, m_help->y(), width(), m_help->y());
}

void PolicyCompleter::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    m_edit.setAccessibleDescription({});
}

/// The list opens by itself while a name is typed, and goes with the cursor while it is open.
void PolicyCompleter::follow(bool typed) {
    if (m_accepting)
        return;
    const QTextCursor cursor = m_edit.textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    if (!typed || !opensList(before) || m_edit.isReadOnly()) {
        // What arrows or the mouse do to the cursor ends the list; typing on ends it where nothing is named.
        if (typed || !isVisible() || !opensList(before))
            hide();
        else
            fill();
        return;
    }
    open();
}

void PolicyCompleter::open(bool asked) {
    if (!isVisible())
        m_known = m_scope();
    fill(asked);
}

void PolicyCompleter::fill(bool asked) {
    const QString text = m_edit.toPlainText();
    const std::string utf8 = text.toStdString();
    const std::size_t cursor = byteAt(text, m_edit.textCursor().position());
    m_completion = policy::completions(utf8, cursor, m_known);
    if (asked && m_completion.proposals.empty())
        if (const auto place = policy::cursorPlace(utf8, cursor); place.quoted)
            m_completion = policy::completions(utf8, place.token.begin + 1, m_known);
    m_list->clear();
    for (const policy::Proposal& each : m_completion.proposals) {
        auto* item = new QListWidgetItem(qString(each.label), m_list);
        QList<int> matched;
        for (const std::uint32_t byte : each.matched)
            matched << characterAt(each.label, byte);
        item->setData(ProposalDelegate::matchedRole, QVariant::fromValue(matched));
        item->setData(ProposalDelegate::kindRole, static_cast<int>(each.kind));
        item->setData(Qt::AccessibleDescriptionRole, waylight::text(each.help));
    }
    if (m_completion.proposals.empty()) {
        hide();
        return;
    }
    m_list->setCurrentRow(0);
    showHelp();
    place();
    show();
}

void PolicyCompleter::place() {
    const QRect screen = m_edit.screen()->availableGeometry();
    const int row = m_list->sizeHintForRow(0);
    const int rows = std::min(m_list->count(), mostRows);
    const int bar = m_list->count() > mostRows ? m_list->verticalScrollBar()->sizeHint().width() : 0;
    const int width = std::clamp(m_list->sizeHintForColumn(0) + bar + 8, narrowest, std::min(widest, screen.width()));
    m_list->setFixedHeight(rows * row + 2);
    m_help->setFixedHeight(m_help->fontMetrics().lineSpacing() * 2 + 10);
    resize(width, m_list->height() + m_help->height() + 2);
    const QRect cursor = m_edit.cursorRect();
    const QPoint below = m_edit.viewport()->mapToGlobal(cursor.bottomLeft() + QPoint(-ProposalDelegate::badgeWidth, 2));
    const QPoint above =
        m_edit.viewport()->mapToGlobal(cursor.topLeft() + QPoint(-ProposalDelegate::badgeWidth, -2 - height()));
    QPoint corner = below.y() + height() <= screen.bottom() ? below : above;
    corner.setX(std::clamp(corner.x(), screen.left(), std::max(screen.left(), screen.right() - width)));
    QWidget::move(corner);
}

void PolicyCompleter::showHelp() {
    const auto row = static_cast<std::size_t>(m_list->currentRow());
    const QString help = row < m_completion.proposals.size() ? text(m_completion.proposals[row].help) : QString();
    m_help->setText(help);
    // A screen reader stays with the text: tell it there what is chosen.
    m_edit.setAccessibleDescription(m_list->currentItem() ? m_list->currentItem()->text() + QStringLiteral(": ") + help
                                                          : QString());
}

void PolicyCompleter::move(int rows) {
    const int count = m_list->count();
    const int row = m_list->currentRow() + rows;
    const bool oneStep = rows == 1 || rows == -1;
    m_list->setCurrentRow(oneStep ? (row + count) % count : std::clamp(row, 0, count - 1));
}

void PolicyCompleter::accept() {
    const auto row = static_cast<std::size_t>(m_list->currentRow());
    if (row >= m_completion.proposals.size())
        return;
    const policy::Proposal chosen = m_completion.proposals[row];
    const std::string utf8 = m_edit.toPlainText().toStdString();
    hide();
    m_accepting = true;
    QTextCursor cursor = m_edit.textCursor();
    const int begin = characterAt(utf8, m_completion.replaced.begin);
    cursor.setPosition(begin);
    cursor.setPosition(characterAt(utf8, m_completion.replaced.end), QTextCursor::KeepAnchor);
    cursor.insertText(qString(chosen.text));
    cursor.setPosition(begin + characterAt(chosen.text, chosen.cursor));
    m_edit.setTextCursor(cursor);
    m_edit.ensureCursorVisible();
    m_accepting = false;
    if (chosen.goesOn)
        open();
}

/// True for the keys that are the list's while it shows.
bool PolicyCompleter::takeKey(const QKeyEvent& event) {
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

bool PolicyCompleter::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress: {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool wanted = key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier;
        if (event->type() == QEvent::ShortcutOverride) {
            // Escape and others mean something to the window; here they are the list's.
            if (wanted || (isVisible() && key->key() == Qt::Key_Escape))
                event->accept();
            break;
        }
        if (wanted) {
            open(true);
            return true;
        }
        if (isVisible() && takeKey(*key))
            return true;
        break;
    }
    case QEvent::FocusOut:
    case QEvent::Hide:
        hide();
        break;
    case QEvent::Resize:
    case QEvent::Move:
        if (isVisible())
            place();
        break;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace waylight
