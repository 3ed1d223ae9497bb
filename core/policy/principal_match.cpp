// SPDX-License-Identifier: MIT
#include "core/policy/principal_match.h"

#include <algorithm>

namespace waylight::policy {
namespace {

using Kind = PrincipalPattern::Kind;

/// The policies that say nothing of principals: they apply to the one that they are attached to.
bool isIdentityBased(PolicyType type) {
    return type == PolicyType::Identity || type == PolicyType::Boundary || type == PolicyType::Session ||
           type == PolicyType::ServiceControl;
}

class Matcher {
public:
    Matcher(const Element<PrincipalPattern>& element, const Principal& who, const DocumentOptions& options)
        : m_element(element), m_who(who), m_options(options) {}

    PrincipalMatch matched(Effect effect) const {
        PrincipalMatch out;
        for (const PrincipalPattern& pattern : m_element.patterns) {
            const Grant named = grant(pattern);
            if (named <= out.grant)
                continue;
            out.grant = named;
            out.by = m_element.negated ? noNode : pattern.node;
        }
        const Match isNamed = out.grant != Grant::None ? Match::Yes : mayNameAccount() ? Match::Unknown : Match::No;
        if (!m_element.negated)
            out.match = isNamed;
        else if (effect == Effect::Allow)
            out.match = opposite(isNamed);
        else
            out.match = m_options.principalHasBoundary ? Match::Yes : opposite(exempt(out.grant, isNamed));
        if (out.match == Match::Unknown && out.grant == Grant::None)
            out.grant = m_who.kind == PrincipalKind::Root ? Grant::Direct : Grant::Account;
        return out;
    }

private:
    bool atGateway() const { return m_options.type == PolicyType::GatewayEndpoint; }

    Grant grant(const PrincipalPattern& pattern) const {
        if (pattern.kind == Kind::Everyone)
            return Grant::Everyone;
        if (atGateway())
            return pattern.kind == Kind::Account && m_who.kind == PrincipalKind::Root && m_who.account == pattern.text
                       ? Grant::Direct
                       : Grant::None;
        if (pattern.kind == Kind::Service)
            return m_who.kind == PrincipalKind::Service && m_who.arn == pattern.text ? Grant::Direct : Grant::None;
        if (pattern.kind == Kind::Account) {
            if (!m_who.hasAccount() || m_who.account != pattern.text)
                return Grant::None;
            return m_who.kind == PrincipalKind::Root ? Grant::Direct : Grant::Account;
        }
        if (pattern.kind != Kind::Arn || pattern.text.empty())
            return Grant::None;
        if (!m_who.roleArn.empty() && pattern.text == m_who.roleArn)
            return Grant::Role;
        return pattern.text == m_who.arn ? Grant::Direct : Grant::None;
    }

    template <class Predicate>
    bool lists(Predicate predicate) const {
        return std::any_of(m_element.patterns.begin(), m_element.patterns.end(), predicate);
    }

    /// A canonical user ID names an account, and the design does not say which.
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html
    bool mayNameAccount() const {
        return !atGateway() && m_who.hasAccount() &&
               lists([](const PrincipalPattern& pattern) { return pattern.kind == Kind::CanonicalUser; });
    }

    /// NotPrincipal with Deny spares a user only when its account is listed too, and a session only when role and
    /// account are. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    Match exempt(Grant named, Match isNamed) const {
        if (named == Grant::Everyone || !m_who.hasAccount() || m_who.kind == PrincipalKind::Root || atGateway())
            return isNamed;
        const auto listsArn = [&](const std::string& arn) {
            return lists([&](const PrincipalPattern& p) { return p.kind == Kind::Arn && p.text == arn; });
        };
        const bool account =
            lists([&](const PrincipalPattern& p) { return p.kind == Kind::Account && p.text == m_who.account; });
        const Match byAccount = account ? Match::Yes : mayNameAccount() ? Match::Unknown : Match::No;
        return both(byAccount, toMatch(listsArn(m_who.arn) && (m_who.roleArn.empty() || listsArn(m_who.roleArn))));
    }

    const Element<PrincipalPattern>& m_element;
    const Principal& m_who;
    const DocumentOptions& m_options;
};

} // namespace

PrincipalMatch matchPrincipal(const Statement& statement, const Principal& who, const DocumentOptions& options) {
    const Element<PrincipalPattern>& element = statement.principal;
    if (isIdentityBased(options.type))
        return {};
    if (!element.present)
        return {options.type == PolicyType::Resource ? Match::No : Match::Yes, Grant::None, noNode, statement.node};
    PrincipalMatch out = Matcher(element, who, options).matched(statement.effect);
    out.place = element.node;
    return out;
}

} // namespace waylight::policy
