// SPDX-License-Identifier: MIT
#include "core/edit/common_fields.h"

#include "core/edit/edits.h"
#include "core/model/validation.h"

#include <algorithm>
#include <set>

namespace waylight::edit {
namespace {

std::set<Kind> kindsOf(const Topology& topology, const std::vector<Id>& ids) {
    std::set<Kind> kinds;
    for (const Id& id : ids)
        if (const ResourcePtr resource = topology.find(id))
            kinds.insert(resource->index());
    return kinds;
}

bool isSame(const FieldInfo& a, const FieldInfo& b) {
    return a.type == b.type && a.list == b.list && a.refersTo == b.refersTo && a.choices == b.choices &&
           std::equal(a.record.begin(), a.record.end(), b.record.begin(), b.record.end(),
                      [](const auto& x, const auto& y) { return x.name == y.name && isSame(x, y); });
}

/// Keeps the field only where the other kind has it as well; optional and derived is what either says is.
bool meet(FieldInfo& field, Kind kind) {
    const FieldInfo* other = fieldInfo(kind, field.name);
    if (!other || !isSame(field, *other) || (field.name == "region" && !typeInfo(kind).regional))
        return false;
    field.optional &= other->optional;
    field.options.derived |= other->options.derived;
    return true;
}

} // namespace

std::vector<FieldInfo> commonFields(const Topology& topology, const std::vector<Id>& ids) {
    const std::set<Kind> kinds = kindsOf(topology, ids);
    if (kinds.empty())
        return {};
    std::vector<FieldInfo> common;
    for (FieldInfo field : fieldInfos(*kinds.begin()))
        if (field.name != "id" &&
            std::all_of(kinds.begin(), kinds.end(), [&](const Kind kind) { return meet(field, kind); }))
            common.push_back(std::move(field));
    return common;
}

bool isUniqueValue(const FieldInfo& field) {
    // Blocks that AWS limits are those of VPCs and subnets; lists of others may name the same one.
    const bool isOwnBlock = field.type == FieldType::Block && field.options.maxPrefix != 0;
    if (isOwnBlock || field.type == FieldType::Address || field.name == "bucketName")
        return true;
    return std::any_of(field.record.begin(), field.record.end(),
                       [](const FieldInfo& each) { return each.type == FieldType::Address; });
}

Result<Design> fieldsSet(const Design& design, const std::map<Id, Json>& values, const std::string& field) {
    Design after = design;
    for (const auto& [id, value] : values) {
        Result<Design> next = fieldSet(after, id, field, value);
        if (!next) {
            Diagnostic refusal = next.error();
            if (const ResourcePtr resource = design.topology.find(id))
                refusal.pointer = resourcePointer(*resource, refusal.pointer.empty() ? '/' + field : refusal.pointer);
            return refusal;
        }
        after = *std::move(next);
    }
    return after;
}

Result<Design> fieldsSet(const Design& design, const std::vector<Id>& ids, const std::string& field,
                         const Json& value) {
    std::map<Id, Json> values;
    for (const Id& id : ids)
        values.emplace(id, value);
    return fieldsSet(design, values, field);
}

std::vector<Id> commonChoices(const Topology& topology, const std::vector<Id>& ids, const FieldInfo& field) {
    std::vector<Id> common;
    bool first = true;
    for (const Id& id : ids) {
        const ResourcePtr resource = topology.find(id);
        if (!resource)
            continue;
        std::vector<Id> choices = choicesFor(topology, *resource, field);
        if (std::exchange(first, false)) {
            common = std::move(choices);
            continue;
        }
        const std::set<Id> other(choices.begin(), choices.end());
        std::erase_if(common, [&](const Id& each) { return !other.contains(each); });
    }
    return common;
}

std::vector<std::vector<Id>> commonParts(const Topology& topology, const std::vector<Id>& ids) {
    std::map<Kind, std::vector<Id>> found;
    std::set<Kind> several;
    for (const Id& id : ids) {
        std::set<Kind> here;
        for (const Id& part : partsOf(topology, id)) {
            const Kind kind = topology.find(part)->index();
            if (!here.insert(kind).second)
                several.insert(kind);
            found[kind].push_back(part);
        }
    }
    std::vector<std::vector<Id>> common;
    for (auto& [kind, parts] : found)
        if (!several.contains(kind) && parts.size() == ids.size())
            common.push_back(std::move(parts));
    return common;
}

} // namespace waylight::edit
