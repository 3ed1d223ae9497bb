// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/maker.h"

#include "core/analysis/fixes/guard_rails.h"
#include "core/analysis/fixes/network.h"

#include <algorithm>
#include <cctype>

namespace waylight {
namespace {

bool isRoute(const Check& check) {
    return check.stage == Stage::Route && check.outcome == Outcome::Pass && check.code.ends_with("ROUTE_FOUND");
}

/// Group checks point to a list of rules; ACL checks to an entry, or say the direction when none matched.
bool isOutbound(const Topology& topology, const Check& check) {
    if (check.stage == Stage::SecurityGroup)
        return check.pointer.starts_with("/egress");
    const auto* acl = topology.get<NetworkAcl>(check.resource);
    const auto index = indexIn(check.pointer, "/entries/");
    if (acl && index && *index < acl->entries.size())
        return acl->entries[*index].egress;
    return check.message.args.size() > 1 && check.message.args[1] == "outbound";
}

} // namespace

std::vector<Blocked> blockersOf(const Topology& topology, const Trace& trace) {
    std::vector<Blocked> out;
    std::vector<TakenRoute> taken;
    Direction direction = Direction::Forward;
    for (const Hop& hop : trace.hops) {
        if (std::exchange(direction, hop.direction) != hop.direction)
            taken.clear();
        for (const Check& check : hop.checks) {
            if (isRoute(check) && hop.in)
                taken.push_back({check, hop.resource, *hop.in});
            else if (check.outcome == Outcome::Block)
                out.push_back({check, hop.resource, hop.in, taken, isOutbound(topology, check)});
        }
    }
    return out;
}

FixMaker::FixMaker(const Design& design, const Network& network, const Trace& trace, const Blocked& blocked)
    : m_design(design), m_network(network), m_trace(trace), m_blocked(blocked) {
    if (const auto source = resolveSource(index(), trace.request.from.id))
        m_source = *source;
    if (m_source && trace.request.isApiCall())
        m_target = resolveCallTarget(index(), *m_source, trace.request);
}

std::string FixMaker::nameOf(const Id& id) const {
    const ResourcePtr found = topology().find(id);
    return found ? displayName(base(*found)) : id;
}

std::string FixMaker::contextValue(const std::string& key) const {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    for (const auto& [name, value] : m_trace.context)
        if (std::equal(name.begin(), name.end(), key.begin(), key.end(), same) && !value.values.empty())
            return value.values.front();
    return {};
}

const Vpc* FixMaker::vpcWith(const IpAddress& address) const {
    const Vpc* found = nullptr;
    topology().forEach<Vpc>([&](const Vpc& vpc) {
        if (!found && blockAround(vpc, address))
            found = &vpc;
    });
    return found;
}

bool FixMaker::isPublic(const IpAddress& address) const {
    return !isRfc1918(address) && !isRfc6598(address) && !vpcWith(address);
}

bool FixMaker::isAnyInternetHost(const IpAddress& address) const {
    if (!isPublic(address) || index().publicOwner(address))
        return false;
    const auto names = [&](const AnyRef& end) {
        const auto named = IpAddress::parse(end.id);
        return named && *named == address;
    };
    return !names(request().from) && !names(request().to);
}

std::vector<Proposal> proposals(const Design& design, const Network& network, const Trace& trace,
                                const Blocked& blocked) {
    FixMaker make(design, network, trace, blocked);
    switch (blocked.check.stage) {
    case Stage::Dns:
        proposeDns(make);
        break;
    case Stage::SecurityGroup:
        proposeGroupRules(make);
        break;
    case Stage::NetworkAcl:
        proposeAclEntries(make);
        break;
    case Stage::Route:
    case Stage::Gateway:
    case Stage::Endpoint:
        proposeWays(make);
        break;
    case Stage::EndpointPolicy:
        proposeEndpointPolicy(make);
        break;
    case Stage::IdentityPolicy:
        proposeIdentityPolicy(make);
        break;
    case Stage::PermissionsBoundary:
        proposePermissionsBoundary(make);
        break;
    case Stage::ResourcePolicy:
    case Stage::KeyPolicy:
        proposeResourcePolicy(make);
        break;
    case Stage::ServiceControlPolicy:
    case Stage::ResourceControlPolicy:
        proposeControlPolicy(make);
        break;
    case Stage::PublicAccessBlock:
        proposePublicAccess(make);
        break;
    default:
        break;
    }
    return std::move(make).take();
}

} // namespace waylight
