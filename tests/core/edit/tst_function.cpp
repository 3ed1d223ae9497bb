// SPDX-License-Identifier: MIT
#include "core/analysis/fixes.h"
#include "core/drawing/drawing.h"
#include "core/formats/describe/describe.h"
#include "core/formats/files.h"
#include "core/model/codec.h"
#include "core/trace/engine.h"
#include "core/trace/question.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

namespace {

/// The heart of the product, with a function in place of the instance: all connected.
struct FunctionSketch : PrivateSketch {
    Id function = place<LambdaFunction>(subnet, {120, 300});

    FunctionSketch() {
        connect(subnet, table);
        connect(table, endpoint);
        connect(function, role);
        const auto policy = Json::parse(R"([{ "policyName": "read", "policyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] } }])");
        design = *edit::fieldSet(design, role, "policies", policy);
    }

    const NetworkInterface& interface(std::size_t index = 0) const { return *interfacesOf(design.topology, function).at(index); }
    Trace read() const {
        return trace(Network::compile(design.topology), requestFor(design.topology, {.from = function, .to = bucket, .action = "s3:GetObject", .key = "a"}, {}));
    }
};

QString outcome(const Trace& trace) {
    QString text = QString::fromUtf8(enumName(trace.verdict).data());
    if (!trace.blockers.empty())
        text += ' ' + QString::fromStdString(trace.blockers.front().code + ' ' + trace.blockers.front().resource + ' ' + trace.blockers.front().pointer);
    return text;
}

} // namespace

/// Lambda functions: placed in subnets, asked from, imported.
class FunctionTest : public QObject {
    Q_OBJECT

private slots:
    void standsInItsSubnetWithAnInterface() {
        const FunctionSketch sketch;
        QCOMPARE(parentOf(sketch.design.topology, sketch.function), sketch.subnet);
        QCOMPARE(sketch.interface().interfaceType, std::string("lambda"));
        QCOMPARE(sketch.interface().addresses.front().publicIp.has_value(), false);
        const Picture picture = draw(sketch.design);
        QVERIFY(picture.box(sketch.function));
        QCOMPARE(picture.box(sketch.interface().id)->id, sketch.function); // stands for it
        QCOMPARE(QString::fromStdString(picture.box(sketch.function)->icon), QString("lambda-function"));
    }

    void belongsInASubnetOnly() {
        const FunctionSketch sketch;
        for (const Id& container : {Id(), Id("us-east-1"), sketch.vpc}) {
            const auto preview = edit::previewPlace(sketch.design, kindOf<LambdaFunction>, container);
            QVERIFY(!preview.accepted);
            QVERIFY(preview.message.id == MessageId::FunctionNeedsSubnet);
        }
    }

    void readsThroughTheEndpointAsItsRole() {
        const FunctionSketch sketch;
        const Trace trace = sketch.read();
        QCOMPARE(outcome(trace), QString("allowed"));
        QCOMPARE(trace.context.at("aws:SourceVpce").values.front(), sketch.endpoint);
        QVERIFY(trace.context.contains("lambda:SourceFunctionArn"));
        QVERIFY(!trace.context.contains("ec2:SourceInstanceARN"));
        QCOMPARE(trace.hops.front().resource, sketch.function);
    }

    void nothingConnectsToIt() {
        FunctionSketch sketch;
        Request request;
        request.from = sketch.instance;
        request.to = sketch.function;
        const Trace asked = trace(Network::compile(sketch.design.topology), request);
        QVERIFY(asked.verdict != Verdict::Allowed);
        QVERIFY(asked.hops.front().checks.front().message.id == MessageId::FunctionAcceptsNothing);
    }

    void withoutARoleItHasNoCredentials() {
        FunctionSketch sketch;
        PictureConnector connector;
        connector.from = sketch.function;
        connector.to = sketch.role;
        sketch.design = *edit::disconnected(sketch.design, connector);
        QCOMPARE(outcome(sketch.read()), QString("blocked IDENTITY_POLICY_NO_ALLOW %1 /roleId").arg(QString::fromStdString(sketch.function)));
        const auto offered = fixes(sketch.design, sketch.read());
        QVERIFY(std::any_of(offered.begin(), offered.end(), [&](const Fix& fix) { return fix.title.id == MessageId::FixRoleCreate; }));
    }

    void aRoleOutsideTheDesignLeavesItOpen() {
        FunctionSketch sketch;
        sketch.design = *edit::fieldSet(sketch.design, sketch.function, "roleId", "arn:aws:iam::111122223333:role/elsewhere");
        QCOMPARE(outcome(sketch.read()), QString("unknown"));
    }

    void connectsWithSubnetsGroupsAndRoles() {
        FunctionSketch sketch;
        const Id second = sketch.place<Subnet>(sketch.vpc, {80, 500});
        const Id group = sketch.place<SecurityGroup>(sketch.vpc, {400, 500});
        sketch.connect(sketch.function, second);
        sketch.connect(group, sketch.function);
        const auto interfaces = interfacesOf(sketch.design.topology, sketch.function);
        QCOMPARE(interfaces.size(), std::size_t(2));
        for (const NetworkInterface* each : interfaces)
            QCOMPARE(each->groups.back().id, group);
        const Picture picture = draw(sketch.design);
        QVERIFY(std::any_of(picture.connectors().begin(), picture.connectors().end(), [&](const PictureConnector& each) { return each.from == sketch.function && each.to == second; }));
        for (const Id& other : {second, group}) {
            PictureConnector connector;
            connector.from = sketch.function;
            connector.to = other;
            sketch.design = *edit::disconnected(sketch.design, connector);
        }
        QCOMPARE(interfacesOf(sketch.design.topology, sketch.function).size(), std::size_t(1));
        QVERIFY(sketch.interface().groups.back().id != group);
        QVERIFY(!edit::previewConnect(sketch.design, sketch.function, sketch.subnet).accepted);
    }

    void movesAndGoesWithItsInterfaces() {
        FunctionSketch sketch;
        const Id second = sketch.place<Subnet>(sketch.vpc, {80, 500});
        const auto moved = edit::reparented(sketch.design, {sketch.function}, second, 0, 0);
        QVERIFY(moved);
        QCOMPARE(parentOf(moved->topology, sketch.function), second);
        const Id interface = sketch.interface().id;
        QVERIFY(moved->topology.get<Subnet>(second)->cidr->contains(*moved->topology.get<NetworkInterface>(interface)->addresses.front().address));
        const Design removed = edit::removed(sketch.design, {sketch.function});
        QVERIFY(!removed.topology.contains(sketch.function));
        QVERIFY(!removed.topology.contains(interface));
    }

    /// By the description of its interface, or where another function's name stands there, by subnet and groups.
    void importedWithItsInterfaces() {
        const char* const dump = R"({
          "Subnets": [{ "SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24" }],
          "Functions": [
            { "FunctionName": "one", "FunctionArn": "arn:aws:lambda:us-east-1:111122223333:function:one", "Role": "arn:aws:iam::111122223333:role/r", "Runtime": "python3.13", "State": "Active",
              "VpcConfig": { "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"], "VpcId": "vpc-1" } },
            { "FunctionName": "two", "FunctionArn": "arn:aws:lambda:us-east-1:111122223333:function:two", "Role": "arn:aws:iam::111122223333:role/r",
              "VpcConfig": { "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-2"], "VpcId": "vpc-1" } }],
          "NetworkInterfaces": [
            { "NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "InterfaceType": "lambda", "Description": "AWS Lambda VPC ENI-one-0e1f", "Groups": [{ "GroupId": "sg-1" }], "PrivateIpAddresses": [{ "PrivateIpAddress": "10.0.0.10" }] },
            { "NetworkInterfaceId": "eni-2", "SubnetId": "subnet-1", "VpcId": "vpc-1", "InterfaceType": "lambda", "Description": "AWS Lambda VPC ENI-gone-0e1f", "Groups": [{ "GroupId": "sg-2" }], "PrivateIpAddresses": [{ "PrivateIpAddress": "10.0.0.11" }] }] })";
        QTemporaryDir folder;
        const std::string path = folder.filePath("dump.json").toStdString();
        QVERIFY(!saveFile(path, dump));
        const auto loaded = readDescribe(path);
        QVERIFY(loaded);
        const Topology& topology = loaded->design.topology;
        const Id one = "arn:aws:lambda:us-east-1:111122223333:function:one";
        QCOMPARE(topology.get<NetworkInterface>(Id("eni-1"))->function.id, one);
        QCOMPARE(topology.get<NetworkInterface>(Id("eni-2"))->function.id, Id("arn:aws:lambda:us-east-1:111122223333:function:two"));
        QCOMPARE(topology.get<LambdaFunction>(one)->role.id, Id("arn:aws:iam::111122223333:role/r"));
        QCOMPARE(parentOf(topology, one), Id("subnet-1"));
        const std::string out = folder.filePath("out").toStdString();
        QVERIFY(!writeDescribe(loaded->design, out));
        QVERIFY(readDescribe(out)->design.topology == topology);
    }
};

WAYLIGHT_TEST(FunctionTest)
#include "tst_function.moc"
