// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/read.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

/// What the expressions of the table may name.
const char* const surroundings = R"(
Transform: AWS::LanguageExtensions
Parameters:
  Name: {Type: String, Default: web}
  Empty: {Type: String, Default: ''}
  Open: {Type: String}
  Port: {Type: Number, Default: 443}
  Zip: {Type: String, Default: 0123}
  List: {Type: CommaDelimitedList, Default: "a, b ,c"}
  Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
  Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /aws/image}
  Secret: {Type: String, NoEcho: true, Default: hunter2}
Mappings:
  Sizes:
    us-east-1: {Block: 10.0.0.0/16, Blocks: [10.0.0.0/24, 10.0.1.0/24]}
    '443': {Block: 10.9.0.0/16}
Conditions:
  Yes: !Equals [!Ref Name, web]
  No: !Not [!Condition Yes]
  Maybe: !Equals [!Ref Open, x]
Resources:
  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.1.0.0/16}}
  OpenVpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref Open}}
  Subnet: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vpc, AvailabilityZone: !Select [0, !GetAZs '']}}
  Group: {Type: 'AWS::EC2::SecurityGroup'}
  Ip: {Type: 'AWS::EC2::EIP'}
  Nat: {Type: 'AWS::EC2::NatGateway'}
  Bucket: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '${Name}-data'}}
  Nameless: {Type: 'AWS::S3::Bucket'}
  HalfNamed: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '${Open}-data'}}
  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: admin, Path: /team/}}
  Policy: {Type: 'AWS::IAM::ManagedPolicy', Properties: {ManagedPolicyName: p}}
  Table: {Type: 'AWS::DynamoDB::Table', Properties: {TableName: orders}}
  Function: {Type: 'AWS::Lambda::Function'}
  Queue: {Type: 'AWS::SQS::Queue'}
  Store: {Type: 'AWS::SecretsManager::Secret'}
  Custom: {Type: 'Custom::Thing', Properties: {Value: 1}}
  Stack: {Type: 'AWS::CloudFormation::Stack'}
  Gone: {Type: 'AWS::EC2::VPC', Condition: No}
  Loop: {Type: 'AWS::EC2::Subnet', Properties: {CidrBlock: !GetAtt Loop.CidrBlock}}
  SelfNamed: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref SelfNamed}}
  T:
    Type: AWS::X::Y
    Properties:
      V: )";

} // namespace

/// What each intrinsic function gives, by table.
class CloudformationFunctionsTest : public QObject {
    Q_OBJECT

private:
    static void row(const char* expression, const char* json) { QTest::newRow(expression) << QByteArray(expression) << QByteArray(json); }
    /// An unknown value with this text.
    static void open(const char* expression, const char* text) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray::fromStdString(unknownValue(text).dump());
    }
    static void nothing(const char* expression) { QTest::newRow(expression) << QByteArray(expression) << QByteArray(); }

    static Declarations read(const QByteArray& expression, const ReadOptions& options = {}) {
        QByteArray indented = expression;
        indented.replace("\n", "\n      ");
        auto out = declarationsOfTemplate(surroundings + indented.toStdString(), "f", options);
        if (!out)
            qFatal("%s", toEnglish(out.error()).c_str());
        return std::move(out).value();
    }

    static Json valueOf(const Declarations& declarations) {
        for (const Declaration& each : declarations.all)
            if (each.id == Id("T"))
                return each.properties.contains("V") ? each.properties["V"] : Json(Json::value_t::discarded);
        return {};
    }

private slots:
    void values_data() {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QByteArray>("expected");

        row("!Ref Name", R"("web")");
        row("{Ref: Name}", R"("web")");
        row("!Ref Port", "443");
        row("!Ref Zip", R"("0123")");
        row("!Ref List", R"(["a","b","c"])");
        open("!Ref Open", "${Open}");
        open("!Ref Subnets", "${Subnets}");
        open("!Ref Image", "${Image}");
        open("!Ref Secret", "${Secret}");
        open("!Ref Nothing", "${Nothing}");
        row("!Ref AWS::Region", R"("us-east-1")");
        row("!Ref AWS::AccountId", R"("123456789012")");
        row("!Ref AWS::Partition", R"("aws")");
        row("!Ref AWS::URLSuffix", R"("amazonaws.com")");
        open("!Ref AWS::StackName", "${AWS::StackName}");
        nothing("!Ref AWS::NoValue");
        nothing("null");
        row("[a, !Ref AWS::NoValue, b]", R"(["a","b"])");
        row("{a: !Ref AWS::NoValue, b: 1}", R"({"b":1})");
        row("{Ref: Name, Other: 1}", R"({"Ref":"Name","Other":1})");

        row("!Ref Vpc", R"("Vpc")");
        row("!Ref Ip", R"("Ip")");
        row("!Ref Bucket", R"("web-data")");
        row("!Ref Nameless", R"("Nameless")");
        row("!Ref HalfNamed", R"("HalfNamed")");
        row("!Ref SelfNamed", R"("SelfNamed")");
        row("!Ref Role", R"("admin")");
        row("!Ref Policy", R"("arn:aws:iam::123456789012:policy/p")");
        row("!Ref Queue", "\"https://sqs.us-east-1.amazonaws.com/123456789012/Queue\"");
        open("!Ref Store", "arn:aws:secretsmanager:us-east-1:123456789012:secret:Store-${Store}");
        open("!Ref Custom", "${Custom}");
        open("!Ref Stack", "${Stack}");
        open("!Ref Gone", "${Gone}");

        row("!GetAtt Vpc.VpcId", R"("Vpc")");
        row("!GetAtt [Vpc, VpcId]", R"("Vpc")");
        row("!GetAtt Vpc.CidrBlock", R"("10.1.0.0/16")");
        row("!GetAtt Vpc.DefaultSecurityGroup", R"("Vpc.DefaultSecurityGroup")");
        row("!GetAtt Vpc.DefaultNetworkAcl", R"("Vpc.DefaultNetworkAcl")");
        open("!GetAtt Vpc.Ipv6CidrBlocks", "${Vpc.Ipv6CidrBlocks}");
        row("!GetAtt Subnet.SubnetId", R"("Subnet")");
        row("!GetAtt Subnet.VpcId", R"("Vpc")");
        row("!GetAtt Subnet.AvailabilityZone", R"("us-east-1a")");
        row("!GetAtt Group.GroupId", R"("Group")");
        row("!GetAtt Group.Id", R"("Group")");
        row("!GetAtt Ip.AllocationId", R"("Ip")");
        row("!GetAtt Nat.NatGatewayId", R"("Nat")");
        open("!GetAtt Nat.RouteTableId", "${Nat.RouteTableId}");
        row("!GetAtt Bucket.Arn", R"("arn:aws:s3:::web-data")");
        row("!GetAtt Nameless.Arn", R"("arn:aws:s3:::Nameless")");
        row("!GetAtt Role.Arn", R"("arn:aws:iam::123456789012:role/team/admin")");
        row("!GetAtt Table.Arn", R"("arn:aws:dynamodb:us-east-1:123456789012:table/orders")");
        row("!GetAtt Function.Arn", R"("arn:aws:lambda:us-east-1:123456789012:function:Function")");
        open("!GetAtt Custom.Value", "${Custom.Value}");
        open("!GetAtt Stack.Outputs.VpcId", "${Stack.Outputs.VpcId}");
        open("!GetAtt Nothing.Arn", "${Nothing.Arn}");
        open("!GetAtt Loop.CidrBlock", "${Loop.CidrBlock}");
        row("{'Fn::GetAtt': [Role, Arn]}", R"("arn:aws:iam::123456789012:role/team/admin")");

        row("!Sub 'x'", R"("x")");
        row("!Sub '${Name}-${AWS::Region}-${Port}'", R"("web-us-east-1-443")");
        row("!Sub '${Vpc}/${Vpc.CidrBlock}/${Bucket.Arn}'", R"("Vpc/10.1.0.0/16/arn:aws:s3:::web-data")");
        row("!Sub '${!Name} ${ Name }'", R"("${Name} web")");
        row("!Sub ['${A}${B}${Name}', {A: 1, B: !Ref Port, Name: own}]", R"("1443own")");
        row("!Sub ['${A}', {A: !Join ['-', [!Ref Name, !Sub '${Port}']]}]", R"("web-443")");
        row("!Sub '${unclosed'", "\"${unclosed\"");
        row("!Sub 'cost ${VAR:-x} $ {Name}'", R"("cost ${VAR:-x} $ {Name}")");
        open("!Sub 'arn:aws:s3:::${Open}/*'", "arn:aws:s3:::${Open}/*");
        open("!Sub '${AWS::StackName}-vpc'", "${AWS::StackName}-vpc");
        open("!Sub '${Nothing}'", "${Nothing}");
        open("!Sub ['${A}/', {A: !ImportValue x}]", "${Fn::ImportValue x}/");
        row("!Sub |\n  {\"Resource\": \"${Bucket.Arn}/*\"}", "\"{\\\"Resource\\\": \\\"arn:aws:s3:::web-data/*\\\"}\"");
        open("'{{resolve:ssm:/a/b}}'", "${resolve:ssm:/a/b}");
        open("!Sub 'x-{{resolve:ssm:${Name}}}-y'", "x-${resolve:ssm:web}-y");

        row("!Join ['-', [a, !Ref Name, 1, true]]", R"("a-web-1-true")");
        row("!Join [',', !Ref List]", R"("a,b,c")");
        row("!Join ['', []]", R"("")");
        row("!Join ['', [a, !Ref AWS::NoValue, b]]", R"("ab")");
        open("!Join ['.', [com, !Ref Open, s3]]", "com.${Open}.s3");
        open("!Join ['.', !Ref Subnets]", "${Subnets}");
        open("!Join ['.', a, b]", "");
        row("{'Fn::Join': ['', [com.amazonaws., {Ref: 'AWS::Region'}, .s3]]}", R"("com.amazonaws.us-east-1.s3")");

        row("!Select [1, [a, b]]", R"("b")");
        row("!Select ['0', !Ref List]", R"("a")");
        row("!Select [!Ref AWS::NoValue, [a]]", R"({"$unknown":""})");
        open("!Select [2, [a, b]]", "");
        open("!Select [1, !Ref Subnets]", "${Subnets[1]}");
        open("!Select [!Ref Open, [a]]", "${Fn::Select}");
        open("!Select [0, [!Ref Open, b]]", "${Open}");
        row("!Select [4, !GetAZs '']", R"("us-east-1e")");
        open("!Select [6, !GetAZs '']", "");

        row("!Split [',', 'a,b,,c']", R"(["a","b","","c"])");
        row("!Select [5, !Split [':', !GetAtt Bucket.Arn]]", R"("web-data")");
        open("!Split [',', !Ref Open]", "${Open}");
        open("!Split [',', !ImportValue x]", "${Fn::ImportValue x}");
        open("!Split [',', !Sub 'a,${Open}']", "${Fn::Split}");
        open("!Select [1, !Split [',', !Ref Open]]", "${Open[1]}");
        open("!Split ['', 'abc']", "");

        row("!If [Yes, a, b]", R"("a")");
        row("!If [No, a, [b]]", R"(["b"])");
        nothing("!If [No, a, !Ref AWS::NoValue]");
        open("!If [Maybe, a, b]", "${Fn::If Maybe}");
        row("!If [Maybe, !Ref Name, web]", R"("web")");
        open("!If [Nowhere, a, b]", "${Fn::If Nowhere}");
        row("[{a: !If [Yes, 1, 2]}, !If [No, x, !Ref AWS::NoValue]]", R"([{"a":1}])");

        row("!FindInMap [Sizes, !Ref AWS::Region, Block]", R"("10.0.0.0/16")");
        row("!FindInMap [Sizes, !Ref Port, Block]", R"("10.9.0.0/16")");
        row("!FindInMap [Sizes, us-east-1, Blocks]", R"(["10.0.0.0/24","10.0.1.0/24"])");
        row("!FindInMap [Sizes, x, Block, {DefaultValue: !Ref Name}]", R"("web")");
        open("!FindInMap [Sizes, x, Block]", "");
        open("!FindInMap [Sizes, !Ref Open, Block]", "${Fn::FindInMap Sizes}");

        row("!Cidr [10.0.0.0/16, 3, 8]", R"(["10.0.0.0/24","10.0.1.0/24","10.0.2.0/24"])");
        row("!Cidr [!GetAtt Vpc.CidrBlock, '2', '4']", R"(["10.1.0.0/28","10.1.0.16/28"])");
        row("!Cidr [255.255.255.0/24, 2, 7]", R"(["255.255.255.0/25","255.255.255.128/25"])");
        row("!Select [255, !Cidr ['10.0.0.0/8', 256, 16]]", R"("10.255.0.0/16")");
        row("!Cidr ['2001:db8:1234:1a00::/56', 2, 64]", R"(["2001:db8:1234:1a00::/64","2001:db8:1234:1a01::/64"])");
        row("!Cidr ['2001:db8::/32', 2, 72]", R"(["2001:db8::/56","2001:db8:0:100::/56"])");
        open("!Select [2, !Cidr ['2001:db8:0:1::/64', 3, 63]]", "${Fn::Select}");
        row("!Cidr ['2001:db8:0:1::/64', 2, 63]", R"(["2001:db8:0:1::/65","2001:db8:0:1:8000::/65"])");
        open("!Cidr [10.0.0.0/24, 3, 7]", "");
        open("!Cidr [10.0.0.0/16, 0, 8]", "");
        open("!Cidr [10.0.0.0/16, 257, 4]", "");
        open("!Cidr [10.0.0.0/16, 1, 33]", "");
        open("!Cidr [nonsense, 1, 8]", "");
        open("!Cidr [!Ref Open, 3, 8]", "${Fn::Cidr Open}");
        open("!Select [2, !Cidr [!GetAtt OpenVpc.CidrBlock, 3, 8]]", "${Fn::Cidr Open[2]}");

        row("!GetAZs ''", R"(["us-east-1a","us-east-1b","us-east-1c"])");
        row("!GetAZs eu-west-1", R"(["eu-west-1a","eu-west-1b","eu-west-1c"])");
        row("{'Fn::GetAZs': {Ref: 'AWS::Region'}}", R"(["us-east-1a","us-east-1b","us-east-1c"])");
        open("!GetAZs {Ref: Open}", "${Fn::GetAZs}");
        open("!ImportValue net-VpcId", "${Fn::ImportValue net-VpcId}");
        open("!ImportValue {'Fn::Sub': '${Open}-VpcId'}", "${Fn::ImportValue ${Open}-VpcId}");
        row("!Base64 abc", R"("YWJj")");
        row("!Base64 ab", R"("YWI=")");
        row("{'Fn::Base64': !Sub '${Port}x'}", R"("NDQzeA==")");
        open("!Base64 {Ref: Open}", "${Fn::Base64}");
        row("!Length [a, !Ref Open]", "2");
        open("!Length {Ref: Subnets}", "${Fn::Length}");
        row("!ToJsonString {a: !Ref Name, b: [1, true]}", "\"{\\\"a\\\":\\\"web\\\",\\\"b\\\":[1,true]}\"");
        open("!ToJsonString {a: !Sub '${Open}/*'}", "{\"a\":\"${Open}/*\"}");
        open("{'Fn::Transform': {Name: 'AWS::Include'}}", "${Fn::Transform AWS::Include}");
        open("!Rain::Module x", "${!Rain::Module}");
        open("{'Fn::Unheard': x}", "${Fn::Unheard}");
        row("{'Fn::ForEach::X': [A, [k, l], {'${A}1': !Ref A, '${A}2': 'v-${A}'}], m: 0}", R"({"k1":"k","k2":"v-k","l1":"l","l2":"v-l","m":0})");
    }

    void values() {
        QFETCH(QByteArray, expression);
        QFETCH(QByteArray, expected);
        const Json value = valueOf(read(expression));
        QCOMPARE(value.is_discarded() ? QByteArray() : QByteArray::fromStdString(value.dump()), expected);
    }

    void conditions_data() {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QByteArray>("expected");
        row("!Equals [a, a]", "yes");
        row("!Equals ['1', 1]", "yes");
        row("!Equals [true, 'true']", "yes");
        row("!Equals [!Ref Port, '443']", "yes");
        row("!Equals [!Ref Name, api]", "no");
        row("!Equals [!Ref Open, x]", "open");
        row("!Equals [!Ref Image, x]", "open");
        row("!Equals [!Ref Secret, hunter2]", "open");
        row("!Equals [!Join ['', !Ref List], abc]", "yes");
        row("!And [!Condition Yes, !Condition No]", "no");
        row("!And [!Condition Maybe, !Condition No]", "no");
        row("!And [!Condition Maybe, !Condition Yes]", "open");
        row("!Or [!Condition Maybe, !Condition Yes]", "yes");
        row("!Or [!Condition Maybe, !Condition No]", "open");
        row("!Or [{Condition: No}, {Condition: Yes}]", "yes");
        row("!Not [!Condition Maybe]", "open");
        row("!Not [!Condition No]", "yes");
        row("{'Fn::Not': [{'Fn::Equals': [{Ref: Empty}, '']}]}", "no");
        row("!Condition Nowhere", "open");
        row("!Condition Tested", "open");
        row("!Equals [a]", "open");
    }

    void conditions() {
        QFETCH(QByteArray, expression);
        QFETCH(QByteArray, expected);
        std::string text = surroundings;
        const std::string section = "Conditions:\n";
        text.insert(text.find(section) + section.size(), "  Tested: " + expression.toStdString() + "\n");
        text += "1\n    Condition: Tested\n";
        const auto declarations = declarationsOfTemplate(text, "f");
        QVERIFY(bool(declarations));
        const auto found = std::find_if(declarations->all.begin(), declarations->all.end(), [](const Declaration& d) { return d.id == Id("T"); });
        const bool kept = found != declarations->all.end();
        QCOMPARE(QByteArray(!kept ? "no" : found->condition.empty() ? "yes" : "open"), expected);
        if (kept)
            QCOMPARE(found->attributes, Json::object({{"Condition", "Tested"}}));
    }

    void otherPartitions() {
        ReadOptions options;
        options.region = "cn-north-1";
        options.account = "999999999999";
        QCOMPARE(valueOf(read("!GetAtt Role.Arn", options)).get<std::string>(), std::string("arn:aws-cn:iam::999999999999:role/team/admin"));
        QCOMPARE(valueOf(read("!Sub 's3.${AWS::URLSuffix}'", options)).get<std::string>(), std::string("s3.amazonaws.com.cn"));
        options.region = "us-gov-west-1";
        QCOMPARE(valueOf(read("!GetAtt Bucket.Arn", options)).get<std::string>(), std::string("arn:aws-us-gov:s3:::web-data"));
        options.region = "us-isob-east-1";
        QCOMPARE(valueOf(read("!Ref AWS::Partition", options)).get<std::string>(), std::string("aws-iso-b"));
    }

    void givenParameters() {
        ReadOptions options;
        options.parameters = {{"Open", "x"}, {"Subnets", "s-1,s-2"}, {"Port", "80"}, {"Image", "ami-1"}, {"Secret", "s"}, {"AWS::StackName", "net"}, {"Misspelt", "1"}};
        QCOMPARE(valueOf(read("!Select [1, !Ref Subnets]", options)).dump(), std::string(R"("s-2")"));
        QCOMPARE(valueOf(read("!Ref Port", options)).dump(), std::string("80"));
        QCOMPARE(valueOf(read("!Ref Image", options)).dump(), std::string(R"("ami-1")"));
        QCOMPARE(valueOf(read("!If [Maybe, a, b]", options)).dump(), std::string(R"("a")"));
        QCOMPARE(valueOf(read("!Sub '${AWS::StackName}-vpc'", options)).dump(), std::string(R"("net-vpc")"));
        QVERIFY(isUnknownValue(valueOf(read("!Ref Secret", options))));
        const Declarations all = read("!Ref Port", options);
        QVERIFY(std::any_of(all.diagnostics.begin(), all.diagnostics.end(), [](const Diagnostic& d) { return toEnglish(d).find("`Misspelt`") != std::string::npos; }));
    }
};

WAYLIGHT_TEST(CloudformationFunctionsTest)
#include "tst_cloudformation_functions.moc"
