// SPDX-License-Identifier: MIT
#include "tests/support/naive_policy_parts.h"

#include <algorithm>

namespace naive_policy {

namespace {

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
bool actionSpeaks(const Json& statement, const Facts& facts) {
    const bool negated = statement.contains("NotAction");
    const std::string asked = lower(facts.request->action);
    const auto patterns = texts(statement.at(negated ? "NotAction" : "Action"));
    const bool listed = std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
        return pattern == "*" || globMatches(plainPattern(lower(pattern)), asked);
    });
    return listed != negated;
}

/// "If `*` is the last character of a segment it can expand to match beyond the colon boundaries": the others, and `?`,
/// stay inside. The sixth part, the resource, may itself hold colons and is one segment.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
void keepInsideSegments(Pattern& pattern) {
    int colons = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        colons += pattern[i].what == Unit::What::Literal && pattern[i].character == ':' ? 1 : 0;
        const bool last = i + 1 == pattern.size() || (pattern[i + 1].what == Unit::What::Literal && pattern[i + 1].character == ':');
        pattern[i].acrossColons = colons >= 5 || (pattern[i].what == Unit::What::Any && last);
    }
}

bool identityBased(Kind kind) {
    return kind == Kind::Identity || kind == Kind::Boundary || kind == Kind::Session;
}

bool controls(Kind kind) {
    return kind == Kind::ServiceControl || kind == Kind::ResourceControl;
}

/// An ARN that lacks parts and does not reach for them with a star at its end.
bool isShort(const std::string& text) {
    return splitAt(text, ':').size() < 6 && text.back() != '*';
}

bool holdsWildcard(const std::string& text) {
    return text.find_first_of("*?") != std::string::npos;
}

/// Short ARNs in identity-based policies stand for all that begins like them: AWS adds the missing parts; in policies of
/// resources and endpoints only where there is a wildcard, in control policies nowhere. As `*` at the end of a segment
/// reaches over colons, what was written is tried too.
std::string completed(std::string text, Kind kind) {
    const bool completes = identityBased(kind) || (!controls(kind) && isShort(text) && holdsWildcard(text));
    if (completes && text != "*") {
        for (std::size_t parts = splitAt(text, ':').size(); parts < 6; ++parts)
            text += ":*";
    }
    return text;
}

/// NotResource does not turn round what is no resource: a short ARN, but for one that is compared as it is.
bool canBeNegated(const std::string& text, Kind kind) {
    return !isShort(text) || (!identityBased(kind) && !controls(kind) && !holdsWildcard(text));
}

Named namedBy(const std::string& type, const std::string& text, Kind kind, const Facts& facts) {
    if (type == "Service" && kind == Kind::Gateway)
        return Named::No; // it knows only everyone
    if (type == "Service")
        return facts.who == Who::Service && facts.arn == text ? Named::Direct : Named::No;
    if (type != "AWS")
        return Named::No;
    if (text == "*")
        return Named::Everyone;
    const auto parts = splitAt(text, ':');
    const bool account = parts.size() == 1 || (parts.size() == 6 && parts[5] == "root");
    if (account) {
        const std::string id = parts.size() == 1 ? text : parts[4];
        if (facts.account.empty() || facts.account != id)
            return Named::No;
        return facts.who == Who::Root ? Named::Direct : kind == Kind::Gateway ? Named::No : Named::Account;
    }
    if (kind == Kind::Gateway)
        return Named::No;
    if (!facts.roleArn.empty() && facts.roleArn == text)
        return Named::Role;
    return facts.arn == text && facts.who != Who::Service ? Named::Direct : Named::No;
}

/// How a Principal or NotPrincipal names the requester, in all ways. `canonical`: whether canonical users are its account.
std::set<Named> allNames(const Json& principal, Kind kind, const Facts& facts, bool canonical) {
    if (principal.is_string())
        return {Named::Everyone};
    std::set<Named> all{Named::No};
    for (const auto& [type, list] : principal.items()) {
        for (const std::string& text : texts(list)) {
            const bool isAccount = type == "CanonicalUser" && canonical && !facts.account.empty() && kind != Kind::Gateway;
            all.insert(isAccount ? namedBy("AWS", facts.account, kind, facts) : namedBy(type, text, kind, facts));
        }
    }
    return all;
}

/// "You must also specify the account ARN of the not-denied principal"; for a session the role and the session too.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
bool spared(const std::set<Named>& named, const Facts& facts) {
    if (facts.hasBoundary)
        return false;
    const auto has = [&](Named how) { return named.count(how) > 0; };
    if (has(Named::Everyone))
        return true;
    switch (facts.who) {
    case Who::Root:
    case Who::Service: return has(Named::Direct);
    case Who::User:
    case Who::FederatedUser: return has(Named::Account) && has(Named::Direct);
    case Who::Role: return has(Named::Account) && has(Named::Role);
    case Who::RoleSession: return has(Named::Account) && has(Named::Role) && has(Named::Direct);
    case Who::Anonymous: return false;
    }
    return false;
}

} // namespace

bool resourceSpeaks(const Json& statement, bool variables, Kind kind, const Facts& facts) {
    const bool negated = statement.contains("NotResource");
    if (!negated && !statement.contains("Resource"))
        return true; // the resource that the policy is attached to
    const auto patterns = texts(statement.at(negated ? "NotResource" : "Resource"));
    bool turnsRound = true;
    // A request for many things is allowed when one of them is, and denied when all are.
    const bool many = !facts.request->actionHasNoResource && facts.request->resource.find('*') != std::string::npos;
    const bool one = (statement.at("Effect") == "Allow") != negated;
    const auto meets = many ? (one ? someMatch : allMatch) : globMatches;
    const bool listed = std::any_of(patterns.begin(), patterns.end(), [&](const std::string& text) {
        turnsRound = turnsRound && canBeNegated(text, kind) && expanded(text, facts, variables, true).has_value();
        if (facts.request->actionHasNoResource)
            return text == "*";
        for (const std::string& written : {text, completed(text, kind)}) {
            auto pattern = expanded(written, facts, variables, true);
            if (!pattern)
                continue;
            keepInsideSegments(*pattern);
            if (meets(*pattern, facts.request->resource))
                return true;
        }
        return false;
    });
    return negated ? !listed && turnsRound : listed;
}

StatementAnswer ask(const Json& statement, bool variables, Kind kind, const Facts& facts) {
    StatementAnswer answer;
    answer.denies = statement.at("Effect") == "Deny";
    bool principal = true;
    if (statement.contains("Principal")) {
        const bool lucky = (facts.luck == Luck::Best) != answer.denies;
        answer.named = *allNames(statement.at("Principal"), kind, facts, lucky).rbegin();
        principal = answer.named != Named::No;
    } else if (statement.contains("NotPrincipal")) {
        principal = !spared(allNames(statement.at("NotPrincipal"), kind, facts, facts.luck == Luck::Best), facts);
    }
    answer.matches = principal && actionSpeaks(statement, facts) && resourceSpeaks(statement, variables, kind, facts) &&
                     conditionsHold(statement, variables, facts);
    return answer;
}

} // namespace naive_policy
