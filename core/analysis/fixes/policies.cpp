// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/maker.h"
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
    return {"AllowRequest", make.request().action, make.request().resource, std::nullopt};
}

/// A role and an instance profile for an instance that has none.
void proposeNewRole(FixMaker& make, const Instance& instance) {
    auto role = edit::fresh<Role>(make.topology(), {}, instance.account);
    role.name = displayName(instance) + "-role";
    role.policies.push_back({"allow-" + make.service(), *withStatement({}, statementFor(make)), {}});
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
        make.offer(message(MessageId::FixRoleAllow, displayName(role), make.request().action, make.request().resource),
                   opensNothing, fixed);
    }
}

template <class Target>
class TargetPolicy {
public:
    TargetPolicy(FixMaker& make, const Target& target) : m_make(make), m_target(target), m_name(displayName(target)) {}

    void propose() {
        if (const auto index = statementIndex(m_make.check().pointer); isDeny(m_make) && index)
            proposeWithoutDeny(*index);
        if (const std::string principal = m_make.contextValue("aws:PrincipalArn");
            !isDeny(m_make) && !principal.empty())
            set(withStatement(m_target.policy,
                              {"AllowRequest", m_make.request().action, m_make.request().resource, principal}),
                message(MessageId::FixResourceAllow, m_name, m_make.request().action, principal), opensAddress);
    }

private:
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
            message(MessageId::FixBoundaryAllow, displayName(*role), make.request().action, make.request().resource),
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
}

} // namespace waylight
