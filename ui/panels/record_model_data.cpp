// SPDX-License-Identifier: MIT
#include "ui/panels/look.h"
#include "ui/panels/record_model.h"
#include "ui/panels/reference_combo.h"

#include <QApplication>
#include <QFont>
#include <QLocale>

#include <algorithm>

/// What the cells of a table of records show.
namespace waylight {
namespace {

/// "10.0.0.0 to 10.0.0.255, 256 addresses"; empty for what is not a block.
QString rangeOf(const std::string& text) {
    const auto block = Cidr::parse(text);
    if (!block || text.find('/') == std::string::npos)
        return {};
    const int bits = block->address().bits() - block->length();
    const QString range =
        RecordModel::tr("%1 to %2").arg(qString(block->address().toString()), qString(block->last().toString()));
    return bits >= 63 ? range
                      : RecordModel::tr("%1, %2 addresses").arg(range, QLocale().toString(qulonglong(1) << bits));
}

} // namespace

bool RecordModel::isMarked(const QModelIndex& index) const {
    return m_markedPlace >= 0 && placeOfRow(index.row()) == m_markedPlace &&
           (index.column() == m_markedColumn || m_markedColumn < 0);
}

const PartNote* RecordModel::noteOf(int row) const {
    const int place = placeOfRow(row);
    const auto note = std::find_if(m_notes.begin(), m_notes.end(),
                                   [&](const PartNote& each) { return place >= 0 && each.place == place; });
    return note == m_notes.end() ? nullptr : &*note;
}

QVariant RecordModel::shown(const QModelIndex& index) const {
    const edit::RecordColumn& cell = column(index.column());
    const FieldInfo& field = cell.field();
    if (cell.form == edit::RecordColumn::Form::Single && field.type == FieldType::Flag)
        return {};
    if (cell.form == edit::RecordColumn::Form::Single && field.type == FieldType::Policy)
        return tr("Edit policy…");
    if (!isImplied(index.row()) && at(index.row()).mixed && cell.has("value"))
        return tr("Multiple values");
    const std::string text = edit::cellText(cell, recordAt(index.row()));
    const bool refers = std::any_of(cell.fields.begin(), cell.fields.end(),
                                    [](const FieldInfo& each) { return each.type == FieldType::Reference; });
    const ResourcePtr resource = refers ? m_topology.find(text) : nullptr;
    return qString(resource ? displayName(base(*resource)) : text);
}

QVariant RecordModel::toolTip(const QModelIndex& index) const {
    if (isMarked(index))
        return m_sentence;
    if (isImplied(index.row()))
        return tr("AWS adds this entry: what no entry before it matches is denied. It cannot be changed.");
    if (const PartNote* note = noteOf(index.row()))
        return note->sentence;
    const edit::RecordColumn& cell = column(index.column());
    const std::string text = edit::cellText(cell, recordAt(index.row()));
    QString words = m_topology.contains(text) ? referenceText(m_topology, text, true) : shown(index).toString();
    if (const QString range = rangeOf(text); !range.isEmpty())
        words += QLatin1Char('\n') + range;
    return words.isEmpty() ? qString(cell.help) : words;
}

QVariant RecordModel::data(const QModelIndex& index, int role) const {
    const edit::RecordColumn& cell = column(index.column());
    const bool isFlag = cell.form == edit::RecordColumn::Form::Single && cell.field().type == FieldType::Flag;
    const PartNote* note = noteOf(index.row());
    const bool dimmed = isImplied(index.row()) || (note && note->dimmed) || isDraft(index.row()) ||
                        (!isImplied(index.row()) && at(index.row()).mixed && cell.has("value"));
    switch (role) {
    case Qt::DisplayRole:
        return shown(index);
    case Qt::EditRole:
        return qString(edit::cellText(cell, recordAt(index.row())));
    case Qt::CheckStateRole:
        if (isFlag)
            return recordAt(index.row()).value(cell.field().name, false) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::AccessibleDescriptionRole:
        return note ? QVariant(note->sentence) : QVariant();
    case Qt::ForegroundRole:
        if (isMarked(index))
            return themeOf(QApplication::palette()).deny;
        return dimmed ? QVariant(QApplication::palette().color(QPalette::PlaceholderText)) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setItalic(isDraft(index.row()));
        font.setStrikeOut(note && note->dimmed);
        return font.italic() || font.strikeOut() ? QVariant(font) : QVariant();
    }
    case Qt::DecorationRole:
        if (isMarked(index) && index.column() == std::max(0, m_markedColumn))
            return icon(Severity::Error);
        if (const ResourcePtr resource = m_topology.find(edit::cellText(cell, recordAt(index.row())));
            resource && cell.field().type != FieldType::Text)
            return icon(qString(typeInfo(*resource).name));
        return {};
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::DisplayRole)
        return qString(column(section).label);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::ToolTipRole ? QVariant(qString(column(section).help)) : QVariant();
}

Qt::ItemFlags RecordModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags common = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (isImplied(index.row()))
        return Qt::ItemIsEnabled;
    const edit::RecordColumn& cell = column(index.column());
    if (cell.form != edit::RecordColumn::Form::Single)
        return common | Qt::ItemIsEditable;
    switch (cell.field().type) {
    case FieldType::Flag:
        return common | Qt::ItemIsUserCheckable;
    case FieldType::Policy:
        return common;
    default:
        return common | Qt::ItemIsEditable;
    }
}

} // namespace waylight
