// SPDX-License-Identifier: MIT
#include "core/policy/catalog_reader.h"

#include <algorithm>
#include <charconv>

namespace waylight::policy {
namespace {

/// Cuts the text up to the next separator off the front of `rest`.
std::string_view cut(std::string_view& rest, char separator) {
    const std::size_t end = rest.find(separator);
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return part;
}

std::size_t numberIn(std::string_view text) {
    std::size_t number = static_cast<std::size_t>(-1);
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

KeyType typeOf(char letter) {
    switch (letter) {
    case 'A':
        return KeyType::Arn;
    case 'B':
        return KeyType::Bool;
    case 'N':
        return KeyType::Numeric;
    case 'D':
        return KeyType::Date;
    case 'I':
        return KeyType::IpAddress;
    default:
        return KeyType::String;
    }
}

AccessLevel levelOf(char letter) {
    switch (letter) {
    case 'l':
        return AccessLevel::List;
    case 'w':
        return AccessLevel::Write;
    case 't':
        return AccessLevel::Tagging;
    case 'p':
        return AccessLevel::PermissionsManagement;
    default:
        return AccessLevel::Read;
    }
}

/// The pieces put together again: one copy a program, kept as long as the catalog that looks into it.
const std::string& builtInText() {
    static const std::string text = [] {
        std::string whole;
        std::size_t size = 0;
        for (const std::string_view piece : catalogPieces())
            size += piece.size();
        whole.reserve(size);
        for (const std::string_view piece : catalogPieces())
            whole += piece;
        return whole;
    }();
    return text;
}

/// How many numbers stand in the lines that begin so.
std::size_t numbersIn(std::string_view text, std::string_view begin) {
    std::size_t numbers = std::min(text.size(), text.find('\n')); // the first line has no line end before it
    for (std::size_t at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at + 1)) {
        const std::string_view line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
        numbers += 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
    }
    return numbers;
}

} // namespace

Catalog CatalogReader::builtIn() {
    return read(builtInText());
}

Catalog CatalogReader::read(std::string_view text) {
    CatalogReader reader;
    // Entries look into the two lists while they grow, so these must never grow beyond what is reserved here.
    reader.m_catalog.m_keyLists.reserve(numbersIn(text, "\nL"));
    reader.m_catalog.m_resourceLists.reserve(numbersIn(text, "\nT"));
    while (!text.empty())
        reader.readLine(cut(text, '\n'));
    reader.finish();
    return std::move(reader.m_catalog);
}

void CatalogReader::readLine(std::string_view line) {
    if (line.empty())
        return;
    const char letter = line.front();
    line.remove_prefix(1);
    switch (letter) {
    case 'G':
        return readKey(line, m_catalog.m_globalKeys);
    case 'S':
        return readService(line);
    case 'K':
        return readKey(line, m_catalog.m_keys);
    case 'L':
        return readKeyList(line);
    case 'R':
        return readResourceType(line);
    case 'T':
        return readResourceList(line);
    case 'A':
        return readAction(line);
    default:
        static constexpr std::string_view date = " date: ";
        if (letter == '#' && line.starts_with(date))
            m_catalog.m_date = line.substr(date.size());
    }
}

void CatalogReader::readService(std::string_view line) {
    PendingService service;
    service.entry.prefix = cut(line, '\t');
    service.entry.title = cut(line, '\t');
    service.entry.resourceControl = line == "r";
    service.begin = {m_catalog.m_actions.size(), m_catalog.m_resourceTypes.size(), m_catalog.m_keys.size()};
    m_services.push_back(service);
    m_keyLists.clear();
    m_resourceLists.clear();
}

void CatalogReader::readKey(std::string_view line, std::vector<KeyEntry>& keys) {
    if (line.size() > 2)
        keys.push_back({line.substr(2), typeOf(line[0]), line[1] == '+'});
}

void CatalogReader::readKeyList(std::string_view line) {
    const std::size_t begin = m_catalog.m_keyLists.size();
    const std::size_t known = m_services.empty() ? 0 : m_catalog.m_keys.size() - m_services.back().begin.key;
    while (!line.empty())
        if (const std::size_t number = numberIn(cut(line, ' ')); number < known)
            m_catalog.m_keyLists.push_back(static_cast<std::uint16_t>(number));
    m_keyLists.push_back({begin, m_catalog.m_keyLists.size()});
}

void CatalogReader::readResourceList(std::string_view line) {
    const std::size_t begin = m_catalog.m_resourceLists.size();
    const std::size_t known =
        m_services.empty() ? 0 : m_catalog.m_resourceTypes.size() - m_services.back().begin.resourceType;
    while (!line.empty()) {
        const std::string_view item = cut(line, ' ');
        if (const std::size_t number = numberIn(item); number < known)
            m_catalog.m_resourceLists.push_back({static_cast<std::uint16_t>(number), item.ends_with('*')});
    }
    m_resourceLists.push_back({begin, m_catalog.m_resourceLists.size()});
}

void CatalogReader::readResourceType(std::string_view line) {
    ResourceTypeEntry type;
    type.name = cut(line, '\t');
    type.arn = cut(line, '\t');
    type.keys = keyList(line);
    m_catalog.m_resourceTypes.push_back(type);
}

void CatalogReader::readAction(std::string_view line) {
    if (line.empty())
        return;
    ActionEntry action;
    action.access = levelOf(line.front());
    line.remove_prefix(1);
    action.name = cut(line, '\t');
    action.resources = resourceList(cut(line, '\t'));
    action.keys = keyList(line);
    m_catalog.m_actions.push_back(action);
}

std::span<const std::uint16_t> CatalogReader::keyList(std::string_view number) const {
    const std::size_t at = numberIn(number);
    if (at >= m_keyLists.size())
        return {};
    return {m_catalog.m_keyLists.data() + m_keyLists[at].begin, m_keyLists[at].end - m_keyLists[at].begin};
}

std::span<const ActionResource> CatalogReader::resourceList(std::string_view number) const {
    const std::size_t at = numberIn(number);
    if (at >= m_resourceLists.size())
        return {};
    return {m_catalog.m_resourceLists.data() + m_resourceLists[at].begin,
            m_resourceLists[at].end - m_resourceLists[at].begin};
}

void CatalogReader::finish() {
    const auto slice = [](const auto& list, std::size_t begin, std::size_t end) {
        return std::span(list.data() + begin, end - begin);
    };
    Begin end{m_catalog.m_actions.size(), m_catalog.m_resourceTypes.size(), m_catalog.m_keys.size()};
    m_catalog.m_services.resize(m_services.size());
    for (std::size_t i = m_services.size(); i-- > 0;) {
        const Begin begin = m_services[i].begin;
        ServiceEntry& service = m_catalog.m_services[i] = m_services[i].entry;
        service.actions = slice(m_catalog.m_actions, begin.action, end.action);
        service.resourceTypes = slice(m_catalog.m_resourceTypes, begin.resourceType, end.resourceType);
        service.keys = slice(m_catalog.m_keys, begin.key, end.key);
        end = begin;
    }
    for (const ServiceEntry& service : m_catalog.m_services)
        for (const KeyEntry& key : service.keys)
            if (const auto prefix = key.name.substr(0, key.name.find(':')); prefix != service.prefix && prefix != "aws")
                m_catalog.m_foreignKeys.push_back(&key);
}

} // namespace waylight::policy
