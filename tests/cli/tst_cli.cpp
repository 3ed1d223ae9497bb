// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

/// The program itself: exit codes, JSON and what it says of bad input.
class CliTest : public QObject {
    Q_OBJECT

private:
    struct Result {
        int exitCode;
        QByteArray out;
        QByteArray err;
    };

    static QString sample(const QString& name) { return QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/%1.waylight").arg(name); }

    static Result run(const QStringList& arguments, const QByteArray& input = {}) {
        QProcess process;
        process.start(QStringLiteral(WAYLIGHT_CLI), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    static Json json(const QByteArray& bytes) {
        const auto parsed = parseJson(bytes.toStdString());
        return parsed ? *parsed : Json();
    }

private slots:
    void exitCodes_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        const QString good = sample("s3-gateway-endpoint");
        const QString broken = sample("broken-01-no-route-table");
        QTest::newRow("help") << QStringList{"help"} << 0;
        QTest::newRow("nothing") << QStringList{} << 2;
        QTest::newRow("no such command") << QStringList{"frobnicate"} << 2;
        QTest::newRow("allowed") << QStringList{"trace", good, "--request", "request-1"} << 0;
        QTest::newRow("blocked") << QStringList{"trace", broken, "--request", "request-1"} << 1;
        QTest::newRow("unknown") << QStringList{"trace", good, "--from", "ghost", "--to", "internet"} << 3;
        QTest::newRow("another bucket") << QStringList{"trace", good, "--from", "app-1", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::elsewhere/key"} << 1;
        QTest::newRow("a flow") << QStringList{"trace", good, "--from", "i-app", "--to", "internet", "--port", "80"} << 1;
        QTest::newRow("no request of that id") << QStringList{"trace", good, "--request", "request-9"} << 2;
        QTest::newRow("unknown option") << QStringList{"trace", good, "--frm", "app-1"} << 2;
        QTest::newRow("no value") << QStringList{"trace", good, "--from"} << 2;
        QTest::newRow("bad port") << QStringList{"trace", good, "--from", "app-1", "--to", "internet", "--port", "99999"} << 2;
        QTest::newRow("as Reachability Analyzer") << QStringList{"trace", good, "--request", "request-1", "--format", "reachability-analyzer"} << 0;
        QTest::newRow("no such format") << QStringList{"trace", good, "--request", "request-1", "--format", "yaml"} << 2;
        QTest::newRow("bad filter port") << QStringList{"trace", good, "--from", "app-1", "--to", "internet", "--at-source-source-port", "9-1"} << 2;
        QTest::newRow("bad filter address") << QStringList{"trace", good, "--from", "app-1", "--to", "internet", "--at-destination-source-address", "here"} << 2;
        QTest::newRow("no such file") << QStringList{"trace", "/nowhere.waylight", "--request", "request-1"} << 2;
        QTest::newRow("check holds") << QStringList{"check", broken} << 0;
        QTest::newRow("check strict finds") << QStringList{"check", broken, "--strict"} << 1;
        QTest::newRow("lint clean") << QStringList{"lint", good} << 0;
        QTest::newRow("lint finds") << QStringList{"lint", broken} << 1;
        QTest::newRow("a matrix") << QStringList{"matrix", good} << 0;
        QTest::newRow("a matrix of what") << QStringList{"matrix"} << 2;
        QTest::newRow("a matrix of all protocols") << QStringList{"matrix", good, "--protocol", "all"} << 2;
        QTest::newRow("a matrix of a bad port") << QStringList{"matrix", good, "--port", "70000"} << 2;
        QTest::newRow("matrices alike") << QStringList{"matrix", good, "--diff", good} << 0;
        QTest::newRow("matrices apart") << QStringList{"matrix", good, "--diff", broken} << 1;
        QTest::newRow("no packets") << QStringList{"packets", good, "--from", "internet", "--to", "app-1"} << 1;
        QTest::newRow("packets from nowhere") << QStringList{"packets", good, "--from", "nowhere", "--to", "app-1"} << 2;
        QTest::newRow("packets to what") << QStringList{"packets", good, "--from", "internet"} << 2;
        QTest::newRow("convert needs two") << QStringList{"convert", good} << 2;
    }
    void exitCodes() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const Result result = run(arguments);
        QVERIFY2(result.exitCode == exitCode, result.out + result.err);
        if (exitCode == 2)
            QVERIFY(!result.err.isEmpty());
    }

    void aTraceInJson() {
        const Result result = run({"trace", sample("broken-03-endpoint-policy-other-bucket"), "--request", "request-1", "--json"});
        QCOMPARE(result.exitCode, 1);
        const Json trace = json(result.out);
        QCOMPARE(trace["verdict"].get<std::string>(), std::string("blocked"));
        QCOMPARE(trace["blockers"][0]["stage"].get<std::string>(), std::string("endpoint-policy"));
        QCOMPARE(trace["blockers"][0]["resource"].get<std::string>(), std::string("vpce-s3"));
        QVERIFY(trace["blockers"][0]["pointer"].get<std::string>().starts_with("/policyDocument"));
        QCOMPARE(trace["context"]["aws:SourceVpce"]["values"][0].get<std::string>(), std::string("vpce-s3"));
        QVERIFY(!trace["context"].contains("aws:SourceIp"));
        QVERIFY(trace["absent"]["aws:SourceIp"].get<std::string>().find("endpoint") != std::string::npos);
        QVERIFY(!trace["fixes"].empty());
        for (const char* key : {"request", "hops", "missing", "cost"})
            QVERIFY2(trace.contains(key), key);
    }

    void pathFilters_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("codes"); // of the blockers
        QTest::newRow("none") << QStringList{} << "";
        QTest::newRow("that hold") << QStringList{"--through", "vpce-s3", "--avoiding", "db-1", "--avoiding", "nat-9", "--at-source-protocol", "tcp"} << "";
        QTest::newRow("of the protocol") << QStringList{"--at-source-protocol=udp"} << "FILTER_AT_SOURCE_PROTOCOL";
        QTest::newRow("of the port") << QStringList{"--at-destination-destination-port", "80-90"} << "FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE";
        QTest::newRow("of components") << QStringList{"--avoiding", "vpce-s3"} << "COMPONENT_FILTER_RESTRICTION";
        QTest::newRow("of components, twice") << QStringList{"--avoiding", "vpce-s3", "--through", "vpce-s3"} << "COMPONENT_FILTER_RESTRICTION COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT";
    }
    void pathFilters() {
        QFETCH(QStringList, options);
        QFETCH(QString, codes);
        const QStringList call{"trace", sample("s3-gateway-endpoint"), "--from", "app-1", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::reports-111122223333/key", "--json"};
        const Result result = run(call + options);
        QStringList found;
        const Json trace = json(result.out);
        for (const Json& blocker : trace["blockers"])
            found << QString::fromStdString(blocker["code"].get<std::string>());
        QVERIFY2(found.join(' ') == codes, result.out);
    }

    void asReachabilityAnalyzer() {
        const Result blocked = run({"trace", sample("broken-01-no-route-table"), "--request", "request-1", "--format", "reachability-analyzer"});
        QCOMPARE(blocked.exitCode, 1);
        const Json analysis = json(blocked.out)["NetworkInsightsAnalyses"][0];
        QCOMPARE(analysis["NetworkPathFound"].get<bool>(), false);
        QCOMPARE(analysis["Explanations"][0]["ExplanationCode"].get<std::string>(), std::string("NO_ROUTE_TO_DESTINATION"));
        const Result batch = run({"trace", sample("s3-gateway-endpoint"), "--batch", "-", "--format", "reachability-analyzer"}, R"({"from":"i-app","to":"internet","port":443})");
        QVERIFY2(json(batch.out).contains("NetworkInsightsAnalyses"), batch.out);
    }

    void aMatrixInJson() {
        const Result result = run({"matrix", sample("s3-gateway-endpoint"), "--json"});
        const Json matrix = json(result.out);
        QCOMPARE(matrix["service"]["port"].get<int>(), 443);
        QCOMPARE(matrix["classes"].size(), std::size_t(1));
        QCOMPARE(matrix["classes"][0]["subnet"].get<std::string>(), std::string("subnet-private-a"));
        QVERIFY2(matrix["classes"][0]["reachesOutside"] == Json::array({"com.amazonaws.us-east-1.s3"}), result.out);
    }

    void theDifferenceOfTwoMatrices() {
        const Result result = run({"matrix", sample("s3-gateway-endpoint"), "--diff", sample("broken-01-no-route-table"), "--json"});
        const Json flips = json(result.out)["flips"];
        QCOMPARE(flips.size(), std::size_t(1));
        QCOMPARE(flips[0]["toOutside"].get<std::string>(), std::string("com.amazonaws.us-east-1.s3"));
        QCOMPARE(flips[0]["before"].get<std::string>(), std::string("allowed"));
        QCOMPARE(flips[0]["after"].get<std::string>(), std::string("blocked"));
        QCOMPARE(flips[0]["reason"]["code"].get<std::string>(), std::string("NO_ROUTE_TO_DESTINATION"));
        QCOMPARE(flips[0]["reason"]["resource"].get<std::string>(), std::string("rtb-private"));
    }

    void packetsInJson() {
        const Result result = run({"packets", sample("s3-gateway-endpoint"), "--from", "internet", "--to", "app-1", "--json"});
        const Json regions = json(result.out)["regions"];
        QCOMPARE(regions.size(), std::size_t(1));
        QCOMPARE(regions[0]["verdict"].get<std::string>(), std::string("blocked"));
        QVERIFY(regions[0]["sources"] == Json::array({"0.0.0.0/0"}));
        QVERIFY(regions[0]["ports"] == Json::array({0, 65535}));
        QVERIFY(!regions[0]["decider"]["message"].get<std::string>().empty());
    }

    void aSessionPolicyLimits() {
        const QStringList ask{"trace", sample("s3-gateway-endpoint"), "--from", "i-app", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::reports-111122223333/a", "--json"};
        const QByteArray onlyList = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]})";
        const auto firstStage = [](const Result& result) {
            const Json blockers = json(result.out)["blockers"];
            return blockers.empty() ? std::string() : blockers[0]["stage"].get<std::string>();
        };
        QCOMPARE(firstStage(run(ask)), std::string());
        QCOMPARE(firstStage(run(ask + QStringList{"--session-policy", QString::fromUtf8(onlyList)})), std::string("session-policy"));
        QTemporaryDir folder;
        QFile file(folder.filePath("session.json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(onlyList) > 0);
        file.close();
        QCOMPARE(firstStage(run(ask + QStringList{"--session-policy", file.fileName()})), std::string("session-policy"));
        QCOMPARE(run(ask + QStringList{"--session-policy", folder.filePath("missing.json")}).exitCode, 2);
    }

    void aCopyReadsItsSource() {
        const Result result = run({"trace", sample("s3-gateway-endpoint"), "--from", "i-app", "--action", "s3:CopyObject", "--resource", "arn:aws:s3:::reports-111122223333/a",
                                   "--copy-source", "arn:aws:s3:::elsewhere/b", "--json"});
        QVERIFY2(result.out.contains("s3:GetObject") && result.out.contains("s3:PutObject"), result.out);
        QCOMPARE(json(result.out)["request"]["copySource"].get<std::string>(), std::string("arn:aws:s3:::elsewhere/b"));
    }

    void anActionMayNameNoResource() {
        const QStringList ask{"trace", sample("s3-gateway-endpoint"), "--from", "i-app", "--json", "--action"};
        const Result list = run(ask + QStringList{"s3:ListAllMyBuckets"});
        QVERIFY2(list.exitCode != 2, list.err);
        QCOMPARE(json(list.out)["request"]["resource"].get<std::string>(), std::string("*"));
        QCOMPARE(run(ask + QStringList{"s3:GetObject"}).exitCode, 2);
    }

    void anUnknownActionIsSaid() {
        const Result result = run({"trace", sample("s3-gateway-endpoint"), "--from", "i-app", "--action", "s3:GetObjects", "--resource", "arn:aws:s3:::reports-111122223333/a"});
        QVERIFY2(result.err.contains("did you mean s3:GetObject?"), result.err);
        QCOMPARE(result.exitCode, 1);
    }

    void aBatchAnswersLineByLine() {
        const QByteArray lines = R"({"from":"i-app","action":"s3:GetObject","resource":"arn:aws:s3:::reports-111122223333/a"})"
                                 "\nnot json\n"
                                 R"({"from":"i-app","to":"internet","port":443})"
                                 "\n";
        const Result result = run({"trace", sample("s3-gateway-endpoint"), "--batch", "-"}, lines);
        QCOMPARE(result.exitCode, 2);
        const QList<QByteArray> answers = result.out.trimmed().split('\n');
        QCOMPARE(answers.size(), 3);
        QCOMPARE(json(answers[0])["verdict"].get<std::string>(), std::string("allowed"));
        QVERIFY(json(answers[1]).contains("error"));
        QCOMPARE(json(answers[2])["verdict"].get<std::string>(), std::string("blocked"));
    }

    void standardInputIsAFile() {
        const Result result = run({"check", "-"}, readFile(sample("s3-gateway-endpoint")));
        QVERIFY2(result.exitCode == 0, result.err);
    }

    void convertThereAndBack() {
        QTemporaryDir folder;
        const QString dump = folder.filePath("dump");
        const QString again = folder.filePath("again.waylight");
        QCOMPARE(run({"convert", sample("s3-gateway-endpoint"), dump}).exitCode, 0);
        QCOMPARE(run({"convert", dump, again}).exitCode, 0);
        const Result result = run({"trace", again, "--from", "app-1", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::reports-111122223333/key", "--json"});
        QVERIFY2(json(result.out)["blockers"].empty(), result.out);
    }

    void aNoOpConversionChangesNoByte() {
        QTemporaryDir folder;
        const QString copy = folder.filePath("copy.waylight");
        QCOMPARE(run({"convert", sample("s3-gateway-endpoint"), copy}).exitCode, 0);
        QCOMPARE(readFile(copy), readFile(sample("s3-gateway-endpoint")));
    }

    void aJunitReport() {
        QTemporaryDir folder;
        const QString report = folder.filePath("report.xml");
        QCOMPARE(run({"check", sample("broken-01-no-route-table"), "--strict", "--junit", report}).exitCode, 1);
        const QByteArray xml = readFile(report);
        QVERIFY(xml.contains("<testsuite") && xml.contains("failures=\"1\"") && xml.contains("endpoint-without-route-table"));
    }

    void badInput_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says"); // part of the diagnostic: the pointer or the reason
        const QByteArray head = R"({"waylight":1,"resources":{)";
        QTest::newRow("truncated") << QByteArray(R"({"waylight":1,"resources":)") << QByteArray("line 1");
        QTest::newRow("wrong type") << head + R"("vpcs":[{"id":"v","enableDnsSupport":"yes"}]}})" << QByteArray("/resources/vpcs/0/enableDnsSupport");
        QTest::newRow("wrong block") << head + R"("vpcs":[{"id":"v","cidrBlocks":["10.0.0.0/99"]}]}})" << QByteArray("/resources/vpcs/0/cidrBlocks/0");
        QTest::newRow("duplicate id") << head + R"("vpcs":[{"id":"v"},{"id":"v"}]}})" << QByteArray("/resources/vpcs/1");
        QTest::newRow("missing id") << head + R"("vpcs":[{}]}})" << QByteArray("/resources/vpcs/0");
        QTest::newRow("other version") << QByteArray(R"({"waylight":99,"resources":{}})") << QByteArray("waylight");
        QTest::newRow("too deep") << QByteArray(100, '[') + QByteArray(100, ']') << QByteArray("levels");
        QTest::newRow("not ours") << QByteArray(R"({"hello":1})") << QByteArray("describe");
        QTest::newRow("empty") << QByteArray() << QByteArray("JSON");
    }
    void badInput() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        QTemporaryDir folder;
        const QString path = folder.filePath("bad.waylight");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const Result result = run({"lint", path});
        QVERIFY2(result.exitCode == 2, result.out + result.err);
        QVERIFY2(result.err.contains(says), result.err);
        QVERIFY2(result.err.contains("bad.waylight"), result.err);
    }

    void contradictionsAreFindings_data() {
        QTest::addColumn<QByteArray>("resources");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("outside its VPC") << QByteArray(R"("vpcs":[{"id":"v","cidrBlocks":["10.0.0.0/16"]}],"subnets":[{"id":"s","vpcId":"v","cidrBlock":"10.1.0.0/24"}])") << QByteArray("s/cidrBlock");
        QTest::newRow("dangling") << QByteArray(R"("subnets":[{"id":"s","vpcId":"gone","cidrBlock":"10.1.0.0/24"}])") << QByteArray("s/vpcId");
    }
    void contradictionsAreFindings() {
        QFETCH(QByteArray, resources);
        QFETCH(QByteArray, says);
        const Result result = run({"lint", "-"}, R"({"waylight":1,"resources":{)" + resources + "}}");
        QVERIFY2(result.exitCode == 1, result.out + result.err);
        QVERIFY2(result.out.contains(says), result.out);
    }

    void anEmptyFolder() {
        QTemporaryDir folder;
        const Result result = run({"lint", folder.path()});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("describe"), result.err);
    }

    void theSchemaIsJson() {
        const Result result = run({"schema"});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(json(result.out)["properties"]["resources"]["properties"].contains("subnets"));
    }
};

WAYLIGHT_TEST(CliTest)
#include "tst_cli.moc"
