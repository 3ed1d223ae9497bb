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

/// "aws:principaltag/*" or "s3:*": all keys that begin so.
bool isPrefix(std::string_view name) {
    return endsWith(name, "/*") || endsWith(name, ":*");
}

/// Where the key of this name is. Requests have some dozens: looking through them costs no more than sorting them.
auto placeOf(auto& keys, std::string_view name) {
    return std::find_if(keys.begin(), keys.end(), [&](const ContextKey& key) { return key.name == name; });
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

void ContextKeys::put(std::string_view name, State state, std::vector<std::string> values) {
    ContextKey key{lowered(name), state, std::move(values)};
    const auto at = placeOf(m_keys, key.name);
    if (at != m_keys.end())
        *at = std::move(key);
    else
        m_keys.push_back(std::move(key));
}

void ContextKeys::setUnknown(std::string_view name) {
    if (isPrefix(name))
        m_unknownPrefixes.push_back(lowered(name));
    else
        put(name, State::Unknown, {});
}

void ContextKeys::remove(std::string_view name) {
    const std::string lower = lowered(name);
    std::erase_if(m_keys, [&](const ContextKey& key) { return key.name == lower; });
}

ContextKeys::Found ContextKeys::find(std::string_view lowerName) const {
    const auto at = placeOf(m_keys, lowerName);
    if (at != m_keys.end())
        return {at->state, at->state == State::Present ? &*at : nullptr};
    const auto speaksOfIt = [&](std::string_view open) {
        return isPrefix(open) ? lowerName.starts_with(open.substr(0, open.size() - 1)) : lowerName == open;
    };
    const bool unknown = std::any_of(m_open.begin(), m_open.end(), speaksOfIt) ||
                         std::any_of(m_unknownPrefixes.begin(), m_unknownPrefixes.end(), speaksOfIt);
    return {unknown ? State::Unknown : State::Absent, nullptr};
}

bool ContextKeys::has(std::string_view name) const {
    return find(lowered(name)).state == State::Present;
}

void addPrincipalKeys(RequestContext& context) {
    const Principal& principal = context.principal;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (context.keys.find(name).state == ContextKeys::State::Absent)
            context.keys.set(name, value);
    };
    if (principal.kind != PrincipalKind::Anonymous) // "Anonymous requests do not include this key"
        add("aws:principalisawsservice", principal.kind == PrincipalKind::Service ? "true" : "false");
    if (!context.resourceAccount.empty())
        add("aws:resourceaccount", context.resourceAccount);
    if (const char* type = principalType(principal.kind))
        add("aws:principaltype", type);
    if (principal.kind == PrincipalKind::Anonymous)
        add("aws:principalaccount", "anonymous");
    if (!principal.hasAccount())
        return;
    add("aws:principalaccount", principal.account);
    add("aws:principalarn", principal.roleArn.empty() ? principal.arn : principal.roleArn);
    if (principal.kind == PrincipalKind::User)
        add("aws:username", principal.arn.substr(principal.arn.rfind('/') + 1));
}

} // namespace waylight::policy
