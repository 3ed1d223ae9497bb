// SPDX-License-Identifier: MIT
#include "core/analysis/finding_fixes.h"
#include "core/formats/waylight_file.h"
#include "core/model/patch.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QtTest>

#include <map>

Q_DECLARE_METATYPE(waylight::Design)

using namespace waylight;

namespace {

Design sample(const char* name) {
    QFile file(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/%1.waylight").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return readWaylight(file.readAll().toStdString(), name)->design;
}

const std::string bucketArn = "arn:aws:s3:::reports-111122223333";

std::string statement(const std::string& effect, const std::string& action, const std::string& resource, const std::string& condition = {}) {
    const std::string conditions = condition.empty() ? "" : ",\"Condition\":{" + condition + "}";
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":\"*\",\"Action\":" + action + ",\"Resource\":" + resource + conditions + "}]}";
}

Design withBucketPolicy(const std::string& text) {
    Design design = sample("s3-gateway-endpoint");
    Bucket bucket = *design.topology.get<Bucket>(Id("bucket-reports"));
    bucket.policy = {text};
    design.topology.set(Resource(bucket));
    return design;
}

Design withEndpointPolicy(const std::string& text) {
    Design design = sample("s3-gateway-endpoint");
    VpcEndpoint endpoint = *design.topology.get<VpcEndpoint>(Id("vpce-s3"));
    endpoint.policy = {text};
    design.topology.set(Resource(endpoint));
    return design;
}

template <class T, class Change>
Design changed(const std::string& id, Change change) {
    Design design = sample("s3-gateway-endpoint");
    T resource = *design.topology.get<T>(Id(id));
    change(resource);
    design.topology.set(Resource(std::move(resource)));
    return design;
}

Design withUnknownAction() {
    Design design = sample("s3-gateway-endpoint");
    Request request = design.requests.begin()->second;
    request.action = "s3:GetObjct";
    design.requests.set(request.id, request);
    return design;
}

Design withTwoMainTables() {
    return changed<RouteTable>("rtb-private", [](RouteTable& table) { table.main = true; });
}

/// A second subnet that is empty, so that nothing else is wrong with it.
Design withSubnet(const char* block) {
    Design design = sample("s3-gateway-endpoint");
    Subnet subnet = *design.topology.get<Subnet>(Id("subnet-private-a"));
    subnet.id = "subnet-second";
    subnet.name = "second";
    subnet.cidr = Cidr::parse(block).value();
    design.topology.set(Resource(subnet));
    return design;
}

/// What warns, and how often: a fix may add nothing to it.
std::map<std::pair<std::string, Id>, int> warnings(const Design& design) {
    std::map<std::pair<std::string, Id>, int> counts;
    for (const Finding& each : findings(design, Network::compile(design.topology)))
        if (each.severity != Severity::Note)
            ++counts[{each.rule, each.resource}];
    return counts;
}

std::ptrdiff_t count(const Design& design, const Finding& about) {
    const auto list = findings(design, Network::compile(design.topology));
    return std::count_if(list.begin(), list.end(), [&](const Finding& each) { return each.rule == about.rule && each.resource == about.resource; });
}

const Finding* findingOf(const std::vector<Finding>& list, const std::string& rule) {
    const auto at = std::find_if(list.begin(), list.end(), [&](const Finding& each) { return each.rule == rule; });
    return at == list.end() ? nullptr : &*at;
}

} // namespace

class FindingFixesTest : public QObject {
    Q_OBJECT

private:
    static void isProved(const Design& design, const Finding& finding, const FindingFix& fix) {
        const QByteArray title = QByteArray::fromStdString(toEnglish(fix.title));
        QVERIFY(!title.isEmpty() && !title.contains("%"));
        QVERIFY2(!diff(design, fix.after).empty(), title);
        QVERIFY2(count(fix.after, finding) < count(design, finding), title);
        const auto before = warnings(design);
        for (const auto& [about, number] : warnings(fix.after)) {
            const auto had = before.find(about);
            QVERIFY2(had != before.end() && number <= had->second, title + ": " + about.first.c_str() + " of " + about.second.c_str());
        }
    }

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

    void eachKindHasAProvedFix_data() {
        QTest::addColumn<Design>("design");
        QTest::addColumn<QString>("rule");
        const auto row = [](const char* rule, Design design, const char* tag = "") { QTest::newRow(qPrintable(QString::fromLatin1(rule) + QString::fromLatin1(tag))) << std::move(design) << QString::fromLatin1(rule); };
        row("endpoint-without-route-table", sample("broken-01-no-route-table"));
        row("subnet-without-endpoint-route", sample("broken-02-wrong-route-table"));
        row("endpoint-policy-misses-resource", sample("broken-03-endpoint-policy-other-bucket"));
        row("endpoint-policy-without-allow", sample("broken-04-endpoint-policy-without-allow"));
        row("policy-names-wrong-vpc", sample("broken-05-bucket-policy-other-vpc"));
        row("source-ip-refuses-endpoints", sample("broken-06-bucket-policy-source-ip"));
        row("bucket-in-other-region", sample("broken-07-bucket-in-another-region"));
        row("request-unknown-action", withUnknownAction());
        const std::string objects = '"' + bucketArn + "/*\"";
        row("policy-names-wrong-endpoint", withBucketPolicy(statement("Deny", R"("s3:*")", R"([")" + bucketArn + R"(",)" + objects + "]", R"("StringNotEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"})")));
        row("star-in-string-equals", withBucketPolicy(statement("Allow", R"("s3:GetObject")", objects, R"("StringEquals":{"aws:PrincipalTag/team":"data-*"})")));
        row("bucket-for-object-action", withBucketPolicy(statement("Allow", R"("s3:GetObject")", '"' + bucketArn + '"', R"("StringEquals":{"aws:PrincipalAccount":"111122223333"})")));
        row("object-for-bucket-action", withBucketPolicy(statement("Allow", R"("s3:ListBucket")", objects, R"("StringEquals":{"aws:PrincipalAccount":"111122223333"})")));
        row("unknown-action", withBucketPolicy(statement("Deny", R"("s3:GetObjct")", objects)));
        row("endpoint-policy-misses-resource", withEndpointPolicy(statement("Allow", R"("s3:*")", "\"arn:aws:s3:::another/*\"")), ", a single resource");
        row("model", withTwoMainTables(), ", two main tables");
        row("model", withSubnet("10.0.1.0/25"), ", subnets overlap");
        row("model", withSubnet("172.20.0.0/24"), ", outside the VPC");
        row("model", changed<NetworkInterface>("eni-app", [](NetworkInterface& interface) { interface.addresses.front().address = IpAddress::parse("10.0.9.9").value(); }), ", address outside the subnet");
        row("model", changed<Subnet>("subnet-private-a", [](Subnet& subnet) { subnet.networkAcl = {"acl-gone"}; }), ", a reference to nothing");
    }

    void eachKindHasAProvedFix() {
        QFETCH(Design, design);
        QFETCH(QString, rule);
        const Network network = Network::compile(design.topology);
        const auto list = findings(design, network);
        const Finding* finding = findingOf(list, rule.toStdString());
        QVERIFY2(finding, "the design has no such finding");
        QVERIFY(mayHaveFix(*finding));
        const auto fixes = findingFixes(design, network, *finding);
        QVERIFY2(!fixes.empty(), toEnglish(finding->message).c_str());
        for (const FindingFix& fix : fixes)
            isProved(design, *finding, fix);
    }

    /// Whatever is offered for the samples holds what it promises, and asking twice says the same.
    void whatIsOfferedAnywhereIsProved_data() {
        QTest::addColumn<QString>("name");
        for (const QString& name : QDir(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples")).entryList({"*.waylight"}))
            QTest::newRow(qPrintable(name)) << name.section('.', 0, 0);
    }
    void whatIsOfferedAnywhereIsProved() {
        QFETCH(QString, name);
        const Design design = sample(qPrintable(name));
        const Network network = Network::compile(design.topology);
        for (const Finding& finding : findings(design, network)) {
            const auto fixes = findingFixes(design, network, finding);
            QVERIFY(fixes.empty() || mayHaveFix(finding));
            for (const FindingFix& fix : fixes)
                isProved(design, finding, fix);
        }
    }

    /// An Allow that would need to be guessed is not: without a request nobody knows what the endpoint is for.
    void nothingIsGuessed() {
        Design design = sample("broken-04-endpoint-policy-without-allow");
        std::vector<Id> requests;
        for (const auto& [id, request] : design.requests)
            requests.push_back(id);
        for (const Id& id : requests)
            design.requests.erase(id);
        const Network network = Network::compile(design.topology);
        const auto list = findings(design, network);
        const Finding* finding = findingOf(list, "endpoint-policy-without-allow");
        QVERIFY(finding);
        QVERIFY(findingFixes(design, network, *finding).empty());
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
