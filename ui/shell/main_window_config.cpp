// SPDX-License-Identifier: MIT
// The part of the main window that exports configuration and compares designs.
#include "core/analysis/compare/comparison.h"
#include "core/formats/open.h"
#include "ui/panels/look.h"
#include "ui/shell/comparison_dialog.h"
#include "ui/shell/config_export.h"
#include "ui/shell/main_window.h"

#include <QFileDialog>
#include <QFileInfo>

namespace waylight {

void MainWindow::exportConfiguration() {
    ConfigExport(m_document.design(), m_document.title(), this).exec();
}

void MainWindow::compareWith() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Compare with"));
    if (!path.isEmpty())
        compareWith(path);
}

void MainWindow::compareWith(const QString& path) {
    const Result<Loaded> other = openAny(path.toStdString());
    if (!other) {
        report({other.error()}, QFileInfo(path).fileName());
        return;
    }
    const Comparison found = compared(m_document.design(), other->design);
    ComparisonDialog(found, m_document.design().topology,
                     tr("%1 and %2").arg(m_document.title(), QFileInfo(path).fileName()), this)
        .exec();
}

void MainWindow::showPlan(const QString& path) {
    const auto before = designBefore(path.toStdString());
    if (!before || before->topology.table(kindOf<Vpc>).empty())
        return; // what is made from nothing is what the window shows
    const Comparison found = compared(*before, m_document.design());
    ComparisonDialog(found, before->topology, tr("What the plan %1 changes").arg(QFileInfo(path).fileName()), this)
        .exec();
}

} // namespace waylight
