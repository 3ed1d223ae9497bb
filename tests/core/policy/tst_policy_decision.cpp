// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/case.h"
#include "tests/core/policy/policy_cases.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;
using namespace waylight::policy;

namespace {

QString blockers(const Evaluation& evaluation) {
    QStringList names;
    for (const Layer layer : evaluation.blockers())
        names << shortName(layer);
    return names.join(' ');
}

/// An Allow or Deny of everything for identity, boundary and so on; none when the text is empty.
std::vector<Source> sources(const QString& statement) {
    if (statement == "?")
        return {Source{"missing", nullptr}};
    return statement.isEmpty() ? std::vector<Source>{} : std::vector<Source>{policyOf(statement.toStdString())};
}

} // namespace

Q_DECLARE_METATYPE(waylight::policy::Decision)

class PolicyDecisionTest : public QObject {
    Q_OBJECT

private slots:
    void principals_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("roleArn");
        const auto row = [](const char* text, PrincipalKind kind, const char* account, const char* roleArn = "") {
            QTest::newRow(text) << QString(text) << static_cast<int>(kind) << QString(account) << QString(roleArn);
        };
        row("arn:aws:iam::111111111111:user/a/bob", PrincipalKind::User, "111111111111");
        row("arn:aws:iam::111111111111:role/x/app", PrincipalKind::Role, "111111111111", "arn:aws:iam::111111111111:role/x/app");
        row("arn:aws-cn:sts::111111111111:assumed-role/app/i-1", PrincipalKind::RoleSession, "111111111111", "arn:aws-cn:iam::111111111111:role/app");
        row("arn:aws:sts::111111111111:federated-user/eve", PrincipalKind::FederatedUser, "111111111111");
        row("arn:aws:iam::111111111111:root", PrincipalKind::Root, "111111111111");
        row("111111111111", PrincipalKind::Root, "111111111111");
        row("lambda.amazonaws.com", PrincipalKind::Service, "");
        row("anonymous", PrincipalKind::Anonymous, "");
    }
    void principals() {
        QFETCH(QString, text);
        const auto principal = Principal::parse(text.toStdString());
        QVERIFY(principal);
        QTEST(static_cast<int>(principal->kind), "kind");
        QTEST(QString::fromStdString(principal->account), "account");
        QTEST(QString::fromStdString(principal->roleArn), "roleArn");
        QVERIFY(!Principal::parse("bob"));
        QVERIFY(!Principal::parse("arn:aws:iam::111111111111:group/devs"));
    }

    void principalsOfAResourcePolicy_data() {
        QTest::addColumn<QString>("principal");
        QTest::addColumn<QString>("requester");
        QTest::addColumn<int>("grant");
        const auto row = [](const char* name, const char* principal, const std::string& requester, Grant grant) {
            QTest::newRow(name) << QString(principal) << QString::fromStdString(requester) << static_cast<int>(grant);
        };
        row("everyone", R"("*")", "anonymous", Grant::Everyone);
        row("every account", R"({"AWS": "*"})", "anonymous", Grant::Everyone);
        row("account id", R"({"AWS": "111111111111"})", user, Grant::Account);
        row("account root", R"({"AWS": "arn:aws:iam::111111111111:root"})", session, Grant::Account);
        row("other account", R"({"AWS": "222222222222"})", user, Grant::None);
        row("root itself", R"({"AWS": "111111111111"})", root, Grant::Direct);
        row("user", R"({"AWS": "arn:aws:iam::111111111111:user/bob"})", user, Grant::Direct);
        row("other user", R"({"AWS": ["arn:aws:iam::111111111111:user/eve"]})", user, Grant::None);
        row("role of a session", R"({"AWS": "arn:aws:iam::111111111111:role/app"})", session, Grant::Role);
        row("session", R"({"AWS": "arn:aws:sts::111111111111:assumed-role/app/i-1"})", session, Grant::Direct);
        row("other session", R"({"AWS": "arn:aws:sts::111111111111:assumed-role/app/i-2"})", session, Grant::None);
        row("service", R"({"Service": "lambda.amazonaws.com"})", "lambda.amazonaws.com", Grant::Direct);
        row("service is no user", R"({"Service": "lambda.amazonaws.com"})", user, Grant::None);
        row("account is no service", R"({"AWS": "111111111111"})", "lambda.amazonaws.com", Grant::None);
    }
    void principalsOfAResourcePolicy() {
        QFETCH(QString, principal);
        QFETCH(QString, requester);
        QFETCH(int, grant);
        const auto source = policyOf(R"({"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": )" + principal.toStdString() + "}");
        const auto outcome = evaluateDocument(*source.document, request(requester.toStdString()), {PolicyType::Resource, false, Detail::Reasons});
        QCOMPARE(outcome.allows, toMatch(grant != 0));
        if (grant != 0)
            QCOMPARE(outcome.grants[static_cast<std::size_t>(grant)], Match::Yes);
    }

    void notPrincipalSparesOnlyWhoIsListedWithTheirAccount() {
        const auto denied = [](const char* list, const std::string& who, bool boundary = false) {
            const auto source = policyOf(std::string(R"({"Effect": "Deny", "Action": "*", "Resource": "*", "NotPrincipal": {"AWS": [)") + list + "]}}");
            return evaluateDocument(*source.document, request(who), {PolicyType::Resource, boundary, Detail::Reasons}).denies == Match::Yes;
        };
        QVERIFY(!denied(R"("111111111111", "arn:aws:iam::111111111111:user/bob")", user));
        QVERIFY(denied(R"("111111111111", "arn:aws:iam::111111111111:user/bob")", user, true));
        QVERIFY(denied(R"("arn:aws:iam::111111111111:user/bob")", user));
        QVERIFY(denied(R"("111111111111", "arn:aws:iam::111111111111:user/eve")", user));
        QVERIFY(denied(R"("111111111111", "arn:aws:iam::111111111111:role/app")", session));
        QVERIFY(!denied(R"("111111111111", "arn:aws:iam::111111111111:role/app", "arn:aws:sts::111111111111:assumed-role/app/i-1")", session));
    }

    void gatewayEndpointsKnowOnlyEveryone() {
        const auto allowed = [](const std::string& principal, const std::string& who, PolicyType type) {
            return evaluateDocument(*policyOf(allowFor(principal)).document, request(who), {type, false, Detail::Reasons}).allows == Match::Yes;
        };
        QVERIFY(allowed("*", user, PolicyType::GatewayEndpoint));
        QVERIFY(!allowed(user, user, PolicyType::GatewayEndpoint));
        QVERIFY(allowed(user, user, PolicyType::InterfaceEndpoint));
        QVERIFY(!allowed("111111111111", user, PolicyType::GatewayEndpoint));
        QVERIFY(allowed("111111111111", root, PolicyType::GatewayEndpoint));
        QVERIFY(allowed("111111111111", user, PolicyType::InterfaceEndpoint));
    }

    void decisions_data() {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("identity");
        QTest::addColumn<QString>("resource");
        QTest::addColumn<QString>("boundary");
        QTest::addColumn<QString>("session");
        QTest::addColumn<Decision>("decision");
        QTest::addColumn<QString>("blockedBy");
        const QString yes = allowAll;
        const QString no = denyAll;
        const QString other = allowOther;
        const QString none;
        const char* const own = "111111111111";
        const char* const foreign = "222222222222";
        const auto named = [](const std::string& who) { return QString::fromStdString(allowFor(who)); };
        const auto row = [](const char* name, const std::string& who, const char* account, const QString& identity, const QString& resource,
                            const QString& boundary, const QString& sessionPolicy, Decision decision, const char* blockedBy) {
            QTest::newRow(name) << QString::fromStdString(who) << QString(account) << identity << resource << boundary << sessionPolicy << decision
                                << QString(blockedBy);
        };
        const auto allowed = Decision::Allowed;
        const auto implicit = Decision::ImplicitlyDenied;
        const auto denied = Decision::ExplicitlyDenied;
        const auto unknown = Decision::Unknown;
        row("nothing allows", user, own, none, none, none, none, implicit, "identity");
        row("identity allows", user, own, yes, none, none, none, allowed, "");
        row("resource allows the user", user, own, none, named(user), none, none, allowed, "");
        row("neither allows", user, own, other, other, none, none, implicit, "identity");
        row("own account is only delegation", user, own, none, named(root), none, none, implicit, "identity");
        row("identity denies", user, own, no, named(user), none, none, denied, "identity");
        row("resource denies", user, own, yes, no, none, none, denied, "resource");
        row("both deny", user, own, no, no, none, none, denied, "resource identity");
        row("boundary is silent", user, own, yes, none, other, none, implicit, "pb");
        row("a user named directly passes the boundary", user, own, none, named(user), other, none, allowed, "");
        row("a role named does not", session, own, none, named(role), other, none, implicit, "pb");
        row("a session named does", session, own, none, named(session), other, other, allowed, "");
        row("boundary denies whoever is named", session, own, none, named(session), no, none, denied, "pb");
        row("session policy is silent", session, own, yes, none, none, other, implicit, "session");
        row("boundary and session are silent", session, own, yes, none, other, other, implicit, "pb session");
        row("cross account, both allow", user, foreign, yes, named(root), none, none, allowed, "");
        row("cross account, only identity", user, foreign, yes, none, none, none, implicit, "resource");
        row("cross account, only resource", user, foreign, none, named(user), none, none, implicit, "identity");
        row("cross account, neither", user, foreign, none, other, none, none, implicit, "resource identity");
        row("root needs no policy", root, own, none, none, none, none, allowed, "");
        row("root and a bucket policy", root, own, none, no, none, none, denied, "resource");
        row("root across accounts", root, foreign, none, none, none, none, implicit, "resource");
        row("anonymous", "anonymous", own, none, yes, none, none, allowed, "");
        row("anonymous, no policy", "anonymous", own, none, none, none, none, implicit, "resource");
        row("service", "lambda.amazonaws.com", own, none, yes, none, none, allowed, "");
        row("identity not in the design", user, own, "?", none, none, none, unknown, "");
        row("resource not in the design may deny", user, own, yes, "?", none, none, unknown, "");
        row("a deny is certain all the same", user, own, no, "?", none, none, denied, "identity");
        row("silence across accounts is certain too", user, foreign, none, "?", none, none, implicit, "identity");
        row("account of the resource unknown, both allow", user, "", yes, named(user), none, none, allowed, "");
        row("account of the resource unknown, one allows", user, "", yes, none, none, none, unknown, "");
    }
    void decisions() {
        QFETCH(QString, who);
        QFETCH(QString, account);
        QFETCH(QString, identity);
        QFETCH(QString, resource);
        QFETCH(QString, boundary);
        QFETCH(QString, session);
        PolicySet set;
        set.identity = sources(identity);
        set.resource = sources(resource);
        set.boundary = sources(boundary);
        set.session = sources(session);
        const RequestContext context = request(who.toStdString(), account.toStdString());
        const Evaluation evaluation = evaluate(set, context);
        QTEST(evaluation.decision, "decision");
        QTEST(blockers(evaluation), "blockedBy");
        QCOMPARE(evaluate(set, context, Detail::Decision).decision, evaluation.decision);
    }

    void everyFilterThatBlocksIsListed() {
        PolicySet set;
        set.identity = {policyOf(allowAll)};
        set.scp = {{policyOf(allowAll)}, {policyOf(allowOther)}};
        set.rcp = {{policyOf(denyAll)}};
        set.endpoints = {{policyOf(allowOther), true}};
        const Evaluation evaluation = evaluate(set, request(user));
        QCOMPARE(evaluation.decision, Decision::ExplicitlyDenied);
        QCOMPARE(blockers(evaluation), QString("scp rcp vpce"));
        QCOMPARE(evaluation[Layer::ServiceControl].sources[1].level, std::size_t(1));
        QCOMPARE(*evaluation[Layer::ServiceControl].decidedBy, std::size_t(1));
    }

    void controlPoliciesSpareSomePrincipals() {
        PolicySet set;
        set.resource = {policyOf(allowAll)};
        set.scp = {{policyOf(denyAll)}};
        QCOMPARE(evaluate(set, request(user)).decision, Decision::ExplicitlyDenied);
        QCOMPARE(evaluate(set, request(root)).decision, Decision::ExplicitlyDenied);
        QCOMPARE(evaluate(set, request("anonymous")).decision, Decision::Allowed);
        QCOMPARE(evaluate(set, request("arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/R")).decision, Decision::Allowed);
        set.scp = {{}};
        QCOMPARE(blockers(evaluate(set, request(user))), QString("scp"));
        set.scp = {};
        set.rcp = {{}};
        QCOMPARE(evaluate(set, request(user)).decision, Decision::Allowed);
    }

    /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    void resourceControlPoliciesSpeakOfSomeServices() {
        PolicySet set;
        set.identity = {policyOf(allowAll)};
        set.rcp = {{policyOf(denyAll)}};
        RequestContext context = request(user);
        QCOMPARE(blockers(evaluate(set, context)), QString("rcp"));
        context.action = "ec2:DescribeVpcs";
        context.resource = "*";
        QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
        context.action = "kms:RetireGrant";
        context.resource = "arn:aws:kms:us-east-1:111111111111:key/1";
        set.resource = {policyOf(allowAll)};
        QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
        context.action = "kms:Decrypt";
        QCOMPARE(blockers(evaluate(set, context)), QString("rcp"));
    }

    void aSessionOfAServiceLinkedRoleIsKnownByItsName() {
        PolicySet set;
        set.identity = {policyOf(allowAll)};
        set.scp = {{policyOf(denyAll)}};
        QCOMPARE(evaluate(set, request("arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForECS/s")).decision, Decision::Allowed);
        QCOMPARE(evaluate(set, request("arn:aws:sts::111111111111:assumed-role/ServiceRole/s")).decision, Decision::ExplicitlyDenied);
    }

    /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
    void aFederatedUserHasOnlyWhatTheSessionPolicyGives() {
        PolicySet set;
        set.identity = {policyOf(allowAll)};
        const RequestContext context = request("arn:aws:sts::111111111111:federated-user/eve");
        QCOMPARE(blockers(evaluate(set, context)), QString("session"));
        set.session = {policyOf(allowAll)};
        QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
        set.session = {};
        set.resource = {policyOf(allowFor("arn:aws:sts::111111111111:federated-user/eve"))};
        QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
    }

    void publicBucketsCanBeRestricted_data() {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("bucketPolicy");
        QTest::addColumn<QString>("expected");
        const QString everybody = allowAll;
        const QString other = QString::fromStdString(allowFor("arn:aws:iam::222222222222:user/eve"));
        const QString eve = "arn:aws:iam::222222222222:user/eve";
        QTest::newRow("anonymous") << "anonymous" << everybody << "bpa";
        QTest::newRow("another account") << eve << everybody << "bpa";
        QTest::newRow("another account that is named beside everybody") << eve << everybody + ", " + other << "bpa";
        QTest::newRow("another account, policy not public") << eve << other << "";
        QTest::newRow("the owner's account") << QString::fromStdString(user) << everybody << "";
        QTest::newRow("a service") << "logging.s3.amazonaws.com" << everybody << "";
    }
    void publicBucketsCanBeRestricted() {
        QFETCH(QString, who);
        QFETCH(QString, bucketPolicy);
        QFETCH(QString, expected);
        PolicySet set;
        set.identity = {policyOf(allowAll)};
        set.resource = {policyOf(bucketPolicy.toStdString())};
        const RequestContext context = request(who.toStdString());
        QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
        set.restrictsPublicBuckets = Match::Yes;
        QCOMPARE(blockers(evaluate(set, context)), expected);
        QCOMPARE(evaluate(set, context).decision, expected.isEmpty() ? Decision::Allowed : Decision::ExplicitlyDenied);
        set.restrictsPublicBuckets = Match::Unknown;
        QCOMPARE(evaluate(set, context).decision, expected.isEmpty() ? Decision::Allowed : Decision::Unknown);
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    void aBucketPolicyGrantsNothingOnObjectsOfOthers() {
        PolicySet set;
        set.resource = {policyOf(allowAll)};
        QCOMPARE(evaluate(set, request("anonymous")).decision, Decision::Allowed);
        set.bucketOwnerOwnsObject = Match::No;
        QCOMPARE(blockers(evaluate(set, request("anonymous"))), QString("resource"));
    }

    void trustAndKeyPoliciesMustAllow() {
        RequestContext context = request(user);
        PolicySet set;
        set.identity = {policyOf(allowAll)};
        for (const auto& [action, resource] : {std::pair("sts:AssumeRole", "arn:aws:iam::111111111111:role/app"),
                                               std::pair("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1")}) {
            context.action = action;
            context.resource = resource;
            set.resource = {};
            QCOMPARE(blockers(evaluate(set, context)), QString("resource"));
            set.resource = {policyOf(allowAll)};
            QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
            set.resource = {policyOf(R"({"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "*"})")};
            QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
        }
        set.identity = {};
        QCOMPARE(blockers(evaluate(set, context)), QString("identity"));
    }

    void unknownKeysReachTheDecision() {
        PolicySet set;
        set.identity = {policyOf(
            R"({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "blue"}}})", "role app")};
        RequestContext context = request(user);
        context.keys.setUnknown("aws:PrincipalTag/*");
        const Evaluation evaluation = evaluate(set, context);
        QCOMPARE(evaluation.decision, Decision::Unknown);
        QCOMPARE(evaluation.missingKeys, std::vector<std::string>{"aws:principaltag/team"});
        QVERIFY(evaluation[Layer::Identity].outcome == LayerOutcome::Unknown);
        QVERIFY(explanation(evaluation[Layer::Identity], context).id == MessageId::PolicyLayerMissingKeys);
        set.identity.push_back(policyOf(allowAll));
        QCOMPARE(evaluate(set, context).decision, Decision::Allowed);
    }

    void reasonsPointAtTheToken() {
        PolicySet set;
        set.identity = {policyOf(allowAll, "role app")};
        set.endpoints = {{policyOf(std::string(allowOther) + R"(, {"Sid": "Logs", "Effect": "Allow", "Principal": "*", "Action": "s3:*",
            "Resource": "arn:aws:s3:::logs/x*"})", "endpoint vpce-1"), true}};
        const RequestContext context = request(user);
        const Evaluation evaluation = evaluate(set, context);
        const LayerResult& layer = evaluation[Layer::Endpoint];
        QVERIFY(layer.reason == LayerReason::NothingAllows);
        const auto place = decidingPlace(layer);
        QVERIFY(place);
        QCOMPARE(place->pointer, std::string("/Statement/1/Resource"));
        QCOMPARE(place->document->text().substr(place->range.begin, place->range.end - place->range.begin), std::string("\"arn:aws:s3:::logs/x*\""));
        const Message why = explanation(layer, context);
        QVERIFY(why.id == MessageId::PolicyLayerNearMiss);
        QCOMPARE(why.args, (std::vector<std::string>{"endpoint vpce-1", "s3:GetObject", "arn:aws:s3:::bucket/key", "`Logs`", "Resource"}));
        QVERIFY(explanation(evaluation[Layer::Identity], context).id == MessageId::PolicyLayerAllows);
        QVERIFY(explanation(evaluation[Layer::Boundary], context).id == MessageId::PolicyLayerAbsent);
    }

    void malformedStatementsAreNotGuessedAt() {
        PolicySet set;
        set.identity = {policyOf(R"({"Effect": "allow", "Action": "*", "Resource": "*"})")};
        const RequestContext context = request(user);
        const Evaluation evaluation = evaluate(set, context);
        QCOMPARE(evaluation.decision, Decision::Unknown);
        QVERIFY(explanation(evaluation[Layer::Identity], context).id == MessageId::PolicyLayerUnreadable);
    }

    void principalKeysFollowFromThePrincipal() {
        RequestContext context = request(session);
        context.keys.setUnknown("aws:PrincipalType");
        context.keys.set("aws:principalaccount", "999999999999");
        addPrincipalKeys(context);
        QCOMPARE(context.keys.find("aws:principalarn").key->values.at(0), role);
        QCOMPARE(context.keys.find("aws:principalaccount").key->values.at(0), std::string("999999999999"));
        QVERIFY(context.keys.find("aws:principaltype").state == ContextKeys::State::Unknown);
        QVERIFY(!context.keys.has("aws:username"));
        RequestContext nobody = request("anonymous");
        addPrincipalKeys(nobody);
        QVERIFY(!nobody.keys.has("aws:PrincipalIsAWSService"));
        QCOMPARE(nobody.keys.find("aws:principalaccount").key->values.at(0), std::string("anonymous"));
    }

    void casesAreReadAndAnswered() {
        const auto question = readCase(R"({"id": 7, "request": {"principal": "arn:aws:iam::111111111111:user/bob", "action": "s3:GetObject",
            "resource": "arn:aws:s3:::b/bob", "resourceAccount": "111111111111", "context": {"n": 5, "b": true, "l": ["x"]}},
            "policies": {"identity": [{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*",
            "Resource": "arn:aws:s3:::b/${aws:username}", "Condition": {"NumericEquals": {"n": 6}}}}]}})");
        QVERIFY(question);
        const Json answer = toJson(*question, evaluate(question->policies, question->context));
        QCOMPARE(answer.dump(), std::string(R"({"id":7,"decision":"ImplicitlyDenied","blockedBy":["identity"],"statements":[)"
                                            R"({"pointer":"/policies/identity/0/Statement/Condition/NumericEquals/n","effect":"Allow",)"
                                            R"("match":"no","failed":"condition"}]})"));
    }

    /// `bucket/*` is allowed as soon as part of it is; an action without a resource only where `*` is said.
    void theCatalogSaysWhatNamesNoResource_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("more");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("any resource") << "s3:GetObject" << "" << true;
        QTest::newRow("none") << "s3:ListAllMyBuckets" << "" << false;
        QTest::newRow("none, says the case") << "s3:GetObject" << ", \"wildcardOnlyAction\": true" << false;
        QTest::newRow("any, says the case") << "s3:ListAllMyBuckets" << ", \"wildcardOnlyAction\": false" << true;
    }
    void theCatalogSaysWhatNamesNoResource() {
        QFETCH(QString, action);
        QFETCH(QString, more);
        QFETCH(bool, allowed);
        const QString line = QStringLiteral("{\"request\": {\"principal\": \"arn:aws:iam::111111111111:user/bob\", \"action\": \"%1\", \"resource\": \"*\", "
                                            "\"resourceAccount\": \"111111111111\"%2}, \"policies\": {\"identity\": {\"Version\": \"2012-10-17\", \"Statement\": "
                                            "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::b/*\"}}}}").arg(action, more);
        const auto question = readCase(line.toStdString());
        QVERIFY(question);
        QCOMPARE(evaluate(question->policies, question->context).decision == Decision::Allowed, allowed);
    }

    void badCasesAreDiagnosed_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("pointer");
        const QString head = R"({"request": {"principal": "anonymous", "action": "s3:GetObject", "resource": "*")";
        QTest::newRow("no json") << "{" << "";
        QTest::newRow("number") << "5" << "/request";
        QTest::newRow("no request") << "{}" << "/request";
        QTest::newRow("principal") << R"({"request": {"principal": "bob", "action": "s3:GetObject", "resource": "*"}})" << "/request/principal";
        QTest::newRow("context") << head + R"(, "context": []}})" << "/request/context";
        QTest::newRow("value") << head + R"(, "context": {"a/b": {}}}})" << "/request/context/a~1b";
        QTest::newRow("levels") << head + R"(}, "policies": {"scp": [{}]}})" << "/policies/scp/0";
        QTest::newRow("policy") << head + R"(}, "policies": {"identity": [5]}})" << "/policies/identity/0";
    }
    void badCasesAreDiagnosed() {
        QFETCH(QString, line);
        const auto read = readCase(line.toStdString());
        QVERIFY(!read);
        QTEST(QString::fromStdString(read.error().pointer), "pointer");
    }
};

WAYLIGHT_TEST(PolicyDecisionTest)
#include "tst_policy_decision.moc"
