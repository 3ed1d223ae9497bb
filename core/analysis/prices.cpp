// SPDX-License-Identifier: MIT
#include "core/analysis/prices.h"

#include "core/network/catalog.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace waylight {
namespace {

class Pricing {
public:
    explicit Pricing(const Topology& topology) : m_topology(topology) {}

    std::map<Id, Price> run() {
        m_topology.forEach<NatGateway>([&](const NatGateway& nat) { addNat(nat); });
        m_topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) { addEndpoint(endpoint); });
        m_topology.forEach<TransitGateway>(
            [&](const TransitGateway& gateway) { m_prices[gateway.id].perGigabyte += m_catalog.transitPerGigabyte(); });
        m_topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& attachment) {
            if (isThere(attachment.state) && m_topology.get(attachment.transitGateway))
                m_prices[attachment.transitGateway.id].perHour += m_catalog.transitPerHour();
        });
        addPublicAddresses();
        return std::move(m_prices);
    }

private:
    static bool isThere(const std::string& state) { return state.empty() || state == "available"; }

    /// A regional gateway is paid for in each of its zones.
    void addNat(const NatGateway& nat) {
        if (!isThere(nat.state))
            return;
        std::set<std::string> zones;
        if (nat.availabilityMode == AvailabilityMode::Regional)
            for (const NatAddress& address : nat.addresses)
                zones.insert(address.availabilityZone);
        const auto count = static_cast<double>(std::max<std::size_t>(1, zones.size()));
        m_prices[nat.id] = {count * m_catalog.natPerHour(), m_catalog.natPerGigabyte()};
    }

    void addEndpoint(const VpcEndpoint& endpoint) {
        if (endpoint.type != EndpointType::Interface || !isThere(endpoint.state))
            return;
        const auto zones = static_cast<double>(std::max<std::size_t>(1, endpoint.subnets.size()));
        m_prices[endpoint.id] = {zones * m_catalog.interfaceEndpointPerHour(),
                                 m_catalog.interfaceEndpointPerGigabyte()};
    }

    /// Elastic addresses whether in use or not, and those that instances got from AWS's pool.
    void addPublicAddresses() {
        std::set<IpAddress> elastic;
        m_topology.forEach<ElasticIp>([&](const ElasticIp& ip) {
            m_prices[ip.id].perHour += m_catalog.publicIpv4PerHour();
            if (ip.publicIp)
                elastic.insert(*ip.publicIp);
        });
        m_topology.forEach<NetworkInterface>([&](const NetworkInterface& interface) {
            for (const PrivateAddress& address : interface.addresses)
                if (address.publicIp && !elastic.contains(*address.publicIp))
                    m_prices[interface.id].perHour += m_catalog.publicIpv4PerHour();
        });
    }

    const Topology& m_topology;
    const Catalog& m_catalog = Catalog::builtIn();
    std::map<Id, Price> m_prices;
};

} // namespace

std::map<Id, Price> pricesOf(const Topology& topology) {
    return Pricing(topology).run();
}

std::string shortText(const Price& price) {
    char month[32];
    std::snprintf(month, sizeof month, "$%.2f/mo", price.perHour * hoursOfMonth);
    std::string text = price.perHour > 0 ? month : "";
    if (price.perGigabyte > 0)
        text += (text.empty() ? "$" : " · $") + dollars(price.perGigabyte) + "/GB";
    return text;
}

} // namespace waylight
