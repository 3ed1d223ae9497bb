// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <QFrame>
#include <QPointer>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace waylight {

class MainWindow;

/// Everything that can be asked for by typing: commands with their shortcuts, elements, problems. It lies over the
/// window until something is chosen, Escape is pressed or the pointer presses elsewhere.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(MainWindow& window);

    /// Shows it with this text.
    void open(const QString& text = {});
    void close();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Kind : unsigned char { Command, Element, Problem };
    /// Something that can be chosen.
    struct Entry {
        Kind kind = Kind::Command;
        std::size_t index = 0; ///< of the command or the finding
        Id id;                 ///< of the element
        std::string name;
    };
    struct Match {
        const Entry* entry;
        int score;
        std::vector<std::uint32_t> bytes; ///< of the name that were typed
    };

    void collect();
    std::vector<Match> matches(const QString& text) const;
    void refresh();
    QListWidgetItem* row(const Match& match) const;
    void describeCommand(QListWidgetItem& row, const Entry& entry) const;
    void describeElement(QListWidgetItem& row, const Entry& entry) const;
    void describeProblem(QListWidgetItem& row, const Entry& entry) const;
    void showHint();
    void choose();
    void place();
    bool key(int key);

    MainWindow& m_window;
    QLineEdit* m_text;
    QListWidget* m_list;
    QLabel* m_hint;
    std::vector<Entry> m_entries;
    QPointer<QWidget> m_focusBefore;
};

} // namespace waylight
