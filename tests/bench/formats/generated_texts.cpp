// SPDX-License-Identifier: MIT
#include "tests/bench/formats/generated_texts.h"

namespace {

std::string replaced(std::string pattern, int number) {
    const std::string text = std::to_string(number);
    for (std::size_t at = 0; (at = pattern.find('#', at)) != std::string::npos; at += text.size())
        pattern.replace(at, 1, text);
    return pattern;
}

/// A block of its own for each number below 65,536.
std::string block(int number) {
    return "10." + std::to_string(number / 256 % 256) + '.' + std::to_string(number % 256) + ".0/24";
}

std::string withBlock(std::string text, int number) {
    const std::string mark = "@BLOCK@";
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
        text.replace(at, mark.size(), block(number));
    return text;
}

const char* const templateGroup = R"(
    "Subnet#": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "@BLOCK@", "AvailabilityZone": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}, "Tags": [{"Key": "Name", "Value": {"Fn::Sub": "${AWS::StackName}-private-#"}}]}},
    "Table#": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}, "Tags": [{"Key": "Name", "Value": "private #"}]}},
    "Association#": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {"SubnetId": {"Ref": "Subnet#"}, "RouteTableId": {"Ref": "Table#"}}},
    "Route#": {"Type": "AWS::EC2::Route", "DependsOn": "Attachment", "Properties": {"RouteTableId": {"Ref": "Table#"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Gateway"}}},
    "Group#": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": {"Fn::Join": ["-", ["hosts", {"Ref": "AWS::Region"}, "#"]]}, "VpcId": {"Ref": "Vpc"}, "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}]}},
    "Endpoint#": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "Vpc"}, "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"}, "RouteTableIds": [{"Ref": "Table#"}], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": {"Fn::Sub": "arn:${AWS::Partition}:s3:::data-#/*"}}]}}},)";

const char* const yamlGroup = R"(
  Subnet#:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: @BLOCK@
      AvailabilityZone: !Select [0, !GetAZs '']
      Tags:
        - Key: Name
          Value: !Sub '${AWS::StackName}-private-#'
  Table#:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
  Association#:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties:
      SubnetId: !Ref Subnet#
      RouteTableId: !Ref Table#
  Endpoint#:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table#]
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: ['s3:GetObject', 's3:PutObject']
            Resource: !Sub 'arn:${AWS::Partition}:s3:::data-#/*'
)";

} // namespace

std::string generatedDescribe(std::size_t bytes) {
    const char* subnet = R"({"AvailabilityZone": "us-east-1a", "AvailabilityZoneId": "use1-az1", "AvailableIpAddressCount": 251, "CidrBlock": "@BLOCK@", "DefaultForAz": false, "MapPublicIpOnLaunch": false, "State": "available", "SubnetId": "subnet-#", "VpcId": "vpc-1", "OwnerId": "111122223333", "AssignIpv6AddressOnCreation": false, "Ipv6CidrBlockAssociationSet": [], "Tags": [{"Key": "Name", "Value": "private #"}, {"Key": "team", "Value": "data"}], "SubnetArn": "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-#"})";
    const char* interface = R"({"Association": {}, "Attachment": {"AttachTime": "2026-01-01T00:00:00+00:00", "AttachmentId": "eni-attach-#", "DeleteOnTermination": true, "DeviceIndex": 0, "InstanceId": "i-#", "InstanceOwnerId": "111122223333", "Status": "attached"}, "AvailabilityZone": "us-east-1a", "Description": "", "Groups": [{"GroupId": "sg-1", "GroupName": "hosts"}], "InterfaceType": "interface", "Ipv6Addresses": [], "MacAddress": "02:00:00:00:00:01", "NetworkInterfaceId": "eni-#", "OwnerId": "111122223333", "PrivateDnsName": "ip-10-0-0-1.ec2.internal", "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.0.0.10"}], "RequesterManaged": false, "SourceDestCheck": true, "Status": "in-use", "SubnetId": "subnet-1", "TagSet": [{"Key": "Name", "Value": "host #"}], "VpcId": "vpc-1"})";
    std::string subnets, interfaces;
    for (int number = 1; subnets.size() + interfaces.size() < bytes; ++number) {
        if (number % 8 == 1)
            subnets += (subnets.empty() ? "" : ",\n") + withBlock(replaced(subnet, number), number);
        interfaces += (interfaces.empty() ? "" : ",\n") + replaced(interface, number);
    }
    return R"({"Vpcs": [{"CidrBlock": "10.0.0.0/8", "VpcId": "vpc-1", "OwnerId": "111122223333", "State": "available"}], "Subnets": [)" + subnets + "],\n\"NetworkInterfaces\": [" + interfaces + "]}\n";
}

std::string generatedTemplate(std::size_t bytes) {
    std::string out = R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/8"}},
    "Gateway": {"Type": "AWS::EC2::InternetGateway"},)";
    for (int number = 1; out.size() < bytes; ++number)
        out += withBlock(replaced(templateGroup, number), number);
    return out + R"(
    "Attachment": {"Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {"VpcId": {"Ref": "Vpc"}, "InternetGatewayId": {"Ref": "Gateway"}}}}})";
}

std::string generatedYamlTemplate(std::size_t bytes) {
    std::string out = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/8\n";
    for (int number = 1; out.size() < bytes; ++number)
        out += withBlock(replaced(yamlGroup, number), number);
    return out;
}

std::string generatedPlan(std::size_t bytes) {
    const char* planned = R"({"address": "aws_subnet.private[#]", "mode": "managed", "type": "aws_subnet", "name": "private", "index": #, "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 1, "values": {"assign_ipv6_address_on_creation": false, "availability_zone": "us-east-1a", "cidr_block": "@BLOCK@", "enable_dns64": false, "map_public_ip_on_launch": false, "tags": {"Name": "private #"}, "timeouts": null}, "sensitive_values": {"tags": {}, "tags_all": {}}},
{"address": "aws_route_table.private[#]", "mode": "managed", "type": "aws_route_table", "name": "private", "index": #, "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0, "values": {"tags": {"Name": "private #"}, "timeouts": null}, "sensitive_values": {"tags": {}, "tags_all": {}}},
{"address": "aws_route_table_association.private[#]", "mode": "managed", "type": "aws_route_table_association", "name": "private", "index": #, "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0, "values": {"gateway_id": null, "timeouts": null}, "sensitive_values": {}})";
    const char* change = R"({"address": "aws_subnet.private[#]", "mode": "managed", "type": "aws_subnet", "name": "private", "index": #, "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["create"], "before": null, "after": {"assign_ipv6_address_on_creation": false, "availability_zone": "us-east-1a", "cidr_block": "@BLOCK@", "enable_dns64": false, "map_public_ip_on_launch": false, "tags": {"Name": "private #"}, "timeouts": null}, "after_unknown": {"arn": true, "availability_zone_id": true, "id": true, "owner_id": true, "tags": {}, "tags_all": {}, "vpc_id": true}, "before_sensitive": false, "after_sensitive": {"tags": {}, "tags_all": {}}}},
{"address": "aws_route_table.private[#]", "mode": "managed", "type": "aws_route_table", "name": "private", "index": #, "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["create"], "before": null, "after": {"tags": {"Name": "private #"}, "timeouts": null}, "after_unknown": {"arn": true, "id": true, "owner_id": true, "propagating_vgws": true, "route": true, "tags": {}, "tags_all": {}, "vpc_id": true}, "before_sensitive": false, "after_sensitive": {"tags": {}, "tags_all": {}}}},
{"address": "aws_route_table_association.private[#]", "mode": "managed", "type": "aws_route_table_association", "name": "private", "index": #, "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["create"], "before": null, "after": {"gateway_id": null, "timeouts": null}, "after_unknown": {"id": true, "route_table_id": true, "subnet_id": true}, "before_sensitive": false, "after_sensitive": {}}})";
    const char* vpc = R"({"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 1, "values": {"cidr_block": "10.0.0.0/8", "enable_dns_support": true, "tags": null}, "sensitive_values": {}})";
    const char* vpcChange = R"({"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["create"], "before": null, "after": {"cidr_block": "10.0.0.0/8", "enable_dns_support": true}, "after_unknown": {"id": true, "arn": true}, "before_sensitive": false, "after_sensitive": {}}})";
    std::string values = vpc, changes = vpcChange;
    for (int number = 0; values.size() + changes.size() < bytes; ++number) {
        values += ",\n" + withBlock(replaced(planned, number), number);
        changes += ",\n" + withBlock(replaced(change, number), number);
    }
    return R"({"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {"resources": [)" + values + "]}},\n\"resource_changes\": [" + changes + R"(],
"configuration": {"provider_config": {"aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "expressions": {"region": {"constant_value": "us-east-1"}}}}, "root_module": {"resources": [
{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "provider_config_key": "aws", "expressions": {"cidr_block": {"constant_value": "10.0.0.0/8"}}, "schema_version": 1},
{"address": "aws_subnet.private", "mode": "managed", "type": "aws_subnet", "name": "private", "provider_config_key": "aws", "expressions": {"cidr_block": {"references": ["count.index"]}, "vpc_id": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}}, "schema_version": 1, "count_expression": {"references": ["var.count"]}},
{"address": "aws_route_table.private", "mode": "managed", "type": "aws_route_table", "name": "private", "provider_config_key": "aws", "expressions": {"vpc_id": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}}, "schema_version": 0, "count_expression": {"references": ["var.count"]}},
{"address": "aws_route_table_association.private", "mode": "managed", "type": "aws_route_table_association", "name": "private", "provider_config_key": "aws", "expressions": {"subnet_id": {"references": ["aws_subnet.private", "count.index"]}, "route_table_id": {"references": ["aws_route_table.private", "count.index"]}}, "schema_version": 0, "count_expression": {"references": ["var.count"]}}]}}})";
}
