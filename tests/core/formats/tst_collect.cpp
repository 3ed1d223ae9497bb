// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/formats/collect/collect.h"
#include "core/formats/describe/describe.h"
#include "core/formats/files.h"
#include "core/policy/known_actions.h"
#include "tests/support/registry.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;
using namespace waylight::collect;

namespace {

/// An account that answers in words, by what is asked.
class FakeAccount {
public:
    FakeAccount() {
        answers = {
            {"sts get-caller-identity", R"({"UserId": "U", "Account": "111122223333", "Arn": "arn:aws:iam::111122223333:user/u"})"},
            {"ec2 describe-vpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333"}]})"},
            {"ec2 describe-subnets", R"({"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1a"}]})"},
            {"ec2 describe-vpc-attribute --attribute enableDnsSupport --vpc-id vpc-1", R"({"VpcId": "vpc-1", "EnableDnsSupport": {"Value": true}})"},
            {"ec2 describe-vpc-attribute --attribute enableDnsHostnames --vpc-id vpc-1", R"({"VpcId": "vpc-1", "EnableDnsHostnames": {"Value": false}})"},
            {"ec2 describe-managed-prefix-lists", R"({"PrefixLists": [{"PrefixListId": "pl-1", "PrefixListName": "office"}]})"},
            {"ec2 get-managed-prefix-list-entries --prefix-list-id pl-1", R"({"Entries": [{"Cidr": "192.0.2.0/24"}]})"},
            {"ec2 describe-transit-gateways", R"({"TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "111122223333"}]})"},
            {"ec2 describe-transit-gateway-route-tables", R"({"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}, {"TransitGatewayRouteTableId": "tgw-rtb-2", "TransitGatewayId": "tgw-1"}]})"},
            {"ec2 get-transit-gateway-route-table-associations --transit-gateway-route-table-id tgw-rtb-1", R"({"Associations": []})"},
            {"ec2 get-transit-gateway-route-table-propagations --transit-gateway-route-table-id tgw-rtb-1", R"({"TransitGatewayRouteTablePropagations": []})"},
            {"ec2 search-transit-gateway-routes --filters Name=state,Values=active,blackhole --transit-gateway-route-table-id tgw-rtb-1", R"({"Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "Type": "static", "State": "blackhole"}], "AdditionalRoutesAvailable": false})"},
            {"s3api list-buckets", R"({"Buckets": [{"Name": "logs"}, {"Name": "policy-logs"}, {"Name": "block"}]})"},
            {"s3api get-bucket-location --bucket logs", R"({"LocationConstraint": null})"},
            {"s3api get-bucket-policy --bucket policy-logs", R"({"Policy": "{\"Statement\":[]}"})"},
            {"s3control get-public-access-block --account-id 111122223333", R"({"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}})"},
            {"dynamodb list-tables", R"({"TableNames": ["logs"]})"},
            {"kms list-keys", R"({"Keys": [{"KeyId": "mrk-1", "KeyArn": "arn:aws:kms:REGION:111122223333:key/mrk-1"}]})"},
            {"kms list-aliases", R"({"Aliases": []})"},
            {"kms describe-key --key-id mrk-1", R"({"KeyMetadata": {"KeyId": "mrk-1", "Arn": "arn:aws:kms:REGION:111122223333:key/mrk-1", "KeyState": "Enabled"}})"},
            {"kms get-key-policy --policy-name default --key-id mrk-1", R"({"Policy": "{\"Id\":\"REGION\"}"})"},
            {"dynamodb describe-table --table-name logs", R"({"Table": {"TableName": "logs", "TableArn": "arn:aws:dynamodb:REGION:111122223333:table/logs"}})"},
            {"dynamodb get-resource-policy --resource-arn arn:aws:dynamodb:eu-west-1:111122223333:table/logs", R"({"Policy": "{\"Id\":\"table\"}"})"},
            {"elbv2 describe-target-groups", R"({"TargetGroups": [{"TargetGroupArn": "arn:aws:elasticloadbalancing:REGION:111122223333:targetgroup/web/1", "TargetGroupName": "web", "VpcId": "vpc-1"}]})"},
            {"elbv2 describe-target-health --target-group-arn arn:aws:elasticloadbalancing:REGION:111122223333:targetgroup/web/1", R"({"TargetHealthDescriptions": []})"},
            {"organizations list-parents --child-id 111122223333", R"({"Parents": [{"Id": "ou-ab12-11111111", "Type": "ORGANIZATIONAL_UNIT"}]})"},
            {"organizations list-parents --child-id ou-ab12-11111111", R"({"Parents": [{"Id": "r-ab12", "Type": "ROOT"}]})"},
        };
    }

    CallResult answer(const std::vector<std::string>& arguments) {
        const auto region = std::find(arguments.begin(), arguments.end(), "--region");
        QString asked;
        for (auto each = arguments.begin(); each != region; ++each)
            asked += (asked.isEmpty() ? "" : " ") + QString::fromStdString(*each);
        log.append(asked);
        const QString here = QString::fromStdString(region[1]);
        if (const auto error = errors.find(asked); error != errors.end())
            return failed(error.value());
        for (const auto& [question, text] : answers)
            if (QString(question).replace("REGION", here) == asked)
                return {CallResult::End::Exited, 0, QString(text).replace("REGION", here).toStdString(), {}};
        return emptyAnswer(asked);
    }

    static CallResult failed(const QString& code) { return {CallResult::End::Exited, 254, {}, "\nAn error occurred (" + code.toStdString() + ") when calling the X operation: Because\n"}; }

    /// What the account does not hold.
    static CallResult emptyAnswer(const QString& asked) {
        for (const Call& call : calls())
            if (asked.startsWith(QString::fromStdString(call.name()))) {
                if (!call.noneCode.empty())
                    return failed(QString::fromUtf8(call.noneCode.data(), int(call.noneCode.size())));
                return {CallResult::End::Exited, 0, "{\"" + std::string(call.member) + "\": []}", {}};
            }
        return failed("Unasked");
    }

    QMap<QString, QString> errors; ///< codes by what is asked
    std::vector<std::pair<QString, QString>> answers;
    QStringList log;
};

void runAll(Collection& collection, FakeAccount& account) {
    while (const auto task = collection.next())
        collection.finish(*task, account.answer(task->arguments));
}

} // namespace

class CollectTest : public QObject {
    Q_OBJECT

    Options optionsFor(const char* name, std::vector<std::string> regions = {"us-east-1"}) const { return {"", std::move(regions), m_folder.filePath(QLatin1String(name)).toStdString()}; }
    QTemporaryDir m_folder;

private slots:
    void onlyReads() {
        std::set<std::string> earlier;
        for (const Call& call : calls()) {
            const QStringList verbs = {"describe", "get", "list", "search"};
            QVERIFY2(verbs.contains(QString::fromStdString(call.name()).section(' ', 1).section('-', 0, 0)), call.name().c_str());
            for (const std::string_view word : {call.options, call.option})
                for (const char* harm : {"file:", "http", "--cli-input", "--query", "--endpoint", ";", "$", "`"})
                    QVERIFY2(word.find(harm) == std::string_view::npos, call.name().c_str());
            QVERIFY2(call.after.empty() || earlier.contains(std::string(call.after)), call.name().c_str());
            QVERIFY(call.after.empty() == call.things.empty() && call.after.empty() == call.option.empty());
            QVERIFY(call.wrapping.empty() == call.nameMember.empty());
            QVERIFY(!call.member.empty());
            earlier.insert(call.name());
        }
    }

    void permissionsExist() {
        const auto all = permissions();
        QVERIFY(all.size() > 40);
        for (const std::string& permission : all) {
            const auto wrong = policy::unknownAction(permission);
            QVERIFY2(!wrong, wrong ? toEnglish(*wrong).c_str() : "");
            const std::string action = permission.substr(permission.find(':') + 1);
            QVERIFY2(action.starts_with("Describe") || action.starts_with("Get") || action.starts_with("List") || action.starts_with("Search"), permission.c_str());
        }
        const auto policy = parseJson(permissionsPolicy());
        QVERIFY(policy);
        QCOMPARE((*policy)["Statement"][0]["Action"].size(), all.size());
    }

    /// Every type that describe output has is asked for.
    void everyTypeIsCollected() {
        std::set<std::string_view> members;
        for (const Call& call : calls())
            members.insert(call.member);
        for (Kind kind = 0; kind < kindCount; ++kind) {
            const std::string_view list = typeInfo(kind).awsList;
            const bool isInside = list == "InstanceProfiles" || list == "Tables"; // in roles; one table a call
            QVERIFY2(list.empty() || isInside || members.contains(list), std::string(list).c_str());
        }
    }

    void collectsAnAccount() {
        FakeAccount account;
        account.errors = {{"ec2 describe-network-acls", "UnauthorizedOperation"}, {"ec2 search-transit-gateway-routes --filters Name=state,Values=active,blackhole --transit-gateway-route-table-id tgw-rtb-2", "AccessDenied"}, {"ec2 get-transit-gateway-route-table-propagations --transit-gateway-route-table-id tgw-rtb-2", "AccessDenied"}, {"s3api get-bucket-policy --bucket block", "AccessDenied"}};
        Collection collection(optionsFor("account", {"us-east-1", "eu-west-1"}));
        QVERIFY(!collection.problem());
        runAll(collection, account);
        QVERIFY(collection.isDone());
        QVERIFY2(!collection.fatal(), collection.fatal() ? toEnglish(*collection.fatal()).c_str() : "");
        QCOMPARE(collection.answered() + int(collection.failures().size()), collection.known());
        QCOMPARE(collection.failures().size(), std::size_t(2 + 2 * 2 + 1)); // Regions count
        for (const Failure& each : collection.failures())
            QCOMPARE(each.why.id, MessageId::CollectDenied);
        QCOMPARE(collection.failures()[0].why.args, std::vector<std::string>{"ec2:DescribeNetworkAcls"});
        QVERIFY(account.log.contains("organizations list-parents --child-id ou-ab12-11111111"));
        QVERIFY(!account.log.contains("organizations list-parents --child-id r-ab12"));
        QCOMPARE(account.log.count("s3api list-buckets"), 1);
        QCOMPARE(account.log.count("ec2 describe-vpcs"), 2);

        const auto loaded = readDescribe(m_folder.filePath("account").toStdString());
        QVERIFY2(loaded, loaded ? "" : toEnglish(loaded.error()).c_str());
        for (const Diagnostic& each : loaded->diagnostics)
            QVERIFY2(each.severity == Severity::Note || each.message.id == MessageId::RepeatedItem, toEnglish(each).c_str());
        const Topology& topology = loaded->design.topology;
        const Vpc* vpc = topology.get<Vpc>(Id("vpc-1"));
        QVERIFY(vpc && vpc->unknown.empty());
        QVERIFY(vpc->enableDnsSupport && !vpc->enableDnsHostnames);
        QCOMPARE(vpc->account, std::string("111122223333"));
        QVERIFY(topology.get<PrefixList>(Id("pl-1"))->unknown.empty());
        QVERIFY(topology.get<TransitGatewayRouteTable>(Id("tgw-rtb-1"))->unknown.empty());
        QCOMPARE(topology.get<TransitGatewayRouteTable>(Id("tgw-rtb-1"))->routes.size(), std::size_t(1));
        QCOMPARE(topology.get<TransitGatewayRouteTable>(Id("tgw-rtb-2"))->unknown, (std::vector<std::string>{"routes", "propagations"}));
        QVERIFY(topology.table(kindOf<NetworkAcl>).empty());
        // "There is none" is known; what was refused is not. Names that end alike are told apart.
        QVERIFY(topology.get<Bucket>(Id("logs"))->unknown.empty());
        QCOMPARE(topology.get<Bucket>(Id("logs"))->policy.text, std::string());
        QCOMPARE(topology.get<Bucket>(Id("logs"))->region, std::string("us-east-1"));
        QCOMPARE(topology.get<Bucket>(Id("logs"))->ownership, ObjectOwnership::ObjectWriter);
        QVERIFY(topology.get<Bucket>(Id("policy-logs"))->policy.text.find("Statement") != std::string::npos);
        QCOMPARE(topology.get<Bucket>(Id("block"))->unknown, std::vector<std::string>{"policy"});
        QVERIFY(!topology.get<Bucket>(Id("block"))->restrictPublicBuckets);
        QVERIFY(topology.get<Account>(Id("111122223333"))->restrictPublicBuckets);
        // The same name in two Regions.
        const std::string table = ":111122223333:table/logs";
        QCOMPARE(topology.get<DynamoTable>("arn:aws:dynamodb:eu-west-1" + table)->policy.text, std::string("{\"Id\":\"table\"}"));
        QCOMPARE(topology.get<DynamoTable>("arn:aws:dynamodb:us-east-1" + table)->policy.text, std::string());
        QVERIFY(topology.get<DynamoTable>("arn:aws:dynamodb:us-east-1" + table)->unknown.empty());
        for (const char* region : {"us-east-1", "eu-west-1"})
            QVERIFY(topology.get<KmsKey>("arn:aws:kms:" + std::string(region) + ":111122223333:key/mrk-1")->policy.text.find(region) != std::string::npos);
        QVERIFY(topology.get<TargetGroup>(Id("arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1"))->unknown.empty());
    }

    void errors_data() {
        QTest::addColumn<int>("end");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<int>("why");
        const auto row = [](const char* name, CallResult::End end, const char* out, const char* err, MessageId why) { QTest::newRow(name) << int(end) << QByteArray(out) << QByteArray(err) << int(why); };
        const auto exited = CallResult::End::Exited;
        row("denied", exited, "", "An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: You are not authorized", MessageId::CollectDenied);
        row("denied by a service", exited, "", "An error occurred (AccessDeniedException) when calling", MessageId::CollectDenied);
        row("Region is off", exited, "", "An error occurred (OptInRequired) when calling", MessageId::CollectRegionOff);
        row("no such service there", exited, "", "Could not connect to the endpoint URL: \"https://x\"", MessageId::CollectRegionOff);
        row("old CLI", exited, "", "aws: error: argument operation: Invalid choice, valid choices are:", MessageId::CollectUnknownOperation);
        row("old CLI of version 1", exited, "", "Invalid choice: 'describe-x', maybe you meant:\n\n  * describe-y", MessageId::CollectUnknownOperation);
        row("something else", exited, "", "one\nAn error occurred (InternalError) when calling\n", MessageId::CollectFailed);
        row("no words", exited, "", "", MessageId::CollectFailed);
        row("hangs", CallResult::End::TimedOut, "", "", MessageId::CollectTimedOut);
        row("too large", CallResult::End::TooLarge, "{", "", MessageId::CollectTooLarge);
        row("garbage", exited, "<html>", "", MessageId::CollectNotJson);
        row("another list", exited, "{\"Subnets\": []}", "", MessageId::CollectNotJson);
        row("a list", exited, "[]", "", MessageId::CollectNotJson);
    }
    void errors() {
        QFETCH(int, end);
        QFETCH(QByteArray, out);
        QFETCH(QByteArray, err);
        QFETCH(int, why);
        FakeAccount account;
        Collection collection(optionsFor(QTest::currentDataTag()));
        while (const auto task = collection.next())
            if (task->call->name() == "ec2 describe-vpcs")
                collection.finish(*task, {static_cast<CallResult::End>(end), out.isEmpty() ? 254 : 0, out.toStdString(), err.toStdString()});
            else
                collection.finish(*task, account.answer(task->arguments));
        QVERIFY(!collection.fatal());
        QCOMPARE(collection.failures().size(), std::size_t(1));
        QCOMPARE(int(collection.failures()[0].why.id), why);
        const QString file = m_folder.filePath(QLatin1String(QTest::currentDataTag()) + "/111122223333/us-east-1/ec2-describe-%1.json");
        QVERIFY(!QFile::exists(file.arg("vpcs")));
        QVERIFY(QFile::exists(file.arg("subnets")));
    }

    void triesAgainWhenThrottled() {
        FakeAccount account;
        Collection collection(optionsFor("throttled"));
        std::map<std::string, int> asked;
        while (const auto task = collection.next()) {
            const int times = ++asked[task->call->name()];
            const bool busy = task->call->name() == "ec2 describe-subnets" || (task->call->name() == "ec2 describe-vpcs" && times < 3);
            collection.finish(*task, busy ? FakeAccount::failed("RequestLimitExceeded") : account.answer(task->arguments));
        }
        QCOMPARE(asked["ec2 describe-vpcs"], 3);
        QCOMPARE(asked["ec2 describe-subnets"], 4);
        QCOMPARE(collection.failures().size(), std::size_t(1));
        QCOMPARE(collection.failures()[0].why.id, MessageId::CollectThrottled);
        QVERIFY(collection.isDone());
    }

    /// Whoever cannot say who asks is asked nothing more.
    void asksNothingOfNobody_data() {
        QTest::addColumn<int>("end");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<int>("why");
        QTest::newRow("no program") << int(CallResult::End::NotStarted) << QByteArray() << int(MessageId::CollectNotStarted);
        QTest::newRow("no credentials") << int(CallResult::End::Exited) << QByteArray() << int(MessageId::CollectNobody);
        QTest::newRow("hangs") << int(CallResult::End::TimedOut) << QByteArray() << int(MessageId::CollectNobody);
        QTest::newRow("garbage") << int(CallResult::End::Exited) << QByteArray("hello") << int(MessageId::CollectNobody);
        QTest::newRow("no account") << int(CallResult::End::Exited) << QByteArray("{\"Account\": \"../../etc\"}") << int(MessageId::CollectNotAccount);
    }
    void asksNothingOfNobody() {
        QFETCH(int, end);
        QFETCH(QByteArray, out);
        QFETCH(int, why);
        Collection collection(optionsFor("nobody"));
        const auto task = collection.next();
        QVERIFY(task);
        QCOMPARE(task->call->name(), std::string("sts get-caller-identity"));
        QVERIFY(!collection.next());
        QVERIFY(!collection.isDone());
        collection.finish(*task, {static_cast<CallResult::End>(end), out.isEmpty() ? 253 : 0, out.toStdString(), "Unable to locate credentials"});
        QVERIFY(collection.isDone());
        QVERIFY(!collection.next());
        QVERIFY(collection.fatal());
        QCOMPARE(int(collection.fatal()->message.id), why);
        QVERIFY(!QFile::exists(m_folder.filePath("nobody")));
    }

    void stopsBetweenCalls() {
        FakeAccount account;
        Collection collection(optionsFor("stopped"));
        auto task = collection.next();
        collection.finish(*task, account.answer(task->arguments));
        task = collection.next();
        collection.stop();
        QVERIFY(!collection.isDone());
        QVERIFY(!collection.next());
        collection.finish(*task, {CallResult::End::Stopped, 0, {}, {}});
        QVERIFY(collection.isDone());
        QVERIFY(collection.failures().empty());
        QVERIFY(QFile::exists(m_folder.filePath("stopped/111122223333/sts-get-caller-identity.json")));
    }

    void names() {
        for (const char* good : {"vpc-1", "my.bucket", "arn:aws:dynamodb:eu-west-1:111122223333:table/t_1", "A+b=c@d"})
            QVERIFY2(isSaneName(good), good);
        for (const char* bad : {"", "--debug", "-x", "../x", "/etc/passwd", "file:///etc/passwd", "http://x", "a b", "a\nb", "a;b", "$(x)", "\xC3\xA9"})
            QVERIFY2(!isSaneName(bad), bad);
        QCOMPARE(thingsIn(R"({"A": [{"B": "1"}, {"C": 2}, {"B": 3}, {"B": "4"}]})", "A[].B"), (std::vector<std::string>{"1", "4"}));
        QCOMPARE(thingsIn(R"({"A": ["x", "y"]})", "A[]"), (std::vector<std::string>{"x", "y"}));
        QCOMPARE(thingsIn(R"({"A": {"B": "x"}})", "A.B"), (std::vector<std::string>{"x"}));
        QVERIFY(thingsIn("nonsense", "A[]").empty());
    }

    void oddNamesAreNotAsked() {
        FakeAccount account;
        account.answers[1].second = R"({"Vpcs": [{"VpcId": "--debug"}, {"VpcId": "vpc-1"}]})";
        Collection collection(optionsFor("odd"));
        runAll(collection, account);
        QCOMPARE(collection.failures().size(), std::size_t(2));
        QCOMPARE(collection.failures()[0].why.id, MessageId::CollectOddName);
        for (const QString& asked : account.log)
            QVERIFY(!asked.contains("--debug"));
    }

    void needsAPlaceAndRegions() {
        QCOMPARE(Collection(Options{"", {}, "x"}).problem()->message.id, MessageId::UsageCollect);
        QCOMPARE(Collection(Options{"", {"us-east-1"}, ""}).problem()->message.id, MessageId::UsageCollect);
        QCOMPARE(Collection(Options{"", {"us-east-1", "europe"}, "x"}).problem()->message.id, MessageId::CollectBadRegion);
        QVERIFY(!saveFile(m_folder.filePath("full").toStdString(), "x"));
        QCOMPARE(Collection(Options{"", {"us-east-1"}, m_folder.path().toStdString()}).problem()->message.id, MessageId::FolderNotEmpty);
        const auto task = Collection(Options{"p", {"eu-west-1"}, "x"}).next();
        QCOMPARE(task->arguments, (std::vector<std::string>{"sts", "get-caller-identity", "--region", "eu-west-1", "--output", "json", "--profile", "p"}));
    }
};

WAYLIGHT_TEST(CollectTest)
#include "tst_collect.moc"
