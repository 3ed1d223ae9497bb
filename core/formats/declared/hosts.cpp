// SPDX-License-Identifier: MIT
#include "core/formats/declared/hosts.h"

#include "core/formats/declared/parts.h"

#include <algorithm>

namespace waylight::declared {
namespace {

constexpr Word subnetId{"SubnetId", "subnet_id"};
constexpr Word instanceId{"InstanceId", "instance_id"};
constexpr Word interfaceWord{"NetworkInterfaceId", "network_interface_id"};
constexpr Word allocation{"AllocationId", "allocation_id"};

/// Addresses of an interface or of an instance: the primary one, and the others.
constexpr Word primaryAddress{"PrivateIpAddress", "private_ip"};

std::optional<IpAddress> addressOf(const std::string& text) {
    const auto parsed = IpAddress::parse(text);
    return text.empty() || !parsed ? std::nullopt : std::optional(*parsed);
}

void addAddress(NetworkInterface& interface, const std::string& text) {
    const auto address = addressOf(text);
    const bool known = std::any_of(interface.addresses.begin(), interface.addresses.end(),
                                   [&](const PrivateAddress& each) { return each.address == address; });
    if (address && !known)
        interface.addresses.push_back({*address, {}, {}});
}

/// The addresses that AWS is asked for; those that it chooses come later.
void readOwnAddresses(NetworkInterface& interface, Entry& entry) {
    addAddress(interface, entry.text(primaryAddress));
    for (const std::string& each : entry.texts({"", "private_ip_list"}))
        addAddress(interface, each);
    for (const std::string& each : entry.texts({"", "private_ips"}))
        addAddress(interface, each);
    for (const std::string& each : entry.texts({"", "secondary_private_ips"}))
        addAddress(interface, each);
    for (Entry& block : entry.blocks({"PrivateIpAddresses", ""}))
        addAddress(interface, block.text({"PrivateIpAddress", ""}));
    std::vector<std::string> v6 = entry.texts({"", "ipv6_addresses"});
    for (Entry& block : entry.blocks({"Ipv6Addresses", ""}))
        v6.push_back(block.text({"Ipv6Address", ""}));
    for (const std::string& text : v6)
        if (const auto address = addressOf(text))
            interface.ipv6Addresses.push_back(*address);
    entry.foundUnknown();
}

template <class T>
std::vector<Ref<T>> refs(const std::vector<Id>& ids) {
    return {ids.begin(), ids.end()};
}

/// A public address, as it is known, or one that AWS chooses.
void wantPublicAddress(Assembly& assembly, NetworkInterface& interface, const std::string& known) {
    if (const auto address = addressOf(known); address && !interface.addresses.empty())
        interface.addresses.front().publicIp = *address;
    else
        assembly.wantPublicAddress(interface.id, true);
}

NetworkInterface& newInterface(Assembly& assembly, const Id& host, std::size_t number, Reading& reading) {
    auto& interface = assembly.add<NetworkInterface>(assembly.notedInterface(host, number), reading.declaration);
    interface.deviceIndex = static_cast<int>(number);
    return interface;
}

/// An interface as a block of the instance, or that the block names.
void readInterfaceBlock(Assembly& assembly, Instance& instance, Entry& block, Reading& reading, std::size_t place) {
    const Id own = block.id(interfaceWord);
    const std::optional<int> index = block.number({"DeviceIndex", "device_index"});
    NetworkInterface* interface = own.empty() ? nullptr : assembly.find<NetworkInterface>(own);
    if (!own.empty() && !interface)
        return;
    if (!interface) {
        interface = &newInterface(assembly, instance.id, place, reading);
        interface->subnet.id = block.id(subnetId);
        interface->groups = refs<SecurityGroup>(block.ids({"GroupSet", ""}));
        interface->description = block.text({"Description", ""});
        readOwnAddresses(*interface, block);
        if (const std::string wanted = block.text({"AssociatePublicIpAddress", ""}); !wanted.empty())
            assembly.wantPublicAddress(interface->id, wanted == "true");
    }
    interface->instance.id = instance.id;
    interface->deviceIndex = index.value_or(static_cast<int>(place));
}

void applyInterfaceAttachment(Assembly& assembly, Reading& part) {
    const Id instance = part.entry.id(instanceId);
    const int index = part.entry.number({"DeviceIndex", "device_index"}).value_or(1);
    if (auto* interface = assembly.ownerOf<NetworkInterface>(part, interfaceWord, "instanceId")) {
        interface->instance.id = instance;
        interface->deviceIndex = index;
    }
}

void applyIpAssociation(Assembly& assembly, Reading& part) {
    const Id instance = part.entry.id(instanceId);
    const Id interface = part.entry.id(interfaceWord);
    const std::string address = part.entry.text({"PrivateIpAddress", "private_ip_address"});
    Id owner = part.entry.id(allocation);
    if (owner.empty())
        owner = part.entry.id({"EIP", "public_ip"});
    if (const auto* ip = assembly.find<ElasticIp>(owner))
        assembly.associations().push_back({ip->id, instance, interface, address});
    else
        assembly.sayPartOfNobody(part.declaration, owner);
}

void applyTargetAttachment(Assembly& assembly, Reading& part) {
    Target target;
    target.target = part.entry.id({"", "target_id"});
    target.port = part.entry.number({"", "port"});
    target.availabilityZone = part.entry.text({"", "availability_zone"});
    part.entry.foundUnknown();
    if (auto* group = assembly.ownerOf<TargetGroup>(part, {"", "target_group_arn"}, "targets"))
        group->targets.push_back(std::move(target));
}

} // namespace

Id interfaceId(const Id& host, std::size_t number) {
    return host + ".eth" + std::to_string(number);
}

void readInterfaces(Assembly& assembly, Instance& instance, Reading& reading) {
    Entry& entry = reading.entry;
    const bool checks = entry.flag({"SourceDestCheck", "source_dest_check"}, true);
    auto blocks = entry.blocks({"NetworkInterfaces", "network_interface"});
    for (std::size_t i = 0; i < blocks.size(); ++i)
        readInterfaceBlock(assembly, instance, blocks[i], reading, i);
    if (entry.text({"", "instance_state"}) == "stopped")
        instance.state = "stopped";
    const Id subnet = entry.id(subnetId);
    const std::vector<Id> groups = entry.ids({"SecurityGroupIds", "vpc_security_group_ids"});
    const std::string associate = entry.text({"", "associate_public_ip_address"});
    const bool toldPublic = entry.members().contains("public_ip") && entry.members()["public_ip"].is_string();
    const std::string publicIp = entry.text({"", "public_ip"});
    // With blocks it is the primary interface's.
    if (auto* primary = assembly.find<NetworkInterface>(assembly.notedInterface(instance.id, 0)); primary && !checks)
        primary->sourceDestCheck = false;
    if (!blocks.empty() || subnet.empty()) {
        entry.foundUnknown();
        return;
    }
    Id own = entry.text({"", "primary_network_interface_id"});
    if (own.empty())
        own = assembly.notedInterface(instance.id, 0);
    auto& interface = assembly.add<NetworkInterface>(std::move(own), reading.declaration);
    interface.instance.id = instance.id;
    interface.subnet.id = subnet;
    interface.groups = refs<SecurityGroup>(groups);
    interface.sourceDestCheck = checks;
    readOwnAddresses(interface, entry);
    if (!publicIp.empty() || (associate == "true" && !toldPublic))
        wantPublicAddress(assembly, interface, publicIp);
    else if (associate == "false" || toldPublic)
        assembly.wantPublicAddress(interface.id, false);
    entry.foundUnknown();
}

void readAddresses(Assembly& assembly, NetworkInterface& interface, Reading& reading) {
    readOwnAddresses(interface, reading.entry);
    for (Entry& block : reading.entry.blocks({"", "attachment"})) {
        const Id instance = block.id({"", "instance"});
        if (assembly.find<Instance>(instance) || !instance.empty()) {
            interface.instance.id = instance;
            interface.deviceIndex = block.number({"", "device_index"}).value_or(0);
        }
    }
    if (const std::string type = reading.entry.text({"InterfaceType", "interface_type"}); !type.empty())
        interface.interfaceType = type;
    reading.entry.foundUnknown();
}

void readAssociation(Assembly& assembly, ElasticIp& ip, Reading& reading) {
    Entry& entry = reading.entry;
    if (const auto address = addressOf(entry.text({"", "public_ip"}))) {
        ip.publicIp = *address;
        assembly.alias(kindOf<ElasticIp>, address->toString(), ip.id);
    }
    const Id instance = entry.id({"InstanceId", "instance"});
    const Id interface = entry.id({"", "network_interface"});
    std::string address = entry.text({"", "associate_with_private_ip"});
    if (address.empty())
        address = entry.text({"", "private_ip"});
    entry.foundUnknown();
    if (!instance.empty() || !interface.empty())
        assembly.associations().push_back({ip.id, instance, interface, address});
}

void associateAddresses(Assembly& assembly) {
    std::unordered_map<Id, const NetworkInterface*> primary; // by instance
    assembly.forEach<NetworkInterface>([&](const NetworkInterface& each) {
        const NetworkInterface*& first = primary[each.instance.id];
        if (!first || each.deviceIndex < first->deviceIndex)
            first = &each;
    });
    for (const Assembly::Association& each : assembly.associations()) {
        const NetworkInterface* interface = assembly.find<NetworkInterface>(each.interface);
        if (const Instance* instance = assembly.find<Instance>(each.instance); !interface && instance)
            if (const auto found = primary.find(instance->id); found != primary.end())
                interface = found->second;
        auto* ip = assembly.find<ElasticIp>(each.address);
        if (!ip || !interface)
            continue;
        ip->interface.id = interface->id;
        ip->privateIp = addressOf(each.privateIp);
    }
}

void readAddresses(Assembly&, NatGateway& nat, Reading& reading) {
    Entry& entry = reading.entry;
    std::vector<Id> allocations = entry.ids(allocation);
    const std::vector<Id> more = entry.ids({"SecondaryAllocationIds", "secondary_allocation_ids"});
    allocations.insert(allocations.end(), more.begin(), more.end());
    std::vector<std::string> addresses = entry.texts(primaryAddress);
    const std::vector<std::string> others =
        entry.texts({"SecondaryPrivateIpAddresses", "secondary_private_ip_addresses"});
    addresses.insert(addresses.end(), others.begin(), others.end());
    const std::string publicIp = entry.text({"", "public_ip"});
    const Id interface = entry.text({"", "network_interface_id"});
    for (std::size_t i = 0; i < std::max(allocations.size(), addresses.size()); ++i) {
        NatAddress& each = nat.addresses.emplace_back();
        if (i < allocations.size())
            each.allocation.id = allocations[i];
        if (i < addresses.size())
            each.privateIp = addressOf(addresses[i]);
    }
    if (!nat.addresses.empty()) {
        nat.addresses.front().publicIp = addressOf(publicIp);
        nat.addresses.front().interface.id = interface;
    }
    for (Entry& block : entry.blocks({"AvailabilityZoneAddresses", ""}))
        for (const Id& id : block.ids({"AllocationIds", ""})) {
            NatAddress& each = nat.addresses.emplace_back();
            each.allocation.id = id;
            each.availabilityZone = block.text({"AvailabilityZone", ""});
        }
    entry.foundUnknown();
}

void readNetwork(Assembly& assembly, LambdaFunction& function, Reading& reading) {
    for (Entry& block : reading.entry.blocks({"VpcConfig", "vpc_config"})) {
        const std::vector<Id> groups = block.ids({"SecurityGroupIds", "security_group_ids"});
        std::size_t number = 0;
        for (const Id& subnet : block.ids({"SubnetIds", "subnet_ids"})) {
            NetworkInterface& interface = newInterface(assembly, function.id, number++, reading);
            interface.deviceIndex = 0;
            interface.function.id = function.id;
            interface.interfaceType = "lambda";
            interface.subnet.id = subnet;
            interface.groups = refs<SecurityGroup>(groups);
        }
    }
    reading.entry.foundUnknown();
}

void readBalancer(Assembly& assembly, LoadBalancer& balancer, Reading& reading) {
    Entry& entry = reading.entry;
    if (entry.flag({"", "internal"}, false))
        balancer.scheme = LoadBalancerScheme::Internal;
    if (balancer.loadBalancerType == LoadBalancerType::Network && entry.dialect() == Dialect::CloudFormation &&
        !reading.declaration.properties.contains("Type"))
        balancer.loadBalancerType = LoadBalancerType::Application; // what both languages mean by no type
    if (entry.isTerraform() && !reading.declaration.properties.contains("load_balancer_type"))
        balancer.loadBalancerType = LoadBalancerType::Application;
    for (Entry& mapping : entry.blocks({"SubnetMappings", "subnet_mapping"}))
        if (const Id subnet = mapping.id(subnetId);
            !subnet.empty() &&
            std::find(balancer.subnets.begin(), balancer.subnets.end(), Ref<Subnet>(subnet)) == balancer.subnets.end())
            balancer.subnets.emplace_back(subnet);
    Json attributes = entry.take({"LoadBalancerAttributes", ""});
    for (const Json& each : attributes)
        if (each.is_object() && each.value("Key", Json()) == Json("load_balancing.cross_zone.enabled") &&
            each.contains("Value"))
            balancer.crossZone = textOf(each["Value"]) == "true";
    if (!attributes.empty())
        entry.rest()["LoadBalancerAttributes"] = std::move(attributes);
    for (const Ref<Subnet>& ref : balancer.subnets)
        if (const Subnet* subnet = assembly.find<Subnet>(ref.id); subnet && !balancer.vpc)
            balancer.vpc = subnet->vpc;
    entry.foundUnknown();
}

void readActions(Assembly&, Listener& listener, Reading& reading) {
    for (Entry& action : reading.entry.blocks({"DefaultActions", "default_action"})) {
        std::vector<Id> groups = action.ids({"TargetGroupArn", "target_group_arn"});
        for (Entry& forward : action.blocks({"ForwardConfig", "forward"}))
            for (Entry& group : forward.blocks({"TargetGroups", "target_group"})) {
                const std::vector<Id> more = group.ids({"TargetGroupArn", "arn"});
                groups.insert(groups.end(), more.begin(), more.end());
            }
        for (const Id& id : groups)
            if (std::find(listener.targetGroups.begin(), listener.targetGroups.end(), Ref<TargetGroup>(id)) ==
                listener.targetGroups.end())
                listener.targetGroups.emplace_back(id);
    }
    reading.entry.foundUnknown();
}

void readTargets(Assembly&, TargetGroup& group, Reading& reading) {
    for (Entry& block : reading.entry.blocks({"Targets", ""})) {
        Target target;
        target.target = block.id({"Id", ""});
        target.port = block.number({"Port", ""});
        target.availabilityZone = block.text({"AvailabilityZone", ""});
        group.targets.push_back(std::move(target));
    }
    reading.entry.foundUnknown();
}

const std::vector<Part>& hostParts() {
    static const std::vector<Part> parts = {
        {"AWS::EC2::NetworkInterfaceAttachment", "aws_network_interface_attachment", applyInterfaceAttachment},
        {"AWS::EC2::EIPAssociation", "aws_eip_association", applyIpAssociation},
        {"", "aws_lb_target_group_attachment", applyTargetAttachment},
        {"", "aws_alb_target_group_attachment", applyTargetAttachment},
    };
    return parts;
}

} // namespace waylight::declared
