// SPDX-License-Identifier: MIT
#include "core/analysis/expectations.h"
#include "core/analysis/findings.h"
#include "core/analysis/fixes.h"
#include "core/formats/waylight_file.h"
#include "core/model/patch.h"
#include "core/trace/engine.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QtTest>

#include <random>
#include <set>

using namespace waylight;

/// The templates: each is what it claims to be, and each mistake has a fix that works and can be undone.
class SamplesTest : public QObject {
    Q_OBJECT

private:
    static Design load(const QString& path) {
        const auto loaded = readWaylight(readFile(path).toStdString(), path.toStdString());
        if (!loaded || !loaded->diagnostics.empty())
            qFatal("%s cannot be read", qPrintable(path));
        return loaded->design;
    }

    static Trace firstTrace(const Design& design) { return trace(Network::compile(design.topology), design.requests.begin()->second); }

private slots:
    void samples_data() {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples"));
        for (const QString& name : folder.entryList({"*.waylight"}))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
        QVERIFY(folder.entryList({"broken-*.waylight"}).size() >= 10);
    }

    void samples() {
        QFETCH(QString, path);
        const QByteArray bytes = readFile(path);
        const Design design = load(path);
        QCOMPARE(QByteArray::fromStdString(writeWaylight(design)), bytes);

        const auto results = checkedExpectations(design, Network::compile(design.topology));
        QVERIFY(!results.empty());
        for (const auto& result : results)
            QVERIFY2(result.holds, toEnglish(result.message).c_str());

        const Trace before = firstTrace(design);
        if (before.verdict == Verdict::Allowed) {
            QVERIFY(fixes(design, before).empty());
            return;
        }
        QVERIFY(!before.request.expectedStage.empty());
        const auto offered = fixes(design, before);
        QVERIFY(!offered.empty());
        QVERIFY(offered.front().allows);
        QCOMPARE(firstTrace(offered.front().after).verdict, Verdict::Allowed);
        const Patch patch = diff(design, offered.front().after);
        const Design undone = applied(applied(design, patch), inverse(patch));
        QCOMPARE(QByteArray::fromStdString(writeWaylight(undone)), bytes);
    }

    void everyOfferedFixRemovesItsBlocker_data() { samples_data(); }
    void everyOfferedFixRemovesItsBlocker() {
        QFETCH(QString, path);
        const Design design = load(path);
        for (const Fix& fix : fixes(design, firstTrace(design)))
            for (const Check& check : firstTrace(fix.after).blockers)
                QVERIFY2(check.stage != fix.blocker.stage || check.resource != fix.blocker.resource || check.direction != fix.blocker.direction, toEnglish(fix.title).c_str());
    }

    void findings_data() {
        QTest::addColumn<QString>("sample");
        QTest::addColumn<QString>("rule");
        QTest::newRow("working") << "s3-gateway-endpoint" << "";
        QTest::newRow("no table") << "broken-01-no-route-table" << "endpoint-without-route-table";
        QTest::newRow("wrong table") << "broken-02-wrong-route-table" << "subnet-without-endpoint-route";
        QTest::newRow("no allow") << "broken-04-endpoint-policy-without-allow" << "endpoint-policy-without-allow";
        QTest::newRow("region") << "broken-07-bucket-in-another-region" << "bucket-in-other-region";
    }
    void findings() {
        QFETCH(QString, sample);
        QFETCH(QString, rule);
        const Design design = load(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/%1.waylight").arg(sample));
        QStringList rules;
        for (const Finding& finding : waylight::findings(design, Network::compile(design.topology)))
            rules += QString::fromStdString(finding.rule);
        QCOMPARE(rules.join(u' '), rule);
    }

    void fullAccessPolicyAndNatTrafficAreFound() {
        Design design = load(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/s3-gateway-endpoint.waylight"));
        VpcEndpoint endpoint = *design.topology.get<VpcEndpoint>(Id("vpce-s3"));
        const auto rules = [&] {
            design.topology.set(Resource(endpoint));
            std::set<std::string> found;
            for (const Finding& finding : waylight::findings(design, Network::compile(design.topology)))
                found.insert(finding.rule);
            return found;
        };
        endpoint.policy = {};
        QVERIFY(rules().contains("endpoint-policy-full-access"));
        endpoint.policy = {R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]})"};
        QVERIFY(rules().contains("endpoint-policy-full-access"));
        endpoint.policy = {R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]})"};
        QVERIFY(!rules().contains("endpoint-policy-full-access"));

        NatGateway nat;
        nat.id = "nat-1";
        nat.subnet = "subnet-private-a";
        design.topology.set(Resource(nat));
        RouteTable table = *design.topology.get<RouteTable>(Id("rtb-private"));
        Route route;
        route.destination = Cidr::all(IpFamily::V4);
        route.target = "nat-1";
        table.routes.push_back(route);
        design.topology.set(Resource(table));
        QVERIFY(!rules().contains("nat-carries-s3"));
        endpoint.routeTables.clear();
        QVERIFY(rules().contains("nat-carries-s3"));
    }

    void aRandomLayoutChangesNoTrace_data() { samples_data(); }
    void aRandomLayoutChangesNoTrace() {
        QFETCH(QString, path);
        const Design design = load(path);
        const Trace before = firstTrace(design);
        std::mt19937 random(11);
        const auto some = [&] { return static_cast<int>(random() % 4000) - 2000; };
        for (int round = 0; round < 20; ++round) {
            Design moved = design;
            design.topology.forEachResource([&](const ResourcePtr& resource) { moved.layout.set(base(*resource).id, {some(), some(), some(), some()}); });
            QVERIFY(firstTrace(moved) == before);
            const auto reread = readWaylight(writeWaylight(moved), "moved");
            QVERIFY(bool(reread) && firstTrace(reread->design) == before);
        }
    }

    void approvedFindingsAreMarked() {
        Design design = load(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/broken-01-no-route-table.waylight"));
        const Finding open = waylight::findings(design, Network::compile(design.topology)).front();
        QVERIFY(!open.approved);
        Approval approval;
        approval.id = open.approvalId();
        design.approvals.set(approval.id, approval);
        QVERIFY(waylight::findings(design, Network::compile(design.topology)).front().approved);
    }
};

WAYLIGHT_TEST(SamplesTest)
#include "tst_samples.moc"
