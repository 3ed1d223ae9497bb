// SPDX-License-Identifier: MIT
#include "core/analysis/policy_names.h"

#include "core/base/arn.h"
#include "core/model/effective_routes.h"
#include "core/trace/question.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

using policy::DesignName;
using Named = DesignName::Kind;

/// What a drawing's account is while it says none; the engine reads it in the same way.
constexpr const char* exampleAccount = "123456789012";

class Collector {
public:
    explicit Collector(const Topology& topology) : m_topology(topology) {}

    std::vector<DesignName> names() {
        m_topology.forEachResource([&](const ResourcePtr& each) {
            const ResourceBase& own = base(*each);
            if (!own.account.empty())
                m_accounts.insert(own.account);
            if (!own.region.empty())
                m_regions.insert(own.region);
        });
        m_topology.forEach<Account>([&](const Account& each) { m_accounts.insert(each.id); });
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& each) { add(Named::Endpoint, each.id, each); });
        m_topology.forEach<Vpc>([&](const Vpc& each) { addVpc(each); });
        m_topology.forEach<Instance>([&](const Instance& each) { add(Named::Instance, each.id, each); });
        m_topology.forEach<Bucket>([&](const Bucket& each) { add(Named::Bucket, arnOf(Resource(each)), each); });
        m_topology.forEach<DynamoTable>(
            [&](const DynamoTable& each) { add(Named::Table, arnOf(Resource(each)), each); });
        m_topology.forEach<Role>([&](const Role& each) { add(Named::Role, roleArn(each), each); });
        for (const std::string& account : m_accounts)
            m_names.push_back({Named::Account, account, account});
        for (const std::string& region : m_regions)
            m_names.push_back({Named::Region, region, region});
        addAddresses();
        const auto order = [](const DesignName& a, const DesignName& b) {
            return std::tie(a.kind, a.title, a.value) < std::tie(b.kind, b.title, b.value);
        };
        std::sort(m_names.begin(), m_names.end(), order);
        const auto same = [](const DesignName& a, const DesignName& b) {
            return a.kind == b.kind && a.value == b.value;
        };
        m_names.erase(std::unique(m_names.begin(), m_names.end(), same), m_names.end());
        return std::move(m_names);
    }

private:
    void add(Named kind, std::string value, const ResourceBase& owner) {
        m_names.push_back({kind, std::move(value), displayName(owner)});
    }

    void addVpc(const Vpc& vpc) {
        add(Named::Vpc, vpc.id, vpc);
        for (const Cidr& block : vpc.cidrs)
            add(Named::PrivateBlock, block.toString(), vpc);
    }

    std::string roleArn(const Role& role) const {
        if (looksLikeArn(role.id))
            return role.id;
        const std::string account = !role.account.empty()   ? role.account
                                    : m_accounts.size() > 0 ? *m_accounts.begin()
                                                            : exampleAccount;
        return "arn:aws:iam::" + account + ":role/" + (role.roleName.empty() ? displayName(role) : role.roleName);
    }

    void addAddresses() {
        const auto addAddress = [&](const std::optional<IpAddress>& address, const ResourceBase& owner) {
            if (address)
                add(Named::PublicAddress, address->toString() + (address->isV4() ? "/32" : "/128"), owner);
        };
        m_topology.forEach<ElasticIp>([&](const ElasticIp& each) { addAddress(each.publicIp, each); });
        m_topology.forEach<NetworkInterface>([&](const NetworkInterface& each) {
            for (const PrivateAddress& own : each.addresses)
                addAddress(own.publicIp, each);
        });
    }

    const Topology& m_topology;
    std::set<std::string> m_accounts, m_regions;
    std::vector<DesignName> m_names;
};

} // namespace

std::vector<DesignName> policyNames(const Topology& topology) {
    return Collector(topology).names();
}

std::vector<std::string> policyServices(const Resource& resource) {
    if (std::holds_alternative<Bucket>(resource))
        return {"s3"};
    if (std::holds_alternative<DynamoTable>(resource))
        return {"dynamodb"};
    if (const auto* endpoint = std::get_if<VpcEndpoint>(&resource))
        if (const auto name = parsedServiceName(endpoint->service))
            return {name->service};
    return {};
}

} // namespace waylight
