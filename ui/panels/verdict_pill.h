// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/trace.h"

#include <QWidget>

#include <optional>

namespace waylight {

/// The answer to a request in one line: an icon, a word, and why. Never colour alone.
class VerdictPill : public QWidget {
    Q_OBJECT

public:
    explicit VerdictPill(QWidget* parent);

    void show(const std::optional<Trace>& trace);
    /// The answer that a policy which is not applied yet would give, beside the one that holds; none: no such policy.
    void showDraft(const std::optional<Trace>& draft);
    /// Something to say until the next answer: beside the verdict, or instead of it.
    void showNote(const QString& note, bool besideVerdict);
    bool isDraft() const { return m_draft.has_value(); }
    QString word() const { return m_word; }
    QString reason() const { return m_reason; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintVerdict(QPainter& painter, int& x, Verdict verdict, const QString& word) const;

    std::optional<Verdict> m_verdict; ///< that holds
    std::optional<Verdict> m_draft;
    QString m_ownWord, m_ownReason; ///< of the answer that holds
    QString m_word;
    QString m_reason;
};

/// Why a request is not allowed: the first blocker's sentence, or what the answer lacks; empty when it is allowed.
QString reasonOf(const Trace& trace);

} // namespace waylight
