// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/record_cells.h"
#include "ui/panels/field_editor.h"

#include <QAbstractTableModel>

namespace waylight {

/// A list of records in the JSON form of our file as a table: a row each, a column for each thing that a user may say.
/// Cells hold what was typed, valid or not. A row that was added is a draft, and not part of the value, until it has
/// been edited and all that it needs is there. Below the rows stand those that AWS adds by itself.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT

public:
    RecordModel(const FieldInfo& field, QObject* parent);

    void show(const Topology& topology, const Json& value);
    /// The tags of several resources: each key once.
    void showSeveral(const Topology& topology, const std::vector<Json>& values);
    /// The records without drafts, or for tags the object of their keys and values.
    Json value() const;
    /// What becomes of the tags of one of several resources.
    Json valueFor(const Json& own) const;

    const edit::RecordColumn& column(int index) const { return m_columns[static_cast<std::size_t>(index)]; }
    const Topology& topology() const { return m_topology; }
    const FieldInfo& list() const { return m_list; }
    /// The column of a record's field; -1 when it has none.
    int columnOf(std::string_view fieldName) const;

    /// Lists that are split by direction show one of them.
    bool hasDirections() const { return !m_direction.empty(); }
    bool isOutbound() const { return m_outbound; }
    void setOutbound(bool outbound);
    /// The number of records of a direction.
    int count(bool outbound) const;
    /// True when the record at this place of the value goes out.
    bool goesOut(int index) const;

    /// The row of a place in the value (-1: not shown), and the place of a row (-1: a draft or implied).
    int rowOfPlace(int place) const;
    int placeOfRow(int row) const;
    bool isImplied(int row) const { return row >= static_cast<int>(m_shown.size()); }
    bool isDraft(int row) const { return !isImplied(row) && at(row).draft; }
    int draftCount() const;

    /// Rows of the shown direction that the user can edit.
    Json shownRecords() const;
    void append(Json record);
    /// Puts a copy behind the row; returns its row.
    int duplicate(int row);
    void remove(const std::vector<int>& rows);
    /// Swaps a row with its neighbour `by` (-1 or 1) below it; where records have numbers, these stay in their places.
    bool canMove(int row, int by) const;
    void move(int row, int by);
    /// Adds rows from text: a line each, cells in the order of the columns, divided by tabs. Returns how many.
    int paste(const QString& text);
    QString copied(const std::vector<int>& rows) const;

    /// Marks a cell as wrong and says why; place -1: none is.
    void setMarked(int place, int column, const QString& sentence);
    void setNotes(std::vector<PartNote> notes);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void changed(); ///< by the user

private:
    struct Row {
        Json record;
        bool draft = false;
        bool mixed = false;        ///< a tag whose values differ
        std::string originalKey{}; ///< of a tag of several resources
    };

    const Row& at(int row) const { return m_rows[m_shown[static_cast<std::size_t>(row)]]; }
    Row& at(int row) { return m_rows[m_shown[static_cast<std::size_t>(row)]]; }
    const Json& recordAt(int row) const;
    std::vector<std::size_t> rowsInOrder() const;
    void reorder();
    void setValue(const Json& value);
    void touch();
    QVariant shown(const QModelIndex& index) const;
    QVariant toolTip(const QModelIndex& index) const;
    bool isMarked(const QModelIndex& index) const;
    const PartNote* noteOf(int row) const;

    FieldInfo m_list;
    bool m_isTagMap;
    std::string m_direction; ///< the flag; empty: none
    bool m_outbound = false;
    std::vector<edit::RecordColumn> m_columns;
    std::vector<Row> m_rows;
    std::vector<std::size_t> m_shown; ///< rows of the direction, in order
    Json m_implied = Json::array();
    std::vector<std::string> m_severalKeys;
    Topology m_topology;
    int m_markedPlace = -1;
    int m_markedColumn = -1;
    QString m_sentence;
    std::vector<PartNote> m_notes;
};

} // namespace waylight
