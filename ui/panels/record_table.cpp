// SPDX-License-Identifier: MIT
#include "ui/panels/record_table.h"

#include "ui/panels/look.h"
#include "ui/panels/record_model.h"
#include "ui/panels/reference_combo.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace waylight {
namespace {

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

int rowOf(const std::string& pointer) {
    const auto parts = tokens(pointer);
    bool number = false;
    const int row = parts.empty() ? -1 : qString(parts.front()).toInt(&number);
    return number ? row : -1;
}

/// Edits a cell with a list where the field is a choice or a reference, as text otherwise.
class RecordDelegate : public QStyledItemDelegate {
public:
    RecordDelegate(const RecordModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override {
        const FieldInfo& field = m_model.column(index.column());
        if (field.type == FieldType::Reference) {
            auto* combo = makeReferenceCombo(field, parent);
            combo->setTopology(m_model.topology());
            return combo;
        }
        if (field.type != FieldType::Choice)
            return QStyledItemDelegate::createEditor(parent, option, index);
        auto* combo = new QComboBox(parent);
        for (const std::string& choice : field.choices)
            combo->addItem(qString(choice));
        return combo;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        const QString text = index.data(Qt::EditRole).toString();
        if (auto* reference = qobject_cast<ReferenceCombo*>(editor))
            reference->setId(text.toStdString());
        else if (auto* combo = qobject_cast<QComboBox*>(editor))
            combo->setCurrentText(text);
        else
            QStyledItemDelegate::setEditorData(editor, index);
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        if (const auto* reference = qobject_cast<ReferenceCombo*>(editor))
            model->setData(index, qString(reference->id()), Qt::EditRole);
        else if (const auto* combo = qobject_cast<QComboBox*>(editor))
            model->setData(index, combo->currentText(), Qt::EditRole);
        else
            QStyledItemDelegate::setModelData(editor, model, index);
    }

private:
    const RecordModel& m_model;
};

} // namespace

RecordTable::RecordTable(const FieldInfo& field, QWidget* parent)
    : FieldEditor(parent), m_model(new RecordModel(field, this)), m_view(new QTableView(this)) {
    const QString label = qString(field.options.label);
    named(m_view, QStringLiteral("records.%1").arg(qString(field.name)), label);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RecordDelegate(*m_model, this));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setTabKeyNavigation(false);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_view->setAlternatingRowColors(true);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().lineSpacing() + 10);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    setFocusProxy(m_view);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_view);
    layout->addWidget(makeButtons(m_view->objectName(), field.type != FieldType::TagMap));

    connect(m_model, &RecordModel::changed, this, [this] {
        fitHeight();
        refreshButtons();
        emit typed();
        emit finished();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordTable::refreshButtons);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (m_model->column(index.column()).type == FieldType::Policy)
            emit policyRequested(
                QStringLiteral("/%1/%2").arg(index.row()).arg(qString(m_model->column(index.column()).name)));
    });
    refreshButtons();
}

QWidget* RecordTable::makeButtons(const QString& prefix, bool ordered) {
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    QToolButton* add = iconButton(QStringLiteral("add"), prefix + QStringLiteral(".add"), tr("Add a row"), bar);
    m_remove = iconButton(QStringLiteral("remove"), prefix + QStringLiteral(".remove"), tr("Remove the row"), bar);
    m_up = iconButton(QStringLiteral("up"), prefix + QStringLiteral(".up"), tr("Move the row up"), bar);
    m_down = iconButton(QStringLiteral("down"), prefix + QStringLiteral(".down"), tr("Move the row down"), bar);
    for (QToolButton* button : {add, m_remove, m_up, m_down})
        layout->addWidget(button);
    layout->addStretch();
    m_up->setVisible(ordered);
    m_down->setVisible(ordered);
    connect(add, &QToolButton::clicked, this, [this] {
        m_model->append();
        const QModelIndex first = m_model->index(m_model->rowCount() - 1, 0);
        m_view->setCurrentIndex(first);
        if (m_model->flags(first) & Qt::ItemIsEditable)
            m_view->edit(first);
    });
    connect(m_remove, &QToolButton::clicked, this, [this] { m_model->remove(row()); });
    const auto moveBy = [this](int by) {
        const QModelIndex current = m_view->currentIndex();
        m_model->move(current.row(), by);
        m_view->setCurrentIndex(m_model->index(current.row() + by, current.column()));
    };
    connect(m_up, &QToolButton::clicked, this, [moveBy] { moveBy(-1); });
    connect(m_down, &QToolButton::clicked, this, [moveBy] { moveBy(1); });
    return bar;
}

void RecordTable::show(const Topology& topology, const Json& value) {
    const QModelIndex current = m_view->currentIndex();
    m_model->show(topology, value);
    m_view->resizeColumnsToContents();
    m_view->setCurrentIndex(m_model->index(current.row(), current.column()));
    fitHeight();
    refreshButtons();
}

Json RecordTable::value() const {
    return m_model->value();
}

void RecordTable::setMarked(bool wrong, const QString& sentence, const std::string& pointer) {
    const auto parts = tokens(pointer);
    m_model->setMarked(wrong ? rowOf(pointer) : -1, parts.size() > 1 ? m_model->columnOf(parts[1]) : -1, sentence);
}

void RecordTable::reveal(const std::string& pointer) {
    const int at = rowOf(pointer);
    if (at >= 0 && at < m_model->rowCount())
        m_view->selectRow(at);
}

int RecordTable::row() const {
    return m_view->currentIndex().row();
}

void RecordTable::refreshButtons() {
    const int rows = m_model->rowCount();
    m_remove->setEnabled(row() >= 0);
    m_up->setEnabled(row() > 0);
    m_down->setEnabled(row() >= 0 && row() + 1 < rows);
}

void RecordTable::fitHeight() {
    const int rows = std::clamp(m_model->rowCount(), 1, 10);
    const int header = m_view->horizontalHeader()->sizeHint().height();
    m_view->setFixedHeight(header + rows * m_view->verticalHeader()->defaultSectionSize() +
                           m_view->horizontalScrollBar()->sizeHint().height() + 4);
}

} // namespace waylight
