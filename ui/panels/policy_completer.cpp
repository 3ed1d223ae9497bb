// SPDX-License-Identifier: MIT
#include "ui/panels/policy_completer.h"

#include "core/policy/cursor_place.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/code_typing.h"
#include "ui/panels/look.h"
#include "ui/panels/proposal_delegate.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>

namespace waylight {
namespace {

constexpr int narrowest = 250;

/// Keys after which a list would be in the way rather than of use.
bool opensList(const QString& typed) {
    return !typed.isEmpty() && (typed.back().isLetterOrNumber() || QStringView(u"\":/${-*.").contains(typed.back()));
}

} // namespace

PolicyCompleter::PolicyCompleter(CodeEdit& edit, Scope scope)
    : ProposalPopup(edit, QStringLiteral("policy")), m_edit(edit), m_scope(std::move(scope)) {
    edit.installEventFilter(this);
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
    setProposals(m_completion.proposals);
    if (m_completion.proposals.empty()) {
        hide();
        return;
    }
    place();
    show();
}

/// The names stand below each other and below what is typed.
void PolicyCompleter::place() {
    const QRect cursor = m_edit.cursorRect().translated(-ProposalDelegate::badgeWidth, 0);
    placeAt({m_edit.viewport()->mapToGlobal(cursor.topLeft()), cursor.size()}, narrowest);
}

void PolicyCompleter::accept() {
    const auto at = static_cast<std::size_t>(row());
    if (at >= m_completion.proposals.size())
        return;
    const policy::Proposal chosen = m_completion.proposals[at];
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
