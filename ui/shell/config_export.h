// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/exports.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QTabWidget;

namespace waylight {

/// Chooses a format for the design as configuration: shows the text that it makes and what the format cannot say,
/// before anything is written.
class ConfigExport : public QDialog {
    Q_OBJECT

public:
    ConfigExport(const Design& design, const QString& title, QWidget* parent);

private:
    void show(int row);
    void save();
    void copy();
    ExportFormat format() const;

    const Design& m_design;
    QString m_title;
    Written m_written;
    QListWidget* m_formats;
    QLabel* m_summary;
    QTabWidget* m_tabs;
    QPlainTextEdit* m_text;
    QListWidget* m_lost;
};

} // namespace waylight
