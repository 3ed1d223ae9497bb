// SPDX-License-Identifier: MIT
#include "ui/import/account_dialog.h"

#include "core/base/message_ids.h"
#include "ui/document/message_text.h"
#include "ui/panels/look.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace waylight {
namespace {

enum Column { CallColumn, PermissionColumn, AnswerColumn };

QString wordsOf(const collect::Call& call) {
    QString words = QString::fromStdString(call.name());
    if (call.name() == "ec2 describe-vpc-attribute" || call.name() == "organizations list-policies")
        words += QLatin1Char(' ') + qString(call.options);
    return words;
}

/// Regions as somebody types them: separated by commas or blanks, each once.
QStringList regionsIn(const QString& text) {
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    QStringList regions = text.split(between, Qt::SkipEmptyParts);
    regions.removeDuplicates();
    return regions;
}

QString usualRegion() {
    for (const char* name : {"AWS_REGION", "AWS_DEFAULT_REGION"})
        if (const QString region = qEnvironmentVariable(name); !region.isEmpty())
            return region;
    return {};
}

} // namespace

AccountDialog::AccountDialog(QWidget* parent, QString program) : QDialog(parent), m_program(std::move(program)) {
    setObjectName(QStringLiteral("dialog.account"));
    setWindowTitle(tr("Import from AWS account"));
    resize(1080, 680);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(wrappingLabel(
        tr("Asks AWS what an account holds, with the AWS CLI and the credentials that are on this computer. Every call "
           "below only reads. Nothing is asked before you press Start."),
        this));
    layout->addWidget(form());
    m_calls = named(new QTreeWidget(this), QStringLiteral("account.calls"), tr("Calls"));
    layout->addWidget(m_calls, 1);
    fillCalls();
    m_progress = named(new QProgressBar(this), QStringLiteral("account.progress"), tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    layout->addWidget(m_progress);
    auto* state = new QHBoxLayout;
    m_stateIcon = new QLabel(this);
    m_state = named(wrappingLabel({}, this), QStringLiteral("account.state"), tr("State"));
    state->addWidget(m_stateIcon, 0, Qt::AlignTop);
    state->addWidget(m_state, 1);
    layout->addLayout(state);

    auto* buttons = new QDialogButtonBox(this);
    auto* copy = named(buttons->addButton(tr("&Copy IAM policy"), QDialogButtonBox::ActionRole),
                       QStringLiteral("account.copy"), tr("Copy a policy that allows these calls"));
    copy->setToolTip(copy->accessibleName());
    m_start = named(buttons->addButton(tr("&Start"), QDialogButtonBox::ActionRole), QStringLiteral("account.start"),
                    tr("Start"));
    m_stop = named(buttons->addButton(tr("S&top"), QDialogButtonBox::ActionRole), QStringLiteral("account.stop"),
                   tr("Stop"));
    m_open = named(buttons->addButton(tr("&Open the design"), QDialogButtonBox::AcceptRole),
                   QStringLiteral("account.open"), tr("Open the design"));
    buttons->addButton(QDialogButtonBox::Cancel);
    layout->addWidget(buttons);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromStdString(collect::permissionsPolicy()));
        say(tr("A policy that allows these calls is on the clipboard."), QStringLiteral("info"));
    });
    connect(m_start, &QPushButton::clicked, this, &AccountDialog::start);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_collector->cancel(); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AccountDialog::reject);
    m_open->setVisible(false);
    setRunning(false);
    m_start->setDefault(true);
    say(tr("%1 kinds of calls. Those for each thing are made once for every one that is found.").arg(m_rows.size()),
        QStringLiteral("info"));
    findProfiles();
}

/// A process that is deleted while it runs says that it has finished, which nobody is there to hear any more.
AccountDialog::~AccountDialog() {
    for (QProcess* process : findChildren<QProcess*>(QString(), Qt::FindDirectChildrenOnly)) {
        process->disconnect(this);
        process->kill();
        process->waitForFinished();
    }
}

QWidget* AccountDialog::form() {
    auto* fields = new QWidget(this);
    auto* layout = new QFormLayout(fields);
    layout->setContentsMargins(0, 0, 0, 0);
    m_profile = named(new QComboBox(fields), QStringLiteral("account.profile"), tr("Profile"));
    m_profile->setEditable(true);
    m_profile->lineEdit()->setPlaceholderText(tr("The default of the AWS CLI"));
    layout->addRow(tr("&Profile"), m_profile);
    m_regions = named(new QLineEdit(usualRegion(), fields), QStringLiteral("account.regions"), tr("Regions"));
    m_regions->setPlaceholderText(tr("Such as us-east-1, eu-west-1"));
    layout->addRow(tr("&Regions"), m_regions);
    auto* keep = new QWidget(fields);
    auto* row = new QHBoxLayout(keep);
    row->setContentsMargins(0, 0, 0, 0);
    m_keepIn = named(new QLineEdit(keep), QStringLiteral("account.folder"), tr("Folder for the answers"));
    m_keepIn->setPlaceholderText(tr("Nowhere: they are removed when the design is open"));
    m_browse = named(new QPushButton(tr("&Browse…"), keep), QStringLiteral("account.browse"), tr("Choose a folder"));
    m_browse->setAutoDefault(false);
    row->addWidget(m_keepIn, 1);
    row->addWidget(m_browse);
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getExistingDirectory(this, tr("A new or empty folder for the answers"));
        if (!path.isEmpty())
            m_keepIn->setText(path);
    });
    auto* label = new QLabel(tr("&Keep answers in"), fields);
    label->setBuddy(m_keepIn);
    layout->addRow(label, keep);
    return fields;
}

void AccountDialog::fillCalls() {
    m_calls->setColumnCount(3);
    m_calls->setHeaderLabels({tr("Call"), tr("Permission"), tr("Answers")});
    m_calls->setRootIsDecorated(false);
    m_calls->setUniformRowHeights(true);
    m_calls->setAlternatingRowColors(true);
    m_calls->setSelectionMode(QAbstractItemView::SingleSelection);
    constexpr int rowHeight = 22; // with an icon or without
    for (const collect::Call& call : collect::calls()) {
        auto* item =
            new QTreeWidgetItem(m_calls, {wordsOf(call), qString(call.permission),
                                          call.what.empty() ? QString() : tr("for each %1").arg(qString(call.what))});
        item->setSizeHint(AnswerColumn, QSize(0, rowHeight));
        m_rows[&call] = {item};
    }
    m_calls->header()->setSectionResizeMode(CallColumn, QHeaderView::ResizeToContents);
    m_calls->header()->setSectionResizeMode(PermissionColumn, QHeaderView::ResizeToContents);
}

/// Asks the AWS CLI for the names in its configuration, which makes no call.
void AccountDialog::findProfiles() {
    if (QStandardPaths::findExecutable(m_program).isEmpty()) {
        say(tr("There is no program `%1` on this computer. Install the AWS CLI (https://aws.amazon.com/cli), or "
               "collect "
               "elsewhere with `waylight-cli collect` and open the folder here.")
                .arg(m_program),
            QStringLiteral("warning"));
        m_start->setEnabled(false);
        return;
    }
    auto* process = new QProcess(this);
    process->setProcessEnvironment(awsEnvironment());
    process->setStandardInputFile(QProcess::nullDevice());
    connect(process, &QProcess::finished, this, [this, process](int exitCode) {
        const QString typed = m_profile->currentText();
        if (exitCode == 0)
            m_profile->addItems(
                QString::fromUtf8(process->readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts));
        m_profile->setCurrentIndex(-1);
        m_profile->setEditText(typed);
        process->deleteLater();
    });
    process->start(m_program, {QStringLiteral("configure"), QStringLiteral("list-profiles")});
}

collect::Options AccountDialog::options() const {
    collect::Options options;
    options.profile = m_profile->currentText().trimmed().toStdString();
    for (const QString& region : regionsIn(m_regions->text()))
        options.regions.push_back(region.toStdString());
    options.folder = m_folder.toStdString();
    return options;
}

void AccountDialog::start() {
    m_isKept = !m_keepIn->text().trimmed().isEmpty();
    // Each start has a folder of its own: what is left of an earlier one may be of another account.
    m_folder = m_isKept ? m_keepIn->text().trimmed()
                        : QTemporaryDir(m_temporary.filePath(QStringLiteral("answers-XXXXXX"))).path();
    auto collector = std::make_unique<AwsCollector>(m_program, options());
    if (regionsIn(m_regions->text()).isEmpty()) {
        say(tr("Which Regions? Write at least one, such as us-east-1."), QStringLiteral("warning"));
        m_regions->setFocus();
        return;
    }
    if (const auto problem = collector->collection().problem()) {
        say(text(problem->message), QStringLiteral("warning"));
        return;
    }
    for (auto& [call, row] : m_rows) {
        row.answered = row.failed = 0;
        row.item->setText(AnswerColumn, {});
        row.item->setIcon(AnswerColumn, {});
        row.item->setToolTip(AnswerColumn, {});
    }
    m_failuresShown = 0;
    m_open->setVisible(false);
    m_collector = std::move(collector);
    connect(m_collector.get(), &AwsCollector::answered, this, &AccountDialog::showAnswer);
    connect(m_collector.get(), &AwsCollector::finished, this, &AccountDialog::showEnd);
    setRunning(true);
    showProgress();
    m_collector->start();
}

void AccountDialog::showAnswer(const collect::Task& task) {
    const auto& failures = m_collector->collection().failures();
    bool failed = false;
    // A name that cannot be asked about fails beside the call that told it.
    for (; m_failuresShown < failures.size(); ++m_failuresShown) {
        const collect::Failure& failure = failures[m_failuresShown];
        Row& row = m_rows[failure.task.call];
        ++row.failed;
        failed |=
            failure.task.call == task.call && failure.task.thing == task.thing && failure.task.region == task.region;
        QTreeWidgetItem& item = *row.item;
        const QString words = text(failure.why);
        item.setToolTip(AnswerColumn, item.toolTip(AnswerColumn) + QString::fromStdString(failure.task.words()) +
                                          QStringLiteral(": ") + words + QLatin1Char('\n'));
        item.setIcon(AnswerColumn, icon(QStringLiteral("warning")));
        item.setText(AnswerColumn, words);
    }
    Row& row = m_rows[task.call];
    if (!failed && !m_collector->collection().isStopped())
        ++row.answered;
    if (row.failed == 0 && row.answered > 0) {
        row.item->setIcon(AnswerColumn, icon(QStringLiteral("check")));
        row.item->setText(AnswerColumn, QString::number(row.answered));
    }
    showProgress();
}

void AccountDialog::showProgress() {
    const collect::Collection& collection = m_collector->collection();
    const int failed = static_cast<int>(collection.failures().size());
    m_progress->setMaximum(std::max(collection.known(), 1));
    m_progress->setValue(collection.answered() + failed);
    say(tr("%1 of %2 calls answered, %3 not.").arg(collection.answered()).arg(collection.known()).arg(failed),
        QStringLiteral("info"));
}

void AccountDialog::showEnd() {
    setRunning(false);
    const collect::Collection& collection = m_collector->collection();
    const auto failed = collection.failures().size();
    m_open->setVisible(collection.answered() > 1 && !(collection.fatal() && collection.answered() == 0));
    m_open->setDefault(m_open->isVisible());
    m_start->setText(tr("&Start again"));
    if (collection.fatal())
        return say(text(collection.fatal()->message), QStringLiteral("error"));
    QString words = collection.isStopped() ? tr("Stopped after %1 answers.").arg(collection.answered())
                                           : tr("%1 calls were answered.").arg(collection.answered());
    if (failed > 0)
        words +=
            QLatin1Char(' ') +
            tr("%1 were not, as the list says: what they would have told stays unknown in the design.").arg(failed);
    else if (collection.isStopped())
        words += QLatin1Char(' ') + tr("What the others would have told stays unknown in the design.");
    showWhatIsMissing();
    say(words, failed > 0 || collection.isStopped() ? QStringLiteral("warning") : QStringLiteral("check"));
    if (m_open->isVisible())
        m_open->setFocus();
}

/// What was not answered comes to the top of the list.
void AccountDialog::showWhatIsMissing() {
    int top = 0;
    for (const collect::Call& call : collect::calls()) {
        const Row& row = m_rows[&call];
        if (row.failed > 0) {
            m_calls->insertTopLevelItem(top++, m_calls->takeTopLevelItem(m_calls->indexOfTopLevelItem(row.item)));
            continue;
        }
        if (row.answered == 0 && !call.what.empty() && !m_collector->collection().isStopped())
            row.item->setText(AnswerColumn, tr("no %1 to ask about").arg(qString(call.what)));
    }
    m_calls->scrollToTop();
}

void AccountDialog::setRunning(bool running) {
    m_start->setEnabled(!running);
    m_stop->setEnabled(running);
    for (QWidget* each : {static_cast<QWidget*>(m_profile), static_cast<QWidget*>(m_regions),
                          static_cast<QWidget*>(m_keepIn), static_cast<QWidget*>(m_browse)})
        each->setEnabled(!running);
    m_progress->setVisible(running);
}

void AccountDialog::say(const QString& words, const QString& iconName) {
    constexpr int size = 18;
    m_stateIcon->setPixmap(icon(iconName).pixmap(size, size));
    m_state->setText(words);
}

/// While calls run, Escape stops them first.
void AccountDialog::reject() {
    if (m_collector && !m_collector->collection().isDone())
        m_collector->cancel();
    else
        QDialog::reject();
}

} // namespace waylight
