// SPDX-License-Identifier: MIT
#include "ui/panels/find_bar.h"

#include "core/model/codec.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"
#include "ui/panels/match_delegate.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace waylight {
namespace {

constexpr std::size_t hitLimit = 500;
constexpr int rowHeight = 26;
constexpr int rowsShown = 5;

/// The label of the field that a pointer leads to, and which entry of it: "Inbound rules, 3".
QString placeOf(const Resource& resource, const std::string& pointer) {
    const QStringList steps = qString(pointer).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (steps.isEmpty())
        return {};
    const FieldInfo* field = fieldInfo(resource.index(), steps.first().toStdString());
    const QString label = field && !field->options.label.empty() ? qString(field->options.label) : steps.first();
    bool numbered = false;
    const int entry = steps.size() > 1 ? steps[1].toInt(&numbered) : 0;
    return numbered ? QStringLiteral("%1, %2").arg(label).arg(entry + 1) : label;
}

QListWidgetItem* rowOf(const Design& design, const Hit& hit) {
    auto* row = new QListWidgetItem;
    const ResourcePtr resource = design.topology.find(hit.resource);
    const QString excerpt = qString(hit.excerpt);
    const int start = static_cast<int>(QString::fromUtf8(hit.excerpt.data(), static_cast<qsizetype>(hit.start)).size());
    const int length =
        static_cast<int>(QString::fromUtf8(hit.excerpt.data() + hit.start, static_cast<qsizetype>(hit.length)).size());
    const QString name = resource ? qString(displayName(base(*resource))) : FindBar::tr("Note");
    row->setIcon(icon(resource ? qString(typeInfo(*resource).name) : QStringLiteral("note")));
    const bool inName = name == excerpt;
    row->setText(name);
    if (inName)
        row->setData(MatchDelegate::titleMatchRole, QVariant::fromValue(characters(start, length)));
    row->setData(MatchDelegate::detailRole, inName ? QString() : excerpt);
    row->setData(MatchDelegate::detailMatchRole, QVariant::fromValue(characters(start, length)));
    const QString place = resource ? placeOf(*resource, hit.pointer) : QString();
    row->setData(MatchDelegate::trailingRole, inName && resource ? qString(typeInfo(*resource).label) : place);
    row->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2: %3").arg(name, place, excerpt));
    return row;
}

} // namespace

FindBar::FindBar(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document),
      m_text(named(new QLineEdit(this), QStringLiteral("find.text"), tr("Find in the design"))),
      m_count(named(new QLabel(this), QStringLiteral("find.count"), tr("Hits"))),
      m_previous(iconButton(QStringLiteral("up"), QStringLiteral("find.previous"), tr("Previous (Shift+Enter)"), this)),
      m_next(iconButton(QStringLiteral("down"), QStringLiteral("find.next"), tr("Next (Enter)"), this)),
      m_showList(iconButton(QStringLiteral("list"), QStringLiteral("find.showList"), tr("List the hits"), this)),
      m_list(named(new QListWidget(this), QStringLiteral("find.list"), tr("Hits"))) {
    m_text->setPlaceholderText(tr("Names, ids, addresses, rules, policies"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_text->setMinimumWidth(320);
    m_text->setMaximumWidth(460);
    m_text->installEventFilter(this);
    m_list->installEventFilter(this);
    m_showList->setCheckable(true);
    m_showList->setChecked(true);
    m_list->setItemDelegate(new MatchDelegate(rowHeight, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QToolButton* close = iconButton(QStringLiteral("close"), QStringLiteral("find.close"), tr("Close (Escape)"), this);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->addWidget(m_text, 1);
    bar->addWidget(m_previous);
    bar->addWidget(m_next);
    bar->addWidget(m_count);
    bar->addStretch();
    bar->addWidget(m_showList);
    bar->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_list);
    setVisible(false);
    refresh();

    connect(m_text, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_showList, &QToolButton::toggled, this, &FindBar::refreshCount);
    connect(close, &QToolButton::clicked, this, &FindBar::close);
    connect(m_list, &QListWidget::itemClicked, this, [this] { reveal(m_list->currentRow()); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row != m_current)
            setCurrent(row);
    });
    connect(&m_document, &Document::designChanged, this, [this] {
        if (isVisible())
            refresh();
    });
}

void FindBar::open() {
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FindBar::close() {
    hide();
    m_hits.clear();
    m_current = -1;
    emit hitsChanged();
    emit closed();
}

void FindBar::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

const Hit* FindBar::current() const {
    return m_current >= 0 && m_current < static_cast<int>(m_hits.size()) ? &m_hits[static_cast<std::size_t>(m_current)]
                                                                         : nullptr;
}

/// New words: starts from the first hit.
void FindBar::search() {
    m_current = -1;
    refresh();
    if (const Hit* hit = current())
        emit shown(qString(hit->resource));
}

/// The same words in a design that may have changed.
void FindBar::refresh() {
    const Hit* before = current();
    const auto kept = before ? std::optional(*before) : std::nullopt;
    m_hits = found(m_document.design(), m_text->text().toStdString(), hitLimit + 1);
    const auto same = std::find_if(m_hits.begin(), m_hits.end(), [&](const Hit& each) {
        return kept && each.resource == kept->resource && each.pointer == kept->pointer;
    });
    m_revealed = m_revealed && same != m_hits.end();
    m_current = same != m_hits.end() ? static_cast<int>(same - m_hits.begin()) : m_hits.empty() ? -1 : 0;
    fill();
    refreshCount();
    emit hitsChanged();
}

void FindBar::fill() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (std::size_t i = 0; i < std::min(m_hits.size(), hitLimit); ++i)
        m_list->addItem(rowOf(m_document.design(), m_hits[i]));
    m_list->setCurrentRow(m_current);
}

void FindBar::refreshCount() {
    const int count = static_cast<int>(m_hits.size());
    const bool many = m_hits.size() > hitLimit;
    m_count->setText(m_text->text().trimmed().isEmpty() ? QString()
                     : count == 0                       ? tr("Nothing found")
                     : many ? tr("%1 of more than %2").arg(m_current + 1).arg(static_cast<int>(hitLimit))
                            : tr("%1 of %2").arg(m_current + 1).arg(count));
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    m_list->setVisible(m_showList->isChecked() && count > 0);
    m_list->setFixedHeight(std::min(count, rowsShown) * rowHeight + 4);
}

void FindBar::setCurrent(int index) {
    m_current = index;
    m_revealed = false;
    const QSignalBlocker quiet(m_list);
    m_list->setCurrentRow(index);
    refreshCount();
    emit hitsChanged();
    if (const Hit* hit = current())
        emit shown(qString(hit->resource));
}

void FindBar::reveal(int index) {
    setCurrent(index);
    m_revealed = true;
    if (const Hit* hit = current())
        emit revealRequested(qString(hit->resource), qString(hit->pointer));
}

void FindBar::step(int by) {
    if (isHidden())
        return open();
    const int count = static_cast<int>(std::min(m_hits.size(), hitLimit));
    if (count == 0)
        return;
    // The first step goes to the hit that typing has shown already.
    const bool first = !m_revealed && by > 0 && m_current >= 0;
    reveal(first ? m_current : (m_current + by + count) % count);
}

bool FindBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (watched == m_list)
            reveal(m_list->currentRow());
        else
            step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (watched != m_text || m_hits.empty())
            break;
        setCurrent(std::clamp(m_current + (key->key() == Qt::Key_Down ? 1 : -1), 0, m_list->count() - 1));
        return true;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace waylight
