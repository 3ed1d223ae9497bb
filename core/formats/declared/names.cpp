// SPDX-License-Identifier: MIT
#include "core/formats/declared/writing.h"
#include "core/formats/origin.h"

#include <algorithm>
#include <cctype>

namespace waylight::declared {
namespace {

bool isWord(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// `web server-1` as `WebServer1`, or as `web_server_1`.
std::string inStyle(const std::string& text, Dialect dialect) {
    const bool camel = dialect == Dialect::CloudFormation;
    std::string out;
    bool start = true;
    for (const char c : text) {
        if (!isWord(c)) {
            start = true;
            continue;
        }
        if (!camel && start && !out.empty())
            out += '_';
        const auto u = static_cast<unsigned char>(c);
        out += char(camel ? (start ? std::toupper(u) : u) : std::tolower(u));
        start = false;
    }
    if (!out.empty() && std::isdigit(static_cast<unsigned char>(out.front())))
        out.insert(0, camel ? "R" : "r_");
    constexpr std::size_t longest = 64;
    return out.substr(0, longest);
}

bool isLogicalId(const std::string& text) {
    return !text.empty() && text.size() < 200 && std::all_of(text.begin(), text.end(), isWord);
}

/// What the file that the resource came from calls it, where that is in the same dialect.
std::string importedName(const ResourceBase& resource, Dialect dialect) {
    const Origin origin = originOf(resource);
    if (dialect == Dialect::CloudFormation)
        return origin.format == "cloudformation" && isLogicalId(resource.id) ? resource.id : std::string();
    if (origin.format != "terraform")
        return {};
    const std::string address = origin.address.empty() ? resource.id : origin.address;
    const auto dot = address.rfind('.', address.find('['));
    return dot == std::string::npos || address.starts_with("module.") ? std::string()
                                                                      : inStyle(address.substr(dot + 1), dialect);
}

/// A generated id such as `subnet-3` is a good name; AWS's hexadecimal ones are not.
std::string wantedName(const Resource& resource, Dialect dialect) {
    const ResourceBase& each = base(resource);
    if (std::string imported = importedName(each, dialect); !imported.empty())
        return imported;
    const TypeInfo& type = typeInfo(resource);
    for (const std::string& text : {each.name, each.id.substr(each.id.find_last_of("/:") + 1)}) {
        const std::string name = inStyle(text, dialect);
        const bool hexadecimal = &text != &each.name && text.size() > type.idPrefix.size() + 7;
        if (!name.empty() && !hexadecimal)
            return name;
    }
    return inStyle(std::string(type.name), dialect);
}

} // namespace

Names::Names(const Topology& topology, Dialect dialect) : m_dialect(dialect) {
    topology.forEachResource([&](const ResourcePtr& resource) {
        std::string wanted = wantedName(*resource, dialect);
        if (m_taken.contains(wanted)) // a role and its profile often have one name
            wanted += (dialect == Dialect::CloudFormation ? "" : "_") +
                      inStyle(std::string(typeInfo(*resource).name), dialect);
        m_names.emplace(base(*resource).id, fresh(wanted));
    });
}

std::string Names::fresh(const std::string& wanted) {
    std::string free = inStyle(wanted, m_dialect);
    if (free.empty())
        free = "Resource";
    if (isLogicalId(wanted) && m_dialect == Dialect::CloudFormation)
        free = wanted;
    for (int number = 2; !m_taken.insert(free).second; ++number)
        free = inStyle(wanted, m_dialect) + (m_dialect == Dialect::CloudFormation ? "" : "_") + std::to_string(number);
    return free;
}

} // namespace waylight::declared
