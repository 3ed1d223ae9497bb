// SPDX-License-Identifier: MIT
#include "core/formats/waylight_file.h"
#include "core/model/validation.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

class ValidationTest : public QObject {
    Q_OBJECT

private slots:
    void findings_data() {
        QTest::addColumn<QString>("resources");
        QTest::addColumn<QString>("expected");
        const QString vpc = R"("vpcs": [{ "id": "v", "cidrBlocks": ["10.0.0.0/16"], "ipv6CidrBlocks": ["2001:db8::/56"] }, { "id": "w", "cidrBlocks": ["10.0.0.0/16"] }], )";
        QTest::newRow("sound") << vpc + R"("subnets": [{ "id": "a", "vpcId": "v", "cidrBlock": "10.0.1.0/24" }, { "id": "b", "vpcId": "w", "cidrBlock": "10.0.1.0/24" }])" << "";
        QTest::newRow("dangling") << R"("subnets": [{ "id": "a", "vpcId": "gone" }])" << "1 /resources/subnets/a/vpcId DanglingReference";
        QTest::newRow("dangling in a list") << vpc + R"("routeTables": [{ "id": "r/1", "vpcId": "v", "routes": [{ "target": "local" }, { "target": "igw-gone" }] }])"
                                            << "1 /resources/routeTables/r~11/routes/1/target DanglingReference";
        QTest::newRow("blackhole may dangle") << vpc + R"("routeTables": [{ "id": "r", "vpcId": "v", "routes": [{ "target": "igw-gone", "state": "blackhole" }] }])" << "";
        QTest::newRow("not modelled") << vpc + R"("routeTables": [{ "id": "r", "vpcId": "v", "routes": [{ "target": "tgw-1" }, { "target": "pcx-1" }] }])" << "";
        const QString transit = R"("transitGateways": [{ "id": "tgw-1" }], )";
        QTest::newRow("gone though modelled") << vpc + transit + R"("routeTables": [{ "id": "r", "vpcId": "v", "routes": [{ "target": "tgw-gone" }, { "target": "tgw-1" }] }])" << "1 /resources/routeTables/r/routes/0/target DanglingReference";
        QTest::newRow("peer of another account") << vpc + R"("vpcPeerings": [{ "id": "pcx-1", "requesterVpcId": "v", "accepterVpcId": "vpc-far" }])" << "";
        QTest::newRow("attachment of another account") << transit + R"("transitGatewayAttachments": [{ "id": "a", "transitGatewayId": "tgw-1", "resourceId": "vpc-far", "subnetIds": ["subnet-far"] }])" << "";
        QTest::newRow("own attachment") << vpc + transit + R"("transitGatewayAttachments": [{ "id": "a", "transitGatewayId": "tgw-1", "resourceId": "v", "subnetIds": ["subnet-gone"] }])"
                                        << "1 /resources/transitGatewayAttachments/a/subnetIds/0 DanglingReference";
        QTest::newRow("deleted") << R"("vpnConnections": [{ "id": "vpn-1", "customerGatewayId": "cgw-gone", "state": "deleted" }, { "id": "vpn-2", "customerGatewayId": "cgw-gone" }])"
                                 << "1 /resources/vpnConnections/vpn-2/customerGatewayId DanglingReference";
        QTest::newRow("transit blackhole") << transit + R"("transitGatewayRouteTables": [{ "id": "t", "transitGatewayId": "tgw-1", "routes": [{ "attachmentId": "gone", "state": "blackhole" }, { "attachmentId": "gone" }] }])"
                                           << "1 /resources/transitGatewayRouteTables/t/routes/1/attachmentId DanglingReference";
        QTest::newRow("DHCP options not collected") << R"("vpcs": [{ "id": "v", "dhcpOptionsId": "dopt-1" }])" << "";
        QTest::newRow("DHCP options gone") << R"("vpcs": [{ "id": "v", "dhcpOptionsId": "dopt-1" }], "dhcpOptions": [{ "id": "dopt-2" }])" << "1 /resources/vpcs/v/dhcpOptionsId DanglingReference";
        QTest::newRow("group of a peered VPC") << vpc + R"("securityGroups": [{ "id": "s", "vpcId": "v", "account": "111122223333", "ingress": [{ "protocol": "all", "groupId": "sg-far", "aws": { "UserId": "444455556666" } }, { "protocol": "all", "groupId": "sg-gone", "aws": { "UserId": "111122223333" } }] }])"
                                               << "1 /resources/securityGroups/s/ingress/1/groupId DanglingReference";
        QTest::newRow("targets are addresses") << R"("targetGroups": [{ "id": "g", "targets": [{ "id": "10.9.9.9" }, { "id": "i-far" }] }])" << "";
        QTest::newRow("another kind") << R"("subnets": [{ "id": "a", "vpcId": "r" }], "roles": [{ "id": "r" }])" << "2 /resources/subnets/a/vpcId WrongKindReference";
        QTest::newRow("outside the VPC") << vpc + R"("subnets": [{ "id": "a", "vpcId": "v", "cidrBlock": "10.1.0.0/24" }])" << "2 /resources/subnets/a/cidrBlock BlockOutsideVpc";
        QTest::newRow("the VPC's blocks are not known") << R"("vpcs": [{ "id": "v", "unknown": ["cidrBlocks"] }], "subnets": [{ "id": "a", "vpcId": "v", "cidrBlock": "10.1.0.0/24" }])" << "";
        QTest::newRow("IPv6 outside") << vpc + R"("subnets": [{ "id": "a", "vpcId": "v", "ipv6CidrBlock": "2001:db9::/64" }])" << "2 /resources/subnets/a/ipv6CidrBlock BlockOutsideVpc";
        QTest::newRow("overlap") << vpc + R"("subnets": [{ "id": "a", "vpcId": "v", "cidrBlock": "10.0.0.0/20" }, { "id": "c", "vpcId": "v", "cidrBlock": "10.0.128.0/24" }, { "id": "b", "vpcId": "v", "cidrBlock": "10.0.15.0/24" }])"
                                 << "2 /resources/subnets/b/cidrBlock SubnetsOverlap";
        QTest::newRow("too large") << R"("vpcs": [{ "id": "v", "cidrBlocks": ["10.0.0.0/16", "10.0.0.0/8"] }])" << "2 /resources/vpcs/v/cidrBlocks/1 PrefixOutOfRange";
        QTest::newRow("too small") << vpc + R"("subnets": [{ "id": "a", "vpcId": "v", "cidrBlock": "10.0.0.0/29" }])" << "2 /resources/subnets/a/cidrBlock PrefixOutOfRange";
        QTest::newRow("two main tables") << vpc + R"("routeTables": [{ "id": "r", "vpcId": "v", "main": true }, { "id": "s", "vpcId": "v", "main": true }, { "id": "t", "vpcId": "w", "main": true }])"
                                         << "2 /resources/routeTables/s/main TwoMainTables";
        const QString subnet = vpc + R"("subnets": [{ "id": "a", "vpcId": "v", "cidrBlock": "10.0.1.0/24" }], )";
        QTest::newRow("address outside") << subnet + R"("networkInterfaces": [{ "id": "e", "subnetId": "a", "privateIpAddresses": [{ "privateIpAddress": "10.0.1.4" }, { "privateIpAddress": "10.0.2.4" }] }])"
                                         << "2 /resources/networkInterfaces/e/privateIpAddresses/1/privateIpAddress AddressOutsideSubnet";
        QTest::newRow("IPv6 address outside") << subnet + R"("networkInterfaces": [{ "id": "e", "subnetId": "a", "ipv6Addresses": ["2001:db8::1"] }])"
                                              << "2 /resources/networkInterfaces/e/ipv6Addresses/0 AddressOutsideSubnet";
        QTest::newRow("NAT address outside") << subnet + R"("natGateways": [{ "id": "n", "subnetId": "a", "natGatewayAddresses": [{ "privateIp": "10.9.9.9" }] }])"
                                             << "2 /resources/natGateways/n/natGatewayAddresses/0/privateIp AddressOutsideSubnet";
    }
    void findings() {
        QFETCH(QString, resources);
        QFETCH(QString, expected);
        const auto loaded = readWaylight((R"({ "waylight": 1, "resources": { )" + resources + " } }").toStdString(), "f");
        QVERIFY(loaded);
        QVERIFY2(loaded->diagnostics.empty(), loaded->diagnostics.empty() ? "" : toEnglish(loaded->diagnostics[0]).c_str());
        QStringList said;
        for (const Diagnostic& each : validate(loaded->design.topology))
            said += QString("%1 %2 %3").arg(int(each.severity)).arg(QString::fromStdString(each.pointer), messageName(each.message.id));
        QCOMPARE(said.join("; "), expected);
    }

    void randomDesignsAreSound() {
        for (unsigned seed = 0; seed < 50; ++seed)
            for (const Diagnostic& each : validate(randomDesign(seed).topology))
                QVERIFY2(false, qPrintable(QString("seed %1: %2").arg(seed).arg(QString::fromStdString(toEnglish(each)))));
    }
};

WAYLIGHT_TEST(ValidationTest)
#include "tst_validation.moc"
