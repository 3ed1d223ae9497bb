// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/trace_json.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

class TraceJsonTest : public QObject {
    Q_OBJECT

private slots:
    /// The contract of `trace --json`, member by member.
    void traceIsGolden() {
        const Check check{Stage::NetworkAcl, Direction::Return, Outcome::Block, "CODE", "acl-1", "/entries/0", message(MessageId::Verbatim, "Why.")};
        Trace trace;
        trace.verdict = Verdict::Blocked;
        trace.request.from = "i-1";
        trace.hops = {{"subnet-1", "subnet", Direction::Return, {check}}};
        trace.blockers = {check};
        trace.missing = {{"b", "/policy", message(MessageId::Verbatim, "Not known.")}};
        trace.context["aws:SourceVpc"] = {{"vpc-1"}, message(MessageId::Verbatim, "the endpoint")};
        trace.cost = {0.5, 0, {message(MessageId::Verbatim, "NAT")}};
        Design design;
        Fix fix{message(MessageId::Verbatim, "Do it"), design, check, true, {"r2"}, 0};
        fix.after.name = "other";
        Fix several{message(MessageId::Verbatim, "Both"), design, check, false, {}, 1};
        several.steps = {message(MessageId::Verbatim, "This"), message(MessageId::Verbatim, "That")};
        const QString expected = R"({
  "verdict": "blocked",
  "request": { "id": "", "from": "i-1" },
  "hops": [
    {
      "resource": "subnet-1",
      "kind": "subnet",
      "direction": "return",
      "checks": [
        {
          "stage": "network-acl",
          "direction": "return",
          "outcome": "block",
          "code": "CODE",
          "resource": "acl-1",
          "pointer": "/entries/0",
          "message": "Why."
        }
      ]
    }
  ],
  "blockers": [
    {
      "stage": "network-acl",
      "direction": "return",
      "outcome": "block",
      "code": "CODE",
      "resource": "acl-1",
      "pointer": "/entries/0",
      "message": "Why."
    }
  ],
  "missing": [{ "resource": "b", "pointer": "/policy", "message": "Not known." }],
  "fixes": [
    { "title": "Do it", "allows": true, "flipped": ["r2"], "changes": 1 },
    { "title": "Both", "allows": false, "flipped": [], "steps": ["This", "That"], "changes": 0 }
  ],
  "context": { "aws:SourceVpc": { "values": ["vpc-1"], "setBy": "the endpoint" } },
  "cost": { "perGigabyte": 0.5, "perHour": 0.0, "items": ["NAT"] }
})";
        QCOMPARE(QString::fromStdString(formatJson(traceJson(trace, {fix, several}, &design))), expected);
    }

    void batchLine() {
        const auto line = requestFromLine(R"({"from":"web","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","resource-region":"eu-west-1","resource-account":"111122223333","context":{"aws:a":"1","aws:b":["2"]},"region":"us-east-1"})");
        QVERIFY2(line, line ? "" : toEnglish(line.error()).c_str());
        QCOMPARE(line->request.from.id, Id("web"));
        QCOMPARE(line->request.action, std::string("s3:GetObject"));
        QCOMPARE(line->request.resourceRegion, std::string("eu-west-1"));
        QCOMPARE(line->request.resourceAccount, std::string("111122223333"));
        QCOMPARE(line->request.context, (std::map<std::string, std::string>{{"aws:a", "1"}, {"aws:b", "2"}}));
        QCOMPARE(line->region, std::string("us-east-1"));
        const auto flow = requestFromLine(R"({"from":"web","to":"internet","protocol":"udp","port":53})");
        QVERIFY(flow);
        QCOMPARE(flow->request.protocol, Protocol::udp());
        QCOMPARE(flow->request.port, 53);
    }

    void aLineWithPathFilters() {
        const auto line = requestFromLine(R"({"from":"web","to":"internet","source-port":5000,"through":"nat","avoiding":["igw","vgw"],"at-source-source-port":5000,)"
                                          R"("at-destination-source-address":"198.51.100.0/24","at-destination-protocol":"tcp","at-destination-source-port":"1024-65535"})");
        QVERIFY2(line, line ? "" : toEnglish(line.error()).c_str());
        QCOMPARE(line->request.sourcePort, 5000);
        QCOMPARE(line->request.through, (std::vector<AnyRef>{"nat"}));
        QCOMPARE(line->request.avoiding, (std::vector<AnyRef>{"igw", "vgw"}));
        PathFilter atSource, atDestination;
        atSource.sourceFromPort = atSource.sourceToPort = 5000;
        atDestination.source = *Cidr::parse("198.51.100.0/24");
        atDestination.protocol = Protocol::tcp();
        atDestination.sourceFromPort = 1024;
        atDestination.sourceToPort = 65535;
        QCOMPARE(line->request.atSource, atSource);
        QCOMPARE(line->request.atDestination, atDestination);
    }

    void badLines_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no JSON") << "from=web" << " JsonSyntax";
        QTest::newRow("list") << "[]" << " ExpectedObject";
        QTest::newRow("from is missing") << "{}" << " MissingField";
        QTest::newRow("typo") << R"({"from":"a","acton":"x"})" << "/acton UnknownBatchKey";
        QTest::newRow("port") << R"({"from":"a","port":"https"})" << "/port ExpectedNumber";
        QTest::newRow("ports the wrong way round") << R"({"from":"a","at-source-source-port":"20-10"})" << "/at-source-source-port NotAPortRange";
        QTest::newRow("filter of a wrong type") << R"({"from":"a","at-source-protocol":{}})" << "/at-source-protocol ExpectedText";
        QTest::newRow("two values") << R"({"from":"a","context":{"k":["1","2"]}})" << "/context/k ExpectedText";
    }
    void badLines() {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        const auto read = requestFromLine(line.toStdString());
        QVERIFY(!read);
        QCOMPARE(QString::fromStdString(read.error().pointer) + ' ' + messageName(read.error().message.id), expected);
    }
};

WAYLIGHT_TEST(TraceJsonTest)
#include "tst_trace_json.moc"
