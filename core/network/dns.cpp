// SPDX-License-Identifier: MIT
#include "core/network/dns.h"

#include "core/base/diagnostic.h"
#include "core/base/message_ids.h"
#include "core/network/catalog.h"

#include <algorithm>

namespace waylight {
namespace {

/// One look-up.
class LookUp {
public:
    LookUp(const NetworkIndex& network, const NetworkInterface& host, std::string service, std::string region,
           std::string hostName)
        : m_network(network), m_host(host), m_vpc(network.vpcOf(host)), m_service(std::move(service)),
          m_region(std::move(region)), m_hostName(std::move(hostName)) {
        m_family = primaryAddress(host) || host.ipv6Addresses.empty() ? IpFamily::V4 : IpFamily::V6;
        const std::string plain = m_service + '.' + m_region;
        if (const auto at = m_hostName.find(plain); m_family == IpFamily::V6 && at != std::string::npos)
            m_hostName.replace(at, plain.size(), m_service + ".dualstack." + m_region);
    }

    DnsAnswer run() const {
        if (!m_vpc)
            return publicAnswer("DNS_PUBLIC_ADDRESS", [&](const std::string& address) {
                return message(MessageId::DnsAnswers, m_hostName, address);
            });
        const std::string own = ownResolver();
        if (!own.empty())
            return publicAnswer("DNS_OWN_RESOLVER", [&](const std::string& address) {
                return message(MessageId::DnsOwnResolver, m_hostName, address, own);
            });
        if (isUnknown(*m_vpc, "enableDnsSupport"))
            return beside(Outcome::Unknown, "VPC_DNS_SUPPORT_UNKNOWN", "/enableDnsSupport",
                          message(MessageId::DnsUnknown, displayName(*m_vpc)));
        if (!m_vpc->enableDnsSupport)
            return beside(Outcome::Block, "VPC_DNS_SUPPORT_DISABLED", "/enableDnsSupport",
                          message(MessageId::DnsOff, displayName(*m_vpc), m_hostName));
        if (const VpcEndpoint* endpoint = privateEndpoint()) {
            if (endpoint->privateDnsOnlyForInbound)
                return publicAnswer("DNS_INBOUND_ONLY", [&](const std::string& address) {
                    return message(MessageId::DnsInboundOnly, m_hostName, address, displayName(*endpoint));
                });
            if (!isUnknown(*m_vpc, "enableDnsHostnames") && !m_vpc->enableDnsHostnames)
                return publicAnswer("DNS_HOSTNAMES_DISABLED", [&](const std::string& address) {
                    return message(MessageId::DnsHostnamesOff, m_hostName, address, displayName(*endpoint),
                                   displayName(*m_vpc));
                });
            if (const auto address = addressOf(*endpoint))
                return {
                    {Outcome::Pass, "DNS_PRIVATE_ADDRESS", endpoint->id, "/privateDnsEnabled",
                     message(MessageId::DnsAnswersPrivately, m_hostName, address->toString(), displayName(*endpoint))},
                    address,
                    m_hostName};
        }
        return publicAnswer("DNS_PUBLIC_ADDRESS", [&](const std::string& address) {
            return message(MessageId::DnsAnswers, m_hostName, address);
        });
    }

private:
    Id where() const { return m_vpc ? m_vpc->id : m_host.id; }

    template <class Sentence>
    DnsAnswer publicAnswer(const char* code, Sentence sentence) const {
        const auto address = serviceAddress(m_network.topology, m_service, m_region, m_family);
        if (!address)
            return {{Outcome::Unknown,
                     "UNKNOWN_DESTINATION",
                     where(),
                     {},
                     message(MessageId::ServiceAddressUnknown, m_service, m_region)},
                    std::nullopt,
                    m_hostName};
        return {{Outcome::Pass, code, where(), {}, sentence(address->toString())}, address, m_hostName};
    }

    /// An answer that says what is wrong; the request is followed as if the name had resolved.
    DnsAnswer beside(Outcome outcome, const char* code, const char* pointer, Message sentence) const {
        return {{outcome, code, where(), pointer, std::move(sentence)},
                serviceAddress(m_network.topology, m_service, m_region, m_family),
                m_hostName};
    }

    /// The resolver that the VPC's DHCP options name instead of Amazon's; empty: Amazon's.
    std::string ownResolver() const {
        const DhcpOptions* options = m_network.topology.get(m_vpc->dhcpOptions);
        if (!options || options->nameServers.empty())
            return {};
        const auto& servers = options->nameServers;
        const auto isAmazon = [&](const std::string& server) {
            if (server == "AmazonProvidedDNS" || server == "169.254.169.253" || server == "fd00:ec2::253")
                return true;
            return !m_vpc->cidrs.empty() && m_vpc->cidrs.front().address().plus(2).toString() == server;
        };
        return std::any_of(servers.begin(), servers.end(), isAmazon) ? std::string() : servers.front();
    }

    const VpcEndpoint* privateEndpoint() const {
        const VpcEndpoint* found = nullptr;
        m_network.topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
            const auto name = parsedServiceName(endpoint.service);
            const bool available =
                endpoint.state.empty() || endpoint.state == "available" || endpoint.state == "Available";
            if (!found && endpoint.type == EndpointType::Interface && endpoint.vpc.id == m_vpc->id &&
                endpoint.privateDns && available && name && name->service == m_service && name->region == m_region)
                found = &endpoint;
        });
        return found;
    }

    /// The address of the endpoint's interface in the host's zone, else of its first one.
    std::optional<IpAddress> addressOf(const VpcEndpoint& endpoint) const {
        const Subnet* home = m_network.topology.get(m_host.subnet);
        std::optional<IpAddress> found;
        for (const auto& ref : endpoint.interfaces) {
            const NetworkInterface* interface = m_network.topology.get(ref);
            const Subnet* subnet = interface ? m_network.topology.get(interface->subnet) : nullptr;
            const auto address = interface ? primaryAddress(*interface, m_family) : std::nullopt;
            if (!address)
                continue;
            if (subnet && home && subnet->availabilityZone == home->availabilityZone)
                return address;
            if (!found)
                found = address;
        }
        return found;
    }

    const NetworkIndex& m_network;
    const NetworkInterface& m_host;
    const Vpc* m_vpc;
    std::string m_service, m_region, m_hostName;
    IpFamily m_family = IpFamily::V4;
};

} // namespace

DnsAnswer lookUp(const NetworkIndex& network, const NetworkInterface& host, const std::string& service,
                 const std::string& region, const std::string& hostName) {
    return LookUp(network, host, service, region, hostName).run();
}

} // namespace waylight
