// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/model/design.h"

/// A list of records (routes, rules, entries, tags) as a table: its columns, its cells as text, new rows. Records are
/// in the JSON form of our file and may hold what is not valid yet.
namespace waylight::edit {

/// A column of such a table: one field, or several that say one thing together.
struct RecordColumn {
    enum class Form : std::uint8_t {
        Single,
        Ports,  ///< first and last port, or ICMP type and code: "443", "1024-65535", "8/0", "all"
        Either, ///< one of several ways to name the peers: a block, a prefix list, a security group
    };
    Form form = Form::Single;
    std::string label;
    std::string help;
    std::vector<FieldInfo> fields;

    const FieldInfo& field() const { return fields.front(); }
    bool has(std::string_view fieldName) const;
};

/// The columns of a list of records or of tags, without what only AWS sets and the direction that splits the list.
std::vector<RecordColumn> recordColumns(const FieldInfo& list);

/// The flag that splits a list into inbound and outbound records; empty: there is none.
std::string directionOf(const FieldInfo& list);
/// The number that says the order of the records; empty: their position does, or nothing.
std::string numberOf(const FieldInfo& list);
/// True when the position of a record means something.
bool isOrdered(const FieldInfo& list);

/// A cell as text to edit; ids of what it refers to.
std::string cellText(const RecordColumn& column, const Json& record);
/// The record with a cell set from text: names of resources stand for their ids, names of services ("https") for their
/// ports. What cannot be understood is stored as it is, for the field's own check to refuse.
Json withCell(const Topology& topology, const RecordColumn& column, Json record, const std::string& text);
/// True when every column that must be filled in is.
bool isComplete(const FieldInfo& list, const Json& record);

/// A row to start with, after `rows` (those of its direction): an ACL entry with the next number, a free address, …
Json newRecord(const Topology& topology, const Resource& resource, const FieldInfo& list, const Json& rows,
               bool outbound);
/// A copy of a record, with a number of its own where records have one.
Json duplicated(const FieldInfo& list, const Json& rows, const Json& record);
/// The records that AWS adds at the end without anybody storing them: the entry `*` of a network ACL.
Json impliedRecords(const FieldInfo& list, bool outbound);

/// What can be chosen for a cell: resources, and words (protocols, ports, blocks).
struct CellChoices {
    std::vector<Id> ids;
    std::vector<std::string> words;
};
CellChoices cellChoices(const Topology& topology, const Resource& resource, const RecordColumn& column);

} // namespace waylight::edit
