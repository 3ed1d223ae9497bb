// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/cloudformation/read.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

/// Whole templates: what is declared, what is said about it, and what made-up ones may cost.
class CloudformationTemplateTest : public QObject {
    Q_OBJECT

private:
    static Declarations read(const std::string& text, const ReadOptions& options = {}) {
        auto out = declarationsOfTemplate(text, "t.yaml", options);
        if (!out)
            qFatal("%s", toEnglish(out.error()).c_str());
        return std::move(out).value();
    }

    static std::string errorOf(const std::string& text) {
        const auto out = declarationsOfTemplate(text, "t.yaml");
        return out ? std::string() : toEnglish(out.error());
    }

    static int count(const Declarations& declarations, MessageId id) {
        return static_cast<int>(std::count_if(declarations.diagnostics.begin(), declarations.diagnostics.end(), [&](const Diagnostic& d) { return d.message.id == id; }));
    }

    static const Diagnostic& first(const Declarations& declarations, MessageId id) {
        for (const Diagnostic& each : declarations.diagnostics)
            if (each.message.id == id)
                return each;
        qFatal("no %s", messageName(id));
    }

private slots:
    /// The endpoint policy that other YAML readers refuse.
    void policyAsText() {
        const Declarations all = read(R"(
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    DependsOn: Vpc
    DeletionPolicy: Retain
    Metadata: {Waylight: {id: vpce-1}, Note: !Sub "${Vpc}"}
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      PolicyDocument:
        !Sub |
        {
          "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*",
                         "Resource": "arn:${AWS::Partition}:s3:::${AWS::AccountId}-x"}]
        }
Outputs:
  Id: {Value: !GetAtt Endpoint.Id}
)");
        QCOMPARE(all.all.size(), std::size_t(2));
        const Declaration& endpoint = all.all[1];
        QCOMPARE(endpoint.id, Id("Endpoint"));
        QCOMPARE(endpoint.type, std::string("AWS::EC2::VPCEndpoint"));
        QCOMPARE(endpoint.pointer, std::string("/Resources/Endpoint"));
        QVERIFY((endpoint.position == Position{6, 3}));
        QCOMPARE(endpoint.properties["VpcId"], Json("Vpc"));
        QCOMPARE(endpoint.properties["ServiceName"], Json("com.amazonaws.us-east-1.s3"));
        const Json policy = Json::parse(endpoint.properties["PolicyDocument"].get<std::string>());
        QCOMPARE(policy["Statement"][0]["Resource"], Json("arn:aws:s3:::123456789012-x"));
        QCOMPARE(endpoint.attributes.dump(), Json::parse(R"({"DependsOn":"Vpc","DeletionPolicy":"Retain","Metadata":{"Waylight":{"id":"vpce-1"},"Note":{"Fn::Sub":"${Vpc}"}}})").dump());
        QCOMPARE(all.document.dump(), Json::parse(R"({"Outputs":{"Id":{"Value":{"Fn::GetAtt":["Endpoint","Id"]}}}})").dump());
        QCOMPARE(all.region, std::string("us-east-1"));
        QCOMPARE(all.account, std::string("123456789012"));
        QCOMPARE(count(all, MessageId::TemplateRegionAssumed), 1);
        QCOMPARE(count(all, MessageId::TemplateAccountAssumed), 1);
        QVERIFY(!hasErrors(all.diagnostics));
    }

    void regionOfLiterals() {
        const std::string text = "Resources:\n  S: {Type: 'AWS::EC2::Subnet', Properties: {AvailabilityZone: eu-west-1b}}\n  E: {Type: 'AWS::EC2::VPCEndpoint', Properties: {ServiceName: com.amazonaws.eu-west-1.s3, X: !Ref AWS::Region}}\n";
        const Declarations all = read(text);
        QCOMPARE(all.region, std::string("eu-west-1"));
        QCOMPARE(all.all[1].properties["X"], Json("eu-west-1"));
        QCOMPARE(count(all, MessageId::TemplateRegionAssumed), 0);
        QCOMPARE(read(text + "  Z: {Type: 'AWS::EC2::Subnet', Properties: {AvailabilityZone: us-east-2b}}\n").region, std::string("us-east-1"));
        ReadOptions options;
        options.region = "eu-west-2";
        QCOMPARE(read(text, options).region, std::string("eu-west-2"));
        QCOMPARE(read("Resources:\n  S: {Type: 'AWS::EC2::Subnet', Properties: {AvailabilityZone: test-zone-1a}}\n").region, std::string("us-east-1"));
    }

    void jsonTemplate() {
        const Declarations all = read("{\n  \"Resources\": {\n\t\"A\": {\"Type\": \"AWS::EC2::VPC\", \"Properties\": {\"N\": 12345678901234567890}}\n  }\n}");
        QVERIFY((all.all.at(0).position == Position{3, 2}));
        QCOMPARE(all.all[0].properties["N"], Json("12345678901234567890"));
    }

    void secretsStayHidden() {
        const Declarations all = read("Parameters:\n  P: {Type: String, NoEcho: true, Default: hunter2}\n  Q: {Type: String, NoEcho: 'true', Default: hunter2}\nResources:\n  A: {Type: 'AWS::X::Y', Properties: {P: !Ref P, Q: !Sub 'x${Q}'}}\n");
        QVERIFY(all.document.dump().find("hunter2") == std::string::npos);
        QVERIFY(all.all[0].properties.dump().find("hunter2") == std::string::npos);
        QCOMPARE(all.document["Parameters"]["P"]["Default"], Json("****"));
        QCOMPARE(first(all, MessageId::TemplateOpenParameters).message.args, std::vector<std::string>{"P, Q"});
    }

    void conditionsKeepOrDrop() {
        const Declarations all = read("Parameters:\n  Env: {Type: String}\n  On: {Type: String, Default: 'no'}\nConditions:\n  Prod: !Equals [!Ref Env, prod]\n  Off: !Equals [!Ref On, 'yes']\nResources:\n  A: {Type: 'AWS::X::Y', Condition: Prod}\n  B: {Type: 'AWS::X::Y', Condition: Off}\n  C: {Type: 'AWS::X::Y', Properties: {V: !Ref B, W: !If [Off, !Ref B, none]}}\n");
        QCOMPARE(all.all.size(), std::size_t(2));
        QCOMPARE(all.all[0].condition, std::string("Prod"));
        const Diagnostic& note = first(all, MessageId::TemplateOpenCondition);
        QCOMPARE(note.severity, Severity::Note);
        QCOMPARE(toEnglish(note), std::string("t.yaml: /Resources/A: Line 8: `A` exists if the condition `Prod` holds, which cannot be decided without the values of parameters. It was kept."));
        QVERIFY(isUnknownValue(all.all[1].properties["V"]));
        QCOMPARE(all.all[1].properties["W"], Json("none"));
        QCOMPARE(count(all, MessageId::TemplateLeftOutTarget), 1);
        QCOMPARE(first(all, MessageId::TemplateLeftOutTarget).pointer, std::string("/Resources/C"));
        ReadOptions options;
        options.parameters = {{"Env", "dev"}, {"On", "yes"}};
        const Declarations other = read("Parameters:\n  Env: {Type: String}\nConditions:\n  Prod: !Equals [!Ref Env, prod]\nResources:\n  A: {Type: 'AWS::X::Y', Condition: Prod}\n", options);
        QVERIFY(other.all.empty());
        QCOMPARE(count(other, MessageId::TemplateNoSuchParameter), 1);
    }

    void loops() {
        const Declarations all = read(R"(
Transform: AWS::LanguageExtensions
Parameters: {Zones: {Type: CommaDelimitedList, Default: 'a,b-2'}}
Resources:
  Vpc: {Type: 'AWS::EC2::VPC'}
  Fn::ForEach::Subnets:
    - Zone
    - !Ref Zones
    - Subnet&{Zone}:
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: !Ref Vpc
          AvailabilityZone: !Sub us-east-1${Zone}
          Tags: [{Key: Zone, Value: !Ref Zone}, {Key: Peer, Value: !Ref 'Subnet&{Zone}'}]
      Fn::ForEach::Inner:
        - Kind
        - [x, y]
        - Table${Zone}${Kind}:
            Type: AWS::X::Y
            Condition: Has${Kind}
Conditions: {Hasx: !Equals [a, a], Hasy: !Equals [a, b]}
)");
        std::vector<std::string> ids;
        for (const Declaration& each : all.all)
            ids.push_back(each.id);
        QCOMPARE(ids, (std::vector<std::string>{"Vpc", "Subneta", "Tableax", "Subnetb2", "Tableb-2x"}));
        QCOMPARE(all.all[3].properties.dump(), Json::parse(R"({"VpcId":"Vpc","AvailabilityZone":"us-east-1b-2","Tags":[{"Key":"Zone","Value":"b-2"},{"Key":"Peer","Value":"Subnetb2"}]})").dump());
        QVERIFY(all.all[3].position.line == 9);
        QCOMPARE(count(all, MessageId::TemplateTransforms), 0);
        const Declarations open = read("Parameters: {Zones: {Type: CommaDelimitedList}}\nResources:\n  Fn::ForEach::S: [Z, !Ref Zones, {'A${Z}': {Type: 'AWS::X::Y'}}]\n");
        QVERIFY(open.all.empty());
        QCOMPARE(count(open, MessageId::TemplateOpenLoop), 1);
    }

    void whatIsNotExpandedIsSaid() {
        const Declarations all = read(R"(
Transform: [AWS::Serverless-2016-10-31, Mine]
Resources:
  Stack: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ./other.yaml}}
  Api: {Type: 'AWS::Serverless::Api'}
  Fn: {Type: 'AWS::Serverless::Function'}
  Module: {Type: 'My::S3::Bucket::MODULE'}
  One: {Type: 'Custom::Thing', Properties: {V: !ImportValue a-Vpc}}
  Two: {Type: 'AWS::CloudFormation::CustomResource', Properties: {V: !ImportValue a-Vpc, W: !ImportValue b}}
  Bad: just text
  Worse: {Properties: {}}
  Odd: {Type: 'AWS::X::Y', Properties: [1]}
  Empty: {Type: 'AWS::X::Y', Properties: }
)");
        QCOMPARE(all.all.size(), std::size_t(8));
        const auto args = [&](MessageId id) { return first(all, id).message.args; };
        QCOMPARE(args(MessageId::TemplateTransforms), std::vector<std::string>{"AWS::Serverless-2016-10-31, Mine"});
        QCOMPARE(args(MessageId::TemplateNestedStacks), std::vector<std::string>{"Stack"});
        QCOMPARE(args(MessageId::TemplateServerless), std::vector<std::string>{"Api, Fn"});
        QCOMPARE(args(MessageId::TemplateModules), std::vector<std::string>{"Module"});
        QCOMPARE(args(MessageId::TemplateCustomResources), std::vector<std::string>{"One, Two"});
        QCOMPARE(args(MessageId::TemplateImports), std::vector<std::string>{"a-Vpc, b"});
        QCOMPARE(count(all, MessageId::TemplateNoType), 2);
        QCOMPARE(count(all, MessageId::TemplatePropertiesExpected), 1);
        QCOMPARE(first(all, MessageId::TemplateNoType).severity, Severity::Error);
    }

    void refusals() {
        QVERIFY(errorOf("").find("not a CloudFormation template") != std::string::npos);
        QVERIFY(errorOf("just text").find("not a CloudFormation template") != std::string::npos);
        QVERIFY(errorOf("Resources: [a]").find("not a CloudFormation template") != std::string::npos);
        QVERIFY(errorOf("{\"Vpcs\": []}").find("not a CloudFormation template") != std::string::npos);
        QVERIFY(errorOf("{\"Resources\": {}").find("not JSON") != std::string::npos);
        QVERIFY(errorOf("Resources:\n\tA: 1\n").find("not YAML: line 2") != std::string::npos);
    }

    void sniffing_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        QTest::newRow("yaml") << QByteArray("# x\nResources:\n  A: 1\n") << true;
        QTest::newRow("version") << QByteArray("---\r\nAWSTemplateFormatVersion: '2010-09-09'\r\n") << true;
        QTest::newRow("quoted") << QByteArray("\"Resources\" : {}\n") << true;
        QTest::newRow("json") << QByteArray("\xEF\xBB\xBF\n{\"Description\": \"{\\\"\", \"Resources\"\n: {}}") << true;
        QTest::newRow("flow") << QByteArray("{AWSTemplateFormatVersion: 2010-09-09}") << true;
        QTest::newRow("deeper") << QByteArray("{\"a\": {\"Resources\": {}}}") << false;
        QTest::newRow("a value") << QByteArray("{\"a\": \"Resources\"}") << false;
        QTest::newRow("describe") << QByteArray("{\"Vpcs\": []}") << false;
        QTest::newRow("waylight") << QByteArray("{\"waylight\": 1, \"resources\": {}}") << false;
        QTest::newRow("indented") << QByteArray("x:\n  Resources:\n") << false;
        QTest::newRow("list") << QByteArray("[{\"Resources\": {}}]") << false;
        QTest::newRow("nothing") << QByteArray("") << false;
        QTest::newRow("open text") << QByteArray("{\"Resources") << false;
    }

    void sniffing() {
        QFETCH(QByteArray, text);
        QFETCH(bool, is);
        QCOMPARE(looksLikeTemplate(text.toStdString()), is);
    }

    /// Templates made to cost much come to an end, and say so.
    void bombs() {
        std::string doubling = "Resources:\n  R0: {Type: 'A::B::C', Properties: {V: xxxxxxxxxxxxxxxx}}\n";
        for (int i = 1; i < 60; ++i) {
            const std::string before = "R" + std::to_string(i - 1) + ".V";
            doubling += "  R" + std::to_string(i) + ": {Type: 'A::B::C', Properties: {V: !Sub '${" + before + "}${" + before + "}'}}\n";
        }
        const Declarations much = read(doubling);
        QCOMPARE(much.all.size(), std::size_t(60));
        QCOMPARE(much.all[3].properties["V"].get<std::string>().size(), std::size_t(128));
        QCOMPARE(count(much, MessageId::TemplateTooMuch), 1);
        QVERIFY(hasErrors(much.diagnostics));

        std::string copies = "Parameters: {P: {Type: String, Default: '" + std::string(1u << 20, 'x') + "'}}\nResources:\n  R:\n    Type: A::B::C\n    Properties:\n";
        for (int i = 0; i < 5000; ++i)
            copies += "      V" + std::to_string(i) + ": !Ref P\n";
        const Declarations copied = read(copies);
        QCOMPARE(count(copied, MessageId::TemplateTooMuch), 1);
        QVERIFY(copied.all[0].properties["V1"].is_string() && isUnknownValue(copied.all[0].properties["V4999"]));

        std::string chain = "Resources:\n";
        for (int i = 0; i < 3000; ++i)
            chain += "  R" + std::to_string(i) + ": {Type: 'A::B::C', Properties: {V: !GetAtt R" + std::to_string(i + 1) + ".V}}\n";
        QCOMPARE(count(read(chain + "  R3000: {Type: 'A::B::C', Properties: {V: end}}\n"), MessageId::TemplateTooDeep), 1);

        std::string nested = "Resources:\n  A:\n    Type: A::B::C\n    Properties: ";
        std::string end;
        for (int i = 0; i < 30; ++i) {
            nested += "{'Fn::ForEach::L" + std::to_string(i) + "': [X" + std::to_string(i) + ", [a, b, c, d, e, f, g, h, i, j], ";
            end += "]}";
        }
        QCOMPARE(count(read(nested + "{'k': 1}" + end + "\n"), MessageId::TemplateTooMuch), 1);

        const Declarations cycle = read("Conditions:\n  A: !Condition B\n  B: !Not [!Condition A]\nResources:\n  R: {Type: 'A::B::C', Condition: A, Properties: {V: !GetAtt S.W}}\n  S: {Type: 'A::B::C', Properties: {W: !GetAtt R.V}}\n");
        QCOMPARE(cycle.all.size(), std::size_t(2));
        QVERIFY(count(cycle, MessageId::TemplateCycle) >= 2);
        QVERIFY(isUnknownValue(cycle.all[0].properties["V"]));
    }
};

WAYLIGHT_TEST(CloudformationTemplateTest)
#include "tst_cloudformation_template.moc"
