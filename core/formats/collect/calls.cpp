// SPDX-License-Identifier: MIT
#include "core/formats/collect/calls.h"

#include "core/base/json.h"

#include <algorithm>

namespace waylight::collect {
namespace {

constexpr std::string_view noPolicy = R"({"Policy": ""})";
constexpr std::string_view noBlock =
    R"({"PublicAccessBlockConfiguration": {"BlockPublicAcls": false, "IgnorePublicAcls": false, )"
    R"("BlockPublicPolicy": false, "RestrictPublicBuckets": false}})";

// A bucket without ownership controls is one from before 2023: who writes an object owns it.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
// clang-format off
constexpr Call table[] = {
    {.service = "sts", .operation = "get-caller-identity", .permission = "sts:GetCallerIdentity", .scope = Scope::Account, .member = "Account"},
    {.service = "ec2", .operation = "describe-vpcs", .permission = "ec2:DescribeVpcs", .member = "Vpcs"},
    {.service = "ec2", .operation = "describe-subnets", .permission = "ec2:DescribeSubnets", .member = "Subnets"},
    {.service = "ec2", .operation = "describe-route-tables", .permission = "ec2:DescribeRouteTables", .member = "RouteTables"},
    {.service = "ec2", .operation = "describe-internet-gateways", .permission = "ec2:DescribeInternetGateways", .member = "InternetGateways"},
    {.service = "ec2", .operation = "describe-egress-only-internet-gateways", .permission = "ec2:DescribeEgressOnlyInternetGateways", .member = "EgressOnlyInternetGateways"},
    {.service = "ec2", .operation = "describe-nat-gateways", .permission = "ec2:DescribeNatGateways", .member = "NatGateways"},
    {.service = "ec2", .operation = "describe-network-acls", .permission = "ec2:DescribeNetworkAcls", .member = "NetworkAcls"},
    {.service = "ec2", .operation = "describe-security-groups", .permission = "ec2:DescribeSecurityGroups", .member = "SecurityGroups"},
    {.service = "ec2", .operation = "describe-network-interfaces", .permission = "ec2:DescribeNetworkInterfaces", .member = "NetworkInterfaces"},
    {.service = "ec2", .operation = "describe-instances", .permission = "ec2:DescribeInstances", .member = "Reservations"},
    {.service = "ec2", .operation = "describe-addresses", .permission = "ec2:DescribeAddresses", .member = "Addresses"},
    {.service = "ec2", .operation = "describe-vpc-endpoints", .permission = "ec2:DescribeVpcEndpoints", .member = "VpcEndpoints"},
    {.service = "ec2", .operation = "describe-vpc-endpoint-services", .permission = "ec2:DescribeVpcEndpointServices", .member = "ServiceDetails"},
    {.service = "ec2", .operation = "describe-vpc-endpoint-service-configurations", .permission = "ec2:DescribeVpcEndpointServiceConfigurations", .member = "ServiceConfigurations"},
    {.service = "ec2", .operation = "describe-vpc-peering-connections", .permission = "ec2:DescribeVpcPeeringConnections", .member = "VpcPeeringConnections"},
    {.service = "ec2", .operation = "describe-transit-gateways", .permission = "ec2:DescribeTransitGateways", .member = "TransitGateways"},
    {.service = "ec2", .operation = "describe-transit-gateway-attachments", .permission = "ec2:DescribeTransitGatewayAttachments", .member = "TransitGatewayAttachments"},
    {.service = "ec2", .operation = "describe-transit-gateway-vpc-attachments", .permission = "ec2:DescribeTransitGatewayVpcAttachments", .member = "TransitGatewayVpcAttachments"},
    {.service = "ec2", .operation = "describe-transit-gateway-peering-attachments", .permission = "ec2:DescribeTransitGatewayPeeringAttachments", .member = "TransitGatewayPeeringAttachments"},
    {.service = "ec2", .operation = "describe-transit-gateway-route-tables", .permission = "ec2:DescribeTransitGatewayRouteTables", .member = "TransitGatewayRouteTables"},
    {.service = "ec2", .operation = "describe-vpn-gateways", .permission = "ec2:DescribeVpnGateways", .member = "VpnGateways"},
    {.service = "ec2", .operation = "describe-vpn-connections", .permission = "ec2:DescribeVpnConnections", .member = "VpnConnections"},
    {.service = "ec2", .operation = "describe-customer-gateways", .permission = "ec2:DescribeCustomerGateways", .member = "CustomerGateways"},
    {.service = "ec2", .operation = "describe-dhcp-options", .permission = "ec2:DescribeDhcpOptions", .member = "DhcpOptions"},
    {.service = "ec2", .operation = "describe-prefix-lists", .permission = "ec2:DescribePrefixLists", .member = "PrefixLists"},
    {.service = "ec2", .operation = "describe-managed-prefix-lists", .permission = "ec2:DescribeManagedPrefixLists", .member = "PrefixLists"},
    {.service = "ec2", .operation = "describe-vpc-block-public-access-options", .permission = "ec2:DescribeVpcBlockPublicAccessOptions", .member = "VpcBlockPublicAccessOptions"},
    {.service = "ec2", .operation = "describe-vpc-block-public-access-exclusions", .permission = "ec2:DescribeVpcBlockPublicAccessExclusions", .member = "VpcBlockPublicAccessExclusions"},
    {.service = "ec2", .operation = "describe-vpc-attribute", .permission = "ec2:DescribeVpcAttribute", .member = "EnableDnsSupport", .options = "--attribute enableDnsSupport", .after = "ec2 describe-vpcs", .things = "Vpcs[].VpcId", .option = "--vpc-id", .what = "VPC", .suffix = "-dns-support"},
    {.service = "ec2", .operation = "describe-vpc-attribute", .permission = "ec2:DescribeVpcAttribute", .member = "EnableDnsHostnames", .options = "--attribute enableDnsHostnames", .after = "ec2 describe-vpcs", .things = "Vpcs[].VpcId", .option = "--vpc-id", .what = "VPC", .suffix = "-dns-hostnames"},
    {.service = "ec2", .operation = "get-managed-prefix-list-entries", .permission = "ec2:GetManagedPrefixListEntries", .member = "Entries", .after = "ec2 describe-managed-prefix-lists", .things = "PrefixLists[].PrefixListId", .option = "--prefix-list-id", .what = "managed prefix list"},
    {.service = "ec2", .operation = "get-transit-gateway-route-table-associations", .permission = "ec2:GetTransitGatewayRouteTableAssociations", .member = "Associations", .after = "ec2 describe-transit-gateway-route-tables", .things = "TransitGatewayRouteTables[].TransitGatewayRouteTableId", .option = "--transit-gateway-route-table-id", .what = "transit gateway route table", .wrapping = "TransitGatewayAssociations", .nameMember = "TransitGatewayRouteTableId"},
    {.service = "ec2", .operation = "get-transit-gateway-route-table-propagations", .permission = "ec2:GetTransitGatewayRouteTablePropagations", .member = "TransitGatewayRouteTablePropagations", .after = "ec2 describe-transit-gateway-route-tables", .things = "TransitGatewayRouteTables[].TransitGatewayRouteTableId", .option = "--transit-gateway-route-table-id", .what = "transit gateway route table", .wrapping = "TransitGatewayPropagations", .nameMember = "TransitGatewayRouteTableId"},
    {.service = "ec2", .operation = "search-transit-gateway-routes", .permission = "ec2:SearchTransitGatewayRoutes", .member = "Routes", .options = "--filters Name=state,Values=active,blackhole", .after = "ec2 describe-transit-gateway-route-tables", .things = "TransitGatewayRouteTables[].TransitGatewayRouteTableId", .option = "--transit-gateway-route-table-id", .what = "transit gateway route table", .wrapping = "TransitGatewayStaticRoutes", .nameMember = "TransitGatewayRouteTableId"},
    {.service = "elbv2", .operation = "describe-load-balancers", .permission = "elasticloadbalancing:DescribeLoadBalancers", .member = "LoadBalancers"},
    {.service = "elbv2", .operation = "describe-listeners", .permission = "elasticloadbalancing:DescribeListeners", .member = "Listeners", .after = "elbv2 describe-load-balancers", .things = "LoadBalancers[].LoadBalancerArn", .option = "--load-balancer-arn", .what = "load balancer"},
    {.service = "elbv2", .operation = "describe-load-balancer-attributes", .permission = "elasticloadbalancing:DescribeLoadBalancerAttributes", .member = "Attributes", .after = "elbv2 describe-load-balancers", .things = "LoadBalancers[].LoadBalancerArn", .option = "--load-balancer-arn", .what = "load balancer", .wrapping = "LoadBalancerAttributes", .nameMember = "LoadBalancerArn"},
    {.service = "elbv2", .operation = "describe-target-groups", .permission = "elasticloadbalancing:DescribeTargetGroups", .member = "TargetGroups"},
    {.service = "elbv2", .operation = "describe-target-group-attributes", .permission = "elasticloadbalancing:DescribeTargetGroupAttributes", .member = "Attributes", .after = "elbv2 describe-target-groups", .things = "TargetGroups[].TargetGroupArn", .option = "--target-group-arn", .what = "target group", .wrapping = "TargetGroupAttributes", .nameMember = "TargetGroupArn"},
    {.service = "elbv2", .operation = "describe-target-health", .permission = "elasticloadbalancing:DescribeTargetHealth", .member = "TargetHealthDescriptions", .after = "elbv2 describe-target-groups", .things = "TargetGroups[].TargetGroupArn", .option = "--target-group-arn", .what = "target group", .wrapping = "LoadBalancerTargetHealth", .nameMember = "TargetGroupArn"},
    {.service = "lambda", .operation = "list-functions", .permission = "lambda:ListFunctions", .member = "Functions"},
    {.service = "dynamodb", .operation = "list-tables", .permission = "dynamodb:ListTables", .member = "TableNames"},
    {.service = "dynamodb", .operation = "describe-table", .permission = "dynamodb:DescribeTable", .member = "Table", .after = "dynamodb list-tables", .things = "TableNames[]", .option = "--table-name", .what = "table"},
    {.service = "dynamodb", .operation = "get-resource-policy", .permission = "dynamodb:GetResourcePolicy", .member = "Policy", .after = "dynamodb describe-table", .things = "Table.TableArn", .option = "--resource-arn", .what = "table", .noneCode = "PolicyNotFoundException", .noneAnswer = noPolicy, .suffix = "-table"},
    {.service = "kms", .operation = "list-keys", .permission = "kms:ListKeys", .member = "Keys"},
    {.service = "kms", .operation = "list-aliases", .permission = "kms:ListAliases", .member = "Aliases"},
    {.service = "kms", .operation = "describe-key", .permission = "kms:DescribeKey", .member = "KeyMetadata", .after = "kms list-keys", .things = "Keys[].KeyId", .option = "--key-id", .what = "KMS key"},
    {.service = "kms", .operation = "get-key-policy", .permission = "kms:GetKeyPolicy", .member = "Policy", .options = "--policy-name default", .after = "kms list-keys", .things = "Keys[].KeyId", .option = "--key-id", .what = "KMS key"},
    {.service = "s3control", .operation = "list-access-points", .permission = "s3:ListAccessPoints", .member = "AccessPointList", .options = "--account-id {account}"},
    {.service = "s3control", .operation = "get-access-point", .permission = "s3:GetAccessPoint", .member = "Name", .options = "--account-id {account}", .after = "s3control list-access-points", .things = "AccessPointList[].Name", .option = "--name", .what = "access point"},
    {.service = "s3control", .operation = "get-access-point-policy", .permission = "s3:GetAccessPointPolicy", .member = "Policy", .options = "--account-id {account}", .after = "s3control list-access-points", .things = "AccessPointList[].Name", .option = "--name", .what = "access point", .noneCode = "NoSuchAccessPointPolicy", .noneAnswer = noPolicy},
    {.service = "s3control", .operation = "get-public-access-block", .permission = "s3:GetAccountPublicAccessBlock", .scope = Scope::Account, .member = "PublicAccessBlockConfiguration", .options = "--account-id {account}", .noneCode = "NoSuchPublicAccessBlockConfiguration", .noneAnswer = noBlock},
    {.service = "s3api", .operation = "list-buckets", .permission = "s3:ListAllMyBuckets", .scope = Scope::Account, .member = "Buckets"},
    {.service = "s3api", .operation = "get-bucket-location", .permission = "s3:GetBucketLocation", .scope = Scope::Account, .member = "LocationConstraint", .after = "s3api list-buckets", .things = "Buckets[].Name", .option = "--bucket", .what = "bucket"},
    {.service = "s3api", .operation = "get-bucket-policy", .permission = "s3:GetBucketPolicy", .scope = Scope::Account, .member = "Policy", .after = "s3api list-buckets", .things = "Buckets[].Name", .option = "--bucket", .what = "bucket", .noneCode = "NoSuchBucketPolicy", .noneAnswer = noPolicy},
    {.service = "s3api", .operation = "get-public-access-block", .permission = "s3:GetBucketPublicAccessBlock", .scope = Scope::Account, .member = "PublicAccessBlockConfiguration", .after = "s3api list-buckets", .things = "Buckets[].Name", .option = "--bucket", .what = "bucket", .noneCode = "NoSuchPublicAccessBlockConfiguration", .noneAnswer = noBlock},
    {.service = "s3api", .operation = "get-bucket-encryption", .permission = "s3:GetEncryptionConfiguration", .scope = Scope::Account, .member = "ServerSideEncryptionConfiguration", .after = "s3api list-buckets", .things = "Buckets[].Name", .option = "--bucket", .what = "bucket", .noneCode = "ServerSideEncryptionConfigurationNotFoundError", .noneAnswer = "{\"ServerSideEncryptionConfiguration\": {\"Rules\": []}}"},
    {.service = "s3api", .operation = "get-bucket-tagging", .permission = "s3:GetBucketTagging", .scope = Scope::Account, .member = "TagSet", .after = "s3api list-buckets", .things = "Buckets[].Name", .option = "--bucket", .what = "bucket", .noneCode = "NoSuchTagSet", .noneAnswer = "{\"TagSet\": []}"},
    {.service = "s3api", .operation = "get-bucket-ownership-controls", .permission = "s3:GetBucketOwnershipControls", .scope = Scope::Account, .member = "OwnershipControls", .after = "s3api list-buckets", .things = "Buckets[].Name", .option = "--bucket", .what = "bucket", .noneCode = "OwnershipControlsNotFoundError", .noneAnswer = "{\"OwnershipControls\": {\"Rules\": [{\"ObjectOwnership\": \"ObjectWriter\"}]}}"},
    {.service = "iam", .operation = "get-account-authorization-details", .permission = "iam:GetAccountAuthorizationDetails", .scope = Scope::Account, .member = "RoleDetailList"},
    {.service = "organizations", .operation = "describe-organization", .permission = "organizations:DescribeOrganization", .scope = Scope::Account, .member = "Organization", .noneCode = "AWSOrganizationsNotInUseException"},
    {.service = "organizations", .operation = "list-policies", .permission = "organizations:ListPolicies", .scope = Scope::Account, .member = "Policies", .options = "--filter SERVICE_CONTROL_POLICY", .noneCode = "AWSOrganizationsNotInUseException", .suffix = "-service-control"},
    {.service = "organizations", .operation = "list-policies", .permission = "organizations:ListPolicies", .scope = Scope::Account, .member = "Policies", .options = "--filter RESOURCE_CONTROL_POLICY", .noneCode = "AWSOrganizationsNotInUseException", .suffix = "-resource-control"},
    {.service = "organizations", .operation = "describe-policy", .permission = "organizations:DescribePolicy", .scope = Scope::Account, .member = "Policy", .after = "organizations list-policies", .things = "Policies[].Id", .option = "--policy-id", .what = "control policy"},
    {.service = "organizations", .operation = "list-targets-for-policy", .permission = "organizations:ListTargetsForPolicy", .scope = Scope::Account, .member = "Targets", .after = "organizations list-policies", .things = "Policies[].Id", .option = "--policy-id", .what = "control policy"},
    {.service = "organizations", .operation = "list-parents", .permission = "organizations:ListParents", .scope = Scope::Account, .member = "Parents", .after = "sts get-caller-identity", .things = "Account", .option = "--child-id", .what = "account", .noneCode = "AWSOrganizationsNotInUseException"},
    {.service = "organizations", .operation = "list-parents", .permission = "organizations:ListParents", .scope = Scope::Account, .member = "Parents", .after = "organizations list-parents", .things = "Parents[].Id", .option = "--child-id", .what = "organizational unit", .prefix = "ou-"},
};
// clang-format on

/// What stands at a path such as `Vpcs[].VpcId` below a value.
void addThings(const Json& value, std::string_view path, std::vector<std::string>& out) {
    if (path.empty()) {
        if (value.is_string())
            out.push_back(value.get<std::string>());
        return;
    }
    const auto dot = path.find('.');
    std::string_view step = path.substr(0, dot);
    const std::string_view rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    const bool isList = step.ends_with("[]");
    step.remove_suffix(isList ? 2 : 0);
    const auto found = value.is_object() ? value.find(std::string(step)) : value.end();
    if (found == value.end())
        return;
    if (!isList)
        return addThings(*found, rest, out);
    for (const Json& each : *found)
        addThings(each, rest, out);
}

} // namespace

std::span<const Call> calls() {
    return table;
}

std::vector<std::string> permissions() {
    std::vector<std::string> all;
    for (const Call& call : table)
        all.emplace_back(call.permission);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::string permissionsPolicy() {
    const Json statement = {
        {"Sid", "WaylightCollect"}, {"Effect", "Allow"}, {"Action", permissions()}, {"Resource", "*"}};
    return Json{{"Version", "2012-10-17"}, {"Statement", Json::array({statement})}}.dump(2) + '\n';
}

std::vector<std::string> thingsIn(std::string_view answer, std::string_view things) {
    std::vector<std::string> out;
    if (const Result<Json> json = parseJson(answer))
        addThings(*json, things, out);
    return out;
}

bool isSaneName(std::string_view name) {
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_.:/+=@").find(c) != std::string_view::npos;
    };
    constexpr std::size_t longest = 2048; // an ARN's
    return !name.empty() && name.size() <= longest && name[0] != '-' && name[0] != '.' && name[0] != '/' &&
           name.find("://") == std::string_view::npos && std::all_of(name.begin(), name.end(), isPlain);
}

} // namespace waylight::collect
