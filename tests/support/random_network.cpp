// SPDX-License-Identifier: MIT
#include "tests/support/random_network_maker.h"

namespace random_network {
namespace {

const char* const regions[] = {"us-east-1", "eu-west-1"};

} // namespace

Topology Maker::make() {
    addLists();
    const int count = 1 + m_dice.below(4);
    const bool twoRegions = m_dice.chance(40);
    for (int i = 0; i < count; ++i)
        m_sites.push_back(site(i, twoRegions ? m_dice.oneOf(regions) : regions[0]));
    for (Site& each : m_sites)
        addSite(each);
    addPeerings();
    for (int i = 0, gateways = m_dice.below(3); i < gateways; ++i)
        addTransitGateway(i);
    addTransitPeering();
    for (Site& each : m_sites)
        addRoutes(each);
    addTransitTables();
    addBlockPublicAccess();
    return std::move(m_topology);
}

void Maker::addLists() {
    for (const char* region : regions)
        for (const char* service : {"s3", "dynamodb"}) {
            PrefixList list = fresh<PrefixList>(std::string("pl-") + service + '-' + region);
            list.listName = std::string("com.amazonaws.") + region + '.' + service;
            const bool east = region == regions[0];
            if (service == std::string("s3"))
                list.cidrs = {block(east ? "52.216.0.0/15" : "52.92.0.0/17"),
                              block(east ? "3.5.0.0/19" : "3.5.64.0/21"),
                              block(east ? "2600:1fa0:8000::/39" : "2600:1fa0:4000::/39")};
            else
                list.cidrs = {block(east ? "52.94.0.0/22" : "52.94.24.0/23"),
                              block(east ? "2600:1f18::/40" : "2600:1f1c::/40")};
            add(list);
        }
    PrefixList corporate = fresh<PrefixList>("pl-corp");
    corporate.cidrs = {block("192.168.0.0/17"), block("172.20.0.0/16"), block("10.1.0.0/16"),
                       block("2001:db8:aa::/48")};
    add(corporate);
    PrefixList branches = fresh<PrefixList>("pl-branches");
    branches.cidrs = {block("192.168.0.0/17"), block("192.168.4.0/24"), block("172.20.4.0/24"),
                      block("198.51.100.0/24"), block("10.2.0.0/16")};
    add(branches);
}

Site Maker::site(int number, const std::string& region) {
    Site made;
    made.id = "vpc-" + std::to_string(number);
    made.region = region;
    made.number = number;
    const int octet = number > 0 && m_dice.chance(12) ? 0 : number;
    made.start = "10." + std::to_string(octet) + '.';
    made.dualStack = m_dice.chance(60);
    made.blocks = {block(made.start + "0.0/16")};
    if (m_dice.chance(25))
        made.blocks.push_back(block("100.64." + std::to_string(number) + ".0/24"));
    return made;
}

void Maker::addPeerings() {
    for (std::size_t a = 0; a < m_sites.size(); ++a)
        for (std::size_t b = a + 1; b <= m_sites.size(); ++b)
            if (m_dice.chance(b == m_sites.size() ? 8 : 45))
                addPeering(m_sites[a], b == m_sites.size() ? nullptr : &m_sites[b]);
}

void Maker::addPeering(const Site& a, const Site* b) {
    VpcPeering peering = fresh<VpcPeering>("pcx-" + a.id + '-' + (b ? b->id : "gone"), &a);
    peering.requester = a.id;
    peering.accepter = b ? b->id : "vpc-gone";
    if (b && (b->region != a.region || m_dice.chance(50))) {
        peering.requesterRegion = a.region;
        peering.accepterRegion = b->region;
    }
    if (!b && m_dice.chance(70))
        peering.accepterCidrs = {block("10.9.0.0/16")};
    peering.state = state("deleted", "active");
    if (b && m_dice.chance(30))
        std::swap(peering.requester, peering.accepter), std::swap(peering.requesterRegion, peering.accepterRegion);
    m_peerings.push_back(add(peering));
}

void Maker::addBlockPublicAccess() {
    if (!m_dice.chance(18))
        return;
    BlockPublicAccess settings = fresh<BlockPublicAccess>("vpc-bpa-1");
    settings.mode = m_dice.chance(60) ? InternetBlockMode::BlockIngress : InternetBlockMode::BlockBidirectional;
    if (m_dice.chance(20))
        settings.account.clear();
    add(settings);
    for (const Site& site : m_sites)
        if (m_dice.chance(40)) {
            BlockPublicAccessExclusion exclusion =
                fresh<BlockPublicAccessExclusion>("vpcbpa-exclude-" + site.id, &site);
            exclusion.resource = m_dice.chance(50) ? site.id : m_dice.oneOf(site.subnets);
            exclusion.mode =
                m_dice.chance(50) ? InternetExclusionMode::AllowBidirectional : InternetExclusionMode::AllowEgress;
            exclusion.state = state("delete-complete", "create-complete");
            add(exclusion);
        }
}

} // namespace random_network

waylight::Topology randomNetwork(unsigned seed) {
    return random_network::Maker(seed).make();
}
