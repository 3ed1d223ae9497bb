// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/search.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QToolButton;

namespace waylight {

class Document;

/// Finds words in the design while they are typed: counts and lists the hits, and goes from one to the next.
class FindBar : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(Document& document, QWidget* parent = nullptr);

    /// Shows the bar, ready to type.
    void open();
    void close();
    /// Goes `by` hits further, round the end; opens the bar when it is hidden.
    void step(int by);

    const std::vector<Hit>& hits() const { return m_hits; }
    /// The hit that is shown, or null.
    const Hit* current() const;

signals:
    void hitsChanged();                                      ///< or which of them is the current one
    void shown(QString resource);                            ///< bring into view; the selection stays
    void revealRequested(QString resource, QString pointer); ///< select, and show the place
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void search();
    void refresh();
    void fill();
    void setCurrent(int index);
    void reveal(int index);
    void refreshCount();

    Document& m_document;
    QLineEdit* m_text;
    QLabel* m_count;
    QToolButton* m_previous;
    QToolButton* m_next;
    QToolButton* m_showList;
    QListWidget* m_list;
    std::vector<Hit> m_hits;
    int m_current = -1;
    bool m_revealed = false; ///< the current hit has been gone to, not only shown
};

} // namespace waylight
