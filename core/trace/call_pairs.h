// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "core/network/network_index.h"
#include "core/policy/call_checks.h"
#include "core/trace/call_owners.h"

namespace waylight {

/// An API call as the policies see it, after the network has decided how it comes.
struct CallContext {
    const Request& request;
    const NetworkInterface& interface;
    const Instance* instance = nullptr;       ///< null: the interface is not an instance's
    const LambdaFunction* function = nullptr; ///< null: the interface is not a function's
    const Vpc* vpc = nullptr;
    const VpcEndpoint* endpoint = nullptr; ///< the endpoint it comes through
    std::optional<IpAddress> publicSource; ///< the public address it comes from
    Id translatedBy;                       ///< who gave it that address
    bool pathKnown = true;                 ///< false: the network keys cannot be told
    ResourcePtr target;                    ///< the bucket or table; null: not in the design
    ResourcePtr accessPoint;               ///< the access point that the call names; null: it names none
    std::string targetRegion;
};

/// One (action, resource) pair that AWS authorizes for a call, with what it is on.
struct CallPair {
    policy::CallCheck check;
    ResourcePtr target; ///< what has the policy: bucket, table, access point or key; null: not in the design
    OwnerAccount owner;
    Id askedFor;                ///< a key: the bucket or table that it encrypts
    bool awsManagedKey = false; ///< the service's own key in the account
    bool throughAccessPoint = false;
    bool hasNoResource = false; ///< the action names none: `check.resource` is `*`, and the caller's account decides

    bool isOnKey() const { return isForwarded() || (target && std::holds_alternative<KmsKey>(*target)); }
    bool isForwarded() const { return check.caller == policy::CallCheck::Caller::ForwardedAccess; }
    std::string service() const { return check.action.substr(0, check.action.find(':')); }
    /// The resource's ARN with its account, where the drawing's account has this number.
    std::string resource(const std::string& drawing) const;
};

/// The pairs of a call in the order in which AWS checks them; at least one.
std::vector<CallPair> pairsOf(const NetworkIndex& network, const CallContext& call);

} // namespace waylight
