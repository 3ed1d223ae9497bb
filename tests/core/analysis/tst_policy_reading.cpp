// SPDX-License-Identifier: MIT
#include "core/analysis/policy_draft.h"
#include "core/edit/edits.h"
#include "core/formats/waylight_file.h"
#include "core/trace/engine.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

const Id account = "111122223333";
const Id key = "key-reports";
const Id point = "ap-reports";
const std::string throughPoint = "arn:aws:s3:us-east-1:111122223333:accesspoint/reports/object/2026/summary.csv";

std::string policyOf(const std::string& statement) { return "{\"Version\":\"2012-10-17\",\"Statement\":[{" + statement + "}]}"; }

const std::string everything = policyOf(R"("Effect":"Allow","Action":"*","Resource":"*")");

/// A request that every kind of policy is asked about: the caller's account has control policies, and the bucket is
/// encrypted with a key and has an access point.
struct Layers {
    Design design;
    Request request;
    Id role;

    Layers() {
        const QString path = QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples/s3-gateway-endpoint.waylight");
        const auto loaded = readWaylight(readFile(path).toStdString(), path.toStdString());
        if (!loaded)
            qFatal("the sample cannot be read");
        design = loaded->design;
        request = design.requests.begin()->second;
        design.topology.forEach<Role>([&](const Role& each) { role = each.id; });
        change<VpcEndpoint>("vpce-s3", [](VpcEndpoint& each) { each.policy = {}; });
        change<Bucket>("bucket-reports", [](Bucket& each) {
            each.policy = {};
            each.encryption = BucketEncryption::Kms;
            each.key = key;
        });
        change<Role>(role, [](Role& each) { each.policies = {NamedPolicy{"all", PolicyText{everything}, {}}}; });
        change<Account>(account, [](Account& each) {
            each.serviceControlPolicies = {ControlPolicy{"root", "FullAWSAccess", {}, {}}, ControlPolicy{"account", "Mine", PolicyText{everything}, {}}};
            each.resourceControlPolicies = {ControlPolicy{"root", "RCPFullAWSAccess", {}, {}}};
        });
        KmsKey made;
        made.id = key;
        made.region = "us-east-1";
        made.account = account;
        design.topology.set(made);
        AccessPoint door;
        door.id = point;
        door.accessPointName = "reports";
        door.region = "us-east-1";
        door.account = account;
        door.bucket = "bucket-reports";
        design.topology.set(door);
    }
    template <class T>
    void change(const Id& id, const std::function<void(T&)>& with) {
        T each = *design.topology.get<T>(id);
        with(each);
        design.topology.set(each);
    }
    PolicyPlace place(const Id& resource, const std::string& pointer) const {
        for (const PolicyPlace& each : policyPlaces(*design.topology.find(resource)))
            if (each.pointer == pointer)
                return each;
        qFatal("no such place");
    }
    std::optional<DraftEffects> effects(const Id& resource, const PolicyPlace& where, const std::string& text) const {
        return DraftTrial(design, Network::compile(design.topology), request).effectsOf(resource, where, text);
    }
    /// "deny kms:Decrypt": what a draft does, and with which pair.
    QString reading(const Id& resource, const std::string& pointer, const std::string& text) const {
        const PolicyPlace where = place(resource, pointer);
        const auto view = effects(resource, where, text)->view;
        const auto found = readingOf(*view, resource, where, text);
        if (!found)
            return QStringLiteral("not asked");
        constexpr const char* words[] = {"none", "allow", "deny", "unknown"};
        return QStringLiteral("%1 %2").arg(QLatin1String(words[static_cast<std::size_t>(found->outcome.effect())]), QString::fromStdString(view->pairs[found->pair].context.action));
    }
};

} // namespace

/// Every kind of policy is read as what it is, with what it is asked about.
class PolicyReadingTest : public QObject {
    Q_OBJECT

private slots:
    void everyLayerIsRead_data() {
        QTest::addColumn<QString>("resource");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("reading");
        QTest::addColumn<Verdict>("verdict");
        const auto row = [](const char* name, const Id& resource, const char* pointer, const char* statement, const char* reading, Verdict verdict) { QTest::newRow(name) << QString::fromStdString(resource) << QString::fromLatin1(pointer) << QString::fromLatin1(statement) << QString::fromLatin1(reading) << verdict; };
        const char* first = "/serviceControlPolicies/0/policyDocument";
        const char* second = "/serviceControlPolicies/1/policyDocument";
        const char* rcp = "/resourceControlPolicies/0/policyDocument";
        row("SCP denies", account, second, R"("Effect":"Deny","Action":"s3:GetObject","Resource":"*")", "deny s3:GetObject", Verdict::Blocked);
        row("SCP denies the key", account, second, R"("Effect":"Deny","Action":"kms:*","Resource":"*")", "deny kms:Decrypt", Verdict::Blocked);
        row("SCP of another level denies", account, first, R"("Effect":"Deny","Action":"s3:*","Resource":"*")", "deny s3:GetObject", Verdict::Blocked);
        row("SCP allows one of two", account, second, R"("Effect":"Allow","Action":"s3:*","Resource":"*")", "none kms:Decrypt", Verdict::Blocked);
        row("SCP allows", account, second, R"("Effect":"Allow","Action":["s3:*","kms:*"],"Resource":"*")", "allow s3:GetObject", Verdict::Allowed);
        row("RCP denies", account, rcp, R"("Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*")", "deny s3:GetObject", Verdict::Blocked);
        row("RCP denies the key", account, rcp, R"("Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*")", "deny kms:Decrypt", Verdict::Blocked);
        row("RCP denies something else", account, rcp, R"("Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*")", "none s3:GetObject", Verdict::Allowed);
        row("key policy of another role", key, "/policy", R"("Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"kms:*","Resource":"*")", "none kms:Decrypt", Verdict::Blocked);
        row("key policy allows", key, "/policy", R"("Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*")", "allow kms:Decrypt", Verdict::Allowed);
        row("key policy denies", key, "/policy", R"("Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*")", "deny kms:Decrypt", Verdict::Blocked);
        row("boundary forgets the key", "role", "/permissionsBoundary", R"("Effect":"Allow","Action":"s3:*","Resource":"*")", "none kms:Decrypt", Verdict::Blocked);
        row("identity policy denies", "role", "/policies/0/policyDocument", R"("Effect":"Deny","Action":"kms:Decrypt","Resource":"*")", "deny kms:Decrypt", Verdict::Blocked);
        row("access point that nobody comes through", point, "/policy", R"("Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*")", "not asked", Verdict::Allowed);
    }

    void everyLayerIsRead() {
        QFETCH(QString, resource);
        QFETCH(QString, pointer);
        QFETCH(QString, statement);
        QFETCH(QString, reading);
        QFETCH(Verdict, verdict);
        const Layers layers;
        const Id owner = resource == QLatin1String("role") ? layers.role : resource.toStdString();
        const std::string text = policyOf(statement.toStdString());
        const PolicyPlace where = layers.place(owner, pointer.toStdString());
        const auto effects = layers.effects(owner, where, text);
        QVERIFY(effects && effects->shown);
        QCOMPARE(effects->shown->verdict, verdict);
        QCOMPARE(effects->changes.size(), std::size_t(verdict == Verdict::Allowed ? 0 : 1));
        QCOMPARE(layers.reading(owner, pointer.toStdString(), text), reading);
        const auto applied = edit::fieldSet(layers.design, owner, where.field, fieldWithPolicy(*layers.design.topology.find(owner), where, text));
        QVERIFY(applied);
        QCOMPARE(*effects->shown, trace(Network::compile(applied->topology), layers.request));
    }

    void bothPoliciesOfAnAccessPointAreRead() {
        Layers layers;
        layers.request.resource = throughPoint;
        const std::string deny = policyOf(R"("Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*")");
        QCOMPARE(layers.reading(point, "/policy", deny), QStringLiteral("deny s3:GetObject"));
        QCOMPARE(layers.reading("bucket-reports", "/policy", deny), QStringLiteral("deny s3:GetObject"));
        QCOMPARE(layers.effects(point, layers.place(point, "/policy"), deny)->shown->verdict, Verdict::Blocked);
        const std::string other = policyOf(R"("Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::reports-*")");
        QCOMPARE(layers.reading(point, "/policy", other), QStringLiteral("none s3:GetObject")); // asked with its own ARN
        QCOMPARE(layers.reading("bucket-reports", "/policy", other), QStringLiteral("deny s3:GetObject"));
    }

    void controlPoliciesAreNotAskedOfTheManagementAccount() {
        Layers layers;
        layers.change<Account>(account, [](Account& each) { each.managesOrganization = true; });
        const std::string deny = policyOf(R"("Effect":"Deny","Principal":"*","Action":"*","Resource":"*")");
        QCOMPARE(layers.reading(account, "/serviceControlPolicies/1/policyDocument", deny), QStringLiteral("not asked"));
        QCOMPARE(layers.reading(account, "/resourceControlPolicies/0/policyDocument", deny), QStringLiteral("not asked"));
    }

    void placesOfAnAccount() {
        const Layers layers;
        const auto places = policyPlaces(*layers.design.topology.find(account));
        QCOMPARE(places.size(), std::size_t(3));
        QCOMPARE(QString::fromStdString(places[1].name), QStringLiteral("Mine (account)"));
        QCOMPARE(places[1].type(), std::optional(policy::PolicyType::ServiceControl));
        QCOMPARE(places[2].type(), std::optional(policy::PolicyType::ResourceControl));
    }
};

WAYLIGHT_TEST(PolicyReadingTest)
#include "tst_policy_reading.moc"
