// SPDX-License-Identifier: MIT
#include "core/model/codec.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

using namespace waylight;

class FieldsTest : public QObject {
    Q_OBJECT

private slots:
    void problems_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem"); // empty: fine
        const auto row = [](const char* name, const char* id, const char* field, const char* value, const char* problem) {
            QTest::newRow(name) << id << field << value << problem;
        };
        row("block inside", "subnet-1", "cidrBlock", R"("10.0.9.0/24")", "");
        row("block outside", "subnet-1", "cidrBlock", R"("10.7.0.0/24")", "BlockNotInVpc");
        row("block overlaps", "subnet-1", "cidrBlock", R"("10.0.0.0/23")", "BlockOverlaps");
        row("block too small", "subnet-1", "cidrBlock", R"("10.0.9.0/29")", "BlockSize");
        row("block too large", "vpc-1", "cidrBlocks", R"(["10.0.0.0/8"])", "BlockSize");
        row("blocks overlap", "vpc-1", "cidrBlocks", R"(["10.0.0.0/16", "10.0.3.0/24"])", "BlockOverlaps");
        row("subnet left out", "vpc-1", "cidrBlocks", R"(["10.0.0.0/24"])", "BlockLeavesSubnet");
        row("two blocks", "vpc-1", "cidrBlocks", R"(["10.0.0.0/16", "10.5.0.0/16"])", "");
        row("zone", "subnet-1", "availabilityZone", R"("us-east-1f")", "");
        row("zone elsewhere", "subnet-1", "availabilityZone", R"("eu-west-1a")", "ZoneOfOtherRegion");
        row("address", "eni-1", "privateIpAddresses", R"([{"privateIpAddress": "10.0.0.77"}])", "");
        row("address outside", "eni-1", "privateIpAddresses", R"([{"privateIpAddress": "10.0.1.77"}])", "AddressNotInSubnet");
        row("address reserved", "eni-1", "privateIpAddresses", R"([{"privateIpAddress": "10.0.0.3"}])", "AddressReserved");
        row("last address", "eni-1", "privateIpAddresses", R"([{"privateIpAddress": "10.0.0.255"}])", "AddressReserved");
        row("address taken", "eni-1", "privateIpAddresses", R"([{"privateIpAddress": "10.0.0.5"}])", "AddressTaken");
        row("service", "vpce-1", "serviceName", R"("com.amazonaws.us-east-1.dynamodb")", "");
        row("service form", "vpce-1", "serviceName", R"("s3")", "ServiceNameForm");
        row("service Region", "vpce-1", "serviceName", R"("com.amazonaws.eu-west-1.s3")", "ServiceOfOtherRegion");
        row("no gateway service", "vpce-1", "serviceName", R"("com.amazonaws.us-east-1.sqs")", "NoGatewayService");
        row("missing table", "subnet-1", "routeTableId", R"("rtb-99")", "ReferenceMissing");
        row("not a table", "subnet-1", "routeTableId", R"("vpc-1")", "ReferenceKind");
        row("table elsewhere", "subnet-1", "routeTableId", R"("rtb-3")", "ReferenceOfOtherVpc");
        row("table", "subnet-1", "routeTableId", R"("rtb-2")", "");
        row("Region", "bucket-1", "region", R"("us-gov-west-1")", "");
        row("Region form", "bucket-1", "region", R"("Virginia")", "RegionForm");
        row("account", "bucket-1", "account", R"("123456789012")", "");
        row("account form", "bucket-1", "account", R"("1234")", "AccountForm");
        row("bucket name", "bucket-1", "bucketName", R"("My_Bucket")", "BucketNameForm");
        row("rule number", "acl-1", "entries", R"([{"ruleNumber": 40000, "ruleAction": "deny"}])", "RuleNumberRange");
        row("rule number twice", "acl-1", "entries", R"([{"ruleNumber": 5}, {"ruleNumber": 5}])", "RuleNumberTwice");
        row("rule number in and out", "acl-1", "entries", R"([{"ruleNumber": 5}, {"ruleNumber": 5, "egress": true}])", "");
        row("ports", "acl-1", "entries", R"([{"ruleNumber": 5, "protocol": "tcp", "fromPort": 90, "toPort": 80}])", "PortOrder");
        row("rule without peer", "sg-1", "egress", R"([{"protocol": "tcp"}])", "RuleNeedsPeer");
        row("rule with two peers", "sg-1", "egress", R"([{"cidr": "0.0.0.0/0", "groupId": "sg-1"}])", "RuleNeedsPeer");
        row("route without destination", "rtb-1", "routes", R"([{"target": "local"}])", "RouteNeedsDestination");
        row("route twice", "rtb-1", "routes", R"([{"destination": "0.0.0.0/0", "target": "a"}, {"destination": "0.0.0.0/0", "target": "b"}])", "RouteTwice");
    }
    void problems() {
        QFETCH(QString, id);
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        PrivateSketch sketch;
        sketch.place<Subnet>(sketch.vpc);
        sketch.place<Instance>(sketch.subnet);
        sketch.place<Vpc>("us-east-1", {1500, 40});
        const ResourcePtr resource = sketch.design.topology.find(id.toStdString());
        QVERIFY(resource);
        QVERIFY(!edit::fieldProblem(sketch.design, *resource, field.toStdString()));
        const auto changed = withField(*resource, field.toStdString(), *parseJson(value.toStdString()));
        QVERIFY2(changed, changed ? "" : toEnglish(changed.error()).c_str());
        const auto found = edit::fieldProblem(sketch.design, *changed, field.toStdString());
        QCOMPARE(found ? QString::fromLatin1(messageName(found->id)) : QString(), problem);
    }

    void nothingIsWrongWithWhatEditsMake() {
        PrivateSketch sketch;
        sketch.place<NatGateway>(sketch.subnet);
        sketch.place<InternetGateway>(sketch.vpc);
        sketch.design.topology.forEachResource([&](const ResourcePtr& resource) {
            for (const FieldInfo& field : fieldInfos(resource->index()))
                if (const auto problem = edit::fieldProblem(sketch.design, *resource, field.name))
                    QFAIL((base(*resource).id + ": " + toEnglish(*problem)).c_str());
        });
    }

    void settingAFieldIsOneChange() {
        PrivateSketch sketch;
        const auto after = edit::fieldSet(sketch.design, sketch.subnet, "name", "private-a");
        QVERIFY(after);
        const Patch patch = diff(sketch.design, *after);
        QCOMPARE(patch.resources.size(), std::size_t(1));
        QVERIFY(patch.layout.empty());
        QCOMPARE(after->topology.get<Subnet>(sketch.subnet)->name, std::string("private-a"));
    }

    void anotherZoneIsAnotherPlace() {
        PrivateSketch sketch;
        Sketch after;
        after.design = *edit::fieldSet(sketch.design, sketch.subnet, "availabilityZone", "us-east-1c");
        QVERIFY(contains(after.rect(zoneId(sketch.vpc, "us-east-1c")), after.rect(sketch.subnet)));
        QVERIFY(!after.design.layout.contains(zoneId(sketch.vpc, "us-east-1a")));
    }

    void wrongValuesAreRefused() {
        PrivateSketch sketch;
        QCOMPARE(edit::fieldSet(sketch.design, sketch.subnet, "id", "x").error().message.id, MessageId::IdIsFixed);
        QCOMPARE(edit::fieldSet(sketch.design, sketch.subnet, "cidrBlock", "10.0/24").error().message.id, MessageId::NotACidr);
        QCOMPARE(edit::fieldSet(sketch.design, sketch.subnet, "colour", "red").error().message.id, MessageId::NoSuchField);
        QCOMPARE(edit::fieldSet(sketch.design, "subnet-9", "name", "x").error().message.id, MessageId::NothingThere);
    }
};

WAYLIGHT_TEST(FieldsTest)
#include "tst_fields.moc"
