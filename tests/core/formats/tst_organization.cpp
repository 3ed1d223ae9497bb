// SPDX-License-Identifier: MIT
#include "core/formats/describe/describe.h"
#include "core/formats/files.h"
#include "core/model/codec.h"
#include "tests/support/registry.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace waylight;

/// Service and resource control policies as the AWS CLI prints them, one answer a file.
class OrganizationTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    void with(const char* name, const char* text) {
        QDir().mkpath(m_folder->filePath("111122223333"));
        QVERIFY(!saveFile(m_folder->filePath("111122223333/%1.json").arg(name).toStdString(), text));
    }

    Loaded read() const { return *readDescribe(m_folder->path().toStdString()); }
    static const Account& lab(const Loaded& loaded) { return *loaded.design.topology.get<Account>(Id("111122223333")); }

    static QStringList said(const Loaded& loaded) {
        QStringList names;
        for (const Diagnostic& each : loaded.diagnostics)
            names += messageName(each.message.id);
        return names;
    }

    static bool comesBack(const Design& design) {
        QTemporaryDir folder;
        const std::string out = folder.filePath("out").toStdString();
        return !writeDescribe(design, out) && readDescribe(out)->design == design;
    }

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        with("vpcs", R"({ "Vpcs": [{ "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333" }] })");
        with("policy", R"({ "Policy": { "PolicySummary": { "Id": "p-aaaaaaaa", "Arn": "arn:aws:organizations::999988887777:policy/o-a1b2c3d4e5/service_control_policy/p-aaaaaaaa", "Name": "perimeter", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false }, "Content": "{}" } })");
        with("list-policies", R"({ "Policies": [{ "Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": true }] })");
        with("list-targets-for-policy-p-FullAWSAccess", R"({ "Targets": [{ "TargetId": "r-ab12", "Name": "Root", "Type": "ROOT" }, { "TargetId": "ou-ab12-11111111", "Name": "Workloads", "Type": "ORGANIZATIONAL_UNIT" }, { "TargetId": "111122223333", "Name": "lab", "Type": "ACCOUNT" }, { "TargetId": "222233334444", "Name": "other", "Type": "ACCOUNT" }] })");
        with("list-policies-for-target-ou-ab12-11111111", R"({ "Policies": [{ "Id": "p-aaaaaaaa", "Name": "perimeter", "Type": "SERVICE_CONTROL_POLICY" }] })");
    }

    void levels() {
        with("list-parents-111122223333", R"({ "Parents": [{ "Id": "ou-ab12-11111111", "Type": "ORGANIZATIONAL_UNIT" }] })");
        with("list-parents-ou-ab12-11111111", R"({ "Parents": [{ "Id": "r-ab12", "Type": "ROOT" }] })");
        const Loaded loaded = read();
        QCOMPARE(said(loaded).join(' '), QString());
        QStringList levels;
        for (const ControlPolicy& each : lab(loaded).serviceControlPolicies)
            levels += QString::fromStdString(each.attachedTo + ":" + each.name);
        QCOMPARE(levels.join(' '), QString("root:FullAWSAccess Workloads:FullAWSAccess Workloads:perimeter account:FullAWSAccess"));
        QCOMPARE(lab(loaded).serviceControlPolicies[2].document.text, std::string("{}"));
        QCOMPARE(lab(loaded).organizationPath, std::string("o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"));
        QVERIFY(lab(loaded).unknown.empty());
        QVERIFY(comesBack(loaded.design));
    }

    /// Which organizational units the account is in is nowhere: what hangs there is kept, and nothing is made up.
    void withoutParents() {
        const Loaded loaded = read();
        QCOMPARE(said(loaded), QStringList{"ControlPolicyNoParents"});
        QCOMPARE(lab(loaded).serviceControlPolicies.size(), std::size_t(2));
        QVERIFY(isUnknown(lab(loaded), "serviceControlPolicies"));
        QVERIFY(comesBack(loaded.design));
    }

    void attachedToNothingKnown() {
        with("rcp", R"({ "Policy": { "PolicySummary": { "Id": "p-bbbbbbbb", "Name": "loose", "Type": "RESOURCE_CONTROL_POLICY" }, "Content": "{}" } })");
        const Loaded loaded = read();
        QVERIFY(said(loaded).contains("ControlPolicyUnplaced"));
        QVERIFY(lab(loaded).resourceControlPolicies.empty());
        QVERIFY(isUnknown(lab(loaded), "resourceControlPolicies"));
        QVERIFY(comesBack(loaded.design));
    }
};

WAYLIGHT_TEST(OrganizationTest)
#include "tst_organization.moc"
