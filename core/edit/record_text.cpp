// SPDX-License-Identifier: MIT
#include "core/edit/record_text.h"

#include "core/edit/addresses.h"

#include <algorithm>
#include <charconv>

namespace waylight::edit {
namespace {

struct NamedPort {
    std::string_view name;
    int port;
};

/// What people call a port; the first name of a port is the one that is offered.
constexpr NamedPort namedPorts[] = {{"ssh", 22},    {"smtp", 25},    {"dns", 53},       {"http", 80},
                                    {"https", 443}, {"mysql", 3306}, {"rdp", 3389},     {"postgresql", 5432},
                                    {"nfs", 2049},  {"redis", 6379}, {"postgres", 5432}};

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// "name (id)", as lists of resources show it, is its id.
std::string unwrapped(const std::string& text) {
    const auto open = text.rfind(" (");
    return open != std::string::npos && text.back() == ')' ? text.substr(open + 2, text.size() - open - 3) : text;
}

/// A whole number as a number, anything else as the text that it is.
Json numberOrText(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size())
        return number;
    return text;
}

Json portOf(const std::string& text) {
    const std::string word = lower(text.substr(0, text.find(" (")));
    for (const NamedPort& each : namedPorts)
        if (each.name == word)
            return each.port;
    return numberOrText(word);
}

std::string textOf(const Json& record, const char* name) {
    const auto at = record.find(name);
    if (at == record.end() || at->is_null())
        return {};
    return at->is_string() ? at->get<std::string>() : at->dump();
}

Protocol protocolOf(const Json& record) {
    const auto protocol = Protocol::parse(textOf(record, "protocol"));
    return protocol ? *protocol : Protocol::all();
}

/// The names of the two fields: for ICMP in ACL entries these are others than for ports.
struct Pair {
    const char* first;
    const char* second;
    bool isIcmp;
};
Pair pairFor(const RecordColumn& column, const Json& record) {
    const bool icmp = protocolOf(record).isIcmp();
    return icmp && column.has("icmpType") ? Pair{"icmpType", "icmpCode", true} : Pair{"fromPort", "toPort", icmp};
}

bool isAllWord(const std::string& text) {
    return text.empty() || text == "all" || text == "any" || text == "*" || text == "-1" || text == "0-65535";
}

/// The resource of a kind that a text names by its id or, when only one has it, its name; empty: none.
Id named(const Topology& topology, std::optional<Kind> kind, const std::string& text) {
    const std::string id = unwrapped(text);
    if (const ResourcePtr resource = topology.find(id); resource && (!kind || resource->index() == *kind))
        return id;
    if (!kind)
        return {};
    Id found;
    for (const auto& [each, resource] : topology.table(*kind)) {
        if (lower(base(*resource).name) != lower(text) || text.empty())
            continue;
        if (!found.empty())
            return {};
        found = each;
    }
    return found;
}

} // namespace

std::string portsText(const RecordColumn& column, const Json& record) {
    const Pair pair = pairFor(column, record);
    const std::string first = textOf(record, pair.first);
    const std::string last = textOf(record, pair.second);
    if (isAllWord(first) && isAllWord(last))
        return "all";
    if (pair.isIcmp)
        return isAllWord(last) ? first : first + '/' + last;
    if (first == "0" && last == "65535")
        return "all";
    return last.empty() || first == last ? first : first + '-' + last;
}

Json withPorts(const RecordColumn& column, Json record, const std::string& text) {
    for (const FieldInfo& each : column.fields)
        record.erase(each.name);
    const Pair pair = pairFor(column, record);
    std::string wanted = trimmed(text);
    if (isAllWord(lower(wanted)))
        return record;
    // A dash typed by a word processor is a dash.
    for (auto at = wanted.find("–"); at != std::string::npos; at = wanted.find("–"))
        wanted.replace(at, std::string_view("–").size(), "-");
    const auto split = wanted.find_first_of(pair.isIcmp ? "/" : "-:", 1);
    const std::string first = trimmed(wanted.substr(0, split));
    record[pair.first] = portOf(first);
    if (split != std::string::npos)
        record[pair.second] = portOf(trimmed(wanted.substr(split + 1)));
    else if (!pair.isIcmp)
        record[pair.second] = portOf(first);
    return record;
}

Json withPeer(const Topology& topology, const RecordColumn& column, Json record, const std::string& text) {
    for (const FieldInfo& each : column.fields)
        record.erase(each.name);
    const std::string wanted = trimmed(text);
    if (wanted.empty())
        return record;
    const FieldInfo* block = nullptr;
    const std::string id = unwrapped(wanted);
    for (const FieldInfo& each : column.fields) {
        if (each.type == FieldType::Block) {
            const bool six = each.name.starts_with("ipv6");
            if (!block || (six && wanted.find(':') != std::string::npos))
                block = &each;
            continue;
        }
        const Id found = named(topology, each.refersTo, wanted);
        if (!found.empty() || id.starts_with(typeInfo(*each.refersTo).idPrefix)) {
            record[each.name] = found.empty() ? id : found;
            return record;
        }
    }
    record[block ? block->name : column.field().name] = wanted;
    return record;
}

Json withValue(const Topology& topology, const FieldInfo& field, Json record, const std::string& text) {
    const std::string wanted = field.type == FieldType::Text ? text : trimmed(text);
    const bool portsMean = protocolOf(record).hasPorts();
    if (wanted.empty() && (field.optional || field.type == FieldType::Reference))
        record.erase(field.name);
    else if (field.type == FieldType::Number)
        record[field.name] = numberOrText(wanted);
    else if (field.type == FieldType::Flag)
        record[field.name] = lower(wanted) == "true" || lower(wanted) == "yes" || lower(wanted) == "on";
    else if (field.type == FieldType::Choice || field.type == FieldType::Protocol)
        record[field.name] = lower(wanted);
    else if (field.type == FieldType::Reference)
        record[field.name] = wanted == "local" || named(topology, field.refersTo, wanted).empty()
                                 ? unwrapped(wanted)
                                 : named(topology, field.refersTo, wanted);
    else
        record[field.name] = wanted;
    // Ports of one protocol are ICMP types of another.
    if (field.type == FieldType::Protocol && portsMean != protocolOf(record).hasPorts())
        for (const char* name : {"fromPort", "toPort", "icmpType", "icmpCode"})
            record.erase(name);
    return record;
}

std::optional<std::string> freeAddress(const Topology& topology, const Resource& resource, const Json& rows) {
    const auto* interface = std::get_if<NetworkInterface>(&resource);
    const Subnet* subnet = interface ? topology.get(interface->subnet) : nullptr;
    if (!subnet)
        return std::nullopt;
    // What is in the rows and not in the design yet counts as taken.
    Topology with = topology;
    NetworkInterface own = *interface;
    for (const Json& row : rows)
        if (const auto address = IpAddress::parse(textOf(row, "privateIpAddress")))
            own.addresses.push_back({.address = *address, .publicIp = {}, .extra = {}});
    with.set(own);
    const auto free = nextAddress(with, *subnet);
    return free ? std::optional(free->toString()) : std::nullopt;
}

} // namespace waylight::edit
