// SPDX-License-Identifier: MIT
#include "core/edit/unique_names.h"

#include "core/edit/aws_names.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace waylight::edit {
namespace {

using Names = std::set<std::string>;

bool isDigit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// The name without its number, and what stands before numbers in names like it.
struct Stem {
    std::string text;
    char separator;
};
Stem stemOf(const std::string& name) {
    std::size_t end = name.size();
    while (end > 0 && isDigit(name[end - 1]))
        --end;
    if (end > 1 && end < name.size() && (name[end - 1] == ' ' || name[end - 1] == '-' || name[end - 1] == '_'))
        return {name.substr(0, end - 1), name[end - 1]};
    const bool words = name.find(' ') != std::string::npos ||
                       std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return {name, words ? ' ' : '-'};
}

std::string freeAmong(const std::string& name, const Names& taken) {
    if (!taken.contains(name))
        return name;
    const Stem stem = stemOf(name);
    for (int number = 2;; ++number)
        if (std::string free = stem.text + stem.separator + std::to_string(number); !taken.contains(free))
            return free;
}

/// Security groups are told apart within their VPC.
std::string scopeOf(const Resource& resource) {
    const auto* group = std::get_if<SecurityGroup>(&resource);
    return group ? group->vpc.id : std::string();
}

class Namer {
public:
    explicit Namer(const Topology& topology, const std::set<Id>& pasted) {
        topology.forEachResource([&](const ResourcePtr& resource) {
            if (!pasted.contains(base(*resource).id))
                note(*resource);
        });
    }

    Resource named(Resource resource) {
        Names& names = m_names[resource.index()];
        Names& awsNames = m_awsNames[{resource.index(), scopeOf(resource)}];
        std::visit(
            [&](auto& each) {
                const std::string before = each.name;
                if (!each.name.empty())
                    each.name = freeAmong(each.name, names);
                forEachAwsName(each, [&](std::string& awsName) {
                    if (!awsName.empty())
                        awsName = freeAmong(awsName == before ? each.name : awsName, awsNames);
                });
            },
            resource);
        note(resource);
        return resource;
    }

private:
    void note(Resource resource) {
        Names& awsNames = m_awsNames[{resource.index(), scopeOf(resource)}];
        std::visit([&](auto& each) { forEachAwsName(each, [&](std::string& name) { awsNames.insert(name); }); },
                   resource);
        m_names[resource.index()].insert(base(resource).name);
    }

    std::map<Kind, Names> m_names;
    std::map<std::pair<Kind, std::string>, Names> m_awsNames;
};

} // namespace

std::string freeName(const std::string& name, const std::vector<std::string>& taken) {
    return freeAmong(name, Names(taken.begin(), taken.end()));
}

void makeNamesUnique(Topology& topology, const std::vector<Id>& ids) {
    Namer namer(topology, {ids.begin(), ids.end()});
    for (const Id& id : ids)
        if (const ResourcePtr resource = topology.find(id))
            topology.set(namer.named(*resource));
}

} // namespace waylight::edit
