#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes prefix-lists.json from AWS's published address ranges.

usage: make_prefix_lists.py ip-ranges.json > prefix-lists.json

The input is https://ip-ranges.amazonaws.com/ip-ranges.json. For each Region the ranges of S3 and DYNAMODB are collapsed; this
approximates the AWS-managed prefix lists com.amazonaws.<region>.s3 and .dynamodb, which a design can also hold itself.
"""
import ipaddress
import json
import sys

SERVICES = {"S3": "s3", "DYNAMODB": "dynamodb"}


def collapsed(texts):
    return [str(n) for n in ipaddress.collapse_addresses(ipaddress.ip_network(t) for t in texts)]


def main(path):
    with open(path, encoding="utf-8") as file:
        ranges = json.load(file)
    found = {}
    for key, family, field in (("prefixes", "ipv4", "ip_prefix"), ("ipv6_prefixes", "ipv6", "ipv6_prefix")):
        for entry in ranges[key]:
            service = SERVICES.get(entry["service"])
            if service:
                lists = found.setdefault(entry["region"], {}).setdefault(service, {"ipv4": [], "ipv6": []})
                lists[family].append(entry[field])
    print('{\n  "source": "https://ip-ranges.amazonaws.com/ip-ranges.json",')
    print(f'  "createDate": {json.dumps(ranges["createDate"])},\n  "syncToken": {json.dumps(ranges["syncToken"])},\n  "regions": {{')
    regions = sorted(found.items())
    for number, (region, services) in enumerate(regions, 1):
        print(f"    {json.dumps(region)}: {{")
        rows = [f'      {json.dumps(s)}: {{ "ipv4": {json.dumps(collapsed(f["ipv4"]))}, "ipv6": {json.dumps(collapsed(f["ipv6"]))} }}' for s, f in sorted(services.items())]
        print(",\n".join(rows))
        print("    }" + ("," if number < len(regions) else ""))
    print("  }\n}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
