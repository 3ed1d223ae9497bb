// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"
#include "core/model/topology.h"

#include <map>

namespace waylight {

/// Public facts about AWS that come with the program: see resources/catalog.
class Catalog {
public:
    /// The built-in catalog, read once.
    static const Catalog& builtIn();

    /// The address blocks of a service (`s3`, `dynamodb`) in a Region; empty when they are not known.
    const std::vector<Cidr>& blocks(const std::string& service, const std::string& region) const;
    /// US dollars at list price in us-east-1.
    double natPerHour() const { return m_natPerHour; }
    double natPerGigabyte() const { return m_natPerGigabyte; }
    double publicIpv4PerHour() const { return m_publicIpv4PerHour; }
    double interfaceEndpointPerHour() const { return m_interfaceEndpointPerHour; }
    double interfaceEndpointPerGigabyte() const { return m_interfaceEndpointPerGigabyte; }
    double transitPerHour() const { return m_transitPerHour; }
    double transitPerGigabyte() const { return m_transitPerGigabyte; }

private:
    Catalog();
    std::map<std::pair<std::string, std::string>, std::vector<Cidr>> m_blocks; ///< by (service, Region)
    double m_natPerHour = 0;
    double m_natPerGigabyte = 0;
    double m_publicIpv4PerHour = 0;
    double m_interfaceEndpointPerHour = 0;
    double m_interfaceEndpointPerGigabyte = 0;
    double m_transitPerHour = 0;
    double m_transitPerGigabyte = 0;
};

/// An amount of US dollars for messages, without the sign: "0.045".
std::string dollars(double amount);

/// The blocks of a service in a Region: those of the prefix list in the design, else those of the catalog.
std::vector<Cidr> serviceBlocks(const Topology& topology, const std::string& service, const std::string& region);

/// An address that the service's name resolves to, for following a request: inside the largest of its blocks. None when
/// its blocks of the family are not known.
std::optional<IpAddress> serviceAddress(const Topology& topology, const std::string& service, const std::string& region,
                                        IpFamily family = IpFamily::V4);

/// True for services that AWS offers gateway endpoints for.
bool hasGatewayEndpoint(const std::string& service);

} // namespace waylight
