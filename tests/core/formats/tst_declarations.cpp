// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/cloudformation/read.h"
#include "core/formats/declared/declaration.h"
#include "core/formats/exports.h"
#include "core/formats/terraform/read.h"
#include "core/trace/engine.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

/// Declarations become the design that AWS would make of them.
class DeclarationsTest : public QObject {
    Q_OBJECT

    static Loaded fromTemplate(const char* text) {
        auto declared = declarationsOfTemplate(text, "t.yaml");
        if (!declared)
            qFatal("%s", toEnglish(declared.error()).c_str());
        return designOf(*std::move(declared));
    }
    static Loaded fromTerraform(const char* text) {
        auto declared = declarationsOfTerraform(*parseJson(text), "main.tf.json", {});
        if (!declared)
            qFatal("%s", toEnglish(declared.error()).c_str());
        return designOf(*std::move(declared));
    }
    static Loaded fromDeclarations(Dialect dialect, std::vector<Declaration> all) {
        Declarations in;
        in.dialect = dialect;
        in.region = "us-east-1";
        in.account = "111122223333";
        in.all = std::move(all);
        return designOf(std::move(in));
    }
    static Declaration declaration(const char* id, const char* type, const char* properties) {
        Declaration out;
        out.id = id;
        out.type = type;
        out.properties = *parseJson(properties);
        return out;
    }

    static constexpr const char* network = R"(
Resources:
  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name, Value: lab}]}}
  Private: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1a}}
  Table: {Type: 'AWS::EC2::RouteTable', Properties: {VpcId: !Ref Vpc}}
  Association: {Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: {SubnetId: !Ref Private, RouteTableId: !Ref Table}}
  Endpoint: {Type: 'AWS::EC2::VPCEndpoint', Properties: {VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3', RouteTableIds: [!Ref Table]}}
  Group: {Type: 'AWS::EC2::SecurityGroup', Properties: {VpcId: !Ref Vpc, GroupDescription: hosts}}
  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: reader, AssumeRolePolicyDocument: {}, Policies: [{PolicyName: read, PolicyDocument:
    {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}]}}
  Profile: {Type: 'AWS::IAM::InstanceProfile', Properties: {Roles: [!Ref Role]}}
  Host: {Type: 'AWS::EC2::Instance', Properties: {SubnetId: !Ref Private, SecurityGroupIds: [!Ref Group], IamInstanceProfile: !Ref Profile}}
  Bucket: {Type: 'AWS::S3::Bucket', Properties: {BucketName: reports}}
)";

    static Trace ask(const Design& design, const Id& from) {
        Request request;
        request.from = from;
        request.action = "s3:GetObject";
        request.resource = "arn:aws:s3:::reports/a";
        return trace(Network::compile(design.topology), request);
    }

private slots:
    void aTemplateTracesAsItReads() {
        const Loaded loaded = fromTemplate(network);
        const Trace found = ask(loaded.design, "Host");
        QCOMPARE(found.verdict, Verdict::Allowed);
        const bool through = std::any_of(found.hops.begin(), found.hops.end(), [](const Hop& hop) { return hop.resource == "Endpoint"; });
        QVERIFY(through);
    }

    void awsMakesDefaultsWithAVpc() {
        const Topology topology = fromTemplate(network).design.topology;
        QVERIFY(topology.get<RouteTable>(Id("Vpc.MainRouteTable"))->main);
        QVERIFY(topology.get<NetworkAcl>(Id("Vpc.DefaultNetworkAcl"))->isDefault);
        QCOMPARE(topology.get<SecurityGroup>(Id("Vpc.DefaultSecurityGroup"))->groupName, std::string("default"));
        QCOMPARE(topology.get<SecurityGroup>(Id("Group"))->egress.size(), std::size_t(1)); // CloudFormation's own rule
        QCOMPARE(topology.get<Subnet>(Id("Private"))->routeTable.id, Id("Table"));
        QCOMPARE(topology.get<Vpc>(Id("Vpc"))->name, std::string("lab"));
    }

    void aHostHasAnInterfaceWithAnAddressThatIsNotKnown() {
        const Topology topology = fromTemplate(network).design.topology;
        const auto interfaces = interfacesOf(topology, "Host");
        QCOMPARE(interfaces.size(), std::size_t(1));
        QCOMPARE(interfaces.front()->addresses.front().address->toString(), std::string("10.0.1.4"));
        QVERIFY(isUnknown(*interfaces.front(), "privateIpAddresses"));
    }

    /// Whether a private address is local depends on the block; S3 is not local either way.
    void aVpcWithoutAKnownBlockMayReachAnythingPrivate() {
        std::string text = network;
        text.replace(text.find("10.0.0.0/16"), 11, "!Ref Block");
        const Loaded loaded = fromTemplate(("Parameters: {Block: {Type: String}}\n" + text).c_str());
        QCOMPARE(ask(loaded.design, "Host").verdict, Verdict::Allowed);
        Request request;
        request.from = Id("Host");
        request.to = Id("10.0.9.9");
        request.port = 443;
        QCOMPARE(trace(Network::compile(loaded.design.topology), request).verdict, Verdict::Unknown);
    }

    /// A deployment would need them, so the list before writing names them; not what AWS chooses.
    void whatIsNotKnownIsListedBeforeWriting() {
        const Loaded loaded = fromTemplate(R"(
Parameters: {Block: {Type: String}}
Resources:
  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref Block}}
  Address: {Type: 'AWS::EC2::EIP', Properties: {Domain: vpc}}
)");
        for (const ExportFormat format : {ExportFormat::CloudFormationYaml, ExportFormat::Terraform, ExportFormat::CliScript}) {
            QStringList said;
            for (const Diagnostic& each : differencesAfter(loaded.design, format))
                if (each.message.id == MessageId::CannotWriteUnknown)
                    said << QString::fromStdString(toEnglish(each.message));
            QCOMPARE(said, QStringList("Not known of `Vpc`, so not written: IPv4 CIDR blocks."));
        }
    }

    void unknownPolicyIsUnknown() {
        const Loaded loaded = fromTemplate((std::string(network) + R"(
  Policy: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !Ref Bucket, PolicyDocument: {Statement: [{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition:
    {StringNotEquals: {'aws:SourceVpce': !ImportValue elsewhere}}}]}}}
)").c_str());
        QVERIFY(isUnknown(*loaded.design.topology.get<Bucket>(Id("Bucket")), "policy"));
        QCOMPARE(ask(loaded.design, "Host").verdict, Verdict::Unknown);
    }

    void whatIsNotModelledIsKeptAndSaid() {
        const Loaded loaded = fromTemplate((std::string(network) + "  Log: {Type: 'AWS::EC2::FlowLog', Properties: {ResourceId: !Ref Vpc, ResourceType: VPC}}\n").c_str());
        QVERIFY(loaded.design.extra.object()["unmodelled"]["cloudformation"].contains("Log"));
        const bool said = std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(), [](const Diagnostic& each) { return toEnglish(each).find("AWS::EC2::FlowLog") != std::string::npos; });
        QVERIFY(said);
    }

    void unknownTableOfTheEndpointMakesTheAnswerUnknown() {
        std::string text = network;
        const std::string known = "RouteTableIds: [!Ref Table]";
        text.replace(text.find(known), known.size(), "RouteTableIds: !Split [',', !ImportValue tables]");
        const Trace found = ask(fromTemplate(text.c_str()).design, "Host");
        QCOMPARE(found.verdict, Verdict::Unknown);
    }

    void unknownRulesMakeTheAnswerUnknown() {
        std::string text = network;
        const std::string plain = "GroupDescription: hosts";
        text.replace(text.find(plain), plain.size(), "GroupDescription: hosts, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: !ImportValue list}]");
        QCOMPARE(ask(fromTemplate(text.c_str()).design, "Host").verdict, Verdict::Unknown);
    }

    void terraformRemovesTheRuleThatLetsEverythingOut() {
        const Loaded loaded = fromTerraform(R"({"resource": {
            "aws_vpc": {"main": {"cidr_block": "10.0.0.0/16"}},
            "aws_security_group": {"hosts": {"vpc_id": "${aws_vpc.main.id}", "ingress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"], "self": true}]}}}})");
        const auto* group = loaded.design.topology.get<SecurityGroup>(Id("aws_security_group.hosts"));
        QVERIFY(group);
        QCOMPARE(group->ingress.size(), std::size_t(3)); // two blocks and itself
        QVERIFY(group->egress.empty());
    }

    /// A plan does not know yet what nobody configured; what AWS documents as its default is no secret.
    void whatAPlanLeavesToADefaultIsThatDefault() {
        const Loaded loaded = fromTerraform(R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [
              {"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g", "provider_name": "registry.terraform.io/hashicorp/aws", "values": {"description": "d"}}]}},
            "resource_changes": [{"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g", "provider_name": "registry.terraform.io/hashicorp/aws",
              "change": {"actions": ["create"], "before": null, "after": {"description": "d"}, "after_unknown": {"id": true, "ingress": true, "egress": true, "name": true, "vpc_id": true}}}],
            "configuration": {"root_module": {"resources": [{"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g",
              "expressions": {"vpc_id": {"references": ["var.vpc"]}, "ingress": {"references": ["var.rules"]}}}]}}})");
        const auto* group = loaded.design.topology.get<SecurityGroup>(Id("aws_security_group.g"));
        QVERIFY(group);
        QVERIFY(isUnknown(*group, "ingress")); // configured, by something that is not known
        QVERIFY(!isUnknown(*group, "egress"));
    }

    void inlineAndSeparateRoutesAreOnce() {
        const Loaded loaded = fromDeclarations(Dialect::Terraform, {
            declaration("rtb-1", "aws_route_table", R"({"vpc_id": "vpc-1", "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1", "nat_gateway_id": ""}]})"),
            declaration("vpc-1", "aws_vpc", R"({"cidr_block": "10.0.0.0/16"})"),
            declaration("r", "aws_route", R"({"route_table_id": "rtb-1", "destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"})"),
            declaration("l", "aws_route", R"({"route_table_id": "rtb-1", "destination_cidr_block": "10.0.0.0/16", "gateway_id": "local"})")});
        QCOMPARE(loaded.design.topology.get<RouteTable>(Id("rtb-1"))->routes.size(), std::size_t(1));
    }

    void aPartOfWhatIsElsewhereIsSaid() {
        const Loaded loaded = fromDeclarations(Dialect::CloudFormation, {declaration("Rule", "AWS::EC2::Route", R"({"RouteTableId": "rtb-0123", "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"})")});
        QCOMPARE(loaded.diagnostics.size(), std::size_t(1));
        QVERIFY(toEnglish(loaded.diagnostics.front()).find("rtb-0123") != std::string::npos);
    }

    void wrongValuesCostTheirFieldOnly() {
        const Loaded loaded = fromDeclarations(Dialect::CloudFormation, {declaration("Vpc", "AWS::EC2::VPC", R"({"CidrBlock": "nonsense", "EnableDnsSupport": "maybe", "EnableDnsHostnames": "true"})")});
        const auto* vpc = loaded.design.topology.get<Vpc>(Id("Vpc"));
        QVERIFY(vpc && vpc->cidrs.empty() && vpc->enableDnsHostnames);
        QVERIFY(isUnknown(*vpc, "enableDnsSupport"));
        QVERIFY(!hasErrors(loaded.diagnostics));
    }
};

WAYLIGHT_TEST(DeclarationsTest)
#include "tst_declarations.moc"
