// SPDX-License-Identifier: MIT
#include "core/analysis/findings.h"

#include "core/analysis/policy_findings.h"
#include "core/analysis/request_findings.h"
#include "core/analysis/useless_rules.h"
#include "core/base/message_ids.h"
#include "core/model/effective_routes.h"
#include "core/model/validation.h"
#include "core/network/catalog.h"
#include "core/network/network_index.h"
#include "core/policy/validate.h"
#include "core/trace/policy_store.h"

#include <algorithm>

namespace waylight {
namespace {

/// Runs the rules over one design.
class Linter {
public:
    Linter(const Design& design, const Network& network)
        : m_design(design), m_index(network.index()), m_topology(design.topology) {}

    std::vector<Finding> run() && {
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            if (endpoint.type == EndpointType::Gateway) {
                checkPolicy(endpoint);
                checkAssociations(endpoint);
                checkSubnetsWithoutRoute(endpoint);
            }
        });
        checkBucketRegions();
        checkNatTraffic();
        checkUselessRules();
        for (Finding& found : policyFindings(m_index))
            add(std::move(found.rule), found.severity, found.resource, std::move(found.pointer),
                std::move(found.message));
        for (Finding& found : requestFindings(m_design))
            add(std::move(found.rule), found.severity, found.resource, std::move(found.pointer),
                std::move(found.message));
        checkModel();
        sort();
        return std::move(m_found);
    }

private:
    void add(std::string rule, Severity severity, const Id& resource, std::string pointer, Message text) {
        Finding finding{std::move(rule), severity, resource, std::move(pointer), std::move(text), false};
        finding.approved = m_design.approvals.contains(finding.approvalId());
        m_found.push_back(std::move(finding));
    }

    void checkAssociations(const VpcEndpoint& endpoint) {
        if (endpoint.routeTables.empty() && !isUnknown(endpoint, "routeTableIds"))
            add("endpoint-without-route-table", Severity::Error, endpoint.id, "/routeTableIds",
                message(MessageId::LintEndpointWithoutTable, displayName(endpoint)));
    }

    /// Private subnets beside the endpoint's tables: a public subnet may well prefer its internet gateway, which is
    /// free too.
    void checkSubnetsWithoutRoute(const VpcEndpoint& endpoint) {
        if (endpoint.routeTables.empty())
            return;
        m_topology.forEach<Subnet>([&](const Subnet& subnet) {
            const RouteTable* table = subnet.vpc == endpoint.vpc ? m_index.tableOf(subnet) : nullptr;
            if (!table || isPublicSubnet(m_topology, subnet))
                return;
            const bool associated = std::any_of(endpoint.routeTables.begin(), endpoint.routeTables.end(),
                                                [&](const auto& ref) { return ref.id == table->id; });
            if (!associated && !servedByAnother(endpoint, *table))
                add("subnet-without-endpoint-route", Severity::Warning, subnet.id, "/routeTableId",
                    message(MessageId::LintSubnetWithoutRoute, displayName(subnet), displayName(*table),
                            displayName(endpoint)));
        });
    }

    bool servedByAnother(const VpcEndpoint& endpoint, const RouteTable& table) const {
        bool served = false;
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& other) {
            served |= other.id != endpoint.id && other.service == endpoint.service &&
                      std::any_of(other.routeTables.begin(), other.routeTables.end(),
                                  [&](const auto& ref) { return ref.id == table.id; });
        });
        return served;
    }

    void checkPolicy(const VpcEndpoint& endpoint) {
        if (isUnknown(endpoint, "policyDocument"))
            return;
        if (endpoint.policy.empty()) {
            add("endpoint-policy-full-access", Severity::Note, endpoint.id, "/policyDocument",
                message(MessageId::LintDefaultPolicy, displayName(endpoint)));
            return;
        }
        const auto parsed = m_index.derived->get<PolicyStore>().parsed(endpoint.policy.text);
        if (!parsed.document)
            return;
        const auto& statements = parsed.document->statements();
        const bool allows = std::any_of(statements.begin(), statements.end(),
                                        [](const policy::Statement& s) { return s.effect == policy::Effect::Allow; });
        if (!allows)
            add("endpoint-policy-without-allow", Severity::Error, endpoint.id, "/policyDocument",
                message(MessageId::LintPolicyWithoutAllow, displayName(endpoint)));
        else if (statements.size() == 1 && isFullAccess(statements.front()))
            add("endpoint-policy-full-access", Severity::Note, endpoint.id, "/policyDocument",
                message(MessageId::LintDefaultPolicy, displayName(endpoint)));
    }

    static bool isFullAccess(const policy::Statement& s) {
        const bool everyone = s.principal.patterns.size() == 1 &&
                              s.principal.patterns.front().kind == policy::PrincipalPattern::Kind::Everyone &&
                              !s.principal.negated;
        const bool everyAction =
            s.action.patterns.size() == 1 && s.action.patterns.front().everything && !s.action.negated;
        const auto* resource = s.resource.patterns.size() == 1 && !s.resource.negated
                                   ? std::get_if<policy::ResourcePattern>(&s.resource.patterns.front().pattern)
                                   : nullptr;
        return s.effect == policy::Effect::Allow && everyone && everyAction && resource &&
               names(*resource, "arn:aws:s3:::any/key") &&
               names(*resource, "arn:aws:dynamodb:us-east-1:111122223333:table/any") && s.conditions.empty();
    }

    static bool names(const policy::ResourcePattern& pattern, std::string_view resource) {
        return pattern.matches(policy::ResourceName(resource), policy::ShortArns::FillInWildcards);
    }

    void checkBucketRegions() {
        const auto check = [&](const ResourceBase& target, const std::string& service) {
            if (target.region.empty())
                return;
            const VpcEndpoint* elsewhere = nullptr;
            bool served = false;
            m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
                const auto name = parsedServiceName(endpoint.service);
                if (endpoint.type != EndpointType::Gateway || !name || name->service != service)
                    return;
                served |= name->region == target.region;
                if (name->region != target.region && !elsewhere)
                    elsewhere = &endpoint;
            });
            if (elsewhere && !served)
                add("bucket-in-other-region", Severity::Warning, target.id, "/region",
                    message(MessageId::LintOtherRegion, displayName(target), target.region, displayName(*elsewhere),
                            parsedServiceName(elsewhere->service)->region));
        };
        m_topology.forEach<Bucket>([&](const Bucket& bucket) { check(bucket, "s3"); });
        m_topology.forEach<DynamoTable>([&](const DynamoTable& table) { check(table, "dynamodb"); });
    }

    /// Subnets whose way to S3 or DynamoDB in their own Region leads to a NAT gateway.
    void checkNatTraffic() {
        m_topology.forEach<Subnet>([&](const Subnet& subnet) {
            const RouteTable* table = m_index.tableOf(subnet);
            const Vpc* vpc = m_topology.get(subnet.vpc);
            if (!table || !vpc)
                return;
            const RouteLookup& routes = m_index.find<CompiledTable>(table->id)->lookup;
            for (const char* service : {"s3", "dynamodb"}) {
                const auto blocks = serviceBlocks(m_topology, service, vpc->region);
                if (blocks.empty() || !isUsed(service, vpc->region))
                    continue;
                const auto found = routes.find(blocks.front().address().plus(1));
                const Id target = found ? m_index.name(found.route->target) : Id();
                if (m_topology.get<NatGateway>(target))
                    add(std::string("nat-carries-") + service, Severity::Warning, subnet.id, "/routeTableId",
                        message(MessageId::LintNatTraffic, displayName(subnet), service, vpc->region, target,
                                dollars(Catalog::builtIn().natPerGigabyte())));
            }
        });
    }

    /// S3 is in every network's traffic; DynamoDB only where the design has a table.
    bool isUsed(std::string_view service, const std::string& region) const {
        bool used = service == "s3";
        m_topology.forEach<DynamoTable>([&](const DynamoTable& table) { used |= table.region == region; });
        return used;
    }

    void checkUselessRules() {
        for (const UselessRule& rule : uselessRules(m_index))
            if (const auto* acl = m_topology.get<NetworkAcl>(rule.resource))
                addUselessEntry(*acl, rule);
            else if (const auto* group = m_topology.get<SecurityGroup>(rule.resource))
                addUselessRule(*group, rule);
    }

    void addUselessEntry(const NetworkAcl& acl, const UselessRule& rule) {
        const auto numberOf = [&](int index) {
            const int number = acl.entries[static_cast<std::size_t>(index)].number;
            return number > lastAclNumber ? std::string(1, '*') : std::to_string(number);
        };
        const std::string direction = rule.outbound ? "outbound" : "inbound";
        std::string others;
        for (const int other : rule.others)
            (others += others.empty() ? "" : ", ") += numberOf(other);
        if (rule.kind == UselessRule::Kind::Shadowed)
            add("shadowed-rule", rule.contradicted ? Severity::Warning : Severity::Note, acl.id, rule.pointer(),
                message(MessageId::LintShadowedEntry, direction, numberOf(rule.index), displayName(acl), others));
        else
            add("redundant-rule", Severity::Note, acl.id, rule.pointer(),
                message(MessageId::LintRedundantEntry, direction, numberOf(rule.index), displayName(acl),
                        others.empty() ? std::string(1, '*') : others));
    }

    void addUselessRule(const SecurityGroup& group, const UselessRule& rule) {
        std::string others;
        for (const int other : rule.others)
            (others += others.empty() ? "" : ", ") += std::to_string(other + 1);
        add("redundant-rule", Severity::Note, group.id, rule.pointer(),
            message(MessageId::LintRedundantRule, rule.outbound ? "outbound" : "inbound",
                    std::to_string(rule.index + 1), displayName(group), others));
    }

    /// What is wrong with the model itself: dangling references, blocks outside their VPC …
    void checkModel() {
        for (const Diagnostic& diagnostic : validate(m_topology)) {
            const auto place = placeOf(diagnostic.pointer);
            add("model", diagnostic.severity, place.resource, place.pointer, diagnostic.message);
        }
    }

    struct Place {
        Id resource;
        std::string pointer;
    };

    /// Takes "/resources/subnets/subnet-1/cidrBlock" apart.
    static Place placeOf(const std::string& pointer) {
        std::size_t at = 0;
        for (int part = 0; part < 2 && at != std::string::npos; ++part)
            at = pointer.find('/', at + 1);
        if (at == std::string::npos)
            return {};
        const auto end = pointer.find('/', at + 1);
        std::string id = pointer.substr(at + 1, end == std::string::npos ? end : end - at - 1);
        for (auto slash = id.find("~1"); slash != std::string::npos; slash = id.find("~1"))
            id.replace(slash, 2, 1, '/');
        return {std::move(id), end == std::string::npos ? std::string() : pointer.substr(end)};
    }

    void sort() {
        std::stable_sort(m_found.begin(), m_found.end(), [](const Finding& a, const Finding& b) {
            return std::tuple(-static_cast<int>(a.severity), a.rule, a.resource) <
                   std::tuple(-static_cast<int>(b.severity), b.rule, b.resource);
        });
    }

    const Design& m_design;
    const NetworkIndex& m_index;
    const Topology& m_topology;
    std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> findings(const Design& design, const Network& network) {
    return Linter(design, network).run();
}

} // namespace waylight
