// SPDX-License-Identifier: MIT
#include "core/policy/lint/witness.h"

#include "core/policy/aws_rules.h"

#include <algorithm>

namespace waylight::policy {
namespace {

constexpr const char* everythingOfResource =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})";
constexpr const char* everythingOfIdentity =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
constexpr const char* account = "111122223333";

/// The policy of a KMS key or a role that leaves it to the policies of its account, as AWS makes it.
Source delegation(const RequestContext& request) {
    const std::string statement =
        R"({"Effect":"Allow","Principal":{"AWS":")" + request.resourceAccount + R"("},"Action":"*","Resource":"*"})";
    return {"its account", Document::parse(R"({"Version":"2012-10-17","Statement":)" + statement + '}').document};
}

/// A text that the pattern matches.
std::string exampleOf(std::string_view pattern) {
    std::string out;
    for (const char c : pattern)
        out += c == '*' ? std::string("example") : std::string(1, c == '?' ? 'x' : c);
    return out;
}

Principal someRole() {
    return Principal::parse("arn:aws:sts::111122223333:assumed-role/app/i-0123456789abcdef0").value();
}

Principal principalOf(const Element<PrincipalPattern>& element) {
    if (element.negated || element.patterns.empty())
        return someRole();
    const PrincipalPattern& pattern = element.patterns.front();
    if (pattern.kind == PrincipalPattern::Kind::Account)
        if (auto role = Principal::parse("arn:aws:iam::" + pattern.text + ":role/app"))
            return std::move(role).value();
    if (pattern.kind == PrincipalPattern::Kind::Arn || pattern.kind == PrincipalPattern::Kind::Service)
        if (auto named = Principal::parse(pattern.text))
            return std::move(named).value();
    return someRole();
}

std::string accountOf(const std::string& arn) {
    const ArnParts parts = ArnParts::of(arn);
    const std::string_view text = parts.count == 6 ? parts.parts[4] : std::string_view();
    return text.size() == 12 && text != "example" ? std::string(text) : std::string();
}

/// Of the role whose trust policy is linted.
std::string ownAccount(const LintSubject& subject) {
    return subject.account().empty() ? account : subject.account();
}

std::string shifted(const std::string& number, int by) {
    const auto value = parseNumber(number);
    return value ? std::to_string(static_cast<long long>(*value) + by) : number;
}

/// The text with a value for each of its variables, which the request then carries too.
std::string withVariables(const std::string& text, ContextKeys& keys) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.compare(at, 2, "${") == 0 ? text.find('}', at) : std::string::npos;
        if (end == std::string::npos) {
            out += text[at++];
            continue;
        }
        std::string name = text.substr(at + 2, end - at - 2);
        name = name.substr(0, name.find(','));
        at = end + 1;
        if (name.size() == 1) { // ${*}, ${?} and ${$}
            out += name;
            continue;
        }
        if (!keys.has(name))
            keys.set(name, "example");
        const ContextKeys::Found found = keys.find(lowered(name));
        out += found.key && !found.key->values.empty() ? found.key->values.front() : std::string();
    }
    return out;
}

std::string positiveExample(const Operator& op, const std::string& text) {
    const bool less = op.relation == Relation::Less;
    const bool greater = op.relation == Relation::Greater;
    switch (op.family) {
    case OperatorFamily::StringLike:
    case OperatorFamily::Arn:
        return exampleOf(text);
    case OperatorFamily::Numeric:
        return shifted(text, less ? -1 : greater ? 1 : 0);
    case OperatorFamily::Date:
        return less ? "1971-01-01T00:00:00Z" : greater ? "2100-01-01T00:00:00Z" : text;
    case OperatorFamily::IpAddress:
        return text.substr(0, text.find('/'));
    default:
        return text;
    }
}

std::string negativeExample(const Operator& op, const std::string& text) {
    switch (op.family) {
    case OperatorFamily::Arn:
        return "arn:aws:iam::999999999999:role/other";
    case OperatorFamily::Numeric:
        return shifted(text, 1);
    case OperatorFamily::Date:
        return "2100-01-01T00:00:00Z";
    case OperatorFamily::IpAddress:
        return "198.51.100.77";
    case OperatorFamily::Bool:
        return text == "true" ? "false" : "true";
    default:
        return "other-value";
    }
}

} // namespace

void WitnessMaker::fulfil(const Condition& condition, const LintSubject& subject, ContextKeys& keys) {
    if (condition.values.empty())
        return;
    const std::string& name = subject.nameOf(condition.keyNode);
    std::string text = subject.textOf(condition.values.front().node);
    if (condition.op.family == OperatorFamily::Null) {
        if (lowered(text) == "true")
            keys.remove(name);
        else if (!keys.has(name))
            keys.set(name, "example");
        return;
    }
    if (subject.document().hasVariables())
        text = withVariables(text, keys);
    keys.set(name, condition.op.negated ? negativeExample(condition.op, text) : positiveExample(condition.op, text));
}

RequestContext WitnessMaker::requestFor(const StatementView& view, const ActionUse* use,
                                        const std::string& resource) const {
    RequestContext request;
    if (m_subject.isFull())
        return request;
    request.principal = principalOf(view.statement->principal);
    if (!use && !view.actions.empty())
        use = &view.actions.front();
    request.action = use ? use->name() : "s3:GetObject";
    request.actionHasNoResource = use && use->action->wildcardOnly();
    if (m_subject.isTrust() && !use)
        request.action = "sts:AssumeRole";
    if (!resource.empty()) {
        request.resource = resource;
    } else if (m_subject.isTrust()) {
        request.resource = "arn:aws:iam::" + ownAccount(m_subject) + ":role/example";
    } else if (request.actionHasNoResource) {
        request.resource = std::string(1, '*');
    } else {
        const auto named = std::find_if(view.resources.begin(), view.resources.end(), [&](const ResourceUse& r) {
            return !r.isEverything() && ArnParts::of(r.text).count == 6 && (!use || fits(*use, r));
        });
        request.resource = named != view.resources.end() ? exampleOf(named->text)
                           : use ? exampleArn(use->service->resourceTypes[use->action->resources.front().type])
                                 : "arn:aws:s3:::example/example";
    }
    request.resourceAccount = accountOf(request.resource);
    if (request.resourceAccount.empty())
        request.resourceAccount = request.principal.account.empty() ? account : request.principal.account;
    ContextKeys& keys = request.keys;
    keys.set("aws:SecureTransport", "true");
    keys.set("aws:ViaAWSService", "false");
    if (m_subject.isEndpoint()) {
        keys.set("aws:SourceVpc", "vpc-0123456789abcdef0");
        keys.set("aws:SourceVpce", "vpce-0123456789abcdef0");
        keys.set("aws:VpcSourceIp", "10.0.0.10");
    } else {
        keys.set("aws:SourceIp", "203.0.113.10");
    }
    addPrincipalKeys(request);
    for (const bool positive : {false, true}) // the latter say more of a key that several conditions speak of
        for (const Condition& condition : view.statement->conditions)
            if (positive != condition.op.negated)
                fulfil(condition, m_subject, keys);
    return request;
}

PolicySet WitnessMaker::policies(const DocumentPtr& document, bool elseAllowed) const {
    const Source subject{"policy", document};
    const Source all{"everything", Document::parse(everythingOfIdentity).document};
    PolicySet set;
    switch (m_subject.type()) {
    case PolicyType::Identity:
        set.identity = {subject};
        if (elseAllowed)
            set.identity.push_back(all);
        return set;
    case PolicyType::Boundary:
        set.boundary = {subject};
        break;
    case PolicyType::Session:
        set.session = {subject};
        break;
    case PolicyType::ServiceControl:
        set.scp.push_back({subject});
        if (elseAllowed)
            set.scp.back().push_back(all);
        break;
    case PolicyType::ResourceControl:
        set.rcp.push_back({subject});
        set.resource = {
            {"everything", Document::parse(everythingOfResource).document}}; // for services, which have no identity
        break;
    case PolicyType::Resource:
        set.resource = {subject};
        if (!elseAllowed && !m_subject.isTrust()) // who takes a role of another account is allowed to by its own
            return set;
        break;
    case PolicyType::InterfaceEndpoint:
    case PolicyType::GatewayEndpoint:
        set.endpoints = {{subject, m_subject.type() == PolicyType::GatewayEndpoint}};
        break;
    }
    set.identity = {all};
    return set;
}

std::shared_ptr<const Witness> WitnessMaker::proven(const DocumentPtr& document, RequestContext request,
                                                    Claim claim) const {
    if (m_subject.isFull() || !document)
        return nullptr;
    Witness witness{std::move(request), policies(document, claim.elseAllowed), claim.decision, claim.expected,
                    document != m_subject.documentPtr()};
    if (witness.policies.resource.empty() && needsResourcePolicy(witness.request))
        witness.policies.resource = {delegation(witness.request)};
    if (evaluate(witness.policies, witness.request, Detail::Decision).decision != claim.decision)
        return nullptr;
    return std::make_shared<const Witness>(std::move(witness));
}

std::shared_ptr<const Witness> WitnessMaker::proven(RequestContext request, bool elseAllowed, Decision decision,
                                                    Decision expected) const {
    return proven(m_subject.documentPtr(), std::move(request), {elseAllowed, decision, expected});
}

DocumentPtr WitnessMaker::alone(const StatementView& view) const {
    if (view.statement->node == noNode || m_subject.document().statements().size() < 2)
        return nullptr;
    const TextRange range = m_subject.document().rangeOf({view.statement->node, false});
    const std::string statement = m_subject.document().text().substr(range.begin, range.end - range.begin);
    return Document::parse("{\"Version\":\"" + m_subject.document().version() + "\",\"Statement\":" + statement + '}')
        .document;
}

std::shared_ptr<const Witness> WitnessMaker::provenWithin(const StatementView& view, const RequestContext& request,
                                                          Claim claim) const {
    auto witness = proven(m_subject.documentPtr(), request, claim);
    return witness ? witness : proven(alone(view), request, claim);
}

std::shared_ptr<const Witness> WitnessMaker::provenNever(const StatementView& view,
                                                         const RequestContext& request) const {
    return provenWithin(view, request,
                        view.allows() ? Claim{false, Decision::ImplicitlyDenied, Decision::Allowed}
                                      : Claim{true, Decision::Allowed, Decision::ExplicitlyDenied});
}

std::shared_ptr<const Witness> WitnessMaker::provenAlways(const StatementView& view,
                                                          const RequestContext& request) const {
    return provenWithin(view, request,
                        view.allows() ? Claim{false, Decision::Allowed, Decision::ImplicitlyDenied}
                                      : Claim{true, Decision::ExplicitlyDenied, Decision::Allowed});
}

std::shared_ptr<const Witness> WitnessMaker::provenEither(const StatementView& view,
                                                          const RequestContext& request) const {
    auto never = provenNever(view, request);
    if (never && !never->alone)
        return never;
    auto always = provenAlways(view, request);
    return always ? always : never;
}

} // namespace waylight::policy
