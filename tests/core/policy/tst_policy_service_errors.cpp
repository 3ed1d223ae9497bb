// SPDX-License-Identifier: MIT
#include "core/policy/normal_form.h"
#include "core/policy/print.h"
#include "core/policy/public_access.h"
#include "core/policy/validate_values.h"
#include "tests/support/registry.h"
#include "tests/support/saved_policy.h"

#include <QtTest>

#include <random>

using namespace waylight;
using namespace waylight::policy;

namespace {

using Form = PolicyForm;

} // namespace

/// What AWS answers to a whole document, of whose errors it names one.
class PolicyServiceErrorTest : public QObject {
    Q_OBJECT

private slots:
    void oneErrorHidesTheOthers_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const std::string& text, const std::string& expected) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray::fromStdString(expected);
        };
        const auto two = [](const char* first, const char* second) {
            return R"({"Version": "2012-10-17", "Statement": [{)" + std::string(first) + "}, {" + second + "}]}";
        };
        const char* const good = R"("Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*")";
        row("grammar before version", R"({"Statement": {"Effect": "Allow", "Action": {}, "Resource": "*"}})", syntax);
        row("version before the older parser", R"({"Statement": {"Effect": "allow", "Action": "s3:*", "Resource": "*"}})",
            "Policy document must be version 2012-10-17 or greater.");
        row("older parser before sids", two(good, R"("Sid": "A", "Effect": "deny", "Action": "s3:*", "Resource": "*")"), legacy);
        row("sids before actions", two(good, R"("Sid": "A", "Effect": "Deny")"), "Statement IDs (SID) in a single policy must be unique.");
        row("empty sids are not compared", two(R"("Sid": "", "Effect": "Allow", "Action": "s3:*", "Resource": "*")", R"("Sid": "", "Effect": "Deny", "Resource": "*")"),
            "Policy statement must contain actions.");
        row("actions before ARNs", two(R"("Effect": "Allow", "Action": "s3:*", "Resource": "b")", R"("Effect": "Allow", "Resource": "*")"),
            "Policy statement must contain actions.");
        row("ARNs before services", two(R"("Effect": "Allow", "Action": "s3", "Resource": "*")", R"("Effect": "Allow", "Action": "s3:*", "Resource": "b")"),
            "Resource b must be in ARN format or \"*\".");
        row("services before resources", two(R"("Effect": "Allow", "Action": "s3:*")", R"("Effect": "Allow", "Action": "s3", "Resource": "*")"),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        row("no resource", two(good, R"("Effect": "Allow", "Action": "s3:*")"), "Policy statement must contain resources.");
        row("malformed ARN hides one cut short behind it", two(R"("Effect": "Allow", "Action": "s3:*", "Resource": "b")", R"("Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3::b")"),
            "Resource b must be in ARN format or \"*\".");
        row("but not one before it", two(R"("Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3::b")", R"("Effect": "Allow", "Action": "s3:*", "Resource": "b")"), legacy);
        row("smallest ARN of a list", statement(R"("Effect": "Allow", "Action": "s3:*", "Resource": ["c", "a", "b", null])"), "Resource a must be in ARN format or \"*\".");
        row("Action before NotAction", two(R"("Effect": "Allow", "NotAction": "n", "Resource": "*")", R"("Effect": "Allow", "Action": "a:b:c", "Resource": "*")"),
            "Actions/Condition can contain only one colon.");
        row("date in a list", statement(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"DateEqualsIfExists": {"a": ["2020", "x"]}})"), legacy);
        row("element twice", statement(R"("Effect": "Allow", "Effect": "Deny", "Action": "s3:*", "Resource": "*")"), syntax);
        row("operator without keys", statement(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Nothing": {}})"), "");
        row("object in a list of values", statement(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"a": [{}]}})"), syntax);
    }
    void oneErrorHidesTheOthers() {
        QFETCH(QByteArray, text);
        QTEST(QByteArray::fromStdString(answerOf(text.toStdString())), "expected");
    }

    void theErrorKnowsItsPlace() {
        const std::string text = statement(R"("Effect": "Allow", "Action": ["s3:Get", "s3"], "Resource": "*")");
        const auto error = serviceError(text, Form::Managed);
        QVERIFY(error);
        QCOMPARE(text.substr(error->range.begin, error->range.end - error->range.begin), std::string(R"("s3")"));
    }

    void resources_data() {
        QTest::addColumn<QByteArray>("resource");
        QTest::addColumn<int>("fault");
        const auto row = [](const char* resource, ResourceFault fault) { QTest::newRow(*resource ? resource : "empty") << QByteArray(resource) << static_cast<int>(fault); };
        using F = ResourceFault;
        row("*", F::None);
        row("arn:aws:thing", F::None);
        row("arn:aws:ec2:us-east-1:111111111111:instance/i-1", F::None);
        row("arn:aws-cn:s3:::b", F::None);
        row("arn:aws:s3:*:*:accesspoint/x", F::None);
        row("arn:aws:s3:us-east-1:111111111111:access-grants/default", F::None);
        row("arn:aws:iam::*:*", F::None);
        row("arn:aws:iam::111111111111:oidc-provider/x", F::None);
        row("", F::NotAnArn);
        row("**", F::NotAnArn);
        row("arn", F::NotAnArn);
        row("arn:", F::Partition);
        row("arn:AWS:s3:::b", F::Partition);
        row("${aws:username}", F::Partition);
        row("arn:aws", F::Service);
        row("arn:aws:*", F::Service);
        row("arn:aws:s3", F::S3Region);
        row("arn:aws:s3:b", F::S3Region);
        row("arn:aws:s3:us-east-1:111111111111:b", F::S3Region);
        row("arn:aws:iam", F::IamRegion);
        row("arn:aws:iam:*:111111111111:role/x", F::IamRegion);
        row("arn:aws:iam::111111111111:", F::IamPath);
        row("arn:aws:iam::111111111111:Role/x", F::IamPath);
        row("arn:aws:", F::CutShort);
        row("arn:aws::::b", F::CutShort);
        row("arn:aws:s3::b", F::CutShort);
        row("arn:aws:sqs::q", F::CutShort);
    }
    void resources() {
        QFETCH(QByteArray, resource);
        QFETCH(int, fault);
        QCOMPARE(static_cast<int>(resourceFault(resource.toStdString())), fault);
    }

    void partitionsAreQuotedWithStars_data() {
        QTest::addColumn<QByteArray>("quoted");
        QTest::newRow("arn:x") << QByteArray("arn:x:*:*:*:*");
        QTest::newRow("arn:x:") << QByteArray("arn:x:*:*:*:*");
        QTest::newRow("a:x:s3") << QByteArray("arn:x:s3:*:*:*");
        QTest::newRow("arn:x::") << QByteArray("arn:x:::*:*");
        QTest::newRow("arn:x:s3:::b:c") << QByteArray("arn:x:s3:::b:c");
    }
    void partitionsAreQuotedWithStars() {
        QFETCH(QByteArray, quoted);
        const std::string text = statement(R"("Effect": "Allow", "Action": "s3:*", "Resource": )" + ('"' + std::string(QTest::currentDataTag()) + '"'));
        QCOMPARE(QByteArray::fromStdString(answerOf(text)), "Partition \"x\" is not valid for resource \"" + quoted + "\".");
    }

    void dates_data() {
        QTest::addColumn<bool>("accepted");
        for (const char* good : {"0", "1700000000", "9223372036854775807", "2012", "2012-10-17", "2012-1-7", "2012-10-17T", "2012-10-17t2:3:4", "2012-10-17T10:00Z",
                                 "2012-10-17T10:00:00.123456789+05:30", "2012-10-17T10:00:00-08", "01t", "-292275054", "292278993-12-31"})
            QTest::newRow(good) << true;
        for (const char* bad : {"", "x", "1.5", "9223372036854775808", "-292275055", "292278994-01-01", "2012-13", "2012-10-32", "2012-10-17-1", "2012-10-17T24:00",
                                "2012-10-17T10:60", "2012-10-17T10:00:60", "2012-10-17T10:00:00.1234567890", "2012-10-17T10:00:00+5", "2012-10-17T10:00:00+24:00",
                                "2012-10-17T10:00Zx", "T10:00", "--1", "2012-10-17T10:00:00."})
            QTest::newRow(*bad ? bad : "empty") << false;
    }
    void dates() {
        const QByteArray tag = QTest::currentDataTag();
        QTEST(isAcceptedDate(tag == "empty" ? "" : tag.toStdString()), "accepted");
    }

    /// S3 wants every action of a bucket policy to go with some resource of its statement.
    void bucketActionsGoWithResources() {
        const std::string apart = "Action does not apply to any resource(s) in statement";
        const auto answer = [](const std::string& effect, const std::string& actions, const std::string& resources, Form form = Form::Bucket) {
            const auto error = serviceError(statement("\"Effect\": \"" + effect + "\", \"Principal\": \"*\", \"Action\": " + actions + ", \"Resource\": " + resources), form);
            return error ? error->text : std::string();
        };
        const std::string bucket = "\"arn:aws:s3:::b\"", objects = "\"arn:aws:s3:::b/x*\"", both = "[" + bucket + ", " + objects + "]";
        QCOMPARE(answer("Allow", "\"s3:GetObject\"", bucket), apart);
        QCOMPARE(answer("Deny", "\"s3:ListBucket\"", objects), apart);
        QCOMPARE(answer("Allow", R"(["s3:GetObject", "s3:ListBucket"])", objects), apart);
        QCOMPARE(answer("Allow", "\"s3:ListAllMyBuckets\"", both), apart);
        QCOMPARE(answer("Allow", R"(["s3:GetObject", "s3:ListBucket"])", both), std::string());
        QCOMPARE(answer("Allow", "\"s3:Get*\"", bucket), std::string());
        QCOMPARE(answer("Allow", "\"s3:*\"", objects), std::string());
        QCOMPARE(answer("Allow", "\"s3:GetObject\"", bucket, Form::GatewayEndpoint), std::string());
    }

    /// What AWS refuses is never good here, whatever the document.
    void everyRefusalIsAnError() {
        const std::vector<std::string> effects{R"("Allow")", R"("Deny")", R"("deny")", "1"};
        const std::vector<std::string> actions{R"("s3:*")", R"(["s3:Get", "*"])", R"("s3")", R"("a:b:c")", R"("a b:c")", "[]", "{}", "[null]"};
        const std::vector<std::string> resources{R"("*")", R"("arn:aws:s3:::b")", R"("b")", R"(["arn:aws:s3::b", "*"])", R"("arn:aws:iam::1:x")", R"("arn:x:y")", "[]", "3"};
        const std::vector<std::string> conditions{"{}", R"({"Bool": {"a": true}})", R"({"DateEquals": {"a": "2"}})", R"({"DateEquals": {"a": ["x"]}})", R"({"X": {"a": "b"}})", "[]"};
        std::mt19937 random(11);
        const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
        int refused = 0;
        for (int i = 0; i < 4000; ++i) {
            std::string text;
            for (unsigned count = 1 + random() % 2; count > 0; --count) {
                text += text.empty() ? "" : ", ";
                text += R"({"Effect": )" + pick(effects);
                text += random() % 9 ? ", \"Action\": " + pick(actions) : "";
                text += random() % 9 ? ", \"Resource\": " + pick(resources) : "";
                text += random() % 3 ? "" : ", \"Condition\": " + pick(conditions);
                text += random() % 4 ? "}" : R"(, "Sid": "A"})";
            }
            text = std::string(random() % 9 ? R"({"Version": "2012-10-17", )" : "{") + R"("Statement": [)" + text + "]}";
            const auto error = serviceError(text, Form::Managed);
            const Problems problems = validate(text, Form::Managed);
            refused += error.has_value();
            QVERIFY2(!error || hasErrors(problems), text.c_str());
            QVERIFY(!error || error->range.end <= text.size());
            const bool explained = std::any_of(problems.begin(), problems.end(), [&](const Problem& p) { return serviceText(p, Form::Managed) == error->text; });
            QVERIFY2(!error || explained, (text + ' ' + (error ? error->text : "")).c_str());
        }
        QVERIFY(refused > 2000 && refused < 4000);
    }

    void damagedPoliciesNeverCrash() {
        const std::string sample = statement(R"("Sid": "A", "Effect": "Allow", "Principal": {"AWS": ["111111111111", "*"]}, "Action": ["s3:Get*", "*"],
            "Resource": ["arn:aws:s3:::b", "arn:aws:iam::1:role/x*"], "Condition": {"StringLike": {"aws:SourceVpce": ["vpce-*", "?"]}, "DateEquals": {"a": 2}})");
        const std::string alphabet = "{}[]\",:\\*?$0ue\x01\xc3\xff -tT";
        std::mt19937 random(7);
        int answered = 0;
        for (int i = 0; i < 4000; ++i) {
            std::string text = sample;
            for (int change = 0; change < 1 + i % 4; ++change)
                text[random() % text.size()] = alphabet[random() % alphabet.size()];
            const auto form = static_cast<Form>(i % 14);
            const auto error = serviceError(text, form);
            answered += error.has_value();
            QVERIFY(!error || (error->range.begin <= error->range.end && error->range.end <= text.size()));
            for (const Problem& problem : validate(text, form))
                QVERIFY(problem.range.begin <= problem.range.end && problem.range.end <= text.size());
            if (const auto document = Document::parse(text).document) {
                publicAccess(*document);
                QVERIFY(equivalent(*document, *document));
                const auto again = Document::parse(printed(*document)).document;
                QVERIFY(again && equivalent(*document, *again));
            }
        }
        QVERIFY(answered > 1000);
    }
};

WAYLIGHT_TEST(PolicyServiceErrorTest)
#include "tst_policy_service_errors.moc"
