// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/policy_draft.h"
#include "core/policy/completion.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace waylight {

class CodeEdit;
class Document;
class PolicyBar;
class PolicyCompleter;
class PolicyEffects;
class PolicyHighlighter;
class PolicyProblems;
class PolicyWelcome;
struct PolicyTemplate;

/// Edits the policies of the selected resource as text, with the policy engine beside it: what is wrong, what each
/// statement does with the shown request, and which requests would get another answer. Text that is JSON is committed
/// by Apply or when the focus leaves; other text stays here as a draft, for as long as the document is open.
class PolicyEditor : public QWidget {
    Q_OBJECT

public:
    explicit PolicyEditor(Document& document, QWidget* parent = nullptr);
    ~PolicyEditor() override;

    /// True when the selection is one resource that can have a policy.
    bool hasPolicy() const { return !m_places.empty(); }
    /// Shows the policy that a JSON pointer into the selected resource leads to, with the cursor at what it names
    /// there.
    void show(const std::string& pointer);
    /// Another document was opened: its ids may be the same and mean other things.
    void forgetDrafts() { m_drafts.clear(); }
    /// What follows from the text as it is now; none when it is what the design has, or no policy.
    const std::optional<DraftEffects>& effects() const { return m_effects; }
    /// Looks at the text at once instead of when typing pauses.
    void check();

signals:
    void availabilityChanged();
    void draftChanged(); ///< `effects` differs

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectAll();
    void selectionChanged();
    void refresh();
    void refreshPlaces();
    void showPlace();
    void showPage();
    void textChanged();
    void traceChanged();
    void showProblems();
    void showReading();
    void showEffects();
    void showState();
    void insertTemplate(const PolicyTemplate& which);
    void apply();
    void format();
    void focusMoved(const QWidget* before, const QWidget* now);
    policy::CompletionScope scope() const;
    const PolicyPlace* place() const;
    std::string written() const;

    Document& m_document;
    Id m_resource;
    std::vector<PolicyPlace> m_places;
    std::map<std::pair<Id, std::string>, QString> m_drafts; ///< by resource and pointer
    QComboBox* m_choice;
    QLabel* m_reading;
    QStackedWidget* m_pages;
    CodeEdit* m_edit;
    PolicyWelcome* m_welcome;
    PolicyHighlighter* m_highlighter;
    PolicyCompleter* m_completer;
    PolicyProblems* m_problems;
    PolicyEffects* m_effectList;
    QLabel* m_state;
    PolicyBar* m_bar;
    QTimer m_pause;  ///< since the last change of the text
    QTimer m_settle; ///< a longer one, before anything changes the height of the text
    std::optional<PolicyView> m_view;
    std::optional<DraftTrial> m_trial; ///< none: the design or the request has changed since
    std::optional<DraftEffects> m_effects;
    bool m_isJson = true;
    bool m_turning = false; ///< the page is being turned: where the focus goes meanwhile means nothing
    bool m_writing = false; ///< an empty text is meant: no templates in its place
};

} // namespace waylight
