// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/trace.h"
#include "core/model/topology.h"

#include <span>

namespace waylight {

/// An API action that a form offers, and whether it is on an object (a key in a bucket) or on the whole resource.
struct ApiAction {
    std::string_view name;
    bool onObject = false;
};

/// The actions of everyday use on a resource of this kind, for which no catalog is read; empty: a kind that API calls
/// do not go to. `actionChoices` has all.
std::span<const ApiAction> apiActions(Kind kind);
/// True for one of those of any kind: it is there, and names a resource.
bool isCommonAction(std::string_view action);

/// True for kinds that requests start from (a host, or what stands for the hosts behind it), and for those that they go
/// to.
bool canAsk(Kind kind);
bool canAnswer(Kind kind);

/// A request in the words of a form: two things on the canvas and what the one does with the other.
struct Question {
    AnyRef from;
    AnyRef to;            ///< a resource, an address or `internet`
    std::string action{}; ///< empty: a plain flow
    std::string key{};    ///< of the object, for actions on objects; at an endpoint the resource's name or ARN
    Protocol protocol = Protocol::tcp();
    int port = 443;

    bool operator==(const Question&) const = default;
};

/// The request that a question asks: the ARN is made from the target's name, Region and account. What the form does not
/// show (context, expectation, id, name) is taken from `like`.
Request requestFor(const Topology& topology, const Question& question, const Request& like = {});

/// The question that a request came from; `to` holds the ARN itself when nothing in the topology has it.
Question questionOf(const Topology& topology, const Request& request);

/// The request of a trace, expecting the outcome that the trace has.
Request expectingOutcome(const Trace& trace);

/// The ARN of a bucket, access point, table or key; empty for other kinds.
std::string arnOf(const Resource& resource);

/// The name of a request, or for one that has none what it asks, such as "web → logs: s3:GetObject".
std::string requestTitle(const Topology& topology, const Request& request);

} // namespace waylight
