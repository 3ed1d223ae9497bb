// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <unordered_map>

namespace waylight {

/// What the words of a picture depend on besides the resource itself.
struct LabelContext {
    const Topology& topology;
    bool severalAccounts = false; ///< then a VPC says whose it is
    /// The primary interface of each instance.
    std::unordered_map<Id, const NetworkInterface*> primaryInterfaces;
};
LabelContext labelContext(const Topology& topology);

/// The name under which a user knows the resource; for roles, buckets, tables and load balancers the last part of an
/// ARN is enough.
std::string titleOf(const Resource& resource);
/// What tells it apart: blocks, addresses, service, Region; else what kind of thing it is.
std::string subtitleOf(const LabelContext& context, const Resource& resource);
/// The name of its icon in resources/icons.
std::string iconOf(const Resource& resource);

/// A service as people call it: "S3", "DynamoDB", else as it is in "com.amazonaws.REGION.SERVICE".
std::string serviceLabel(const std::string& serviceName);
/// What a route's destination is called: the block, or the prefix list with its service.
std::string destinationLabel(const Topology& topology, const Route& route);

/// Estimated width of a text in canvas units at a font size in pixels; generous, so that the real text fits.
int estimatedTextWidth(const std::string& text, int pixelSize, bool strong = false);

} // namespace waylight
