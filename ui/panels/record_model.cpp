// SPDX-License-Identifier: MIT
#include "ui/panels/record_model.h"

#include "ui/panels/field_editor.h"
#include "ui/panels/look.h"

#include <QApplication>

#include <algorithm>

namespace waylight {
namespace {

constexpr char tagKey[] = "key";
constexpr char tagValue[] = "value";

std::vector<FieldInfo> columnsOf(const FieldInfo& field) {
    if (field.type == FieldType::TagMap) {
        FieldInfo key;
        key.name = tagKey;
        key.options = {.label = "Key", .help = "The tag's name."};
        FieldInfo value;
        value.name = tagValue;
        value.options = {.label = "Value", .help = "The tag's value."};
        return {key, value};
    }
    std::vector<FieldInfo> columns;
    for (const FieldInfo& each : field.record)
        if (!each.options.derived)
            columns.push_back(each);
    return columns;
}

Json rowsOfTags(const Json& tags) {
    Json rows = Json::array();
    for (const auto& [key, value] : tags.items())
        rows.push_back({{tagKey, key}, {tagValue, value}});
    return rows;
}

Json tagsOfRows(const Json& rows) {
    Json tags = Json::object();
    for (const Json& row : rows)
        if (const std::string key = row.value(tagKey, std::string()); !key.empty())
            tags[key] = row.value(tagValue, std::string());
    return tags;
}

} // namespace

RecordModel::RecordModel(const FieldInfo& field, QObject* parent)
    : QAbstractTableModel(parent), m_isTagMap(field.type == FieldType::TagMap), m_columns(columnsOf(field)) {}

void RecordModel::show(const Topology& topology, const Json& value) {
    beginResetModel();
    m_topology = topology;
    m_rows = m_isTagMap ? rowsOfTags(value) : value.is_array() ? value : Json::array();
    m_markedRow = -1;
    endResetModel();
}

Json RecordModel::value() const {
    return m_isTagMap ? tagsOfRows(m_rows) : m_rows;
}

int RecordModel::columnOf(std::string_view fieldName) const {
    const auto at = std::find_if(m_columns.begin(), m_columns.end(),
                                 [&](const FieldInfo& column) { return column.name == fieldName; });
    return at == m_columns.end() ? -1 : static_cast<int>(at - m_columns.begin());
}

void RecordModel::append() {
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_rows.push_back(Json::object());
    endInsertRows();
    emit changed();
}

void RecordModel::remove(int row) {
    beginRemoveRows({}, row, row);
    m_rows.erase(static_cast<std::size_t>(row));
    endRemoveRows();
    emit changed();
}

void RecordModel::move(int row, int by) {
    if (row + by < 0 || row + by >= rowCount())
        return;
    std::swap(m_rows[static_cast<std::size_t>(row)], m_rows[static_cast<std::size_t>(row + by)]);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit changed();
}

void RecordModel::setMarked(int row, int column, const QString& sentence) {
    m_markedRow = row;
    m_markedColumn = column;
    m_sentence = sentence;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int RecordModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

const Json& RecordModel::cell(const QModelIndex& index) const {
    static const Json none;
    const Json& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto at = row.find(column(index.column()).name);
    return at == row.end() ? none : *at;
}

QVariant RecordModel::shown(const QModelIndex& index) const {
    const FieldInfo& field = column(index.column());
    if (field.type == FieldType::Flag)
        return {};
    if (field.type == FieldType::Policy)
        return tr("Edit policy…");
    const Json& value = cell(index);
    if (value.is_null() && field.type == FieldType::Protocol)
        return qString(Protocol().toString());
    if (value.is_null() && !field.choices.empty())
        return qString(field.choices.front());
    return shownText(m_topology, field, value);
}

QVariant RecordModel::data(const QModelIndex& index, int role) const {
    const FieldInfo& field = column(index.column());
    const bool marked = index.row() == m_markedRow && (index.column() == m_markedColumn || m_markedColumn < 0);
    switch (role) {
    case Qt::DisplayRole:
        return shown(index);
    case Qt::EditRole:
        return cell(index).is_null() && field.type != FieldType::Reference ? shown(index).toString()
                                                                           : textOfValue(cell(index));
    case Qt::CheckStateRole:
        if (field.type == FieldType::Flag)
            return cell(index) == Json(true) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::ToolTipRole:
        return marked ? m_sentence : shown(index).toString().isEmpty() ? qString(field.options.help) : shown(index);
    case Qt::ForegroundRole:
        return marked ? QVariant(themeOf(QApplication::palette()).deny) : QVariant();
    case Qt::DecorationRole:
        return marked && index.column() == std::max(0, m_markedColumn) ? QVariant(icon(Severity::Error)) : QVariant();
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::DisplayRole)
        return qString(column(section).options.label);
    return role == Qt::ToolTipRole ? QVariant(qString(column(section).options.help)) : QVariant();
}

Qt::ItemFlags RecordModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags common = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    switch (column(index.column()).type) {
    case FieldType::Flag:
        return common | Qt::ItemIsUserCheckable;
    case FieldType::Policy:
        return common;
    default:
        return common | Qt::ItemIsEditable;
    }
}

bool RecordModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const FieldInfo& field = column(index.column());
    Json after;
    if (role == Qt::CheckStateRole)
        after = value.toInt() == Qt::Checked;
    else if (role == Qt::EditRole)
        after = valueOfText(field, value.toString());
    else
        return false;
    if (after == cell(index))
        return true;
    m_rows[static_cast<std::size_t>(index.row())][field.name] = after;
    emit dataChanged(index, index);
    emit changed();
    return true;
}

} // namespace waylight
