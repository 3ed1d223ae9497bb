// SPDX-License-Identifier: MIT
#include "core/policy/catalog.h"

#include "core/policy/catalog_reader.h"

#include <algorithm>

namespace waylight::policy {
namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int compareFolded(std::string_view a, std::string_view b) {
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i)
        if (const int d = static_cast<unsigned char>(lower(a[i])) - static_cast<unsigned char>(lower(b[i])))
            return d;
    return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

/// The entry of a list sorted by `nameOf` without case, or null.
template <class Entry, class NameOf>
const Entry* found(std::span<const Entry> entries, std::string_view name, NameOf nameOf) {
    const auto at = std::lower_bound(entries.begin(), entries.end(), name, [&](const Entry& e, std::string_view n) {
        return compareFolded(nameOf(e), n) < 0;
    });
    return at != entries.end() && compareFolded(nameOf(*at), name) == 0 ? &*at : nullptr;
}

/// The key of a sorted list: by its name, else by a pattern that the name fits.
const KeyEntry* foundKey(std::span<const KeyEntry> keys, std::string_view name) {
    if (const KeyEntry* key = found(keys, name, [](const KeyEntry& k) { return k.name; }))
        return key;
    const auto fits = std::find_if(keys.begin(), keys.end(), [&](const KeyEntry& key) {
        return key.name.find('$') != std::string_view::npos && namesKey(key.name, name);
    });
    return fits == keys.end() ? nullptr : &*fits;
}

bool contains(std::span<const std::uint16_t> list, std::size_t index) {
    return std::find(list.begin(), list.end(), index) != list.end();
}

} // namespace

bool namesKey(std::string_view keyName, std::string_view name) {
    const std::size_t variable = keyName.find("${");
    if (variable == std::string_view::npos)
        return compareFolded(keyName, name) == 0;
    const std::size_t end = keyName.find('}', variable);
    if (end == std::string_view::npos || name.size() <= variable ||
        compareFolded(keyName.substr(0, variable), name.substr(0, variable)) != 0)
        return false;
    const std::string_view rest = keyName.substr(end + 1);
    if (rest.find("${") == std::string_view::npos) // the common case, and the end of every other
        return name.size() - variable > rest.size() && compareFolded(rest, name.substr(name.size() - rest.size())) == 0;
    for (std::size_t at = variable + 1; at < name.size(); ++at)
        if (lower(name[at]) == lower(rest.front()) && namesKey(rest, name.substr(at)))
            return true;
    return false;
}

const ActionEntry* ServiceEntry::action(std::string_view name) const {
    return found(actions, name, [](const ActionEntry& a) { return a.name; });
}

const KeyEntry* ServiceEntry::key(std::string_view name) const {
    return foundKey(keys, name);
}

bool ServiceEntry::hasKey(const ActionEntry& action, const KeyEntry& key) const {
    const auto index = static_cast<std::size_t>(&key - keys.data());
    return contains(action.keys, index) ||
           std::any_of(action.resources.begin(), action.resources.end(),
                       [&](const ActionResource& use) { return contains(resourceTypes[use.type].keys, index); });
}

const Catalog& Catalog::builtIn() {
    static const Catalog catalog = CatalogReader::builtIn();
    return catalog;
}

const ServiceEntry* Catalog::service(std::string_view prefix) const {
    return found(services(), prefix, [](const ServiceEntry& s) { return s.prefix; });
}

FoundAction Catalog::action(std::string_view name) const {
    const std::size_t colon = name.find(':');
    const ServiceEntry* in = colon == std::string_view::npos ? nullptr : service(name.substr(0, colon));
    const ActionEntry* entry = in ? in->action(name.substr(colon + 1)) : nullptr;
    return entry ? FoundAction{in, entry} : FoundAction{};
}

const KeyEntry* Catalog::globalKey(std::string_view name) const {
    return foundKey(m_globalKeys, name);
}

const KeyEntry* Catalog::key(std::string_view name) const {
    if (const KeyEntry* key = globalKey(name))
        return key;
    const std::size_t colon = name.find(':');
    const ServiceEntry* in = colon == std::string_view::npos ? nullptr : service(name.substr(0, colon));
    if (const KeyEntry* key = in ? in->key(name) : nullptr)
        return key;
    const auto foreign = std::find_if(m_foreignKeys.begin(), m_foreignKeys.end(),
                                      [&](const KeyEntry* key) { return namesKey(key->name, name); });
    return foreign == m_foreignKeys.end() ? nullptr : *foreign;
}

bool Catalog::actionHasNoResource(std::string_view action) const {
    const FoundAction entry = this->action(action);
    return entry && entry.action->wildcardOnly();
}

} // namespace waylight::policy
