// SPDX-License-Identifier: MIT
#include "core/edit/record_cells.h"

#include "core/edit/record_text.h"

#include <algorithm>

namespace waylight::edit {
namespace {

constexpr char directionFlag[] = "egress";
constexpr char numberField[] = "ruleNumber";
constexpr int numberStep = 100;
constexpr int lastNumber = 32766;

bool isPort(const FieldInfo& field) {
    return field.name == "fromPort" || field.name == "toPort" || field.name == "icmpType" || field.name == "icmpCode";
}

/// Ways to name addresses, of which a record has one.
bool isPeer(const FieldInfo& field) {
    return field.type == FieldType::Block ||
           (field.type == FieldType::Reference &&
            (field.refersTo == kindOf<PrefixList> || field.refersTo == kindOf<SecurityGroup>));
}

RecordColumn single(const FieldInfo& field) {
    return {RecordColumn::Form::Single, std::string(field.options.label), std::string(field.options.help), {field}};
}

RecordColumn tagColumn(const char* name, const char* label, const char* help) {
    FieldInfo field;
    field.name = name;
    field.options = {.label = label, .help = help};
    return single(field);
}

/// One column of all fields that `belongs` says, in place of the first of them.
void merge(std::vector<RecordColumn>& columns, bool (*belongs)(const FieldInfo&), RecordColumn::Form form) {
    const auto isOne = [&](const RecordColumn& column) {
        return column.form == RecordColumn::Form::Single && belongs(column.field());
    };
    const auto first = std::find_if(columns.begin(), columns.end(), isOne);
    if (std::count_if(columns.begin(), columns.end(), isOne) < 2)
        return;
    std::vector<FieldInfo> fields;
    for (const RecordColumn& each : columns)
        if (isOne(each))
            fields.push_back(each.field());
    columns.erase(std::remove_if(first + 1, columns.end(), isOne), columns.end());
    RecordColumn& merged = *std::find_if(columns.begin(), columns.end(), isOne);
    merged.form = form;
    merged.fields = std::move(fields);
}

void nameMerged(RecordColumn& column, const FieldInfo& list) {
    if (column.form == RecordColumn::Form::Ports) {
        column.label = "Ports";
        column.help = "Destination ports: 443, 1024-65535, or all. For ICMP the type, or type/code.";
    }
    if (column.form != RecordColumn::Form::Either)
        return;
    column.label = list.name == "ingress"    ? "Source"
                   : list.name == "egress"   ? "Destination"
                   : column.has("cidrBlock") ? "Addresses"
                                             : column.label;
    column.help.clear();
    for (const FieldInfo& each : column.fields)
        column.help +=
            (column.help.empty() ? "" : "\n") + std::string(each.options.label) + ": " + std::string(each.options.help);
}

int numberIn(const Json& record) {
    const auto at = record.find(numberField);
    return at != record.end() && at->is_number_integer() ? at->get<int>() : 0;
}

/// The number behind all others, in steps that leave room between; the lowest free one when there is no room behind.
int nextNumber(const Json& rows) {
    int last = 0;
    for (const Json& row : rows)
        last = std::max(last, numberIn(row));
    if (last / numberStep * numberStep + numberStep <= lastNumber)
        return (last / numberStep + 1) * numberStep;
    for (int number = 1; number < lastNumber; ++number)
        if (std::none_of(rows.begin(), rows.end(), [&](const Json& row) { return numberIn(row) == number; }))
            return number;
    return lastNumber;
}

/// The next number between this one and the one behind it; behind all when there is no room.
int numberAfter(const Json& rows, int number) {
    int next = 0;
    for (const Json& row : rows)
        if (const int other = numberIn(row); other > number && (next == 0 || other < next))
            next = other;
    if (next == 0)
        return nextNumber(rows);
    return next - number > 1 ? number + (next - number) / 2 : nextNumber(rows);
}

bool isFilled(const RecordColumn& column, const Json& record) {
    return std::any_of(column.fields.begin(), column.fields.end(), [&](const FieldInfo& field) {
        const auto at = record.find(field.name);
        return at != record.end() && !at->is_null() && *at != Json(std::string());
    });
}

} // namespace

bool RecordColumn::has(std::string_view fieldName) const {
    return std::any_of(fields.begin(), fields.end(), [&](const FieldInfo& each) { return each.name == fieldName; });
}

std::string directionOf(const FieldInfo& list) {
    for (const FieldInfo& each : list.record)
        if (each.name == directionFlag && each.type == FieldType::Flag)
            return each.name;
    return {};
}

std::string numberOf(const FieldInfo& list) {
    for (const FieldInfo& each : list.record)
        if (each.name == numberField)
            return each.name;
    return {};
}

bool isOrdered(const FieldInfo& list) {
    return list.type == FieldType::Record &&
           (!numberOf(list).empty() || std::none_of(list.record.begin(), list.record.end(), isPeer));
}

std::vector<RecordColumn> recordColumns(const FieldInfo& list) {
    if (list.type == FieldType::TagMap)
        return {tagColumn("key", "Key", "The tag's name."), tagColumn("value", "Value", "The tag's value.")};
    std::vector<RecordColumn> columns;
    for (const FieldInfo& each : list.record)
        if (!each.options.derived && each.name != directionOf(list))
            columns.push_back(single(each));
    merge(columns, isPort, RecordColumn::Form::Ports);
    merge(columns, isPeer, RecordColumn::Form::Either);
    for (RecordColumn& each : columns)
        nameMerged(each, list);
    return columns;
}

std::string cellText(const RecordColumn& column, const Json& record) {
    if (column.form == RecordColumn::Form::Ports)
        return portsText(column, record);
    for (const FieldInfo& field : column.fields)
        if (const auto at = record.find(field.name); at != record.end() && !at->is_null() && *at != Json(std::string()))
            return at->is_string() ? at->get<std::string>() : at->dump();
    const FieldInfo& field = column.field();
    if (field.type == FieldType::Protocol)
        return Protocol().toString();
    return field.type == FieldType::Choice && !field.optional ? field.choices.front() : std::string();
}

Json withCell(const Topology& topology, const RecordColumn& column, Json record, const std::string& text) {
    switch (column.form) {
    case RecordColumn::Form::Ports:
        return withPorts(column, std::move(record), text);
    case RecordColumn::Form::Either:
        return withPeer(topology, column, std::move(record), text);
    case RecordColumn::Form::Single:
        break;
    }
    return withValue(topology, column.field(), std::move(record), text);
}

bool isComplete(const FieldInfo& list, const Json& record) {
    if (list.type == FieldType::TagMap)
        return !record.value("key", std::string()).empty();
    bool any = false;
    for (const RecordColumn& column : recordColumns(list)) {
        const bool filled = isFilled(column, record);
        const bool needed = column.form == RecordColumn::Form::Either ||
                            (column.form == RecordColumn::Form::Single && column.field().options.required);
        if (needed && !filled)
            return false;
        any |= filled;
    }
    return any;
}

Json newRecord(const Topology& topology, const Resource& resource, const FieldInfo& list, const Json& rows,
               bool outbound) {
    Json record = Json::object();
    if (const std::string number = numberOf(list); !number.empty()) {
        record[number] = nextNumber(rows);
        if (outbound)
            record[directionOf(list)] = true;
        record["ruleAction"] = "allow";
        record["protocol"] = "tcp";
        record["cidrBlock"] = Cidr::all(IpFamily::V4).toString();
    } else if (list.name == "ingress" || list.name == "egress") {
        record["protocol"] = "tcp";
    } else if (const auto free = freeAddress(topology, resource, rows); free && list.name == "privateIpAddresses") {
        record["privateIpAddress"] = *free;
    }
    return record;
}

Json duplicated(const FieldInfo& list, const Json& rows, const Json& record) {
    Json copy = record;
    if (const std::string number = numberOf(list); !number.empty())
        copy[number] = numberAfter(rows, numberIn(record));
    return copy;
}

Json impliedRecords(const FieldInfo& list, bool outbound) {
    if (numberOf(list).empty() || directionOf(list).empty())
        return Json::array();
    Json last{{numberOf(list), "*"}, {"ruleAction", "deny"}, {"protocol", "all"}, {"cidrBlock", "everything"}};
    last[directionOf(list)] = outbound;
    return Json::array({last});
}

} // namespace waylight::edit
