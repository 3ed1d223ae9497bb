// SPDX-License-Identifier: MIT
#include "core/network/network.h"

#include "core/network/compile_parts.h"
#include "core/network/network_index.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

/// Brings the index of one version to the next: each step looks only at what differs.
class Compiler {
public:
    Compiler(const Topology& before, NetworkIndex& index) : m_before(before), m_index(index), m_after(index.topology) {}

    void run() {
        indexResources();
        compileEach<Subnet>([&](const Subnet& each) { return compile::subnet(each, handles()); });
        compileEach<NetworkAcl>([&](const NetworkAcl& each) { return compile::acl(each, handles()); });
        compileEach<InternetGateway>(
            [&](const InternetGateway& each) { return gateway<CompiledInternetGateway>(each); });
        compileEach<EgressOnlyInternetGateway>(
            [&](const EgressOnlyInternetGateway& each) { return gateway<CompiledEgressOnlyGateway>(each); });
        compileGroups();
        compileTables();
        compileInterfaces();
        compileInstances();
        compileGateways();
        compileTransit();
        compileBalancers();
        compileVpcs();
        indexPublicOwners();
        indexNames();
    }

private:
    HandleMap& handles() { return *m_index.handles; }

    template <class... T>
    bool changed() const {
        return (!m_before.table(kindOf<T>).sharesAllWith(m_after.table(kindOf<T>)) || ...);
    }

    /// Calls `visit(const T* before, const T* after)` for each resource that differs.
    template <class T, class Visit>
    void forEachChange(Visit visit) const {
        Topology::Table::forEachDifference(
            m_before.table(kindOf<T>), m_after.table(kindOf<T>),
            [](const ResourcePtr& a, const ResourcePtr& b) { return a == b; },
            [&](const Id&, const ResourcePtr* before, const ResourcePtr* after) {
                visit(before ? std::get_if<T>(before->get()) : nullptr, after ? std::get_if<T>(after->get()) : nullptr);
            });
    }

    void indexResources() {
        for (Kind kind = 0; kind < kindCount; ++kind)
            Topology::Table::forEachDifference(
                m_before.table(kind), m_after.table(kind),
                [](const ResourcePtr& a, const ResourcePtr& b) { return a == b; },
                [&](const Id& id, const ResourcePtr* before, const ResourcePtr* after) {
                    const Handle handle = handles().intern(id);
                    if (after)
                        m_index.resources.set(handle, *after);
                    else if (m_index.resources[handle] == *before) // else a resource of another type has the id now
                        m_index.resources.set(handle, nullptr);
                });
    }

    void set(const Id& id, CompiledPtr compiled) { m_index.compiled.set(handles().intern(id), std::move(compiled)); }

    template <class T, class Make>
    void compileEach(Make make) {
        forEachChange<T>([&](const T* before, const T* after) {
            if (after)
                set(after->id, make(*after));
            else
                set(before->id, nullptr);
        });
    }
    /// Compiles all resources of a type anew when something that they depend on differs, else those that differ.
    template <class T, class Make>
    void compileAll(bool anew, Make make) {
        compileEach<T>(make);
        if (anew)
            m_after.forEach<T>([&](const T& each) { set(each.id, make(each)); });
    }

    template <class To, class From>
    CompiledPtr gateway(const From& from) {
        auto out = std::make_shared<To>(handles().intern(from.id));
        out->vpc = handles().intern(from.vpc.id);
        return out;
    }

    void compileGroups() {
        compileAll<SecurityGroup>(changed<PrefixList>(),
                                  [&](const SecurityGroup& each) { return compile::group(each, m_after, handles()); });
    }

    /// A table's routes follow from itself, the VPCs' blocks, the endpoints and the prefix lists.
    void compileTables() {
        compileAll<RouteTable>(changed<Vpc, VpcEndpoint, PrefixList>(),
                               [&](const RouteTable& each) { return compile::table(each, m_after, handles()); });
    }

    void compileInterfaces() {
        if (!changed<NetworkInterface, ElasticIp, VpcEndpoint, Instance>())
            return;
        std::map<Id, std::vector<const ElasticIp*>> addresses;
        m_after.forEach<ElasticIp>([&](const ElasticIp& ip) {
            if (ip.interface)
                addresses[ip.interface.id].push_back(&ip);
        });
        std::map<Id, Id> endpoints;
        m_after.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            for (const auto& interface : endpoint.interfaces)
                endpoints[interface.id] = endpoint.id;
        });
        const auto compileOne = [&](const NetworkInterface& each) {
            const auto ips = addresses.find(each.id);
            const auto endpoint = endpoints.find(each.id);
            return compile::interface(each, ips == addresses.end() ? std::vector<const ElasticIp*>() : ips->second,
                                      endpoint == endpoints.end() ? Id() : endpoint->second, m_after, handles());
        };
        compileEach<NetworkInterface>(compileOne);
        std::set<Id> touched;
        const auto touchAddress = [&](const ElasticIp* ip) {
            if (ip && ip->interface)
                touched.insert(ip->interface.id);
        };
        const auto touchEndpoint = [&](const VpcEndpoint* endpoint) {
            if (endpoint)
                for (const auto& interface : endpoint->interfaces)
                    touched.insert(interface.id);
        };
        const auto touchHost = [&](const Instance* instance) {
            if (const auto* compiled = instance ? m_index.find<CompiledInstance>(instance->id) : nullptr)
                for (const auto& [device, interface] : compiled->interfaces)
                    touched.insert(handles().name(interface));
        };
        forEachChange<ElasticIp>(
            [&](const ElasticIp* before, const ElasticIp* after) { touchAddress(before), touchAddress(after); });
        forEachChange<Instance>(
            [&](const Instance* before, const Instance* after) { touchHost(after ? after : before); });
        forEachChange<VpcEndpoint>(
            [&](const VpcEndpoint* before, const VpcEndpoint* after) { touchEndpoint(before), touchEndpoint(after); });
        for (const Id& id : touched)
            if (const auto* each = m_after.get<NetworkInterface>(id))
                set(id, compileOne(*each));
    }

    void compileInstances() {
        std::map<Id, std::vector<std::pair<int, Handle>>> gained;
        std::map<Id, std::vector<Handle>> lost;
        forEachChange<NetworkInterface>([&](const NetworkInterface* before, const NetworkInterface* after) {
            const bool same =
                before && after && before->instance == after->instance && before->deviceIndex == after->deviceIndex;
            if (same)
                return;
            if (before && before->instance)
                lost[before->instance.id].push_back(handles().intern(before->id));
            if (after && after->instance)
                gained[after->instance.id].emplace_back(after->deviceIndex, handles().intern(after->id));
        });
        const auto compileOne = [&](const Id& id) {
            auto out = std::make_shared<CompiledInstance>(handles().intern(id));
            if (const auto* old = m_index.find<CompiledInstance>(out->self))
                out->interfaces = old->interfaces;
            for (const Handle gone : lost[id])
                std::erase_if(out->interfaces, [&](const auto& each) { return each.second == gone; });
            out->interfaces.insert(out->interfaces.end(), gained[id].begin(), gained[id].end());
            std::stable_sort(out->interfaces.begin(), out->interfaces.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
            return out;
        };
        std::set<Id> touched;
        forEachChange<Instance>(
            [&](const Instance* before, const Instance* after) { touched.insert(after ? after->id : before->id); });
        for (const auto& [id, interfaces] : gained)
            touched.insert(id);
        for (const auto& [id, interfaces] : lost)
            touched.insert(id);
        for (const Id& id : touched) {
            auto out = compileOne(id);
            set(id, m_after.contains(id) || !out->interfaces.empty() ? CompiledPtr(std::move(out)) : nullptr);
        }
    }

    void compileGateways() {
        compileAll<NatGateway>(changed<ElasticIp>(),
                               [&](const NatGateway& each) { return compile::nat(each, m_after, handles()); });
        compileAll<VpcEndpoint>(changed<PrefixList, EndpointService, Subnet>(),
                                [&](const VpcEndpoint& each) { return compile::endpoint(each, m_after, handles()); });
        compileAll<VpcPeering>(changed<Vpc>(),
                               [&](const VpcPeering& each) { return compile::peering(each, m_after, handles()); });
        compileAll<VpnGateway>(changed<VpnConnection, CustomerGateway>(),
                               [&](const VpnGateway& each) { return compile::vpnGateway(each, m_after, handles()); });
    }

    void compileTransit() {
        const bool anew = changed<TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable, Vpc, Subnet,
                                  VpnConnection, CustomerGateway, PrefixList>();
        compileAll<TransitGatewayAttachment>(
            anew, [&](const TransitGatewayAttachment& each) { return compile::attachment(each, m_after, handles()); });
        compileAll<TransitGateway>(
            anew, [&](const TransitGateway& each) { return compile::transitGateway(each, m_after, handles()); });
        compileAll<TransitGatewayRouteTable>(anew, [&](const TransitGatewayRouteTable& each) {
            return compile::transitTable(each, m_after, handles());
        });
    }

    void compileBalancers() {
        if (!changed<LoadBalancer, Listener, TargetGroup, Subnet>())
            return;
        m_before.forEach<LoadBalancer>([&](const LoadBalancer& each) { set(compile::balancerName(each.id), nullptr); });
        m_after.forEach<LoadBalancer>([&](const LoadBalancer& each) {
            set(compile::balancerName(each.id), compile::loadBalancer(each, m_after, handles()));
        });
    }

    // --- VPCs: what refers to them makes them

    void compileVpcs() {
        std::map<Handle, std::shared_ptr<const AddressTable>> fresh = changedAddresses();
        if (!partsChanged() && fresh.empty())
            return;
        std::map<Id, std::shared_ptr<CompiledVpc>> made;
        m_after.forEach<Vpc>([&](const Vpc& vpc) {
            const Handle self = handles().intern(vpc.id);
            auto out = std::make_shared<CompiledVpc>(self);
            out->cidrs = vpc.cidrs;
            out->cidrs.insert(out->cidrs.end(), vpc.ipv6Cidrs.begin(), vpc.ipv6Cidrs.end());
            out->region = handles().intern(vpc.region);
            const auto* old = m_index.find<CompiledVpc>(self);
            const auto addresses = fresh.find(self);
            out->addresses = addresses != fresh.end() ? addresses->second : old ? old->addresses : nullptr;
            made[vpc.id] = std::move(out);
        });
        addParts(made);
        addPublicAccess(made);
        forEachChange<Vpc>([&](const Vpc* before, const Vpc* after) {
            if (!after)
                set(before->id, nullptr);
        });
        for (auto& [id, vpc] : made)
            set(id, std::move(vpc));
    }

    bool partsChanged() const {
        if (changed<Vpc, InternetGateway, VpnGateway, BlockPublicAccess, BlockPublicAccessExclusion>())
            return true;
        bool differs = false;
        const auto learns = [](const RouteTable& table) {
            return std::any_of(table.routes.begin(), table.routes.end(),
                               [](const Route& route) { return route.origin == RouteOrigin::Propagated; });
        };
        forEachChange<RouteTable>([&](const RouteTable* before, const RouteTable* after) {
            const auto matters = [&](const RouteTable* table) {
                return table && (table->main || !table->gateways.empty() || learns(*table));
            };
            const bool same = before && after && before->main == after->main && before->vpc == after->vpc &&
                              before->gateways == after->gateways && !learns(*before) && !learns(*after);
            differs |= !same && (matters(before) || matters(after));
        });
        forEachChange<NetworkAcl>([&](const NetworkAcl* before, const NetworkAcl* after) {
            const bool same = before && after && before->isDefault == after->isDefault && before->vpc == after->vpc;
            differs |= !same && ((before && before->isDefault) || (after && after->isDefault));
        });
        return differs;
    }

    void addParts(std::map<Id, std::shared_ptr<CompiledVpc>>& made) {
        const auto at = [&](const Ref<Vpc>& ref) {
            const auto found = made.find(ref.id);
            return found == made.end() ? nullptr : found->second.get();
        };
        const auto keepFirst = [&](Handle& slot, const Id& id) {
            if (slot == noHandle)
                slot = handles().intern(id);
        };
        m_after.forEach<InternetGateway>([&](const InternetGateway& each) {
            if (auto* vpc = at(each.vpc))
                keepFirst(vpc->internetGateway, each.id);
        });
        m_after.forEach<VpnGateway>([&](const VpnGateway& each) {
            if (auto* vpc = at(each.vpc); vpc && compile::isWorking(each.state))
                keepFirst(vpc->vpnGateway, each.id);
        });
        m_after.forEach<NetworkAcl>([&](const NetworkAcl& each) {
            if (auto* vpc = at(each.vpc); vpc && each.isDefault)
                keepFirst(vpc->defaultAcl, each.id);
        });
        m_after.forEach<RouteTable>([&](const RouteTable& each) {
            auto* vpc = at(each.vpc);
            if (!vpc)
                return;
            if (each.main)
                keepFirst(vpc->mainTable, each.id);
            for (const AnyRef& gateway : each.gateways)
                vpc->edgeTables.emplace(handles().intern(gateway.id), handles().intern(each.id));
            for (const auto& [target, block] : m_index.find<CompiledTable>(each.id)->learned)
                if (m_index.find<CompiledVpnGateway>(target))
                    vpc->vpnBlocks.push_back(block);
        });
    }

    /// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
    void addPublicAccess(std::map<Id, std::shared_ptr<CompiledVpc>>& made) {
        const auto covers = [](const std::string& wanted, const std::string& given) {
            return wanted.empty() || given.empty() || wanted == given;
        };
        m_after.forEach<BlockPublicAccess>([&](const BlockPublicAccess& each) {
            for (auto& [id, vpc] : made) {
                const Vpc& resource = *m_after.get<Vpc>(id);
                if (covers(each.account, resource.account) && covers(each.region, resource.region) &&
                    each.mode != InternetBlockMode::Off)
                    vpc->publicAccess = each.mode == InternetBlockMode::BlockIngress ? PublicAccess::IngressBlocked
                                                                                     : PublicAccess::Blocked;
            }
        });
        m_after.forEach<BlockPublicAccessExclusion>([&](const BlockPublicAccessExclusion& each) {
            if (!compile::isWorking(each.state))
                return;
            const PublicAccess access =
                each.mode == InternetExclusionMode::AllowBidirectional ? PublicAccess::Open : PublicAccess::EgressOnly;
            const Subnet* subnet = m_after.get<Subnet>(each.resource.id);
            const auto vpc = made.find(subnet ? subnet->vpc.id : each.resource.id);
            if (vpc == made.end() || vpc->second->publicAccess == PublicAccess::Open)
                return;
            if (subnet)
                vpc->second->publicAccessOfSubnets[handles().intern(subnet->id)] = access;
            else
                m_excludedVpcs.emplace_back(vpc->second.get(), access);
        });
        for (const auto& [vpc, access] : m_excludedVpcs)
            vpc->publicAccess = access;
    }

    static bool sameAddresses(const NetworkInterface& a, const NetworkInterface& b) {
        return a.subnet == b.subnet && a.ipv6Addresses == b.ipv6Addresses && a.addresses.size() == b.addresses.size() &&
               std::equal(a.addresses.begin(), a.addresses.end(), b.addresses.begin(),
                          [](const PrivateAddress& x, const PrivateAddress& y) { return x.address == y.address; });
    }

    /// The address tables of the VPCs whose interfaces changed.
    std::map<Handle, std::shared_ptr<const AddressTable>> changedAddresses() {
        std::set<Id> vpcs;
        bool all = false;
        const auto touch = [&](const Topology& topology, const NetworkInterface* interface) {
            if (const Subnet* subnet = interface ? topology.get(interface->subnet) : nullptr)
                vpcs.insert(subnet->vpc.id);
        };
        forEachChange<NetworkInterface>([&](const NetworkInterface* before, const NetworkInterface* after) {
            if (before && after && sameAddresses(*before, *after))
                return;
            touch(m_before, before);
            touch(m_after, after);
        });
        forEachChange<Subnet>(
            [&](const Subnet* before, const Subnet* after) { all |= !before || !after || before->vpc != after->vpc; });
        std::map<Handle, std::shared_ptr<const AddressTable>> out;
        if (vpcs.empty() && !all)
            return out;
        std::map<Id, std::shared_ptr<AddressTable>> tables;
        m_after.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            const Subnet* subnet = m_after.get(interface.subnet);
            if (!subnet || !(all || vpcs.contains(subnet->vpc.id)))
                return;
            auto& table = tables[subnet->vpc.id];
            if (!table)
                table = std::make_shared<AddressTable>();
            const Handle self = handles().intern(interface.id);
            for (const PrivateAddress& address : interface.addresses)
                if (address.address && address.address->isV4())
                    table->add(*address.address, self);
            for (const IpAddress& address : interface.ipv6Addresses)
                table->add(address, self);
        });
        for (const Id& id : vpcs)
            out[handles().intern(id)] = nullptr;
        if (all)
            m_after.forEach<Vpc>([&](const Vpc& vpc) { out[handles().intern(vpc.id)] = nullptr; });
        for (auto& [id, table] : tables)
            out[handles().intern(id)] = std::move(table);
        return out;
    }

    // --- other look-ups

    static bool samePublicAddresses(const NetworkInterface& a, const NetworkInterface& b) {
        return a.ipv6Addresses == b.ipv6Addresses && a.addresses == b.addresses && a.interfaceType == b.interfaceType;
    }

    void indexPublicOwners() {
        bool differs = changed<NatGateway, ElasticIp>();
        forEachChange<NetworkInterface>([&](const NetworkInterface* before, const NetworkInterface* after) {
            differs |= !before || !after || !samePublicAddresses(*before, *after);
        });
        if (!differs)
            return;
        auto owners = std::make_shared<std::map<IpAddress, PublicOwner>>();
        m_after.forEach<NetworkInterface>([&](const NetworkInterface& each) {
            const auto* interface = m_index.find<CompiledInterface>(each.id);
            if (interface->role == InterfaceRole::Nat)
                return;
            for (const auto& pair : interface->addresses)
                if (pair.publicAddress)
                    owners->emplace(IpAddress::v4(pair.publicAddress),
                                    PublicOwner{interface->self, noHandle, IpAddress::v4(pair.address)});
            for (const IpAddress& address : interface->v6)
                owners->emplace(address, PublicOwner{interface->self, noHandle, address});
        });
        m_after.forEach<NatGateway>([&](const NatGateway& each) {
            const auto* nat = m_index.find<CompiledNat>(each.id);
            if (nat->publicAddress)
                owners->emplace(*nat->publicAddress,
                                PublicOwner{noHandle, nat->self, nat->privateAddress.value_or(IpAddress())});
        });
        m_index.publicOwners = std::move(owners);
    }

    void indexNames() {
        const auto tableKey = [](const DynamoTable& table) {
            return table.region + '|' + (table.tableName.empty() ? table.id : table.tableName);
        };
        const auto bucketKey = [](const Bucket& bucket) {
            return bucket.bucketName.empty() ? bucket.id : bucket.bucketName;
        };
        indexBy<Bucket>(m_index.bucketByName, bucketKey);
        indexBy<DynamoTable>(m_index.tableByName, tableKey);
    }

    template <class T, class Key>
    void indexBy(SharedMap<std::string, Id>& index, Key key) {
        forEachChange<T>([&](const T* before, const T* after) {
            if (before)
                index.erase(key(*before));
            if (after)
                index.set(key(*after), after->id);
        });
    }

    const Topology& m_before;
    NetworkIndex& m_index;
    const Topology& m_after;
    std::vector<std::pair<CompiledVpc*, PublicAccess>> m_excludedVpcs;
};

} // namespace

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
