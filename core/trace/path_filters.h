// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/walk.h"
#include "core/trace/trace_builder.h"

#include <span>

namespace waylight {

/// What a request demands of the way there besides arriving: the header at both ends, components that it must and must
/// not come through. Also tells why a required component is not on the way, and that nothing connects two VPCs.
/// https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html#search-filter-codes
class PathFilters {
public:
    PathFilters(const NetworkIndex& network, const Request& request, TraceBuilder& out)
        : m_network(network), m_request(request), m_out(out) {}

    /// Whether `checkStart` has something to ask.
    bool asksAtStart() const { return m_request.atSource != PathFilter(); }

    /// The first packet, at the place last entered; `onInternet`: it starts there.
    void checkStart(const Packet& first, bool onInternet) const;

    /// The way there, at the place last entered, which is where it ended. `sender` is null for a packet from outside.
    void checkEnd(const Packet& first, const CompiledInterface* sender, std::span<const Step> there,
                  const Arrival& arrival) const;

private:
    enum class End { Source, Destination };

    // --- path_filters.cpp: headers
    void checkHeader(End end, const Packet& packet, bool onInternet) const;
    void checkAddresses(End end, const Packet& packet, bool onInternet) const;
    void checkPorts(End end, const Packet& packet) const;
    void explainTranslation(const Packet& first, const Packet& last, std::span<const Step> there) const;
    void checkConnection(const Packet& first, const CompiledInterface* sender, std::span<const Step> there) const;

    // --- path_filters_components.cpp: components on the way
    void checkComponents(const CompiledInterface* sender, std::span<const Step> there, const Arrival& arrival) const;
    void explainAbsence(Handle component, std::span<const Step> there) const;
    void explainTable(Handle component, const Step& asked) const;
    void explainTransitTable(Handle component, const Step& asked) const;
    void explainZone(Handle component, std::span<const Step> there) const;
    bool leadsTo(Handle target, Handle component) const;

    const PathFilter& filterAt(End end) const {
        return end == End::Source ? m_request.atSource : m_request.atDestination;
    }
    void block(Stage stage, std::string code, const Id& culprit, Message message, std::string pointer = {}) const;

    const NetworkIndex& m_network;
    const Request& m_request;
    TraceBuilder& m_out;
};

/// The address that a packet starts from where the request does not name one: one of the interface's own that the
/// filter admits, the primary first; else the one that the filter names, which the interface may forge; else none.
std::optional<IpAddress> demandedSource(const CompiledInterface& sender, IpFamily family, const PathFilter& atSource);

/// A host on the internet that the filters admit: `any` itself, or else an address of the first filter that it fails
/// and that names public addresses.
IpAddress demandedHost(const IpAddress& any, std::initializer_list<const std::optional<Cidr>*> filters);

/// Of the source ports that a client may use, those that the filter admits; all where it admits none.
PortRange demandedPorts(const PortRange& own, const PathFilter& atSource);

} // namespace waylight
