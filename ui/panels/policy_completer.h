// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/completion.h"

#include <QFrame>

#include <functional>

class QLabel;
class QListWidget;

namespace waylight {

class CodeEdit;

/// The list of proposals below the cursor of an editor. It never takes the focus: while it shows, arrows choose, Enter
/// and Tab accept, Escape closes; every other key goes to the text.
class PolicyCompleter : public QFrame {
    Q_OBJECT

public:
    using Scope = std::function<policy::CompletionScope()>;

    /// `scope` is asked each time the list opens.
    PolicyCompleter(CodeEdit& edit, Scope scope);

    /// Shows what fits at the cursor, if something does; where nothing fits what is typed, all that could stand there
    /// instead when `asked`.
    void open(bool asked = false);
    const policy::Completion& completion() const { return m_completion; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    bool takeKey(const QKeyEvent& event);
    void follow(bool typed);
    void fill(bool asked = false);
    void place();
    void showHelp();
    void accept();
    void move(int rows);

    CodeEdit& m_edit;
    Scope m_scope;
    policy::CompletionScope m_known;
    policy::Completion m_completion;
    QListWidget* m_list;
    QLabel* m_help;
    bool m_accepting = false;
};

/// The byte of a character in the text's UTF-8, and the other way round.
std::size_t byteAt(const QString& text, int character);
int characterAt(const std::string& utf8, std::size_t byte);

} // namespace waylight
