// SPDX-License-Identifier: MIT
#include "ui/panels/record_model.h"

#include "ui/panels/look.h"

#include <algorithm>
#include <map>

namespace waylight {
namespace {

constexpr char tagKey[] = "key";
constexpr char tagValue[] = "value";

Json recordsOf(const Json& value, bool isTagMap) {
    if (!isTagMap)
        return value.is_array() ? value : Json::array();
    Json rows = Json::array();
    for (const auto& [key, each] : value.items())
        rows.push_back({{tagKey, key}, {tagValue, each}});
    return rows;
}

std::string textIn(const Json& record, const char* name) {
    const auto at = record.find(name);
    return at != record.end() && at->is_string() ? at->get<std::string>() : std::string();
}

int numberIn(const Json& record, const std::string& name) {
    const auto at = record.find(name);
    return at != record.end() && at->is_number_integer() ? at->get<int>() : 0;
}

} // namespace

RecordModel::RecordModel(const FieldInfo& field, QObject* parent)
    : QAbstractTableModel(parent), m_list(field), m_isTagMap(field.type == FieldType::TagMap),
      m_direction(edit::directionOf(field)), m_columns(edit::recordColumns(field)),
      m_implied(edit::impliedRecords(field, false)) {}

// --- the value

void RecordModel::setValue(const Json& value) {
    std::vector<Row> rows;
    for (const Json& record : recordsOf(value, m_isTagMap))
        rows.push_back({.record = record});
    // A list that only changed in its cells keeps its drafts, and the view the cell that it is at.
    if (static_cast<int>(rows.size()) + draftCount() == static_cast<int>(m_rows.size()) && m_severalKeys.empty()) {
        std::size_t next = 0;
        for (Row& row : m_rows)
            if (!row.draft)
                row.record = std::move(rows[next++].record);
        touch();
        reorder();
        return;
    }
    beginResetModel();
    m_severalKeys.clear();
    m_rows = std::move(rows);
    m_shown = rowsInOrder();
    endResetModel();
}

void RecordModel::show(const Topology& topology, const Json& value) {
    m_topology = topology;
    setValue(value);
}

void RecordModel::showSeveral(const Topology& topology, const std::vector<Json>& values) {
    beginResetModel();
    m_topology = topology;
    m_rows.clear();
    m_severalKeys.clear();
    std::map<std::string, std::pair<Json, std::size_t>> found; ///< the value (null: they differ), and how many have it
    for (const Json& tags : values)
        for (const auto& [key, value] : tags.items()) {
            const auto [at, isNew] = found.try_emplace(key, value, 0);
            at->second.second += 1;
            if (!isNew && at->second.first != value)
                at->second.first = Json();
        }
    for (const auto& [key, each] : found) {
        const bool same = each.second == values.size() && !each.first.is_null();
        Json record{{tagKey, key}};
        if (same)
            record[tagValue] = each.first;
        m_rows.push_back({.record = std::move(record), .mixed = !same, .originalKey = key});
        m_severalKeys.push_back(key);
    }
    m_shown = rowsInOrder();
    endResetModel();
}

Json RecordModel::value() const {
    Json value = m_isTagMap ? Json::object() : Json::array();
    for (const Row& row : m_rows)
        if (row.draft)
            continue;
        else if (!m_isTagMap)
            value.push_back(row.record);
        else if (const std::string key = textIn(row.record, tagKey); !key.empty())
            value[key] = textIn(row.record, tagValue);
    return value;
}

Json RecordModel::valueFor(const Json& own) const {
    if (m_severalKeys.empty() && std::none_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.mixed; }))
        return value();
    Json tags = own.is_object() ? own : Json::object();
    for (const std::string& key : m_severalKeys)
        tags.erase(key);
    for (const Row& row : m_rows) {
        const std::string key = textIn(row.record, tagKey);
        if (row.draft || key.empty())
            continue;
        if (!row.mixed)
            tags[key] = textIn(row.record, tagValue);
        else if (own.is_object() && own.contains(row.originalKey))
            tags[key] = own[row.originalKey];
    }
    return tags;
}

// --- directions and places

std::vector<std::size_t> RecordModel::rowsInOrder() const {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_direction.empty() || (m_rows[i].record.value(m_direction, false) == m_outbound))
            rows.push_back(i);
    if (const std::string number = edit::numberOf(m_list); !number.empty())
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            return numberIn(m_rows[a].record, number) < numberIn(m_rows[b].record, number);
        });
    return rows;
}

void RecordModel::reorder() {
    std::vector<std::size_t> after = rowsInOrder();
    if (after == m_shown)
        return;
    emit layoutAboutToBeChanged();
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex& each : from) {
        const auto at = isImplied(each.row())
                            ? after.end()
                            : std::find(after.begin(), after.end(), m_shown[static_cast<std::size_t>(each.row())]);
        to << (at == after.end() ? QModelIndex() : index(static_cast<int>(at - after.begin()), each.column()));
    }
    m_shown = std::move(after);
    changePersistentIndexList(from, to);
    emit layoutChanged();
}

void RecordModel::setOutbound(bool outbound) {
    if (outbound == m_outbound)
        return;
    beginResetModel();
    m_outbound = outbound;
    m_implied = edit::impliedRecords(m_list, outbound);
    m_shown = rowsInOrder();
    endResetModel();
}

int RecordModel::count(bool outbound) const {
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return m_direction.empty() || row.record.value(m_direction, false) == outbound;
    }));
}

bool RecordModel::goesOut(int place) const {
    for (const Row& row : m_rows)
        if (!row.draft && place-- == 0)
            return !m_direction.empty() && row.record.value(m_direction, false);
    return false;
}

int RecordModel::placeOfRow(int row) const {
    if (row < 0 || isImplied(row) || at(row).draft)
        return -1;
    const auto end = m_rows.begin() + static_cast<std::ptrdiff_t>(m_shown[static_cast<std::size_t>(row)]);
    return static_cast<int>(std::count_if(m_rows.begin(), end, [](const Row& each) { return !each.draft; }));
}

int RecordModel::rowOfPlace(int place) const {
    for (int row = 0; row < static_cast<int>(m_shown.size()); ++row)
        if (placeOfRow(row) == place)
            return row;
    return -1;
}

int RecordModel::draftCount() const {
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.draft; }));
}

int RecordModel::columnOf(std::string_view fieldName) const {
    const auto at = std::find_if(m_columns.begin(), m_columns.end(),
                                 [&](const edit::RecordColumn& column) { return column.has(fieldName); });
    return at == m_columns.end() ? -1 : static_cast<int>(at - m_columns.begin());
}

const Json& RecordModel::recordAt(int row) const {
    return isImplied(row) ? m_implied[static_cast<std::size_t>(row) - m_shown.size()] : at(row).record;
}

Json RecordModel::shownRecords() const {
    Json records = Json::array();
    for (const std::size_t row : m_shown)
        records.push_back(m_rows[row].record);
    return records;
}

void RecordModel::touch() {
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

// --- what the user does

void RecordModel::append(Json record) {
    const int row = static_cast<int>(m_shown.size());
    beginInsertRows({}, row, row);
    m_shown.push_back(m_rows.size());
    m_rows.push_back({.record = std::move(record), .draft = true});
    endInsertRows();
    emit changed();
}

int RecordModel::duplicate(int row) {
    const std::size_t added = m_rows.size();
    const Json copy = edit::duplicated(m_list, shownRecords(), at(row).record);
    const int last = static_cast<int>(m_shown.size());
    beginInsertRows({}, last, last);
    m_shown.push_back(added);
    m_rows.push_back({.record = copy, .draft = true});
    endInsertRows();
    reorder();
    emit changed();
    return static_cast<int>(std::find(m_shown.begin(), m_shown.end(), added) - m_shown.begin());
}

void RecordModel::remove(const std::vector<int>& rows) {
    std::vector<std::size_t> gone;
    for (const int row : rows)
        if (row >= 0 && !isImplied(row))
            gone.push_back(m_shown[static_cast<std::size_t>(row)]);
    if (gone.empty())
        return;
    std::sort(gone.rbegin(), gone.rend());
    beginResetModel();
    for (const std::size_t each : gone)
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(each));
    m_shown = rowsInOrder();
    endResetModel();
    emit changed();
}

bool RecordModel::canMove(int row, int by) const {
    const int end = static_cast<int>(m_shown.size());
    return row >= 0 && row < end && row + by >= 0 && row + by < end && !isDraft(row) && !isDraft(row + by);
}

void RecordModel::move(int row, int by) {
    if (!canMove(row, by))
        return;
    Json& one = at(row).record;
    Json& other = at(row + by).record;
    if (const std::string number = edit::numberOf(m_list); !number.empty())
        std::swap(one[number], other[number]);
    else
        std::swap(one, other);
    touch();
    reorder();
    emit changed();
}

int RecordModel::paste(const QString& text) {
    std::vector<Row> added;
    Json rows = shownRecords();
    const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QStringList cells = line.trimmed().split(QLatin1Char('\t'));
        if (line.trimmed().isEmpty() || cells.front() == qString(m_columns.front().label))
            continue;
        Json record = Json::object();
        if (m_outbound)
            record[m_direction] = true;
        for (int i = 0; i < std::min<int>(static_cast<int>(cells.size()), columnCount()); ++i)
            record = edit::withCell(m_topology, column(i), std::move(record), cells[i].toStdString());
        const bool complete = edit::isComplete(m_list, record);
        rows.push_back(record);
        added.push_back({.record = std::move(record), .draft = !complete});
    }
    if (added.empty())
        return 0;
    beginResetModel();
    m_rows.insert(m_rows.end(), added.begin(), added.end());
    m_shown = rowsInOrder();
    endResetModel();
    emit changed();
    return static_cast<int>(added.size());
}

QString RecordModel::copied(const std::vector<int>& rows) const {
    QStringList lines;
    for (const int row : rows) {
        QStringList cells;
        for (const edit::RecordColumn& each : m_columns)
            cells << qString(edit::cellText(each, recordAt(row)));
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

bool RecordModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (isImplied(index.row()))
        return false;
    const std::string typed = role == Qt::CheckStateRole ? (value.toInt() == Qt::Checked ? "true" : "false")
                              : role == Qt::EditRole     ? value.toString().toStdString()
                                                         : std::string();
    if (role != Qt::EditRole && role != Qt::CheckStateRole)
        return false;
    Row& row = at(index.row());
    const edit::RecordColumn& cell = column(index.column());
    // A choice that was left as it was is no edit; in a draft it is what the user agreed to.
    if (typed == edit::cellText(cell, row.record) && !row.draft && !(row.mixed && cell.has(tagValue)))
        return true;
    row.record = edit::withCell(m_topology, cell, row.record, typed);
    if (row.mixed && cell.has(tagValue))
        row.mixed = false;
    row.draft = row.draft && !edit::isComplete(m_list, row.record);
    emit dataChanged(index, index);
    reorder();
    emit changed();
    return true;
}

// --- what is said about rows

void RecordModel::setMarked(int place, int column, const QString& sentence) {
    m_markedPlace = place;
    m_markedColumn = column;
    m_sentence = sentence;
    touch();
}

void RecordModel::setNotes(std::vector<PartNote> notes) {
    m_notes = std::move(notes);
    touch();
}

int RecordModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size() + m_implied.size());
}

int RecordModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

} // namespace waylight
