// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"
#include "tests/support/saved_policy.h"

#include <QDirIterator>
#include <QtTest>

using namespace waylight;
using namespace waylight::policy;

namespace {

using Form = PolicyForm;

const std::string organizations = "The provided policy document does not meet the requirements of the specified policy type.";

} // namespace

class PolicyValidationTest : public QObject {
    Q_OBJECT

private slots:
    // --- one row a rule: what is found, where, and what AWS says

    void rules_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("service");
        const auto row = [](const char* name, Form form, const std::string& text, const char* found, const char* token, const std::string& service = {}) {
            QTest::newRow(name) << static_cast<int>(form) << QByteArray::fromStdString(text) << QByteArray(found) << QByteArray(token)
                                << QByteArray::fromStdString(service);
        };
        const auto allow = [](const char* members) { return statement(std::string(R"("Effect": "Allow", )") + members); };
        const auto deny = [](const char* members) { return statement(std::string(R"("Effect": "Deny", )") + members); };
        const std::string any = R"("Action": "s3:*", "Resource": "*")";
        const auto condition = [&](const char* block, const std::string& who = R"("Principal": "*", )") {
            return statement(R"("Effect": "Allow", )" + who + any + R"(, "Condition": )" + block);
        };
        const auto identityCondition = [&](const char* block) { return condition(block, ""); };

        // grammar
        row("not JSON", Form::Managed, "{", "error PolicyJsonExpected", "", syntax);
        row("not an object", Form::Managed, "[]", "error PolicyNotAnObject", "[]", syntax);
        row("unknown element", Form::Managed, allow(R"("Actions": "a:b", "Action": "s3:*", "Resource": "*")"), "error PolicyUnknownStatementElement", R"("Actions")", syntax);
        row("operator", Form::Managed, identityCondition(R"({"StringIs": {"a": "b"}})"), "error PolicyUnknownOperator", R"("StringIs")", syntax);
        row("effect in another case", Form::Managed, statement(R"("Effect": "allow", )" + any), "error PolicyBadEffect", R"("allow")", legacy);
        row("effect", Form::Managed, statement(R"("Effect": "Permit", )" + any), "error PolicyBadEffect", R"("Permit")", syntax);
        row("no effect", Form::Managed, "{\"Version\": \"2012-10-17\", \"Statement\": {" + any + "}}", "error PolicyMissingElement",
            R"({"Action": "s3:*", "Resource": "*"})", syntax);
        row("empty actions", Form::Managed, allow(R"("Action": [], "Resource": "*")"), "error PolicyEmptyList", "[]", "Policy statement must contain actions.");
        row("empty resources", Form::Managed, allow(R"("Action": "s3:*", "NotResource": [])"), "error PolicyEmptyList", "[]", "Policy statement must contain resources.");

        // Version
        row("managed without version", Form::Managed, R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})", "error PolicyVersionRequired",
            R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})", "Policy document must be version 2012-10-17 or greater.");
        row("managed of 2008", Form::Boundary, statement(R"("Effect": "Allow", )" + any, "2008-10-17"), "error PolicyVersionRequired", R"("2008-10-17")",
            "Policy document must be version 2012-10-17 or greater.");
        row("inline without version", Form::RoleInline, R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})", "warning PolicyOldVersion",
            R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})");
        row("scp of 2008", Form::ServiceControl, statement(R"("Effect": "Allow", )" + any, "2008-10-17"), "error PolicyVersionRequired", R"("2008-10-17")", organizations);

        // what IAM reads closely
        row("sid", Form::Managed, allow(R"("Sid": "a b", "Action": "s3:*", "Resource": "*")"), "warning PolicySidCharacters", R"("a b")",
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*");
        row("characters", Form::Managed, allow("\"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::\u0416\""), "error PolicyCharacters", "\u0416");
        row("service of an action", Form::Managed, allow(R"("Action": ["s3:Get*", "s 3:Put"], "Resource": "*")"), "error PolicyBadService", R"("s 3:Put")", "Vendor s 3 is not valid");
        row("action without service", Form::Session, allow(R"("NotAction": "Get", "Resource": "*")"), "error PolicyBadAction", R"("Get")",
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        row("action with two colons", Form::Managed, allow(R"("Action": "s3:Get:Put", "Resource": "*")"), "error PolicyBadAction", R"("s3:Get:Put")",
            "Actions/Condition can contain only one colon.");
        row("no ARN", Form::Managed, allow(R"("Action": "s3:*", "Resource": "bucket")"), "error PolicyBadResource", R"("bucket")",
            "Resource bucket must be in ARN format or \"*\".");
        row("partition", Form::Managed, allow(R"("Action": "s3:*", "Resource": "arn:amazon:s3:::b")"), "error PolicyBadPartition", R"("arn:amazon:s3:::b")",
            "Partition \"amazon\" is not valid for resource \"arn:amazon:s3:::b\".");
        row("service of an ARN", Form::Managed, allow(R"("Action": "s3:*", "Resource": "arn:aws:s*:::b")"), "error PolicyArnService", R"("arn:aws:s*:::b")",
            "Resource vendor must be fully qualified and cannot contain regexes.");
        row("region of a bucket", Form::Managed, allow(R"("Action": "s3:*", "Resource": "arn:aws:s3:eu-west-1::b")"), "error PolicyArnRegion",
            R"("arn:aws:s3:eu-west-1::b")", "Resource arn:aws:s3:eu-west-1::b can not contain region information.");
        row("region of a role", Form::Managed, allow(R"("Action": "s3:*", "Resource": "arn:aws:iam:eu-west-1:111111111111:role/x")"), "error PolicyArnRegion",
            R"("arn:aws:iam:eu-west-1:111111111111:role/x")", "IAM resource arn:aws:iam:eu-west-1:111111111111:role/x cannot contain region information.");
        row("path in IAM", Form::Managed, allow(R"("Action": "s3:*", "Resource": "arn:aws:iam::111111111111:robot/x")"), "error PolicyArnIamPath",
            R"("arn:aws:iam::111111111111:robot/x")",
            "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, "
            "policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.");
        row("part left out", Form::Managed, allow(R"("Action": "s3:*", "Resource": "arn:aws:s3::b")"), "error PolicyArnCutShort", R"("arn:aws:s3::b")", legacy);
        row("date that AWS cannot read", Form::Managed, identityCondition(R"({"DateLessThan": {"aws:CurrentTime": "tomorrow"}})"), "error PolicyBadConditionValue",
            R"("tomorrow")", legacy);
        row("date that AWS saves", Form::Managed, identityCondition(R"({"DateLessThan": {"aws:CurrentTime": "12030-01-01"}})"), "warning PolicyBadConditionValue", R"("12030-01-01")");
        row("seconds with a fraction", Form::Managed, identityCondition(R"({"DateLessThan": {"aws:CurrentTime": "1700000000.5"}})"), "error PolicyBadConditionValue",
            R"("1700000000.5")", legacy);
        row("principal", Form::Managed, allow(R"("Principal": "*", "Action": "s3:*", "Resource": "*")"), "error PolicyPrincipalForbidden", R"("Principal")",
            "Policy document should not specify a principal.");
        row("placeholder", Form::Managed, allow(R"("Action": "s3:*", "Resource": "<my-bucket>")"), "warning PolicyPlaceholder", R"("<my-bucket>")");

        // trust policies
        const auto trust = [](const std::string& members) { return statement(R"("Effect": "Allow", "Principal": {"AWS": "111111111111"}, )" + members); };
        row("trust with resource", Form::Trust, trust(R"("Action": "sts:AssumeRole", "Resource": "*")"), "error PolicyElementForbidden", R"("Resource")",
            "Has prohibited field Resource");
        row("trust without principal", Form::Trust, allow(R"("Action": "sts:AssumeRole")"), "error PolicyPrincipalRequired", R"({"Effect": "Allow", "Action": "sts:AssumeRole"})",
            "Missing required field Principal");
        row("trust of another service", Form::Trust, trust(R"("Action": ["sts:TagSession", "s3:GetObject"])"), "error PolicyTrustAction", R"("s3:GetObject")",
            "AssumeRole policy may only specify STS AssumeRole actions.");
        row("trust with not principal", Form::Trust, deny(R"("NotPrincipal": {"AWS": "111111111111"}, "Action": "sts:AssumeRole")"), "error PolicyElementForbidden",
            R"("NotPrincipal")");

        // policies of resources
        row("bucket without principal", Form::Bucket, allow(R"("Action": "s3:*", "Resource": "*")"), "error PolicyPrincipalRequired",
            R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})", "Missing required field Principal");
        row("bucket without resource", Form::Bucket, allow(R"("Principal": "*", "Action": "s3:*")"), "error PolicyMissingElement",
            R"({"Effect": "Allow", "Principal": "*", "Action": "s3:*"})", "Missing required field Resource");
        row("bucket, element", Form::Bucket, allow(R"("Principal": "*", "Actions": "x", "Action": "s3:*", "Resource": "*")"), "error PolicyUnknownStatementElement",
            R"("Actions")", "Unknown field Actions");
        row("bucket, action", Form::Bucket, allow(R"("Principal": "*", "Action": "s3", "Resource": "*")"), "error PolicyBadAction", R"("s3")", "Policy has invalid action");
        row("bucket, resource", Form::Bucket, allow(R"("Principal": "*", "Action": "s3:*", "Resource": "b")"), "error PolicyBadResource", R"("b")", "Policy has invalid resource");
        row("bucket, principal", Form::Bucket, allow(R"("Principal": {"AWS": "bob"}, "Action": "s3:*", "Resource": "*")"), "error PolicyBadPrincipal", R"("bob")",
            "Invalid principal in policy");
        row("bucket, wildcard principal", Form::Bucket, allow(R"("Principal": {"AWS": "arn:aws:iam::111111111111:role/x*"}, "Action": "s3:*", "Resource": "*")"),
            "error PolicyPrincipalWildcard", R"("arn:aws:iam::111111111111:role/x*")", "Invalid principal in policy");
        row("bucket, no JSON", Form::Bucket, "{", "error PolicyJsonExpected", "", "Policies must be valid JSON and the first byte must be '{'");
        row("not principal allows", Form::Resource, allow(R"("NotPrincipal": {"AWS": "111111111111"}, "Action": "s3:*", "Resource": "*")"), "error PolicyNotPrincipalAllow",
            R"("NotPrincipal")");
        row("not principal and boundaries", Form::Bucket, deny(R"("NotPrincipal": {"AWS": "111111111111"}, "Action": "s3:*", "Resource": "*")"),
            "warning PolicyNotPrincipalBoundary", R"("NotPrincipal")");

        row("bucket, effect", Form::Bucket, statement(R"("Effect": "Permit", "Principal": "*", "Action": "s3:*", "Resource": "*")"), "error PolicyBadEffect", R"("Permit")",
            "Invalid effect: Permit");

        // Organizations
        row("scp, sid", Form::ServiceControl, deny(R"("Sid": "a-b", "Action": "s3:*", "Resource": "*")"), "warning PolicySidCharacters", R"("a-b")");
        row("scp with principal", Form::ServiceControl, deny(R"("Principal": "*", "Action": "s3:*", "Resource": "*")"), "error PolicyPrincipalForbidden", R"("Principal")",
            organizations);
        row("scp with not principal", Form::ServiceControl, deny(R"("NotPrincipal": "*", "Action": "s3:*", "Resource": "*")"), "error PolicyPrincipalForbidden",
            R"("NotPrincipal")", organizations);
        row("scp allows a resource", Form::ServiceControl, allow(R"("Action": "s3:*", "Resource": ["*", "arn:aws:s3:::b"])"), "warning PolicyScpAllowResource",
            R"(["*", "arn:aws:s3:::b"])");
        row("rcp allows", Form::ResourceControl, allow(R"("Principal": "*", "Action": "s3:*", "Resource": "*")"), "error PolicyDenyOnly",
            R"({"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"})", organizations);
        row("rcp not action", Form::ResourceControl, deny(R"("Principal": "*", "NotAction": "s3:*", "Resource": "*")"), "error PolicyElementForbidden", R"("NotAction")",
            organizations);
        row("rcp all actions", Form::ResourceControl, deny(R"("Principal": "*", "Action": "*", "Resource": "*")"), "error PolicyActionMustNameService", R"("*")", organizations);
        row("rcp principal", Form::ResourceControl, deny(R"("Principal": {"AWS": "111111111111"}, "Action": "s3:*", "Resource": "*")"), "error PolicyPrincipalMustBeStar",
            R"({"AWS": "111111111111"})", organizations);
        row("rcp without version", Form::ResourceControl, R"({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]})",
            "error PolicyVersionRequired", R"({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]})", organizations);

        // endpoints
        row("endpoint, no JSON", Form::InterfaceEndpoint, "{", "error PolicyJsonExpected", "", "The specified policy document is not a valid JSON policy document.");
        row("endpoint without principal", Form::InterfaceEndpoint, allow(R"("Action": "s3:*", "Resource": "*")"), "error PolicyPrincipalRequired",
            R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
        row("gateway, account", Form::GatewayEndpoint, allow(R"("Principal": {"AWS": "111111111111"}, "Action": "s3:*", "Resource": "*")"), "warning PolicyGatewayPrincipal",
            R"({"AWS": "111111111111"})");
        row("endpoint denies only", Form::GatewayEndpoint, deny(R"("Principal": "*", "Action": "s3:*", "Resource": "*")"), "warning PolicyNothingAllowed",
            R"([{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}])");
        row("identifier with a wildcard", Form::InterfaceEndpoint, condition(R"({"StringLike": {"AWS:PrincipalAccount": ["111111111111", "111111*"]}})"),
            "error PolicyEndpointIdWildcard", R"("111111*")");
        row("identifier with a question mark", Form::GatewayEndpoint, condition(R"({"StringLike": {"aws:SourceVpc": "vpc-1234567?"}})"), "error PolicyEndpointIdWildcard",
            R"("vpc-1234567?")");
        row("identifier as a number", Form::InterfaceEndpoint, condition(R"({"NumericEquals": {"aws:ResourceAccount": "111111111111"}})"), "error PolicyEndpointIdNumber",
            R"("NumericEquals")");
        row("short before the wildcard", Form::InterfaceEndpoint, condition(R"({"StringLike": {"s3:prefix": "home*"}})"), "error PolicyEndpointWildcard", R"("home*")",
            "NO_WILDCARD");
        row("only a wildcard", Form::InterfaceEndpoint, condition(R"({"StringNotLikeIfExists": {"aws:PrincipalTag/team": "*"}})"), "error PolicyEndpointWildcard", R"("*")",
            "NO_WILDCARD");
        row("second wildcard", Form::InterfaceEndpoint, condition(R"({"StringLike": {"s3:prefix": "reports*x*y"}})"), "error PolicyEndpointWildcard", R"("reports*x*y")",
            "NO_WILDCARD");
        row("account of a resource", Form::InterfaceEndpoint, allow(R"("Principal": "*", "Action": "sqs:*", "Resource": "arn:aws:sqs:us-east-1:1111*:q")"),
            "error PolicyArnAccountMix", R"("arn:aws:sqs:us-east-1:1111*:q")");
        row("account in a condition", Form::InterfaceEndpoint, condition(R"({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::11111111111?:role/x"}})"), "error PolicyArnAccountMix",
            R"("arn:aws:iam::11111111111?:role/x")");
    }
    void rules() {
        QFETCH(int, form);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        QFETCH(QByteArray, token);
        const Problems problems = validate(text.toStdString(), static_cast<Form>(form));
        for (const Problem& problem : problems)
            if (problems.size() != 1)
                qInfo("%s", toEnglish(problem.diagnostic).c_str());
        QCOMPARE(problems.size(), std::size_t(1));
        const Problem& problem = problems[0];
        QCOMPARE((problem.diagnostic.severity == Severity::Error ? "error " : "warning ") + QByteArray(messageName(problem.diagnostic.message.id)), found);
        QCOMPARE(text.mid(static_cast<int>(problem.range.begin), static_cast<int>(problem.range.end - problem.range.begin)), token);
        QTEST(QByteArray::fromStdString(serviceText(problem, static_cast<Form>(form))), "service");
    }

    void savedAsTheyAre_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, Form form, const std::string& members) {
            QTest::newRow(name) << static_cast<int>(form) << QByteArray::fromStdString(statement(members));
        };
        row("managed", Form::Managed, R"("Effect": "Allow", "Action": ["s3:*", "*"], "Resource": ["arn:aws:s3:us-east-1:111111111111:accesspoint/x", "arn:*:iam::*:role/x"])");
        row("session", Form::Session, R"("Effect": "Deny", "NotAction": "*", "NotResource": "arn:aws-us-gov:dynamodb:*:*:table/t")");
        row("latin characters", Form::Managed, "\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::b/\u00fc\"");
        row("trust", Form::Trust, R"("Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"])");
        row("scp", Form::ServiceControl, R"("Effect": "Deny", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::b", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}})");
        row("scp allows all", Form::ServiceControl, R"("Effect": "Allow", "Action": "*", "Resource": "*")");
        row("bucket", Form::Bucket, R"("Sid": "A Sid of a bucket", "Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/x*")");
        row("endpoint wildcards", Form::InterfaceEndpoint,
            R"("Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:sqs:us-east-1:*:q", "Condition": {
               "StringLike": {"s3:prefix": ["abcdef*", "*abcdef", "ab*abcdef*ab", "abcdef"], "aws:PrincipalOrgPaths": "o-1234567890/r-1/ou*"},
               "StringEquals": {"aws:PrincipalAccount": "111111111111"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}})");
    }
    void savedAsTheyAre() {
        QFETCH(int, form);
        QFETCH(QByteArray, text);
        for (const Problem& problem : validate(text.toStdString(), static_cast<Form>(form)))
            QFAIL(toEnglish(problem.diagnostic).c_str());
        QVERIFY(!serviceError(text.toStdString(), static_cast<Form>(form)));
    }

    void sizes_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("limit");
        QTest::addColumn<bool>("spaceCounts");
        QTest::addColumn<QByteArray>("service");
        const auto row = [](const char* name, Form form, int limit, bool spaceCounts, const char* service = "") {
            QTest::newRow(name) << static_cast<int>(form) << limit << spaceCounts << QByteArray(service);
        };
        row("managed", Form::Managed, 6144, false, "Cannot exceed quota for PolicySize: 6144");
        row("boundary", Form::Boundary, 6144, false, "Cannot exceed quota for PolicySize: 6144");
        row("user", Form::UserInline, 2048, false, "Maximum policy size of 2048 bytes exceeded for user");
        row("group", Form::GroupInline, 5120, false, "Maximum policy size of 5120 bytes exceeded for group");
        row("role", Form::RoleInline, 10240, false, "Maximum policy size of 10240 bytes exceeded for role");
        row("trust", Form::Trust, 2048, false, "Cannot exceed quota for ACLSizePerRole: 2048");
        row("session", Form::Session, 2048, true);
        row("scp", Form::ServiceControl, 10240, false, "You have exceeded the maximum policy size.");
        row("rcp", Form::ResourceControl, 5120, false, "You have exceeded the maximum policy size.");
        row("bucket", Form::Bucket, 20480, true, "Normalized policy document exceeds the maximum allowed size of 20480 bytes.");
        row("access point", Form::AccessPoint, 20480, true, "Normalized policy document exceeds the maximum allowed size of 20480 bytes.");
        row("interface endpoint", Form::InterfaceEndpoint, 20480, true);
        row("gateway endpoint", Form::GatewayEndpoint, 20480, true);
    }
    void sizes() {
        QFETCH(int, form);
        QFETCH(int, limit);
        QFETCH(bool, spaceCounts);
        QFETCH(QByteArray, service);
        const auto as = static_cast<Form>(form);
        const std::string full = sized(as, static_cast<std::size_t>(limit));
        QVERIFY(!hasErrors(validate(full, as)));
        const Problems over = validate(sized(as, static_cast<std::size_t>(limit) + 1), as);
        QCOMPARE(over.size(), std::size_t(1));
        QVERIFY(over[0].diagnostic.severity == Severity::Error);
        QCOMPARE(QByteArray::fromStdString(serviceText(over[0], as)), service);
        QCOMPARE(QByteArray::fromStdString(answerOf(sized(as, static_cast<std::size_t>(limit) + 1), as)), service);
        QCOMPARE(hasErrors(validate(full + " \n", as)), spaceCounts);
    }

    void anIdentityPolicyMayBecomeManaged() {
        const Problems found = validate(sized(Form::Managed, 6145), PolicyType::Identity);
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY(found[0].diagnostic.severity == Severity::Warning);
        QVERIFY(hasErrors(validate(sized(Form::Managed, 10241), PolicyType::Identity)));
    }

    // --- corpora

    void documentsWithAwsTexts() {
        const QString path = corpusPath("policy/validation.json");
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        const Json rows = Json::parse(readFile(path).toStdString());
        std::size_t agreeing = 0;
        for (const Json& row : rows.at("invalid")) {
            const Json& document = row.at("document");
            const std::string text = document.is_string() ? document.get<std::string>() : document.dump();
            QCOMPARE(answerOf(text), row.at("error_message").get<std::string>());
            QVERIFY2(hasErrors(validate(text, Form::Managed)), text.c_str());
            ++agreeing;
        }
        for (const Json& document : rows.at("valid")) {
            QCOMPARE(answerOf(document.dump()), std::string());
            QVERIFY2(!hasErrors(validate(document.dump(), Form::Managed)), document.dump().c_str());
            ++agreeing;
        }
        qInfo("validation: %zu rows agree", agreeing);
    }

    void managedPoliciesOfAwsAreSaved() {
        const QString path = corpusPath("policy/aws-managed-policies/managed_policies.json");
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        int tooLong = 0;
        const Json file = Json::parse(readFile(path).toStdString());
        QVERIFY(file.at("policies").size() > 1500);
        for (const Json& policy : file.at("policies")) {
            const auto problems = validate(policy.dump(), Form::Managed);
            for (const Problem& problem : problems)
                if (QByteArray(messageName(problem.diagnostic.message.id)) == "PolicyTooLongCompact")
                    ++tooLong;
                else if (problem.diagnostic.severity == Severity::Error)
                    QFAIL(toEnglish(problem.diagnostic).c_str());
        }
        qInfo("%d are longer than a customer's may be", tooLong);
    }

    /// Two of the files are policies of an API and a topic; AWS keeps them beside the resource control policies.
    void dataPerimeterPoliciesAreSaved_data() {
        QTest::addColumn<int>("form");
        QTest::newRow("vpc_endpoint_policies") << static_cast<int>(Form::InterfaceEndpoint);
        QTest::newRow("service_control_policies") << static_cast<int>(Form::ServiceControl);
        QTest::newRow("resource_control_policies") << static_cast<int>(Form::ResourceControl);
    }
    void dataPerimeterPoliciesAreSaved() {
        QFETCH(int, form);
        const QString path = corpusPath(QString("policy/data-perimeter/") + QTest::currentDataTag());
        if (path.isEmpty())
            QSKIP("the shared corpora are not on this machine");
        int count = 0;
        for (QDirIterator files(path, {"*.json"}, QDir::Files, QDirIterator::Subdirectories); files.hasNext(); ++count) {
            const QString name = files.next();
            const bool ofResource = name.endsWith("api_gateway_policy.json") || name.endsWith("sns_topic_policy.json");
            for (const Problem& problem : validate(readFile(name).toStdString(), ofResource ? Form::Resource : static_cast<Form>(form)))
                QVERIFY2(problem.diagnostic.severity != Severity::Error, qPrintable(name + ": " + QString::fromStdString(toEnglish(problem.diagnostic))));
        }
        QVERIFY(count > 0);
    }

private:
    /// A policy of that form, filled up to so many characters without white space outside of texts.
    static std::string sized(Form form, std::size_t size) {
        const bool named = form == Form::Trust || form == Form::Bucket || form == Form::AccessPoint || form == Form::InterfaceEndpoint || form == Form::GatewayEndpoint || form == Form::ResourceControl;
        const std::string effect = form == Form::ResourceControl ? "Deny" : "Allow";
        const std::string head = "{\"Version\":\"2012-10-17\",\"Id\":\"";
        std::string tail = "\",\"Statement\":{\"Effect\":\"" + effect + "\"";
        tail += named ? R"(,"Principal":)" + std::string(form == Form::Trust ? R"({"AWS":"111111111111"})" : R"("*")") : "";
        tail += form == Form::Trust ? R"(,"Action":"sts:AssumeRole"}})" : R"(,"Action":"s3:*","Resource":"*"}})";
        return head + std::string(size - head.size() - tail.size(), 'x') + tail;
    }
};

WAYLIGHT_TEST(PolicyValidationTest)
#include "tst_policy_validation.moc"
