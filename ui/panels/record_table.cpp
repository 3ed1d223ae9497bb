// SPDX-License-Identifier: MIT
#include "ui/panels/record_table.h"

#include "ui/panels/look.h"
#include "ui/panels/record_delegate.h"
#include "ui/panels/record_model.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace waylight {
namespace {

constexpr int mostRows = 12; ///< that are shown without scrolling
constexpr int narrowestColumn = 44;

/// The tokens of a JSON pointer: "/2/cidr" has "2" and "cidr".
std::vector<std::string> tokens(const std::string& pointer) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < pointer.size();) {
        const std::size_t next = std::min(pointer.find('/', at + 1), pointer.size());
        parts.push_back(pointer.substr(at + 1, next - at - 1));
        at = next;
    }
    return parts;
}

int placeIn(const std::string& pointer) {
    const auto parts = tokens(pointer);
    bool number = false;
    const int place = parts.empty() ? -1 : qString(parts.front()).toInt(&number);
    return number ? place : -1;
}

} // namespace

RecordTable::RecordTable(const FieldInfo& field, QWidget* parent)
    : FieldEditor(parent), m_model(new RecordModel(field, this)), m_view(new QTableView(this)), m_buttons(nullptr),
      m_differ(hintLabel(tr("The lists differ. Select one element alone to edit its rows."), this)) {
    named(m_view, QStringLiteral("records.%1").arg(qString(field.name)), qString(field.options.label));
    buildView();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    buildTabs(*layout);
    layout->addWidget(m_view);
    layout->addWidget(m_differ);
    m_buttons = makeButtons();
    layout->addWidget(m_buttons);
    m_differ->hide();
    connect(m_model, &RecordModel::changed, this, [this] {
        fit();
        emit typed();
        emit finished();
    });
    refreshButtons();
}

void RecordTable::buildView() {
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RecordDelegate(*m_model, m_context, this));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setTabKeyNavigation(false);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_view->setMinimumWidth(0);
    m_view->setAlternatingRowColors(true);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setWordWrap(false);
    m_view->setShowGrid(false);
    m_view->setIconSize({14, 14});
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().lineSpacing() + 10);
    m_view->horizontalHeader()->setMinimumSectionSize(narrowestColumn);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->installEventFilter(this);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordTable::refreshButtons);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RecordTable::refreshButtons);
    connect(m_view, &QTableView::doubleClicked, this, &RecordTable::stepInto);
}

/// A list that is split by direction shows the one or the other, as AWS's console does.
void RecordTable::buildTabs(QLayout& layout) {
    if (!m_model->hasDirections())
        return;
    m_tabs = named(new QTabBar(this), m_view->objectName() + QStringLiteral(".direction"), tr("Direction"));
    m_tabs->addTab(tr("Inbound"));
    m_tabs->addTab(tr("Outbound"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    layout.addWidget(m_tabs);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_model->setOutbound(index == 1);
        fit();
    });
}

QToolButton* RecordTable::addButton(QWidget* bar, const char* icon, const char* name, const QString& text,
                                    void (RecordTable::*run)()) {
    QToolButton* button = iconButton(QLatin1String(icon), m_view->objectName() + QLatin1String(name), text, bar);
    bar->layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, run);
    return button;
}

QWidget* RecordTable::makeButtons() {
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    addButton(bar, "add", ".add", tr("Add a row (Insert)"), &RecordTable::addRow);
    m_duplicate = addButton(bar, "copy", ".duplicate", tr("Duplicate the row (Ctrl+D)"), &RecordTable::duplicateRow);
    m_remove = addButton(bar, "remove", ".remove", tr("Remove the rows (Delete)"), &RecordTable::removeRows);
    m_up = addButton(bar, "up", ".up", tr("Move the row up (Alt+Up)"), &RecordTable::moveUp);
    m_down = addButton(bar, "down", ".down", tr("Move the row down (Alt+Down)"), &RecordTable::moveDown);
    addButton(bar, "paste", ".paste", tr("Paste rows: a line each, cells divided by tabs (Ctrl+V)"),
              &RecordTable::pasteRows);
    layout->addStretch();
    m_pick =
        addButton(bar, "pick", ".pick", tr("Pick what this cell refers to on the canvas"), &RecordTable::askForPick);
    m_jump = addButton(bar, "jump", ".jump", tr("Go to what this cell refers to"), &RecordTable::jump);
    const bool ordered = edit::isOrdered(m_model->list());
    m_up->setVisible(ordered);
    m_down->setVisible(ordered);
    bool refers = false;
    for (int i = 0; i < m_model->columnCount(); ++i)
        for (const FieldInfo& each : m_model->column(i).fields)
            refers |= each.type == FieldType::Reference;
    m_pick->setVisible(refers);
    m_jump->setVisible(refers);
    return bar;
}

// --- the value

void RecordTable::show(const Topology& topology, const Json& value) {
    const QModelIndex current = m_view->currentIndex();
    m_mixed = false;
    m_model->show(topology, value);
    if (!m_view->currentIndex().isValid() && current.isValid())
        m_view->setCurrentIndex(m_model->index(current.row(), current.column()));
    if (m_tabs && m_model->count(m_model->isOutbound()) == 0 && m_model->count(!m_model->isOutbound()) > 0 &&
        !m_view->hasFocus())
        m_tabs->setCurrentIndex(m_model->isOutbound() ? 0 : 1);
    fit();
}

void RecordTable::showSeveral(const Topology& topology, const std::vector<Json>& values) {
    m_mixed = m_model->list().type != FieldType::TagMap;
    if (!m_mixed)
        m_model->showSeveral(topology, values);
    fit();
}

Json RecordTable::value() const {
    return m_model->value();
}

Json RecordTable::valueFor(const Json& own) const {
    return m_mixed ? own : m_model->valueFor(own);
}

QString RecordTable::pending() const {
    if (m_model->draftCount() == 0)
        return {};
    QStringList missing;
    for (const edit::RecordColumn& column : edit::recordColumns(m_model->list()))
        if (column.form == edit::RecordColumn::Form::Either || column.field().options.required)
            missing << qString(column.label).toLower();
    return missing.isEmpty() ? tr("A new row is stored when you have edited it.")
                             : tr("A new row is stored when you have edited it and it has: %1.")
                                   .arg(missing.join(QStringLiteral(", ")));
}

void RecordTable::setContext(RecordContext context) {
    m_context = std::move(context);
}

void RecordTable::setNotes(std::vector<PartNote> notes) {
    m_model->setNotes(std::move(notes));
}

void RecordTable::setMarked(bool wrong, const QString& sentence, const std::string& pointer) {
    const auto parts = tokens(pointer);
    m_model->setMarked(wrong ? placeIn(pointer) : -1, parts.size() > 1 ? m_model->columnOf(parts[1]) : -1, sentence);
}

void RecordTable::reveal(const std::string& pointer) {
    const int place = placeIn(pointer);
    if (place < 0)
        return;
    if (m_tabs)
        m_tabs->setCurrentIndex(m_model->goesOut(place) ? 1 : 0);
    if (const int row = m_model->rowOfPlace(place); row >= 0)
        m_view->selectRow(row);
}

void RecordTable::take(const Id& id) {
    const QModelIndex index = m_view->currentIndex();
    if (index.isValid())
        m_model->setData(index, qString(id), Qt::EditRole);
    m_view->setFocus();
}

// --- rows

std::vector<int> RecordTable::selectedRows() const {
    std::vector<int> rows;
    for (const QModelIndex& each : m_view->selectionModel()->selectedRows())
        if (!m_model->isImplied(each.row()))
            rows.push_back(each.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void RecordTable::addRow() {
    const Json rows = m_model->shownRecords();
    m_model->append(m_context.newRecord ? m_context.newRecord(rows, m_model->isOutbound()) : Json::object());
    const int row = static_cast<int>(rows.size());
    int column = 0;
    // What was filled in by itself is less likely to need an edit than what is empty.
    while (column < m_model->columnCount() && !m_model->index(row, column).data(Qt::EditRole).toString().isEmpty() &&
           m_model->column(column).form != edit::RecordColumn::Form::Ports)
        ++column;
    m_view->setCurrentIndex(m_model->index(row, column < m_model->columnCount() ? column : 0));
    m_view->setFocus();
    editCurrent();
}

void RecordTable::duplicateRow() {
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid() || m_model->isImplied(current.row()))
        return;
    m_view->setCurrentIndex(m_model->index(m_model->duplicate(current.row()), current.column()));
    m_view->setFocus();
}

void RecordTable::removeRows() {
    const std::vector<int> rows = selectedRows();
    if (rows.empty())
        return;
    const int column = std::max(0, m_view->currentIndex().column());
    m_model->remove(rows);
    const int left = static_cast<int>(m_model->shownRecords().size());
    if (left > 0)
        m_view->setCurrentIndex(m_model->index(std::min(rows.front(), left - 1), column));
    refreshButtons();
}

void RecordTable::moveBy(int by) {
    const QModelIndex current = m_view->currentIndex();
    if (!m_model->canMove(current.row(), by))
        return;
    m_model->move(current.row(), by);
    m_view->setCurrentIndex(m_model->index(current.row() + by, current.column()));
}

void RecordTable::copyRows() {
    QApplication::clipboard()->setText(m_model->copied(selectedRows()));
}

void RecordTable::pasteRows() {
    const int added = m_model->paste(QApplication::clipboard()->text());
    if (added > 0)
        m_view->selectRow(static_cast<int>(m_model->shownRecords().size()) - 1);
}

Id RecordTable::currentReference() const {
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return {};
    const Id id = index.data(Qt::EditRole).toString().toStdString();
    return m_model->topology().contains(id) ? id : Id();
}

void RecordTable::askForPick() {
    emit pickRequested();
}

void RecordTable::jump() {
    if (const Id id = currentReference(); !id.empty())
        emit jumpRequested(qString(id));
}

void RecordTable::stepInto(const QModelIndex& index) {
    const edit::RecordColumn& column = m_model->column(index.column());
    if (const int place = m_model->placeOfRow(index.row()); place >= 0 && column.field().type == FieldType::Policy)
        emit policyRequested(QStringLiteral("/%1/%2").arg(place).arg(qString(column.field().name)));
}

// --- looks

void RecordTable::resizeEvent(QResizeEvent* event) {
    FieldEditor::resizeEvent(event);
    fitColumns();
}

void RecordTable::fit() {
    m_view->setVisible(!m_mixed);
    m_buttons->setVisible(!m_mixed);
    m_differ->setVisible(m_mixed);
    if (m_tabs) {
        m_tabs->setVisible(!m_mixed);
        m_tabs->setTabText(0, tr("Inbound (%1)").arg(m_model->count(false)));
        m_tabs->setTabText(1, tr("Outbound (%1)").arg(m_model->count(true)));
    }
    const int rows = std::clamp(m_model->rowCount(), 1, mostRows);
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() +
                           rows * m_view->verticalHeader()->defaultSectionSize() + 2 * m_view->frameWidth());
    fitColumns();
    refreshButtons();
}

/// Columns as wide as what is in them; where that is too much, the widest ones give way.
void RecordTable::fitColumns() {
    const int columns = m_model->columnCount();
    const QAbstractItemView& view = *m_view; // asks publicly what a table view keeps to itself
    std::vector<int> widths;
    int total = 0;
    for (int i = 0; i < columns; ++i) {
        const int header = m_view->horizontalHeader()->sectionSizeHint(i);
        widths.push_back(std::max({view.sizeHintForColumn(i) + 4, header, narrowestColumn}));
        total += widths.back();
    }
    const int room = width() - 2 * m_view->frameWidth() - 2;
    while (total > room && total > columns * narrowestColumn) {
        auto widest = std::max_element(widths.begin(), widths.end());
        if (*widest <= narrowestColumn)
            break;
        *widest -= 1;
        total -= 1;
    }
    for (int i = 0; i < columns; ++i)
        m_view->setColumnWidth(i, widths[static_cast<std::size_t>(i)]);
}

void RecordTable::refreshButtons() {
    if (!m_remove)
        return;
    const int row = m_view->currentIndex().row();
    const bool own = row >= 0 && row < m_model->rowCount() && !m_model->isImplied(row);
    m_duplicate->setEnabled(own);
    m_remove->setEnabled(own);
    m_up->setEnabled(own && m_model->canMove(row, -1));
    m_down->setEnabled(own && m_model->canMove(row, 1));
    const int column = m_view->currentIndex().column();
    bool refers = false;
    if (own)
        for (const FieldInfo& each : m_model->column(column).fields)
            refers |= each.type == FieldType::Reference;
    m_pick->setEnabled(refers);
    m_jump->setEnabled(own && !currentReference().empty());
}

} // namespace waylight
