// SPDX-License-Identifier: MIT
#include "core/policy/request_context.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/policy/glob.h"

#include <algorithm>

namespace waylight::policy {
namespace {

bool startsWith(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

bool endsWith(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool isAccountId(std::string_view text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "assumed-role/app/i-0123" → "app"; empty when there is no role name.
std::string_view roleNameOf(std::string_view resource) {
    resource.remove_prefix(std::string_view("assumed-role/").size());
    return resource.substr(0, resource.find('/'));
}

const char* principalType(PrincipalKind kind) {
    switch (kind) {
    case PrincipalKind::User:
        return "User";
    case PrincipalKind::Role:
    case PrincipalKind::RoleSession:
        return "AssumedRole";
    case PrincipalKind::FederatedUser:
        return "FederatedUser";
    case PrincipalKind::Root:
        return "Account";
    case PrincipalKind::Anonymous:
        return "Anonymous";
    case PrincipalKind::Service:
        break;
    }
    return nullptr;
}

} // namespace

Result<Principal> Principal::parse(std::string_view text) {
    if (text == "anonymous" || text == "*")
        return Principal{};
    if (isAccountId(text))
        return Principal{PrincipalKind::Root, "arn:aws:iam::" + std::string(text) + ":root", std::string(text), {}};
    const bool serviceName = text.find(':') == std::string_view::npos;
    if (serviceName && (endsWith(text, ".amazonaws.com") || endsWith(text, ".amazonaws.com.cn")))
        return Principal{PrincipalKind::Service, std::string(text), {}, {}};
    const auto arn = Arn::parse(text);
    if (!arn)
        return message(MessageId::NotAPrincipal, text);
    Principal out{PrincipalKind::User, std::string(text), arn->account, {}};
    const std::string_view resource = arn->resource;
    if (arn->service == "iam" && resource == "root") {
        out.kind = PrincipalKind::Root;
    } else if (arn->service == "iam" && startsWith(resource, "role/")) {
        out.kind = PrincipalKind::Role;
        out.roleArn = out.arn;
    } else if (arn->service == "sts" && startsWith(resource, "assumed-role/")) {
        out.kind = PrincipalKind::RoleSession;
        out.roleArn = "arn:" + arn->partition + ":iam::" + arn->account + ":role/" + std::string(roleNameOf(resource));
    } else if (arn->service == "sts" && startsWith(resource, "federated-user/")) {
        out.kind = PrincipalKind::FederatedUser;
    } else if (arn->service != "iam" || !startsWith(resource, "user/")) {
        return message(MessageId::NotAPrincipal, text);
    }
    return out;
}

bool Principal::isServiceLinkedRole() const {
    // The ARN of a session carries no path; the names of these roles are reserved.
    return roleArn.find(":role/aws-service-role/") != std::string::npos ||
           (kind == PrincipalKind::RoleSession && roleArn.find(":role/AWSServiceRoleFor") != std::string::npos);
}

void ContextKeys::set(std::string_view name, std::vector<std::string> values) {
    remove(name);
    ContextKey key{std::string(name), lowered(name), std::move(values)};
    const auto at = std::lower_bound(m_keys.begin(), m_keys.end(), key.lowerName,
                                     [](const ContextKey& k, const std::string& lower) { return k.lowerName < lower; });
    m_keys.insert(at, std::move(key));
}

void ContextKeys::setUnknown(std::string_view name) {
    remove(name);
    std::string lower = lowered(name);
    if (endsWith(lower, "/*") || endsWith(lower, ":*")) {
        lower.pop_back();
        m_unknownPrefixes.push_back(std::move(lower));
    } else {
        m_unknown.insert(std::lower_bound(m_unknown.begin(), m_unknown.end(), lower), lower);
    }
}

void ContextKeys::setAbsent(std::string_view name) {
    remove(name);
    m_absent.push_back(lowered(name));
}

void ContextKeys::remove(std::string_view name) {
    const std::string lower = lowered(name);
    std::erase_if(m_keys, [&](const ContextKey& key) { return key.lowerName == lower; });
    std::erase(m_unknown, lower);
    std::erase(m_absent, lower);
}

ContextKeys::Found ContextKeys::find(std::string_view lowerName) const {
    const auto at =
        std::lower_bound(m_keys.begin(), m_keys.end(), lowerName,
                         [](const ContextKey& key, std::string_view lower) { return key.lowerName < lower; });
    if (at != m_keys.end() && at->lowerName == lowerName)
        return {State::Present, &*at};
    if (std::find(m_absent.begin(), m_absent.end(), lowerName) != m_absent.end())
        return {State::Absent, nullptr};
    const bool unknown = std::binary_search(m_unknown.begin(), m_unknown.end(), lowerName) ||
                         std::any_of(m_unknownPrefixes.begin(), m_unknownPrefixes.end(),
                                     [&](const std::string& prefix) { return startsWith(lowerName, prefix); });
    return {unknown ? State::Unknown : State::Absent, nullptr};
}

bool ContextKeys::has(std::string_view name) const {
    return find(lowered(name)).state == State::Present;
}

void addPrincipalKeys(RequestContext& context) {
    const Principal& principal = context.principal;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (context.keys.find(lowered(name)).state == ContextKeys::State::Absent)
            context.keys.set(name, value);
    };
    if (principal.kind != PrincipalKind::Anonymous) // "Anonymous requests do not include this key"
        add("aws:PrincipalIsAWSService", principal.kind == PrincipalKind::Service ? "true" : "false");
    if (!context.resourceAccount.empty())
        add("aws:ResourceAccount", context.resourceAccount);
    if (const char* type = principalType(principal.kind))
        add("aws:PrincipalType", type);
    if (principal.kind == PrincipalKind::Anonymous)
        add("aws:PrincipalAccount", "anonymous");
    if (!principal.hasAccount())
        return;
    add("aws:PrincipalAccount", principal.account);
    add("aws:PrincipalArn", principal.roleArn.empty() ? principal.arn : principal.roleArn);
    if (principal.kind == PrincipalKind::User)
        add("aws:username", principal.arn.substr(principal.arn.rfind('/') + 1));
}

} // namespace waylight::policy
