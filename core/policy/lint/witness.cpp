// SPDX-License-Identifier: MIT
#include "core/policy/lint/witness.h"

#include <algorithm>

namespace waylight::policy {
namespace {

constexpr const char* everythingOfResource =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})";
constexpr const char* everythingOfIdentity =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
constexpr const char* account = "111122223333";

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

std::string shifted(const std::string& number, int by) {
    const auto value = parseNumber(number);
    return value ? std::to_string(static_cast<long long>(*value) + by) : number;
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
    const std::string& text = subject.textOf(condition.values.front().node);
    if (condition.op.family == OperatorFamily::Null) {
        if (lowered(text) == "true")
            keys.remove(name);
        else if (!keys.has(name))
            keys.set(name, "example");
        return;
    }
    keys.set(name, condition.op.negated ? negativeExample(condition.op, text) : positiveExample(condition.op, text));
}

RequestContext WitnessMaker::requestFor(const StatementView& view, const ActionUse* use,
                                        const std::string& resource) const {
    RequestContext request;
    request.principal = principalOf(view.statement->principal);
    if (!use && !view.actions.empty())
        use = &view.actions.front();
    request.action = use ? use->name() : "s3:GetObject";
    request.actionHasNoResource = use && use->action->wildcardOnly();
    if (!resource.empty()) {
        request.resource = resource;
    } else if (request.actionHasNoResource) {
        request.resource = "*";
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
    for (const Condition& condition : view.statement->conditions)
        fulfil(condition, m_subject, keys);
    addPrincipalKeys(request);
    return request;
}

PolicySet WitnessMaker::policies(bool elseAllowed) const {
    const Source subject{"policy", m_subject.documentPtr()};
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
        if (!elseAllowed)
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

std::shared_ptr<const Witness> WitnessMaker::proven(RequestContext request, bool elseAllowed, Decision decision,
                                                    Decision expected) const {
    Witness witness{std::move(request), policies(elseAllowed), decision, expected};
    if (evaluate(witness.policies, witness.request, Detail::Decision).decision != decision)
        return nullptr;
    return std::make_shared<const Witness>(std::move(witness));
}

std::shared_ptr<const Witness> WitnessMaker::provenNever(const StatementView& view, RequestContext request) const {
    return view.allows() ? proven(std::move(request), false, Decision::ImplicitlyDenied, Decision::Allowed)
                         : proven(std::move(request), true, Decision::Allowed, Decision::ExplicitlyDenied);
}

std::shared_ptr<const Witness> WitnessMaker::provenAlways(const StatementView& view, RequestContext request) const {
    return view.allows() ? proven(std::move(request), false, Decision::Allowed, Decision::ImplicitlyDenied)
                         : proven(std::move(request), true, Decision::ExplicitlyDenied, Decision::Allowed);
}

} // namespace waylight::policy
