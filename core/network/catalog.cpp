// SPDX-License-Identifier: MIT
#include "core/network/catalog.h"

#include "core/base/json.h"
#include "core/model/effective_routes.h"
#include "core/network/catalog_data.h"

#include <cstdio>

namespace waylight {

Catalog::Catalog() {
    // The texts are built in and tested; were they broken, the catalog would be empty rather than the program dead.
    if (const auto lists = parseJson(catalogPrefixLists)) {
        for (const auto& [region, services] : (*lists)["regions"].items())
            for (const auto& [service, families] : services.items())
                for (const char* family : {"ipv4", "ipv6"})
                    for (const auto& text : families[family])
                        if (const auto block = Cidr::parse(text.get<std::string>()))
                            m_blocks[{service, region}].push_back(*block);
    }
    if (const auto prices = parseJson(catalogPrices)) {
        m_natPerHour = (*prices)["natGateway"]["perHour"].get<double>();
        m_natPerGigabyte = (*prices)["natGateway"]["perGigabyte"].get<double>();
        m_interfaceEndpointPerHour = (*prices)["interfaceEndpoint"]["perHour"].get<double>();
        m_interfaceEndpointPerGigabyte = (*prices)["interfaceEndpoint"]["perGigabyte"].get<double>();
        m_transitPerHour = (*prices)["transitGateway"]["perHour"].get<double>();
        m_transitPerGigabyte = (*prices)["transitGateway"]["perGigabyte"].get<double>();
        m_publicIpv4PerHour = (*prices)["publicIpv4"]["perHour"].get<double>();
    }
}

const Catalog& Catalog::builtIn() {
    static const Catalog catalog;
    return catalog;
}

const std::vector<Cidr>& Catalog::blocks(const std::string& service, const std::string& region) const {
    static const std::vector<Cidr> none;
    const auto at = m_blocks.find({service, region});
    return at == m_blocks.end() ? none : at->second;
}

std::string dollars(double amount) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", amount);
    return text;
}

std::vector<Cidr> serviceBlocks(const Topology& topology, const std::string& service, const std::string& region) {
    if (const PrefixList* list = prefixListNamed(topology, "com.amazonaws." + region + '.' + service, region))
        return list->cidrs;
    return Catalog::builtIn().blocks(service, region);
}

std::optional<IpAddress> serviceAddress(const Topology& topology, const std::string& service, const std::string& region,
                                        IpFamily family) {
    std::optional<Cidr> largest;
    for (const Cidr& block : serviceBlocks(topology, service, region))
        if (block.family() == family && (!largest || block.length() < largest->length()))
            largest = block;
    return largest ? std::optional(largest->address().plus(1)) : std::nullopt;
}

bool hasGatewayEndpoint(const std::string& service) {
    return service == "s3" || service == "dynamodb" || service == "s3express";
}

} // namespace waylight
