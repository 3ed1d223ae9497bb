// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/answer.h"
#include "core/network/handles.h"
#include "core/network/packet.h"

namespace waylight {

enum class Direction : std::uint8_t { Forward, Return };
template <>
struct EnumNames<Direction> {
    static constexpr std::pair<Direction, std::string_view> names[] = {{Direction::Forward, "forward"},
                                                                       {Direction::Return, "return"}};
};

/// What kind of thing a check asks.
enum class Stage : std::uint8_t {
    Dns,
    SecurityGroup,
    NetworkAcl,
    Route,
    Gateway,
    Endpoint,
    EndpointPolicy,
    IdentityPolicy,
    PermissionsBoundary,
    SessionPolicy,
    ServiceControlPolicy,
    ResourceControlPolicy,
    ResourcePolicy,
    PublicAccessBlock,
    KeyPolicy,
};
template <>
struct EnumNames<Stage> {
    static constexpr std::pair<Stage, std::string_view> names[] = {
        {Stage::Dns, "dns"},
        {Stage::SecurityGroup, "security-group"},
        {Stage::NetworkAcl, "network-acl"},
        {Stage::Route, "route"},
        {Stage::Gateway, "gateway"},
        {Stage::Endpoint, "endpoint"},
        {Stage::EndpointPolicy, "endpoint-policy"},
        {Stage::IdentityPolicy, "identity-policy"},
        {Stage::PermissionsBoundary, "permissions-boundary"},
        {Stage::SessionPolicy, "session-policy"},
        {Stage::ServiceControlPolicy, "service-control-policy"},
        {Stage::ResourceControlPolicy, "resource-control-policy"},
        {Stage::ResourcePolicy, "resource-policy"},
        {Stage::PublicAccessBlock, "public-access-block"},
        {Stage::KeyPolicy, "key-policy"},
    };
};

/// What a step says; see codes.inc.
enum class Code : std::uint8_t {
#define WAYLIGHT_CODE(name, code, stage) name,
#include "core/network/codes.inc"
#undef WAYLIGHT_CODE
};

/// The explanation code, such as "ENI_SG_RULES_MISMATCH", and the stage of a step's code.
std::string_view codeName(Code code);
Stage stageOf(Code code);

/// One answer that the packet met on its way, without words: `core/trace` makes sentences of it.
struct Step {
    Code code = Code::Delivered;
    Outcome outcome = Outcome::Pass;
    Direction direction = Direction::Forward;
    Handle place = noHandle;   ///< where the packet is
    Handle culprit = noHandle; ///< what holds the rule
    Handle other = noHandle;   ///< what the rule leads to or is about
    int index = -1;            ///< of the rule, route or entry in the culprit; -1: none
    Packet packet;             ///< as it comes to the rule
    IpAddress address;         ///< what a translation makes of it
};

} // namespace waylight
