// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/policy/match.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

enum class PrincipalKind : std::uint8_t { User, Role, RoleSession, FederatedUser, Root, Service, Anonymous };

/// Who makes a request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
struct Principal {
    PrincipalKind kind = PrincipalKind::Anonymous;
    std::string arn;     ///< the session's ARN for a role session; the name for a service; empty when anonymous
    std::string account; ///< twelve digits; empty for services and anonymous
    std::string roleArn; ///< of a role or a role session: what aws:PrincipalArn says

    /// An ARN of a user, role, session, federated user or root, an account id (its root), a service name such as
    /// `lambda.amazonaws.com`, or `anonymous`. The role of a session gets no path, which its ARN does not carry.
    static Result<Principal> parse(std::string_view text);

    /// Service-linked roles are exempt from SCPs and RCPs.
    bool isServiceLinkedRole() const;
    /// Can be named in an identity policy: not a service and not anonymous.
    bool hasAccount() const { return kind != PrincipalKind::Service && kind != PrincipalKind::Anonymous; }

    bool operator==(const Principal&) const = default;
};

/// What is said about one condition key.
struct ContextKey {
    enum class State : std::uint8_t { Absent, Present, Unknown };

    std::string name; ///< lower case
    State state = State::Present;
    std::vector<std::string> values{}; ///< when present: more than one for multivalued keys; may be empty

    bool operator==(const ContextKey&) const = default;
};

/// The condition keys of a request, and those that cannot be known. Names are compared without case.
class ContextKeys {
public:
    using State = ContextKey::State;
    struct Found {
        State state = State::Absent;
        const ContextKey* key = nullptr; ///< not null when present
    };

    ContextKeys() = default;
    /// Keys that may be in the request, with any value, as long as nothing else is said about them: `setUnknown` of
    /// each. The names are lower case and have to outlive the keys.
    explicit ContextKeys(std::span<const std::string_view> open) : m_open(open) {}

    /// Replaces what was said about the key.
    void set(std::string_view name, std::vector<std::string> values) { put(name, State::Present, std::move(values)); }
    void set(std::string_view name, std::string_view value) { set(name, std::vector<std::string>{std::string(value)}); }
    /// The key may or may not be in the request, with any value. `aws:PrincipalTag/*` speaks of all keys below it that
    /// are not set, `s3:*` of all those of a service.
    void setUnknown(std::string_view name);
    /// The key is not in the request, also where `setUnknown` speaks of all keys around it.
    void setAbsent(std::string_view name) { put(name, State::Absent, {}); }
    /// Forgets what was said about the key.
    void remove(std::string_view name);

    Found find(std::string_view lowerName) const;
    bool has(std::string_view name) const;
    /// What was said about single keys, each once, in no order.
    const std::vector<ContextKey>& all() const { return m_keys; }

private:
    void put(std::string_view name, State state, std::vector<std::string> values);

    std::span<const std::string_view> m_open;
    std::vector<ContextKey> m_keys;             ///< each name once
    std::vector<std::string> m_unknownPrefixes; ///< lower case, with the star: "aws:principaltag/*"
};

/// A request as policies see it: one principal, one action, one resource.
struct RequestContext {
    Principal principal;
    std::string action;               ///< "s3:GetObject"
    std::string resource;             ///< ARN; `*` for actions that name no resource
    std::string resourceAccount;      ///< empty: not known
    bool actionHasNoResource = false; ///< such as s3:ListAllMyBuckets: only `*` in a policy speaks of it
    ContextKeys keys;
};

/// Adds the keys that follow from the principal and are neither set nor declared unknown: aws:PrincipalArn,
/// aws:PrincipalAccount, aws:PrincipalType, aws:PrincipalIsAWSService, aws:username, aws:ResourceAccount.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
void addPrincipalKeys(RequestContext& context);

} // namespace waylight::policy
