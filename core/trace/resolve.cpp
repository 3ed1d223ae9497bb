// SPDX-License-Identifier: MIT
#include "core/trace/resolve.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/model/design.h"
#include "core/network/catalog.h"
#include "core/trace/question.h"

#include <algorithm>

namespace waylight {
namespace {

/// A host on the internet, from blocks that documentation uses (RFC 5737, RFC 3849) and that new elastic IPs never come
/// from.
const IpAddress someInternetHost = IpAddress::v4(0xC000020A);
const IpAddress someInternetHost6 = IpAddress::v6(0x20010db800000000ULL, 0x10);

/// The address that a text is; most texts are ids, and get no diagnostic.
std::optional<IpAddress> addressIn(const std::string& text) {
    if (text.find_first_of(".:") == std::string::npos)
        return std::nullopt;
    const auto address = IpAddress::parse(text);
    return address ? std::optional(*address) : std::nullopt;
}

/// The resource with this id, or else the only one with this name.
Resolved<ResourcePtr> resolve(const NetworkIndex& network, const std::string& text) {
    if (const Handle handle = network.handles->find(text); network.resource(handle))
        return {network.resources[handle], {}};
    ResourcePtr found;
    bool several = false;
    network.topology.forEachResource([&](const ResourcePtr& resource) {
        if (base(*resource).name != text || text.empty())
            return;
        several |= found != nullptr;
        found = resource;
    });
    if (several)
        return {{}, {"NO_SOURCE_OR_DESTINATION", message(MessageId::SourceAmbiguous, text)}};
    if (!found)
        return {{}, {"NO_SOURCE_OR_DESTINATION", message(MessageId::SourceMissing, text)}};
    return {found, {}};
}

const NetworkInterface* interfaceWith(const NetworkIndex& network, const IpAddress& address) {
    if (const PublicOwner* owner = network.publicOwner(address))
        return network.get<NetworkInterface>(owner->interface);
    const NetworkInterface* found = nullptr;
    network.topology.forEach<Vpc>([&](const Vpc& vpc) {
        if (!found)
            found = network.interfaceAt(vpc.id, address);
    });
    return found;
}

/// The interface of a resource that stands for one: its own, its primary one, a load balancer's or endpoint's in the
/// zone of `near`.
const NetworkInterface* interfaceOf(const NetworkIndex& network, const Resource& resource,
                                    const NetworkInterface* near = nullptr) {
    if (const auto* interface = std::get_if<NetworkInterface>(&resource))
        return interface;
    if (std::holds_alternative<Instance>(resource)) {
        const auto interfaces = network.interfacesOf(base(resource).id);
        return interfaces.empty() ? nullptr : interfaces.front();
    }
    if (std::holds_alternative<LambdaFunction>(resource)) {
        const auto interfaces = waylight::interfacesOf(network.topology, base(resource).id);
        return interfaces.empty() ? nullptr : interfaces.front();
    }
    const bool hasMany =
        std::holds_alternative<LoadBalancer>(resource) || std::holds_alternative<VpcEndpoint>(resource);
    if (!hasMany)
        return nullptr;
    const Subnet* home = near ? network.get(near->subnet) : nullptr;
    const NetworkInterface* found = nullptr;
    network.topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        const auto* compiled = network.find<CompiledInterface>(each.id);
        if (!compiled || compiled->owner == noHandle)
            return;
        const auto* balancer = network.find<CompiledLoadBalancer>(compiled->owner);
        if (network.name(balancer ? balancer->resource : compiled->owner) != base(resource).id)
            return;
        const Subnet* subnet = network.get(each.subnet);
        const bool nearer = home && subnet && subnet->availabilityZone == home->availabilityZone;
        if (!found || nearer)
            found = &each;
    });
    return found;
}

} // namespace

FlowSource outsideSource(const NetworkIndex& network, const IpAddress& address) {
    FlowSource source{.kind = FlowSource::Kind::Internet, .address = address};
    const auto within = [&](const std::vector<Cidr>& blocks) {
        return std::any_of(blocks.begin(), blocks.end(), [&](const Cidr& block) { return block.contains(address); });
    };
    network.topology.forEach<VpnGateway>([&](const VpnGateway& each) {
        const auto* gateway = network.find<CompiledVpnGateway>(each.id);
        const auto* vpc = network.find<CompiledVpc>(gateway->vpc);
        const bool behind = std::any_of(gateway->links.begin(), gateway->links.end(), [&](const VpnLink& link) {
            return within(link.networks) || (link.dynamic && vpc && within(vpc->vpnBlocks));
        });
        if (behind)
            source = {.kind = FlowSource::Kind::OnPremises, .address = address, .gateway = gateway->self};
    });
    network.topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
        const auto* attachment = network.find<CompiledAttachment>(each.id);
        if (attachment->type == AttachmentType::Vpn && within(attachment->vpn.networks))
            source = {.kind = FlowSource::Kind::OnPremises, .address = address, .gateway = attachment->self};
    });
    network.topology.forEach<VpcPeering>([&](const VpcPeering& each) {
        const auto* peering = network.find<CompiledPeering>(each.id);
        for (const auto& side : peering->sides)
            if (!network.find<CompiledVpc>(side.vpc) && within(side.cidrs))
                source = {.kind = FlowSource::Kind::UnknownPeer, .address = address, .gateway = peering->self};
    });
    return source;
}

namespace {

/// A host behind a customer gateway or the VPN connections of a virtual private gateway.
std::optional<FlowSource> premisesSource(const NetworkIndex& network, const Resource& resource) {
    const Id& id = base(resource).id;
    std::optional<FlowSource> found;
    const auto consider = [&](Handle gateway, const std::vector<VpnLink>& links, const std::vector<Cidr>& learned) {
        for (const VpnLink& link : links) {
            if (found || (network.name(gateway) != id && network.name(link.customerGateway) != id &&
                          network.name(link.connection) != id))
                continue;
            const auto& networks = link.networks.empty() ? learned : link.networks;
            const IpAddress host = networks.empty()
                                       ? IpAddress::v4(0xC0A8FF0A)
                                       : networks.front().address().plus(10); // 192.168.255.10 when nobody says
            found = FlowSource{.kind = FlowSource::Kind::OnPremises, .address = host, .gateway = gateway};
        }
    };
    network.topology.forEach<VpnGateway>([&](const VpnGateway& each) {
        const auto* gateway = network.find<CompiledVpnGateway>(each.id);
        const auto* vpc = network.find<CompiledVpc>(gateway->vpc);
        consider(gateway->self, gateway->links, vpc ? vpc->vpnBlocks : std::vector<Cidr>());
    });
    network.topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
        const auto* attachment = network.find<CompiledAttachment>(each.id);
        if (attachment->type == AttachmentType::Vpn)
            consider(attachment->self, {attachment->vpn}, {});
    });
    if (!found &&
        std::holds_alternative<VpnGateway>(resource)) // nothing connects it yet: a host that its VPC does not have
        found = FlowSource{.kind = FlowSource::Kind::OnPremises,
                           .address = IpAddress::v4(0xC0A8FF0A),
                           .gateway = network.handles->find(id)};
    return found;
}

std::string serviceOf(const Resource& resource) {
    return std::holds_alternative<Bucket>(resource)        ? "s3"
           : std::holds_alternative<DynamoTable>(resource) ? "dynamodb"
                                                           : "";
}

/// Why a resource has no address: it is nothing that packets go to, or it is not in the network.
ResolveError withoutAddress(const Resource& resource) {
    const bool mayHave =
        std::holds_alternative<Instance>(resource) || std::holds_alternative<LambdaFunction>(resource) ||
        std::holds_alternative<NetworkInterface>(resource) || std::holds_alternative<LoadBalancer>(resource) ||
        std::holds_alternative<VpcEndpoint>(resource) || std::holds_alternative<NatGateway>(resource);
    if (mayHave)
        return {"UNASSOCIATED_COMPONENT", message(MessageId::SourceNotInNetwork, displayName(base(resource)))};
    return {"UNSUPPORTED_COMPONENT", message(MessageId::NotASource, displayName(base(resource)))};
}

/// A function's interfaces only send.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
std::optional<ResolveError> refusedTarget(const Resource& resource) {
    if (!std::holds_alternative<LambdaFunction>(resource))
        return std::nullopt;
    return ResolveError{"UNSUPPORTED_COMPONENT",
                        message(MessageId::FunctionAcceptsNothing, displayName(base(resource)))};
}

constexpr std::string_view accessPointPrefix = "accesspoint/";

/// The bucket, access point or table name that an ARN's resource part starts with.
std::string nameIn(const Arn& arn) {
    const bool accessPoint = arn.service == "s3" && arn.resource.starts_with(accessPointPrefix);
    if (arn.service == "s3" && !accessPoint)
        return arn.resource.substr(0, arn.resource.find('/'));
    const std::string prefix(accessPoint ? accessPointPrefix : "table/");
    if (!arn.resource.starts_with(prefix))
        return {};
    const auto end = arn.resource.find('/', prefix.size());
    return arn.resource.substr(prefix.size(), end == std::string::npos ? end : end - prefix.size());
}

} // namespace

Resolved<FlowSource> resolveFlowSource(const NetworkIndex& network, const std::string& text) {
    if (text == "internet" || text == "0.0.0.0/0")
        return {FlowSource{.kind = FlowSource::Kind::Internet, .address = someInternetHost}, {}};
    if (text == "::/0")
        return {FlowSource{.kind = FlowSource::Kind::Internet, .address = someInternetHost6}, {}};
    if (const auto address = addressIn(text)) {
        if (const NetworkInterface* interface = interfaceWith(network, *address))
            return {FlowSource{.interface = interface, .address = *address}, {}};
        return {outsideSource(network, *address), {}};
    }
    const auto resource = resolve(network, text);
    if (!resource)
        return {{}, resource.error};
    if (std::holds_alternative<Internet>(**resource) || std::holds_alternative<InternetGateway>(**resource))
        return {FlowSource{.kind = FlowSource::Kind::Internet, .address = someInternetHost}, {}};
    if (const auto premises = premisesSource(network, **resource))
        return {*premises, {}};
    if (const NetworkInterface* interface = interfaceOf(network, **resource))
        return {FlowSource{.interface = interface, .address = {}}, {}};
    return {{}, withoutAddress(**resource)};
}

Result<const NetworkInterface*> resolveSource(const NetworkIndex& network, const std::string& text) {
    const auto source = resolveFlowSource(network, text);
    if (!source)
        return source.error.message;
    if (!source->interface)
        return message(MessageId::NoSuchHost, text);
    return source->interface;
}

Resolved<Id> resolveComponent(const NetworkIndex& network, const std::string& text) {
    const auto resource = resolve(network, text);
    if (!resource)
        return {{}, resource.error};
    return {base(**resource).id, {}};
}

bool meansInternet(const NetworkIndex& network, const std::string& text) {
    if (text == "internet" || text == "0.0.0.0/0" || text == "::/0")
        return true;
    if (addressIn(text))
        return false;
    const auto resource = resolve(network, text);
    return resource &&
           (std::holds_alternative<Internet>(**resource) || std::holds_alternative<InternetGateway>(**resource));
}

Resolved<IpAddress> resolveTarget(const NetworkIndex& network, const NetworkInterface& from, const std::string& text) {
    const IpFamily family = primaryAddress(from) ? IpFamily::V4 : IpFamily::V6;
    if (const auto address = addressIn(text))
        return {*address, {}};
    if (text == "internet")
        return {family == IpFamily::V4 ? someInternetHost : someInternetHost6, {}};
    const auto resource = resolve(network, text);
    if (!resource)
        return {{}, resource.error};
    if (const auto refused = refusedTarget(**resource))
        return {{}, *refused};
    if (const std::string service = serviceOf(**resource); !service.empty()) {
        const std::string& region = base(**resource).region.empty() ? from.region : base(**resource).region;
        if (const auto address = serviceAddress(network.topology, service, region, family))
            return {*address, {}};
        return {{}, {"UNKNOWN_DESTINATION", message(MessageId::ServiceAddressUnknown, service, region)}};
    }
    if (std::holds_alternative<Internet>(**resource) || std::holds_alternative<InternetGateway>(**resource))
        return {family == IpFamily::V4 ? someInternetHost : someInternetHost6, {}};
    if (const auto premises = premisesSource(network, **resource))
        return {premises->address, {}};
    if (const auto* nat = std::get_if<NatGateway>(resource->get());
        nat && !nat->addresses.empty() && nat->addresses.front().privateIp)
        return {*nat->addresses.front().privateIp, {}};
    const NetworkInterface* interface = interfaceOf(network, **resource, &from);
    const auto address = interface ? primaryAddress(*interface, family) : std::nullopt;
    if (!address)
        return {{}, withoutAddress(**resource)};
    return {*address, {}};
}

Resolved<IpAddress> resolveOutsideTarget(const NetworkIndex& network, const std::string& text, bool privately) {
    if (const auto address = addressIn(text))
        return {*address, {}};
    const auto resource = resolve(network, text);
    if (!resource)
        return {{}, resource.error};
    if (const auto refused = refusedTarget(**resource))
        return {{}, *refused};
    const NetworkInterface* interface = interfaceOf(network, **resource);
    const auto address = interface ? primaryAddress(*interface) : std::nullopt;
    if (!address)
        return {{}, withoutAddress(**resource)};
    const auto publicAddress = network.publicAddressOf(*interface, *address);
    // Without a public address the internet can only aim at the private one, and nobody has that: the walk says so.
    return {publicAddress && !privately ? *publicAddress : *address, {}};
}

namespace {

ResourcePtr keyOfArn(const NetworkIndex& network, const Arn& named, const std::string& region) {
    const auto agree = [](const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; };
    Id found;
    network.topology.forEach<KmsKey>([&](const KmsKey& key) {
        const auto own = Arn::parse(arnOf(Resource(key)));
        if (own && own->resource == named.resource && agree(own->account, named.account) &&
            agree(own->region, named.region.empty() ? region : named.region))
            found = key.id;
    });
    return found.empty() ? nullptr : network.topology.find(found);
}

} // namespace

ResourcePtr resourceOfArn(const NetworkIndex& network, const std::string& text, const std::string& region) {
    const auto arn = Arn::parse(text);
    if (!arn)
        return nullptr;
    const auto at = [&](const Id* id) { return id ? network.resources[network.handles->find(*id)] : nullptr; };
    if (arn->service == "dynamodb")
        return at(network.tableByName.find((arn->region.empty() ? region : arn->region) + '|' + nameIn(*arn)));
    if (arn->service == "kms")
        return keyOfArn(network, *arn, region);
    if (arn->service != "s3")
        return nullptr;
    if (!arn->resource.starts_with(accessPointPrefix))
        return at(network.bucketByName.find(nameIn(*arn)));
    const auto agree = [](const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; };
    for (const auto& [id, point] : network.topology.table(kindOf<AccessPoint>)) {
        const auto own = Arn::parse(arnOf(*point));
        if (own && nameIn(*own) == nameIn(*arn) && agree(own->region, arn->region) && agree(own->account, arn->account))
            return point;
    }
    return nullptr;
}

namespace {

/// The bucket behind an access point.
ResourcePtr bucketOf(const NetworkIndex& network, const AccessPoint& point) {
    if (network.topology.get(point.bucket))
        return network.topology.find(point.bucket.id);
    const Id* id = network.bucketByName.find(point.bucket.id);
    return id ? network.topology.find(*id) : nullptr;
}

void setTarget(const NetworkIndex& network, CallTarget& target, ResourcePtr named) {
    if (!named)
        return;
    target.place = base(*named).id;
    target.kind = typeInfo(*named).name;
    if (const auto* point = std::get_if<AccessPoint>(named.get())) {
        target.resource = bucketOf(network, *point);
        target.accessPoint = std::move(named);
    } else {
        target.resource = std::move(named);
    }
}

} // namespace

CallTarget resolveCallTarget(const NetworkIndex& network, const NetworkInterface& from, const Request& request) {
    CallTarget target;
    target.place = request.resource;
    target.kind = "service";
    const std::string service = request.action.substr(0, request.action.find(':'));
    const auto arn = Arn::parse(request.resource);
    const std::string name = arn ? nameIn(*arn) : std::string();
    std::string region = !request.resourceRegion.empty() ? request.resourceRegion : arn ? arn->region : std::string();
    if (arn && arn->service == service)
        setTarget(network, target, resourceOfArn(network, request.resource, region.empty() ? from.region : region));
    if (const ResourcePtr& named = target.accessPoint ? target.accessPoint : target.resource; named && region.empty())
        region = base(*named).region;
    const Vpc* vpc = network.vpcOf(from);
    for (const std::string* known : std::initializer_list<const std::string*>{
             &region, &from.region, vpc ? &vpc->region : &region, &request.region})
        if (target.region.empty())
            target.region = *known;
    const std::string host = target.accessPoint ? name + '-' + base(*target.accessPoint).account + ".s3-accesspoint."
                             : service == "s3" && !name.empty() ? name + '.' + service + '.'
                                                                : service + '.';
    target.hostName = host + target.region + ".amazonaws.com";
    return target;
}

} // namespace waylight
