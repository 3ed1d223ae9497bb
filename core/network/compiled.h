// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/address_table.h"
#include "core/network/filters.h"
#include "core/network/route_lookup.h"

#include <memory>
#include <unordered_map>

/// The resources of a topology as the packet walk needs them: handles instead of ids, tables instead of lists. Each is
/// made from its resource and what refers to it, and shared by all versions in which none of that changed.
namespace waylight {

/// What all compiled resources have: `T::kind` says which struct it is.
struct Compiled {
    enum class Kind : std::uint8_t {
        Vpc,
        Subnet,
        Table,
        Group,
        Acl,
        Interface,
        Instance,
        InternetGateway,
        EgressOnlyGateway,
        VpnGateway,
        NatGateway,
        Endpoint,
        Peering,
        TransitGateway,
        Attachment,
        TransitTable,
        LoadBalancer,
    };
    const Kind kind;
    Handle self = noHandle;

protected:
    Compiled(Kind k, Handle handle) : kind(k), self(handle) {}
};
using CompiledPtr = std::shared_ptr<const Compiled>;

template <Compiled::Kind K>
struct CompiledAs : Compiled {
    static constexpr Kind staticKind = K;
    explicit CompiledAs(Handle handle) : Compiled(K, handle) {}
};

/// What VPC Block Public Access says about a place.
enum class PublicAccess : std::uint8_t { Open, EgressOnly, IngressBlocked, Blocked };

struct CompiledVpc : CompiledAs<Compiled::Kind::Vpc> {
    using CompiledAs::CompiledAs;
    std::vector<Cidr> cidrs; ///< of both families
    Handle internetGateway = noHandle;
    Handle vpnGateway = noHandle;
    Handle mainTable = noHandle;
    Handle defaultAcl = noHandle;
    Handle region = noHandle; ///< the Region's name
    PublicAccess publicAccess = PublicAccess::Open;
    std::map<Handle, PublicAccess> publicAccessOfSubnets; ///< excluded subnets
    std::map<Handle, Handle> edgeTables;                  ///< by internet or virtual private gateway
    std::vector<Cidr> vpnBlocks;                          ///< that its virtual private gateway is known to have learned
    std::shared_ptr<const AddressTable> addresses;

    bool contains(const IpAddress& address) const;
};

struct CompiledSubnet : CompiledAs<Compiled::Kind::Subnet> {
    using CompiledAs::CompiledAs;
    Handle vpc = noHandle;
    Handle table = noHandle; ///< none: the VPC's main one
    Handle acl = noHandle;   ///< none: the VPC's default one
    Handle zone = noHandle;  ///< the zone's name
};

struct CompiledTable : CompiledAs<Compiled::Kind::Table> {
    using CompiledAs::CompiledAs;
    Handle vpc = noHandle;
    RouteLookup lookup;
    std::vector<Handle> targets;                  ///< what its routes name, each once, sorted
    std::vector<std::pair<Handle, Cidr>> learned; ///< targets and blocks of its propagated routes
};

struct CompiledGroup : CompiledAs<Compiled::Kind::Group> {
    using CompiledAs::CompiledAs;
    RuleList ingress;
    RuleList egress;
};

struct CompiledAcl : CompiledAs<Compiled::Kind::Acl> {
    using CompiledAs::CompiledAs;
    RuleList inbound;
    RuleList outbound;
    bool known = true; ///< false: not all entries are known
};

/// What runs behind an interface: decides what it answers.
enum class InterfaceRole : std::uint8_t { Host, Managed, Silent, Nat, Endpoint, LoadBalancer };

struct CompiledInterface : CompiledAs<Compiled::Kind::Interface> {
    using CompiledAs::CompiledAs;
    struct Pair {
        std::uint32_t address = 0;
        std::uint32_t publicAddress = 0; ///< 0: none
    };
    Handle subnet = noHandle;
    Handle instance = noHandle;
    Handle owner = noHandle; ///< load balancer (its ARN's last parts) or endpoint
    InterfaceRole role = InterfaceRole::Host;
    bool sourceDestinationCheck = true;
    bool hostRuns = true;    ///< false: its instance is stopped
    bool windows = false;    ///< its instance's platform
    bool groupsApply = true; ///< false: an interface of a kind that may have none has none
    std::vector<Handle> groups;
    std::vector<Pair> addresses; ///< the primary first
    std::vector<IpAddress> v6;

    bool has(const IpAddress& address) const;
    std::optional<IpAddress> primary(IpFamily family) const;
    std::optional<IpAddress> publicAddressOf(const IpAddress& address) const;
};

struct CompiledInstance : CompiledAs<Compiled::Kind::Instance> {
    using CompiledAs::CompiledAs;
    std::vector<std::pair<int, Handle>> interfaces; ///< by device index
};

/// An internet gateway, an egress-only one.
struct CompiledInternetGateway : CompiledAs<Compiled::Kind::InternetGateway> {
    using CompiledAs::CompiledAs;
    Handle vpc = noHandle;
};
struct CompiledEgressOnlyGateway : CompiledAs<Compiled::Kind::EgressOnlyGateway> {
    using CompiledAs::CompiledAs;
    Handle vpc = noHandle;
};

/// A VPN connection as a virtual private gateway or a transit gateway sees it.
struct VpnLink {
    Handle connection = noHandle;
    Handle customerGateway = noHandle;
    bool up = true;
    bool dynamic = false; ///< its networks come by BGP: what a VPC has learned of them counts too
    std::vector<Cidr> networks;
};

struct CompiledVpnGateway : CompiledAs<Compiled::Kind::VpnGateway> {
    using CompiledAs::CompiledAs;
    Handle vpc = noHandle;
    bool available = true;
    std::vector<VpnLink> links;
};

struct CompiledNat : CompiledAs<Compiled::Kind::NatGateway> {
    using CompiledAs::CompiledAs;
    Handle subnet = noHandle;
    Handle vpc = noHandle;   ///< regional
    Handle table = noHandle; ///< regional
    bool regional = false;
    bool isPublic = true;
    bool available = true;
    bool onlyOwnZones = false;
    std::vector<Handle> zones;
    std::optional<IpAddress> privateAddress;
    std::optional<IpAddress> publicAddress;
};

struct CompiledEndpoint : CompiledAs<Compiled::Kind::Endpoint> {
    using CompiledAs::CompiledAs;
    Handle vpc = noHandle;
    EndpointType type = EndpointType::Gateway;
    bool available = true;
    bool ofAws = true;            ///< its service is one of AWS's, which answer HTTPS only
    Handle subnet = noHandle;     ///< the first one
    std::vector<Cidr> blocks;     ///< gateway endpoints: the service's; empty: not known
    std::vector<Handle> badZones; ///< subnets of it in zones where the service is not
};

struct CompiledPeering : CompiledAs<Compiled::Kind::Peering> {
    using CompiledAs::CompiledAs;
    struct Side {
        Handle vpc = noHandle;
        std::vector<Cidr> cidrs; ///< as the connection tells them
    };
    Side sides[2];
    bool active = true;
    bool sameRegion = true;
};

struct CompiledTransitGateway : CompiledAs<Compiled::Kind::TransitGateway> {
    using CompiledAs::CompiledAs;
    bool available = true;
    bool referencing = false;
    std::vector<Handle> attachments;                    ///< available ones
    std::unordered_map<Handle, Handle> attachmentOfVpc; ///< by VPC
    std::unordered_map<Handle, Handle> tableOf;         ///< by attachment
};

struct CompiledAttachment : CompiledAs<Compiled::Kind::Attachment> {
    using CompiledAs::CompiledAs;
    AttachmentType type = AttachmentType::Vpc;
    Handle gateway = noHandle;
    Handle resource = noHandle; ///< VPC, VPN connection, other gateway
    bool available = true;
    bool appliance = false;
    std::optional<bool> referencing;
    std::vector<Handle> subnets; ///< in the order of their zones' names
    bool allSubnets = true;      ///< false: some are not in the design
    VpnLink vpn;
};

struct CompiledTransitTable : CompiledAs<Compiled::Kind::TransitTable> {
    using CompiledAs::CompiledAs;
    struct Entry {
        Handle attachment = noHandle; ///< noHandle: blackhole
        bool blackhole = false;
        std::int32_t index = -1; ///< in TransitGatewayRouteTable::routes; -1: propagated
        std::uint8_t precedence = 0;
        Cidr block;
    };
    bool listMissing = false; ///< a route names a prefix list that is not known
    bool known = true; ///< false: some of its routes or of the networks that propagate to it are not in the design
    std::vector<Entry> entries; ///< winners first
    BlockIntervals intervals;   ///< numbers are places in `entries`
};

struct CompiledLoadBalancer : CompiledAs<Compiled::Kind::LoadBalancer> {
    using CompiledAs::CompiledAs;
    struct Target {
        std::optional<IpAddress> address;
        Handle instance = noHandle;
        int port = 0;
        Handle zone = noHandle; ///< as the target group says; noHandle: where the target is
        bool everyZone = false;
        bool healthy = true;
        bool keepsClient = true; ///< the target sees the client's address
    };
    struct Port {
        Handle listener = noHandle;
        int port = 0; ///< 0: all
        bool tcp = true;
        bool udp = false;
        bool known = true; ///< false: a target group is not in the design
        std::vector<Target> targets;
    };
    Handle resource = noHandle;
    LoadBalancerType type = LoadBalancerType::Network;
    bool active = true;
    bool crossZone = false;
    std::vector<Port> ports;
};

} // namespace waylight
