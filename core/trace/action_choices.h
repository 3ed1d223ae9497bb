// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"
#include "core/policy/completion.h"

namespace waylight {

/// The service whose actions can be asked of a target, as they begin: "s3". Of an interface endpoint its own service,
/// where actions are called as the endpoint is. Empty: only plain flows go there.
std::string serviceAsked(const Resource& target);

/// The actions that can be asked of a target: those on resources of its kind, and those of its service that name none.
/// At an interface endpoint all of its service. Those of everyday use come first, those without a resource last.
std::vector<policy::OfferedAction> actionChoices(const Resource& target,
                                                 const policy::Catalog& catalog = policy::Catalog::builtIn());

/// What has to be said beside the target of an action.
enum class NamedPart : std::uint8_t {
    Whole,     ///< nothing: the action is on the target itself
    Object,    ///< the object in the bucket
    OfService, ///< the target is the way to a service: which of its resources
    Nothing,   ///< the action names no resource at all
};
/// `target`: null when it is not in the design. Actions that nobody knows are on the target itself.
NamedPart namedPart(const Resource* target, const std::string& action);

/// The ARN of the resource of that name, of the first type that the action works on, in the endpoint's Region and
/// account. A name that is an ARN stays what it is; without a name it is `*`, and so are further parts of the ARN.
std::string arnAtEndpoint(const Topology& topology, const VpcEndpoint& endpoint, const std::string& action,
                          const std::string& name);

} // namespace waylight
