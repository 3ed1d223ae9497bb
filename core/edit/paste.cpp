// SPDX-License-Identifier: MIT
#include "core/edit/paste.h"

#include "core/base/message_ids.h"
#include "core/edit/addresses.h"
#include "core/edit/geometry.h"
#include "core/edit/join.h"
#include "core/edit/ownership.h"
#include "core/edit/parents.h"
#include "core/edit/paste_ids.h"
#include "core/edit/paste_links.h"
#include "core/edit/paste_places.h"
#include "core/edit/readdress.h"
#include "core/edit/unique_names.h"

#include <algorithm>
#include <functional>

namespace waylight::edit {
namespace {

template <class T>
constexpr bool isInSubnet = requires(const T& each) {
    each.subnet;
};

/// Sets the fields that say which container a resource is in; an empty plan takes it out of every one.
Resource inContainer(Resource resource, const Plan& plan) {
    std::visit(
        [&]<class T>(T& each) {
            forEachField<T>([&](const auto& f) {
                auto& value = each.*f.member;
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Ref<Vpc>>) {
                    if (f.container && (!isInSubnet<T> || value || plan.subnet.empty()))
                        value = plan.vpc;
                } else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Ref<Subnet>>) {
                    if (f.container)
                        value = plan.subnet;
                }
            });
        },
        resource);
    return resource;
}

/// What is the VPC's own by default is one of several in another.
void makeOrdinary(Resource& resource) {
    if (auto* table = std::get_if<RouteTable>(&resource))
        table->main = false;
    if (auto* acl = std::get_if<NetworkAcl>(&resource))
        acl->isDefault = false;
    if (auto* group = std::get_if<SecurityGroup>(&resource); group && group->groupName == "default")
        group->groupName = group->id;
}

bool isDrawnByItself(const Resource& resource) {
    const Drawn drawn = typeInfo(resource).drawn;
    return drawn != Drawn::Attached && drawn != Drawn::Hidden;
}

class Paster {
public:
    Paster(const Design& design, const Design& part)
        : m_before(design), m_part(part), m_ids(newIds(design, part)), m_after(withCompleteLayout(design)),
          m_parents(m_part.topology), m_ownership(m_part.topology) {}

    Result<Pasted> run(const std::function<Id(const Id&)>& containerOf, std::optional<Point> position) {
        for (const Id& root : roots())
            if (auto refusal = addRoot(root, containerOf(root)))
                return *std::move(refusal);
        addRest();
        Topology& topology = m_after.topology;
        makeNamesUnique(topology, m_pasted);
        std::vector<LostReference> lost = settleLinks(topology, m_pasted, m_before.topology);
        readdress(topology, m_pasted);
        addNotes();
        std::vector<Id> ids;
        for (const auto& [from, to] : m_roots)
            ids.push_back(to);
        return Pasted{withPlaces(std::move(m_after), m_part, m_ids, m_roots, position), std::move(ids),
                      std::move(lost)};
    }

private:
    /// What is drawn in nothing that is pasted, containers first.
    std::vector<Id> roots() const {
        std::vector<Id> ids;
        m_part.topology.forEachResource([&](const ResourcePtr& resource) {
            const Id& id = base(*resource).id;
            const Id parent = m_parents.of(id);
            const auto zone = parsedZoneId(parent);
            if (isDrawnByItself(*resource) && m_ids.contains(id) && !std::holds_alternative<VpcPeering>(*resource) &&
                !m_ids.contains(zone ? zone->vpc : parent))
                ids.push_back(id);
        });
        return ids;
    }

    /// The innermost container at or around `container` that takes the resource, or why `container` does not.
    Result<Plan> planAround(const Resource& resource, const Id& container) const {
        if (std::holds_alternative<Internet>(resource))
            return planFor(m_after.topology, resource.index(), {});
        if (std::holds_alternative<Region>(resource))
            return planForMove(m_after.topology, resource, {});
        const Result<Plan> first = planForMove(m_after.topology, resource, container);
        for (Id at = container; !first && !at.empty();) {
            at = parentOf(m_after.topology, at);
            if (const Result<Plan> plan = planForMove(m_after.topology, resource, at))
                return plan;
        }
        return first;
    }

    std::optional<Diagnostic> addRoot(const Id& id, const Id& container) {
        const ResourcePtr original = m_part.topology.find(id);
        Resource resource = inContainer(renamed(*original, m_ids), {});
        // A Region that is there already takes in what the part's has.
        const Id inPart = m_parents.of(id);
        const Id wanted = m_part.topology.contains(inPart) && m_after.topology.contains(inPart) ? inPart : container;
        const Result<Plan> plan = planAround(resource, wanted);
        if (!plan)
            return plan.error();
        ensureRegion(plan->region);
        const std::string fromRegion = base(resource).region;
        resource = inContainer(std::move(resource), *plan);
        makeOrdinary(resource);
        const bool staysInRegion = fromRegion == plan->region || plan->region.empty();
        if (!staysInRegion)
            resource = inRegion(std::move(resource), plan->region);
        if (auto* subnet = std::get_if<Subnet>(&resource))
            settle(*subnet, *plan, container);
        std::vector<Resource> group = groupOf(id);
        for (Resource& each : group) {
            if (!staysInRegion && base(each).region == fromRegion)
                each = inRegion(std::move(each), plan->region);
            follow(each, resource, *plan);
        }
        m_roots.emplace_back(id, base(resource).id);
        const std::size_t first = m_pasted.size();
        add(resource);
        for (Resource& each : group)
            add(std::move(each));
        moveBlocks(*original, {m_pasted.begin() + static_cast<std::ptrdiff_t>(first), m_pasted.end()});
        return std::nullopt;
    }

    /// The first thing in a design that has no Region gets one, as when it is placed.
    void ensureRegion(const std::string& name) {
        if (name.empty() || m_before.topology.size() > 0 || m_after.topology.contains(name))
            return;
        Region region;
        region.id = name;
        m_after.topology.set(std::move(region));
    }

    /// What comes along with a root and has not been added yet, under its new ids.
    std::vector<Resource> groupOf(const Id& root) {
        std::vector<Resource> group;
        for (const Id& id : m_ownership.withOwned({root})) {
            const auto to = m_ids.find(id);
            const ResourcePtr resource = m_part.topology.find(id);
            // Peering connections have two owners and come when both are there.
            if (id != root && resource && to != m_ids.end() && !std::holds_alternative<VpcPeering>(*resource) &&
                !m_after.topology.contains(to->second))
                group.push_back(renamed(*resource, m_ids));
        }
        return group;
    }

    void add(Resource resource) {
        m_pasted.push_back(base(resource).id);
        m_after.topology.set(std::move(resource));
    }

    void addRest() {
        m_part.topology.forEachResource([&](const ResourcePtr& resource) {
            const auto to = m_ids.find(base(*resource).id);
            if (to == m_ids.end() || m_after.topology.contains(to->second))
                return;
            if (std::holds_alternative<VpcPeering>(*resource))
                m_roots.emplace_back(to->first, to->second);
            add(renamed(*resource, m_ids));
        });
    }

    /// A zone of the VPC that was asked for, else its own, else the first of the Region.
    void settle(Subnet& subnet, const Plan& plan, const Id& container) const {
        const bool asked = parsedZoneId(container).has_value();
        if (asked || subnet.availabilityZone.empty() || !subnet.availabilityZone.starts_with(plan.region))
            subnet.availabilityZone = plan.zone;
        const Vpc* vpc = m_after.topology.get<Vpc>(plan.vpc);
        if (subnet.cidr && vpc)
            subnet.cidr = subnetBlockLike(m_after.topology, *vpc, *subnet.cidr);
        subnet.ipv6Cidr.reset();
    }

    /// What is part of a root goes where the root does.
    void follow(Resource& part, const Resource& root, const Plan& plan) const {
        auto* interface = std::get_if<NetworkInterface>(&part);
        // IPv6 blocks are nobody's to choose, so there is no next free one.
        if (interface && !std::holds_alternative<Vpc>(root) && !std::holds_alternative<Region>(root))
            interface->ipv6Addresses.clear();
        if (interface && interface->host() == base(root).id) {
            const Subnet* subnet = m_after.topology.get(interface->subnet);
            if (interface->deviceIndex == 0 || !subnet || subnet->vpc.id != plan.vpc)
                interface->subnet = plan.subnet;
        }
        if (auto* group = std::get_if<TargetGroup>(&part); group && std::holds_alternative<LoadBalancer>(root))
            group->vpc = plan.vpc;
    }

    /// Whatever comes along with a VPC or subnet whose blocks became others speaks of the new ones. `ids`: it and what
    /// comes along, as pasted.
    void moveBlocks(const Resource& original, const std::vector<Id>& ids) {
        BlockMoves moves;
        if (std::holds_alternative<Vpc>(original))
            moves = freeVpcBlocks(m_after.topology, *m_after.topology.get<Vpc>(ids.front()));
        const auto* subnet = std::get_if<Subnet>(&original);
        if (subnet && subnet->cidr)
            if (const auto& now = m_after.topology.get<Subnet>(ids.front())->cidr; now && now != subnet->cidr)
                moves = {{*subnet->cidr, *now}};
        for (const Id& id : ids)
            if (!moves.empty() && !(subnet && id == ids.front()))
                m_after.topology.set(shifted(*m_after.topology.find(id), moves));
    }

    void addNotes() {
        for (const auto& [id, note] : m_part.notes) {
            Note copy = note;
            copy.id = m_ids.at(id);
            m_after.notes.set(copy.id, copy);
            m_roots.emplace_back(id, copy.id);
        }
    }

    const Design& m_before;
    const Design& m_part;
    NewIds m_ids;
    Design m_after;
    Parents m_parents;
    Ownership m_ownership;
    std::vector<Id> m_pasted;
    Roots m_roots;
};

} // namespace

Result<Pasted> pasted(const Design& design, const Design& part, const Id& container, Point position) {
    return Paster(design, part).run([&](const Id&) { return container; }, position);
}

Result<Pasted> duplicated(const Design& design, const std::vector<Id>& ids) {
    return Paster(design, copied(design, ids))
        .run([&](const Id& id) { return parentOf(design.topology, id); }, std::nullopt);
}

} // namespace waylight::edit
