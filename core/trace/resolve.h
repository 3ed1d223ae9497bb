// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "core/network/network_index.h"

namespace waylight {

/// The interface that a request comes from: an instance (its primary one) or interface by id or unique name, or an address
/// of one.
Result<const NetworkInterface*> resolveSource(const NetworkIndex& network, const std::string& text);

/// The address that a plain flow goes to: an address, `internet`, or the address of a resource as `from` would use it.
Result<IpAddress> resolveTarget(const NetworkIndex& network, const NetworkInterface& from, const std::string& text);

/// The public address that a flow from the internet goes to.
Result<IpAddress> resolvePublicTarget(const NetworkIndex& network, const std::string& text);

/// What an API call is on.
struct CallTarget {
    ResourcePtr resource;  ///< the bucket or table; null: not in the design
    Id place;              ///< its id, or the ARN
    std::string kind;      ///< its type's name, or `service`
    std::string region;    ///< empty: not known
    std::string hostName;  ///< such as my-bucket.s3.us-east-1.amazonaws.com
};
CallTarget resolveCallTarget(const NetworkIndex& network, const NetworkInterface& from, const Request& request);

} // namespace waylight
