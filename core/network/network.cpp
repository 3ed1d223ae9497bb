// SPDX-License-Identifier: MIT
#include "core/network/network.h"

#include "core/network/network_index.h"

#include <algorithm>

namespace waylight {
namespace {

/// Brings the index of one version to the next: each step looks only at what differs.
class Compiler {
public:
    Compiler(const Topology& before, NetworkIndex& index) : m_before(before), m_index(index) {}

    void run() {
        indexInterfaces();
        indexPublicOwners();
        indexVpcParts();
        indexNames();
        compileRoutes();
    }

private:
    template <class T>
    bool changed() const {
        return !m_before.table(kindOf<T>).sharesAllWith(m_index.topology.table(kindOf<T>));
    }

    /// Calls `leave(const T&)` for the old and `enter(const T&)` for the new value of each resource that differs.
    template <class T, class Leave, class Enter>
    void forEachChange(Leave leave, Enter enter) const {
        Topology::Table::forEachDifference(
            m_before.table(kindOf<T>), m_index.topology.table(kindOf<T>), [](const ResourcePtr& a, const ResourcePtr& b) { return a == b; },
            [&](const Id&, const ResourcePtr* before, const ResourcePtr* after) {
                if (before)
                    leave(std::get<T>(**before));
                if (after)
                    enter(std::get<T>(**after));
            });
    }

    static Id vpcOf(const Topology& topology, const NetworkInterface& interface) {
        const Subnet* subnet = topology.get(interface.subnet);
        return subnet ? subnet->vpc.id : Id();
    }

    /// Interfaces are found by their VPC, which their subnet says: a changed subnet re-indexes them all.
    void indexInterfaces() {
        if (changed<Subnet>()) {
            rebuildInterfaces();
            return;
        }
        std::vector<Id> instances;
        forEachChange<NetworkInterface>(
            [&](const NetworkInterface& old) {
                forEachAddress(old, [&](const IpAddress& address) { m_index.interfaceByAddress.erase(NetworkIndex::addressKey(vpcOf(m_before, old), address)); });
                instances.push_back(old.instance.id);
            },
            [&](const NetworkInterface& fresh) {
                forEachAddress(fresh, [&](const IpAddress& address) { m_index.interfaceByAddress.set(NetworkIndex::addressKey(vpcOf(m_index.topology, fresh), address), fresh.id); });
                instances.push_back(fresh.instance.id);
            });
        std::sort(instances.begin(), instances.end());
        instances.erase(std::unique(instances.begin(), instances.end()), instances.end());
        for (const Id& instance : instances)
            if (!instance.empty())
                indexInstance(instance);
    }

    void indexInstance(const Id& instance) {
        std::vector<Id> ids;
        for (const NetworkInterface* interface : interfacesOf(m_index.topology, instance))
            ids.push_back(interface->id);
        if (ids.empty())
            m_index.interfacesByInstance.erase(instance);
        else
            m_index.interfacesByInstance.set(instance, std::move(ids));
    }

    void rebuildInterfaces() {
        std::vector<std::pair<std::string, Id>> addresses;
        std::map<Id, std::vector<const NetworkInterface*>> byInstance;
        m_index.topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            const Id vpc = vpcOf(m_index.topology, interface);
            forEachAddress(interface, [&](const IpAddress& address) { addresses.emplace_back(NetworkIndex::addressKey(vpc, address), interface.id); });
            if (interface.instance)
                byInstance[interface.instance.id].push_back(&interface);
        });
        m_index.interfaceByAddress = SharedMap<std::string, Id>::fromEntries(std::move(addresses));
        std::vector<std::pair<Id, std::vector<Id>>> entries;
        for (auto& [instance, interfaces] : byInstance) {
            std::stable_sort(interfaces.begin(), interfaces.end(), [](const auto* a, const auto* b) { return a->deviceIndex < b->deviceIndex; });
            std::vector<Id> ids;
            for (const NetworkInterface* interface : interfaces)
                ids.push_back(interface->id);
            entries.emplace_back(instance, std::move(ids));
        }
        m_index.interfacesByInstance = SharedMap<Id, std::vector<Id>>::fromEntries(std::move(entries));
    }

    template <class Visit>
    static void forEachAddress(const NetworkInterface& interface, Visit visit) {
        for (const PrivateAddress& address : interface.addresses)
            if (address.address)
                visit(*address.address);
        for (const IpAddress& address : interface.ipv6Addresses)
            visit(address);
    }

    void indexPublicOwners() {
        if (!changed<NetworkInterface>() && !changed<NatGateway>() && !changed<ElasticIp>())
            return;
        const Topology& topology = m_index.topology;
        std::vector<std::pair<IpAddress, PublicOwner>> owners;
        topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            if (interface.interfaceType == "nat_gateway")
                return;
            for (const PrivateAddress& address : interface.addresses)
                if (address.publicIp && address.address)
                    owners.push_back({*address.publicIp, {interface.id, {}, *address.address}});
        });
        topology.forEach<ElasticIp>([&](const ElasticIp& ip) {
            const NetworkInterface* interface = topology.get(ip.interface);
            if (!ip.publicIp || !interface || interface->interfaceType == "nat_gateway")
                return;
            const auto address = ip.privateIp ? ip.privateIp : primaryAddress(*interface);
            if (address)
                owners.push_back({*ip.publicIp, {interface->id, {}, *address}});
        });
        topology.forEach<NatGateway>([&](const NatGateway& nat) {
            if (const auto address = m_index.publicAddressOf(nat))
                owners.push_back({*address, {{}, nat.id, nat.addresses.front().privateIp.value_or(IpAddress())}});
        });
        m_index.publicOwners = SharedMap<IpAddress, PublicOwner>::fromEntries(std::move(owners));
    }

    void indexVpcParts() {
        if (!changed<InternetGateway>() && !changed<RouteTable>() && !changed<NetworkAcl>())
            return;
        std::map<Id, VpcParts> parts;
        const auto keepFirst = [](Id& slot, const Id& id) {
            if (slot.empty())
                slot = id;
        };
        m_index.topology.forEach<InternetGateway>([&](const InternetGateway& gateway) { keepFirst(parts[gateway.vpc.id].internetGateway, gateway.id); });
        m_index.topology.forEach<RouteTable>([&](const RouteTable& table) {
            if (table.main)
                keepFirst(parts[table.vpc.id].mainTable, table.id);
        });
        m_index.topology.forEach<NetworkAcl>([&](const NetworkAcl& acl) {
            if (acl.isDefault)
                keepFirst(parts[acl.vpc.id].defaultAcl, acl.id);
        });
        m_index.vpcParts = SharedMap<Id, VpcParts>::fromEntries({parts.begin(), parts.end()});
    }

    void indexNames() {
        const auto tableKey = [](const DynamoTable& table) { return table.region + '|' + (table.tableName.empty() ? table.id : table.tableName); };
        const auto bucketKey = [](const Bucket& bucket) { return bucket.bucketName.empty() ? bucket.id : bucket.bucketName; };
        forEachChange<Bucket>([&](const Bucket& old) { m_index.bucketByName.erase(bucketKey(old)); }, [&](const Bucket& fresh) { m_index.bucketByName.set(bucketKey(fresh), fresh.id); });
        forEachChange<DynamoTable>([&](const DynamoTable& old) { m_index.tableByName.erase(tableKey(old)); },
                                   [&](const DynamoTable& fresh) { m_index.tableByName.set(tableKey(fresh), fresh.id); });
    }

    /// A table's routes follow from itself, the VPCs' blocks, the endpoints and the prefix lists.
    void compileRoutes() {
        const Topology& topology = m_index.topology;
        if (changed<Vpc>() || changed<VpcEndpoint>() || changed<PrefixList>()) {
            std::vector<std::pair<Id, std::shared_ptr<const RouteLookup>>> all;
            topology.forEach<RouteTable>([&](const RouteTable& table) { all.emplace_back(table.id, std::make_shared<const RouteLookup>(topology, table)); });
            m_index.routes = SharedMap<Id, std::shared_ptr<const RouteLookup>>::fromEntries(std::move(all));
            return;
        }
        forEachChange<RouteTable>([&](const RouteTable& old) { m_index.routes.erase(old.id); },
                                  [&](const RouteTable& fresh) { m_index.routes.set(fresh.id, std::make_shared<const RouteLookup>(topology, fresh)); });
    }

    const Topology& m_before;
    NetworkIndex& m_index;
};

} // namespace

const NetworkInterface* NetworkIndex::interfaceAt(const Id& vpc, const IpAddress& address) const {
    const Id* id = interfaceByAddress.find(addressKey(vpc, address));
    return id ? topology.get<NetworkInterface>(*id) : nullptr;
}

const RouteTable* NetworkIndex::tableOf(const Subnet& subnet) const {
    if (subnet.routeTable)
        return topology.get(subnet.routeTable);
    const VpcParts* parts = vpcParts.find(subnet.vpc.id);
    return parts ? topology.get<RouteTable>(parts->mainTable) : nullptr;
}

const NetworkAcl* NetworkIndex::aclOf(const Subnet& subnet) const {
    if (subnet.networkAcl)
        return topology.get(subnet.networkAcl);
    const VpcParts* parts = vpcParts.find(subnet.vpc.id);
    return parts ? topology.get<NetworkAcl>(parts->defaultAcl) : nullptr;
}

const Vpc* NetworkIndex::vpcOf(const NetworkInterface& interface) const {
    const Subnet* subnet = topology.get(interface.subnet);
    return subnet ? topology.get(subnet->vpc) : nullptr;
}

std::optional<IpAddress> NetworkIndex::publicAddressOf(const NetworkInterface& interface, const IpAddress& privateAddress) const {
    for (const PrivateAddress& address : interface.addresses)
        if (address.address == privateAddress && address.publicIp)
            return address.publicIp;
    std::optional<IpAddress> found;
    topology.forEach<ElasticIp>([&](const ElasticIp& ip) {
        if (ip.interface.id == interface.id && (ip.privateIp ? ip.privateIp : primaryAddress(interface)) == privateAddress)
            found = ip.publicIp;
    });
    return found;
}

std::optional<IpAddress> NetworkIndex::publicAddressOf(const NatGateway& nat) const {
    if (nat.connectivity == Connectivity::Private || nat.addresses.empty())
        return std::nullopt;
    const NatAddress& address = nat.addresses.front();
    if (address.publicIp)
        return address.publicIp;
    const ElasticIp* allocation = topology.get(address.allocation);
    return allocation ? allocation->publicIp : std::nullopt;
}

std::optional<IpAddress> primaryAddress(const NetworkInterface& interface, IpFamily family) {
    if (family == IpFamily::V6)
        return interface.ipv6Addresses.empty() ? std::nullopt : std::optional(interface.ipv6Addresses.front());
    return interface.addresses.empty() ? std::nullopt : interface.addresses.front().address;
}

Network::Network() {
    static const auto empty = std::make_shared<const NetworkIndex>();
    m_index = empty;
}

Network Network::compile(const Topology& topology, const Network* previous) {
    if (previous && previous->topology().sharesAllWith(topology))
        return *previous;
    auto index = std::make_shared<NetworkIndex>();
    Topology before;
    if (previous) {
        *index = *previous->m_index;
        before = index->topology;
    }
    index->topology = topology;
    Compiler(before, *index).run();
    Network network;
    network.m_index = std::move(index);
    return network;
}

const Topology& Network::topology() const {
    return m_index->topology;
}

} // namespace waylight
