// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/completion.h"

#include <QFrame>

class QKeyEvent;
class QLabel;
class QListWidget;

namespace waylight {

/// A list of proposals beside a text, with a line about the chosen one. It never takes the focus: whoever owns the text
/// gives it the keys with `takeKey`, and it tells screen readers there what is chosen.
class ProposalPopup : public QFrame {
    Q_OBJECT

public:
    /// Its parts are called `prefix.completer`, `prefix.proposals` and `prefix.proposalHelp`.
    ProposalPopup(QWidget& owner, const QString& prefix);

    const std::vector<policy::Proposal>& proposals() const { return m_proposals; }
    /// The chosen row; -1: there is none.
    int row() const;

protected:
    /// Fills the list and chooses the row. `note` stands for the help of every row, where it is not empty.
    void setProposals(std::vector<policy::Proposal> proposals, const QString& note = {}, int row = 0);
    /// Below a place on the screen, above it where there is no room.
    void placeAt(const QRect& place, int narrowest);
    /// Takes the keys that are the list's while it shows; true when it was one.
    bool takeKey(const QKeyEvent& event);
    virtual void accept() = 0;

    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void showHelp();
    void move(int rows);

    QWidget& m_owner;
    QListWidget* m_list;
    QLabel* m_help;
    std::vector<policy::Proposal> m_proposals;
    QString m_note;
};

/// The byte of a character in the text's UTF-8, and the other way round.
std::size_t byteAt(const QString& text, int character);
int characterAt(const std::string& utf8, std::size_t byte);

} // namespace waylight
