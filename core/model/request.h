// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// What a packet's header must be at one end of the path: a Reachability Analyzer path filter. Empty members ask
/// nothing. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PathRequestFilter.html
struct PathFilter {
    std::optional<Cidr> source;
    std::optional<Cidr> destination;
    std::optional<Protocol> protocol;
    std::optional<int> sourceFromPort, sourceToPort;           ///< one alone: just that port
    std::optional<int> destinationFromPort, destinationToPort; ///< one alone: just that port
    Extra extra;

    bool operator==(const PathFilter&) const = default;
};

template <>
struct Description<PathFilter> {
    static constexpr auto fields =
        std::tuple(field("sourceAddress", &PathFilter::source,
                         {.label = "Source address", .help = "The address or block that the packet must come from."}),
                   field("destinationAddress", &PathFilter::destination,
                         {.label = "Destination address", .help = "The address or block that the packet must go to."}),
                   field("protocol", &PathFilter::protocol,
                         {.label = "Protocol", .help = "The protocol that the packet must have."}),
                   field("sourceFromPort", &PathFilter::sourceFromPort, {.label = "First source port"}),
                   field("sourceToPort", &PathFilter::sourceToPort, {.label = "Last source port"}),
                   field("destinationFromPort", &PathFilter::destinationFromPort, {.label = "First destination port"}),
                   field("destinationToPort", &PathFilter::destinationToPort, {.label = "Last destination port"}));
};

/// A question: may this source do that? Either an API request (`action` on `resource`) or a plain flow (`to`).
struct Request {
    Id id;
    std::string name;
    AnyRef from;                ///< an instance or network interface, by id or unique name; `internet`; an address
    std::string action;         ///< s3:GetObject; empty: a plain flow
    std::string resource;       ///< ARN of what the action is on
    std::string resourceRegion; ///< empty: from the ARN or the design, else the caller's Region
    std::string resourceAccount;
    std::string copySource;   ///< s3:CopyObject: ARN of the object that is read
    PolicyText sessionPolicy; ///< passed when the caller's session was made; empty: none
    std::string region;       ///< of the caller, where the design does not say it
    AnyRef to;                ///< plain flow: a resource, an address or `internet`
    Protocol protocol = Protocol::tcp();
    int port = 443;                             ///< destination port, 0 to 65535
    int sourcePort = 0;                         ///< the client's port; 0: any of the ephemeral range of its kind
    PathFilter atSource, atDestination;         ///< what the header must be where the packet starts and arrives
    std::vector<AnyRef> through;                ///< resources that the way there must come through
    std::vector<AnyRef> avoiding;               ///< resources that the way there must not come through
    std::map<std::string, std::string> context; ///< condition keys that the user sets
    std::string expectedVerdict;                ///< allowed, blocked, unknown; empty: no expectation
    std::string expectedStage;                  ///< stage of the first blocker; empty: any
    std::string expectedCode;                   ///< code of the first blocker; empty: any
    Id expectedResource;                        ///< culprit of the first blocker; empty: any
    Extra extra;

    bool isApiCall() const { return !action.empty(); }
    bool hasExpectation() const { return !expectedVerdict.empty(); }
    bool operator==(const Request&) const = default;
};

template <>
struct Description<Request> {
    static constexpr auto fields = std::tuple(
        field("id", &Request::id, {.label = "Id", .required = true, .derived = true}),
        field("name", &Request::name, {.label = "Name", .help = "What is asked, in your words."}),
        field("from", &Request::from, {.label = "From", .help = "Where the request starts.", .required = true}),
        field("action", &Request::action, {.label = "Action", .help = "An API action such as s3:GetObject."}),
        field("resource", &Request::resource, {.label = "Resource", .help = "The ARN that the action is on."}),
        field("resourceRegion", &Request::resourceRegion,
              {.label = "Resource Region", .help = "Where the resource lives."}),
        field("resourceAccount", &Request::resourceAccount,
              {.label = "Resource account", .help = "Who owns the resource."}),
        field("copySource", &Request::copySource,
              {.label = "Copied from", .help = "For s3:CopyObject: the ARN of the object that is read."}),
        field("sessionPolicy", &Request::sessionPolicy,
              {.label = "Session policy",
               .help = "The most that the caller's session may do: a policy that was passed when it was made."}),
        field("region", &Request::region,
              {.label = "Caller's Region", .help = "Where the caller is, if the design does not say."}),
        field("to", &Request::to, {.label = "To", .help = "A resource, an address, or internet."}),
        field("protocol", &Request::protocol, {.label = "Protocol", .help = "tcp, udp, icmp or a number."}),
        field("port", &Request::port, {.label = "Port", .help = "The destination port."}),
        field("sourcePort", &Request::sourcePort,
              {.label = "Source port",
               .help = "The client's port; replies go to it. 0: any port of the ephemeral range of its kind (Linux "
                       "32768-60999, Windows 49152-65535)."}),
        field("atSource", &Request::atSource,
              {.label = "Header at the source", .help = "What the packet must look like where it starts."}),
        field("atDestination", &Request::atDestination,
              {.label = "Header at the destination",
               .help = "What the packet must look like where it arrives, after every translation."}),
        field("through", &Request::through,
              {.label = "Through", .help = "Resources that the way there must come through."}),
        field("avoiding", &Request::avoiding,
              {.label = "Avoiding", .help = "Resources that the way there must not come through."}),
        field("context", &Request::context,
              {.label = "Context",
               .help = "Condition keys that the path does not decide, such as aws:PrincipalTag/team."}),
        field("expectedVerdict", &Request::expectedVerdict,
              {.label = "Expected", .help = "allowed, blocked or unknown."}),
        field("expectedStage", &Request::expectedStage,
              {.label = "Expected stage", .help = "The stage of the first blocker."}),
        field("expectedCode", &Request::expectedCode,
              {.label = "Expected code", .help = "The code of the first blocker."}),
        field("expectedResource", &Request::expectedResource,
              {.label = "Expected culprit", .help = "The resource that blocks first."}));
};

} // namespace waylight
