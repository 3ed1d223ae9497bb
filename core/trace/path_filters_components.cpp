// SPDX-License-Identifier: MIT
#include "core/trace/path_filters.h"

#include "core/base/diagnostic.h"
#include "core/base/message_ids.h"
#include "core/model/effective_routes.h"
#include "core/trace/resolve.h"
#include "core/trace/step_text.h"

#include <algorithm>
#include <set>

// Components that a path must come through, and the reasons why it does not.
// https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
namespace waylight {
namespace {

bool asksTable(Code code) {
    return code == Code::RouteFound || code == Code::RouteToEndpoint || code == Code::NoRoute ||
           code == Code::RouteBlackhole || code == Code::RouteIndeterminate || code == Code::EdgeRouteFound;
}

bool asksTransitTable(Code code) {
    return code == Code::TransitRouteFound || code == Code::TransitNoRoute || code == Code::TransitBlackhole;
}

/// The attachment by which packets of a subnet's VPC come into a transit gateway.
Handle entryAttachment(const NetworkIndex& network, Handle subnet, Handle gateway) {
    const auto* from = network.find<CompiledSubnet>(subnet);
    const auto* transit = network.find<CompiledTransitGateway>(gateway);
    const auto at =
        from && transit ? transit->attachmentOfVpc.find(from->vpc) : decltype(transit->attachmentOfVpc.find(0)){};
    return from && transit && at != transit->attachmentOfVpc.end() ? at->second : noHandle;
}

/// All that the way there comes through: places, what has let it pass, interfaces, attachments, VPCs.
std::set<Handle> componentsOf(const NetworkIndex& network, const CompiledInterface* sender, std::span<const Step> there,
                              const Arrival& arrival) {
    std::set<Handle> out;
    for (const Step& step : there) {
        out.insert(step.place);
        if (const auto* subnet = network.find<CompiledSubnet>(step.place))
            out.insert(subnet->vpc);
        if (step.outcome != Outcome::Pass)
            continue;
        out.insert(step.culprit);
        const bool othersCount = step.code == Code::TransitRouteFound || step.code == Code::TransitDelivers ||
                                 step.code == Code::VpnForwards || step.code == Code::GroupAllows;
        if (othersCount)
            out.insert(step.other);
        if (step.code == Code::RouteFound)
            out.insert(entryAttachment(network, step.place, step.other));
    }
    for (const CompiledInterface* end : {sender, arrival.interface}) {
        if (!end)
            continue;
        out.insert(end->self);
        out.insert(end->subnet);
    }
    out.insert(arrival.gateway);
    out.insert(arrival.customerGateway);
    out.erase(noHandle);
    return out;
}

/// The length of the longest block of a route around an address: -1 when none is, nothing when its blocks are not
/// known.
std::optional<int> matchLength(const Topology& topology, const EffectiveRoute& route, const IpAddress& address) {
    const auto blocks = destinationBlocks(topology, route);
    if (!blocks)
        return std::nullopt;
    int longest = -1;
    for (const Cidr& block : *blocks)
        if (block.contains(address))
            longest = std::max(longest, block.length());
    return longest;
}

/// A route that would lead to a component, and what it says of an address.
struct Candidate {
    int index = -1;
    Handle target = noHandle;
    int length = -1; ///< of its block around the address; -1: it does not match
};

/// Those that match and lose; when none matches, the first one.
std::vector<Candidate> worthTelling(const std::vector<Candidate>& candidates) {
    std::vector<Candidate> matching;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(matching),
                 [](const Candidate& each) { return each.length >= 0; });
    if (matching.empty() && !candidates.empty())
        matching.push_back(candidates.front());
    return matching;
}

} // namespace

void PathFilters::checkComponents(const CompiledInterface* sender, std::span<const Step> there,
                                  const Arrival& arrival) const {
    if (m_request.through.empty() && m_request.avoiding.empty())
        return;
    const std::set<Handle> way = componentsOf(m_network, sender, there, arrival);
    const bool undecided =
        arrival.kind == Arrival::Kind::Lost &&
        std::none_of(there.begin(), there.end(), [](const Step& step) { return step.outcome == Outcome::Block; });
    const auto resolved = [&](const AnyRef& component) {
        const auto found = resolveComponent(m_network, component.id);
        if (!found)
            m_out.add(Stage::Route, {Outcome::Unknown,
                                     "UNKNOWN_RESOURCE",
                                     component.id,
                                     {},
                                     message(MessageId::ComponentMissing, component.id)});
        return found ? *found : Id();
    };
    std::set<Id> avoided;
    for (const AnyRef& each : m_request.avoiding) {
        const Id id = resolved(each);
        if (!id.empty() && avoided.insert(id).second && way.contains(m_network.handles->find(id)))
            block(Stage::Route, "COMPONENT_FILTER_RESTRICTION", id, message(MessageId::ComponentNotAvoided, id));
    }
    for (const AnyRef& each : m_request.through) {
        const Id id = resolved(each);
        const Handle component = m_network.handles->find(id);
        if (id.empty())
            continue;
        if (avoided.contains(id)) {
            block(Stage::Route, "COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT", id,
                  message(MessageId::ComponentRemoved, id));
        } else if (component != noHandle && way.contains(component)) {
            continue;
        } else if (undecided) {
            m_out.add(
                Stage::Route,
                {Outcome::Unknown, "COMPONENT_FILTER_RESTRICTION", id, {}, message(MessageId::ComponentUndecided, id)});
        } else {
            block(Stage::Route, "COMPONENT_FILTER_RESTRICTION", id, message(MessageId::ComponentNotOnWay, id));
            explainAbsence(component, there);
        }
    }
}

/// Each table that the way there asked and that has a route to the component says why it was not taken.
void PathFilters::explainAbsence(Handle component, std::span<const Step> there) const {
    std::set<Handle> told;
    for (const Step& step : there) {
        if (asksTable(step.code) && told.insert(step.culprit).second)
            explainTable(component, step);
        else if (asksTransitTable(step.code) && told.insert(step.culprit).second)
            explainTransitTable(component, step);
    }
    explainZone(component, there);
}

/// True when a route to `target` is one to the component: itself, or what it belongs to.
bool PathFilters::leadsTo(Handle target, Handle component) const {
    if (target == noHandle || component == noHandle)
        return false;
    if (target == component)
        return true;
    if (const auto* attachment = m_network.find<CompiledAttachment>(component))
        return attachment->gateway == target;
    if (const auto* interface = m_network.find<CompiledInterface>(component))
        return interface->instance == target;
    if (const auto* interface = m_network.find<CompiledInterface>(target))
        return interface->instance == component;
    if (const auto* peering = m_network.find<CompiledPeering>(target))
        return peering->sides[0].vpc == component || peering->sides[1].vpc == component;
    if (const auto* gateway = m_network.find<CompiledVpnGateway>(target))
        return std::any_of(gateway->links.begin(), gateway->links.end(), [&](const VpnLink& link) {
            return link.connection == component || link.customerGateway == component;
        });
    return false;
}

void PathFilters::explainTable(Handle component, const Step& asked) const {
    const Topology& topology = m_network.topology;
    const auto* table = topology.get<RouteTable>(m_network.name(asked.culprit));
    const auto* compiled = m_network.find<CompiledTable>(asked.culprit);
    if (!table || !compiled)
        return;
    const IpAddress& address = asked.packet.destination;
    const CompiledRoute* taken = compiled->lookup.find(address).route;
    int takenLength = -1;
    std::vector<Candidate> candidates;
    for (const EffectiveRoute& route : effectiveRoutes(topology, *table)) {
        const int index = route.source == EffectiveRoute::Source::Stored ? static_cast<int>(route.index) : -1;
        const Handle target = m_network.handles->find(route.route.target.id);
        const auto length =
            route.route.state == RouteState::Filtered ? std::nullopt : matchLength(topology, route, address);
        const bool isTaken = taken && taken->source == route.source && taken->index == index &&
                             (taken->local || taken->target == target);
        if (isTaken)
            takenLength = std::max(takenLength, length.value_or(-1));
        else if (length && leadsTo(target, component))
            candidates.push_back({index, target, *length});
    }
    const StepText text(m_network, m_out);
    for (const Candidate& each : worthTelling(candidates)) {
        const Code code = each.length < 0             ? Code::RouteDoesNotMatch
                          : each.length < takenLength ? Code::MoreSpecificRoute
                                                      : Code::HigherPriorityRoute;
        m_out.add(Stage::Route, text.answerOf({code,
                                               Outcome::Block,
                                               Direction::Forward,
                                               asked.place,
                                               asked.culprit,
                                               each.target,
                                               each.index,
                                               asked.packet,
                                               {}}));
    }
}

void PathFilters::explainTransitTable(Handle component, const Step& asked) const {
    const auto* table = m_network.find<CompiledTransitTable>(asked.culprit);
    if (!table)
        return;
    const IpAddress& address = asked.packet.destination;
    const std::int32_t taken = table->intervals.find(address);
    const int takenLength = taken < 0 ? -1 : table->entries[static_cast<std::size_t>(taken)].block.length();
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < table->entries.size(); ++i) {
        const CompiledTransitTable::Entry& entry = table->entries[i];
        const auto* attachment = m_network.find<CompiledAttachment>(entry.attachment);
        const bool leads = attachment && (entry.attachment == component || attachment->resource == component ||
                                          std::find(attachment->subnets.begin(), attachment->subnets.end(),
                                                    component) != attachment->subnets.end());
        if (leads && static_cast<std::int32_t>(i) != taken)
            candidates.push_back(
                {entry.index, entry.attachment, entry.block.contains(address) ? entry.block.length() : -1});
    }
    const StepText text(m_network, m_out);
    for (const Candidate& each : worthTelling(candidates)) {
        const Code code = each.length < 0             ? Code::TransitRouteDoesNotMatch
                          : each.length < takenLength ? Code::TransitMoreSpecificRoute
                                                      : Code::TransitHigherPriorityRoute;
        m_out.add(Stage::Route, text.answerOf({code,
                                               Outcome::Block,
                                               Direction::Forward,
                                               asked.place,
                                               asked.culprit,
                                               each.target,
                                               each.index,
                                               asked.packet,
                                               {}}));
    }
}

/// A subnet of the attachment by which the way left a transit gateway, but in another zone than the flow's.
void PathFilters::explainZone(Handle component, std::span<const Step> there) const {
    const Step* routed = nullptr;
    for (const Step& step : there) {
        if (step.code == Code::TransitRouteFound)
            routed = &step;
        const auto* attachment = step.code == Code::TransitDelivers && routed
                                     ? m_network.topology.get<TransitGatewayAttachment>(m_network.name(routed->other))
                                     : nullptr;
        if (!attachment)
            continue;
        const auto subnet =
            std::find(attachment->subnets.begin(), attachment->subnets.end(), Ref<Subnet>(m_network.name(component)));
        if (subnet != attachment->subnets.end())
            block(Stage::Gateway, "TGW_ATTACH_VPC_AZ_RESTRICTION", attachment->id,
                  message(MessageId::TransitOtherZone, attachment->id, m_network.name(step.other), subnet->id),
                  joinedPointer("/subnetIds", static_cast<std::size_t>(subnet - attachment->subnets.begin())));
    }
}

} // namespace waylight
