// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"
#include "core/policy/validate_values.h"

#include <algorithm>
#include <array>
#include <set>

namespace waylight::policy {
namespace {

constexpr const char* stranger = "999999999999";

/// Who makes a request of STS is the same for these whatever the policy says of them.
bool isOpen(const Condition& condition) {
    static constexpr std::array<std::string_view, 9> open{
        "aws:currenttime",    "aws:epochtime",       "aws:multifactorauthage", "aws:multifactorauthpresent",
        "aws:referer",        "aws:requestedregion", "aws:securetransport",    "aws:useragent",
        "sts:rolesessionname"};
    return std::find(open.begin(), open.end(), condition.lowerKey) != open.end();
}

bool speaksOf(const StatementView& view, std::initializer_list<std::string_view> prefixes) {
    const auto& all = view.statement->conditions;
    return std::any_of(all.begin(), all.end(), [&](const Condition& condition) {
        return std::any_of(prefixes.begin(), prefixes.end(),
                           [&](std::string_view prefix) { return condition.lowerKey.starts_with(prefix); });
    });
}

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
class TrustRules {
public:
    explicit TrustRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        for (const StatementView& view : m_subject.statements()) {
            if (m_subject.isFull())
                return;
            checkActions(view);
            if (view.statement->principal.negated)
                continue;
            for (const PrincipalPattern& pattern : view.statement->principal.patterns)
                check(view, pattern);
        }
    }

private:
    using Kind = PrincipalPattern::Kind;

    static bool takesRole(const StatementView& view, std::string_view name = "AssumeRole") {
        const auto& patterns = view.statement->action.patterns;
        const std::string lower = lowered(name);
        return std::any_of(patterns.begin(), patterns.end(), [&](const ActionPattern& pattern) {
                   return pattern.usable &&
                          (pattern.everything || (pattern.service.matches("sts") && pattern.name.matches(lower)));
               }) != view.statement->action.negated;
    }

    void check(const StatementView& view, const PrincipalPattern& pattern) {
        if (pattern.kind == Kind::Arn && pattern.text.find_first_of("*?") != std::string::npos)
            checkWildcard(view, pattern);
        if (!view.allows() || !takesRole(view))
            return;
        if (pattern.kind == Kind::Everyone)
            checkEveryone(view, pattern);
        else if (pattern.kind == Kind::Service)
            checkService(view, pattern);
        else if (pattern.kind == Kind::Account || pattern.kind == Kind::Arn)
            checkOtherAccount(view, pattern);
    }

    RequestContext requestOf(const StatementView& view, const std::string& who) const {
        RequestContext request = m_witness.requestFor(view);
        request.action = "sts:AssumeRole";
        auto principal = Principal::parse(who);
        if (!principal)
            return request;
        request.principal = std::move(principal).value();
        for (const char* key : {"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:username",
                                "aws:PrincipalIsAWSService"})
            if (!speaksOf(view, {lowered(key)}))
                request.keys.remove(key);
        addPrincipalKeys(request);
        return request;
    }

    void checkEveryone(const StatementView& view, const PrincipalPattern& pattern) {
        const auto& conditions = view.statement->conditions;
        if (!std::all_of(conditions.begin(), conditions.end(), isOpen))
            return;
        m_subject.report(
            "trust-everyone", Severity::Warning, {pattern.node, false}, message(MessageId::LintTrustEveryone),
            m_witness.provenAlways(view, requestOf(view, std::string("arn:aws:iam::") + stranger + ":role/stranger")));
    }

    /// A role of an instance can only be handed to instances of its own account, and EC2 documents no such keys.
    void checkService(const StatementView& view, const PrincipalPattern& pattern) {
        if (pattern.text == "ec2.amazonaws.com" ||
            speaksOf(view, {"aws:sourcearn", "aws:sourceaccount", "aws:sourceorg"}))
            return;
        RequestContext request = requestOf(view, pattern.text);
        request.keys.remove("aws:SourceIp");
        request.keys.set("aws:SourceAccount", stranger);
        m_subject.report("trust-service-any-source", Severity::Note, {pattern.node, false},
                         message(MessageId::LintTrustAnySource, pattern.text), m_witness.provenAlways(view, request));
    }

    /// What a third party does for its other customers carries their external ids.
    void checkOtherAccount(const StatementView& view, const PrincipalPattern& pattern) {
        const ArnParts arn = ArnParts::of(pattern.text);
        const std::string account = pattern.kind == Kind::Account ? pattern.text
                                    : arn.count == 6              ? std::string(arn.parts[4])
                                                                  : std::string();
        if (account.empty() || account == m_subject.account() ||
            speaksOf(view, {"sts:externalid", "aws:principalorg", "aws:source"}) || !m_accounts.insert(account).second)
            return;
        RequestContext request =
            requestOf(view, pattern.kind == Kind::Account ? "arn:aws:iam::" + account + ":role/example" : pattern.text);
        request.keys.set("sts:ExternalId", "another-customer");
        m_subject.report("trust-without-external-id", Severity::Note, {pattern.node, false},
                         message(MessageId::LintTrustExternalId, account), m_witness.provenAlways(view, request));
    }

    /// IAM refuses to save it, and it names nobody.
    void checkWildcard(const StatementView& view, const PrincipalPattern& pattern) {
        std::string named;
        for (const char c : pattern.text)
            named += c == '*' ? std::string("example") : std::string(1, c == '?' ? 'x' : c);
        m_subject.report("trust-principal-wildcard", Severity::Error, {pattern.node, false},
                         message(MessageId::PolicyPrincipalWildcard, pattern.text),
                         m_witness.provenNever(view, requestOf(view, named)));
    }

    void checkActions(const StatementView& view) {
        for (const ActionPattern& pattern : view.statement->action.patterns) {
            const std::string& text = m_subject.textOf(pattern.node);
            if (pattern.usable && !isTrustAction(text) && !view.statement->action.negated)
                m_subject.report("trust-wrong-action", Severity::Error, {pattern.node, false},
                                 message(MessageId::PolicyTrustAction, text), ofRole(view, pattern));
            else if (pattern.usable && view.allows())
                checkProvider(view, pattern, text);
        }
    }

    /// What the role may do is for its own policies: a trust policy is not asked.
    std::shared_ptr<const Witness> ofRole(const StatementView& view, const ActionPattern& pattern) const {
        const auto use = std::find_if(view.actions.begin(), view.actions.end(),
                                      [&](const ActionUse& each) { return each.node == pattern.node; });
        const FoundAction other = m_subject.catalog().action("s3:GetObject");
        const ActionUse example =
            use != view.actions.end() ? *use : ActionUse{other.service, other.action, noNode, true};
        if (!example.action)
            return nullptr;
        StatementView one;
        const Statement nothing{};
        one.statement = &nothing;
        Witness witness{m_witness.requestFor(one, &example), {}, Decision::ImplicitlyDenied, Decision::Allowed};
        witness.request.action = example.name();
        const auto& kinds = example.action->resources;
        witness.request.actionHasNoResource = kinds.empty();
        witness.request.resource =
            kinds.empty() ? std::string("*") : exampleArn(example.service->resourceTypes[kinds.front().type]);
        if (evaluate(witness.policies, witness.request, Detail::Decision).decision != witness.decision)
            return nullptr;
        return std::make_shared<const Witness>(std::move(witness));
    }

    /// Users and services take a role with sts:AssumeRole.
    void checkProvider(const StatementView& view, const ActionPattern& pattern, const std::string& text) {
        const std::string lower = lowered(text);
        const auto& principals = view.statement->principal.patterns;
        const bool federated = std::any_of(principals.begin(), principals.end(), [](const PrincipalPattern& each) {
            return each.kind == Kind::Federated || each.kind == Kind::Everyone;
        });
        if ((lower != "sts:assumerolewithsaml" && lower != "sts:assumerolewithwebidentity") || federated ||
            principals.empty() || view.statement->principal.negated || takesRole(view))
            return;
        RequestContext request = m_witness.requestFor(view);
        request.action = "sts:AssumeRole";
        m_subject.report("trust-action-not-for-principal", Severity::Warning, {pattern.node, false},
                         message(MessageId::LintTrustActionPrincipal, text), m_witness.provenNever(view, request));
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
    std::set<std::string> m_accounts;
};

} // namespace

void lintTrust(LintSubject& subject) {
    if (subject.isTrust())
        TrustRules(subject).run();
}

} // namespace waylight::policy
