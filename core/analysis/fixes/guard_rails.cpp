// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/guard_rails.h"

#include "core/analysis/fixes/network.h"
#include "core/analysis/fixes/policy_edits.h"
#include "core/base/message_ids.h"
#include "core/policy/public_access.h"

namespace waylight {
namespace {

constexpr const char* principalKey = "aws:PrincipalArn";

/// The kinds of control policies.
struct Control {
    std::string field; ///< as it begins a pointer
    std::vector<ControlPolicy> Account::*list;
    std::string what;
};

const Control& controlOf(Stage stage) {
    static const Control service{"/serviceControlPolicies/", &Account::serviceControlPolicies,
                                 "service control policy"};
    static const Control resource{"/resourceControlPolicies/", &Account::resourceControlPolicies,
                                  "resource control policy"};
    return stage == Stage::ServiceControlPolicy ? service : resource;
}

bool isOfNetwork(const std::string& key) {
    return key == "aws:SourceVpce" || key == "aws:SourceVpc";
}

/// Edits of one policy, which may stand at several levels and accounts: each of them gets the same edit.
class ControlFixes {
public:
    ControlFixes(FixMaker& make, const Account& account, std::size_t place)
        : m_make(make), m_account(account), m_control(controlOf(make.check().stage)), m_place(place) {}

    void proposeForDeny(std::size_t statement) {
        const auto keys = conditionKeys(policy().document, statement);
        for (const ConditionKey& key : keys)
            if (isOfNetwork(key.key))
                proposeWayThroughEndpoint();
        for (const ConditionKey& key : keys)
            proposeValue(statement, key);
        if (const std::string role = m_make.contextValue(principalKey); !role.empty())
            set(withConditionValue(policy().document, statement, "ArnNotEquals", principalKey, role),
                message(MessageId::FixControlExcept, policy().name, role, m_control.what), opensAddress);
        set(withoutStatement(policy().document, statement),
            message(MessageId::FixControlRemove, policy().name, std::to_string(statement + 1), m_control.what),
            opensEverything);
    }

    void proposeAllow(const std::string& action) {
        if (!policy().document.empty())
            set(withStatement(policy().document, {"AllowRequest", action, "*", std::nullopt, std::nullopt}),
                message(MessageId::FixControlAllow, policy().name, action, "every resource"), opensNetwork);
    }

private:
    const ControlPolicy& policy() const { return (m_account.*m_control.list)[m_place]; }

    /// The request could come the way that the policy wants, which opens nothing.
    void proposeWayThroughEndpoint() {
        const NetworkInterface* source = m_make.source();
        const Subnet* subnet = source ? m_make.topology().get(source->subnet) : nullptr;
        const RouteTable* table = subnet ? m_make.index().tableOf(*subnet) : nullptr;
        if (table && m_make.callTarget())
            proposeEndpoints(m_make, *table);
    }

    void proposeValue(std::size_t statement, const ConditionKey& key) {
        const std::string value = m_make.contextValue(key.key);
        if (value.empty() || key.key == principalKey)
            return;
        set(withConditionValue(policy().document, statement, key.op, key.key, value),
            message(MessageId::FixControlValue, policy().name, m_make.nameOf(value), key.key, m_control.what),
            isOfNetwork(key.key) ? opensAddress : opensNetwork);
    }

    void set(const std::optional<PolicyText>& document, Message title, int exposure) {
        if (!document)
            return;
        Design after = m_make.design();
        m_make.topology().forEach<Account>([&](const Account& account) {
            Account fixed = account;
            replace(fixed, *document);
            if (!(fixed == account))
                after.topology.set(Resource(std::move(fixed)));
        });
        m_make.offerDesign(std::move(title), exposure, std::move(after));
    }

    /// One policy may stand at several levels and accounts. A document without statements is no policy.
    void replace(Account& account, const PolicyText& document) const {
        std::vector<ControlPolicy>& list = account.*m_control.list;
        const auto isSame = [this](const ControlPolicy& each) {
            return each.name == policy().name && each.document == policy().document;
        };
        if (document.empty())
            std::erase_if(list, isSame);
        for (ControlPolicy& each : list)
            if (isSame(each))
                each.document = document;
    }

    FixMaker& m_make;
    const Account& m_account;
    const Control& m_control;
    std::size_t m_place;
};

std::string joinedNumbers(const std::vector<std::size_t>& statements) {
    std::string text;
    for (const std::size_t each : statements)
        text += (text.empty() ? "" : ", ") + std::to_string(each + 1);
    return text;
}

/// Lets the public statements of a policy speak of the caller alone.
template <class T>
void proposeNarrow(FixMaker& make, const T& owner) {
    const std::string principal = make.contextValue(principalKey);
    const policy::DocumentPtr document = policy::Document::parse(owner.policy.text).document;
    if (principal.empty() || !document)
        return;
    const std::vector<std::size_t> statements = policy::publicAccess(*document).statements;
    T fixed = owner;
    for (const std::size_t each : statements) {
        auto narrowed = withPrincipal(fixed.policy, each, principal);
        if (!narrowed)
            return;
        fixed.policy = *std::move(narrowed);
    }
    if (!statements.empty())
        make.offer(message(MessageId::FixPublicNarrow, displayName(owner), joinedNumbers(statements), principal),
                   opensNothing, fixed);
}

template <class T>
void proposeRestrictOff(FixMaker& make, const T& owner) {
    T fixed = owner;
    fixed.restrictPublicBuckets = false;
    make.offer(message(MessageId::FixRestrictOff, displayName(owner)), opensInternet, fixed);
}

} // namespace

void proposeControlPolicy(FixMaker& make) {
    const Check& check = make.check();
    const Control& control = controlOf(check.stage);
    const auto* account = make.topology().get<Account>(check.resource);
    const auto place = indexIn(check.pointer.substr(0, check.pointer.find("/policyDocument")), control.field);
    if (!account || !place || *place >= (account->*control.list).size())
        return;
    ControlFixes fixes(make, *account, *place);
    const auto statement = statementIndex(check.pointer);
    if (statement && check.code.ends_with("_EXPLICIT_DENY"))
        fixes.proposeForDeny(*statement);
    else if (check.stage == Stage::ServiceControlPolicy && !check.code.ends_with("_EXPLICIT_DENY"))
        fixes.proposeAllow(neededBy(make).action);
}

/// Block Public Access stops other accounts only at a policy that is public: what is not public passes it.
void proposePublicAccess(FixMaker& make) {
    if (const auto& target = make.callTarget())
        for (const ResourcePtr& each : {target->accessPoint, target->resource}) {
            if (const auto* bucket = std::get_if<Bucket>(each.get()))
                proposeNarrow(make, *bucket);
            else if (const auto* point = std::get_if<AccessPoint>(each.get()))
                proposeNarrow(make, *point);
        }
    const ResourcePtr restrictor = make.topology().find(make.check().resource);
    if (const auto* bucket = std::get_if<Bucket>(restrictor.get()))
        proposeRestrictOff(make, *bucket);
    else if (const auto* point = std::get_if<AccessPoint>(restrictor.get()))
        proposeRestrictOff(make, *point);
    else if (const auto* account = std::get_if<Account>(restrictor.get()))
        proposeRestrictOff(make, *account);
}

} // namespace waylight
