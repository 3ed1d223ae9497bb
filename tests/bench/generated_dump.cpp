// SPDX-License-Identifier: MIT
#include "tests/bench/generated_dump.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace {

// In the patterns, @n is the number of the thing as 17 hexadecimal digits, @s that of its subnet, @a an address.
constexpr const char* interfaces = R"(
        {
            "Attachment": {
                "AttachTime": "2024-05-06T18:44:21+00:00",
                "AttachmentId": "eni-attach-@n",
                "DeleteOnTermination": true,
                "DeviceIndex": 0,
                "InstanceId": "i-@n",
                "Status": "attached"
            },
            "AvailabilityZone": "us-east-1a",
            "Description": "",
            "Groups": [
                {
                    "GroupId": "sg-@s",
                    "GroupName": "group-@s"
                }
            ],
            "InterfaceType": "interface",
            "MacAddress": "0a:58:a9:fe:ac:01",
            "NetworkInterfaceId": "eni-@n",
            "OwnerId": "111122223333",
            "PrivateIpAddress": "@a",
            "PrivateIpAddresses": [
                {
                    "Primary": true,
                    "PrivateIpAddress": "@a"
                }
            ],
            "SourceDestCheck": true,
            "Status": "in-use",
            "SubnetId": "subnet-@s",
            "TagSet": [],
            "VpcId": "vpc-00000000000000001"
        })";

constexpr const char* reservations = R"(
        {
            "Groups": [],
            "Instances": [
                {
                    "AmiLaunchIndex": 0,
                    "Architecture": "x86_64",
                    "BlockDeviceMappings": [
                        {
                            "DeviceName": "/dev/xvda",
                            "Ebs": {
                                "DeleteOnTermination": true,
                                "Status": "attached",
                                "VolumeId": "vol-@n"
                            }
                        }
                    ],
                    "EbsOptimized": false,
                    "EnaSupport": true,
                    "ImageId": "ami-00000000000000001",
                    "InstanceId": "i-@n",
                    "InstanceType": "t3.micro",
                    "LaunchTime": "2024-05-06T18:44:20+00:00",
                    "NetworkInterfaces": [
                        {
                            "Groups": [
                                {
                                    "GroupId": "sg-@s",
                                    "GroupName": "group-@s"
                                }
                            ],
                            "NetworkInterfaceId": "eni-@n",
                            "PrivateIpAddress": "@a",
                            "SubnetId": "subnet-@s"
                        }
                    ],
                    "Placement": {
                        "AvailabilityZone": "us-east-1a",
                        "Tenancy": "default"
                    },
                    "PlatformDetails": "Linux/UNIX",
                    "PrivateIpAddress": "@a",
                    "SecurityGroups": [
                        {
                            "GroupId": "sg-@s",
                            "GroupName": "group-@s"
                        }
                    ],
                    "State": {
                        "Code": 16,
                        "Name": "running"
                    },
                    "SubnetId": "subnet-@s",
                    "Tags": [
                        {
                            "Key": "Name",
                            "Value": "host-@n"
                        }
                    ],
                    "VpcId": "vpc-00000000000000001"
                }
            ],
            "OwnerId": "111122223333",
            "ReservationId": "r-@n"
        })";

constexpr const char* groups = R"(
        {
            "Description": "generated",
            "GroupId": "sg-@n",
            "GroupName": "group-@n",
            "IpPermissions": [
                {
                    "FromPort": 443,
                    "IpProtocol": "tcp",
                    "IpRanges": [
                        {
                            "CidrIp": "10.0.0.0/8"
                        }
                    ],
                    "ToPort": 443,
                    "UserIdGroupPairs": [
                        {
                            "GroupId": "sg-@s",
                            "UserId": "111122223333"
                        }
                    ]
                }
            ],
            "IpPermissionsEgress": [
                {
                    "IpProtocol": "-1",
                    "IpRanges": [
                        {
                            "CidrIp": "0.0.0.0/0"
                        }
                    ]
                }
            ],
            "OwnerId": "111122223333",
            "VpcId": "vpc-00000000000000001"
        })";

constexpr const char* subnets = R"(
        {
            "AssignIpv6AddressOnCreation": false,
            "AvailabilityZone": "us-east-1a",
            "AvailabilityZoneId": "use1-az1",
            "AvailableIpAddressCount": 4091,
            "CidrBlock": "10.0.0.0/8",
            "DefaultForAz": false,
            "MapPublicIpOnLaunch": false,
            "OwnerId": "111122223333",
            "State": "available",
            "SubnetId": "subnet-@n",
            "Tags": [],
            "VpcId": "vpc-00000000000000001"
        })";

constexpr const char* tables = R"(
        {
            "Associations": [
                {
                    "AssociationState": {
                        "State": "associated"
                    },
                    "Main": false,
                    "RouteTableAssociationId": "rtbassoc-@n",
                    "RouteTableId": "rtb-@n",
                    "SubnetId": "subnet-@n"
                }
            ],
            "OwnerId": "111122223333",
            "PropagatingVgws": [],
            "RouteTableId": "rtb-@n",
            "Routes": [
                {
                    "DestinationCidrBlock": "10.0.0.0/8",
                    "GatewayId": "local",
                    "Origin": "CreateRouteTable",
                    "State": "active"
                },
                {
                    "DestinationCidrBlock": "0.0.0.0/0",
                    "NatGatewayId": "nat-00000000000000001",
                    "Origin": "CreateRoute",
                    "State": "active"
                }
            ],
            "VpcId": "vpc-00000000000000001"
        })";

constexpr const char* vpcs = R"(
        {
            "CidrBlock": "10.0.0.0/8",
            "OwnerId": "111122223333",
            "VpcId": "vpc-00000000000000001"
        })";

std::string number(int value) {
    std::string text(17, '0');
    for (std::uint64_t rest = static_cast<std::uint64_t>(value) * 2654435761u + 1, i = 17; i-- > 0; rest /= 16)
        text[i] = "0123456789abcdef"[rest % 16];
    return text;
}

std::string address(int value) { return "10." + std::to_string(value >> 16 & 255) + '.' + std::to_string(value >> 8 & 255) + '.' + std::to_string(value & 255); }

void append(std::string& out, std::string_view pattern, int value, int subnet) {
    for (std::size_t at = pattern.find('@'); at != std::string_view::npos; at = pattern.find('@')) {
        out += pattern.substr(0, at);
        out += pattern[at + 1] == 'n' ? number(value) : pattern[at + 1] == 's' ? number(subnet) : address(value);
        pattern.remove_prefix(at + 2);
    }
    out += pattern;
}

} // namespace

GeneratedDump::GeneratedDump(int resources) {
    std::string folder = (std::filesystem::temp_directory_path() / "waylight-bench-XXXXXX").string();
    if (!mkdtemp(folder.data()))
        return;
    m_path = folder;
    m_subnets = resources / 10;
    write("NetworkInterfaces", resources * 55 / 100, interfaces);
    write("Reservations", resources * 15 / 100, reservations);
    write("SecurityGroups", resources * 15 / 100, groups);
    write("Subnets", m_subnets, subnets);
    write("RouteTables", resources / 20 - 1, tables);
    write("Vpcs", 1, vpcs);
}

GeneratedDump::~GeneratedDump() {
    std::error_code error;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, error);
}

void GeneratedDump::write(const char* list, int count, const char* pattern) {
    std::string text = "{\n    \"" + std::string(list) + "\": [";
    for (int i = 0; i < count; ++i) {
        append(text, pattern, i, i % m_subnets);
        text += i + 1 < count ? "," : "";
    }
    text += "\n    ]\n}\n";
    m_bytes += text.size();
    std::ofstream(m_path / (std::string(list) + ".json"), std::ios::binary) << text;
}
