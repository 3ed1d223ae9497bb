// SPDX-License-Identifier: MIT
#include "core/trace/engine.h"
#include "core/trace/question.h"
#include "core/base/message_ids.h"
#include "core/policy/network_keys.h"
#include "tests/core/trace/policy_sketch.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;
using namespace policy_sketch;

namespace {

ControlPolicy control(const std::string& level, const std::string& name, const PolicyText& text = {}) {
    return {level, name, text, {}};
}

constexpr const char* accessPointObject = "arn:aws:s3:us-east-1:111122223333:accesspoint/reports/object/key";

Request call(const std::string& action = "s3:GetObject", const std::string& resource = "arn:aws:s3:::data/key", const Id& from = "app") {
    Request request;
    request.from = from;
    request.action = action;
    request.resource = resource;
    return request;
}

Trace run(const PolicySketch& sketch, const Request& request) {
    return trace(Network::compile(sketch.topology), request);
}

/// "blocked key-policy KEY_POLICY_NO_ALLOW key /policy; …", or the bare verdict; unknown checks too.
QString outcome(const Trace& trace) {
    QStringList parts;
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.outcome != Outcome::Pass)
                parts << QStringLiteral("%1 %2 %3 %4").arg(QString::fromUtf8(enumName(check.stage).data()), QString::fromStdString(check.code), QString::fromStdString(check.resource), QString::fromStdString(check.pointer)).trimmed();
    QString text = QString::fromUtf8(enumName(trace.verdict).data());
    return parts.isEmpty() ? text : text + QStringLiteral(": ") + parts.join(QStringLiteral("; "));
}

QString englishOf(const std::vector<Missing>& missing) {
    QStringList lines;
    for (const Missing& each : missing)
        lines << QString::fromStdString(toEnglish(each.message));
    return lines.join(u'\n');
}

bool has(const Trace& trace, Stage stage) {
    return std::any_of(trace.hops.begin(), trace.hops.end(), [&](const Hop& hop) {
        return std::any_of(hop.checks.begin(), hop.checks.end(), [&](const Check& check) { return check.stage == stage; });
    });
}

} // namespace

/// The policy layers around a call: one row a rule of the specification.
class PolicyLayersTest : public QObject {
    Q_OBJECT

private:
    using Change = std::function<void(PolicySketch&)>;

    static void layer(const char* name, const char* expected, const Change& change, const Request& request = call()) {
        PolicySketch sketch;
        change(sketch);
        QTest::newRow(name) << outcome(run(sketch, request)) << QString::fromUtf8(expected);
    }

    static void controlRows() {
        const PolicyText s3Only = policyOf({statement("Allow", "s3:*", "*")});
        const PolicyText ec2Only = policyOf({statement("Allow", "ec2:*", "*")});
        const PolicyText noGet = policyOf({statement("Deny", "s3:GetObject", "*")});
        const auto scp = [](std::vector<ControlPolicy> policies) {
            return [policies](PolicySketch& s) { s.addAccount(own, [&](Account& account) { account.serviceControlPolicies = policies; }); };
        };
        layer("service control policies that allow", "allowed", scp({control("root", "FullAWSAccess"), control("account", "s3", s3Only)}));
        layer("a service control policy denies",
              "blocked: service-control-policy SERVICE_CONTROL_POLICY_EXPLICIT_DENY 111122223333 /serviceControlPolicies/1/policyDocument/Statement/0",
              scp({control("root", "FullAWSAccess"), control("root", "no-get", noGet)}));
        layer("one level lacks an Allow",
              "blocked: service-control-policy SERVICE_CONTROL_POLICY_NO_ALLOW 111122223333 /serviceControlPolicies/2/policyDocument/Statement/0/Action",
              scp({control("root", "FullAWSAccess"), control("root", "ec2 too", ec2Only), control("Workloads", "ec2", ec2Only), control("account", "FullAWSAccess")}));
        layer("two policies of one level: one that allows is enough", "allowed", scp({control("root", "ec2", ec2Only), control("root", "FullAWSAccess")}));
        layer("a policy that is not in the design", "unknown: service-control-policy SERVICE_CONTROL_POLICY_UNKNOWN 111122223333 /serviceControlPolicies/0/policyDocument",
              scp({control("root", "ours")}));
        layer("callers of the management account are free", "allowed", [&](PolicySketch& s) {
            s.addAccount(own, [&](Account& account) {
                account.managesOrganization = true;
                account.serviceControlPolicies = {control("root", "no-get", noGet)};
            });
        });
        layer("the caller's policies, not those of the resource's account", "allowed", [&](PolicySketch& s) {
            s.addAccount(own, [](Account&) {});
            s.addAccount(other, [&](Account& account) { account.serviceControlPolicies = {control("root", "no-get", noGet)}; });
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other; });
            s.bucketPolicy({statement("Allow", "s3:*", "*", everyone)});
        });
    }

    static void resourceControlRows() {
        const PolicyText closed = policyOf({statement("Deny", "s3:*", "*", everyone + condition(R"({"StringNotEquals":{"aws:PrincipalOrgID":"o-ours"}})"))});
        const auto withOrganization = [closed](const char* organization) {
            return [closed, organization](PolicySketch& s) {
                s.addAccount(own, [&](Account& account) { account.organization = organization; });
                s.addAccount(other, [&](Account& account) { account.resourceControlPolicies = {control("root", "perimeter", closed)}; });
                s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other; });
                s.bucketPolicy({statement("Allow", "s3:*", "*", everyone)});
            };
        };
        layer("a resource control policy lets its organization in", "allowed", withOrganization("o-ours"));
        layer("a resource control policy denies others",
              "blocked: resource-control-policy RESOURCE_CONTROL_POLICY_EXPLICIT_DENY 444455556666 /resourceControlPolicies/0/policyDocument/Statement/0",
              withOrganization("o-theirs"));
        layer("an organization that nobody knows", "unknown: resource-control-policy RESOURCE_CONTROL_POLICY_UNKNOWN 444455556666 /resourceControlPolicies/0/policyDocument/Statement/0/Condition/StringNotEquals/aws:PrincipalOrgID",
              withOrganization(""));
        layer("resources of the management account are free", "allowed", [&](PolicySketch& s) {
            withOrganization("o-theirs")(s);
            s.change<Account>(other, [](Account& account) { account.managesOrganization = true; });
        });
    }

    /// RestrictPublicBuckets of the bucket or of its account, for a caller of another account.
    static void publicAccessRows() {
        const auto foreign = [](PolicySketch& s) {
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other; });
            s.bucketPolicy({statement("Allow", "s3:*", "*", everyone)});
        };
        layer("a public bucket", "allowed", foreign);
        layer("a public bucket that is restricted", "blocked: public-access-block PUBLIC_ACCESS_BLOCK_RESTRICTS data /restrictPublicBuckets", [&](PolicySketch& s) {
            foreign(s);
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.restrictPublicBuckets = true; });
        });
        layer("a public bucket in a restricted account", "blocked: public-access-block PUBLIC_ACCESS_BLOCK_RESTRICTS 444455556666 /restrictPublicBuckets", [&](PolicySketch& s) {
            foreign(s);
            s.addAccount(other, [](Account& account) { account.restrictPublicBuckets = true; });
        });
        layer("a restricted bucket whose policy names the caller", "allowed", [&](PolicySketch& s) {
            foreign(s);
            s.bucketPolicy({statement("Allow", "s3:*", "*", principal(own))});
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.restrictPublicBuckets = true; });
        });
        layer("a restricted public bucket of the caller's account", "allowed", [&](PolicySketch& s) {
            s.bucketPolicy({statement("Allow", "s3:*", "*", everyone)});
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.restrictPublicBuckets = true; });
        });
    }

    static void ownerRows() {
        layer("same account: the role is enough", "allowed", [](PolicySketch&) {});
        layer("same account: the bucket is enough", "allowed", [](PolicySketch& s) {
            s.allow({statement("Allow", "ec2:*", "*")});
            s.bucketPolicy({statement("Allow", "s3:GetObject", "arn:aws:s3:::data/*", principal("arn:aws:iam::111122223333:role/app-role"))});
        });
        layer("cross account: the bucket must allow", "blocked: resource-policy RESOURCE_POLICY_NO_ALLOW data", [](PolicySketch& s) {
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other; });
        });
        layer("cross account: so must the role", "blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Action", [](PolicySketch& s) {
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other; });
            s.allow({statement("Allow", "ec2:*", "*")});
            s.bucketPolicy({statement("Allow", "s3:GetObject", "arn:aws:s3:::data/*", principal(own))});
        });
        layer("cross account: both do", "allowed", [](PolicySketch& s) {
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other; });
            s.bucketPolicy({statement("Allow", "s3:GetObject", "arn:aws:s3:::data/*", principal(own))});
        });
        layer("an object that its writer may own", "unknown: resource-policy RESOURCE_POLICY_UNKNOWN data /policy", [](PolicySketch& s) {
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other, bucket.ownership = ObjectOwnership::ObjectWriter; });
            s.bucketPolicy({statement("Allow", "s3:GetObject", "arn:aws:s3:::data/*", principal(own))});
        });
    }

    /// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    static void rowsWithoutResource() {
        Request list = call();
        list.action = "s3:ListAllMyBuckets";
        list.resource = "*";
        const auto allowed = [](PolicySketch& s) { s.allow({statement("Allow", "s3:ListAllMyBuckets", "*")}); };
        const auto onBucket = [](PolicySketch& s) { s.allow({statement("Allow", "s3:*", "arn:aws:s3:::data")}); };
        layer("no resource", "allowed", allowed, list);
        layer("no resource: a bucket does not speak of it", "blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Resource", onBucket, list);
        list.resource = "arn:aws:s3:::data";
        layer("no resource: a bucket that is named counts for nothing", "blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Resource", onBucket, list);
        layer("no resource: nor does its policy", "allowed", [=](PolicySketch& s) {
            allowed(s);
            s.bucketPolicy({statement("Deny", "s3:*", "*", everyone)});
        }, list);
        layer("no resource: nor does its account", "allowed", [=](PolicySketch& s) {
            allowed(s);
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other; });
        }, list);
        list.action = "s3:ListBuckets";
        layer("no resource: an operation", "allowed", allowed, list);
        list.action = "s3:ListBucket";
        layer("a resource is named", "allowed", onBucket, list);
    }

    static void sessionRows() {
        Request limited = call();
        limited.sessionPolicy = policyOf({statement("Allow", "s3:ListBucket", "*")});
        layer("a session policy without an Allow", "blocked: session-policy SESSION_POLICY_NO_ALLOW role", [](PolicySketch&) {}, limited);
        limited.sessionPolicy = policyOf({statement("Allow", "s3:Get*", "*")});
        layer("a session policy that allows", "allowed", [](PolicySketch&) {}, limited);
    }

    static void keyRows() {
        const PolicyText delegating = policyOf({statement("Allow", "kms:*", "*", principal("arn:aws:iam::111122223333:root"))});
        const PolicyText forAnother = policyOf({statement("Allow", "kms:*", "*", principal("arn:aws:iam::111122223333:role/admin"))});
        const PolicyText forApp = policyOf({statement("Allow", "kms:*", "*", principal("arn:aws:iam::111122223333:role/app-role"))});
        const std::vector<std::string> both{statement("Allow", "s3:*", "*"), statement("Allow", "kms:*", "*")};
        const Request put = call("s3:PutObject");
        layer("the role lacks the key's action", "blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Action",
              [&](PolicySketch& s) { s.encrypt(delegating); });
        layer("the key policy names the account and the role allows", "allowed", [&](PolicySketch& s) {
            s.encrypt(delegating);
            s.allow(both);
        });
        layer("a key without a policy names its account", "allowed", [&](PolicySketch& s) {
            s.encrypt({});
            s.allow(both);
        });
        layer("a key policy without delegation", "blocked: key-policy KEY_POLICY_NO_ALLOW key /policy/Statement/0/Principal", [&](PolicySketch& s) {
            s.encrypt(forAnother);
            s.allow(both);
        });
        layer("a key policy that names the role", "allowed", [&](PolicySketch& s) { s.encrypt(forApp); });
        layer("writing asks for a data key", "blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Action", [&](PolicySketch& s) {
            s.encrypt(delegating);
            s.allow({statement("Allow", "s3:*", "*"), statement("Allow", "kms:Decrypt", "*")});
        }, put);
        layer("the key's VPC conditions do not see the caller's VPC",
              "blocked: key-policy KEY_POLICY_EXPLICIT_DENY key /policy/Statement/1", [&](PolicySketch& s) {
                  s.allow(both);
                  s.encrypt(policyOf({statement("Allow", "kms:*", "*", principal(own)),
                                    statement("Deny", "kms:*", "*", everyone + condition(R"({"StringNotEquals":{"aws:SourceVpc":"vpc"}})"))}));
              });
        layer("the key allows what comes through S3", "allowed", [&](PolicySketch& s) {
            s.encrypt(policyOf({statement("Allow", "kms:*", "*", everyone + condition(R"({"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com","kms:CallerAccount":"111122223333"}})"))}));
        });
        layer("a disabled key", "blocked: key-policy KEY_NOT_ENABLED key /keyState", [&](PolicySketch& s) {
            s.encrypt(forApp);
            s.change<KmsKey>("key", [](KmsKey& key) { key.state = "Disabled"; });
        });
        layer("a key of another Region", "blocked: key-policy KEY_IN_ANOTHER_REGION data /kmsKeyId", [&](PolicySketch& s) {
            s.encrypt(forApp);
            s.change<KmsKey>("key", [](KmsKey& key) { key.region = "eu-west-1"; });
        });
        layer("a key that is not in the design", "unknown: key-policy KEY_POLICY_UNKNOWN arn:aws:kms:us-east-1:111122223333:key/gone", [&](PolicySketch& s) {
            s.encrypt({});
            s.allow(both);
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.key = "arn:aws:kms:us-east-1:111122223333:key/gone"; });
        });
        layer("AWS's own key needs no permission in its account", "allowed", [&](PolicySketch& s) {
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.encryption = BucketEncryption::Kms; });
        });
        layer("AWS's own key is closed to other accounts", "blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Action; key-policy KEY_POLICY_NO_ALLOW data", [&](PolicySketch& s) {
            s.change<Bucket>("data", [](Bucket& bucket) { bucket.account = other, bucket.encryption = BucketEncryption::Kms; });
            s.bucketPolicy({statement("Allow", "s3:GetObject", "arn:aws:s3:::data/*", principal(own))});
        });
        Request plain = put;
        plain.context["s3:x-amz-server-side-encryption"] = "AES256";
        layer("the request asks for S3's own keys", "allowed", [&](PolicySketch& s) { s.encrypt(forAnother); }, plain);
    }

    static void accessPointRows() {
        const Request through = call("s3:GetObject", accessPointObject);
        layer("through an access point", "allowed", [](PolicySketch& s) { s.accessPoint(); }, through);
        layer("an access point of the caller's VPC", "allowed", [](PolicySketch& s) { s.accessPoint([](AccessPoint& point) { point.vpc = "vpc"; }); }, through);
        layer("an access point of another VPC", "blocked: resource-policy ACCESS_POINT_OTHER_VPC ap /vpcId", [](PolicySketch& s) {
            s.otherVpc("other", "10.9.0.0/16");
            s.accessPoint([](AccessPoint& point) { point.vpc = "other"; });
        }, through);
        layer("an access point of a VPC, from outside", "blocked: resource-policy ACCESS_POINT_NEEDS_VPC ap /vpcId",
              [](PolicySketch& s) { s.accessPoint([](AccessPoint& point) { point.vpc = "vpc"; }); }, call("s3:GetObject", accessPointObject, "out"));
        layer("the access point denies", "blocked: resource-policy ACCESS_POINT_POLICY_EXPLICIT_DENY ap /policy/Statement/0", [](PolicySketch& s) {
            s.accessPoint([](AccessPoint& point) { point.policy = policyOf({statement("Deny", "s3:GetObject", "*", everyone)}); });
        }, through);
        layer("the endpoint must allow both names", "blocked: endpoint-policy ENDPOINT_POLICY_NO_ALLOW vpce /policyDocument/Statement/0/Resource", [](PolicySketch& s) {
            s.accessPoint();
            s.change<VpcEndpoint>("vpce", [](VpcEndpoint& endpoint) { endpoint.policy = policyOf({statement("Allow", "s3:*", "arn:aws:s3:::data/*", everyone)}); });
        }, through);
        layer("the bucket takes only what comes through access points", "blocked: resource-policy RESOURCE_POLICY_EXPLICIT_DENY data /policy/Statement/0", [](PolicySketch& s) {
            s.bucketPolicy({statement("Deny", "s3:GetObject", "*", everyone + condition(R"({"StringNotEquals":{"s3:DataAccessPointAccount":"111122223333"}})"))});
        });
        layer("and this does", "allowed", [](PolicySketch& s) {
            s.accessPoint();
            s.bucketPolicy({statement("Deny", "s3:GetObject", "*", everyone + condition(R"({"StringNotEquals":{"s3:DataAccessPointAccount":"111122223333"}})"))});
        }, through);
    }

    static void copyRows() {
        Request copy = call("s3:CopyObject", "arn:aws:s3:::data/copy");
        copy.copySource = "arn:aws:s3:::archive/original";
        const auto withArchive = [](const PolicyText& text) {
            return [text](PolicySketch& s) {
                Bucket archive;
                archive.id = "archive";
                archive.region = "us-east-1";
                archive.account = own;
                archive.policy = text;
                s.set(archive);
            };
        };
        layer("a copy", "allowed", withArchive({}), copy);
        layer("a copy whose source may not be read", "blocked: resource-policy RESOURCE_POLICY_EXPLICIT_DENY archive /policy/Statement/0",
              withArchive(policyOf({statement("Deny", "s3:GetObject", "*", everyone)})), copy);
        layer("a copy that may do neither",
              "blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Action; "
              "identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Action", [&](PolicySketch& s) {
                  withArchive({})(s);
                  s.allow({statement("Allow", "s3:ListBucket", "*")});
              }, copy);
    }

private slots:
    void layers_data() {
        QTest::addColumn<QString>("found");
        QTest::addColumn<QString>("expected");
        ownerRows();
        controlRows();
        publicAccessRows();
        resourceControlRows();
        sessionRows();
        rowsWithoutResource();
        keyRows();
        accessPointRows();
        copyRows();
    }
    void layers() {
        QFETCH(QString, found);
        QFETCH(QString, expected);
        QCOMPARE(found, expected);
    }

    /// A key that is called itself, and not by a service.
    void aKeyCanBeCalled_data() {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const PolicyText& policy, const char* code) { QTest::newRow(name) << QString::fromStdString(policy.text) << code; };
        row("the default", {}, "KEY_POLICY_ALLOWS");
        row("the caller", policyOf({statement("Allow", "kms:*", "*", principal("arn:aws:iam::111122223333:role/app-role"))}), "KEY_POLICY_ALLOWS");
        row("somebody else", policyOf({statement("Allow", "kms:*", "*", principal("arn:aws:iam::111122223333:role/admin"))}), "KEY_POLICY_NO_ALLOW");
        row("only through a service", policyOf({statement("Allow", "kms:*", "*", everyone + condition("{\"StringLike\":{\"kms:ViaService\":\"s3.*\"}}"))}), "KEY_POLICY_NO_ALLOW");
    }
    void aKeyCanBeCalled() {
        QFETCH(QString, policy);
        QFETCH(QString, code);
        PolicySketch sketch;
        KmsKey key;
        key.id = "own";
        key.region = "us-east-1";
        key.account = own;
        key.policy.text = policy.toStdString();
        sketch.set(key);
        sketch.allow({statement("Allow", "kms:*", "*")});
        const Trace answer = run(sketch, call("kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/own", "out"));
        QStringList codes;
        for (const Hop& hop : answer.hops)
            for (const Check& check : hop.checks)
                if (check.stage == Stage::KeyPolicy) {
                    codes << QString::fromStdString(check.code);
                    QCOMPARE(check.resource, std::string("own"));
                }
        QCOMPARE(codes, QStringList{code});
    }

    void aKeyThatIsOffIsNotUsedButDescribed() {
        PolicySketch sketch;
        KmsKey key;
        key.id = "own";
        key.region = "us-east-1";
        key.account = own;
        key.state = "Disabled";
        sketch.set(key);
        const auto isOff = [&](const char* action) {
            const Trace answer = run(sketch, call(action, "arn:aws:kms:us-east-1:111122223333:key/own", "out"));
            return std::any_of(answer.blockers.begin(), answer.blockers.end(), [](const Check& check) { return check.code == "KEY_NOT_ENABLED"; });
        };
        QVERIFY(isOff("kms:Decrypt"));
        QVERIFY(!isOff("kms:DescribeKey"));
    }

    /// A table's key: the caller needs it for items, not for the table's description.
    void tablesAreDecryptedInTheCallersName() {
        PolicySketch sketch;
        DynamoTable table;
        table.id = "orders";
        table.region = "us-east-1";
        table.account = own;
        sketch.set(table);
        sketch.encrypt({});
        sketch.change<DynamoTable>("orders", [](DynamoTable& each) { each.key = "key"; });
        sketch.allow({statement("Allow", "dynamodb:*", "*")});
        const std::string arn = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
        QCOMPARE(outcome(run(sketch, call("dynamodb:GetItem", arn, "out"))), QStringLiteral("blocked: identity-policy IDENTITY_POLICY_NO_ALLOW role /policies/0/policyDocument/Statement/0/Action"));
        QCOMPARE(outcome(run(sketch, call("dynamodb:DescribeTable", arn, "out"))), QStringLiteral("allowed"));
    }

    /// Layers that are not there say nothing: no check of their stages, and the same trace with an account that has none.
    void absentLayersSayNothing() {
        PolicySketch sketch;
        PolicySketch withAccount;
        withAccount.addAccount(own, [](Account&) {});
        for (const char* action : {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"})
            for (const char* from : {"app", "out"}) {
                const Trace plain = run(sketch, call(action, "arn:aws:s3:::data/key", from));
                for (const Stage stage : {Stage::ServiceControlPolicy, Stage::ResourceControlPolicy, Stage::SessionPolicy, Stage::KeyPolicy, Stage::PublicAccessBlock, Stage::PermissionsBoundary})
                    QVERIFY(!has(plain, stage));
                const Trace same = run(withAccount, call(action, "arn:aws:s3:::data/key", from));
                QVERIFY(plain.hops == same.hops);
                QCOMPARE(plain.verdict, Verdict::Allowed);
            }
    }

    void everyNetworkKeySaysWhoSetItOrWhyItIsAbsent() {
        const auto value = [](const Trace& trace, const char* key) {
            const auto found = trace.context.find(key);
            if (found == trace.context.end())
                return QStringLiteral("nothing said");
            return QString::fromStdString((found->second.values.empty() ? std::string("-") : found->second.values.front()) + " | " + toEnglish(found->second.setBy));
        };
        const Trace inside = run(PolicySketch(), call());
        QCOMPARE(value(inside, "aws:SourceVpce"), QStringLiteral("vpce | by endpoint `vpce`, through which the request comes"));
        QCOMPARE(value(inside, "aws:VpcSourceIp"), QStringLiteral("10.0.1.10 | by endpoint `vpce`, through which the request comes"));
        QCOMPARE(value(inside, "aws:SourceIp"), QStringLiteral("- | absent: requests through an endpoint carry aws:VpcSourceIp instead"));
        QCOMPARE(value(inside, "aws:SourceVpcArn"), QStringLiteral("arn:aws:ec2:us-east-1:111122223333:vpc/vpc | by endpoint `vpce`, through which the request comes"));
        QCOMPARE(value(inside, "aws:VpceOrgID"), QStringLiteral("- | not known: the design does not say the organization of account 111122223333"));
        const Trace outside = run(PolicySketch(), call("s3:GetObject", "arn:aws:s3:::data/key", "out"));
        QCOMPARE(value(outside, "aws:SourceVpce"), QStringLiteral("- | absent: the request leaves through `nat`, not through an endpoint"));
        QCOMPARE(value(outside, "aws:SourceIp"), QStringLiteral("198.51.100.99 | by the public address that `nat` gives the request"));
        PolicySketch cut;
        cut.topology.erase("vpce");
        QCOMPARE(value(run(cut, call()), "aws:SourceVpce"), QStringLiteral("- | not known: where the request arrives cannot be told"));
    }

    void onlySomeServicesSetTheKeysAboutEndpoints() {
        using policy::EndpointKey;
        QVERIFY(policy::sets("s3", EndpointKey::SourceVpcArn));
        QVERIFY(!policy::sets("dynamodb", EndpointKey::SourceVpcArn));
        QVERIFY(policy::sets("dynamodb", EndpointKey::VpceAccount));
        QVERIFY(policy::sets("sqs", EndpointKey::VpceOrgId));
        QVERIFY(!policy::sets("sqs", EndpointKey::VpceAccount));
        QVERIFY(!policy::sets("secretsmanager", EndpointKey::VpceOrgId));
        QVERIFY(policy::followsResourceControl("kms"));
        QVERIFY(!policy::followsResourceControl("ec2"));
        QVERIFY(!policy::followsResourceControl("no-service"));
    }

    /// A drawing without account numbers is of one account, and nobody knows its number.
    void aMissingAccountNumberIsNotMadeUp() {
        PolicySketch open{Id()};
        QCOMPARE(outcome(run(open, call())), QStringLiteral("allowed"));
        open.bucketPolicy({statement("Allow", "s3:GetObject", "arn:aws:s3:::data/*", principal("arn:aws:iam::111122223333:role/app-role"))});
        QCOMPARE(outcome(run(open, call())), QStringLiteral("allowed")); // the role allows anyway
        open.allow({statement("Allow", "ec2:*", "*")});
        const Trace named = run(open, call());
        QCOMPARE(named.verdict, Verdict::Unknown);
        QVERIFY2(englishOf(named.missing).contains(QStringLiteral("depends on the account number of `role`")), qPrintable(englishOf(named.missing)));
        open.bucketPolicy({statement("Deny", "s3:GetObject", "*", everyone + condition(R"({"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}})"))});
        open.allow({statement("Allow", "s3:*", "*")});
        QCOMPARE(outcome(run(open, call())), QStringLiteral("unknown: resource-policy RESOURCE_POLICY_NEEDS_ACCOUNT data /policy/Statement/0"));
        open.addAccount(own, [](Account&) {}); // the only one: the drawing's
        QCOMPARE(outcome(run(open, call())), QStringLiteral("allowed"));
        QVERIFY(run(open, call()).context.at("aws:PrincipalAccount").values == std::vector<std::string>{own});
    }

    /// A caller of a known account and a bucket of nobody's may be of one account or of two.
    void onlyWhatIsLeftOpenOnBothSidesIsOfOneAccount() {
        PolicySketch half;
        half.change<Bucket>("data", [](Bucket& bucket) { bucket.account.clear(); });
        const Trace trace = run(half, call());
        QCOMPARE(trace.verdict, Verdict::Unknown);
        QVERIFY2(englishOf(trace.missing).contains(QStringLiteral("account number of `data`")), qPrintable(englishOf(trace.missing)));
    }

    void openKeysBecomeACondition() {
        PolicySketch sketch;
        sketch.allow({statement("Allow", "s3:GetObject", "*", condition(R"({"StringEquals":{"aws:PrincipalTag/team":"blue"}})"))});
        const Trace trace = run(sketch, call());
        QCOMPARE(trace.verdict, Verdict::Unknown);
        QVERIFY2(englishOf(trace.missing).contains(QStringLiteral("allowed if aws:PrincipalTag/team is blue")), qPrintable(englishOf(trace.missing)));
        Request told = call();
        told.context["aws:PrincipalTag/team"] = "blue";
        QCOMPARE(outcome(run(sketch, told)), QStringLiteral("allowed"));
    }

    void aQuestionReachesAnAccessPointAndBack() {
        PolicySketch sketch;
        sketch.accessPoint();
        Question question;
        question.from = "app";
        question.to = "ap";
        question.action = "s3:GetObject";
        question.key = "a/b";
        const Request request = requestFor(sketch.topology, question);
        QCOMPARE(request.resource, std::string("arn:aws:s3:us-east-1:111122223333:accesspoint/reports/object/a/b"));
        QVERIFY(questionOf(sketch.topology, request) == question);
    }
};

WAYLIGHT_TEST(PolicyLayersTest)
#include "tst_policy_layers.moc"
