// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace waylight {

/// What shows before there is a design: templates with previews, recent files, and ways to begin.
class StartScreen : public QScrollArea {
    Q_OBJECT

public:
    explicit StartScreen(QWidget* parent = nullptr);

    void setRecentFiles(const QStringList& files);

signals:
    void newRequested();
    void fileRequested();
    void folderRequested();
    void accountRequested();
    void templateRequested(QString resourcePath);
    void recentRequested(QString path);

private:
    void addHeading(QVBoxLayout& column);
    void addBeginnings(QVBoxLayout& column);
    void addTemplates(QVBoxLayout& column);

    QWidget* m_recent = nullptr;
    QVBoxLayout* m_recentList = nullptr;
};

} // namespace waylight
