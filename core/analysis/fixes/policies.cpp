// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/guard_rails.h"
#include "core/analysis/fixes/network.h"
#include "core/analysis/fixes/policy_edits.h"
#include "core/base/message_ids.h"
#include "core/edit/fresh.h"

namespace waylight {
namespace {

bool isDeny(const FixMaker& make) {
    return make.check().code.ends_with("_EXPLICIT_DENY");
}

/// What the request needs, without a principal.
AllowStatement statementFor(const FixMaker& make) {
    const Needed needed = neededBy(make);
    return {"AllowRequest", needed.action, needed.resource, std::nullopt, std::nullopt};
}

Role newRole(const FixMaker& make, const ResourceBase& host) {
    auto role = edit::fresh<Role>(make.topology(), {}, host.account);
    role.name = displayName(host) + "-role";
    role.policies.push_back({"allow-" + make.service(), *withStatement({}, statementFor(make)), {}});
    return role;
}

void proposeNewRole(FixMaker& make, const LambdaFunction& function) {
    const Role role = newRole(make, function);
    LambdaFunction fixed = function;
    fixed.role = role.id;
    make.offer(message(MessageId::FixRoleCreate, displayName(function), make.request().action, make.request().resource),
               opensNothing, role, fixed);
}

/// A role and an instance profile for an instance that has none.
void proposeNewRole(FixMaker& make, const Instance& instance) {
    const Role role = newRole(make, instance);
    auto profile = edit::fresh<InstanceProfile>(make.topology(), {}, instance.account);
    profile.name = role.name;
    profile.roles = {role.id};
    Instance fixed = instance;
    fixed.profile = profile.id;
    make.offer(message(MessageId::FixRoleCreate, displayName(instance), make.request().action, make.request().resource),
               opensNothing, role, profile, fixed);
}

void proposeRole(FixMaker& make, const Role& role) {
    Role fixed = role;
    const auto place =
        indexIn(make.check().pointer.substr(0, make.check().pointer.find("/policyDocument")), "/policies/");
    const auto statement = statementIndex(make.check().pointer);
    if (isDeny(make) && place && *place < role.policies.size() && statement) {
        if (auto policy = withoutStatement(role.policies[*place].document, *statement)) {
            if (policy->empty())
                fixed.policies.erase(fixed.policies.begin() + static_cast<std::ptrdiff_t>(*place));
            else
                fixed.policies[*place].document = *std::move(policy);
            make.offer(message(MessageId::FixRemoveStatement, displayName(role), std::to_string(*statement + 1)),
                       opensEverything, fixed);
        }
        return;
    }
    if (fixed.policies.empty())
        fixed.policies.push_back({"allow-" + make.service(), {}, {}});
    if (auto policy = withStatement(fixed.policies.front().document, statementFor(make))) {
        fixed.policies.front().document = *std::move(policy);
        const Needed needed = neededBy(make);
        make.offer(message(MessageId::FixRoleAllow, displayName(role), needed.action, needed.resource), opensNothing,
                   fixed);
    }
}

void proposeEnabledKey(FixMaker& make, const KmsKey& key) {
    KmsKey fixed = key;
    fixed.state = "Enabled";
    if (make.check().code == "KEY_NOT_ENABLED")
        make.offer(message(MessageId::FixState, displayName(key), fixed.state), opensNothing, fixed);
}

template <class Target>
class TargetPolicy {
public:
    TargetPolicy(FixMaker& make, const Target& target) : m_make(make), m_target(target), m_name(displayName(target)) {}

    void propose() {
        if (const auto index = statementIndex(m_make.check().pointer); isDeny(m_make) && index)
            proposeWithoutDeny(*index);
        if (const std::string principal = m_make.contextValue("aws:PrincipalArn"); isNoAllow() && !principal.empty())
            proposeAllow(principal);
    }

private:
    /// Other blockers of the stage, such as a key's state, are not about a policy.
    bool isNoAllow() const {
        return m_make.check().code.ends_with("_NO_ALLOW") || m_make.check().code.ends_with("_ABSENT");
    }

    void proposeAllow(const std::string& principal) {
        const Needed needed = neededBy(m_make);
        AllowStatement statement{"AllowRequest", needed.action, needed.resource, principal, std::nullopt};
        if constexpr (std::is_same_v<Target, KmsKey>)
            statement.resource = "*"; // in a key's policy: the key
        if constexpr (std::is_same_v<Target, Bucket>)
            proposeDelegation(statement);
        set(withStatement(startingPolicy(), statement),
            message(MessageId::FixResourceAllow, m_name, needed.action, principal), opensAddress);
    }

    /// Opens the bucket for requests through the access point only.
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    void proposeDelegation(AllowStatement statement) {
        const std::string point = m_make.contextValue("s3:DataAccessPointArn");
        if (point.empty() || !m_make.callTarget() || !m_make.callTarget()->accessPoint)
            return;
        statement.sid = "AllowThroughAccessPoint";
        statement.condition = ConditionValue{"StringEquals", "s3:DataAccessPointArn", point};
        set(withStatement(m_target.policy, statement),
            message(MessageId::FixDelegate, m_name, statement.action, *statement.principal,
                    displayName(base(*m_make.callTarget()->accessPoint))),
            opensNothing);
    }

    /// A key made without a policy has one that lets its account decide, which has to stay.
    /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    PolicyText startingPolicy() const {
        if constexpr (std::is_same_v<Target, KmsKey>)
            if (m_target.policy.empty() && !m_target.account.empty())
                return *withStatement(
                    {}, {"LetAccountDecide", "kms:*", "*", "arn:aws:iam::" + m_target.account + ":root", std::nullopt});
        return m_target.policy;
    }

    void set(std::optional<PolicyText> policy, Message title, int exposure) {
        if (!policy)
            return;
        Target fixed = m_target;
        fixed.policy = *std::move(policy);
        m_make.offer(std::move(title), exposure, fixed);
    }

    void proposeWithoutDeny(std::size_t index) {
        for (const ConditionKey& condition : conditionKeys(m_target.policy, index))
            if (const std::string value = m_make.contextValue(condition.key); !value.empty())
                set(withConditionValue(m_target.policy, index, condition.op, condition.key, value),
                    message(MessageId::FixDenyValue, m_name, value, condition.key), opensNothing);
        if (const std::string endpoint = m_make.contextValue("aws:SourceVpce"); !endpoint.empty())
            set(withConditionValue(m_target.policy, index, "StringNotEquals", "aws:SourceVpce", endpoint),
                message(MessageId::FixDenyException, m_name, m_make.nameOf(endpoint)), opensAddress);
        set(withoutStatement(m_target.policy, index),
            message(MessageId::FixRemoveStatement, m_name, std::to_string(index + 1)), opensEverything);
    }

    FixMaker& m_make;
    const Target& m_target;
    std::string m_name;
};

} // namespace

Needed neededBy(const FixMaker& make) {
    const Message& said = make.check().message;
    const bool ofLevel = said.id == MessageId::PolicyLevelNoAllow;
    const bool ofPolicy = said.id == MessageId::PolicyNoAllow || said.id == MessageId::PolicyDenies;
    const std::size_t at = ofLevel ? 1 : 2;
    if ((ofLevel || ofPolicy) && said.args.size() > at + 1)
        return {said.args[at], said.args[at + 1]};
    return {make.request().action, make.request().resource};
}

void proposeEndpointPolicy(FixMaker& make) {
    const auto* endpoint = make.topology().get<VpcEndpoint>(make.check().resource);
    if (!endpoint)
        return;
    const auto set = [&](std::optional<PolicyText> policy, Message title, int exposure) {
        if (!policy)
            return;
        VpcEndpoint fixed = *endpoint;
        fixed.policy = *std::move(policy);
        make.offer(std::move(title), exposure, fixed);
    };
    const std::string name = displayName(*endpoint);
    AllowStatement statement = statementFor(make);
    statement.principal = "*";
    set(withStatement(endpoint->policy, statement),
        message(MessageId::FixEndpointAllow, name, make.request().action, make.request().resource), opensNothing);
    if (const auto index = statementIndex(make.check().pointer); index && isDeny(make))
        set(withoutStatement(endpoint->policy, *index),
            message(MessageId::FixRemoveStatement, name, std::to_string(*index + 1)), opensNetwork);
}

void proposeIdentityPolicy(FixMaker& make) {
    if (const auto* role = make.topology().get<Role>(make.check().resource))
        proposeRole(make, *role);
    else if (const Instance* instance = make.instance(); instance && !instance->profile)
        proposeNewRole(make, *instance);
    else if (const LambdaFunction* function = make.function(); function && !function->role)
        proposeNewRole(make, *function);
}

void proposePermissionsBoundary(FixMaker& make) {
    const auto* role = make.topology().get<Role>(make.check().resource);
    if (!role)
        return;
    const auto statement = statementIndex(make.check().pointer);
    const auto policy = isDeny(make) && statement ? withoutStatement(role->permissionsBoundary, *statement)
                                                  : withStatement(role->permissionsBoundary, statementFor(make));
    if (!policy)
        return;
    Role fixed = *role;
    fixed.permissionsBoundary = *policy;
    if (isDeny(make))
        make.offer(message(MessageId::FixRemoveStatement, displayName(*role), std::to_string(*statement + 1)),
                   opensEverything, fixed);
    else
        make.offer(
            message(MessageId::FixBoundaryAllow, displayName(*role), neededBy(make).action, neededBy(make).resource),
            opensAddress, fixed);
}

void proposeResourcePolicy(FixMaker& make) {
    const ResourcePtr target = make.topology().find(make.check().resource);
    if (!target)
        return;
    if (const auto* bucket = std::get_if<Bucket>(target.get()))
        TargetPolicy(make, *bucket).propose();
    else if (const auto* table = std::get_if<DynamoTable>(target.get()))
        TargetPolicy(make, *table).propose();
    else if (const auto* point = std::get_if<AccessPoint>(target.get()))
        TargetPolicy(make, *point).propose();
    else if (const auto* key = std::get_if<KmsKey>(target.get())) {
        TargetPolicy(make, *key).propose();
        proposeEnabledKey(make, *key);
    }
}

} // namespace waylight
