// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/trace.h"

#include <QWidget>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace waylight {

class Document;
class Player;
class TraceAnswer;

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
    const std::optional<Trace>& shown() const;
    void refresh();
    void showNotice();
    void fillChecks();
    void addHop(const Hop& hop, int hopIndex);
    void showFrame();
    void chosen(QTreeWidgetItem* item);

    Document& m_document;
    Player& m_player;
    QLabel* m_notice;
    QTreeWidget* m_checks;
    TraceAnswer* m_answer;        ///< the column beside the checks
    std::optional<Trace> m_draft; ///< none: it says what the applied policies say
};

} // namespace waylight
