// SPDX-License-Identifier: MIT
#include "core/trace/call_owners.h"

#include "core/base/arn.h"
#include "core/trace/call_pairs.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr std::size_t accountDigits = 12;
/// Far more than real policies name; each is one more evaluation.
constexpr std::size_t numberLimit = 64;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::string lastPart(const std::string& arn) {
    const auto slash = arn.rfind('/');
    return slash == std::string::npos ? arn : arn.substr(slash + 1);
}

std::string roleNameOf(const Role& role) {
    if (!role.roleName.empty())
        return role.roleName;
    return role.id.starts_with("arn:") ? lastPart(role.id) : displayName(role);
}

/// `1111*` as a number that it matches; empty when there is none.
std::string filledPattern(const std::string& pattern) {
    std::string out;
    const std::size_t fixed =
        pattern.size() - static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '*'));
    if (fixed > accountDigits)
        return {};
    std::size_t missing = accountDigits - fixed;
    for (const char c : pattern) {
        if (c == '*')
            out.append(std::exchange(missing, 0), '0');
        else
            out += c == '?' ? '0' : c;
    }
    return out.size() == accountDigits ? out : std::string();
}

} // namespace

OwnerAccount ownerNumbered(std::string number) {
    return {OwnerAccount::Known::Number, std::move(number), {}};
}

OwnerAccount ownerOf(const Topology& topology, const ResourceBase& resource) {
    if (!resource.account.empty())
        return ownerNumbered(resource.account);
    if (looksLikeArn(resource.id))
        if (const auto arn = Arn::parse(resource.id); arn && !arn->account.empty())
            return ownerNumbered(arn->account);
    const auto& accounts = topology.table(kindOf<Account>);
    if (accounts.size() == 1)
        return ownerNumbered(accounts.begin()->first);
    return {OwnerAccount::Known::Drawing, {}, resource.id};
}

namespace {

/// Its role and session. Lambda names sessions after the function.
/// https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
Caller callerAs(const Topology& topology, const Instance& instance) {
    Caller caller{.session = instance.id};
    if (!instance.profile)
        return caller;
    const InstanceProfile* profile = topology.get(instance.profile);
    if (profile && !profile->roles.empty())
        caller.role = topology.get(profile->roles.front());
    if (!caller.role)
        caller.missing = instance.profile.id;
    return caller;
}
Caller callerAs(const Topology& topology, const LambdaFunction& function) {
    Caller caller{.role = topology.get(function.role),
                  .session = function.functionName.empty() ? function.id : function.functionName};
    if (!caller.role)
        caller.missing = function.role.id;
    return caller;
}

} // namespace

Caller callerOf(const Topology& topology, const CallContext& call) {
    Caller caller = call.instance   ? callerAs(topology, *call.instance)
                    : call.function ? callerAs(topology, *call.function)
                                    : Caller{.session = call.interface.id};
    // The role of an instance is of the instance's account, and an instance of that of its VPC unless it says
    // otherwise.
    std::vector<const ResourceBase*> told{&call.interface};
    if (call.instance)
        told.insert(told.begin(), call.instance);
    if (call.function)
        told.insert(told.begin(), call.function);
    if (caller.role)
        told.insert(told.begin(), caller.role);
    if (call.vpc)
        told.push_back(call.vpc);
    caller.account = ownerOf(topology, *told.front());
    for (const ResourceBase* each : told)
        if (caller.account.isOpen())
            if (OwnerAccount owner = ownerOf(topology, *each); !owner.isOpen())
                caller.account = std::move(owner);
    return caller;
}

std::string roleField(const CallContext& call) {
    return call.function ? "/roleId" : "/instanceProfileId";
}

Id culpritOf(const CallContext& call, const Caller& caller) {
    return caller.role     ? caller.role->id
           : call.instance ? call.instance->id
           : call.function ? call.function->id
                           : call.interface.id;
}

policy::Principal Caller::principal(const std::string& drawing) const {
    policy::Principal principal;
    if (isAnonymous())
        return principal;
    const std::string& number = account.in(drawing);
    const std::string name = role ? roleNameOf(*role) : lastPart(missing);
    principal.kind = policy::PrincipalKind::RoleSession;
    principal.account = number;
    principal.roleArn = role && role->id.starts_with("arn:") ? role->id : "arn:aws:iam::" + number + ":role/" + name;
    principal.arn = "arn:aws:sts::" + number + ":assumed-role/" + name + '/' + session;
    return principal;
}

void collectAccountNumbers(const std::string& policy, std::set<std::string>& numbers) {
    const auto isPart = [](char c) { return isDigit(c) || c == '*' || c == '?'; };
    for (std::size_t at = 0; at < policy.size() && numbers.size() < numberLimit;) {
        if (!isPart(policy[at])) {
            ++at;
            continue;
        }
        const std::size_t start = at;
        while (at < policy.size() && isPart(policy[at]))
            ++at;
        const std::string run = policy.substr(start, at - start);
        if (std::any_of(run.begin(), run.end(), isDigit))
            if (std::string number = filledPattern(run); !number.empty())
                numbers.insert(std::move(number));
    }
}

std::string someOtherAccount(const std::set<std::string>& numbers) {
    std::string number(accountDigits, '9');
    for (std::size_t digit = accountDigits - 1; numbers.contains(number); --digit)
        for (char c = '8'; c >= '0' && numbers.contains(number); --c)
            number[digit] = c;
    return number;
}

} // namespace waylight
