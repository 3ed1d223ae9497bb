// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/packets/header_boxes.h"
#include "core/network/walk.h"

namespace waylight {

/// Finds where packets of a box may fare differently: at a border, inside the box, of a rule that the walk of one of
/// them met. A box without such a border fares as one packet, because every list that the packet met says the same to
/// all of them.
class PacketSplits {
public:
    /// `sender` is null for packets from outside.
    PacketSplits(const NetworkIndex& index, const CompiledInterface* sender, const CompiledInterface& receiver);

    /// All headers with a source in the block, apart where the engine itself, or what no step tells of, makes a
    /// difference.
    std::vector<HeaderBox> start(const Cidr& sources) const;
    /// Two parts of the box, by the steps of the packet at its lower corner; none when it needs no parting.
    std::optional<std::pair<HeaderBox, HeaderBox>> parts(const HeaderBox& box, const Packet& corner,
                                                         const std::vector<Step>& steps) const;

private:
    void cutEverywhere();
    std::optional<std::pair<HeaderBox, HeaderBox>> partsAt(const CompiledInterface& interface, const HeaderBox& box,
                                                           const Packet& corner, const Packet& seen) const;
    std::optional<std::pair<HeaderBox, HeaderBox>> partsAtBalancer(const CompiledLoadBalancer& balancer,
                                                                   const HeaderBox& box, const Packet& corner,
                                                                   const Packet& seen) const;
    void addTable(const CompiledTable* table);
    void addBlock(const Cidr& block);
    std::vector<const CompiledInterface*> interfacesAt(const Step& step) const;

    const NetworkIndex& m_index;
    const CompiledInterface* m_sender;
    std::vector<IpAddress> m_sources;      ///< first addresses of parts
    std::vector<int> m_protocols, m_ports; ///< first numbers of parts
    std::vector<IpAddress> m_owned;        ///< addresses of interfaces and gateways, sorted
};

} // namespace waylight
