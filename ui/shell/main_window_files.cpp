// SPDX-License-Identifier: MIT
// The part of the main window that opens, saves and leaves.
#include "core/model/codec.h"
#include "ui/canvas/canvas_view.h"
#include "ui/export/export.h"
#include "ui/import/account_dialog.h"
#include "ui/panels/look.h"
#include "ui/panels/policy_editor.h"
#include "ui/panels/request_bar.h"
#include "ui/shell/commands.h"
#include "ui/shell/element_help.h"
#include "ui/shell/main_window.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/start_screen.h"
#include "ui/shell/templates.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QTimer>

namespace waylight {
namespace {

QString localPath(const QMimeData* data) {
    return data->hasUrls() ? data->urls().first().toLocalFile() : QString();
}

} // namespace

bool MainWindow::mayLeave() {
    if (!isDesigning() || !m_document.isModified())
        return true;
    QMessageBox box(QMessageBox::Question, tr("Unsaved changes"),
                    tr("%1 has changes that are not saved.").arg(m_document.title()), QMessageBox::NoButton, this);
    box.setObjectName(QStringLiteral("dialog.unsaved"));
    box.setInformativeText(tr("Save them before going on?"));
    box.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Save);
    const int answer = box.exec();
    return answer == QMessageBox::Discard || (answer == QMessageBox::Save && save());
}

bool MainWindow::report(const Diagnostics& diagnostics, const QString& title) {
    const bool failed = hasErrors(diagnostics);
    QStringList lines;
    for (const Diagnostic& each : diagnostics)
        if (each.severity != Severity::Note)
            lines << QStringLiteral("%1: %2%3")
                         .arg(word(each.severity),
                              each.pointer.empty() ? QString() : qString(each.pointer) + QStringLiteral(": "),
                              text(each.message));
    if (lines.isEmpty())
        return !failed;
    QMessageBox box(failed ? QMessageBox::Critical : QMessageBox::Warning, title, lines.first(), QMessageBox::Ok, this);
    box.setObjectName(QStringLiteral("dialog.diagnostics"));
    if (lines.size() > 1) {
        box.setInformativeText(tr("%1 more below.").arg(lines.size() - 1));
        box.setDetailedText(lines.join(QLatin1Char('\n')));
    }
    box.exec();
    return !failed;
}

void MainWindow::opened() {
    m_policy->forgetDrafts();
    m_stack->setCurrentIndex(1);
    const auto& requests = m_document.design().requests;
    m_document.setRequest(requests.empty() ? std::nullopt : std::optional(requests.begin()->second));
    m_requestBar->reset();
    showPanels(true);
    m_canvas->setTool(Tool::Select);
    // The panels take their places first.
    QTimer::singleShot(0, m_canvas, [this] { m_canvas->fit(); });
    m_canvas->setFocus();
    showHint(m_canvas->hint());
    refreshTitle();
    refreshActions();
    refreshStatus();
}

bool MainWindow::openPath(const QString& path) {
    if (!mayLeave())
        return false;
    const Diagnostics diagnostics = m_document.open(path);
    if (!report(diagnostics, QFileInfo(path).fileName()))
        return false;
    m_settings.addRecentFile(path);
    opened();
    showPlan(path);
    return true;
}

bool MainWindow::openTemplate(const QString& resourcePath) {
    auto design = templateDesign(resourcePath);
    if (!design || !mayLeave())
        return false;
    m_document.reset(*std::move(design), {});
    opened();
    return true;
}

void MainWindow::newDesign() {
    if (!mayLeave())
        return;
    m_document.reset({}, {});
    opened();
}

void MainWindow::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open"), {},
        tr("Designs, describe output and exported pictures (*.waylight *.json *.png *.svg *.pdf *.drawio);;All "
           "files (*)"));
    if (!path.isEmpty())
        openPath(path);
}

void MainWindow::chooseFolder() {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open a folder of AWS describe output"));
    if (!path.isEmpty())
        openPath(path);
}

void MainWindow::importAccount() {
    if (!mayLeave())
        return;
    AccountDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const Diagnostics diagnostics = m_document.open(dialog.folder());
    if (!report(diagnostics, tr("Import from AWS account")))
        return;
    if (dialog.isKept())
        m_settings.addRecentFile(dialog.folder());
    opened();
}

bool MainWindow::save() {
    if (m_document.path().isEmpty())
        return saveAs();
    return report(m_document.save(m_document.path()), tr("Save"));
}

bool MainWindow::saveAs() {
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save as"),
        m_document.path().isEmpty() ? m_document.title() + QStringLiteral(".waylight") : m_document.path(),
        tr("Waylight designs (*.waylight)"));
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".waylight");
    if (!report(m_document.save(path), tr("Save as")))
        return false;
    m_settings.addRecentFile(path);
    return true;
}

void MainWindow::exportPicture() {
    const QString endings = QStringLiteral(" (*.png *.svg *.pdf *.drawio)");
    const QString with = tr("Pictures that open again: the design is inside") + endings;
    const QString without = tr("Pictures without the design inside") + endings;
    QString chosen = with;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export picture"), m_document.title() + QStringLiteral(".png"),
                                     with + QStringLiteral(";;") + without, &chosen);
    if (path.isEmpty())
        return;
    const bool carries = chosen != without;
    constexpr double pixelsPerUnit = 2;
    const Result<QString> written =
        waylight::exportPicture(m_document.design(), m_document.picture(), m_document.trace(), Theme::light(), path,
                                pixelsPerUnit, carries ? DesignInside::Yes : DesignInside::No);
    if (!written)
        report({written.error()}, tr("Export picture"));
    else if (carries)
        showHint(tr("%1 holds the design as well, and opens here again.").arg(QFileInfo(path).fileName()));
}

void MainWindow::showStartScreen() {
    if (m_stack->currentWidget() != m_start && !mayLeave())
        return;
    m_start->setRecentFiles(m_settings.recentFiles());
    m_stack->setCurrentWidget(m_start);
    showPanels(false);
    m_document.reset({}, {});
    showHint(tr("Choose a template, or press Ctrl+N for an empty design."));
    refreshTitle();
    refreshActions();
    refreshStatus();
}

void MainWindow::showPanels(bool shown) {
    if (shown == m_panelsShown)
        return;
    m_panelsShown = shown;
    if (!shown)
        m_panelLayout = saveState();
    for (QDockWidget* dock : m_docks)
        dock->setVisible(shown);
    if (shown)
        restoreState(m_panelLayout);
}

void MainWindow::fillRecent() {
    m_recent->clear();
    for (const QString& path : m_settings.recentFiles())
        connect(m_recent->addAction(path), &QAction::triggered, this, [this, path] { openPath(path); });
    if (m_recent->isEmpty())
        m_recent->addAction(tr("Nothing opened yet"))->setEnabled(false);
}

void MainWindow::showShortcuts() {
    ShortcutSheet(this).exec();
}

void MainWindow::showHelp() {
    const auto& selection = m_document.selection();
    const ResourcePtr resource = selection.size() == 1 ? m_document.design().topology.find(selection.front()) : nullptr;
    if (!resource) {
        showShortcuts();
        return;
    }
    ElementHelp(resource->index(), this).exec();
}

void MainWindow::showAbout() {
    QMessageBox::about(
        this, tr("About Waylight"),
        tr("<h3>Waylight</h3><p>Draw a VPC, ask whether a request arrives, and see the rule that stops it.</p>"));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayLeave()) {
        event->ignore();
        return;
    }
    m_settings.setWindow(saveGeometry(), m_panelsShown ? saveState() : m_panelLayout);
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localPath(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = localPath(event->mimeData());
    if (!path.isEmpty() && openPath(path))
        event->acceptProposedAction();
}

} // namespace waylight
