// SPDX-License-Identifier: MIT
#include "ui/panels/trace_panel.h"

#include "core/trace/timeline.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"
#include "ui/panels/playback_bar.h"
#include "ui/panels/trace_answer.h"
#include "ui/panels/trace_words.h"
#include "ui/player/player.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
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
      m_answer(
          named(new TraceAnswer(document, this), QStringLiteral("trace.answer"), tr("What blocks, and what to do"))) {
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(makeChecks());
    split->addWidget(m_answer);
    split->setSizes({600, 400});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    m_notice->setObjectName(QStringLiteral("trace.draft"));
    layout->addWidget(m_notice);
    layout->addWidget(new PlaybackBar(m_player, this));
    layout->addWidget(split, 1);

    connect(m_answer, &TraceAnswer::revealRequested, this, &TracePanel::revealRequested);
    connect(m_answer, &TraceAnswer::fixesChanged, this, &TracePanel::fixesChanged);
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
    showNotice();
    fillChecks();
    m_answer->explain(shown(), m_draft.has_value());
    showFrame();
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

bool TracePanel::applyFirstFix() {
    return m_answer->applyFirstFix();
}

void TracePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
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
