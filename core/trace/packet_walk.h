// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/filters.h"
#include "core/network/network_index.h"
#include "core/trace/trace_builder.h"

namespace waylight {

/// The service behind a public address, when the packet is part of an API call: for messages, and to go on behind a
/// missing route.
struct ServiceTarget {
    std::string service; ///< s3
    std::string region;
    Id place;            ///< the bucket or table, else the ARN
    std::string kind;
};

/// Where a packet ended up.
struct Arrival {
    enum class Kind : std::uint8_t {
        Lost,            ///< it could not be followed further
        Interface,       ///< at an interface of the design
        Internet,        ///< at a public address that is not in the design
        GatewayEndpoint, ///< at a service, through a gateway endpoint
    };
    Kind kind = Kind::Lost;
    Packet packet;                              ///< as it is seen there
    const NetworkInterface* interface = nullptr;
    const VpcEndpoint* endpoint = nullptr;
    Id translatedBy;                            ///< the gateway that gave it the public source address
};

/// Follows packets from hop to hop and records each check. It goes on past blocks on the way the packet would have taken.
/// Remembers the translations of the way there for the way back; use one walk for both.
class PacketWalk {
public:
    PacketWalk(const NetworkIndex& network, TraceBuilder& out, std::optional<ServiceTarget> service) : m_network(network), m_out(out), m_service(std::move(service)) {}

    /// A packet that an interface sends.
    Arrival fromInterface(const NetworkInterface& interface, Packet packet, Direction direction);
    /// A packet from the internet to a public address.
    Arrival fromInternet(Packet packet, Direction direction);
    /// The reply of a service through the gateway endpoint by which the packet came.
    void replyThroughEndpoint(const VpcEndpoint& endpoint, const NetworkInterface& client, const Packet& reply);

private:
    struct Session {
        const NatGateway* nat = nullptr;
        const NetworkInterface* client = nullptr;
        IpAddress clientAddress;
    };

    Arrival leaveSubnet(const Subnet& from, Packet packet, const NetworkInterface* sender, Direction direction);
    Arrival follow(const EffectiveRoute& route, const RouteTable& table, const Subnet& from, const Packet& packet, const NetworkInterface* sender, Direction direction);
    Arrival withoutRoute(const RouteTable& table, const Subnet& from, const Packet& packet, Direction direction);
    Arrival deliverLocally(const Subnet& from, const RouteTable& table, const Packet& packet, const NetworkInterface* sender, Direction direction);
    Arrival deliver(const NetworkInterface& to, const Packet& packet, const NetworkInterface* sender, Direction direction);
    Arrival throughInternetGateway(const InternetGateway& gateway, const Subnet& from, Packet packet, const NetworkInterface* sender, Direction direction);
    Arrival throughNat(const NatGateway& nat, const Subnet& from, Packet packet, const NetworkInterface* sender, Direction direction);
    Arrival backThroughNat(const NatGateway& nat, Packet packet, Direction direction);
    Arrival throughEndpoint(const VpcEndpoint& endpoint, const Subnet& from, const Packet& packet, Direction direction);
    Arrival throughMiddlebox(const NetworkInterface& middlebox, const Packet& packet, Direction direction);

    void checkAcl(const Subnet& subnet, TrafficDirection way, const Packet& packet, Direction direction);
    void checkInbound(const NetworkInterface& to, const Packet& packet, const NetworkInterface* sender, Direction direction);
    void checkAnswers(const NetworkInterface& to, const Packet& packet);
    void enterInterface(const NetworkInterface& interface, Direction direction);
    Arrival lost(const Packet& packet) const { return {Arrival::Kind::Lost, packet, nullptr, nullptr, {}}; }
    Message noRouteMessage(const RouteTable& table, const Subnet& from, const Packet& packet, const VpcEndpoint** wouldServe) const;
    static std::string nameOf(const ResourceBase& resource) { return displayName(resource); }

    const NetworkIndex& m_network;
    TraceBuilder& m_out;
    std::optional<ServiceTarget> m_service;
    std::optional<Session> m_session;
    int m_steps = 0;
};

} // namespace waylight
