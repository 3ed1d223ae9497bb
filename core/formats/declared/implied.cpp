// SPDX-License-Identifier: MIT
#include "core/edit/addresses.h"
#include "core/formats/declared/assembly.h"
#include "core/formats/declared/filters.h"
#include "core/formats/declared/hosts.h"
#include "core/model/balancer_interfaces.h"
#include "core/model/function_interfaces.h"

#include <algorithm>
#include <map>

/// What AWS makes by itself beside what a file declares.
namespace waylight::declared {
namespace {

constexpr int firstAclEntry = 100;

/// Where something implied comes from: the Region and account of its owner.
Declaration by(const ResourceBase& owner) {
    Declaration from;
    from.region = owner.region;
    from.account = owner.account;
    return from;
}

AclEntry allowAllEntry(bool egress) {
    AclEntry entry;
    entry.number = firstAclEntry;
    entry.egress = egress;
    entry.cidr = Cidr::all(IpFamily::V4);
    return entry;
}

/// Finds the main table, default ACL and default group of each VPC among what the file declares. What a state or an
/// association names goes before what only looks like it.
void findDefaults(Assembly& assembly) {
    assembly.forEach<RouteTable>([&](RouteTable& each) {
        Assembly::Defaults& of = assembly.defaultsOf(each.vpc.id);
        each.main = of.table.empty() ? each.main : each.id == of.table;
        if (each.main)
            of.table = each.id;
    });
    assembly.forEach<NetworkAcl>([&](NetworkAcl& each) {
        Assembly::Defaults& of = assembly.defaultsOf(each.vpc.id);
        each.isDefault = each.isDefault || each.id == of.acl;
        if (each.isDefault)
            of.acl = each.id;
    });
    assembly.forEach<SecurityGroup>([&](const SecurityGroup& each) {
        if (each.groupName == "default")
            assembly.defaultsOf(each.vpc.id).group = each.id;
    });
}

/// The id that is known, or one made of the VPC's.
Id& idOr(Id& known, const Vpc& vpc, const char* made) {
    if (known.empty())
        known = vpc.id + '.' + made;
    return known;
}

void addDefaults(Assembly& assembly, const Vpc& vpc) {
    Assembly::Defaults& of = assembly.defaultsOf(vpc.id);
    if (!assembly.has(idOr(of.table, vpc, "MainRouteTable"))) {
        auto& table = assembly.add<RouteTable>(of.table, by(vpc));
        table.vpc = vpc.id;
        table.name = of.tableName;
        table.tags = of.tableTags;
        table.main = true;
    }
    if (!assembly.has(idOr(of.acl, vpc, "DefaultNetworkAcl"))) {
        auto& acl = assembly.add<NetworkAcl>(of.acl, by(vpc));
        acl.vpc = vpc.id;
        acl.name = of.aclName;
        acl.tags = of.aclTags;
        acl.isDefault = true;
        acl.entries = {allowAllEntry(false), allowAllEntry(true)};
    }
    if (!assembly.has(idOr(of.group, vpc, "DefaultSecurityGroup"))) {
        auto& group = assembly.add<SecurityGroup>(of.group, by(vpc));
        group.vpc = vpc.id;
        group.name = of.groupName;
        group.tags = of.groupTags;
        group.groupName = "default";
        SecurityGroupRule fromItself;
        fromItself.group = group.id;
        group.ingress = {fromItself};
        group.egress = {allowAllRule(IpFamily::V4)};
    }
    assembly.alias(kindOf<NetworkAcl>, of.declared + ".DefaultNetworkAcl", of.acl);
    assembly.alias(kindOf<SecurityGroup>, of.declared + ".DefaultSecurityGroup", of.group);
}

std::map<Id, Id> defaultGroups(Assembly& assembly) {
    std::map<Id, Id> groups;
    assembly.forEach<SecurityGroup>([&](const SecurityGroup& each) {
        if (each.groupName == "default")
            groups.emplace(each.vpc.id, each.id);
    });
    return groups;
}

/// What names no group gets the VPC's default one.
void addDefaultGroups(Assembly& assembly) {
    const std::map<Id, Id> groups = defaultGroups(assembly);
    const auto give = [&](const Id& vpc, ResourceBase& resource, std::vector<Ref<SecurityGroup>>& list) {
        if (const auto found = groups.find(vpc);
            list.empty() && found != groups.end() && !isUnknown(resource, "groups"))
            list.emplace_back(found->second);
    };
    assembly.forEach<NetworkInterface>([&](NetworkInterface& each) {
        const Subnet* subnet = assembly.find<Subnet>(each.subnet.id);
        if (subnet && each.interfaceType == "interface")
            give(subnet->vpc.id, each, each.groups);
    });
    assembly.forEach<VpcEndpoint>([&](VpcEndpoint& each) {
        if (each.type == EndpointType::Interface)
            give(each.vpc.id, each, each.groups);
    });
    assembly.forEach<LoadBalancer>([&](LoadBalancer& each) {
        if (each.loadBalancerType == LoadBalancerType::Application)
            give(each.vpc.id, each, each.groups);
    });
}

/// The interfaces that AWS makes for endpoints, load balancers and functions.
void addManagedInterfaces(Assembly& assembly) {
    assembly.forEach<VpcEndpoint>([&](VpcEndpoint& each) {
        if (each.type == EndpointType::Gateway || !each.interfaces.empty())
            return;
        for (std::size_t i = 0; i < each.subnets.size(); ++i) {
            auto& interface = assembly.add<NetworkInterface>(assembly.notedInterface(each.id, i), by(each));
            interface.interfaceType =
                each.type == EndpointType::GatewayLoadBalancer ? "gateway_load_balancer_endpoint" : "vpc_endpoint";
            interface.subnet = each.subnets[i];
            interface.groups = each.groups;
            each.interfaces.emplace_back(interface.id);
        }
    });
    assembly.forEach<LoadBalancer>([&](LoadBalancer& each) {
        for (std::size_t i = 0; i < each.subnets.size(); ++i) {
            auto& interface = assembly.add<NetworkInterface>(interfaceId(each.id, i), by(each));
            interface.description = "ELB " + balancerMark(each.id);
            interface.subnet = each.subnets[i];
            interface.groups = each.groups;
            if (each.scheme == LoadBalancerScheme::InternetFacing)
                assembly.wantPublicAddress(interface.id, true);
        }
    });
    assembly.forEach<NetworkInterface>([&](NetworkInterface& each) {
        if (const auto* function = assembly.find<LambdaFunction>(each.function.id); each.function && function)
            each.description = functionMark(*function);
    });
}

/// Gives addresses of a subnet, the lowest first, as no file says which ones AWS chooses.
class AddressBook {
public:
    explicit AddressBook(Assembly& assembly) : m_assembly(assembly) {
        assembly.forEach<NetworkInterface>([&](const NetworkInterface& each) {
            for (const PrivateAddress& address : each.addresses)
                if (address.address)
                    m_used.insert({each.subnet.id, *address.address});
        });
        assembly.forEach<NatGateway>([&](const NatGateway& each) {
            for (const NatAddress& address : each.addresses)
                if (address.privateIp)
                    m_used.insert({each.subnet.id, *address.privateIp});
        });
    }

    std::optional<IpAddress> next(const Id& subnetId) {
        const Subnet* subnet = m_assembly.find<Subnet>(subnetId);
        if (!subnet || !subnet->cidr)
            return std::nullopt;
        std::uint64_t& offset = m_offsets.try_emplace(subnetId, reservedAtStart).first->second;
        for (IpAddress address = subnet->cidr->address().plus(offset); address < subnet->cidr->last();
             address = address.plus(1)) {
            ++offset;
            if (m_used.insert({subnetId, address}).second)
                return address;
        }
        return std::nullopt;
    }

private:
    static constexpr std::uint64_t reservedAtStart = 4;

    Assembly& m_assembly;
    std::set<std::pair<Id, IpAddress>> m_used;
    std::map<Id, std::uint64_t> m_offsets;
};

/// Addresses for what is public, of the ranges for documentation.
class PublicAddressBook {
public:
    std::optional<IpAddress> next() {
        const auto address = edit::nextPublicAddress(Topology(), m_used);
        if (address)
            m_used.insert(*address);
        return address;
    }
    void use(const IpAddress& address) { m_used.insert(address); }

private:
    std::set<IpAddress> m_used;
};

bool isPublic(Assembly& assembly, const NetworkInterface& interface) {
    if (const auto wanted = assembly.wantsPublicAddress(interface.id))
        return *wanted;
    const Subnet* subnet = assembly.find<Subnet>(interface.subnet.id);
    return subnet && subnet->mapPublicIpOnLaunch && interface.instance && interface.deviceIndex == 0 &&
           interface.id == assembly.notedInterface(interface.instance.id, 0);
}

void addAddresses(Assembly& assembly) {
    AddressBook book(assembly);
    PublicAddressBook publicBook;
    assembly.forEach<NetworkInterface>([&](NetworkInterface& each) {
        if (each.addresses.empty())
            if (const auto address = book.next(each.subnet.id)) {
                each.addresses.push_back({*address, {}, {}});
                Assembly::markUnknown(each, "privateIpAddresses");
            }
        if (!each.addresses.empty() && !each.addresses.front().publicIp && isPublic(assembly, each))
            each.addresses.front().publicIp = publicBook.next();
    });
    assembly.forEach<ElasticIp>([&](ElasticIp& each) {
        if (each.publicIp)
            return;
        each.publicIp = publicBook.next();
        Assembly::markUnknown(each, "publicIp");
    });
    assembly.forEach<NatGateway>([&](NatGateway& each) {
        if (each.addresses.empty())
            each.addresses.emplace_back();
        if (each.availabilityMode == AvailabilityMode::Zonal && !each.addresses.front().privateIp)
            each.addresses.front().privateIp = book.next(each.subnet.id);
    });
}

} // namespace

void addImplied(Assembly& assembly) {
    findDefaults(assembly);
    assembly.forEach<Vpc>([&](const Vpc& vpc) { addDefaults(assembly, vpc); });
    assembly.settleReferences();
    addDefaultGroups(assembly);
    addManagedInterfaces(assembly);
    addAddresses(assembly);
}

} // namespace waylight::declared
