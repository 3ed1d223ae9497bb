// SPDX-License-Identifier: MIT
#include "core/formats/describe/hooks.h"

#include <array>

namespace waylight::describe {
namespace {

/// The four lists of peers of a permission and the member that names the peer, in the order in which AWS has them.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
constexpr std::pair<const char*, const char*> peerLists[] = {{"IpRanges", "CidrIp"},
                                                             {"Ipv6Ranges", "CidrIpv6"},
                                                             {"PrefixListIds", "PrefixListId"},
                                                             {"UserIdGroupPairs", "GroupId"}};
constexpr std::size_t peerListCount = std::size(peerLists);

std::optional<int> readPort(const Json& permission, const char* member, const codec::Source& source) {
    std::optional<int> port;
    if (permission.contains(member))
        codec::read(permission[member], port, source.at(member));
    return port == -1 ? std::nullopt : port;
}

bool readPeer(std::size_t list, const Json& name, SecurityGroupRule& rule, const codec::Source& source) {
    switch (list) {
    case 0:
    case 1:
        return codec::read(name, rule.cidr, source);
    case 2:
        return codec::read(name, rule.prefixList, source);
    default:
        return codec::read(name, rule.group, source);
    }
}

/// Adds one rule for each peer of the permission; returns how many peers it has.
std::size_t readPeers(Json& permission, const SecurityGroupRule& pattern, std::vector<SecurityGroupRule>& rules,
                      const codec::Source& source) {
    std::size_t count = 0;
    for (std::size_t list = 0; list < peerListCount; ++list) {
        const auto& [listName, member] = peerLists[list];
        if (!permission.contains(listName) || !permission[listName].is_array())
            continue;
        for (std::size_t i = 0; i < permission[listName].size(); ++i) {
            ++count;
            Json& rest = permission[listName][i];
            const codec::Source at = source.at(listName).at(i);
            if (!rest.is_object() || !rest.contains(member)) {
                at.fail(message(MessageId::MissingField, member));
                continue;
            }
            SecurityGroupRule rule = pattern;
            if (!readPeer(list, takenMember(rest, member), rule, at.at(member)))
                continue;
            if (const Json text = takenMember(rest, "Description"); text.is_string())
                rule.description = text.get<std::string>();
            rule.extra = awsExtra(std::move(rest));
            rules.push_back(std::move(rule));
        }
    }
    return count;
}

/// Permissions without a peer allow nothing; they stay where they are.
void readPermissions(Json& rest, const char* name, std::vector<SecurityGroupRule>& rules, const codec::Source& source) {
    Json permissions = takenMember(rest, name);
    Json idle = Json::array();
    for (std::size_t i = 0; permissions.is_array() && i < permissions.size(); ++i) {
        Json& permission = permissions[i];
        const codec::Source at = source.at(name).at(i);
        SecurityGroupRule pattern;
        if (!permission.is_object() || !permission.contains("IpProtocol"))
            at.fail(message(MessageId::MissingField, "IpProtocol"));
        else if (codec::read(permission["IpProtocol"], pattern.protocol, at.at("IpProtocol"))) {
            pattern.fromPort = readPort(permission, "FromPort", at);
            pattern.toPort = readPort(permission, "ToPort", at);
            if (readPeers(permission, pattern, rules, at) == 0)
                idle.push_back(std::move(permission));
        }
    }
    if (!idle.empty())
        rest[name] = std::move(idle);
}

std::size_t peerListOf(const SecurityGroupRule& rule) {
    if (rule.cidr)
        return rule.cidr->family() == IpFamily::V4 ? 0 : 1;
    return rule.prefixList ? 2 : 3;
}

Json peerOf(const SecurityGroupRule& rule) {
    const std::size_t list = peerListOf(rule);
    Json peer = {{peerLists[list].second, rule.cidr   ? rule.cidr->toString()
                                          : list == 2 ? rule.prefixList.id
                                                      : rule.group.id}};
    if (!rule.description.empty())
        peer["Description"] = rule.description;
    addMissing(peer, awsPart(rule.extra));
    return peer;
}

Json emptyPermission(const SecurityGroupRule& rule) {
    const Protocol protocol = rule.protocol;
    Json permission = {{"IpProtocol", protocol.isAll() ? "-1" : protocol.toString()}};
    for (const auto& [member, port] : {std::pair("FromPort", rule.fromPort), std::pair("ToPort", rule.toPort)})
        if (port || protocol.isIcmp())
            permission[member] = port.value_or(-1);
    for (const auto& [list, member] : peerLists)
        permission[list] = Json::array();
    return permission;
}

bool samePorts(const SecurityGroupRule& a, const SecurityGroupRule& b) {
    return a.protocol == b.protocol && a.fromPort == b.fromPort && a.toPort == b.toPort;
}

/// Neighbouring rules with the same protocol and ports share a permission as long as reading it gives their order
/// again.
Json writtenPermissions(const std::vector<SecurityGroupRule>& rules) {
    Json permissions = Json::array();
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (i == 0 || !samePorts(rules[i - 1], rules[i]) || peerListOf(rules[i]) < peerListOf(rules[i - 1]))
            permissions.push_back(emptyPermission(rules[i]));
        permissions.back()[peerLists[peerListOf(rules[i])].first].push_back(peerOf(rules[i]));
    }
    return permissions;
}

void writePermissions(Json& object, const char* name, const std::vector<SecurityGroupRule>& rules, const Extra& extra) {
    Json permissions = writtenPermissions(rules);
    if (const Json& kept = awsPart(extra); kept.contains(name) && kept[name].is_array())
        permissions.insert(permissions.end(), kept[name].begin(), kept[name].end());
    object[name] = std::move(permissions);
}

} // namespace

void Hooks<SecurityGroup>::afterReading(SecurityGroup& group, Json& rest, const codec::Source& source) {
    readPermissions(rest, "IpPermissions", group.ingress, source);
    readPermissions(rest, "IpPermissionsEgress", group.egress, source);
}

void Hooks<SecurityGroup>::afterWriting(const SecurityGroup& group, Json& object, const Topology&) {
    writePermissions(object, "IpPermissions", group.ingress, group.extra);
    writePermissions(object, "IpPermissionsEgress", group.egress, group.extra);
}

} // namespace waylight::describe
