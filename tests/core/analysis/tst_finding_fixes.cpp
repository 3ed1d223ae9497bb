// SPDX-License-Identifier: MIT
#include "core/analysis/finding_fixes.h"
#include "core/formats/waylight_file.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QtTest>

using namespace waylight;

namespace {

Design sample(const char* name) {
    QFile file(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/%1.waylight").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return readWaylight(file.readAll().toStdString(), name)->design;
}

const Finding* findingOf(const std::vector<Finding>& list, const std::string& rule) {
    const auto at = std::find_if(list.begin(), list.end(), [&](const Finding& each) { return each.rule == rule; });
    return at == list.end() ? nullptr : &*at;
}

} // namespace

class FindingFixesTest : public QObject {
    Q_OBJECT

private slots:
    void anEndpointWithoutTableIsAssociated() {
        const Design design = sample("broken-01-no-route-table");
        const Network network = Network::compile(design.topology);
        const auto list = findings(design, network);
        const Finding* finding = findingOf(list, "endpoint-without-route-table");
        QVERIFY(finding && mayHaveFix(*finding));
        const auto fixes = findingFixes(design, network, *finding);
        QVERIFY(!fixes.empty());
        for (const FindingFix& fix : fixes) {
            const auto after = findings(fix.after, Network::compile(fix.after.topology));
            QVERIFY(!findingOf(after, "endpoint-without-route-table"));
            QVERIFY(!toEnglish(fix.title).empty());
        }
    }

    void aRedundantRuleIsRemovedAndNoOther() {
        Design design = sample("s3-gateway-endpoint");
        SecurityGroup group = design.topology.table(kindOf<SecurityGroup>).begin()->second.get() ? std::get<SecurityGroup>(*design.topology.table(kindOf<SecurityGroup>).begin()->second) : SecurityGroup();
        SecurityGroupRule rule;
        rule.protocol = *Protocol::parse("tcp");
        rule.fromPort = 5432;
        rule.toPort = 5432;
        rule.cidr = *Cidr::parse("192.0.2.0/24");
        group.ingress.push_back(rule);
        group.ingress.push_back(rule);
        const std::size_t before = group.ingress.size();
        design.topology.set(group);
        const Network network = Network::compile(design.topology);
        const auto list = findings(design, network);
        const Finding* finding = findingOf(list, "redundant-rule");
        QVERIFY(finding);
        const auto fixes = findingFixes(design, network, *finding);
        QCOMPARE(fixes.size(), std::size_t(1));
        const auto* after = fixes.front().after.topology.get<SecurityGroup>(group.id);
        QCOMPARE(after->ingress.size(), before - 1);
        QVERIFY(after->ingress.back() == rule);
    }

    void whatNoEditIsKnownForHasNone() {
        const Design design = sample("s3-gateway-endpoint");
        const Network network = Network::compile(design.topology);
        const Finding finding{"endpoint-policy-full-access", Severity::Note, design.topology.table(kindOf<VpcEndpoint>).begin()->first, "/policyDocument", {}, false};
        QVERIFY(!mayHaveFix(finding));
        QVERIFY(findingFixes(design, network, finding).empty());
    }
};

WAYLIGHT_TEST(FindingFixesTest)
#include "tst_finding_fixes.moc"
