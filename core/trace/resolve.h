// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "core/network/network_index.h"

namespace waylight {

/// Where a flow starts: an interface of the design, or a place outside it.
struct FlowSource {
    enum class Kind : std::uint8_t { Interface, Internet, OnPremises, UnknownPeer };
    Kind kind = Kind::Interface;
    const NetworkInterface* interface = nullptr;
    IpAddress address;         ///< of a host outside; the one that was named for an interface
    Handle gateway = noHandle; ///< virtual private gateway, attachment or peering by which a host outside comes in
};

/// Why a request has no start or end, with Reachability Analyzer's code.
struct ResolveError {
    std::string code; ///< NO_SOURCE_OR_DESTINATION, UNSUPPORTED_COMPONENT, UNASSOCIATED_COMPONENT
    Message message{};
};

template <class T>
struct Resolved {
    std::optional<T> value;
    ResolveError error;
    explicit operator bool() const { return value.has_value(); }
    const T& operator*() const { return *value; }
    const T* operator->() const { return &*value; }
};

/// Where a request comes from: an instance (its primary interface), an interface, an internet gateway, a customer or
/// virtual private gateway, by id or unique name; `internet`; an address, which is an interface's, on premises, or on
/// the internet.
Resolved<FlowSource> resolveFlowSource(const NetworkIndex& network, const std::string& text);

/// The way by which a host with this address, which is not in the design, comes into it.
FlowSource outsideSource(const NetworkIndex& network, const IpAddress& address);

/// The interface that a request comes from; an error for what is no interface of the design.
Result<const NetworkInterface*> resolveSource(const NetworkIndex& network, const std::string& text);

/// The address that a plain flow goes to, as `from` would use it: an address, `internet`, or the address of a resource.
Resolved<IpAddress> resolveTarget(const NetworkIndex& network, const NetworkInterface& from, const std::string& text);

/// The address that a flow from outside goes to: the public one of a resource, or with `privately` its private one.
Resolved<IpAddress> resolveOutsideTarget(const NetworkIndex& network, const std::string& text, bool privately);

/// The id of what a word means: an id, or a name that only one resource has.
Resolved<Id> resolveComponent(const NetworkIndex& network, const std::string& text);

/// True for the internet and what stands for it as the end of a flow: an internet gateway.
bool meansInternet(const NetworkIndex& network, const std::string& text);

/// What an API call is on.
struct CallTarget {
    ResourcePtr resource;    ///< the bucket or table; null: not in the design
    ResourcePtr accessPoint; ///< by which the bucket is named; null: by its own name
    Id place;                ///< the id of what is named, or the ARN
    std::string kind;        ///< its type's name, or `service`
    std::string region;      ///< empty: not known
    std::string hostName;    ///< such as my-bucket.s3.us-east-1.amazonaws.com
};

/// The bucket, access point or table that an ARN names, or something in it; null: it is not in the design. A table's
/// ARN without a Region means one in this Region.
ResourcePtr resourceOfArn(const NetworkIndex& network, const std::string& arn, const std::string& region);

CallTarget resolveCallTarget(const NetworkIndex& network, const NetworkInterface& from, const Request& request);

} // namespace waylight
