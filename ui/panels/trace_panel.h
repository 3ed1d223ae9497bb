// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QScrollArea;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace waylight {

class Document;
class Player;

/// The explanation of the request: playback, each check with the rule that decided, what blocks and how to fix it, what
/// is missing, the request's context and cost.
class TracePanel : public QWidget {
    Q_OBJECT

public:
    TracePanel(Document& document, Player& player, QWidget* parent = nullptr);

    /// Applies the first fix on offer, as one undo step; false when there is none.
    bool applyFirstFix();
    /// Explains the request as it would be if the policy that is being typed were applied, and says so; none: as it is.
    void showDraft(const std::optional<Trace>& draft);

signals:
    void revealRequested(QString resource, QString pointer);
    void fixesChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeChecks();
    QWidget* makeAnswer();
    const std::optional<Trace>& shown() const;
    void refresh();
    void showNotice();
    void fillChecks();
    void addHop(const Hop& hop, int hopIndex);
    void fillAnswer();
    void addBlockers(QVBoxLayout& answer);
    void addMissing(QVBoxLayout& answer);
    void addContext(QVBoxLayout& answer);
    void addCost(QVBoxLayout& answer);
    void addTitle(QVBoxLayout& answer, const QString& text);
    void addFixes();
    void addFix(std::size_t index);
    void showFrame();
    void chosen(QTreeWidgetItem* item);
    void apply(const Fix& fix);

    Document& m_document;
    Player& m_player;
    QLabel* m_notice;
    QTreeWidget* m_checks;
    QWidget* m_answer = nullptr;       ///< the column beside the checks
    QVBoxLayout* m_fixPlace = nullptr; ///< below the first blocker; null when there is none
    QScrollArea* m_answerScroll;
    std::optional<Trace> m_draft; ///< none: it says what the applied policies say
    std::vector<Fix> m_fixes;
    QTimer m_fixTimer; ///< fixes are looked for when control is back in the event loop: proving them runs the request
                       ///< again
};

} // namespace waylight
