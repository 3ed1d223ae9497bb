// SPDX-License-Identifier: MIT
#include "core/base/ip.h"
#include "core/base/message_ids.h"
#include "core/policy/lint/network_keys.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"

#include <algorithm>
#include <set>

namespace waylight::policy {
namespace {

constexpr const char* sourceIp = "aws:sourceip";
constexpr const char* vpcSourceIp = "aws:vpcsourceip";

/// Addresses that a host in a VPC has, and that never reach AWS as a source over the internet.
bool isPrivate(const Cidr& block) {
    const IpAddress& address = block.address();
    if (address.isV4())
        return isRfc1918(address) || isRfc6598(address) || (address.v4Value() >> 16) == 0xA9FE;
    return (address.high() >> 57) == 0x7E || (address.high() >> 54) == 0x3FA; // fc00::/7, fe80::/10
}

bool holdsWhenAbsent(const Condition& condition) {
    const Operator& op = condition.op;
    return op.ifExists || op.quantifier == SetQuantifier::ForAllValues ||
           (op.negated && op.quantifier == SetQuantifier::None);
}

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
class NetworkRules {
public:
    explicit NetworkRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        for (const StatementView& view : m_subject.statements()) {
            if (m_subject.isFull())
                return;
            for (const Condition& condition : view.statement->conditions) {
                if (condition.lowerKey == sourceIp && condition.op.family != OperatorFamily::Null)
                    checkSourceIp(view, condition);
                if (condition.lowerKey == vpcSourceIp && condition.op.family != OperatorFamily::Null)
                    checkVpcSourceIp(view, condition);
                checkSupport(view, condition);
            }
            if (!view.allows() && !m_subject.isEndpoint())
                checkCallsOfServices(view);
        }
    }

private:
    static const Condition* find(const StatementView& view, auto predicate) {
        const auto& all = view.statement->conditions;
        const auto at = std::find_if(all.begin(), all.end(), predicate);
        return at == all.end() ? nullptr : &*at;
    }

    /// The request, as it comes through an endpoint.
    RequestContext throughEndpoint(const StatementView& view, const ActionUse* use = nullptr) const {
        RequestContext request = m_witness.requestFor(view, use);
        request.keys.remove("aws:SourceIp");
        const auto fill = [&](const char* key, const char* value) {
            if (!request.keys.has(key))
                request.keys.set(key, value);
        };
        fill("aws:SourceVpc", "vpc-0123456789abcdef0");
        fill("aws:SourceVpce", "vpce-0123456789abcdef0");
        fill("aws:VpcSourceIp", "10.0.0.10");
        return request;
    }

    void checkSourceIp(const StatementView& view, const Condition& condition) {
        const Place place{condition.keyNode, true};
        const bool never = !holdsWhenAbsent(condition);
        const auto endpointKey = [](const Condition& c) {
            return isEndpointKey(c.lowerKey) && c.op.family != OperatorFamily::Null;
        };
        const Condition* other = find(view, endpointKey);
        if (m_subject.isEndpoint()) {
            if (never)
                m_subject.report(
                    "source-ip-behind-endpoint", view.allows() ? Severity::Error : Severity::Warning, place,
                    message(view.allows() ? MessageId::LintSourceIpNeverAllows : MessageId::LintSourceIpNeverDenies),
                    m_witness.provenNever(view, throughEndpoint(view)));
            else if (!view.allows() && !other)
                m_subject.report("source-ip-behind-endpoint", Severity::Error, place,
                                 message(MessageId::LintSourceIpAlwaysDenies),
                                 m_witness.provenAlways(view, throughEndpoint(view)));
            return;
        }
        if (never && other && !holdsWhenAbsent(*other)) {
            m_subject.report("source-ip-and-endpoint", Severity::Error, place,
                             message(MessageId::LintSourceIpAndEndpoint, m_subject.nameOf(other->keyNode)),
                             m_witness.provenNever(view, throughEndpoint(view)));
            return;
        }
        if (!never && !view.allows() && !other && !condition.op.ifExists)
            m_subject.report("source-ip-refuses-endpoints", Severity::Note, place,
                             message(MessageId::LintSourceIpAlwaysDenies),
                             m_witness.provenAlways(view, throughEndpoint(view)));
        checkPrivate(view, condition);
    }

    /// "The aws:SourceIp condition key can only be used for public IP address ranges."
    void checkPrivate(const StatementView& view, const Condition& condition) {
        bool all = true;
        for (const ConditionValue& value : condition.values) {
            const Cidr* block = std::get_if<Cidr>(&value.operand);
            all = all && block && isPrivate(*block);
        }
        for (const ConditionValue& value : condition.values)
            if (const Cidr* block = std::get_if<Cidr>(&value.operand); block && isPrivate(*block))
                m_subject.report("source-ip-private", all ? Severity::Warning : Severity::Note, {value.node, false},
                                 message(MessageId::LintSourceIpPrivate, m_subject.textOf(value.node)),
                                 privateWitness(view, condition));
    }

    /// The host at that address, whose request comes through an endpoint, or from a public address.
    std::shared_ptr<const Witness> privateWitness(const StatementView& view, const Condition& condition) const {
        RequestContext request = throughEndpoint(view);
        return condition.op.negated ? m_witness.provenAlways(view, std::move(request))
                                    : m_witness.provenNever(view, std::move(request));
    }

    void checkVpcSourceIp(const StatementView& view, const Condition& condition) {
        for (const ConditionValue& value : condition.values)
            if (const Cidr* block = std::get_if<Cidr>(&value.operand);
                block && block->length() > 0 && !isPrivate(*block))
                m_subject.report("vpc-source-ip-public", Severity::Warning, {value.node, false},
                                 message(MessageId::LintVpcSourceIpPublic, m_subject.textOf(value.node)),
                                 publicWitness(view, condition, *block));
        const bool ofVpc =
            find(view, [](const Condition& c) { return isEndpointKey(c.lowerKey) && c.lowerKey != vpcSourceIp; });
        if (!view.allows() || m_subject.isEndpoint() || ofVpc || holdsWhenAbsent(condition))
            return;
        RequestContext request = throughEndpoint(view);
        request.keys.set("aws:SourceVpc", "vpc-0fedcba9876543210");
        m_subject.report("vpc-source-ip-alone", Severity::Warning, {condition.keyNode, true},
                         message(MessageId::LintVpcSourceIpAlone), m_witness.provenAlways(view, std::move(request)));
    }

    /// The requester at that public address, who comes over the internet.
    std::shared_ptr<const Witness> publicWitness(const StatementView& view, const Condition& condition,
                                                 const Cidr& block) const {
        RequestContext request = m_witness.requestFor(view);
        for (const char* key : {"aws:VpcSourceIp", "aws:SourceVpc", "aws:SourceVpce"})
            request.keys.remove(key);
        request.keys.set("aws:SourceIp", block.address().toString());
        return holdsWhenAbsent(condition) ? m_witness.provenAlways(view, std::move(request))
                                          : m_witness.provenNever(view, std::move(request));
    }

    /// "Using this key with unsupported services can lead to unintended authorization results."
    void checkSupport(const StatementView& view, const Condition& condition) {
        if (setsNetworkKey({}, condition.lowerKey) || condition.op.family == OperatorFamily::Null)
            return;
        const bool always = holdsWhenAbsent(condition);
        if (always == view.allows())
            return;
        // A Deny spares a request as soon as one condition fails, so another key that the service sets is enough.
        const auto spared = [&](const ServiceEntry& service) {
            return always && find(view, [&](const Condition& c) {
                       return isEndpointKey(c.lowerKey) && c.lowerKey != condition.lowerKey &&
                              c.lowerKey != vpcSourceIp && c.op.family != OperatorFamily::Null &&
                              setsNetworkKey(service.prefix, c.lowerKey);
                   });
        };
        const FoundAction other = m_subject.catalog().action("sns:Publish");
        const ActionUse example{other.service, other.action, noNode, false};
        std::set<const ServiceEntry*> done;
        const auto check = [&](const ActionUse& use) {
            if (!use.service || spared(*use.service) || setsNetworkKey(use.service->prefix, condition.lowerKey) ||
                !done.insert(use.service).second || done.size() > 5)
                return;
            RequestContext request = throughEndpoint(view, &use);
            request.keys.remove(m_subject.nameOf(condition.keyNode));
            m_subject.report("key-not-set-by-service", Severity::Warning, {condition.keyNode, true},
                             message(always ? MessageId::LintKeyNotSetDeny : MessageId::LintKeyNotSetAllow,
                                     m_subject.nameOf(condition.keyNode), std::string(use.service->title)),
                             always ? m_witness.provenAlways(view, std::move(request))
                                    : m_witness.provenNever(view, std::move(request)));
        };
        if (view.everyAction && !view.statement->action.negated && always)
            check(example);
        for (const ActionUse& use : view.actions)
            check(use);
    }

    /// "Certain network-specific authorization context is redacted. … AWS service principals might be unintentionally
    /// blocked."
    void checkCallsOfServices(const StatementView& view) {
        const Condition* network = find(view, [](const Condition& c) {
            return isNetworkKey(c.lowerKey) && c.op.family != OperatorFamily::Null && holdsWhenAbsent(c);
        });
        if (!network)
            return;
        const Place place{network->keyNode, true};
        const std::string& name = m_subject.nameOf(network->keyNode);
        if (auto witness = hitsServices(view))
            m_subject.report("deny-hits-aws-services", Severity::Warning, place,
                             message(MessageId::LintDenyHitsServices, name), std::move(witness));
        const Condition* endpoint = find(view, [](const Condition& c) {
            return isEndpointKey(c.lowerKey) && c.op.family != OperatorFamily::Null && holdsWhenAbsent(c);
        });
        if (!endpoint) // aws:SourceIp is kept in calls on the principal's behalf
            return;
        RequestContext request = withoutNetworkKeys(m_witness.requestFor(view));
        request.keys.set("aws:ViaAWSService", "true");
        request.keys.set("aws:CalledVia", "athena.amazonaws.com");
        if (auto witness = m_witness.proven(std::move(request), true, Decision::ExplicitlyDenied, Decision::Allowed))
            m_subject.report("deny-hits-forwarded-requests",
                             m_subject.type() == PolicyType::Resource ? Severity::Note : Severity::Warning,
                             {endpoint->keyNode, true},
                             message(MessageId::LintDenyHitsForwarded, m_subject.nameOf(endpoint->keyNode)),
                             std::move(witness));
    }

    static RequestContext withoutNetworkKeys(RequestContext request) {
        for (const char* key : {"aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp",
                                "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"})
            request.keys.remove(key);
        return request;
    }

    /// A service that may make the request: for a resource's policy one that it allows, because without an Allow the
    /// service is refused anyway.
    std::shared_ptr<const Witness> hitsServices(const StatementView& view) const {
        if (m_subject.type() == PolicyType::ResourceControl)
            return provenForService(m_witness.requestFor(view), "delivery.logs.amazonaws.com");
        if (m_subject.type() != PolicyType::Resource)
            return nullptr; // identities are never services
        for (const StatementView& allow : m_subject.statements()) {
            if (!allow.allows() || allow.statement->principal.negated)
                continue;
            for (const PrincipalPattern& pattern : allow.statement->principal.patterns)
                if (pattern.kind == PrincipalPattern::Kind::Service)
                    if (auto witness = provenForService(m_witness.requestFor(allow), pattern.text))
                        return witness;
        }
        return nullptr;
    }

    std::shared_ptr<const Witness> provenForService(RequestContext request, const std::string& service) const {
        auto principal = Principal::parse(service);
        if (!principal)
            return nullptr;
        const RequestContext before = request;
        request.principal = std::move(principal).value();
        request = withoutNetworkKeys(std::move(request));
        for (const ContextKey& key : before.keys.all())
            if (key.name.starts_with("aws:principal") || key.name == "aws:username")
                request.keys.remove(key.name);
        addPrincipalKeys(request);
        request.keys.set("aws:PrincipalIsAWSService", "true");
        return m_witness.proven(std::move(request), false, Decision::ExplicitlyDenied, Decision::Allowed);
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
};

} // namespace

void lintNetworkKeys(LintSubject& subject) {
    NetworkRules(subject).run();
}

} // namespace waylight::policy
