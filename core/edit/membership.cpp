// SPDX-License-Identifier: MIT
#include "core/edit/membership.h"

#include "core/base/message_ids.h"
#include "core/drawing/junctions.h"
#include "core/edit/addresses.h"
#include "core/edit/edits.h"

#include <algorithm>
#include <array>

namespace waylight::edit {
namespace {

constexpr char usualRegion[] = "us-east-1";

enum Place : unsigned {
    Nowhere = 0,
    TopLevel = 1,
    InRegion = 2,
    InVpc = 4,
    InZone = 8,
    InSubnet = 16,
    OnInstance = 32,
    Elsewhere = 64
};

struct Rule {
    Kind kind;
    unsigned accepts;
    MessageId refusal;
};

constexpr std::array rules{
    Rule{kindOf<Region>, TopLevel, MessageId::RegionStandsAlone},
    Rule{kindOf<Vpc>, TopLevel | InRegion, MessageId::VpcNeedsRegion},
    Rule{kindOf<Subnet>, InVpc | InZone, MessageId::SubnetNeedsVpc},
    Rule{kindOf<Instance>, InSubnet, MessageId::InstanceNeedsSubnet},
    Rule{kindOf<LambdaFunction>, InSubnet, MessageId::FunctionNeedsSubnet},
    Rule{kindOf<NatGateway>, InSubnet, MessageId::NatNeedsSubnet},
    Rule{kindOf<RouteTable>, InVpc | InZone, MessageId::RouteTableNeedsVpc},
    Rule{kindOf<InternetGateway>, InVpc | InZone, MessageId::InternetGatewayNeedsVpc},
    Rule{kindOf<EgressOnlyInternetGateway>, InVpc | InZone, MessageId::EgressGatewayNeedsVpc},
    Rule{kindOf<VpnGateway>, InVpc | InZone, MessageId::VpnGatewayNeedsVpc},
    Rule{kindOf<LoadBalancer>, InVpc | InZone, MessageId::LoadBalancerNeedsVpc},
    Rule{kindOf<VpcEndpoint>, InVpc | InZone, MessageId::EndpointNeedsVpc},
    Rule{kindOf<SecurityGroup>, InVpc | InZone, MessageId::SecurityGroupNeedsVpc},
    Rule{kindOf<NetworkAcl>, InVpc | InZone, MessageId::NetworkAclNeedsVpc},
    Rule{kindOf<Bucket>, TopLevel | InRegion, MessageId::BucketNeedsRegion},
    Rule{kindOf<DynamoTable>, TopLevel | InRegion, MessageId::TableNeedsRegion},
    Rule{kindOf<KmsKey>, TopLevel | InRegion, MessageId::KeyNeedsRegion},
    Rule{kindOf<AccessPoint>, TopLevel | InRegion, MessageId::AccessPointNeedsRegion},
    Rule{kindOf<TransitGateway>, TopLevel | InRegion, MessageId::TransitGatewayNeedsRegion},
    Rule{kindOf<CustomerGateway>, TopLevel | InRegion, MessageId::CustomerGatewayNeedsRegion},
    Rule{kindOf<VpcPeering>, Nowhere, MessageId::PeeringByConnecting},
    Rule{kindOf<Role>, TopLevel, MessageId::RoleStandsAlone},
    Rule{kindOf<Internet>, TopLevel, MessageId::InternetStandsAlone},
    Rule{kindOf<ElasticIp>, OnInstance, MessageId::ElasticIpNeedsInstance},
};
constexpr Rule regionalNatRule{kindOf<NatGateway>, InVpc | InZone, MessageId::RegionalNatNeedsVpc};

const Rule* ruleFor(Kind kind) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& each) { return each.kind == kind; });
    return rule == rules.end() ? nullptr : &*rule;
}

bool isRegionalNat(const Resource& resource) {
    const auto* nat = std::get_if<NatGateway>(&resource);
    return nat && nat->availabilityMode == AvailabilityMode::Regional;
}

Place placeOf(const Topology& topology, const Id& container) {
    if (container.empty())
        return TopLevel;
    if (topology.get<Region>(container))
        return InRegion;
    if (topology.get<Vpc>(container))
        return InVpc;
    if (const auto zone = parsedZoneId(container); zone && topology.get<Vpc>(zone->vpc))
        return InZone;
    if (topology.get<Subnet>(container))
        return InSubnet;
    if (topology.get<Instance>(container))
        return OnInstance;
    return Elsewhere;
}

/// Where something goes that is dropped outside every Region.
std::string defaultRegion(const Topology& topology) {
    const auto& regions = topology.table(kindOf<Region>);
    return regions.empty() || topology.get<Region>(Id(usualRegion)) ? usualRegion : regions.begin()->first;
}

/// The account of the container, or the only one that the design speaks of.
std::string accountAt(const Topology& topology, const Id& container) {
    const auto zone = parsedZoneId(container);
    const ResourcePtr resource = topology.find(zone ? zone->vpc : container);
    if (resource && !base(*resource).account.empty())
        return base(*resource).account;
    const auto& accounts = topology.table(kindOf<Account>);
    return accounts.size() == 1 ? accounts.begin()->first : std::string();
}

std::string nextRegion(const Topology& topology) {
    for (const char* name :
         {"us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1", "us-east-2",
          "us-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1", "ap-south-1", "ap-southeast-2",
          "ap-northeast-2", "ca-central-1", "sa-east-1", "me-south-1", "af-south-1"})
        if (!topology.contains(name))
            return name;
    return {};
}

/// The gateway of the same kind that the VPC has already; a VPC can have one.
template <class Gateway>
const Gateway* gatewayOf(const Topology& topology, const Id& vpc) {
    const Gateway* found = nullptr;
    topology.forEach<Gateway>([&](const Gateway& other) {
        if (other.vpc.id == vpc)
            found = &other;
    });
    return found;
}

/// What is particular to the gateways that are attached to a VPC; null when the kind fits, else why it does not.
template <class Gateway>
std::optional<Message> attachmentDetail(const Topology& topology, Plan& plan) {
    plan.says = message(MessageId::BecomesAttached, nameOf(topology, plan.vpc));
    const Gateway* other = gatewayOf<Gateway>(topology, plan.vpc);
    if (!other)
        return std::nullopt;
    if (std::is_same_v<Gateway, InternetGateway>)
        return message(MessageId::VpcHasInternetGateway, nameOf(topology, plan.vpc), displayName(*other));
    return message(MessageId::VpcHasGateway, nameOf(topology, plan.vpc), displayName(*other),
                   typeInfo(kindOf<Gateway>).label);
}

/// Fills in what is particular to a kind; null when it fits, else why it does not.
std::optional<Message> detail(const Topology& topology, Kind kind, const Id& container, Plan& plan) {
    if (kind == kindOf<Region>) {
        plan.region = nextRegion(topology);
        plan.says = message(MessageId::BecomesRegion, plan.region);
        return plan.region.empty() ? std::optional(message(MessageId::AllRegionsPlaced)) : std::nullopt;
    }
    if (kind == kindOf<Vpc>) {
        plan.block = nextVpcBlock(topology);
        if (!plan.block)
            return message(MessageId::NoVpcBlockFree);
        plan.says = message(MessageId::BecomesVpc, plan.region, plan.block->toString());
    } else if (kind == kindOf<Subnet>) {
        plan.block = nextSubnetBlock(topology, *topology.get<Vpc>(plan.vpc));
        if (!plan.block)
            return message(MessageId::VpcHasNoRoom, nameOf(topology, plan.vpc));
        plan.says = plan.zone.empty()
                        ? message(MessageId::BecomesSubnet, nameOf(topology, plan.vpc), plan.block->toString())
                        : message(MessageId::BecomesSubnetInZone, nameOf(topology, plan.vpc), plan.zone,
                                  plan.block->toString());
    } else if (kind == kindOf<Instance> || kind == kindOf<LambdaFunction> || kind == kindOf<NatGateway>) {
        plan.address = nextAddress(topology, *topology.get<Subnet>(plan.subnet));
        if (!plan.address)
            return message(MessageId::SubnetHasNoRoom, nameOf(topology, plan.subnet));
        plan.says = message(MessageId::BecomesMember, nameOf(topology, plan.subnet), plan.address->toString());
    } else if (kind == kindOf<InternetGateway>) {
        return attachmentDetail<InternetGateway>(topology, plan);
    } else if (kind == kindOf<EgressOnlyInternetGateway>) {
        return attachmentDetail<EgressOnlyInternetGateway>(topology, plan);
    } else if (kind == kindOf<VpnGateway>) {
        return attachmentDetail<VpnGateway>(topology, plan);
    } else if (kind == kindOf<Internet>) {
        if (!topology.table(kind).empty())
            return message(MessageId::InternetExists);
        plan.says = message(MessageId::StandsAlone);
    } else if (kind == kindOf<Role>) {
        plan.says = message(MessageId::StandsAlone);
    } else if (kind == kindOf<ElasticIp>) {
        plan.publicAddress = nextPublicAddress(topology);
        plan.instance = container;
        if (interfacesOf(topology, container).empty())
            return message(MessageId::InstanceWithoutInterface, nameOf(topology, container));
        if (!plan.publicAddress)
            return message(MessageId::NoPublicAddressFree);
        plan.says = message(MessageId::GivesPublicAddress, nameOf(topology, container), plan.publicAddress->toString());
    } else {
        plan.says = plan.vpc.empty() ? message(MessageId::LivesInRegion, plan.region)
                                     : message(MessageId::BecomesPartOfVpc, nameOf(topology, plan.vpc));
    }
    return std::nullopt;
}

/// Region, account, VPC, zone and subnet that a container stands for, or the refusal of the kind there.
Result<Plan> frameFor(const Topology& topology, Kind kind, const Rule* rule, const Id& container) {
    if (!rule)
        return message(MessageId::NotPlaceable, typeInfo(kind).label);
    const Place place = placeOf(topology, container);
    if (!(rule->accepts & place))
        return message(rule->refusal);
    Plan plan;
    plan.account = accountAt(topology, container);
    if (place == TopLevel && typeInfo(kind).regional)
        plan.region = defaultRegion(topology);
    if (place == InRegion)
        plan.region = container;
    if (place == InVpc)
        plan.vpc = container;
    if (const auto zone = parsedZoneId(container); place == InZone)
        plan.vpc = zone->vpc, plan.zone = zone->availabilityZone;
    if (const Subnet* subnet = topology.get<Subnet>(container))
        plan.subnet = subnet->id, plan.vpc = subnet->vpc.id;
    if (const Vpc* vpc = topology.get<Vpc>(plan.vpc)) {
        plan.region = vpc->region;
        if (plan.zone.empty() && !plan.region.empty())
            plan.zone = plan.region + 'a';
    }
    return plan;
}

/// True when the resource is a table, ACL or group that its VPC cannot do without.
bool isDefaultOfVpc(const Resource& resource) {
    if (const auto* table = std::get_if<RouteTable>(&resource))
        return table->main;
    if (const auto* acl = std::get_if<NetworkAcl>(&resource))
        return acl->isDefault;
    const auto* group = std::get_if<SecurityGroup>(&resource);
    return group && group->groupName == "default";
}

/// True when the two may be joined although they are in different Regions: by peering.
bool spansRegions(const Topology& topology, const Junction& junction) {
    return topology.get<VpcPeering>(junction.from) || topology.get<VpcPeering>(junction.to) ||
           (topology.get<TransitGateway>(junction.from) && topology.get<TransitGateway>(junction.to));
}

/// What keeps a network, or a VPC with what is on its border, from going to another Region: something there that it is
/// joined with.
std::optional<Message> boundToRegion(const Topology& topology, const Resource& resource, const std::string& region) {
    const Id& id = base(resource).id;
    if (region == base(resource).region)
        return std::nullopt;
    for (const Junction& junction : junctionsOf(topology)) {
        const ResourcePtr from = topology.find(junction.from);
        const ResourcePtr to = topology.find(junction.to);
        if (!from || !to || spansRegions(topology, junction))
            continue;
        const auto moves = [&](const Resource& end) { return base(end).id == id || vpcOf(topology, end) == id; };
        if (moves(*from) != moves(*to))
            return message(MessageId::JoinedInRegion, nameOf(topology, id),
                           displayName(base(moves(*from) ? *to : *from)));
    }
    return std::nullopt;
}

bool hasTargets(const Topology& topology, const Id& balancer) {
    bool found = false;
    topology.forEach<Listener>([&](const Listener& listener) {
        for (const auto& group : listener.targetGroups)
            found |=
                listener.loadBalancer.id == balancer && topology.get(group) && !topology.get(group)->targets.empty();
    });
    return found;
}

/// What keeps a part of a VPC from leaving it.
std::optional<Message> boundTo(const Topology& topology, const Resource& resource, const Id& vpc) {
    const Id& id = base(resource).id;
    if (isDefaultOfVpc(resource))
        return message(MessageId::NeededByVpc, nameOf(topology, id), nameOf(topology, vpc));
    if (std::holds_alternative<LoadBalancer>(resource) && hasTargets(topology, id))
        return message(MessageId::UsedInVpc, nameOf(topology, id), nameOf(topology, vpc));
    const bool bound = resource.index() == kindOf<RouteTable> || resource.index() == kindOf<NetworkAcl> ||
                       resource.index() == kindOf<SecurityGroup>;
    if (bound && !referrersOf(topology, id).empty())
        return message(MessageId::UsedInVpc, nameOf(topology, id), nameOf(topology, vpc));
    return std::nullopt;
}

} // namespace

bool isPlaceable(Kind kind) {
    const Rule* rule = ruleFor(kind);
    return rule && rule->accepts != Nowhere;
}

Result<Plan> planFor(const Topology& topology, Kind kind, const Id& container) {
    const Result<Plan> framed = frameFor(topology, kind, ruleFor(kind), container);
    if (!framed)
        return framed;
    Plan plan = *framed;
    if (auto refusal = detail(topology, kind, container, plan))
        return *std::move(refusal);
    return plan;
}

Result<Plan> planForMove(const Topology& topology, const Resource& resource, const Id& container) {
    const Result<Plan> framed = frameFor(
        topology, resource.index(), isRegionalNat(resource) ? &regionalNatRule : ruleFor(resource.index()), container);
    if (!framed)
        return framed;
    Plan plan = *framed;
    const Id from = vpcOf(topology, resource);
    if (!from.empty() && from != plan.vpc)
        if (auto refusal = boundTo(topology, resource, from))
            return *std::move(refusal);
    if (auto refusal = boundToRegion(topology, resource, plan.region))
        return *std::move(refusal);
    if (isRegionalNat(resource)) {
        plan.says = message(MessageId::BecomesPartOfVpc, nameOf(topology, plan.vpc));
        return plan;
    }
    const auto* subnet = std::get_if<Subnet>(&resource);
    const bool keeps = std::holds_alternative<Vpc>(resource) || std::holds_alternative<Region>(resource) ||
                       std::holds_alternative<Internet>(resource) || (subnet && subnet->vpc.id == plan.vpc) ||
                       (typeInfo(resource).drawn == Drawn::Border && from == plan.vpc);
    if (!keeps) {
        if (auto refusal = detail(topology, resource.index(), container, plan))
            return *std::move(refusal);
        return plan;
    }
    if (subnet) {
        plan.block = subnet->cidr;
        const std::string block = subnet->cidr ? subnet->cidr->toString() : std::string();
        plan.says = plan.zone.empty()
                        ? message(MessageId::BecomesSubnet, nameOf(topology, plan.vpc), block)
                        : message(MessageId::BecomesSubnetInZone, nameOf(topology, plan.vpc), plan.zone, block);
    } else if (plan.region.empty()) {
        plan.says = message(MessageId::StandsAlone);
    } else {
        plan.says = message(MessageId::LivesInRegion, plan.region);
    }
    return plan;
}

Id vpcOf(const Topology& topology, const Resource& resource) {
    return std::visit(
        [&](const auto& each) -> Id {
            if constexpr (requires { each.vpc; })
                if (each.vpc)
                    return each.vpc.id;
            Id subnet;
            if constexpr (requires { each.subnet; })
                subnet = each.subnet.id;
            if (std::holds_alternative<Instance>(resource) || std::holds_alternative<LambdaFunction>(resource))
                if (const auto interfaces = interfacesOf(topology, each.id); !interfaces.empty())
                    subnet = interfaces.front()->subnet.id;
            const Subnet* found = topology.get<Subnet>(subnet);
            return found ? found->vpc.id : Id();
        },
        resource);
}

std::string nameOf(const Topology& topology, const Id& id) {
    if (const auto zone = parsedZoneId(id); zone && !topology.contains(id))
        return zone->availabilityZone;
    const ResourcePtr resource = topology.find(id);
    return resource ? displayName(base(*resource)) : id;
}

} // namespace waylight::edit
