// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes.h"

#include <QScrollArea>
#include <QTimer>

#include <optional>

class QVBoxLayout;

namespace waylight {

class Document;

/// What blocks a request and how to fix it, what is missing, what the way costs and the context that it produced.
class TraceAnswer : public QScrollArea {
    Q_OBJECT

public:
    explicit TraceAnswer(Document& document, QWidget* parent = nullptr);

    /// The answer of a trace; of none, what to do. A draft's is not that of the document: no fix can be proved for it.
    void explain(const std::optional<Trace>& trace, bool isDraft);
    /// Applies the first fix on offer, as one undo step; false when there is none.
    bool applyFirstFix();

signals:
    void revealRequested(QString resource, QString pointer);
    void fixesChanged();

private:
    void fill();
    void addTitle(QVBoxLayout& answer, const QString& text);
    void addBlockers(QVBoxLayout& answer);
    void addMissing(QVBoxLayout& answer);
    void addCost(QVBoxLayout& answer);
    void addContext(QVBoxLayout& answer);
    void addFixes();
    void addFix(std::size_t index);
    void apply(const Fix& fix);

    Document& m_document;
    std::optional<Trace> m_trace;
    bool m_isDraft = false;
    QWidget* m_page = nullptr;
    QVBoxLayout* m_fixPlace = nullptr; ///< below the first blocker; null when there is none
    std::vector<Fix> m_fixes;
    QTimer m_fixTimer; ///< fixes are looked for when control is back in the event loop: proving them runs the request
                       ///< again
};

} // namespace waylight
