// SPDX-License-Identifier: MIT
#include "ui/shell/command_palette.h"

#include "core/policy/name_match.h"
#include "ui/panels/look.h"
#include "ui/panels/match_delegate.h"
#include "ui/panels/problems_panel.h"
#include "ui/shell/commands.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

constexpr int shadow = 14;
constexpr int widest = 680;
constexpr int fromTop = 64;
constexpr int rowHeight = 30;
constexpr int mostRows = 12;
constexpr std::size_t mostMatches = 100;
constexpr int entryRole = Qt::UserRole;

/// Of commands, letters in their order are enough; among thousands of names that would find everything.
constexpr int leastScore = 1400;
constexpr int commandBonus = 400;
constexpr int problemMalus = -600;

/// What the words before the text narrow the list to.
enum class Only : unsigned char { Everything, Elements, Problems };

Only narrowed(QString& text) {
    text = text.trimmed();
    const Only only = text.startsWith(QLatin1Char('>'))   ? Only::Elements
                      : text.startsWith(QLatin1Char('!')) ? Only::Problems
                                                          : Only::Everything;
    if (only != Only::Everything)
        text = text.mid(1).trimmed();
    return only;
}

/// Keeps the words of rows without an icon in line with the others.
QIcon blankIcon() {
    QPixmap blank(16, 16);
    blank.fill(Qt::transparent);
    return QIcon(blank);
}

/// In sentences, letters here and there say nothing.
bool isOneRun(const std::vector<std::uint32_t>& bytes) {
    return bytes.empty() || bytes.back() - bytes.front() + 1 == bytes.size();
}

QList<int> charactersOf(const std::string& name, const std::vector<std::uint32_t>& bytes) {
    QList<int> list;
    for (const std::uint32_t byte : bytes)
        list << static_cast<int>(QString::fromUtf8(name.data(), static_cast<qsizetype>(byte)).size());
    return list;
}

} // namespace

CommandPalette::CommandPalette(MainWindow& window)
    : QFrame(&window), m_window(window),
      m_text(named(new QLineEdit(this), QStringLiteral("commandPalette.text"), tr("Command, element or problem"))),
      m_list(named(new QListWidget(this), QStringLiteral("commandPalette.list"), tr("What fits"))),
      m_hint(hintLabel(tr("Enter chooses"), this)) {
    named(this, QStringLiteral("commandPalette"), tr("Command palette"));
    m_text->setPlaceholderText(tr("Type a command, an element or a problem"));
    m_text->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_text->setMinimumHeight(34);
    m_text->installEventFilter(this);
    m_list->setItemDelegate(new MatchDelegate(rowHeight, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_hint->setObjectName(QStringLiteral("commandPalette.hint"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(shadow + 8, shadow + 8, shadow + 8, shadow + 8);
    layout->setSpacing(6);
    layout->addWidget(m_text);
    layout->addWidget(m_list);
    layout->addWidget(m_hint);
    hide();
    connect(m_text, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_list, &QListWidget::currentRowChanged, this, &CommandPalette::showHint);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
}

void CommandPalette::open(const QString& text) {
    if (isHidden())
        m_focusBefore = QApplication::focusWidget();
    collect();
    m_text->setText(text);
    refresh();
    place();
    show();
    raise();
    m_text->setFocus(Qt::ShortcutFocusReason);
    qApp->installEventFilter(this);
}

void CommandPalette::close() {
    if (isHidden())
        return;
    qApp->removeEventFilter(this);
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_entries.clear();
}

void CommandPalette::collect() {
    m_entries.clear();
    const auto table = commands();
    for (std::size_t i = 0; i < table.size(); ++i)
        if (qstrcmp(table[i].id, "view.command-palette") != 0)
            m_entries.push_back({Kind::Command, i, {}, plainText(table[i]).toStdString()});
    if (!m_window.isDesigning())
        return;
    const Document& document = m_window.document();
    document.design().topology.forEachResource([&](const ResourcePtr& each) {
        m_entries.push_back({Kind::Element, 0, base(*each).id, displayName(base(*each))});
    });
    const auto& findings = document.findings();
    for (std::size_t i = 0; i < findings.size(); ++i)
        if (!findings[i].approved)
            m_entries.push_back({Kind::Problem, i, {}, text(findings[i].message).toStdString()});
}

std::vector<CommandPalette::Match> CommandPalette::matches(const QString& text) const {
    QString words = text;
    const Only only = narrowed(words);
    const std::string typed = words.toStdString();
    std::vector<Match> list;
    for (const Entry& entry : m_entries) {
        const bool wanted = only == Only::Everything ? entry.kind == Kind::Command || !typed.empty()
                                                     : (only == Only::Elements) == (entry.kind == Kind::Element) &&
                                                           entry.kind != Kind::Command;
        auto match = wanted ? policy::matchedName(typed, entry.name) : std::nullopt;
        if (wanted && !match && entry.kind == Kind::Element)
            if ((match = policy::matchedName(typed, entry.id)))
                match->bytes.clear();
        const bool choosy = only == Only::Everything && entry.kind != Kind::Command;
        if (!match || (choosy && match->score < leastScore) || (entry.kind == Kind::Problem && !isOneRun(match->bytes)))
            continue;
        const int bonus = entry.kind == Kind::Command ? commandBonus : entry.kind == Kind::Problem ? problemMalus : 0;
        list.push_back({&entry, match->score + bonus, std::move(match->bytes)});
    }
    const auto better = [](const Match& a, const Match& b) { return a.score > b.score; };
    // Without words everything fits alike, and the order of the menus says more.
    if (!typed.empty())
        std::stable_sort(list.begin(), list.end(), better);
    if (list.size() > mostMatches)
        list.resize(mostMatches);
    return list;
}

void CommandPalette::refresh() {
    const auto found = matches(m_text->text());
    m_list->clear();
    for (const Match& match : found)
        m_list->addItem(row(match));
    m_list->setCurrentRow(0);
    place();
    showHint();
}

QListWidgetItem* CommandPalette::row(const Match& match) const {
    auto* row = new QListWidgetItem(qString(match.entry->name));
    row->setData(entryRole, static_cast<int>(match.entry - m_entries.data()));
    row->setData(MatchDelegate::titleMatchRole, QVariant::fromValue(charactersOf(match.entry->name, match.bytes)));
    switch (match.entry->kind) {
    case Kind::Command:
        describeCommand(*row, *match.entry);
        break;
    case Kind::Element:
        describeElement(*row, *match.entry);
        break;
    case Kind::Problem:
        describeProblem(*row, *match.entry);
        break;
    }
    return row;
}

void CommandPalette::describeCommand(QListWidgetItem& row, const Entry& entry) const {
    const Command& command = commands()[entry.index];
    const QString why = whyDisabled(command, m_window);
    const bool on = command.checked && command.checked(m_window);
    row.setIcon(on ? icon(QStringLiteral("check")) : *command.icon ? icon(QLatin1String(command.icon)) : blankIcon());
    row.setData(MatchDelegate::detailRole, why);
    row.setData(
        MatchDelegate::keysRole,
        QKeySequence(QLatin1String(command.shortcut), QKeySequence::PortableText).toString(QKeySequence::NativeText));
    row.setData(MatchDelegate::trailingRole, menuTitle(command.menu).remove(QLatin1Char('&')));
    if (why.isEmpty())
        return;
    row.setFlags(row.flags() & ~Qt::ItemIsEnabled);
    row.setData(Qt::AccessibleTextRole, QStringLiteral("%1: %2").arg(row.text(), why));
}

void CommandPalette::describeElement(QListWidgetItem& row, const Entry& entry) const {
    const Document& document = m_window.document();
    const ResourcePtr resource = document.design().topology.find(entry.id);
    const PictureBox* box = document.wholePicture().box(entry.id);
    row.setIcon(icon(box && box->id == entry.id ? qString(box->icon) : qString(typeInfo(*resource).name)));
    const QString label = qString(typeInfo(*resource).label);
    const QString address = box && box->id == entry.id ? qString(box->subtitle) : QString();
    row.setData(MatchDelegate::detailRole, address == label ? QString() : address);
    row.setData(MatchDelegate::trailingRole, label);
}

void CommandPalette::describeProblem(QListWidgetItem& row, const Entry& entry) const {
    const Finding& finding = m_window.document().findings()[entry.index];
    row.setIcon(icon(finding.severity));
    row.setData(MatchDelegate::trailingRole, tr("Problem"));
    row.setToolTip(row.text());
}

void CommandPalette::showHint() {
    const QListWidgetItem* row = m_list->currentItem();
    const bool can = row && row->flags() & Qt::ItemIsEnabled;
    m_hint->setText(!row  ? tr("Nothing fits. > looks among elements only, ! among problems only.")
                    : can ? tr("Enter chooses · > elements only · ! problems only · Escape closes")
                          : row->data(MatchDelegate::detailRole).toString());
}

void CommandPalette::choose() {
    const QListWidgetItem* row = m_list->currentItem();
    if (!row || !(row->flags() & Qt::ItemIsEnabled))
        return;
    const Entry entry = m_entries[row->data(entryRole).toUInt()];
    close();
    switch (entry.kind) {
    case Kind::Command:
        m_window.findChild<QAction*>(QStringLiteral("action.") + QLatin1String(commands()[entry.index].id))->trigger();
        break;
    case Kind::Element:
        m_window.locate(entry.id);
        break;
    case Kind::Problem:
        m_window.showProblem(static_cast<int>(entry.index));
        break;
    }
}

void CommandPalette::place() {
    const int width = std::min(widest, m_window.width() - 40) + 2 * shadow;
    const int rows = std::clamp(m_list->count(), 1, mostRows);
    m_list->setFixedHeight(rows * rowHeight + 2);
    layout()->activate();
    const int height = sizeHint().height();
    setGeometry((m_window.width() - width) / 2, fromTop - shadow, width, std::min(height, m_window.height() - fromTop));
}

bool CommandPalette::key(int key) {
    const int row = m_list->currentRow();
    const int count = m_list->count();
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(count ? (row + 1) % count : -1);
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(count ? (row + count - 1) % count : -1);
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(std::min(row + mostRows, count - 1));
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(std::max(row - mostRows, 0));
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress)
        return key(static_cast<QKeyEvent*>(event)->key()) || QFrame::eventFilter(watched, event);
    if (watched == &m_window && event->type() == QEvent::Resize)
        place();
    const auto* widget = qobject_cast<QWidget*>(watched);
    const bool outside = widget && widget != this && !isAncestorOf(widget);
    if (event->type() == QEvent::MouseButtonPress && outside && widget->window() == window())
        close();
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    painter.setPen(Qt::NoPen);
    for (int i = shadow; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, 5));
        painter.drawRoundedRect(card.adjusted(-i, -i + 3, i, i + 1), 8 + i, 8 + i);
    }
    const Theme theme = themeOf(palette());
    painter.setPen(QPen(theme.outline, 1));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
}

} // namespace waylight
