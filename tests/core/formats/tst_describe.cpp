// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/describe/describe.h"
#include "core/formats/describe/files.h"
#include "core/formats/files.h"
#include "core/formats/waylight_file.h"
#include "core/model/effective_routes.h"
#include "tests/support/corpora.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

namespace {

/// A folder of describe output made for one test.
class Folder {
public:
    Folder& with(const QString& name, const QString& text) {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        if (saveFile(path.toStdString(), text.toStdString()))
            qFatal("cannot write %s", qPrintable(path));
        return *this;
    }
    std::string path(const QString& name = {}) const { return m_folder.filePath(name).toStdString(); }
    Result<Loaded> read() const { return readDescribe(m_folder.path().toStdString()); }

private:
    QTemporaryDir m_folder;
};

Design designOf(const QString& text) {
    const auto loaded = readDescribeText(text.toStdString(), "text");
    if (!loaded)
        qFatal("%s", toEnglish(loaded.error()).c_str());
    return loaded->design;
}

QStringList said(const Diagnostics& diagnostics) {
    QStringList out;
    for (const Diagnostic& each : diagnostics)
        out += QString("%1 %2 %3").arg(int(each.severity)).arg(QString::fromStdString(each.pointer), messageName(each.message.id));
    return out;
}

/// The design after writing it and reading that.
Design again(const Design& design) {
    QTemporaryDir folder;
    const std::string path = folder.filePath("out").toStdString();
    if (const auto failed = writeDescribe(design, path))
        qFatal("%s", toEnglish(*failed).c_str());
    const auto loaded = readDescribe(path);
    if (!loaded)
        qFatal("%s", toEnglish(loaded.error()).c_str());
    return loaded->design;
}

template <class T>
const T& the(const Design& design, const char* id) {
    const T* found = design.topology.get<T>(Id(id));
    if (!found)
        qFatal("there is no %s", id);
    return *found;
}

const QString vpc = R"("Vpcs": [{ "VpcId": "vpc-1", "OwnerId": "111122223333", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [
    { "AssociationId": "a1", "CidrBlock": "10.0.0.0/16", "CidrBlockState": { "State": "associated" } },
    { "AssociationId": "a2", "CidrBlock": "10.1.0.0/16", "CidrBlockState": { "State": "disassociated" } }] }])";
const QString subnet = R"("Subnets": [{ "SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1a", "Tags": [{ "Key": "Name", "Value": "app" }, { "Key": "env", "Value": "x" }] }])";

QString object(const QStringList& members) { return "{ " + members.join(", ") + " }"; }

} // namespace

class DescribeTest : public QObject {
    Q_OBJECT

private slots:
    void basics();
    void routes();
    void writtenOutputIsAws();
    void securityGroups();
    void instancesAndInterfaces();
    void sideCalls();
    void policyLayers();
    void iam();
    void whatIsNotModelledIsKept();
    void problems_data();
    void problems();
    void emptyFolderAndBrokenFiles();
    void limits();
    void writingNeedsAnEmptyFolder();
    void namesDoNotLeaveTheFolder();
    void regionNames_data();
    void regionNames();
    void randomDesignsSettle();
    void corpus();
};

void DescribeTest::basics() {
    const Design design = designOf(object({vpc, subnet, R"("InternetGateways": [{ "InternetGatewayId": "igw-1", "Attachments": [{ "VpcId": "vpc-1", "State": "available" }] }])"}));
    const Vpc& network = the<Vpc>(design, "vpc-1");
    QCOMPARE(network.cidrs, std::vector<Cidr>{*Cidr::parse("10.0.0.0/16")});
    QCOMPARE(network.account, std::string("111122223333"));
    QCOMPARE(network.region, std::string("us-east-1")); // from the subnet's zone
    QCOMPARE(network.unknown, (std::vector<std::string>{"enableDnsSupport", "enableDnsHostnames"}));
    QCOMPARE(the<Subnet>(design, "subnet-1").name, std::string("app"));
    QCOMPARE(the<Subnet>(design, "subnet-1").tags, (Tags{{"env", "x"}}));
    QCOMPARE(the<InternetGateway>(design, "igw-1").vpc.id, Id("vpc-1"));
    QVERIFY(design.topology.get<Region>(Id("us-east-1")) && design.topology.get<Account>(Id("111122223333")) && design.topology.get<Internet>(Id("internet")));
    QVERIFY(again(design) == design);
}

void DescribeTest::routes() {
    const QString table = R"("RouteTables": [{ "RouteTableId": "rtb-1", "VpcId": "%1", "Associations": [
        { "Main": true, "RouteTableAssociationId": "as-1", "RouteTableId": "rtb-1" },
        { "Main": false, "RouteTableAssociationId": "as-2", "RouteTableId": "rtb-1", "SubnetId": "subnet-1" },
        { "Main": false, "RouteTableAssociationId": "as-3", "RouteTableId": "rtb-1", "GatewayId": "igw-9" }],
      "Routes": [
        { "DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active" },
        { "DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "Origin": "CreateRoute", "State": "active" },
        { "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "Origin": "CreateRoute", "State": "blackhole" },
        { "DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "Origin": "CreateRoute", "State": "active" },
        { "DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation", "State": "active" },
        { "DestinationCidrBlock": "10.8.0.0/16", "InstanceId": "i-1", "InstanceOwnerId": "1", "NetworkInterfaceId": "eni-1", "Origin": "CreateRoute", "State": "active" }] }])";
    const QString endpoint = R"("VpcEndpoints": [{ "VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "ServiceName": "com.amazonaws.us-east-1.s3", "VpcEndpointType": "Gateway", "State": "available",
        "RouteTableIds": ["rtb-1"], "PolicyDocument": "{\"Statement\":[]}" }])";
    const Design design = designOf(object({vpc, subnet, table.arg("vpc-1"), endpoint}));
    const RouteTable& read = the<RouteTable>(design, "rtb-1");
    QStringList targets;
    for (const Route& route : read.routes)
        targets += QString::fromStdString(route.target.id);
    QCOMPARE(targets, (QStringList{"nat-1", "eigw-1", "vgw-1", "eni-1"}));
    QCOMPARE(read.routes[0].state, RouteState::Blackhole);
    QCOMPARE(read.routes[1].destination->toString(), std::string("::/0"));
    QCOMPARE(read.routes[2].origin, RouteOrigin::Propagated);
    QVERIFY(read.main);
    QCOMPARE(the<Subnet>(design, "subnet-1").routeTable.id, Id("rtb-1"));
    QCOMPARE(effectiveRoutes(design.topology, read).size(), std::size_t(6));
    QCOMPARE(the<VpcEndpoint>(design, "vpce-1").policy.text, std::string("{\"Statement\":[]}"));
    QVERIFY(again(design) == design);

    const Design apart = designOf(object({table.arg("vpc-9")}));
    QCOMPARE(the<RouteTable>(apart, "rtb-1").routes.size(), std::size_t(6)); // neither VPC nor endpoint is there to imply any
    QVERIFY(again(apart) == apart);
}

/// What is written is what AWS shows: implied routes, associations, last entries.
void DescribeTest::writtenOutputIsAws() {
    const Design design = designOf(object({vpc, subnet, R"("RouteTables": [{ "RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [{ "Main": true }, { "SubnetId": "subnet-1" }] }])",
                                           R"("PrefixLists": [{ "PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.us-east-1.s3", "Cidrs": ["52.216.0.0/15"] }])",
                                           R"("VpcEndpoints": [{ "VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-1"] }])",
                                           R"("NetworkAcls": [{ "NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": [{ "RuleNumber": 100, "Protocol": "6", "RuleAction": "allow", "Egress": true, "CidrBlock": "0.0.0.0/0", "PortRange": { "From": 1, "To": 2 } }, { "RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": true, "CidrBlock": "0.0.0.0/0" }], "Associations": [{ "SubnetId": "subnet-1", "NetworkAclId": "acl-1" }] }])"}));
    QCOMPARE(the<NetworkAcl>(design, "acl-1").entries.size(), std::size_t(1));
    QCOMPARE(the<NetworkAcl>(design, "acl-1").entries[0].protocol, Protocol::tcp());
    QTemporaryDir folder;
    QVERIFY(!writeDescribe(design, folder.filePath("out").toStdString()));
    const auto list = [&](const char* name) { return (*parseJson(readFile(folder.filePath(QString("out/111122223333/us-east-1/%1.json").arg(name))).toStdString()))[name][0]; };
    const Json table = list("RouteTables");
    QCOMPARE(table["Routes"][0]["GatewayId"], Json("local"));
    QCOMPARE(table["Routes"][0]["State"], Json("active"));
    QCOMPARE(table["Routes"][0]["Origin"], Json("CreateRouteTable"));
    QCOMPARE(table["Routes"][1]["DestinationPrefixListId"], Json("pl-1"));
    QCOMPARE(table["Routes"][1]["GatewayId"], Json("vpce-1"));
    QCOMPARE(table["Associations"].size(), std::size_t(2));
    const Json acl = list("NetworkAcls");
    QCOMPARE(acl["Entries"].size(), std::size_t(3));
    QCOMPARE(acl["Entries"][0]["Protocol"], Json("6"));
    QCOMPARE(acl["Entries"][2]["RuleNumber"], Json(32767));
    QCOMPARE(list("Vpcs")["CidrBlock"], Json("10.0.0.0/16"));
}

void DescribeTest::securityGroups() {
    const Design design = designOf(R"({ "SecurityGroups": [{ "GroupId": "sg-1", "GroupName": "g", "Description": "d", "VpcId": "vpc-1", "IpPermissions": [
        { "IpProtocol": "tcp", "FromPort": 80, "ToPort": 81, "IpRanges": [{ "CidrIp": "10.0.0.0/8", "Description": "office" }, { "CidrIp": "11.0.0.0/8" }], "Ipv6Ranges": [{ "CidrIpv6": "::/0" }],
          "PrefixListIds": [{ "PrefixListId": "pl-1" }], "UserIdGroupPairs": [{ "GroupId": "sg-2", "UserId": "1" }] },
        { "IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] },
        { "IpProtocol": "-1", "IpRanges": [] }] }] })");
    const SecurityGroup& group = the<SecurityGroup>(design, "sg-1");
    QCOMPARE(group.ingress.size(), std::size_t(6));
    QCOMPARE(group.ingress[0].description, std::string("office"));
    QCOMPARE(group.ingress[1].toPort, std::optional<int>(81));
    QCOMPARE(group.ingress[2].cidr->family(), IpFamily::V6);
    QCOMPARE(group.ingress[3].prefixList.id, Id("pl-1"));
    QCOMPARE(group.ingress[4].group.id, Id("sg-2"));
    QVERIFY(group.ingress[5].protocol.isIcmp() && !group.ingress[5].fromPort);
    QVERIFY(again(design) == design);
}

void DescribeTest::instancesAndInterfaces() {
    const QString instance = R"("Reservations": [{ "OwnerId": "111122223333", "ReservationId": "r-1", "Instances": [{ "InstanceId": "i-1", "State": { "Code": 16, "Name": "running" }, "SubnetId": "subnet-1",
        "Placement": { "AvailabilityZone": "us-east-1a" }, "IamInstanceProfile": { "Arn": "arn:aws:iam::111122223333:instance-profile/p", "Id": "AIPA" },
        "NetworkInterfaces": [{ "NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "Attachment": { "DeviceIndex": 0 }, "Groups": [{ "GroupId": "sg-1", "GroupName": "g" }],
          "PrivateIpAddresses": [{ "PrivateIpAddress": "10.0.1.4", "Primary": true, "Association": { "PublicIp": "198.51.100.7" } }] }] }] }])";
    const Design design = designOf(object({vpc, subnet, instance}));
    QCOMPARE(the<Instance>(design, "i-1").profile.id, Id("arn:aws:iam::111122223333:instance-profile/p"));
    const NetworkInterface& interface = the<NetworkInterface>(design, "eni-1");
    QCOMPARE(interface.instance.id, Id("i-1"));
    QCOMPARE(interface.groups[0].id, Id("sg-1"));
    QCOMPARE(interface.addresses[0].publicIp->toString(), std::string("198.51.100.7"));
    QVERIFY(again(design) == design);

    const Design listed = designOf(object({instance, R"("NetworkInterfaces": [{ "NetworkInterfaceId": "eni-1", "SubnetId": "subnet-2", "Attachment": { "InstanceId": "i-1", "DeviceIndex": 0 } }])"}));
    QCOMPARE(the<NetworkInterface>(listed, "eni-1").subnet.id, Id("subnet-2")); // the list of interfaces goes before
}

void DescribeTest::sideCalls() {
    Folder folder;
    folder.with("111122223333/eu-west-1/v.json", object({vpc}))
        .with("111122223333/eu-west-1/attr.json", R"({ "VpcId": "vpc-1", "EnableDnsSupport": { "Value": false } })")
        .with("111122223333/buckets.json", R"({ "Buckets": [{ "Name": "data" }, { "Name": "data-logs" }, { "Name": "other" }] })")
        .with("111122223333/get-bucket-policy-data-logs.json", R"({ "Policy": "{\"Statement\":[]}" })")
        .with("111122223333/x.json", R"({ "Policy": "{\"Statement\":[{\"Resource\":\"arn:aws:s3:::other/key\"}]}" })")
        .with("111122223333/location-data.json", R"({ "LocationConstraint": null })")
        .with("111122223333/eu-west-1/lists.json", R"({ "PrefixLists": [{ "PrefixListId": "pl-9", "PrefixListName": "mine" }] })")
        .with("111122223333/eu-west-1/pl-9.json", R"({ "Entries": [{ "Cidr": "10.0.0.0/8", "Description": "x" }] })")
        .with("111122223333/eu-west-1/table.json", R"({ "Table": { "TableName": "t", "TableArn": "arn:aws:dynamodb:eu-west-1:111122223333:table/t" } })");
    const auto loaded = folder.read();
    QVERIFY(loaded);
    QVERIFY2(loaded->diagnostics.empty(), qPrintable(said(loaded->diagnostics).join("; ")));
    const Design& design = loaded->design;
    QCOMPARE(the<Vpc>(design, "vpc-1").enableDnsSupport, false);
    QCOMPARE(the<Vpc>(design, "vpc-1").unknown, std::vector<std::string>{"enableDnsHostnames"});
    QCOMPARE(the<Vpc>(design, "vpc-1").region, std::string("eu-west-1"));
    QCOMPARE(the<Bucket>(design, "data").unknown, (std::vector<std::string>{"policy", "restrictPublicBuckets"}));
    QCOMPARE(the<Bucket>(design, "data").region, std::string("us-east-1"));
    QCOMPARE(the<Bucket>(design, "data-logs").policy.text, std::string("{\"Statement\":[]}"));
    QCOMPARE(the<Bucket>(design, "data-logs").unknown, std::vector<std::string>{"restrictPublicBuckets"});
    QCOMPARE(the<Bucket>(design, "other").unknown, std::vector<std::string>{"restrictPublicBuckets"});
    QCOMPARE(the<PrefixList>(design, "pl-9").cidrs.size(), std::size_t(1));
    QCOMPARE(the<DynamoTable>(design, "arn:aws:dynamodb:eu-west-1:111122223333:table/t").name, std::string("t"));
    QVERIFY(again(design) == design);
}

/// What decides on a bucket beside its policy: Block Public Access, ownership, encryption, keys and access points.
void DescribeTest::policyLayers() {
    const std::string keyArn = "arn:aws:kms:us-east-1:111122223333:key/1234";
    Folder folder;
    folder.with("111122223333/buckets.json", R"({ "Buckets": [{ "Name": "data" }] })")
        .with("111122223333/bucket-policy-data.json", R"({ "Policy": "{}" })")
        .with("111122223333/public-access-block-data.json", R"({ "PublicAccessBlockConfiguration": { "BlockPublicAcls": true, "IgnorePublicAcls": false, "BlockPublicPolicy": true, "RestrictPublicBuckets": true } })")
        .with("111122223333/ownership-data.json", R"({ "OwnershipControls": { "Rules": [{ "ObjectOwnership": "ObjectWriter" }] } })")
        .with("111122223333/encryption-data.json", R"({ "ServerSideEncryptionConfiguration": { "Rules": [{ "ApplyServerSideEncryptionByDefault": { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "arn:aws:kms:us-east-1:111122223333:key/1234" }, "BucketKeyEnabled": true }] } })")
        .with("111122223333/s3control.json", R"({ "PublicAccessBlockConfiguration": { "BlockPublicAcls": false, "IgnorePublicAcls": true, "BlockPublicPolicy": false, "RestrictPublicBuckets": false } })")
        .with("111122223333/us-east-1/keys.json", R"({ "Keys": [{ "KeyId": "1234", "KeyArn": "arn:aws:kms:us-east-1:111122223333:key/1234" }] })")
        .with("111122223333/us-east-1/describe-key.json", R"({ "KeyMetadata": { "KeyId": "1234", "Arn": "arn:aws:kms:us-east-1:111122223333:key/1234", "KeyState": "Enabled", "KeyManager": "CUSTOMER", "Enabled": true } })")
        .with("111122223333/us-east-1/aliases.json", R"({ "Aliases": [{ "AliasName": "alias/data", "AliasArn": "arn:aws:kms:us-east-1:111122223333:alias/data", "TargetKeyId": "1234" }] })")
        .with("111122223333/us-east-1/key-policy-1234.json", R"({ "Policy": "{\"Statement\":[]}", "PolicyName": "default" })")
        .with("111122223333/us-east-1/ap.json", R"({ "AccessPointList": [{ "Name": "reports", "NetworkOrigin": "VPC", "VpcConfiguration": { "VpcId": "vpc-1" }, "Bucket": "data", "AccessPointArn": "arn:aws:s3:us-east-1:111122223333:accesspoint/reports" }] })")
        .with("111122223333/us-east-1/get-access-point.json", R"({ "Name": "reports", "Bucket": "data", "AccessPointArn": "arn:aws:s3:us-east-1:111122223333:accesspoint/reports", "PublicAccessBlockConfiguration": { "RestrictPublicBuckets": true } })")
        .with("111122223333/us-east-1/access-point-policy-reports.json", R"({ "Policy": "{}" })");
    const auto loaded = folder.read();
    QVERIFY(loaded);
    const Design& design = loaded->design;
    const Bucket& bucket = the<Bucket>(design, "data");
    QVERIFY(bucket.blockPublicAcls && !bucket.ignorePublicAcls && bucket.blockPublicPolicy && bucket.restrictPublicBuckets);
    QCOMPARE(bucket.ownership, ObjectOwnership::ObjectWriter);
    QCOMPARE(bucket.encryption, BucketEncryption::Kms);
    QCOMPARE(bucket.key.id, keyArn);
    QVERIFY(bucket.unknown.empty());
    const Account& account = the<Account>(design, "111122223333");
    QVERIFY(account.ignorePublicAcls && !account.restrictPublicBuckets);
    const KmsKey& key = the<KmsKey>(design, keyArn.c_str());
    QCOMPARE(key.aliases, std::vector<std::string>{"alias/data"});
    QCOMPARE(key.name, std::string("data"));
    QCOMPARE(key.policy.text, std::string("{\"Statement\":[]}"));
    const AccessPoint& point = the<AccessPoint>(design, "arn:aws:s3:us-east-1:111122223333:accesspoint/reports");
    QCOMPARE(point.accessPointName, std::string("reports"));
    QCOMPARE(point.bucket.id, Id("data"));
    QCOMPARE(point.vpc.id, Id("vpc-1"));
    QVERIFY(point.restrictPublicBuckets);
    QCOMPARE(point.policy.text, std::string("{}"));
    QVERIFY(point.unknown.empty());
    QVERIFY(again(design) == design);
}

void DescribeTest::iam() {
    const Design design = designOf(R"({ "RoleDetailList": [{ "RoleName": "app", "Arn": "arn:aws:iam::111122223333:role/app", "AssumeRolePolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%7D",
        "InstanceProfileList": [{ "Arn": "arn:aws:iam::111122223333:instance-profile/p", "Roles": [] }],
        "RolePolicyList": [{ "PolicyName": "in", "PolicyDocument": { "Statement": [] } }],
        "AttachedManagedPolicies": [{ "PolicyName": "m", "PolicyArn": "arn:aws:iam::111122223333:policy/m" }, { "PolicyName": "gone", "PolicyArn": "arn:aws:iam::aws:policy/gone" }] }],
      "Policies": [{ "PolicyName": "m", "Arn": "arn:aws:iam::111122223333:policy/m", "DefaultVersionId": "v2", "PolicyVersionList": [
        { "VersionId": "v1", "Document": { "Id": "old" } }, { "VersionId": "v2", "IsDefaultVersion": true, "Document": { "Id": "new" } }] }] })");
    const Role& role = the<Role>(design, "arn:aws:iam::111122223333:role/app");
    QCOMPARE(role.account, std::string("111122223333"));
    QCOMPARE(role.region, std::string());
    QCOMPARE(role.trustPolicy.text, std::string("{\"Version\":\"2012-10-17\"}"));
    QCOMPARE(role.policies.size(), std::size_t(3));
    QVERIFY(role.policies[1].document.text.find("new") != std::string::npos);
    QVERIFY(isUnknown(role, "policies")); // one of them is not in the dump
    QCOMPARE(the<InstanceProfile>(design, "arn:aws:iam::111122223333:instance-profile/p").roles[0].id, role.id);
    QVERIFY(again(design) == design);
}

void DescribeTest::whatIsNotModelledIsKept() {
    const auto loaded = readDescribeText(object({vpc, R"("FlowLogs": [{ "FlowLogId": "fl-1", "OwnerId": "111122223333" }])"}).toStdString(), "f");
    QVERIFY(loaded);
    QCOMPARE(said(loaded->diagnostics), QStringList{"0  ListNotModelled"});
    QCOMPARE(loaded->design.extra.object()["unmodelled"][0]["list"], Json("FlowLogs"));
    QVERIFY(again(loaded->design) == loaded->design);
    QVERIFY(again(designOf(object({vpc, R"("X": [{ "XId": "../../x" }])"}))).extra == designOf(object({vpc, R"("X": [{ "XId": "../../x" }])"})).extra);
}

void DescribeTest::problems_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("no id") << R"({ "Vpcs": [{ "CidrBlock": "10.0.0.0/16" }] })" << QStringList{"1 /Vpcs/0 ItemWithoutId"};
    QTest::newRow("not an object") << R"({ "Vpcs": [3] })" << QStringList{"2 /Vpcs/0 ExpectedObject"};
    QTest::newRow("wrong type") << R"({ "Subnets": [{ "SubnetId": "s", "VpcId": 5 }] })" << QStringList{"2 /Subnets/0/VpcId ExpectedText"};
    QTest::newRow("wrong block") << R"({ "Subnets": [{ "SubnetId": "s", "CidrBlock": "x" }] })" << QStringList{"2 /Subnets/0/CidrBlock NotACidr"};
    QTest::newRow("wrong record") << R"({ "RouteTables": [{ "RouteTableId": "r", "Routes": [1] }] })" << QStringList{"2 /RouteTables/0/Routes/0 ExpectedObject"};
    QTest::newRow("twice, agreeing") << R"({ "PrefixLists": [{ "PrefixListId": "p", "Cidrs": [] }, { "PrefixListId": "p", "PrefixListName": "n" }] })" << QStringList{};
    QTest::newRow("twice, differing") << R"({ "Vpcs": [{ "VpcId": "v", "CidrBlock": "10.0.0.0/16" }, { "VpcId": "v", "CidrBlock": "10.1.0.0/16" }] })" << QStringList{"1 /Vpcs/1 RepeatedItem"};
    QTest::newRow("rule without protocol") << R"({ "SecurityGroups": [{ "GroupId": "g", "IpPermissions": [{}] }] })" << QStringList{"2 /SecurityGroups/0/IpPermissions/0 MissingField"};
    QTest::newRow("cut off") << R"({ "Vpcs": [], "NextToken": "abc" })" << QStringList{"1 /NextToken IncompleteList"};
    QTest::newRow("recorded answer") << R"({ "status_code": 200, "data": { "Vpcs": [{}] } })" << QStringList{"1 /data/Vpcs/0 ItemWithoutId"};
    QTest::newRow("several objects") << R"([{ "Vpcs": [] }, { "Subnets": [{}] }])" << QStringList{"1 /1/Subnets/0 ItemWithoutId"};
    QTest::newRow("policy of nobody") << R"({ "Policy": "{}" })" << QStringList{"1 /Policy PolicyOfNobody"};
    QTest::newRow("odd shapes") << R"({ "Reservations": [1, {"Instances": 2}, {"Instances": [{"InstanceId": "i", "NetworkInterfaces": 4, "State": 1, "Tags": [1, {"Key": 2}]}]}], "RouteTables": [{"RouteTableId": "r", "Associations": [1, {"AssociationState": 3}]}] })"
                                << QStringList{};
}

void DescribeTest::problems() {
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    const auto loaded = readDescribeText(text.toStdString(), "f");
    QVERIFY2(loaded, loaded ? "" : toEnglish(loaded.error()).c_str());
    QCOMPARE(said(loaded->diagnostics), expected);
    for (const Diagnostic& each : loaded->diagnostics)
        QCOMPARE(each.file, std::string("f"));
}

void DescribeTest::emptyFolderAndBrokenFiles() {
    Folder empty;
    QCOMPARE(QString(messageName(empty.read().error().message.id)), QString("NoDescribeOutput"));
    QCOMPARE(QString(messageName(readDescribe("/no/such/folder").error().message.id)), QString("NeedsFileOrFolder"));
    Folder folder;
    folder.with("a.json", object({vpc})).with("b.json", "{ \"Vpcs\": [").with("c.json", QString(100, '[') + QString(100, ']')).with("d.json", "{}").with("readme.txt", "hello");
    const auto loaded = folder.read();
    QVERIFY(loaded);
    QCOMPARE(said(loaded->diagnostics), (QStringList{"2  JsonSyntax", "2  JsonTooDeep", "0  NoListInFile"}));
    QCOMPARE(loaded->diagnostics[0].file, folder.path("b.json"));
    QVERIFY(loaded->design.topology.get<Vpc>(Id("vpc-1")));
}

void DescribeTest::limits() {
    Folder folder;
    folder.with("a.json", object({vpc})).with("b.json", object({subnet})).with("x/y/c.json", "{}");
    QFile::link(QString::fromStdString(folder.path("a.json")), QString::fromStdString(folder.path("link.json")));
    const auto diagnostics = [&](const describe::FolderLimits& limits) { return said(describe::collectedFiles(folder.path(), limits).diagnostics); };
    QCOMPARE(diagnostics({}), QStringList{"0  LinkNotFollowed"});
    QCOMPARE(diagnostics({.files = 1}), (QStringList{"1  TooManyFiles", "0  LinkNotFollowed"}));
    QCOMPARE(diagnostics({.bytes = 500}), (QStringList{"0  LinkNotFollowed", "1  FolderTooLarge"}));
    QCOMPARE(diagnostics({.depth = 1}), (QStringList{"0  LinkNotFollowed", "1  FoldersTooDeep"}));
}

void DescribeTest::writingNeedsAnEmptyFolder() {
    Folder folder;
    folder.with("a.json", "{}");
    const auto failed = writeDescribe(designOf(object({vpc})), folder.path());
    QVERIFY(failed);
    QCOMPARE(QString(messageName(failed->message.id)), QString("FolderNotEmpty"));
}

/// Names in a design are a stranger's: nothing may land outside the folder.
void DescribeTest::namesDoNotLeaveTheFolder() {
    Design design;
    Vpc hostile;
    hostile.id = "../../vpc";
    hostile.account = "../..";
    hostile.region = "/etc";
    design.topology.set(Resource(hostile));
    Bucket bucket;
    bucket.id = "../../../bucket";
    design.topology.set(Resource(bucket));
    Folder folder;
    QVERIFY(!writeDescribe(design, folder.path("in/out")));
    QCOMPARE(QDir(QString::fromStdString(folder.path())).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList{"in"});
    QCOMPARE(QDir(QString::fromStdString(folder.path("in"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList{"out"});
}

void DescribeTest::regionNames_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("is");
    for (const char* name : {"us-east-1", "us-gov-west-1", "ap-southeast-2", "eusc-de-east-1", "cn-northwest-1"})
        QTest::newRow(name) << name << true;
    for (const char* name : {"us-east-1a", "aws-demo-1", "east-1", "us-east", "", "-1", "US-EAST-1"})
        QTest::newRow(name) << name << false;
}

void DescribeTest::regionNames() {
    QFETCH(QString, name);
    QFETCH(bool, is);
    QCOMPARE(describe::looksLikeRegion(name.toStdString()), is);
}

/// Once written as describe output, a random design is the same after every further round.
void DescribeTest::randomDesignsSettle() {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const Design once = again(randomDesign(seed));
        QVERIFY2(again(once) == once, qPrintable(QString("seed %1").arg(seed)));
    }
}

/// Every real dump reads without an error and comes back the same from describe output and from our own file.
void DescribeTest::corpus() {
    const QString labs = corpusPath("reachability/labs");
    const QString snapshots = corpusPath("reachability/snapshots");
    const QString dumps = corpusPath("formats/describe");
    if (labs.isEmpty() || snapshots.isEmpty() || dumps.isEmpty())
        QSKIP("the corpora are not on this machine");
    int read = 0;
    int refused = 0;
    std::size_t resources = 0;
    for (const QString& folder : {labs, snapshots, dumps})
        for (const QFileInfo& each : QDir(folder).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
            const std::string path = each.filePath().toStdString();
            const auto loaded = readDescribe(path);
            if (!loaded) {
                QVERIFY2(folder == dumps && each.isFile(), toEnglish(loaded.error()).c_str());
                ++refused; // the list of an inner object only, as the examples in the CLI's help print it
                continue;
            }
            ++read;
            resources += loaded->design.topology.size();
            for (const Diagnostic& diagnostic : loaded->diagnostics)
                QVERIFY2(diagnostic.severity != Severity::Error, toEnglish(diagnostic).c_str());
            const auto ours = readWaylight(writeWaylight(loaded->design), path);
            QVERIFY2(ours && ours->diagnostics.empty() && ours->design == loaded->design, path.c_str());
            if (loaded->design.topology.size() > 0)
                QVERIFY2(again(loaded->design) == loaded->design, path.c_str());
        }
    qInfo("%d dumps read with %zu resources, %d refused", read, resources, refused);
    QVERIFY(read >= 85);
    QCOMPARE(refused, 2);
    QVERIFY(resources > 1000);
}

WAYLIGHT_TEST(DescribeTest)
#include "tst_describe.moc"
