// SPDX-License-Identifier: MIT
#include "core/formats/files.h"
#include "core/formats/open.h"
#include "core/formats/waylight_file.h"
#include "core/model/codec.h"
#include "tests/support/corpora.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

namespace {

const char* const small = R"({
  "waylight": 1,
  "name": "Small",
  "resources": {
    "vpcs": [{ "id": "vpc-1", "name": "main", "cidrBlocks": ["10.0.0.0/16"] }],
    "subnets": [
      {
        "id": "subnet-1",
        "vpcId": "vpc-1",
        "cidrBlock": "10.0.1.0/24",
        "availabilityZone": "us-east-1a",
        "routeTableId": "rtb-1"
      }
    ],
    "routeTables": [
      {
        "id": "rtb-1",
        "vpcId": "vpc-1",
        "main": true,
        "routes": [
          { "destination": "0.0.0.0/0", "target": "igw-1" },
          { "destination": "::/0", "target": "igw-1", "state": "blackhole", "why": "kept" }
        ],
        "colour": "red"
      }
    ],
    "vpcEndpoints": [
      {
        "id": "vpce-1",
        "vpcId": "vpc-1",
        "serviceName": "com.amazonaws.us-east-1.s3",
        "policyDocument": { "Version": "2012-10-17", "Statement": [] }
      }
    ],
    "flowLogs": [{ "id": "fl-1" }]
  },
  "layout": { "subnet-1": [20, 40, 200, 120], "vpc-1": [0, 0, 400, 300] },
  "requests": [
    { "id": "r1", "from": "i-1", "action": "s3:GetObject", "expectedVerdict": "allowed" }
  ],
  "notes": [{ "id": "n1", "text": "ünïcode" }],
  "later": [1, 2]
}
)";

QString said(const Diagnostic& diagnostic) {
    return QString("%1 %2 %3").arg(QString::fromStdString(diagnostic.file), QString::fromStdString(diagnostic.pointer), messageName(diagnostic.message.id));
}

QString nested(int levels) { return QString(levels, '[') + QString(levels, ']'); }

} // namespace

class WaylightFileTest : public QObject {
    Q_OBJECT

private slots:
    void smallFileIsGolden() {
        const auto loaded = readWaylight(small, "small.waylight");
        QVERIFY(loaded);
        QVERIFY2(loaded->diagnostics.empty(), loaded->diagnostics.empty() ? "" : toEnglish(loaded->diagnostics[0]).c_str());
        const Topology& topology = loaded->design.topology;
        QCOMPARE(topology.size(), std::size_t(4));
        QCOMPARE(topology.get<Subnet>(Id("subnet-1"))->routeTable.id, Id("rtb-1"));
        QCOMPARE(topology.get<RouteTable>(Id("rtb-1"))->routes[1].state, RouteState::Blackhole);
        QCOMPARE(topology.get<RouteTable>(Id("rtb-1"))->routes[1].extra.object().at("why"), Json("kept"));
        QCOMPARE(*loaded->design.layout.find("subnet-1"), (Rect{20, 40, 200, 120}));
        QCOMPARE(QString::fromStdString(writeWaylight(loaded->design)), QString(small));
    }

    void randomDesignsComeBack() {
        for (unsigned seed = 0; seed < 150; ++seed) {
            const Design design = randomDesign(seed);
            const std::string text = writeWaylight(design);
            const auto loaded = readWaylight(text, "random");
            QVERIFY2(loaded, qPrintable(QString("seed %1").arg(seed)));
            QVERIFY2(loaded->diagnostics.empty(), loaded->diagnostics.empty() ? "" : toEnglish(loaded->diagnostics[0]).c_str());
            QVERIFY2(loaded->design == design, qPrintable(QString("seed %1").arg(seed)));
            QCOMPARE(writeWaylight(loaded->design), text);
        }
    }

    void fatal_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << "" << "f  JsonSyntax";
        QTest::newRow("truncated") << QString(small).left(300) << "f  JsonSyntax";
        QTest::newRow("100 levels") << nested(100) << "f  JsonTooDeep";
        QTest::newRow("a list") << "[]" << "f  NotADesign";
        QTest::newRow("another object") << "{\"Vpcs\": []}" << "f  NotADesign";
        QTest::newRow("newer") << "{\"waylight\": 2, \"resources\": {}}" << "f /waylight UnknownVersion";
        QTest::newRow("version as text") << "{\"waylight\": \"1\", \"resources\": {}}" << "f /waylight UnknownVersion";
        QTest::newRow("no resources") << "{\"waylight\": 1}" << "f  NoResources";
        QTest::newRow("resources are a list") << "{\"waylight\": 1, \"resources\": []}" << "f /resources ExpectedObject";
    }
    void fatal() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto loaded = readWaylight(text.toStdString(), "f");
        QVERIFY(!loaded);
        QCOMPARE(said(loaded.error()), expected);
    }

    /// One bad member each, in a design that also holds vpc-1: that must survive.
    void bad_data() {
        QTest::addColumn<QString>("resources");
        QTest::addColumn<QString>("rest");
        QTest::addColumn<QString>("expected");
        const QString none;
        QTest::newRow("wrong type") << R"("subnets": [{ "id": "s", "vpcId": 7 }])" << none << "f /resources/subnets/0/vpcId ExpectedText";
        QTest::newRow("wrong block") << R"("subnets": [{ "id": "s", "vpcId": "vpc-1", "cidrBlock": "10.0.0/40" }])" << none << "f /resources/subnets/0/cidrBlock NotACidr";
        QTest::newRow("wrong choice") << R"("routeTables": [{ "id": "r", "vpcId": "vpc-1", "routes": [{ "target": "x", "state": "odd" }] }])" << none
                                      << "f /resources/routeTables/0/routes/0/state ExpectedChoice";
        QTest::newRow("missing field") << R"("subnets": [{ "id": "s" }])" << none << "f /resources/subnets/0 MissingField";
        QTest::newRow("missing id") << R"("instances": [{ "name": "x" }])" << none << "f /resources/instances/0 MissingField";
        QTest::newRow("empty id") << R"("instances": [{ "id": "" }])" << none << "f /resources/instances/0/id EmptyId";
        QTest::newRow("id is a number") << R"("instances": [{ "id": 3 }])" << none << "f /resources/instances/0/id ExpectedText";
        QTest::newRow("duplicate id") << R"("instances": [{ "id": "i" }, { "id": "i" }])" << none << "f /resources/instances/1/id DuplicateId";
        QTest::newRow("duplicate over types") << R"("instances": [{ "id": "vpc-1" }])" << none << "f /resources/instances/0/id DuplicateId";
        QTest::newRow("not an object") << R"("instances": [5])" << none << "f /resources/instances/0 ExpectedObject";
        QTest::newRow("not a list") << R"("instances": {})" << none << "f /resources/instances ExpectedList";
        QTest::newRow("name") << none << R"("name": [])" << "f /name ExpectedText";
        QTest::newRow("layout") << none << R"("layout": [])" << "f /layout ExpectedObject";
        QTest::newRow("three numbers") << none << R"("layout": { "a/b": [1, 2, 3] })" << "f /layout/a~1b ExpectedRectangle";
        QTest::newRow("a fraction") << none << R"("layout": { "a": [1, 2, 3, 4.5] })" << "f /layout/a ExpectedRectangle";
        QTest::newRow("huge number") << none << R"("layout": { "a": [1, 2, 3, 1e300] })" << "f /layout/a ExpectedRectangle";
        QTest::newRow("requests") << none << R"("requests": 1)" << "f /requests ExpectedList";
        QTest::newRow("request twice") << none << R"("requests": [{ "id": "r", "from": "i" }, { "id": "r", "from": "j" }])" << "f /requests/1/id DuplicateId";
        QTest::newRow("port") << none << R"("requests": [{ "id": "r", "from": "i", "port": "https" }])" << "f /requests/0/port ExpectedNumber";
    }
    void bad() {
        QFETCH(QString, resources);
        QFETCH(QString, rest);
        QFETCH(QString, expected);
        const QString text = QString(R"({ "waylight": 1, "resources": { "vpcs": [{ "id": "vpc-1" }]%1%2 }%3%4 })").arg(resources.isEmpty() ? "" : ", ", resources, rest.isEmpty() ? "" : ", ", rest);
        const auto loaded = readWaylight(text.toStdString(), "f");
        QVERIFY(loaded);
        QVERIFY(loaded->design.topology.get<Vpc>(Id("vpc-1")));
        QCOMPARE(loaded->diagnostics.size(), std::size_t(1));
        QCOMPARE(loaded->diagnostics[0].severity, Severity::Error);
        QCOMPARE(said(loaded->diagnostics[0]), expected);
        const std::string saved = writeWaylight(loaded->design);
        QCOMPARE(writeWaylight(readWaylight(saved, "f")->design), saved);
    }

    /// The second of two equal ids goes; the first stays as it was.
    void firstOfEqualIdsWins() {
        const auto loaded = readWaylight(R"({ "waylight": 1, "resources": { "instances": [{ "id": "i", "name": "first" }, { "id": "i", "name": "second" }] } })", "f");
        QVERIFY(loaded);
        QCOMPARE(loaded->design.topology.get<Instance>(Id("i"))->name, std::string("first"));
    }

    /// Cutting or changing the text anywhere gives a design or a diagnostic, never a crash.
    void damagedTextIsSurvived() {
        const std::string text = writeWaylight(randomDesign(3, 1, 1));
        for (std::size_t cut = 0; cut < text.size(); cut += 37)
            QVERIFY(!readWaylight(text.substr(0, cut), "f"));
        Dice dice(1);
        for (int i = 0; i < 300; ++i) {
            std::string damaged = text;
            damaged[static_cast<std::size_t>(dice.below(static_cast<int>(text.size())))] = static_cast<char>(dice.below(256));
            if (const auto loaded = readWaylight(damaged, "f")) {
                const std::string saved = writeWaylight(loaded->design);
                const auto again = readWaylight(saved, "f");
                QVERIFY(again);
                QCOMPARE(writeWaylight(again->design), saved);
            }
        }
    }

    void schemaInResourcesIsCurrent() {
        const QString path = QStringLiteral(WAYLIGHT_SOURCE_DIR) + "/resources/waylight.schema.json";
        const std::string schema = formatJson(fileSchema()) + '\n';
        if (qEnvironmentVariableIsSet("WAYLIGHT_UPDATE"))
            QVERIFY(!saveFile(path.toStdString(), schema));
        QVERIFY2(::readFile(path).toStdString() == schema, "run this test with WAYLIGHT_UPDATE=1 to write the schema anew");
    }

    void savingReplacesTheFileWhole() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("design.waylight").toStdString();
        QVERIFY(!saveFile(path, "first"));
        QVERIFY(!saveFile(path, small));
        QCOMPARE(*waylight::readFile(path), std::string(small));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
        const auto failed = saveFile(folder.filePath("no/such/folder").toStdString(), "x");
        QVERIFY(failed);
        QCOMPARE(said(*failed), folder.filePath("no/such/folder") + "  FileUnwritable");
        QCOMPARE(said(waylight::readFile(path, 10).error()), QString::fromStdString(path) + "  FileTooLarge");
    }

    void openingGoesByContent_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("design") << small << "4";
        QTest::newRow("describe output") << R"({ "Vpcs": [{ "VpcId": "vpc-1" }] })" << "1";
        QTest::newRow("policy") << R"({ "Version": "2012-10-17", "Statement": [{ "Sid": "a", "Effect": "Allow" }] })" << "UnknownFormat";
        QTest::newRow("template") << R"({ "Resources": { "V": { "Type": "AWS::EC2::VPC" } } })" << "6"; // with what AWS makes for it, and the places
        QTest::newRow("number") << "7" << "UnknownFormat";
        QTest::newRow("text") << "resource \"aws_vpc\" \"main\" {}" << "UnknownFormat";
        QTest::newRow("deep") << nested(100) << "JsonTooDeep";
        QTest::newRow("old design") << R"({ "waylight": 0 })" << "UnknownVersion";
    }
    void openingGoesByContent() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QTemporaryDir folder;
        const std::string path = folder.filePath("any.name").toStdString();
        QVERIFY(!saveFile(path, text.toStdString()));
        const auto loaded = openAny(path);
        QCOMPARE(loaded ? QString::number(loaded->design.topology.size()) : QString(messageName(loaded.error().message.id)), expected);
        QCOMPARE(loaded ? path : loaded.error().file, path);
    }
    void openingNothing() { QCOMPARE(QString(messageName(openAny("/no/such/file").error().message.id)), QString("FileUnreadable")); }
};

WAYLIGHT_TEST(WaylightFileTest)
#include "tst_waylight_file.moc"
