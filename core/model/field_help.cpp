// SPDX-License-Identifier: MIT
#include "core/model/field_help.h"

namespace waylight {
namespace {

constexpr FieldMistake mistakes[] = {
    {"", "name", "Two things may have the same name; what refers to a resource does so by its id."},
    {"", "region", "Gateway endpoints and peering within a Region do not reach services and networks of another one."},
    {"", "account", "Policies compare it: requests from another account need both sides to allow them."},
    {"", "tags", "Policies can ask for tags (aws:ResourceTag), so a missing tag can deny a request."},

    {"vpc", "cidrBlocks",
     "A block can be added later but not changed. Networks whose blocks overlap can never be peered."},
    {"vpc", "enableDnsSupport", "Without it nothing in the VPC finds a name, and private DNS of endpoints is dead."},
    {"vpc", "enableDnsHostnames", "Private DNS names of interface endpoints need this on, not only DNS support."},
    {"vpc", "dhcpOptionsId",
     "With name servers of your own, instances do not see private hosted zones or endpoint names."},

    {"subnet", "cidrBlock",
     "AWS keeps the first four addresses and the last one, so a /28 has 11 usable ones. It cannot be resized later. "
     "Example: 10.0.1.0/24"},
    {"subnet", "availabilityZone",
     "A subnet lies in exactly one zone; its name begins with the Region, as us-east-1a."},
    {"subnet", "routeTableId", "None does not mean no routes: the VPC's main table applies."},
    {"subnet", "networkAclId", "None does not mean no filter: the VPC's default network ACL applies."},
    {"subnet", "mapPublicIpOnLaunch",
     "A public address alone makes no public subnet: its route table must also lead to an internet gateway."},

    {"route-table", "routes",
     "The most specific route wins, whatever its place in the list. A route whose target is gone still wins and drops "
     "the packet. Replies need a way back in the other side's table."},
    {"route-table", "main", "Changing the main table changes the way of every subnet that has no table of its own."},
    {"route-table", "gatewayIds",
     "A table with an edge association routes what comes in; no subnet should use it too."},

    {"security-group", "ingress",
     "There are no deny rules, and order means nothing. A rule that names a security group matches the private "
     "addresses of its members only, never their public ones."},
    {"security-group", "egress",
     "With no rule nothing gets out, not even to endpoints. Replies to what came in need no rule."},
    {"security-group", "groupName", "Policies and rules refer to the group's id, not to this name."},

    {"network-acl", "entries",
     "ACLs keep no state: replies need an entry of their own, for the ephemeral ports 1024-65535. Entries are tried by "
     "number, and the first that matches decides, so a deny must come before the allow that it limits."},
    {"network-acl", "isDefault",
     "A default ACL lets everything pass; one that you make denies everything until you add entries."},

    {"instance", "instanceProfileId",
     "An instance carries a profile, not a role: with an empty profile its programs have no credentials."},
    {"instance", "state",
     "A stopped instance answers nothing, and its public address is gone unless it is an elastic IP."},
    {"instance", "platform", "Windows and Linux use different ephemeral ports, which network ACLs must let back in."},
    {"lambda-function", "roleId",
     "Without a role that allows them, its calls to S3 and DynamoDB are denied, whatever the network does."},
    {"lambda-function", "state", "A function that nobody invoked for weeks is Inactive, and its interfaces are gone."},
    {"network-interface", "groups",
     "Rules of all its groups add up; there is no way to take away with one what another allows."},
    {"network-interface", "sourceDestCheck",
     "Must be off on NAT instances and other middleboxes, or they forward nothing."},
    {"network-interface", "privateIpAddresses", "The first four addresses of a subnet and its last one belong to AWS."},
    {"network-interface", "subnetId",
     "An interface stays in the zone of its subnet; another subnet needs another address."},

    {"nat-gateway", "subnetId",
     "The commonest mistake is a public NAT gateway in a private subnet: it needs a route to the internet gateway "
     "itself."},
    {"nat-gateway", "connectivityType", "A private NAT gateway never reaches the internet, whatever its routes."},
    {"nat-gateway", "natGatewayAddresses", "A public gateway needs an elastic IP."},
    {"internet-gateway", "vpcId",
     "Attaching it opens nothing: route tables must lead to it, and instances need public addresses."},

    {"vpc-endpoint", "routeTableIds",
     "A gateway endpoint works only for subnets whose route table is in this list. Interface endpoints need none."},
    {"vpc-endpoint", "subnetIds",
     "One subnet in each zone; instances of other zones reach it too, and pay for the way."},
    {"vpc-endpoint", "groups",
     "Its groups must let port 443 in from the clients. The groups of the clients alone do not."},
    {"vpc-endpoint", "privateDnsEnabled",
     "Off: the service's usual name still leads to its public addresses. It needs DNS support and DNS hostnames in the "
     "VPC."},
    {"vpc-endpoint", "policyDocument",
     "It allows nothing by itself: it limits what the caller's policies and the resource's policy allow."},
    {"vpc-endpoint", "serviceName",
     "The Region is part of the name and must be the VPC's. Example: com.amazonaws.us-east-1.s3"},
    {"vpc-endpoint", "vpcEndpointType",
     "Only S3 and DynamoDB have gateway endpoints, which are free; others are paid by the hour."},

    {"bucket", "bucketName", "It must be unique in all of AWS. Example: reports-of-my-company"},
    {"bucket", "policy",
     "Name the bucket and its objects: s3:ListBucket is about the bucket, s3:GetObject about `bucket/*`."},
    {"bucket", "region", "A gateway endpoint reaches buckets of its own Region only."},
    {"bucket", "kmsKeyId", "The caller must be allowed to use the key as well, by its policy too."},
    {"role", "policies", "An explicit Deny in any policy beats every Allow."},
    {"role", "assumeRolePolicyDocument", "Without ec2.amazonaws.com here no instance can act as the role."},
    {"role", "permissionsBoundary", "It grants nothing: what is not in both it and the policies is denied."},

    {"vpc-peering", "requesterVpcId", "Peering is not transitive, and both sides need routes to each other."},
    {"vpc-peering", "accepterVpcId", "Blocks of the two VPCs must not overlap. Both sides need routes to each other."},
    {"transit-gateway-attachment", "subnetIds", "Packets enter the VPC only in zones that have a subnet here."},
    {"transit-gateway-route-table", "associations",
     "Says whose packets follow this table; which networks it knows is propagation."},
    {"transit-gateway-route-table", "propagations",
     "Says which networks it knows; whose packets follow it is association."},
    {"load-balancer", "subnetIds",
     "Two zones at least; targets in other zones get nothing unless cross-zone balancing is on."},
    {"load-balancer", "scheme", "An internet-facing balancer needs subnets with a route to an internet gateway."},
    {"load-balancer", "groups", "The targets' groups must let the balancer in, best by naming its group."},
    {"target-group", "targets", "Targets of the type ip must lie in the VPC or in private ranges that it reaches."},
    {"target-group", "preserveClientIp", "On: the targets' groups must let the clients in, not only the balancer."},
    {"customer-gateway", "networkCidrs", "They must overlap no VPC that they are to reach."},
    {"vpn-connection", "staticRoutesOnly",
     "With static routes, each block behind the customer gateway must be listed."},
    {"kms-key", "policy", "Without the account's own statement in it, IAM policies cannot give access to the key."},
};

} // namespace

std::span<const FieldMistake> fieldMistakes() {
    return mistakes;
}

std::string_view fieldMistake(std::string_view kind, std::string_view field) {
    std::string_view common;
    for (const FieldMistake& each : mistakes) {
        if (each.field != field)
            continue;
        if (each.kind == kind)
            return each.text;
        if (each.kind.empty())
            common = each.text;
    }
    return common;
}

} // namespace waylight
