// SPDX-License-Identifier: MIT
#include "ui/panels/trace_panel.h"

#include "core/trace/question.h"
#include "core/trace/timeline.h"
#include "ui/document/document.h"
#include "ui/panels/context_table.h"
#include "ui/panels/look.h"
#include "ui/panels/playback_bar.h"
#include "ui/player/player.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace waylight {
namespace {

enum Column { What, Why, Where, columnCount };
constexpr int whereWidth = 130;
constexpr int hopRole = Qt::UserRole;
constexpr int checkRole = Qt::UserRole + 1;

QString title(Stage stage) {
    if (stage == Stage::Dns)
        return QStringLiteral("DNS");
    QString words = qString(enumName(stage)).replace(QLatin1Char('-'), QLatin1Char(' '));
    words[0] = words[0].toUpper();
    return words.replace(QStringLiteral(" acl"), QStringLiteral(" ACL"));
}

QString nameOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    return resource ? qString(displayName(base(*resource))) : qString(id);
}

/// Gives each row the height that its sentence needs in the width of its column.
class SentenceDelegate : public QStyledItemDelegate {
public:
    explicit SentenceDelegate(QTreeWidget* tree) : QStyledItemDelegate(tree), m_tree(tree) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        if (index.column() != Why)
            return size;
        constexpr int margins = 10;
        const QRect room(0, 0, std::max(40, m_tree->columnWidth(Why) - margins), 10'000);
        size.setHeight(std::max(
            size.height(),
            QFontMetrics(option.font).boundingRect(room, Qt::TextWordWrap, index.data().toString()).height() + 4));
        return size;
    }

private:
    QTreeWidget* m_tree;
};

/// How many checks come before this one, in path order.
std::size_t stepOf(const Trace& trace, int hop, int check) {
    std::size_t before = 0;
    for (int i = 0; i < hop; ++i)
        before += trace.hops[static_cast<std::size_t>(i)].checks.size();
    return before + static_cast<std::size_t>(std::max(0, check));
}

} // namespace

TracePanel::TracePanel(Document& document, Player& player, QWidget* parent)
    : QWidget(parent), m_document(document), m_player(player),
      m_notice(wrappingLabel(tr("Preview of the policy being typed: nothing is applied yet."), this)),
      m_checks(named(new QTreeWidget(this), QStringLiteral("trace.checks"), tr("Hops and checks of the request"))),
      m_answerScroll(named(new QScrollArea(this), QStringLiteral("trace.answer"), tr("What blocks, and what to do"))) {
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(makeChecks());
    split->addWidget(makeAnswer());
    split->setSizes({600, 400});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    m_notice->setObjectName(QStringLiteral("trace.draft"));
    layout->addWidget(m_notice);
    layout->addWidget(new PlaybackBar(m_player, this));
    layout->addWidget(split, 1);

    m_fixTimer.setSingleShot(true);
    connect(&m_fixTimer, &QTimer::timeout, this, &TracePanel::addFixes);
    connect(&m_document, &Document::traceChanged, this, [this] {
        m_draft.reset();
        refresh();
    });
    connect(&m_player, &Player::frameChanged, this, &TracePanel::showFrame);
    refresh();
}

QWidget* TracePanel::makeChecks() {
    m_checks->setColumnCount(columnCount);
    m_checks->setHeaderLabels({tr("Check"), tr("What decided"), tr("Where")});
    m_checks->setWordWrap(true);
    m_checks->setItemDelegate(new SentenceDelegate(m_checks));
    m_checks->setTextElideMode(Qt::ElideMiddle);
    m_checks->header()->setStretchLastSection(false);
    m_checks->header()->setSectionResizeMode(What, QHeaderView::ResizeToContents);
    m_checks->header()->setSectionResizeMode(Why, QHeaderView::Stretch);
    m_checks->header()->setSectionResizeMode(Where, QHeaderView::Interactive);
    m_checks->header()->resizeSection(Where, whereWidth);
    // Sentences wrap to the column, so that rows get other heights with it.
    connect(
        m_checks->header(), &QHeaderView::sectionResized, m_checks, [this] { m_checks->doItemsLayout(); },
        Qt::QueuedConnection);
    connect(m_checks, &QTreeWidget::itemClicked, this, &TracePanel::chosen);
    connect(m_checks, &QTreeWidget::itemActivated, this, &TracePanel::chosen);
    return m_checks;
}

QWidget* TracePanel::makeAnswer() {
    m_answerScroll->setWidgetResizable(true);
    m_answerScroll->setFrameShape(QFrame::NoFrame);
    m_answerScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_answerScroll->setMinimumWidth(260);
    return m_answerScroll;
}

const std::optional<Trace>& TracePanel::shown() const {
    return m_draft ? m_draft : m_document.trace();
}

void TracePanel::showDraft(const std::optional<Trace>& draft) {
    const std::optional<Trace> before = std::exchange(m_draft, draft == m_document.trace() ? std::nullopt : draft);
    if (m_draft != before)
        refresh();
}

/// Dashed in the colour of the verdict, as the pill is.
void TracePanel::showNotice() {
    m_notice->setVisible(m_draft.has_value());
    if (!m_draft)
        return;
    const QColor colour = statusColour(m_draft->verdict, themeOf(QApplication::palette()));
    m_notice->setStyleSheet(QStringLiteral("border: 1px dashed %1; border-radius: 5px; padding: 3px 8px; "
                                           "background: rgba(%2, %3, %4, 24)")
                                .arg(colour.name())
                                .arg(colour.red())
                                .arg(colour.green())
                                .arg(colour.blue()));
}

void TracePanel::refresh() {
    m_fixes.clear();
    m_fixTimer.stop();
    showNotice();
    fillChecks();
    fillAnswer();
    showFrame();
    const auto& trace = shown();
    if (trace && trace->verdict == Verdict::Blocked)
        m_fixTimer.start(0);
    emit fixesChanged();
}

void TracePanel::fillChecks() {
    m_checks->clear();
    const auto& trace = shown();
    if (!trace)
        return;
    for (std::size_t i = 0; i < trace->hops.size(); ++i)
        addHop(trace->hops[i], static_cast<int>(i));
    m_checks->expandAll();
}

void TracePanel::addHop(const Hop& hop, int hopIndex) {
    const Topology& topology = m_document.design().topology;
    const bool back = hop.direction == Direction::Return;
    const QString name = nameOf(topology, hop.resource);
    auto* top = new QTreeWidgetItem(m_checks, {back ? tr("%1, on the way back").arg(name) : name});
    top->setFirstColumnSpanned(true);
    top->setData(0, hopRole, hopIndex);
    top->setData(0, checkRole, -1);
    if (const ResourcePtr resource = topology.find(hop.resource))
        top->setIcon(What, icon(qString(typeInfo(*resource).name)));
    if (back)
        top->setForeground(What, themeOf(QApplication::palette()).mutedText);
    QFont font = m_checks->font();
    font.setWeight(QFont::DemiBold);
    top->setFont(What, font);
    for (std::size_t i = 0; i < hop.checks.size(); ++i) {
        const Check& check = hop.checks[i];
        const QString sentence = text(check.message);
        auto* item = new QTreeWidgetItem(top, {title(check.stage), sentence, nameOf(topology, check.resource)});
        item->setIcon(What, icon(check.outcome));
        item->setData(0, hopRole, hopIndex);
        item->setData(0, checkRole, static_cast<int>(i));
        item->setData(What, Qt::AccessibleTextRole,
                      QStringLiteral("%1: %2").arg(title(check.stage), word(check.outcome)));
        item->setToolTip(What, QStringLiteral("%1 · %2").arg(word(check.outcome), qString(check.code)));
        item->setToolTip(Why, sentence);
        item->setToolTip(Where, qString(check.resource + check.pointer));
    }
}

void TracePanel::fillAnswer() {
    auto* page = new QWidget;
    auto* answer = new QVBoxLayout(page);
    answer->setContentsMargins(8, 0, 4, 0);
    answer->setSpacing(6);
    m_fixPlace = nullptr;
    if (shown()) {
        addBlockers(*answer);
        addMissing(*answer);
        addCost(*answer);
        addContext(*answer);
    } else {
        answer->addWidget(
            hintLabel(tr("Nothing is asked yet. Choose a source and a target above the canvas, and press F5."), page));
    }
    answer->addStretch();
    // A fix button of the old page may be what brought us here.
    if (QWidget* before = m_answerScroll->takeWidget()) {
        before->hide();
        before->deleteLater();
    }
    m_answer = page;
    m_answerScroll->setWidget(page);
}

void TracePanel::addTitle(QVBoxLayout& answer, const QString& words) {
    auto* label = new QLabel(words, answer.parentWidget());
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    answer.addWidget(label);
}

void TracePanel::addBlockers(QVBoxLayout& answer) {
    const Trace& trace = *shown();
    QWidget* page = answer.parentWidget();
    if (trace.blockers.empty()) {
        addTitle(answer, trace.verdict == Verdict::Allowed ? tr("Allowed: every check passes.")
                                                           : tr("Unknown: nothing blocks, but something is missing."));
        return;
    }
    addTitle(answer, trace.blockers.size() == 1 ? tr("One thing blocks the request")
                                                : tr("%1 things block the request").arg(trace.blockers.size()));
    for (const Check& blocker : trace.blockers) {
        auto* row = new QHBoxLayout;
        auto* mark = new QLabel(page);
        mark->setPixmap(icon(blocker.outcome).pixmap(QSize(16, 16), devicePixelRatioF()));
        row->addWidget(mark, 0, Qt::AlignTop);
        row->addWidget(wrappingLabel(text(blocker.message), page), 1);
        auto* show = new QPushButton(tr("Show"), page);
        named(show, QStringLiteral("trace.show"), tr("Show what blocks: %1").arg(title(blocker.stage)));
        connect(show, &QPushButton::clicked, this,
                [this, blocker] { emit revealRequested(qString(blocker.resource), qString(blocker.pointer)); });
        row->addWidget(show, 0, Qt::AlignTop);
        answer.addLayout(row);
        if (m_fixPlace)
            continue;
        m_fixPlace = new QVBoxLayout;
        m_fixPlace->setContentsMargins(22, 0, 0, 0);
        answer.addLayout(m_fixPlace);
    }
}

void TracePanel::addMissing(QVBoxLayout& answer) {
    const Trace& trace = *shown();
    if (trace.missing.empty())
        return;
    addTitle(answer, tr("Missing"));
    for (const Missing& each : trace.missing)
        answer.addWidget(wrappingLabel(text(each.message), answer.parentWidget()));
}

void TracePanel::addCost(QVBoxLayout& answer) {
    const Cost& cost = shown()->cost;
    addTitle(answer, tr("Cost of the way"));
    QString line = cost.perGigabyte == 0 && cost.perHour == 0
                       ? tr("Free: nothing on the way is paid by the hour or by the gigabyte.")
                       : tr("$%1 a gigabyte, and $%2 an hour whether it is used or not.")
                             .arg(cost.perGigabyte, 0, 'f', 3)
                             .arg(cost.perHour, 0, 'f', 3);
    for (const Message& item : cost.items)
        line += QLatin1Char('\n') + text(item);
    answer.addWidget(wrappingLabel(line, answer.parentWidget()));
}

void TracePanel::addContext(QVBoxLayout& answer) {
    const auto& context = shown()->context;
    if (!context.empty())
        answer.addWidget(new ContextTable(context, answer.parentWidget()));
}

void TracePanel::addFixes() {
    const auto& trace = m_document.trace();
    if (!trace || !m_fixPlace)
        return;
    if (m_draft) { // an edit is proved on the design, which does not have the draft
        m_fixPlace->addWidget(hintLabel(tr("Apply the policy to see how to fix this."), m_answer));
        return;
    }
    m_fixes = fixes(m_document.design(), *trace);
    for (std::size_t i = 0; i < m_fixes.size(); ++i)
        addFix(i);
    if (m_fixes.empty())
        m_fixPlace->addWidget(hintLabel(tr("No edit that we know removes this blocker."), m_answer));
    emit fixesChanged();
}

void TracePanel::addFix(std::size_t index) {
    const Fix& fix = m_fixes[index];
    QStringList edits;
    for (const Message& step : fix.steps)
        edits << QStringLiteral("%1. %2").arg(edits.size() + 1).arg(text(step));
    const QString words = edits.isEmpty()
                              ? text(fix.title)
                              : tr("All of this together:") + QLatin1Char('\n') + edits.join(QLatin1Char('\n'));
    QStringList consequences;
    if (!fix.allows)
        consequences << tr("This blocker goes; another one remains.");
    for (const Id& id : fix.flipped) {
        const Request* saved = m_document.design().requests.find(id);
        consequences << tr("It also changes the answer to: %1")
                            .arg(saved ? qString(requestTitle(m_document.design().topology, *saved)) : qString(id));
    }
    auto* button = named(new QPushButton(icon(QStringLiteral("fix")), tr("Fix"), m_answer),
                         QStringLiteral("trace.fix.%1").arg(index), tr("Fix: %1").arg(words));
    const QStringList promise = fix.allows ? QStringList{tr("The request is allowed after it.")} : QStringList();
    button->setToolTip((QStringList{words} + promise + consequences).join(QLatin1Char('\n')));
    connect(button, &QPushButton::clicked, this, [this, index] { apply(m_fixes[index]); });
    auto* row = new QHBoxLayout;
    row->addWidget(wrappingLabel(words, m_answer), 1);
    row->addWidget(button, 0, Qt::AlignTop);
    m_fixPlace->addLayout(row);
    if (!consequences.isEmpty())
        m_fixPlace->addWidget(hintLabel(consequences.join(QLatin1Char('\n')), m_answer));
}

void TracePanel::apply(const Fix& fix) {
    // Committing clears the list that `fix` is in.
    const Design after = fix.after;
    const QString title = text(fix.title);
    m_document.commit(after, title);
}

void TracePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

bool TracePanel::applyFirstFix() {
    if (m_fixTimer.isActive()) {
        m_fixTimer.stop();
        addFixes();
    }
    if (m_fixes.empty())
        return false;
    apply(m_fixes.front());
    return true;
}

void TracePanel::showFrame() {
    const auto& trace = m_player.trace();
    if (!trace || m_checks->topLevelItemCount() != static_cast<int>(trace->hops.size()))
        return;
    const Frame frame = m_player.frame();
    QTreeWidgetItem* hop = m_checks->topLevelItem(frame.hop);
    if (!hop)
        return;
    QTreeWidgetItem* item = frame.check >= 0 && frame.check < hop->childCount() ? hop->child(frame.check) : hop;
    if (item == m_checks->currentItem())
        return;
    m_checks->setCurrentItem(item);
    m_checks->scrollToItem(item);
}

void TracePanel::chosen(QTreeWidgetItem* item) {
    const auto& trace = shown();
    const int hop = item->data(0, hopRole).toInt();
    const int index = item->data(0, checkRole).toInt();
    if (!trace || hop >= static_cast<int>(trace->hops.size()))
        return;
    const std::vector<double> times = stepTimes(*trace);
    const std::size_t step = stepOf(*trace, hop, index);
    m_player.pause();
    if (step < times.size())
        m_player.seek(times[step]);
    else
        m_player.toEnd();
    m_checks->setCurrentItem(item);
    const Hop& at = trace->hops[static_cast<std::size_t>(hop)];
    if (index < 0) {
        emit revealRequested(qString(at.resource), {});
        return;
    }
    const Check& check = at.checks[static_cast<std::size_t>(index)];
    emit revealRequested(qString(check.resource), qString(check.pointer));
}

} // namespace waylight
