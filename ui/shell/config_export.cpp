// SPDX-License-Identifier: MIT
#include "ui/shell/config_export.h"

#include "core/formats/describe/describe.h"
#include "ui/document/message_text.h"
#include "ui/panels/look.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace waylight {
namespace {

constexpr qsizetype mostShown = 400'000; ///< characters: what a text field shows at once

QString joined(const std::vector<WrittenFile>& files) {
    QString out;
    for (const WrittenFile& file : files) {
        if (files.size() > 1)
            out += QStringLiteral("──── %1\n").arg(qString(file.name));
        out += qString(file.text) + QLatin1Char('\n');
    }
    return out.size() > mostShown ? out.left(mostShown) + QStringLiteral("\n…") : out;
}

QString labelOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::CloudFormationYaml:
        return ConfigExport::tr("CloudFormation template (YAML)");
    case ExportFormat::CloudFormationJson:
        return ConfigExport::tr("CloudFormation template (JSON)");
    case ExportFormat::Terraform:
        return ConfigExport::tr("Terraform (.tf.json)");
    case ExportFormat::CliScript:
        return ConfigExport::tr("AWS CLI script and policies");
    case ExportFormat::CliInputs:
        return ConfigExport::tr("Endpoints for --cli-input-json");
    case ExportFormat::Policies:
        return ConfigExport::tr("Policies, each as a file");
    case ExportFormat::Describe:
        return ConfigExport::tr("Output of AWS describe calls");
    }
    return {};
}

} // namespace

ConfigExport::ConfigExport(const Design& design, const QString& title, QWidget* parent)
    : QDialog(parent), m_design(design), m_title(title),
      m_formats(named(new QListWidget(this), QStringLiteral("config.formats"), tr("Formats"))),
      m_summary(wrappingLabel({}, this)), m_tabs(new QTabWidget(this)),
      m_text(named(new QPlainTextEdit(this), QStringLiteral("config.text"), tr("What is written"))),
      m_lost(named(new QListWidget(this), QStringLiteral("config.lost"), tr("What the format cannot say"))) {
    setWindowTitle(tr("Export configuration"));
    setObjectName(QStringLiteral("dialog.config"));
    for (const ExportInfo& info : exportInfos())
        m_formats->addItem(labelOf(info.format));
    m_formats->setSpacing(3);
    m_formats->setMinimumWidth(m_formats->sizeHintForColumn(0) + 24);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_lost->setWordWrap(true);
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->addTab(m_lost, QString());

    auto* split = new QSplitter(this);
    split->addWidget(m_formats);
    split->addWidget(m_tabs);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* save = buttons->addButton(tr("Save…"), QDialogButtonBox::AcceptRole);
    auto* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    named(save, QStringLiteral("config.save"), tr("Save"));
    save->setDefault(true);
    connect(save, &QPushButton::clicked, this, &ConfigExport::save);
    connect(copy, &QPushButton::clicked, this, &ConfigExport::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_formats, &QListWidget::currentRowChanged, this, &ConfigExport::show);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->addWidget(split, 1);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    resize(960, 640);
    m_formats->setCurrentRow(0);
}

ExportFormat ConfigExport::format() const {
    return exportInfos()[static_cast<std::size_t>(m_formats->currentRow())].format;
}

void ConfigExport::show(int row) {
    if (row < 0)
        return;
    m_written = exported(m_design, format());
    const Diagnostics lost = differencesAfter(m_design, format());
    m_lost->clear();
    for (const Diagnostic& each : lost)
        new QListWidgetItem(icon(each.severity), text(each.message), m_lost);
    const bool compared = exportInfos()[static_cast<std::size_t>(row)].reads && format() != ExportFormat::Describe;
    m_tabs->setTabVisible(1, compared || !lost.empty());
    m_tabs->setTabText(1, lost.empty() ? tr("Nothing is lost") : tr("What is not written (%1)").arg(lost.size()));
    if (format() == ExportFormat::Describe)
        m_text->setPlainText(tr("A folder with the answer of each call, as `aws ec2 describe-…` prints it."));
    else if (m_written.files.empty())
        m_text->setPlainText(tr("There is nothing of this kind in the design."));
    else
        m_text->setPlainText(joined(m_written.files));
    QStringList names;
    for (const WrittenFile& file : m_written.files)
        names << qString(file.name);
    constexpr qsizetype mostNames = 6;
    const QString shown = names.mid(0, mostNames).join(QStringLiteral(", ")) +
                          (names.size() > mostNames ? QStringLiteral(", …") : QString());
    m_summary->setText(names.isEmpty() ? QString() : tr("Writes %1.").arg(shown));
}

void ConfigExport::copy() {
    QGuiApplication::clipboard()->setText(joined(m_written.files));
}

void ConfigExport::save() {
    const bool one = m_written.files.size() == 1 && format() != ExportFormat::Describe;
    const QString path = one ? QFileDialog::getSaveFileName(this, windowTitle(), qString(m_written.files.front().name))
                             : QFileDialog::getExistingDirectory(this, tr("Folder for the files"));
    if (path.isEmpty())
        return;
    const auto failure = format() == ExportFormat::Describe ? writeDescribe(m_design, path.toStdString())
                                                            : saveExport(m_written, path.toStdString());
    if (failure)
        QMessageBox::critical(this, windowTitle(), text(failure->message));
    else
        accept();
}

} // namespace waylight
