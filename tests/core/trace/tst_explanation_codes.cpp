// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/formats/analyzer/analysis.h"
#include "core/trace/engine.h"
#include "tests/core/trace/explanation_cases.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QtTest>

using namespace waylight;

namespace {

/// The explanation codes of Reachability Analyzer that we must produce.
constexpr const char* codeFile = WAYLIGHT_SOURCE_DIR "/../shared/reference/explanation-codes.json";

Cidr block(const char* text) {
    return *Cidr::parse(text);
}

const std::span<const ExplanationCase> cases = explanationCases();

QString described(const Trace& trace) {
    QStringList out = {QString::fromUtf8(enumName(trace.verdict).data())};
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.outcome != Outcome::Pass)
                out << QString::fromStdString(std::string(enumName(check.outcome)) + ' ' + check.code + ' ' + check.resource + ' ' + check.pointer + ": " + toEnglish(check.message));
    return out.join('\n');
}

bool has(const Json& explanations, const std::string& code, const std::string& component) {
    return std::any_of(explanations.begin(), explanations.end(), [&](const Json& each) { return each["ExplanationCode"] == code && each["Component"]["Id"] == component; });
}

} // namespace

/// Each explanation code of Reachability Analyzer on a small network that has just this fault.
class ExplanationCodesTest : public QObject {
    Q_OBJECT

private slots:
    void codes_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(cases.size()); ++i) {
            const ExplanationCase& row = cases[static_cast<std::size_t>(i)];
            QTest::addRow("%s, %s %s%s%s", row.code, row.outcome, row.culprit, *row.remark ? ": " : "", row.remark) << i;
        }
    }
    void codes() {
        QFETCH(int, index);
        const ExplanationCase& expected = cases[static_cast<std::size_t>(index)];
        NetworkSketch sketch = explanationAccount();
        Request request;
        request.from = "app";
        request.to = "internet";
        expected.build(sketch, request);
        const Trace result = trace(Network::compile(sketch.topology), request);
        const Json explanations = reachabilityAnalysis(result, sketch.topology)["NetworkInsightsAnalyses"][0]["Explanations"];
        QVERIFY2(has(explanations, expected.code, expected.culprit), explanations.dump(2).c_str());
        if (std::string_view(expected.outcome) == "explanation") {
            QCOMPARE(result.verdict, Verdict::Allowed);
            return;
        }
        const auto outcome = *enumValue<Outcome>(expected.outcome);
        const auto meets = [&](const Check& check) { return check.code == expected.code && check.outcome == outcome && check.resource == expected.culprit && check.pointer == expected.pointer; };
        const bool found = std::any_of(result.hops.begin(), result.hops.end(), [&](const Hop& hop) { return std::any_of(hop.checks.begin(), hop.checks.end(), meets); });
        QVERIFY2(found, qPrintable(described(result)));
        QCOMPARE(result.verdict, outcome == Outcome::Block ? Verdict::Blocked : Verdict::Unknown);
    }

    void everyCoreCodeHasARow() {
        QFile file(codeFile);
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("The list of explanation codes is not on this machine.");
        const auto list = parseJson(file.readAll().toStdString());
        QVERIFY(list);
        int core = 0;
        for (const Json& each : (*list)["codes"]) {
            const auto code = each["code"].get<std::string>();
            if (each["scope"] != "core")
                continue;
            ++core;
            QVERIFY2(std::any_of(std::begin(cases), std::end(cases), [&](const ExplanationCase& row) { return row.code == code; }), code.c_str());
        }
        QVERIFY(core > 0);
    }

    void filtersThatHoldChangeNothing() {
        NetworkSketch sketch = explanationAccount();
        Request request;
        request.from = "app";
        request.to = "internet";
        request.atSource.source = block("10.0.1.0/24");
        request.atSource.protocol = Protocol::tcp();
        request.atSource.destinationFromPort = 443;
        request.atDestination.source = block("198.51.100.99");
        request.atDestination.sourceFromPort = 1024;
        request.atDestination.sourceToPort = 65535;
        for (const char* id : {"app", "eni-app", "priv", "private", "acl", "sg", "vpc", "nat", "pub", "public", "igw"})
            request.through.push_back(Id(id));
        request.avoiding = {"main", "alone", "db"};
        const Trace result = trace(Network::compile(sketch.topology), request);
        QVERIFY2(result.verdict == Verdict::Allowed, qPrintable(described(result)));
    }

    /// What the request leaves open, the filter at the source decides.
    void theFilterPicksThePacket() {
        NetworkSketch sketch = explanationAccount();
        sketch.change<NetworkInterface>("eni-app", [](NetworkInterface& interface) {
            PrivateAddress second;
            second.address = *IpAddress::parse("10.0.1.11");
            interface.addresses.push_back(second);
        });
        Request request;
        request.from = "app";
        request.to = "internet";
        request.atSource.source = block("10.0.1.11");
        request.atSource.destination = block("8.8.8.8");
        request.atSource.sourceFromPort = 40000;
        request.atSource.sourceToPort = 40010;
        const Trace result = trace(Network::compile(sketch.topology), request);
        QVERIFY2(result.verdict == Verdict::Allowed, qPrintable(described(result)));
        const Packet& first = *result.hops.front().in;
        QCOMPARE(first.source, *IpAddress::parse("10.0.1.11"));
        QCOMPARE(first.destination, *IpAddress::parse("8.8.8.8"));
        QCOMPARE(first.sourcePort, 40000);
        QCOMPARE(first.sourceSpan, 10);
    }

    void aComponentBehindAnUnknownIsUnknown() {
        NetworkSketch sketch = explanationAccount();
        sketch.route("private", "192.0.2.0/24", "nat-gone");
        Request request;
        request.from = "app";
        request.to = "internet";
        request.through = {"igw"};
        const Trace result = trace(Network::compile(sketch.topology), request);
        QVERIFY2(result.verdict == Verdict::Unknown, qPrintable(described(result)));
        QVERIFY(described(result).contains("unknown COMPONENT_FILTER_RESTRICTION igw"));
        request.through = {"nothing of that name"};
        QVERIFY(described(trace(Network::compile(explanationAccount().topology), request)).contains("unknown UNKNOWN_RESOURCE nothing of that name"));
    }

    void connectedVpcsAreNotCalledDisconnected_data() {
        QTest::addColumn<int>("link");
        QTest::newRow("nothing") << 0;
        QTest::newRow("peering") << 1;
        QTest::newRow("a peering that is not active") << 2;
        QTest::newRow("peerings over a third VPC are not transitive") << 3;
        QTest::newRow("transit gateway") << 4;
        QTest::newRow("peered transit gateways") << 5;
        QTest::newRow("VPN connections to one customer gateway") << 6;
    }
    void connectedVpcsAreNotCalledDisconnected() {
        QFETCH(int, link);
        NetworkSketch sketch = explanationAccount();
        sketch.otherVpc("far", "10.1.0.0/16");
        if (link == 1 || link == 2)
            sketch.peering("pcx", "far", "vpc");
        if (link == 2)
            sketch.change<VpcPeering>("pcx", [](VpcPeering& peering) { peering.state = "pending-acceptance"; });
        if (link == 3) {
            sketch.otherVpc("third", "10.2.0.0/16");
            sketch.peering("pcx-1", "vpc", "third");
            sketch.peering("pcx-2", "third", "far");
        }
        if (link == 4 || link == 5) {
            sketch.transitGateway("tgw-1");
            sketch.attachment("att-1", "tgw-1", "vpc", {"priv"});
            sketch.attachment("att-2", link == 4 ? "tgw-1" : "tgw-2", "far", {"sub-far"});
        }
        if (link == 5) {
            sketch.transitGateway("tgw-2");
            sketch.attachment("att-3", "tgw-1", "tgw-2", {});
            sketch.change<TransitGatewayAttachment>("att-3", [](TransitGatewayAttachment& attachment) { attachment.attachmentType = AttachmentType::Peering; });
        }
        if (link == 6) {
            sketch.vpn();
            VpnGateway gateway;
            gateway.id = "vgw-far";
            gateway.vpc = "far";
            sketch.set(gateway);
            VpnConnection connection;
            connection.id = "vpn-far";
            connection.vpnGateway = "vgw-far";
            connection.customerGateway = "cgw";
            sketch.set(connection);
        }
        Request request;
        request.from = "app";
        request.to = "i-far";
        const Trace result = trace(Network::compile(sketch.topology), request);
        QCOMPARE(result.verdict, Verdict::Blocked); // no route leads there
        QCOMPARE(described(result).contains("DISCONNECTED_VPCS"), link == 0 || link == 2 || link == 3);
    }
};

WAYLIGHT_TEST(ExplanationCodesTest)
#include "tst_explanation_codes.moc"
