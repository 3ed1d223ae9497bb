# SPDX-License-Identifier: MIT
"""Writes the output of the describe calls that Waylight reads, from a local endpoint, into a folder.
usage: describe_all.py ENDPOINT REGION FOLDER"""
import json
import pathlib
import sys

import boto3

endpoint, region, folder = sys.argv[1:]
out = pathlib.Path(folder)
session = boto3.Session(aws_access_key_id="testing", aws_secret_access_key="testing", region_name=region)


def client(service):
    return session.client(service, endpoint_url=endpoint)


def write(name, answer):
    answer.pop("ResponseMetadata", None)
    (out / f"{name}.json").write_text(json.dumps(answer, default=str))


ec2 = client("ec2")
for call in ["vpcs", "subnets", "route_tables", "internet_gateways", "egress_only_internet_gateways", "nat_gateways", "addresses",
             "vpc_endpoints", "prefix_lists", "security_groups", "network_acls", "instances", "network_interfaces",
             "vpc_peering_connections", "dhcp_options", "vpn_gateways", "customer_gateways"]:
    write(f"describe-{call.replace('_', '-')}", getattr(ec2, f"describe_{call}")())
for vpc in ec2.describe_vpcs()["Vpcs"]:
    for attribute in ["enableDnsSupport", "enableDnsHostnames"]:
        write(f"describe-vpc-attribute-{vpc['VpcId']}-{attribute}", ec2.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute=attribute))
iam = client("iam")
write("get-account-authorization-details", iam.get_account_authorization_details())
write("list-instance-profiles", iam.list_instance_profiles())
s3 = client("s3")
write("list-buckets", s3.list_buckets())
for bucket in s3.list_buckets()["Buckets"]:
    for call in ["policy", "tagging"]:
        try:
            write(f"get-bucket-{call}-{bucket['Name']}", getattr(s3, f"get_bucket_{call}")(Bucket=bucket["Name"]))
        except s3.exceptions.ClientError:
            pass
