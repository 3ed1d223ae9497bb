// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <QWidget>

class QPlainTextEdit;
class QToolButton;

namespace waylight {

class Document;

/// What can be said about selected notes and areas: the words of one, and the colour of all.
class NoteForm : public QWidget {
    Q_OBJECT

public:
    /// `ids`: notes of the document, at least one.
    NoteForm(Document& document, std::vector<Id> ids, QWidget* parent = nullptr);

    /// Shows what the document holds now; words that are being written stay.
    void refresh();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString title() const;
    void addTints();
    void commitWords();

    Document& m_document;
    std::vector<Id> m_ids;
    QPlainTextEdit* m_words = nullptr; ///< null: there are several
    std::vector<std::pair<Tint, QToolButton*>> m_tints;
};

} // namespace waylight
