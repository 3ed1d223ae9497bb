// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/proposal_popup.h"

#include <functional>

namespace waylight {

class CodeEdit;

/// The list of proposals below the cursor of an editor. It never takes the focus: while it shows, arrows choose, Enter
/// and Tab accept, Escape closes; every other key goes to the text.
class PolicyCompleter : public ProposalPopup {
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
    void accept() override;

private:
    void follow(bool typed);
    void fill(bool asked = false);
    void place();

    CodeEdit& m_edit;
    Scope m_scope;
    policy::CompletionScope m_known;
    policy::Completion m_completion;
    bool m_accepting = false;
};

} // namespace waylight
