// SPDX-License-Identifier: MIT
#include "core/edit/paste_ids.h"

#include "core/model/balancer_interfaces.h"
#include "core/model/references.h"

namespace waylight::edit {
namespace {

bool isThereOnce(const Resource& resource) {
    const auto* list = std::get_if<PrefixList>(&resource);
    return std::holds_alternative<Region>(resource) || std::holds_alternative<Account>(resource) ||
           (list && list->listName.starts_with("com.amazonaws."));
}

/// Hands out ids that are free in a design and mean nothing in a part.
class IdSource {
public:
    IdSource(const Design& design, const Design& part) : m_design(design) {
        part.topology.forEachResource([&](const ResourcePtr& resource) {
            m_meant.insert(base(*resource).id);
            forEachReference(*resource, [&](const Reference& reference) { m_meant.insert(reference.target); });
        });
        for (const auto& [id, note] : part.notes)
            m_meant.insert(id);
    }

    bool isTaken(const Id& id) const { return m_design.topology.contains(id) || m_design.notes.contains(id); }

    Id next(std::string_view prefix) {
        std::string stem(prefix);
        if (stem.empty() || stem.back() != '-')
            stem += '-';
        int& number = m_last[stem];
        Id id;
        do
            id = stem + std::to_string(++number);
        while (isTaken(id) || m_meant.contains(id));
        return id;
    }

private:
    const Design& m_design;
    std::set<Id> m_meant;
    std::map<std::string, int> m_last;
};

/// A service name ends with the id of the service: com.amazonaws.vpce.us-east-1.vpce-svc-1.
void renameService(std::string& name, const NewIds& ids) {
    const auto dot = name.rfind('.');
    const auto at = dot == std::string::npos ? ids.end() : ids.find(name.substr(dot + 1));
    if (at != ids.end())
        name = name.substr(0, dot + 1) + at->second;
}

/// What names ids in plain texts: targets of target groups, services of one's own, and the mark of a load balancer's
/// interface.
void renameTexts(Resource& resource, const NewIds& ids) {
    if (auto* group = std::get_if<TargetGroup>(&resource))
        for (Target& target : group->targets)
            if (const auto at = ids.find(target.target); at != ids.end())
                target.target = at->second;
    if (auto* service = std::get_if<EndpointService>(&resource))
        renameService(service->serviceName, ids);
    if (auto* endpoint = std::get_if<VpcEndpoint>(&resource))
        renameService(endpoint->service, ids);
    if (auto* interface = std::get_if<NetworkInterface>(&resource))
        if (const std::string mark = balancerMarkOf(*interface); !mark.empty())
            for (const auto& [from, to] : ids)
                if (balancerMark(from) == mark) {
                    interface->description = "ELB " + balancerMark(to);
                    break;
                }
}

} // namespace

NewIds newIds(const Design& design, const Design& part) {
    IdSource source(design, part);
    NewIds ids;
    part.topology.forEachResource([&](const ResourcePtr& resource) {
        const Id& id = base(*resource).id;
        if (!source.isTaken(id))
            ids.emplace(id, id);
        else if (!isThereOnce(*resource))
            ids.emplace(id, source.next(typeInfo(*resource).idPrefix));
    });
    for (const auto& [id, note] : part.notes)
        ids.emplace(id, source.isTaken(id) ? source.next("note-") : id);
    return ids;
}

Resource renamed(const Resource& resource, const NewIds& ids) {
    Resource out = resource;
    std::set<Id> targets;
    forEachReference(resource, [&](const Reference& reference) { targets.insert(reference.target); });
    // No new id is an old one of the part, so one after the other is as good as all at once.
    for (const Id& target : targets)
        if (const auto at = ids.find(target); at != ids.end() && at->second != target)
            out = withReference(out, target, at->second);
    renameTexts(out, ids);
    if (const auto at = ids.find(base(out).id); at != ids.end())
        base(out).id = at->second;
    return out;
}

std::optional<Id> renamedZone(const Id& zone, const NewIds& ids, const Topology& after) {
    const auto parsed = parsedZoneId(zone);
    const auto vpc = parsed ? ids.find(parsed->vpc) : ids.end();
    if (vpc == ids.end())
        return std::nullopt;
    const Vpc* found = after.get<Vpc>(vpc->second);
    std::string name = parsed->availabilityZone;
    // The zone's letter stays when the VPC has got another Region.
    if (found && !found->region.empty() && !name.starts_with(found->region) && !name.empty())
        name = found->region + name.back();
    return zoneId(vpc->second, name);
}

} // namespace waylight::edit
