// SPDX-License-Identifier: MIT
#include "core/base/arn.h"
#include "core/formats/describe/hooks.h"

#include <algorithm>

namespace waylight::describe {
namespace {

/// The sides of a peering connection.
struct PeeringSide {
    const char* member;
    std::vector<Cidr> VpcPeering::*cidrs;
};
constexpr PeeringSide peeringSides[] = {{"RequesterVpcInfo", &VpcPeering::requesterCidrs},
                                        {"AccepterVpcInfo", &VpcPeering::accepterCidrs}};

/// The values of a DHCP option, or null.
const Json* valuesOf(const Json& configurations, const char* key) {
    for (const Json& each : configurations)
        if (textAt(each, "Key") == key && each.contains("Values") && each["Values"].is_array())
            return &each["Values"];
    return nullptr;
}

constexpr const char* nameServersKey = "domain-name-servers";
constexpr const char* domainNameKey = "domain-name";

bool isModelled(const Json& configuration) {
    return textAt(configuration, "Key") == nameServersKey || textAt(configuration, "Key") == domainNameKey;
}

Json dhcpConfiguration(const char* key, const std::vector<std::string>& values) {
    Json list = Json::array();
    for (const std::string& each : values)
        list.push_back({{"Value", each}});
    return {{"Key", key}, {"Values", std::move(list)}};
}

/// Moves a text out of `rest` into the resource when it is what the resource has already, or when the resource has
/// none.
void takeInto(std::string& out, Json& rest, const char* member) {
    const std::string text = textAt(rest, member);
    if (!text.empty() && (out.empty() || out == text)) {
        out = text;
        rest.erase(member);
    }
}

} // namespace

void Hooks<VpcPeering>::afterReading(VpcPeering& peering, Json& rest, const codec::Source& source) {
    for (const PeeringSide& side : peeringSides) {
        const codec::Source at = source.at(side.member);
        std::vector<Cidr>& cidrs = peering.*side.cidrs;
        if (cidrs.empty())
            if (const Json primary = taken(rest, AwsPath::parse(side.member + std::string(".CidrBlock")));
                !primary.is_null())
                codec::read(Json::array({primary}), cidrs, at.at("CidrBlock"));
        std::vector<Cidr> ipv6;
        if (const Json blocks =
                taken(rest, AwsPath::parse(side.member + std::string(".Ipv6CidrBlockSet[].Ipv6CidrBlock")));
            !blocks.is_null())
            codec::read(blocks, ipv6, at.at("Ipv6CidrBlockSet"));
        cidrs.insert(cidrs.end(), ipv6.begin(), ipv6.end());
    }
}

void Hooks<VpcPeering>::afterWriting(const VpcPeering& peering, Json& object, const Topology&) {
    for (const PeeringSide& side : peeringSides) {
        Json& info = object[side.member];
        Json sets[] = {Json::array(), Json::array()};
        for (const Cidr& cidr : peering.*side.cidrs) {
            const bool ipv4 = cidr.family() == IpFamily::V4;
            sets[ipv4 ? 0 : 1].push_back({{ipv4 ? "CidrBlock" : "Ipv6CidrBlock", cidr.toString()}});
        }
        for (const auto& [member, set] :
             {std::pair("CidrBlockSet", &sets[0]), std::pair("Ipv6CidrBlockSet", &sets[1])}) {
            info.erase(member);
            if (!set->empty())
                info[member] = std::move(*set);
        }
    }
}

/// Addresses of resolvers, or AmazonProvidedDNS.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DhcpOptions.html
void Hooks<DhcpOptions>::afterReading(DhcpOptions& options, Json& rest, const codec::Source&) {
    Json configurations = takenMember(rest, "DhcpConfigurations");
    if (const Json* servers = valuesOf(configurations, nameServersKey))
        for (const Json& each : *servers)
            options.nameServers.push_back(textAt(each, "Value"));
    if (const Json* names = valuesOf(configurations, domainNameKey); names && !names->empty())
        options.domainName = textAt(names->front(), "Value");
    Json kept = Json::array();
    for (Json& each : configurations)
        if (!isModelled(each))
            kept.push_back(std::move(each));
    if (!kept.empty())
        rest["DhcpConfigurations"] = std::move(kept);
}

void Hooks<DhcpOptions>::afterWriting(const DhcpOptions& options, Json& object, const Topology&) {
    Json configurations = Json::array();
    if (!options.domainName.empty())
        configurations.push_back(dhcpConfiguration(domainNameKey, {options.domainName}));
    if (!options.nameServers.empty())
        configurations.push_back(dhcpConfiguration(nameServersKey, options.nameServers));
    if (const Json& extra = awsPart(options.extra);
        extra.contains("DhcpConfigurations") && extra["DhcpConfigurations"].is_array())
        configurations.insert(configurations.end(), extra["DhcpConfigurations"].begin(),
                              extra["DhcpConfigurations"].end());
    object["DhcpConfigurations"] = std::move(configurations);
}

void Hooks<BlockPublicAccess>::afterReading(BlockPublicAccess& block, Json& rest, const codec::Source&) {
    takeInto(block.account, rest, "AwsAccountId");
    takeInto(block.region, rest, "AwsRegion");
}

void Hooks<BlockPublicAccess>::afterWriting(const BlockPublicAccess& block, Json& object, const Topology&) {
    for (const auto& [member, value] : {std::pair("AwsAccountId", block.account), std::pair("AwsRegion", block.region)})
        if (!value.empty())
            object[member] = value;
    if (block.id == blockPublicAccessId(block.account, block.region))
        object.erase(std::string(Description<BlockPublicAccess>::type.awsId)); // AWS has no id for it
}

Id blockPublicAccessId(const std::string& account, const std::string& region) {
    Id id(Description<BlockPublicAccess>::type.idPrefix);
    return id.substr(0, id.size() - 1) + (account.empty() ? "" : '-' + account) + (region.empty() ? "" : '-' + region);
}

void Hooks<BlockPublicAccessExclusion>::afterReading(BlockPublicAccessExclusion& exclusion, Json& rest,
                                                     const codec::Source&) {
    const std::string arn = textAt(rest, "ResourceArn");
    exclusion.resource.id = arn.substr(arn.rfind('/') + 1);
}

void Hooks<BlockPublicAccessExclusion>::afterWriting(const BlockPublicAccessExclusion& exclusion, Json& object,
                                                     const Topology&) {
    const Id& id = exclusion.resource.id;
    if (const std::string kept = textAt(awsPart(exclusion.extra), "ResourceArn");
        kept.substr(kept.rfind('/') + 1) != id)
        object["ResourceArn"] = "arn:aws:ec2:" + exclusion.region + ':' + exclusion.account +
                                (id.starts_with("subnet-") ? ":subnet/" : ":vpc/") + id;
}

} // namespace waylight::describe
