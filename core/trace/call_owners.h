// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"
#include "core/policy/request_context.h"

#include <set>

namespace waylight {

struct CallContext;

/// The account that owns something, as far as the design says it. What leaves it open belongs to the drawing's own
/// account: the only one that the design names, or else one whose number nobody knows.
struct OwnerAccount {
    enum class Known : std::uint8_t { Number, Drawing, Nothing };
    Known known = Known::Nothing;
    std::string number;
    Id owned; ///< what leaves it open

    bool isOpen() const { return known == Known::Drawing; }
    /// The number, where the drawing's account has this one; empty when nothing is known.
    const std::string& in(const std::string& drawing) const { return isOpen() ? drawing : number; }
};

OwnerAccount ownerOf(const Topology& topology, const ResourceBase& resource);
OwnerAccount ownerNumbered(std::string number);

/// Who makes an API call.
struct Caller {
    const Role* role = nullptr;
    Id missing{}; ///< what carries or is a role that is not in the design; empty: it is, or there is none
    OwnerAccount account{};
    Id session{}; ///< the session's name: the instance's id, the function's name

    bool isAnonymous() const { return !role && missing.empty(); }
    policy::Principal principal(const std::string& drawing) const;
};
Caller callerOf(const Topology& topology, const CallContext& call);

/// Who is to blame when nothing grants: the role, or the instance or function when it has none.
Id culpritOf(const CallContext& call, const Caller& caller);
/// The field of that instance or function that would name the role.
std::string roleField(const CallContext& call);

/// Adds the account numbers that a policy's text can tell apart: those that stand in it, and one for each pattern of
/// one.
void collectAccountNumbers(const std::string& policy, std::set<std::string>& numbers);

/// A number that is none of these.
std::string someOtherAccount(const std::set<std::string>& numbers);

} // namespace waylight
