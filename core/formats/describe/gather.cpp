// SPDX-License-Identifier: MIT
#include "core/formats/describe/gather.h"

#include "core/base/parallel.h"
#include "core/formats/describe/gatherer.h"
#include "core/formats/describe/hooks.h"
#include "core/formats/describe/organization.h"

namespace waylight::describe {

Gathered Gatherer::gather() {
    for (m_file = 0; m_file < m_files.size(); ++m_file)
        readFile(m_files[m_file]);
    const std::size_t voters = m_out.items.size();
    std::move(m_repeated.begin(), m_repeated.end(), std::back_inserter(m_out.items));
    readTexts(voters);
    attachSides();
    attachAliases();
    for (const Answer& answer : m_answers)
        attachAnswer(answer);
    leaveOutServices();
    for (auto& [file, block] : m_blocks)
        m_out.accountBlocks.emplace_back(m_scopes.scopeOf(file).first, std::move(block));
    for (Item& item : m_out.items)
        m_scopes.place(item);
    for (const auto& [list, file, items] : m_unmodelled)
        keep(list, file, items);
    for (auto& [key, list] : m_kept)
        m_out.unmodelled.push_back(std::move(list));
    return std::move(m_out);
}

/// What repeats others has no vote.
void Gatherer::readTexts(std::size_t voters) {
    std::vector<Item>& items = m_out.items;
    inParallelRanges(items.size(), 1024, [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i)
            items[i].readTexts();
    });
    for (std::size_t i = 0; i < voters; ++i)
        m_scopes.vote(items[i].file, items[i].evidence);
    m_scopes.count();
}

void Gatherer::readFile(DescribeFile& file) {
    const bool ofOrganization = readOrganization(file, m_out.organization, m_out.diagnostics);
    bool known = readSide(file.root) || ofOrganization;
    for (auto& [name, value] : file.root.get_ref<Json::object_t&>()) {
        const std::string pointer = joinedPointer(file.pointer, name);
        if (name == "Reservations" && value.is_array())
            readReservations(value, pointer);
        else if (name == "LoadBalancerListeners" && value.is_array())
            readListeners(value, pointer);
        else if (name == "Aliases" && value.is_array() && readAliases(value))
            ;
        else if (const SideList* side = sideListNamed(name); side && value.is_array())
            readSideList(*side, value, pointer);
        else if (const auto deferred = file.lists.find(name); deferred != file.lists.end())
            readDeferred(name, deferred->second, pointer);
        else if (const auto kind = kindOfList(name); kind && value.is_array())
            readList(*kind, name, value, pointer);
        else if (const auto one = kindOfObject(name); one && value.is_object())
            addItem(*one, name, std::move(value), pointer);
        else if (!readUnmodelled(name, value))
            continue;
        known = true;
    }
    if (file.root.contains("NextToken") && file.root["NextToken"].is_string())
        say(Severity::Warning, message(MessageId::IncompleteList),
            joinedPointer(file.pointer, std::string("NextToken")));
    if (!known)
        say(Severity::Note, message(MessageId::NoListInFile), file.pointer);
    m_out.isDescribeOutput |= known;
}

void Gatherer::readList(Kind kind, const std::string& name, Json& list, const std::string& pointer) {
    for (std::size_t i = 0; i < list.size(); ++i)
        addItem(kind, name, std::move(list[i]), joinedPointer(pointer, i));
}

void Gatherer::readDeferred(const std::string& name, const LargeList& list, const std::string& pointer) {
    const Kind kind = *kindOfList(name);
    m_out.items.reserve(m_out.items.size() + list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
        if (const std::string at = joinedPointer(pointer, i); list.isObject(i))
            m_out.items.emplace_back(newItem(kind, name, at)).setDeferred(list, i);
        else
            sayNoObject(list.value(i), at);
}

Item Gatherer::newItem(Kind kind, std::string list, std::string pointer) const {
    Item item;
    item.kind = kind;
    item.list = std::move(list);
    item.file = m_file;
    item.pointer = std::move(pointer);
    return item;
}

Item* Gatherer::addItem(Kind kind, const std::string& list, Json json, const std::string& pointer) {
    if (!json.is_object()) {
        sayNoObject(json, pointer);
        return nullptr;
    }
    normalise(list, json);
    if (kind == kindOf<Role>)
        addInstanceProfiles(json, pointer);
    m_out.items.push_back(newItem(kind, list, pointer));
    m_out.items.back().set(std::move(json));
    return &m_out.items.back();
}

void Gatherer::addRepeated(Kind kind, const char* list, Json json, std::string pointer) {
    Item& item = m_repeated.emplace_back(newItem(kind, list, std::move(pointer)));
    item.repeated = true;
    item.set(std::move(json));
}

/// Lists of types that we do not model.
bool Gatherer::readUnmodelled(const std::string& name, Json& value) {
    if (!value.is_array() || name.empty() || name == "Entries" || m_isAnswer)
        return false;
    if (!value.empty() && !value[0].is_string() && !hasIdentity(value[0]))
        return false;
    for (const Json& item : value)
        m_scopes.vote(m_file, evidenceOf(item));
    const bool objects = value.empty() || value[0].is_object();
    if (!value.empty())
        m_unmodelled.push_back({name, m_file, std::move(value)});
    return objects;
}

/// AWS's own services that no endpoint here uses are the background of every dump.
void Gatherer::leaveOutServices() {
    std::set<std::string> used;
    for (const Item& item : m_out.items)
        if (item.kind == kindOf<VpcEndpoint>)
            used.insert(textAt(item.json(), "ServiceName"));
    const auto isBackground = [&](const Item& item) {
        return item.kind == kindOf<EndpointService> &&
               (textAt(item.json(), "ServiceId").empty() ||
                (textAt(item.json(), "Owner") == "amazon" && !used.contains(textAt(item.json(), "ServiceName"))));
    };
    std::map<std::pair<std::string, std::size_t>, Json> lists;
    for (const Item& item : m_out.items)
        if (isBackground(item))
            lists[{item.list, item.file}].push_back(item.json());
    std::erase_if(m_out.items, isBackground);
    for (auto& [key, items] : lists)
        m_unmodelled.push_back({key.first, key.second, std::move(items)});
}

void Gatherer::keep(const std::string& list, std::size_t file, const Json& items) {
    const auto [account, region] = m_scopes.scopeOf(file);
    UnmodelledList& kept = m_kept[{account, region, list}];
    kept.list = list;
    kept.account = account;
    kept.region = region;
    std::set<std::string>& seen = m_seen[&kept];
    for (const Json& item : items)
        if (seen.insert(item.dump(-1, ' ', false, Json::error_handler_t::replace)).second)
            kept.items.push_back(item);
}

void Gatherer::sayNoObject(const Json& json, const std::string& pointer) {
    say(Severity::Error, message(MessageId::ExpectedObject, codec::excerpt(json)), pointer);
}

void Gatherer::say(Severity severity, Message what, const std::string& pointer) {
    m_out.diagnostics.push_back({severity, std::move(what), m_files[m_file].path, pointer});
}

const Json& Item::json() const {
    if (m_elements) {
        m_json = std::exchange(m_elements, nullptr)->value(m_index);
        normalise(list, m_json);
    }
    return m_json;
}

void Item::readTexts() {
    const std::string_view idMember = typeInfo(kind).awsId;
    if (!m_elements) {
        id = textAt(m_json, std::string(idMember).c_str());
        evidence = evidenceOf(m_json);
        return;
    }
    m_elements->forEachText(m_index, [&](std::string_view name, std::string_view value) {
        if (name == idMember)
            id = value;
        readEvidence(name, value, evidence);
    });
}

Gathered gathered(std::vector<DescribeFile>& files) {
    return Gatherer(files).gather();
}

} // namespace waylight::describe
