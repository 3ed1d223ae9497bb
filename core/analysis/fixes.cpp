// SPDX-License-Identifier: MIT
#include "core/analysis/fixes.h"

#include "core/analysis/policy_edits.h"
#include "core/base/message_ids.h"
#include "core/model/effective_routes.h"
#include "core/network/catalog.h"
#include "core/network/network_index.h"
#include "core/trace/engine.h"
#include "core/trace/resolve.h"

#include <algorithm>

namespace waylight {
namespace {

/// Proposes edits for the first blocker; whether they help is found out by running the request again.
class Proposer {
public:
    Proposer(const Design& design, const Trace& trace) : m_design(design), m_trace(trace), m_blocker(trace.blockers.front()), m_network(Network::compile(design.topology)) {
        if (const auto source = resolveSource(m_network.index(), trace.request.from.id))
            m_source = *source;
        if (m_source) {
            m_instance = design.topology.get(m_source->instance);
            if (trace.request.isApiCall())
                m_target = resolveCallTarget(m_network.index(), *m_source, trace.request);
        }
    }

    std::vector<Fix> run() && {
        switch (m_blocker.stage) {
        case Stage::Dns:
            proposeDns();
            break;
        case Stage::SecurityGroup:
            proposeSecurityGroupRule();
            break;
        case Stage::NetworkAcl:
            proposeAclEntry();
            break;
        case Stage::Route:
            proposeRoute();
            break;
        case Stage::EndpointPolicy:
            proposeEndpointPolicy();
            break;
        case Stage::IdentityPolicy:
            proposeRole();
            break;
        case Stage::ResourcePolicy:
            proposeResourcePolicy();
            break;
        default:
            break;
        }
        return std::move(m_fixes);
    }

private:
    const Request& request() const { return m_trace.request; }
    const Topology& topology() const { return m_design.topology; }
    std::string service() const { return request().action.substr(0, request().action.find(':')); }
    std::string nameOf(const Id& id) const {
        const ResourcePtr found = topology().find(id);
        return found ? displayName(base(*found)) : id;
    }

    /// Offers `resource` in place of the one with its id; exposure: 0 opens the least.
    template <class T>
    void offer(Message title, T resource, int exposure) {
        Design after = m_design;
        after.topology.set(Resource(std::move(resource)));
        offer(std::move(title), std::move(after), exposure);
    }
    void offer(Message title, Design after, int exposure) { m_fixes.push_back({std::move(title), std::move(after), m_blocker, false, {}, exposure}); }

    void proposeDns() {
        if (const auto* vpc = topology().get<Vpc>(m_blocker.resource)) {
            Vpc fixed = *vpc;
            fixed.enableDnsSupport = true;
            offer(message(MessageId::FixDnsSupport, displayName(*vpc)), fixed, 0);
        }
    }

    /// What the blocked packet looks like.
    SecurityGroupRule ruleForRequest(std::optional<Cidr> peer) const {
        SecurityGroupRule rule;
        rule.protocol = request().isApiCall() ? Protocol::tcp() : request().protocol;
        if (rule.protocol.hasPorts())
            rule.fromPort = rule.toPort = request().isApiCall() ? 443 : request().port;
        rule.cidr = peer;
        return rule;
    }

    static std::string portText(const SecurityGroupRule& rule) {
        return rule.protocol.toString() + (rule.fromPort ? ' ' + std::to_string(*rule.fromPort) : std::string());
    }

    void proposeSecurityGroupRule() {
        const auto* group = topology().get<SecurityGroup>(m_blocker.resource);
        if (!group)
            return;
        const bool outbound = m_blocker.pointer.starts_with("/egress");
        const auto addRule = [&](const SecurityGroupRule& rule, Message title, int exposure) {
            SecurityGroup fixed = *group;
            (outbound ? fixed.egress : fixed.ingress).push_back(rule);
            offer(std::move(title), fixed, exposure);
        };
        const std::string name = displayName(*group);
        if (outbound && m_target) {
            const PrefixList* list = prefixListNamed(topology(), "com.amazonaws." + m_target->region + '.' + service(), m_target->region);
            if (list) {
                SecurityGroupRule rule = ruleForRequest(std::nullopt);
                rule.prefixList = list->id;
                addRule(rule, message(MessageId::FixEgressToService, name, list->listName, "443"), 0);
            }
        }
        const auto address = outbound ? destinationOf() : sourceAddress();
        if (address && !m_target) {
            const SecurityGroupRule rule = ruleForRequest(Cidr(*address, address->bits()));
            addRule(rule, message(outbound ? MessageId::FixEgress : MessageId::FixIngress, name, rule.cidr->toString(), portText(rule)), 1);
        }
        if (outbound) {
            const SecurityGroupRule rule = ruleForRequest(Cidr::all(IpFamily::V4));
            addRule(rule, message(MessageId::FixEgress, name, rule.cidr->toString(), portText(rule)), 2);
        }
    }

    std::optional<IpAddress> destinationOf() const {
        if (!m_source)
            return std::nullopt;
        const auto found = resolveTarget(m_network.index(), *m_source, request().to.id);
        return found ? std::optional(*found) : std::nullopt;
    }

    /// The address that the far side sees: the source's public one when the packet comes through an internet gateway.
    std::optional<IpAddress> sourceAddress() const {
        if (!m_source)
            return std::nullopt;
        const auto own = primaryAddress(*m_source);
        const bool translated = std::any_of(m_trace.hops.begin(), m_trace.hops.end(), [](const Hop& hop) { return hop.direction == Direction::Forward && hop.kind == "internet-gateway"; });
        return own && translated ? m_network.index().publicAddressOf(*m_source, *own) : own;
    }

    /// An entry in front of the one that denies: the service's port one way, the ephemeral ports the other.
    void proposeAclEntry() {
        const auto* acl = topology().get<NetworkAcl>(m_blocker.resource);
        if (!acl)
            return;
        const bool leaving = blockedOutbound(*acl);
        const bool reply = m_blocker.direction == Direction::Return;
        AclEntry entry;
        entry.egress = leaving;
        entry.protocol = request().isApiCall() ? Protocol::tcp() : request().protocol;
        entry.cidr = Cidr::all(IpFamily::V4);
        if (entry.protocol.hasPorts()) {
            // Replies go to the ports that clients of any kind use (https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html).
            entry.fromPort = reply ? 1024 : request().isApiCall() ? 443 : request().port;
            entry.toPort = reply ? 65535 : *entry.fromPort;
        }
        const auto number = freeNumber(*acl, leaving);
        if (!number)
            return;
        entry.number = *number;
        NetworkAcl fixed = *acl;
        fixed.entries.push_back(entry);
        std::string ports = entry.protocol.toString();
        if (entry.fromPort)
            ports += ' ' + (entry.fromPort == entry.toPort ? std::to_string(*entry.fromPort) : std::to_string(*entry.fromPort) + '-' + std::to_string(*entry.toPort));
        offer(message(MessageId::FixAclEntry, displayName(*acl), std::to_string(entry.number), leaving ? "outbound" : "inbound", ports), fixed, 1);
    }

    /// Whether the packet was leaving the subnet: the entry that denied it says so, or the sentence's direction.
    bool blockedOutbound(const NetworkAcl& acl) const {
        if (const auto index = entryIndex(); index && *index < acl.entries.size())
            return acl.entries[*index].egress;
        return m_blocker.message.args.size() > 1 && m_blocker.message.args[1] == "outbound";
    }

    std::optional<std::size_t> entryIndex() const {
        const std::string prefix = "/entries/";
        if (!m_blocker.pointer.starts_with(prefix))
            return std::nullopt;
        return static_cast<std::size_t>(std::stoul(m_blocker.pointer.substr(prefix.size())));
    }

    /// A rule number before the one that denies, or the next round one.
    std::optional<int> freeNumber(const NetworkAcl& acl, bool egress) const {
        const auto taken = [&](int number) { return std::any_of(acl.entries.begin(), acl.entries.end(), [&](const AclEntry& e) { return e.egress == egress && e.number == number; }); };
        int below = 32767;
        if (const auto index = entryIndex(); index && *index < acl.entries.size())
            below = acl.entries[*index].number;
        else
            for (int number = 100; number < below; number += 10)
                if (!taken(number))
                    return number;
        for (int number = below - 1; number > 0; --number)
            if (!taken(number))
                return number;
        return std::nullopt;
    }

    void proposeRoute() {
        const auto* table = topology().get<RouteTable>(m_blocker.resource);
        if (!table)
            return;
        if (m_target && hasGatewayEndpoint(service()))
            proposeEndpoint(*table);
        topology().forEach<NatGateway>([&](const NatGateway& nat) {
            const Subnet* home = topology().get(nat.subnet);
            if (home && home->vpc == table->vpc && m_network.index().tableOf(*home) != table)
                offer(message(MessageId::FixDefaultRoute, displayName(nat), displayName(*table)), withDefaultRoute(*table, nat.id), 2);
        });
        topology().forEach<InternetGateway>([&](const InternetGateway& gateway) {
            if (gateway.vpc == table->vpc)
                offer(message(MessageId::FixDefaultRoute, displayName(gateway), displayName(*table)), withDefaultRoute(*table, gateway.id), 3);
        });
    }

    static RouteTable withDefaultRoute(const RouteTable& table, const Id& target) {
        RouteTable fixed = table;
        Route route;
        route.destination = Cidr::all(IpFamily::V4);
        route.target = target;
        std::erase_if(fixed.routes, [&](const Route& r) { return r.destination == route.destination; });
        fixed.routes.push_back(std::move(route));
        return fixed;
    }

    void proposeEndpoint(const RouteTable& table) {
        const std::string wanted = "com.amazonaws." + m_target->region + '.' + service();
        bool exists = false;
        topology().forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            if (endpoint.type != EndpointType::Gateway || endpoint.vpc != table.vpc || endpoint.service != wanted)
                return;
            exists = true;
            VpcEndpoint fixed = endpoint;
            fixed.routeTables.emplace_back(table.id);
            offer(message(MessageId::FixAssociateEndpoint, displayName(endpoint), displayName(table)), fixed, 0);
        });
        const Vpc* vpc = topology().get(table.vpc);
        if (!vpc)
            return;
        if (!exists && vpc->region == m_target->region) {
            VpcEndpoint fresh;
            fresh.id = freeId(topology(), Description<VpcEndpoint>::type.idPrefix);
            fresh.name = service() + " endpoint";
            fresh.region = vpc->region;
            fresh.account = vpc->account;
            fresh.vpc = vpc->id;
            fresh.service = wanted;
            fresh.routeTables = {table.id};
            offer(message(MessageId::FixCreateEndpoint, service(), displayName(table)), fresh, 1);
        }
        if (vpc->region != m_target->region && m_target->resource)
            proposeMove(vpc->region);
    }

    /// In a design, unlike in an account, the target can still be put where the endpoint serves it.
    void proposeMove(const std::string& region) {
        Resource moved = *m_target->resource;
        base(moved).region = region;
        Design after = m_design;
        after.topology.set(std::move(moved));
        after.layout.erase(base(*m_target->resource).id);
        offer(message(MessageId::FixMoveTarget, displayName(base(*m_target->resource)), region), std::move(after), 1);
    }

    void proposeEndpointPolicy() {
        const auto* endpoint = topology().get<VpcEndpoint>(m_blocker.resource);
        if (!endpoint)
            return;
        const auto set = [&](std::optional<PolicyText> policy, Message title, int exposure) {
            if (!policy)
                return;
            VpcEndpoint fixed = *endpoint;
            fixed.policy = *std::move(policy);
            offer(std::move(title), fixed, exposure);
        };
        const std::string name = displayName(*endpoint);
        set(withStatement(endpoint->policy, {"AllowRequest", request().action, request().resource, "*"}), message(MessageId::FixEndpointAllow, name, request().action, request().resource), 0);
        if (const auto index = statementIndex(m_blocker.pointer); index && isDeny())
            set(withoutStatement(endpoint->policy, *index), message(MessageId::FixRemoveStatement, name, std::to_string(*index + 1)), 2);
    }

    bool isDeny() const { return m_blocker.code.ends_with("_EXPLICIT_DENY"); }

    void proposeRole() {
        if (const auto* role = topology().get<Role>(m_blocker.resource)) {
            Role fixed = *role;
            const AllowStatement statement{"AllowRequest", request().action, request().resource, std::nullopt};
            if (fixed.policies.empty()) {
                fixed.policies.push_back({"allow-" + service(), {}, {}});
            }
            if (auto policy = withStatement(fixed.policies.front().document, statement)) {
                fixed.policies.front().document = *std::move(policy);
                offer(message(MessageId::FixRoleAllow, displayName(*role), request().action, request().resource), fixed, 0);
            }
        } else if (m_instance && !m_instance->profile) {
            proposeNewRole();
        }
    }

    void proposeNewRole() {
        Design after = m_design;
        Role role;
        role.id = freeId(after.topology, Description<Role>::type.idPrefix);
        role.name = displayName(*m_instance) + "-role";
        role.account = m_instance->account;
        role.policies.push_back({"allow-" + service(), *withStatement({}, {"AllowRequest", request().action, request().resource, std::nullopt}), {}});
        after.topology.set(Resource(role));
        InstanceProfile profile;
        profile.id = freeId(after.topology, Description<InstanceProfile>::type.idPrefix);
        profile.name = role.name;
        profile.account = role.account;
        profile.roles = {role.id};
        after.topology.set(Resource(profile));
        Instance fixed = *m_instance;
        fixed.profile = profile.id;
        after.topology.set(Resource(fixed));
        offer(message(MessageId::FixRoleCreate, displayName(*m_instance), request().action, request().resource), std::move(after), 0);
    }

    void proposeResourcePolicy() {
        const ResourcePtr target = topology().find(m_blocker.resource);
        if (!target)
            return;
        if (const auto* bucket = std::get_if<Bucket>(target.get()))
            proposeResourcePolicy(*bucket);
        else if (const auto* table = std::get_if<DynamoTable>(target.get()))
            proposeResourcePolicy(*table);
    }

    template <class Target>
    void proposeResourcePolicy(const Target& target) {
        const auto set = [&](std::optional<PolicyText> policy, Message title, int exposure) {
            if (!policy)
                return;
            Target fixed = target;
            fixed.policy = *std::move(policy);
            offer(std::move(title), fixed, exposure);
        };
        const std::string name = displayName(target);
        const auto index = statementIndex(m_blocker.pointer);
        if (isDeny() && index) {
            for (const ConditionKey& condition : conditionKeys(target.policy, *index))
                if (const std::string value = contextValue(condition.key); !value.empty())
                    set(withConditionValue(target.policy, *index, condition.op, condition.key, value), message(MessageId::FixDenyValue, name, value, condition.key), 0);
            if (const std::string endpoint = contextValue("aws:SourceVpce"); !endpoint.empty())
                set(withConditionValue(target.policy, *index, "StringNotEquals", "aws:SourceVpce", endpoint), message(MessageId::FixDenyException, name, nameOf(endpoint)), 1);
            set(withoutStatement(target.policy, *index), message(MessageId::FixRemoveStatement, name, std::to_string(*index + 1)), 3);
        }
        if (const std::string principal = contextValue("aws:PrincipalArn"); !isDeny() && !principal.empty())
            set(withStatement(target.policy, {"AllowRequest", request().action, request().resource, principal}), message(MessageId::FixResourceAllow, name, request().action, principal), 1);
    }

    /// The value that the request has for a key, whatever the key's case; empty when it has none.
    std::string contextValue(const std::string& key) const {
        const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); };
        for (const auto& [name, value] : m_trace.context)
            if (std::equal(name.begin(), name.end(), key.begin(), key.end(), same) && !value.values.empty())
                return value.values.front();
        return {};
    }

    const Design& m_design;
    const Trace& m_trace;
    const Check& m_blocker;
    Network m_network;
    const NetworkInterface* m_source = nullptr;
    const Instance* m_instance = nullptr;
    std::optional<CallTarget> m_target;
    std::vector<Fix> m_fixes;
};

bool sameBlocker(const Check& a, const Check& b) {
    return a.stage == b.stage && a.direction == b.direction && a.resource == b.resource;
}

/// Runs the request, and the other saved ones, on the edited design.
bool prove(Fix& fix, const Network& before, const Design& design, const Request& request) {
    const Network network = Network::compile(fix.after.topology, &before);
    const Trace again = trace(network, request);
    fix.allows = again.verdict == Verdict::Allowed;
    for (const auto& [id, other] : design.requests)
        if (id != request.id && trace(before, other).verdict != trace(network, other).verdict)
            fix.flipped.push_back(id);
    return std::none_of(again.blockers.begin(), again.blockers.end(), [&](const Check& check) { return sameBlocker(check, fix.blocker); });
}

} // namespace

std::vector<Fix> fixes(const Design& design, const Trace& trace) {
    if (trace.blockers.empty())
        return {};
    std::vector<Fix> proposed = Proposer(design, trace).run();
    const Network before = Network::compile(design.topology);
    std::vector<Fix> proved;
    for (Fix& fix : proposed)
        if (prove(fix, before, design, trace.request))
            proved.push_back(std::move(fix));
    std::stable_sort(proved.begin(), proved.end(), [](const Fix& a, const Fix& b) { return std::tuple(!a.allows, a.exposure) < std::tuple(!b.allows, b.exposure); });
    return proved;
}

} // namespace waylight
