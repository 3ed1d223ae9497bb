// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"

#include <QAbstractTableModel>

namespace waylight {

/// A list of records in the JSON form of our file as a table: a row each, a column for each field that a user may set.
/// Cells hold what was typed, valid or not.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT

public:
    RecordModel(const FieldInfo& field, QObject* parent);

    void show(const Topology& topology, const Json& value);
    /// The records, or for tags the object of their keys and values.
    Json value() const;

    const FieldInfo& column(int index) const { return m_columns[static_cast<std::size_t>(index)]; }
    const Topology& topology() const { return m_topology; }
    /// The column of a record's field; -1 when it has none.
    int columnOf(std::string_view fieldName) const;

    void append();
    void remove(int row);
    /// Swaps a row with the one `by` below it.
    void move(int row, int by);
    /// Marks a cell as wrong and says why; row -1: none is.
    void setMarked(int row, int column, const QString& sentence);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void changed(); ///< by the user

private:
    const Json& cell(const QModelIndex& index) const;
    QVariant shown(const QModelIndex& index) const;

    bool m_isTagMap;
    std::vector<FieldInfo> m_columns;
    Json m_rows = Json::array();
    Topology m_topology;
    int m_markedRow = -1;
    int m_markedColumn = -1;
    QString m_sentence;
};

} // namespace waylight
