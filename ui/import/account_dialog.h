// SPDX-License-Identifier: MIT
#pragma once

#include "ui/import/aws_collector.h"

#include <QDialog>
#include <QTemporaryDir>

#include <map>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace waylight {

/// Collects an account: shows the calls and the permissions that they need, makes them when Start is pressed, and shows
/// what came of each. Accepted when there is something to open in `folder()`, which lives as long as the dialog where
/// the user has not chosen one.
class AccountDialog : public QDialog {
    Q_OBJECT

public:
    explicit AccountDialog(QWidget* parent = nullptr, QString program = QStringLiteral("aws"));
    ~AccountDialog() override;

    QString folder() const { return m_folder; }
    /// True when the folder is the user's, and stays.
    bool isKept() const { return m_isKept; }

    void reject() override;

private:
    /// A call of the list, in all Regions and for all things together.
    struct Row {
        QTreeWidgetItem* item = nullptr;
        int answered = 0;
        int failed = 0;
    };

    QWidget* form();
    void fillCalls();
    void findProfiles();
    void start();
    void showAnswer(const collect::Task& task);
    void showProgress();
    void showEnd();
    void showWhatIsMissing();
    void setRunning(bool running);
    void say(const QString& words, const QString& icon);
    collect::Options options() const;

    QString m_program;
    QTemporaryDir m_temporary;
    QString m_folder;
    bool m_isKept = false;
    std::unique_ptr<AwsCollector> m_collector;
    std::map<const collect::Call*, Row> m_rows;
    std::size_t m_failuresShown = 0;

    QComboBox* m_profile = nullptr;
    QLineEdit* m_regions = nullptr;
    QLineEdit* m_keepIn = nullptr;
    QPushButton* m_browse = nullptr;
    QTreeWidget* m_calls = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_stateIcon = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_open = nullptr;
};

} // namespace waylight
