// SPDX-License-Identifier: MIT
#include "core/analysis/policy_draft.h"
#include "core/analysis/policy_names.h"
#include "core/edit/edits.h"
#include "core/formats/waylight_file.h"
#include "core/policy/statement_reason.h"
#include "core/trace/engine.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

Design sample() {
    const QString path = QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/s3-gateway-endpoint.waylight");
    const auto loaded = readWaylight(readFile(path).toStdString(), path.toStdString());
    if (!loaded)
        qFatal("the sample cannot be read");
    return loaded->design;
}

std::string statementText(const std::string& inside) { return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"},{" + inside + "}]}"; }

const Id endpoint = "vpce-s3";

/// A design with requests besides the sample's own, and a trial of drafts of its endpoint's policy.
struct Trial {
    Design design = sample();
    Network network;
    std::optional<Request> shown;

    Trial() {
        const Request own = design.requests.begin()->second;
        add("put", own, "s3:PutObject", own.resource);
        add("list", own, "s3:ListBucket", own.resource.substr(0, own.resource.find('/')));
        Request flow = own;
        flow.id = "flow";
        flow.action = flow.resource = "";
        flow.to = AnyRef{"internet"};
        design.requests.set(flow.id, flow);
        network = Network::compile(design.topology);
        shown = own;
    }
    void add(const Id& id, Request like, const std::string& action, const std::string& resource) {
        like.id = id;
        like.name = id;
        like.action = action;
        like.resource = resource;
        design.requests.set(id, like);
    }
    PolicyPlace place(const Id& resource = endpoint) const { return policyPlaces(*design.topology.find(resource)).front(); }
    std::optional<DraftEffects> with(const std::string& text) const { return DraftTrial(design, network, shown).effectsOf(endpoint, place(), text); }
    QStringList changed(const std::string& text) const {
        QStringList all;
        const auto effects = with(text);
        for (const DraftChange& each : effects ? effects->changes : std::vector<DraftChange>())
            all << QString::fromStdString(each.request.id);
        return all;
    }
    QString reason(const std::string& text, std::size_t statement) const {
        const auto view = policyView(network, *shown);
        const auto reading = readingOf(*view, endpoint, place(), text);
        return QString::fromStdString(toEnglish(policy::statementReason(*reading->document, reading->outcome.statements[statement], view->pairs[reading->pair].context)));
    }
};

} // namespace

/// What would follow if a text were the policy.
class PolicyDraftTest : public QObject {
    Q_OBJECT

private slots:
    void onlyRequestsWhoseVerdictChangesAreListed_data() {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QStringList>("changed");
        QTest::newRow("nothing denied") << "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:DeleteObject\",\"Resource\":\"*\"" << QStringList{};
        QTest::newRow("one action") << "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":\"*\"" << QStringList{"put"};
        QTest::newRow("every action") << "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"" << QStringList{"list", "put", "request-1"};
        QTest::newRow("objects") << "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::*/*\"" << QStringList{"put", "request-1"};
    }

    void onlyRequestsWhoseVerdictChangesAreListed() {
        QFETCH(QString, statement);
        QFETCH(QStringList, changed);
        Trial t;
        const auto effects = t.with(statementText(statement.toStdString()));
        QVERIFY(effects);
        QCOMPARE(effects->asked, std::size_t(3)); // the plain flow meets no policy
        QCOMPARE(t.changed(statementText(statement.toStdString())), changed);
    }

    /// The trial says what the edited design says.
    void aDraftIsWhatApplyingItGives() {
        Trial t;
        for (const char* text : {"", "{\"Version\":\"2012-10-17\",\"Statement\":[]}", "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}", "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"}) {
            const auto effects = t.with(text);
            QVERIFY(effects && effects->shown);
            const auto after = edit::fieldSet(t.design, endpoint, t.place().field, std::string(text));
            QVERIFY(after);
            const Network network = Network::compile(after->topology);
            QCOMPARE(*effects->shown, trace(network, *t.shown));
            std::size_t changes = 0;
            for (const auto& [id, request] : t.design.requests)
                changes += trace(network, request).verdict != trace(t.network, request).verdict;
            QCOMPARE(effects->changes.size(), changes);
        }
    }

    void theReasonIsTheFirstBlocker() {
        Trial t;
        const auto effects = t.with(statementText("\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\""));
        QVERIFY(effects);
        const auto at = std::find_if(effects->changes.begin(), effects->changes.end(), [](const DraftChange& each) { return each.request.id == "request-1"; });
        QVERIFY(at != effects->changes.end());
        QCOMPARE(at->before, Verdict::Allowed);
        QCOMPARE(at->after, Verdict::Blocked);
        QVERIFY(at->reason && at->reason->stage == Stage::EndpointPolicy && at->reason->resource == endpoint);
    }

    void whatIsNotKnownHasAReasonToo() {
        Trial t;
        const auto effects = t.with(statementText("\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}"));
        QVERIFY(effects);
        QCOMPARE(effects->changes.size(), std::size_t(3));
        QCOMPARE(effects->changes.front().after, Verdict::Unknown);
        QVERIFY(effects->changes.front().reason && effects->changes.front().reason->outcome == Outcome::Unknown);
    }

    void textThatIsNoPolicyHasNoEffects() {
        Trial t;
        QVERIFY(!t.with("{ \"Version\": "));
        QVERIFY(!t.with("[1, 2]"));
        QVERIFY(t.with("  \n"));
    }

    void eachStatementSaysWhy_data() {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("sentence");
        const QString allow = QStringLiteral("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"");
        QTest::newRow("matches") << allow << "This statement allows the request.";
        QTest::newRow("denies") << "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"" << "This statement denies the request. A Deny wins over every Allow.";
        QTest::newRow("action") << "\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":\"*\"" << "No action here is the s3:GetObject that the request asks for.";
        QTest::newRow("not action") << "\"Effect\":\"Allow\",\"Principal\":\"*\",\"NotAction\":\"s3:Get*\",\"Resource\":\"*\"" << "The statement is about all actions but these, and the request asks for s3:GetObject.";
        QTest::newRow("resource") << "\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::other/*\"" << "No resource here matches arn:aws:s3:::reports-111122223333/2026/summary.csv, which the request is on.";
        QTest::newRow("condition differs") << allow + ",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":[\"vpce-x\",\"vpce-y\"]}}" << "Condition aws:SourceVpce: StringEquals vpce-x, vpce-y; the request comes with vpce-s3.";
        QTest::newRow("no public address") << allow + ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}" << "Condition aws:SourceIp: IpAddress 203.0.113.0/24; the request comes through an endpoint and so without a public address.";
        QTest::newRow("unknown key") << allow + ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}" << "Whether aws:PrincipalOrgID matches depends on aws:PrincipalOrgID, which the design does not say.";
        QTest::newRow("malformed") << "\"Effect\":\"Perhaps\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"" << "AWS would refuse this statement, so what it does is not known. Correct it.";
    }

    void eachStatementSaysWhy() {
        QFETCH(QString, statement);
        QFETCH(QString, sentence);
        QCOMPARE(Trial().reason(statementText(statement.toStdString()), 1), sentence);
    }

    void whatMatchesIsNamed_data() {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("parts");
        QTest::newRow("everything") << R"("Effect":"Allow","Principal":"*","Action":"*","Resource":"*")" << "Action *; Resource *; Principal *";
        QTest::newRow("one of several") << R"("Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root","*"]},"Action":["s3:Put*","s3:Get*","s3:*"],"Resource":["arn:aws:s3:::other-*","arn:aws:s3:::reports-*"])" << "Action s3:Get*; Resource arn:aws:s3:::reports-*; Principal *";
        QTest::newRow("what is excepted") << R"("Effect":"Deny","Principal":"*","NotAction":["s3:Put*","s3:List*"],"NotResource":"arn:aws:s3:::other-*")" << "NotAction s3:Put*, s3:List*; NotResource arn:aws:s3:::other-*; Principal *";
        QTest::newRow("conditions") << R"("Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-s3"},"Bool":{"aws:SecureTransport":"true"}})" << "Action s3:*; Resource *; Principal *; StringEquals aws:SourceVpce; Bool aws:SecureTransport";
    }

    void whatMatchesIsNamed() {
        QFETCH(QString, statement);
        QFETCH(QString, parts);
        Trial t;
        const auto view = policyView(t.network, *t.shown);
        const auto reading = readingOf(*view, endpoint, t.place(), statementText(statement.toStdString()));
        QCOMPARE(reading->outcome.statements[1].match, policy::Match::Yes);
        QCOMPARE(QString::fromStdString(policy::matchingParts(*reading->document, reading->outcome.statements[1])), parts);
    }

    void withoutAnEndpointTheKeyIsMissing() {
        policy::RequestContext context;
        context.action = "s3:GetObject";
        context.resource = "arn:aws:s3:::b/k";
        context.keys.set("aws:SourceIp", "203.0.113.9");
        const auto parsed = policy::Document::parse(statementText("\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}"));
        const auto outcome = policy::evaluateDocument(*parsed.document, context, {.type = policy::PolicyType::Resource});
        QCOMPARE(QString::fromStdString(toEnglish(policy::statementReason(*parsed.document, outcome.statements[1], context))), QStringLiteral("Condition aws:SourceVpce: StringEquals vpce-1; the request comes without an endpoint."));
    }

    void aPolicyThatIsNotAskedIsNotRead() {
        Trial t;
        const auto view = policyView(t.network, *t.shown);
        QVERIFY(view);
        QCOMPARE(view->pairs.size(), std::size_t(1));
        const PolicyView::Pair& pair = view->pairs.front();
        QCOMPARE(pair.endpoint, endpoint);
        QVERIFY(!pair.role.empty() && !pair.target.empty());
        QVERIFY(!readingOf(*view, "vpce-other", t.place(), t.place().text));
        for (const PolicyPlace& place : policyPlaces(*t.design.topology.find(pair.role)))
            QCOMPARE(readingOf(*view, pair.role, place, "{\"Statement\":[]}").has_value(), place.type().has_value());
        QVERIFY(!policyView(t.network, *t.design.requests.find("flow")));
    }

    void namesOfTheDesign() {
        const auto names = policyNames(sample().topology);
        const auto has = [&](policy::DesignName::Kind kind, const std::string& value) {
            return std::any_of(names.begin(), names.end(), [&](const auto& each) { return each.kind == kind && each.value == value; });
        };
        using enum policy::DesignName::Kind;
        QVERIFY(has(Endpoint, "vpce-s3"));
        QVERIFY(has(Bucket, "arn:aws:s3:::reports-111122223333"));
        QVERIFY(has(Region, "us-east-1"));
        const auto role = std::find_if(names.begin(), names.end(), [](const auto& each) { return each.kind == Role; });
        QVERIFY(role != names.end());
        // The same ARN that the engine gives the caller.
        Trial t;
        QCOMPARE(role->value, policyView(t.network, *t.shown)->pairs.front().context.principal.roleArn);
    }
};

WAYLIGHT_TEST(PolicyDraftTest)
#include "tst_policy_draft.moc"
