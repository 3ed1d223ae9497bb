// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/describe/describe.h"
#include "core/formats/files.h"
#include "core/model/codec.h"
#include "tests/support/registry.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

namespace {

Result<Loaded> writtenAndRead(const Design& design) {
    QTemporaryDir folder;
    const std::string path = folder.filePath("out").toStdString();
    if (const auto failed = writeDescribe(design, path))
        return *failed;
    return readDescribe(path);
}

/// The fields of a resource as our file has them, without what every imported one has.
nlohmann::json fieldsOf(const Design& design, const QString& id) {
    const ResourcePtr resource = design.topology.find(id.toStdString());
    if (!resource)
        return {};
    nlohmann::json fields = toJson(*resource);
    for (const char* member : {"id", "region", "account", "aws", "alsoListed"})
        fields.erase(member);
    return fields;
}

QString text(const nlohmann::json& json) { return QString::fromStdString(json.dump()); }

const QString transit = R"("TransitGateways": [{ "TransitGatewayId": "tgw-1", "OwnerId": "111122223333", "State": "available", "Options": { "SecurityGroupReferencingSupport": "enable", "AmazonSideAsn": 64512 } }],
    "TransitGatewayAttachments": [{ "TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": "vpc-1", "State": "available", "Association": { "State": "associated", "TransitGatewayRouteTableId": "tgw-rtb-1" } },
                                  { "TransitGatewayAttachmentId": "tgw-attach-2", "TransitGatewayId": "tgw-1", "ResourceType": "vpn", "ResourceId": "vpn-1", "State": "deleted", "Association": { "State": "disassociating", "TransitGatewayRouteTableId": "tgw-rtb-1" } }],
    "TransitGatewayVpcAttachments": [{ "TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "VpcId": "vpc-1", "VpcOwnerId": "111122223333", "SubnetIds": ["subnet-1"], "Options": { "ApplianceModeSupport": "enable" }, "State": "available" }],
    "TransitGatewayRouteTables": [{ "TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1", "State": "available", "DefaultAssociationRouteTable": true }])";

const QString balancer = R"("LoadBalancers": [{ "LoadBalancerArn": "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/lb/1", "LoadBalancerName": "lb", "Type": "network", "Scheme": "internal", "VpcId": "vpc-1", "DNSName": "lb.example",
      "State": { "Code": "active" }, "SecurityGroups": ["sg-1"], "AvailabilityZones": [{ "SubnetId": "subnet-1", "ZoneName": "us-east-1a", "LoadBalancerAddresses": [] }, { "SubnetId": "subnet-2", "ZoneName": "us-east-1b" }] }],
    "TargetGroups": [{ "TargetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/tg/2", "TargetGroupName": "tg", "TargetType": "ip", "Port": 81, "Protocol": "TCP", "VpcId": "vpc-1" }])";
const QString balancerId = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/lb/1";
const QString groupId = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/tg/2";

QString object(const QStringList& members) { return "{ " + members.join(", ") + " }"; }

} // namespace

/// One row for each way in which AWS and the tools that collect from it say something about a type.
class DescribeTypesTest : public QObject {
    Q_OBJECT

private slots:
    void fields_data();
    void fields();
    void answersOfOtherCalls();
    void peeringOfTwoRegions();
    void sharedThings();
    void servicesOfAws();
    void whatDoesNotFit_data();
    void whatDoesNotFit();
    void writtenLikeAws();
};

void DescribeTypesTest::fields_data() {
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("expected");

    QTest::newRow("transit gateway") << object({transit}) << "tgw-1" << R"({ "state": "available", "securityGroupReferencingSupport": "enable" })";
    QTest::newRow("attachment of a VPC") << object({transit}) << "tgw-attach-1"
                                         << R"({ "transitGatewayId": "tgw-1", "resourceId": "vpc-1", "subnetIds": ["subnet-1"], "applianceModeSupport": "enable", "state": "available" })";
    QTest::newRow("deleted attachment") << object({transit}) << "tgw-attach-2" << R"({ "transitGatewayId": "tgw-1", "resourceType": "vpn", "resourceId": "vpn-1", "state": "deleted" })";
    QTest::newRow("routes not collected") << object({transit}) << "tgw-rtb-1" << R"({ "transitGatewayId": "tgw-1", "associations": ["tgw-attach-1"], "state": "available", "unknown": ["routes", "propagations"] })";
    QTest::newRow("routes and propagations")
        << object({transit, R"("TransitGatewayStaticRoutes": [{ "TransitGatewayRouteTableId": "tgw-rtb-1", "AdditionalRoutesAvailable": false, "Routes": [
              { "DestinationCidrBlock": "10.0.0.0/8", "Type": "static", "State": "active", "TransitGatewayAttachments": [{ "TransitGatewayAttachmentId": "tgw-attach-1", "ResourceId": "vpc-1", "ResourceType": "vpc" }] },
              { "DestinationCidrBlock": "10.1.0.0/16", "Type": "propagated", "State": "active", "TransitGatewayAttachments": [{ "TransitGatewayAttachmentId": "tgw-attach-1" }] },
              { "DestinationCidrBlock": "10.2.0.0/16", "Type": "static", "State": "deleted" },
              { "DestinationCidrBlock": "0.0.0.0/0", "Type": "static", "State": "blackhole" }] }],
            "TransitGatewayPropagations": [{ "TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": [
              { "TransitGatewayAttachmentId": "tgw-attach-1", "State": "enabled", "ResourceId": "vpc-1", "ResourceType": "vpc" }, { "TransitGatewayAttachmentId": "tgw-attach-9", "State": "disabling" }] }])"})
        << "tgw-rtb-1"
        << R"({ "transitGatewayId": "tgw-1", "associations": ["tgw-attach-1"], "propagations": ["tgw-attach-1"], "state": "available",
                "routes": [{ "destination": "10.0.0.0/8", "attachmentId": "tgw-attach-1", "aws": { "TransitGatewayAttachments": [{ "ResourceId": "vpc-1", "ResourceType": "vpc", "TransitGatewayAttachmentId": "tgw-attach-1" }] } }, { "destination": "0.0.0.0/0", "state": "blackhole" }] })";
    QTest::newRow("peering attachment listed as such") << R"({ "TransitGatewayPeeringAttachments": [{ "TransitGatewayAttachmentId": "tgw-attach-3", "State": "available", "RequesterTgwInfo": { "TransitGatewayId": "tgw-1" }, "AccepterTgwInfo": { "TransitGatewayId": "tgw-2" } }] })"
                                                       << "tgw-attach-3" << R"({ "transitGatewayId": "tgw-1", "resourceType": "peering", "resourceId": "tgw-2", "state": "available" })";

    const QString peering = R"({ "VpcPeeringConnections": [{ "VpcPeeringConnectionId": "pcx-1", "Status": { "Code": "active" },
        "RequesterVpcInfo": { "VpcId": "vpc-1", "OwnerId": "111122223333", "Region": "us-east-1", "CidrBlock": "10.0.0.0/16"%1, "PeeringOptions": { "AllowDnsResolutionFromRemoteVpc": true } }, "AccepterVpcInfo": { "VpcId": "vpc-2" } }] })";
    const QString connection = R"({ "requesterVpcId": "vpc-1", "accepterVpcId": "vpc-2", "requesterAccount": "111122223333", "requesterRegion": "us-east-1", "requesterCidrBlocks": [%1], "requesterDns": true, "state": "active" })";
    QTest::newRow("peering") << peering.arg(R"(, "CidrBlockSet": [{ "CidrBlock": "10.0.0.0/16" }, { "CidrBlock": "10.9.0.0/16" }], "Ipv6CidrBlockSet": [{ "Ipv6CidrBlock": "2001:db8::/56" }])") << "pcx-1"
                             << connection.arg(R"("10.0.0.0/16", "10.9.0.0/16", "2001:db8::/56")");
    QTest::newRow("peering of old tools") << peering.arg("") << "pcx-1" << connection.arg(R"("10.0.0.0/16")");

    QTest::newRow("virtual private gateway") << R"({ "VpnGateways": [{ "VpnGatewayId": "vgw-1", "State": "available", "Type": "ipsec.1", "VpcAttachments": [{ "State": "detached", "VpcId": "vpc-0" }, { "State": "attached", "VpcId": "vpc-1" }] }] })"
                                             << "vgw-1" << R"({ "vpcId": "vpc-1", "state": "available" })";
    QTest::newRow("detached") << R"({ "VpnGateways": [{ "VpnGatewayId": "vgw-1", "VpcAttachments": [{ "State": "detached", "VpcId": "vpc-0" }] }] })" << "vgw-1" << "{}";
    QTest::newRow("customer gateway") << R"({ "CustomerGateways": [{ "CustomerGatewayId": "cgw-1", "BgpAsn": "65000", "IpAddress": "198.51.100.1", "State": "available", "Type": "ipsec.1" }] })" << "cgw-1"
                                      << R"({ "ipAddress": "198.51.100.1", "bgpAsn": "65000", "state": "available" })";
    QTest::newRow("VPN connection") << R"({ "VpnConnections": [{ "VpnConnectionId": "vpn-1", "VpnGatewayId": "vgw-1", "CustomerGatewayId": "cgw-1", "State": "available", "Options": { "StaticRoutesOnly": true },
        "Routes": [{ "DestinationCidrBlock": "192.168.0.0/16", "State": "available" }], "VgwTelemetry": [{ "Status": "UP", "OutsideIpAddress": "203.0.113.3" }, { "Status": "UP", "OutsideIpAddress": "203.0.113.5" }] }] })"
                                    << "vpn-1" << R"({ "vpnGatewayId": "vgw-1", "customerGatewayId": "cgw-1", "staticRoutesOnly": true, "routes": [{ "destination": "192.168.0.0/16", "state": "available" }], "state": "available", "tunnelStates": ["UP", "UP"] })";
    QTest::newRow("egress-only gateway") << R"({ "EgressOnlyInternetGateways": [{ "EgressOnlyInternetGatewayId": "eigw-1", "Attachments": [{ "State": "attached", "VpcId": "vpc-1" }] }] })" << "eigw-1" << R"({ "vpcId": "vpc-1" })";
    QTest::newRow("DHCP options") << R"({ "DhcpOptions": [{ "DhcpOptionsId": "dopt-1", "DhcpConfigurations": [{ "Key": "ntp-servers", "Values": [{ "Value": "10.0.0.9" }] }, { "Key": "domain-name", "Values": [{ "Value": "x.example" }] },
        { "Key": "domain-name-servers", "Values": [{ "Value": "10.0.0.53" }, { "Value": "AmazonProvidedDNS" }] }] }] })"
                                  << "dopt-1" << R"({ "domainNameServers": ["10.0.0.53", "AmazonProvidedDNS"], "domainName": "x.example" })";
    const QString vpc = R"({ "Vpcs": [{ "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "DhcpOptionsId": "%1" }] })";
    const QString network = R"({ "cidrBlocks": ["10.0.0.0/16"]%1, "unknown": ["enableDnsSupport", "enableDnsHostnames"] })";
    QTest::newRow("VPC with DHCP options") << vpc.arg("dopt-1") << "vpc-1" << network.arg(R"(, "dhcpOptionsId": "dopt-1")");
    QTest::newRow("VPC without DHCP options") << vpc.arg("default") << "vpc-1" << network.arg("");
    QTest::newRow("Block Public Access") << R"({ "VpcBlockPublicAccessOptions": { "AwsAccountId": "111122223333", "AwsRegion": "us-east-1", "State": "update-complete", "InternetGatewayBlockMode": "block-ingress", "ManagedBy": "account" } })"
                                         << "vpc-bpa-111122223333-us-east-1" << R"({ "internetGatewayBlockMode": "block-ingress", "state": "update-complete" })";
    QTest::newRow("exclusion") << R"({ "VpcBlockPublicAccessExclusions": [{ "ExclusionId": "vpcbpa-exclude-1", "InternetGatewayExclusionMode": "allow-egress", "ResourceArn": "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1", "State": "create-complete" }] })"
                               << "vpcbpa-exclude-1" << R"({ "resourceId": "subnet-1", "internetGatewayExclusionMode": "allow-egress", "state": "create-complete" })";

    QTest::newRow("regional NAT gateway") << R"({ "NatGateways": [{ "NatGatewayId": "nat-1", "AvailabilityMode": "regional", "VpcId": "vpc-1", "RouteTableId": "rtb-1", "AutoProvisionZones": "disabled", "State": "available", "ConnectivityType": "public",
        "NatGatewayAddresses": [{ "AllocationId": "eipalloc-1", "PublicIp": "198.51.100.7", "AvailabilityZone": "us-east-1a", "Status": "succeeded" }] }] })"
                                          << "nat-1" << R"({ "vpcId": "vpc-1", "routeTableId": "rtb-1", "availabilityMode": "regional", "state": "available", "autoProvisionZones": "disabled",
        "natGatewayAddresses": [{ "allocationId": "eipalloc-1", "publicIp": "198.51.100.7", "availabilityZone": "us-east-1a", "aws": { "Status": "succeeded" } }] })";
    QTest::newRow("zonal NAT gateway") << R"({ "NatGateways": [{ "NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": "available" }], "Subnets": [{ "SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24" }] })" << "nat-1"
                                       << R"({ "subnetId": "subnet-1", "state": "available" })";
    QTest::newRow("Windows") << R"({ "Reservations": [{ "Instances": [{ "InstanceId": "i-1", "Platform": "windows", "State": { "Code": 16, "Name": "running" } }] }] })" << "i-1" << R"({ "state": "running", "platform": "windows" })";

    const QString table = R"({ "RouteTables": [{ "RouteTableId": "rtb-1", "VpcId": "vpc-1"%1 }] })";
    QTest::newRow("edge association") << table.arg(R"(, "Associations": [{ "RouteTableAssociationId": "a-1", "RouteTableId": "rtb-1", "GatewayId": "igw-1", "AssociationState": { "State": "associated" } }, { "RouteTableId": "rtb-1", "GatewayId": "igw-2", "AssociationState": { "State": "disassociated" } }], "PropagatingVgws": [{ "GatewayId": "vgw-1" }])")
                                      << "rtb-1" << R"({ "vpcId": "vpc-1", "gatewayIds": ["igw-1"], "propagatingVgws": ["vgw-1"] })";
    const QString route = table.arg(R"(, "Routes": [{ "DestinationCidrBlock": "10.8.0.0/16", "Origin": "%1", "State": "%2", %3 }])");
    const QString read = R"({ "vpcId": "vpc-1", "routes": [{ "destination": "10.8.0.0/16", "target": "%1"%2 }] })";
    for (const auto& [member, target] : {std::pair("TransitGatewayId", "tgw-1"), std::pair("VpcPeeringConnectionId", "pcx-1"), std::pair("EgressOnlyInternetGatewayId", "eigw-1"), std::pair("CarrierGatewayId", "cagw-1"), std::pair("LocalGatewayId", "lgw-1"),
                                         std::pair("CoreNetworkArn", "arn:aws:networkmanager::1:core-network/c"), std::pair("NatGatewayId", "nat-1"), std::pair("NetworkInterfaceId", "eni-1"), std::pair("InstanceId", "i-1"), std::pair("GatewayId", "vgw-1")})
        QTest::addRow("route by %s", member) << route.arg("CreateRoute", "active", QString(R"("%1": "%2")").arg(member, target)) << "rtb-1" << read.arg(target, "");
    QTest::newRow("filtered route") << route.arg("CreateRoute", "filtered", R"("GatewayId": "vgw-1")") << "rtb-1" << read.arg("vgw-1", R"(, "state": "filtered")");
    QTest::newRow("advertised route") << route.arg("Advertisement", "active", R"("NetworkInterfaceId": "eni-1")") << "rtb-1" << read.arg("eni-1", R"(, "origin": "Advertisement")");

    QTest::newRow("load balancer") << object({balancer, R"("LoadBalancerAttributes": [{ "LoadBalancerArn": ")" + balancerId + R"(", "Attributes": [{ "Key": "load_balancing.cross_zone.enabled", "Value": "true" }, { "Key": "deletion_protection.enabled", "Value": "false" }] }])"}) << balancerId
                                   << R"({ "name": "lb", "loadBalancerName": "lb", "scheme": "internal", "vpcId": "vpc-1", "subnetIds": ["subnet-1", "subnet-2"], "groups": ["sg-1"], "crossZone": true, "dnsName": "lb.example", "state": "active" })";
    QTest::newRow("attributes not collected") << object({balancer}) << balancerId
                                              << R"({ "name": "lb", "loadBalancerName": "lb", "scheme": "internal", "vpcId": "vpc-1", "subnetIds": ["subnet-1", "subnet-2"], "groups": ["sg-1"], "dnsName": "lb.example", "state": "active", "unknown": ["crossZone"] })";
    QTest::newRow("targets") << object({balancer, R"("TargetGroupAttributes": [{ "TargetGroupArn": ")" + groupId + R"(", "Attributes": [{ "Key": "preserve_client_ip.enabled", "Value": "false" }] }],
        "LoadBalancerTargetHealth": [{ "TargetGroupArn": ")" + groupId + R"(", "TargetHealthDescriptions": [{ "HealthCheckPort": "81", "Target": { "Id": "10.0.1.4", "Port": 81, "AvailabilityZone": "us-east-1a" }, "TargetHealth": { "State": "unhealthy", "Reason": "Target.Timeout" } }] }])"})
                             << groupId << R"({ "name": "tg", "targetGroupName": "tg", "targetType": "ip", "port": 81, "preserveClientIp": "false", "vpcId": "vpc-1",
        "targets": [{ "id": "10.0.1.4", "port": 81, "availabilityZone": "us-east-1a", "health": "unhealthy", "aws": { "HealthCheckPort": "81", "TargetHealth": { "Reason": "Target.Timeout" } } }] })";
    QTest::newRow("targets not collected") << object({balancer}) << groupId << R"({ "name": "tg", "targetGroupName": "tg", "targetType": "ip", "port": 81, "vpcId": "vpc-1", "unknown": ["targets"] })";
    const QString listener = R"({ "ListenerArn": "arn:l/1", "LoadBalancerArn": "arn:lb", "Port": 443, "Protocol": "TLS", "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "arn:a" }, { "Type": "forward", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "arn:b", "Weight": 1 }, { "TargetGroupArn": "arn:a" }] } }] })";
    const QString accepted = R"({ "name": "TLS 443", "loadBalancerArn": "arn:lb", "protocol": "TLS", "port": 443, "targetGroups": ["arn:a", "arn:b"] })";
    QTest::newRow("listener") << QString(R"({ "Listeners": [%1] })").arg(listener) << "arn:l/1" << accepted;
    QTest::newRow("wrapped listener") << QString(R"({ "LoadBalancerListeners": [{ "LoadBalancerArn": "arn:lb", "Listeners": [%1] }] })").arg(listener) << "arn:l/1" << accepted;
    QTest::newRow("listener on all ports") << R"({ "Listeners": [{ "ListenerArn": "arn:l/1", "LoadBalancerArn": "arn:gwlb" }] })" << "arn:l/1" << R"({ "name": "TCP 0", "loadBalancerArn": "arn:gwlb", "port": 0 })";
    QTest::newRow("endpoint service") << R"({ "ServiceConfigurations": [{ "ServiceId": "vpce-svc-1", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1", "AvailabilityZones": ["us-east-1a"], "NetworkLoadBalancerArns": ["arn:nlb"], "PrivateDnsName": "x.example" }] })"
                                      << "vpce-svc-1" << R"({ "serviceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1", "availabilityZones": ["us-east-1a"], "privateDnsName": "x.example", "loadBalancerArns": ["arn:nlb"] })";
}

void DescribeTypesTest::fields() {
    QFETCH(QString, input);
    QFETCH(QString, id);
    QFETCH(QString, expected);
    const auto loaded = readDescribeText(input.toStdString(), "f");
    QVERIFY2(loaded, loaded ? "" : toEnglish(loaded.error()).c_str());
    QVERIFY2(loaded->diagnostics.empty(), loaded->diagnostics.empty() ? "" : toEnglish(loaded->diagnostics[0]).c_str());
    QCOMPARE(text(fieldsOf(loaded->design, id)), text(nlohmann::json::parse(expected.toStdString())));
    const auto again = writtenAndRead(loaded->design);
    QVERIFY(again && again->diagnostics.empty());
    QVERIFY2(again->design == loaded->design, text(fieldsOf(again->design, id)).toUtf8());
}

/// The AWS CLI's own answers do not name what they are about: the names of the files do.
void DescribeTypesTest::answersOfOtherCalls() {
    QTemporaryDir folder;
    const auto with = [&](const char* name, const QString& content) { return !saveFile(folder.filePath(name).toStdString(), content.toStdString()); };
    QVERIFY(with("all.json", object({transit, balancer})));
    QVERIFY(with("get-transit-gateway-route-table-propagations-tgw-rtb-1.json", R"({ "TransitGatewayRouteTablePropagations": [{ "TransitGatewayAttachmentId": "tgw-attach-7", "ResourceId": "vpc-7", "ResourceType": "vpc", "State": "enabled" }] })"));
    QVERIFY(with("get-transit-gateway-route-table-associations-tgw-rtb-1.json", R"({ "Associations": [{ "TransitGatewayAttachmentId": "tgw-attach-7", "ResourceId": "vpc-7", "ResourceType": "vpc", "State": "associated" }] })"));
    QVERIFY(with("search-transit-gateway-routes-tgw-rtb-1.json", R"({ "Routes": [{ "DestinationCidrBlock": "10.0.0.0/8", "Type": "static", "State": "blackhole" }], "AdditionalRoutesAvailable": false })"));
    QVERIFY(with("describe-target-health-tg.json", R"({ "TargetHealthDescriptions": [{ "Target": { "Id": "i-1", "Port": 80 } }] })"));
    QVERIFY(with("describe-load-balancer-attributes-lb.json", R"({ "Attributes": [{ "Key": "load_balancing.cross_zone.enabled", "Value": "true" }] })"));
    QVERIFY(with("describe-target-group-attributes-tg.json", R"({ "Attributes": [{ "Key": "preserve_client_ip.enabled", "Value": "true" }] })"));
    const auto loaded = readDescribe(folder.path().toStdString());
    QVERIFY(loaded && loaded->diagnostics.empty());
    const Design& design = loaded->design;
    const auto* table = design.topology.get<TransitGatewayRouteTable>(Id("tgw-rtb-1"));
    QCOMPARE(table->propagations, (std::vector<Ref<TransitGatewayAttachment>>{"tgw-attach-7"}));
    QCOMPARE(table->associations, (std::vector<Ref<TransitGatewayAttachment>>{"tgw-attach-7", "tgw-attach-1"}));
    QCOMPARE(table->routes.size(), std::size_t(1));
    QVERIFY(table->unknown.empty());
    QVERIFY(design.topology.get<LoadBalancer>(balancerId.toStdString())->crossZone);
    const auto* group = design.topology.get<TargetGroup>(groupId.toStdString());
    QCOMPARE(group->preserveClientIp, std::string("true"));
    QCOMPARE(group->targets.size(), std::size_t(1));
    QVERIFY(writtenAndRead(design)->design == design);
}

/// A peering attachment has one id and is listed by both Regions, each with its own gateway and table.
void DescribeTypesTest::peeringOfTwoRegions() {
    const QString side = R"({ "TransitGatewayAttachments": [{ "TransitGatewayAttachmentId": "tgw-attach-p", "TransitGatewayId": "tgw-%1", "ResourceType": "peering", "ResourceId": "tgw-%2", "State": "available",
        "CreationTime": "%1", "Tags": [%3], "Association": { "State": "associated", "TransitGatewayRouteTableId": "tgw-rtb-%1" } }], "TransitGatewayRouteTables": [{ "TransitGatewayRouteTableId": "tgw-rtb-%1", "TransitGatewayId": "tgw-%1" }] })";
    const QString requester = R"({ "TransitGatewayPeeringAttachments": [{ "TransitGatewayAttachmentId": "tgw-attach-p", "RequesterTgwInfo": { "TransitGatewayId": "tgw-w", "Region": "us-west-1" }, "AccepterTgwInfo": { "TransitGatewayId": "tgw-e", "Region": "us-east-1" } }] })";
    for (const bool requesterKnown : {false, true}) {
        QTemporaryDir folder;
        QDir().mkpath(folder.filePath("us-east-1"));
        QDir().mkpath(folder.filePath("us-west-1"));
        QVERIFY(!saveFile(folder.filePath("us-east-1/a.json").toStdString(), side.arg("e", "w", "").toStdString()));
        QVERIFY(!saveFile(folder.filePath("us-west-1/a.json").toStdString(), side.arg("w", "e", R"({ "Key": "Name", "Value": "link" })").toStdString()));
        if (requesterKnown)
            QVERIFY(!saveFile(folder.filePath("us-west-1/b.json").toStdString(), requester.toStdString()));
        const auto loaded = readDescribe(folder.path().toStdString());
        QVERIFY(loaded);
        QVERIFY2(loaded->diagnostics.empty(), loaded->diagnostics.empty() ? "" : toEnglish(loaded->diagnostics[0]).c_str());
        const auto& topology = loaded->design.topology;
        const auto* attachment = topology.get<TransitGatewayAttachment>(Id("tgw-attach-p"));
        QCOMPARE(attachment->transitGateway.id, Id(requesterKnown ? "tgw-w" : "tgw-e"));
        QCOMPARE(attachment->resource.id, Id(requesterKnown ? "tgw-e" : "tgw-w"));
        QCOMPARE(attachment->region, std::string(requesterKnown ? "us-west-1" : "us-east-1"));
        QCOMPARE(attachment->name, std::string("link"));
        for (const char* table : {"tgw-rtb-e", "tgw-rtb-w"})
            QCOMPARE(topology.get<TransitGatewayRouteTable>(Id(table))->associations, (std::vector<Ref<TransitGatewayAttachment>>{"tgw-attach-p"}));
        QVERIFY(writtenAndRead(loaded->design)->design == loaded->design);
    }
}

/// Two accounts list the same peering connection, each with its own tags and options.
void DescribeTypesTest::sharedThings() {
    const QString side = R"({ "VpcPeeringConnections": [{ "VpcPeeringConnectionId": "pcx-1", "Tags": [{ "Key": "Name", "Value": "%1" }], "RequesterVpcInfo": { "VpcId": "vpc-2", "OwnerId": "444455556666"%2 }, "AccepterVpcInfo": { "VpcId": "vpc-1", "OwnerId": "111122223333"%3 } }] })";
    const QString options = R"(, "PeeringOptions": { "AllowDnsResolutionFromRemoteVpc": true })";
    QTemporaryDir folder;
    QDir().mkpath(folder.filePath("111122223333"));
    QDir().mkpath(folder.filePath("444455556666"));
    QVERIFY(!saveFile(folder.filePath("111122223333/a.json").toStdString(), side.arg("accepted", "", options).toStdString()));
    QVERIFY(!saveFile(folder.filePath("444455556666/a.json").toStdString(), side.arg("asked", options, "").toStdString()));
    const auto loaded = readDescribe(folder.path().toStdString());
    QVERIFY(loaded && loaded->diagnostics.empty());
    const auto* peering = loaded->design.topology.get<VpcPeering>(Id("pcx-1"));
    QCOMPARE(peering->name, std::string("asked"));
    QCOMPARE(peering->account, std::string("444455556666"));
    QVERIFY(peering->requesterDns && peering->accepterDns);
    QVERIFY(writtenAndRead(loaded->design)->design == loaded->design);
}

/// Of AWS's own services only those that an endpoint uses become resources; the others stay in the file.
void DescribeTypesTest::servicesOfAws() {
    const auto loaded = readDescribeText(R"({ "ServiceDetails": [
        { "ServiceId": "vpce-svc-1", "ServiceName": "com.amazonaws.us-east-1.kms", "Owner": "amazon" }, { "ServiceId": "vpce-svc-2", "ServiceName": "com.amazonaws.us-east-1.sqs", "Owner": "amazon" },
        { "ServiceId": "vpce-svc-3", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-3", "Owner": "111122223333" }, { "ServiceName": "com.amazonaws.us-east-1.s3", "Owner": "amazon" }],
      "VpcEndpoints": [{ "VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "ServiceName": "com.amazonaws.us-east-1.kms", "VpcEndpointType": "Interface" }] })",
                                         "f");
    QVERIFY(loaded && loaded->diagnostics.empty());
    QStringList ids;
    loaded->design.topology.forEach<EndpointService>([&](const EndpointService& service) { ids += QString::fromStdString(service.id); });
    QCOMPARE(ids, (QStringList{"vpce-svc-1", "vpce-svc-3"}));
    QCOMPARE(loaded->design.extra.object()["unmodelled"][0]["items"].size(), std::size_t(2));
    QVERIFY(writtenAndRead(loaded->design)->design == loaded->design);
}

void DescribeTypesTest::whatDoesNotFit_data() {
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("expected");
    QTest::newRow("propagations of nobody") << R"({ "TransitGatewayRouteTablePropagations": [{ "TransitGatewayAttachmentId": "a", "State": "enabled" }] })" << "AnswerOfNobody";
    QTest::newRow("targets of nobody") << R"({ "TargetHealthDescriptions": [{ "Target": { "Id": "i-1" } }] })" << "AnswerOfNobody";
    QTest::newRow("routes cut off") << object({transit, R"("TransitGatewayStaticRoutes": [{ "TransitGatewayRouteTableId": "tgw-rtb-1", "AdditionalRoutesAvailable": true, "Routes": [] }])"}) << "IncompleteList";
    QTest::newRow("unknown type") << R"({ "TransitGatewayAttachments": [{ "TransitGatewayAttachmentId": "a", "ResourceType": "moon" }] })" << "ExpectedChoice";
    QTest::newRow("odd shapes") << R"({ "TransitGatewayStaticRoutes": [3, {"Routes": 4}], "LoadBalancerListeners": [5, {"Listeners": {}}], "DhcpOptions": [{"DhcpOptionsId": "d", "DhcpConfigurations": {"Key": 1}}],
        "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "t", "Routes": 3, "Associations": {"a": 1}}], "TargetGroups": [{"TargetGroupArn": "g", "Attributes": 5}], "Listeners": [{"ListenerArn": "l", "DefaultActions": [1, {"ForwardConfig": {"TargetGroups": 3}}]}] })"
                                << "ListNotModelled";
}

void DescribeTypesTest::whatDoesNotFit() {
    QFETCH(QString, input);
    QFETCH(QString, expected);
    const auto loaded = readDescribeText(input.toStdString(), "f");
    QVERIFY2(loaded, loaded ? "" : toEnglish(loaded.error()).c_str());
    QStringList said;
    for (const Diagnostic& each : loaded->diagnostics)
        said += messageName(each.message.id);
    QVERIFY2(said.contains(expected), qPrintable(said.join(' ')));
    const auto again = writtenAndRead(loaded->design);
    QVERIFY(again && again->design == loaded->design);
}

/// Each list holds what AWS puts into it, and nothing is said that AWS has no word for.
void DescribeTypesTest::writtenLikeAws() {
    const auto loaded = readDescribeText(object({transit, R"("VpcBlockPublicAccessOptions": { "AwsAccountId": "111122223333", "AwsRegion": "us-east-1", "InternetGatewayBlockMode": "off" })"}).toStdString(), "f");
    QTemporaryDir folder;
    QVERIFY(!writeDescribe(loaded->design, folder.filePath("out").toStdString()));
    const auto read = [&](const char* name) {
        const auto file = readFile(folder.filePath(QString("out/111122223333/us-east-1/%1.json").arg(name)).toStdString());
        if (!file)
            qFatal("%s was not written", name);
        return *parseJson(*file);
    };
    const Json attachment = read("TransitGatewayAttachments")["TransitGatewayAttachments"][0];
    QCOMPARE(attachment["Association"]["TransitGatewayRouteTableId"], Json("tgw-rtb-1"));
    QVERIFY(!attachment.contains("SubnetIds") && !attachment.contains("Options"));
    const Json vpc = read("TransitGatewayVpcAttachments")["TransitGatewayVpcAttachments"][0];
    QCOMPARE(vpc["VpcId"], Json("vpc-1"));
    QCOMPARE(vpc["Options"]["ApplianceModeSupport"], Json("enable"));
    QVERIFY(!vpc.contains("ResourceId"));
    QVERIFY(!read("TransitGatewayRouteTables")["TransitGatewayRouteTables"][0].contains("Routes"));
    const Json block = read("VpcBlockPublicAccessOptions-vpc-bpa-111122223333-us-east-1")["VpcBlockPublicAccessOptions"];
    QVERIFY(block.is_object() && !block.contains("VpcBlockPublicAccessOptionsId"));
}

WAYLIGHT_TEST(DescribeTypesTest)
#include "tst_describe_types.moc"
