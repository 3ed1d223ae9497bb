// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/subnet.h"

namespace waylight {

enum class InternetBlockMode : std::uint8_t { Off, BlockBidirectional, BlockIngress };
template <>
struct EnumNames<InternetBlockMode> {
    static constexpr std::pair<InternetBlockMode, std::string_view> names[] = {
        {InternetBlockMode::Off, "off"}, {InternetBlockMode::BlockBidirectional, "block-bidirectional"}, {InternetBlockMode::BlockIngress, "block-ingress"}};
};

/// VPC Block Public Access of an account in a Region (those of the resource): stops traffic through internet gateways and
/// egress-only internet gateways, whatever routes and security groups say.
/// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
struct BlockPublicAccess : ResourceBase {
    InternetBlockMode mode = InternetBlockMode::Off;
    std::string state; ///< default-state, update-in-progress, update-complete; empty: update-complete

    bool operator==(const BlockPublicAccess&) const = default;
};

template <>
struct Description<BlockPublicAccess> {
    static constexpr TypeInfo type{.name = "vpc-block-public-access", .plural = "vpcBlockPublicAccess", .label = "VPC Block Public Access", .idPrefix = "vpc-bpa-", .awsList = "VpcBlockPublicAccessOptions", .awsId = "VpcBlockPublicAccessOptionsId",
                                   .cfn = "AWS::EC2::VPCBlockPublicAccessOptions", .tf = "aws_vpc_block_public_access_options", .drawn = Drawn::Hidden, .help = "Stops traffic between the Region's VPCs and the internet, whatever else allows it."};
    static constexpr auto fields = std::tuple(
        field("internetGatewayBlockMode", &BlockPublicAccess::mode, {.label = "Mode", .help = "off, block-bidirectional, or block-ingress (what NAT and egress-only gateways open stays possible).", .aws = "InternetGatewayBlockMode", .cfn = "InternetGatewayBlockMode", .tf = "internet_gateway_block_mode"}),
        field("state", &BlockPublicAccess::state, {.label = "State", .help = "Whether the last change is in force.", .aws = "State", .derived = true}));
};

enum class InternetExclusionMode : std::uint8_t { AllowBidirectional, AllowEgress };
template <>
struct EnumNames<InternetExclusionMode> {
    static constexpr std::pair<InternetExclusionMode, std::string_view> names[] = {{InternetExclusionMode::AllowBidirectional, "allow-bidirectional"}, {InternetExclusionMode::AllowEgress, "allow-egress"}};
};

/// A VPC or subnet that VPC Block Public Access leaves alone.
struct BlockPublicAccessExclusion : ResourceBase {
    AnyRef resource; ///< the VPC or subnet, by id
    InternetExclusionMode mode = InternetExclusionMode::AllowBidirectional;
    std::string state; ///< create-complete, delete-complete, …; empty: create-complete

    bool operator==(const BlockPublicAccessExclusion&) const = default;
};

template <>
struct Description<BlockPublicAccessExclusion> {
    static constexpr TypeInfo type{.name = "vpc-block-public-access-exclusion", .plural = "vpcBlockPublicAccessExclusions", .label = "Block Public Access exclusion", .idPrefix = "vpcbpa-exclude-", .awsList = "VpcBlockPublicAccessExclusions",
                                   .awsId = "ExclusionId", .cfn = "AWS::EC2::VPCBlockPublicAccessExclusion", .tf = "aws_vpc_block_public_access_exclusion", .drawn = Drawn::Hidden, .help = "A VPC or subnet that VPC Block Public Access leaves alone."};
    static constexpr auto fields = std::tuple(
        field("resourceId", &BlockPublicAccessExclusion::resource, {.label = "Excluded", .help = "The VPC or subnet.", .cfn = "VpcId", .tf = "vpc_id", .required = true}),
        field("internetGatewayExclusionMode", &BlockPublicAccessExclusion::mode, {.label = "Mode", .help = "allow-bidirectional, or allow-egress: only what is opened from inside.", .aws = "InternetGatewayExclusionMode", .cfn = "InternetGatewayExclusionMode", .tf = "internet_gateway_exclusion_mode"}),
        field("state", &BlockPublicAccessExclusion::state, {.label = "State", .help = "Only a complete exclusion counts. Empty means create-complete.", .aws = "State"}));
};

} // namespace waylight
