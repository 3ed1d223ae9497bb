// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/walk.h"
#include "core/trace/trace_builder.h"

#include <span>

namespace waylight {

/// The service behind a public address, when the packet is part of an API call: for messages.
struct ServiceTarget {
    std::string service; ///< s3
    std::string region;
};

/// Makes the hops and checks of a trace from the steps of a walk: the words, and what the path costs.
class StepText {
public:
    StepText(const NetworkIndex& network, TraceBuilder& out, const ServiceTarget* service = nullptr)
        : m_network(network), m_out(out), m_service(service) {}

    /// Continues the trace with the hops and checks of the steps.
    void add(std::span<const Step> steps);
    /// What a step says, in words.
    Answer answerOf(const Step& step) const;

private:
    void enter(const Step& step);
    std::string pointerOf(const Step& step) const;
    Message sentenceOf(const Step& step) const;
    Message groupSentence(const Step& step) const;
    Message aclSentence(const Step& step) const;
    Message routeSentence(const Step& step) const;
    Message noRouteSentence(const Step& step) const;
    Message hostSentence(const Step& step) const;
    Message internetSentence(const Step& step) const;
    Message natSentence(const Step& step) const;
    Message peeringSentence(const Step& step) const;
    Message transitSentence(const Step& step) const;
    Message endpointSentence(const Step& step) const;
    Message balancerSentence(const Step& step) const;
    void addCost(const Step& step);
    const Id& idOf(Handle handle) const;
    const std::string& nameOf(Handle handle) const;
    std::string stateOf(Handle handle) const;
    std::string destinationOf(const Step& step) const;

    const NetworkIndex& m_network;
    TraceBuilder& m_out;
    const ServiceTarget* m_service;
};

} // namespace waylight
