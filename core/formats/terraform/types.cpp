// SPDX-License-Identifier: MIT
#include "core/formats/terraform/types.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace waylight::terraform {
namespace {

const Types vpcs = {"aws_vpc", "aws_default_vpc"};
const Types subnets = {"aws_subnet", "aws_default_subnet"};
const Types groups = {"aws_security_group", "aws_default_security_group"};
const Types routeTables = {"aws_route_table", "aws_default_route_table"};
const Types acls = {"aws_network_acl", "aws_default_network_acl"};
const Types gateways = {"aws_internet_gateway", "aws_vpn_gateway", "aws_ec2_carrier_gateway"};
const Types vpnGateways = {"aws_vpn_gateway"};
const Types natGateways = {"aws_nat_gateway"};
const Types transitAttachments = {"aws_ec2_transit_gateway_vpc_attachment",
                                  "aws_ec2_transit_gateway_peering_attachment", "aws_ec2_transit_gateway_connect"};
const Types transitTables = {"aws_ec2_transit_gateway_route_table"};
const Types peerings = {"aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"};
const Types interfaces = {"aws_network_interface"};
const Types instances = {"aws_instance", "aws_spot_instance_request"};
const Types prefixLists = {"aws_ec2_managed_prefix_list"};
const Types balancers = {"aws_lb", "aws_alb"};
const Types targetGroups = {"aws_lb_target_group", "aws_alb_target_group"};
const Types keys = {"aws_kms_key", "aws_kms_alias", "aws_kms_replica_key", "aws_kms_external_key"};
const Types roles = {"aws_iam_role"};
const Types policies = {"aws_iam_policy"};
const Types none = {};

const std::map<std::string_view, const Types*>& table() {
    static const Types egressOnly = {"aws_egress_only_internet_gateway"};
    static const Types internetGateways = {"aws_internet_gateway"};
    static const Types transitGateways = {"aws_ec2_transit_gateway"};
    static const Types endpoints = {"aws_vpc_endpoint"};
    static const Types services = {"aws_vpc_endpoint_service"};
    static const Types addresses = {"aws_eip"};
    static const Types customerGateways = {"aws_customer_gateway"};
    static const Types dhcpOptions = {"aws_vpc_dhcp_options", "aws_default_vpc_dhcp_options"};
    static const Types listeners = {"aws_lb_listener", "aws_alb_listener"};
    static const Types buckets = {"aws_s3_bucket"};
    static const Types profiles = {"aws_iam_instance_profile"};
    static const Types shares = {"aws_ram_resource_share"};
    static const Types tables = {"aws_dynamodb_table"};
    static const Types functions = {"aws_lambda_function", "aws_lambda_alias"};
    static const Types carrierGateways = {"aws_ec2_carrier_gateway"};
    static const std::map<std::string_view, const Types*> all = {
        {"vpc_id", &vpcs},
        {"peer_vpc_id", &vpcs},
        {"subnet_id", &subnets},
        {"subnet_ids", &subnets},
        {"subnets", &subnets},
        {"vpc_zone_identifier", &subnets},
        {"security_group", &groups},
        {"security_group_id", &groups},
        {"security_group_ids", &groups},
        {"security_groups", &groups},
        {"vpc_security_group_ids", &groups},
        {"source_security_group_id", &groups},
        {"referenced_security_group_id", &groups},
        {"route_table_id", &routeTables},
        {"route_table_ids", &routeTables},
        {"gateway_id", &gateways},
        {"internet_gateway_id", &internetGateways},
        {"nat_gateway_id", &natGateways},
        {"egress_only_gateway_id", &egressOnly},
        {"vpn_gateway_id", &vpnGateways},
        {"propagating_vgws", &vpnGateways},
        {"carrier_gateway_id", &carrierGateways},
        {"customer_gateway_id", &customerGateways},
        {"transit_gateway_id", &transitGateways},
        {"transit_gateway_attachment_id", &transitAttachments},
        {"transit_gateway_route_table_id", &transitTables},
        {"vpc_peering_connection_id", &peerings},
        {"vpc_endpoint_id", &endpoints},
        {"vpc_endpoint_service_id", &services},
        {"network_acl_id", &acls},
        {"network_interface_id", &interfaces},
        {"network_interface_ids", &interfaces},
        {"allocation_id", &addresses},
        {"instance_id", &instances},
        {"instance", &instances},
        {"dhcp_options_id", &dhcpOptions},
        {"prefix_list_id", &prefixLists},
        {"prefix_list_ids", &prefixLists},
        {"destination_prefix_list_id", &prefixLists},
        {"load_balancer_arn", &balancers},
        {"network_load_balancer_arns", &balancers},
        {"gateway_load_balancer_arns", &balancers},
        {"target_group_arn", &targetGroups},
        {"target_group_arns", &targetGroups},
        {"listener_arn", &listeners},
        {"kms_key_id", &keys},
        {"kms_key_arn", &keys},
        {"kms_master_key_id", &keys},
        {"bucket", &buckets},
        {"role", &roles},
        {"role_arn", &roles},
        {"iam_role_arn", &roles},
        {"execution_role_arn", &roles},
        {"iam_instance_profile", &profiles},
        {"policy_arn", &policies},
        {"resource_share_arn", &shares},
        {"table_name", &tables},
        {"function_name", &functions},
    };
    return all;
}

/// Types whose `id` is theirs alone, as AWS writes it.
const std::set<std::string_view>& typesById() {
    static const std::set<std::string_view> all = {
        "aws_vpc",
        "aws_default_vpc",
        "aws_subnet",
        "aws_default_subnet",
        "aws_route_table",
        "aws_default_route_table",
        "aws_internet_gateway",
        "aws_egress_only_internet_gateway",
        "aws_nat_gateway",
        "aws_eip",
        "aws_vpc_endpoint",
        "aws_vpc_endpoint_service",
        "aws_vpc_peering_connection",
        "aws_security_group",
        "aws_default_security_group",
        "aws_vpc_security_group_ingress_rule",
        "aws_vpc_security_group_egress_rule",
        "aws_network_acl",
        "aws_default_network_acl",
        "aws_network_interface",
        "aws_instance",
        "aws_spot_instance_request",
        "aws_ec2_transit_gateway",
        "aws_ec2_transit_gateway_vpc_attachment",
        "aws_ec2_transit_gateway_peering_attachment",
        "aws_ec2_transit_gateway_connect",
        "aws_ec2_transit_gateway_route_table",
        "aws_vpn_gateway",
        "aws_vpn_connection",
        "aws_customer_gateway",
        "aws_vpc_dhcp_options",
        "aws_default_vpc_dhcp_options",
        "aws_ec2_managed_prefix_list",
        "aws_ec2_carrier_gateway",
        "aws_launch_template",
        "aws_flow_log",
        "aws_vpc_block_public_access_exclusion",
        "aws_s3_bucket",
        "aws_organizations_policy",
    };
    return all;
}

/// Types whose ARN is their id in describe output, because their names are not unique.
constexpr std::array<std::string_view, 18> typesByArn = {"aws_lb",
                                                         "aws_alb",
                                                         "aws_lb_target_group",
                                                         "aws_alb_target_group",
                                                         "aws_lb_listener",
                                                         "aws_alb_listener",
                                                         "aws_s3_access_point",
                                                         "aws_dynamodb_table",
                                                         "aws_kms_key",
                                                         "aws_kms_replica_key",
                                                         "aws_kms_external_key",
                                                         "aws_iam_role",
                                                         "aws_iam_instance_profile",
                                                         "aws_iam_policy",
                                                         "aws_iam_user",
                                                         "aws_iam_group",
                                                         "aws_lambda_function",
                                                         "aws_ram_resource_share"};

} // namespace

const Types& typesReferredTo(std::string_view attribute) {
    const auto found = table().find(attribute);
    return found == table().end() ? none : *found->second;
}

const Types& typesHinted(std::string_view name) {
    for (std::size_t at = 0; at != std::string_view::npos;) {
        if (const Types& types = typesReferredTo(name.substr(at)); !types.empty())
            return types;
        at = name.find('_', at);
        at = at == std::string_view::npos ? at : at + 1;
    }
    return none;
}

bool isReferenceAttribute(std::string_view attribute) {
    if (table().contains(attribute))
        return true;
    constexpr std::array<std::string_view, 6> endings = {"_id", "_ids", "_arn", "_arns", "_group_name", "_group_names"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view each) { return attribute.ends_with(each); });
}

std::string_view idAttribute(std::string_view type) {
    if (typesById().contains(type))
        return "id";
    return std::find(typesByArn.begin(), typesByArn.end(), type) == typesByArn.end() ? "" : "arn";
}

bool namesItsResource(std::string_view attribute) {
    constexpr std::array<std::string_view, 8> names = {"",       "id",     "arn",     "name",
                                                       "bucket", "key_id", "key_arn", "allocation_id"};
    return std::find(names.begin(), names.end(), attribute) != names.end();
}

std::string_view adoptingType(std::string_view attribute) {
    if (attribute == "default_security_group_id")
        return "aws_default_security_group";
    if (attribute == "default_network_acl_id")
        return "aws_default_network_acl";
    if (attribute == "default_route_table_id" || attribute == "main_route_table_id")
        return "aws_default_route_table";
    return {};
}

bool allows(const Types& types, std::string_view type) {
    return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

bool meet(const Types& a, const Types& b) {
    return std::any_of(a.begin(), a.end(), [&](std::string_view each) { return allows(b, each); }) && !b.empty();
}

bool deniedBy(std::string_view name, const Types& types) {
    const Types& hinted = typesHinted(name);
    return !types.empty() && !hinted.empty() && !meet(hinted, types);
}

} // namespace waylight::terraform
