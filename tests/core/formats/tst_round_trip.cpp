// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/read.h"
#include "core/formats/cloudformation/write.h"
#include "core/formats/declared/declaration.h"
#include "core/formats/exports.h"
#include "core/formats/open.h"
#include "core/formats/terraform/read.h"
#include "core/formats/terraform/write.h"
#include "core/model/codec.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QtTest>

using namespace waylight;

/// A design that is written and opened again says the same, as far as the format has words for it.
class RoundTripTest : public QObject {
    Q_OBJECT

    enum class Format { CloudFormation, Terraform };

    static Topology reopened(const Design& design, Format format, bool yaml) {
        std::vector<ResourcePtr> resources;
        const Written written = format == Format::Terraform ? writeTerraform(design) : writeCloudFormation(design, yaml ? TextSyntax::AsYaml : TextSyntax::AsJson);
        for (const WrittenFile& file : written.files) {
            auto declared = format == Format::Terraform ? declarationsOfTerraform(*parseJson(file.text), file.name, {}) : declarationsOfTemplate(file.text, file.name);
            if (!declared) {
                qWarning("%s: %s", file.name.c_str(), toEnglish(declared.error()).c_str());
                continue;
            }
            designOf(*std::move(declared)).design.topology.forEachResource([&](const ResourcePtr& each) { resources.push_back(each); });
        }
        return Topology::fromResources(std::move(resources));
    }

    /// What the format has no words for, by the rules of AWS and of the languages: what AWS decides (states, addresses that it
    /// chooses), what we note of a file (unknown, members of other formats), and what is listed here with the reason.
    static bool canSay(const Resource& resource, const FieldInfo& field, Format format) {
        const std::string& name = field.name;
        const bool cfn = format == Format::CloudFormation;
        if (field.options.derived || name == "unknown" || name == "state" || name == "keyState")
            return false;
        const Kind kind = resource.index();
        if (kind == kindOf<Vpc>)
            return name != "ipv6CidrBlocks" && name != "isDefault"; // Amazon chooses the block, and made the default VPC
        if (kind == kindOf<ElasticIp>)
            return name != "publicIp";
        if (kind == kindOf<Role>)
            return name != "permissionsBoundary" && name != "assumeRolePolicyDocument"; // a role must have a trust policy
        if (kind == kindOf<NetworkInterface>)
            return name != "privateIpAddresses" && name != "ipv6Addresses" && name != "description" && name != "name" && name != "tags"; // it is part of its instance
        if (kind == kindOf<NatGateway>)
            return name != "routeTableId" && (cfn || (name != "availabilityMode" && name != "vpcId" && name != "autoProvisionZones"));
        if (kind == kindOf<Bucket>)
            return cfn || name != "objectOwnership";
        if (kind == kindOf<KmsKey>)
            return name != "aliases";
        if (kind == kindOf<Account> || kind == kindOf<Region> || kind == kindOf<Internet>)
            return false;
        return true;
    }

    /// A template has policies as objects, which says nothing of how their text was laid out.
    static Json parsed(Json value) {
        if (value.is_string() && value.get_ref<const std::string&>().starts_with('{'))
            if (const auto object = parseJson(value.get_ref<const std::string&>()))
                return *object;
        if (value.is_structured())
            for (Json& each : value)
                each = parsed(each);
        return value;
    }

    static Json comparable(const FieldInfo& field, Json value) {
        value = parsed(std::move(value));
        if (value.is_array()) {
            if (field.name == "routes") // what a gateway announces is not configured
                value.erase(std::remove_if(value.begin(), value.end(), [](const Json& each) { return each.contains("origin"); }), value.end());
            for (Json& each : value)
                if (each.is_object())
                    for (const char* member : {"state", "origin", "aws", "x-note"})
                        each.erase(member);
            if (field.name == "natGatewayAddresses") // without an Elastic IP, AWS chooses it
                for (Json& each : value)
                    if (!each.contains("allocationId"))
                        each.erase("publicIp");
            std::sort(value.begin(), value.end(), [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
        }
        return value.is_array() && value.empty() ? Json() : value;
    }

    /// A policy must have a name: one without gets one.
    static bool hasNamelessPolicy(const Resource& resource) {
        const auto* role = std::get_if<Role>(&resource);
        return role && std::any_of(role->policies.begin(), role->policies.end(), [](const NamedPolicy& each) { return each.name.empty() || each.document.empty(); });
    }

    static QString difference(const Topology& before, const Topology& after, Format format) {
        QString found;
        before.forEachResource([&](const ResourcePtr& each) {
            const Id& id = base(*each).id;
            const Kind kind = each->index();
            if (!found.isEmpty() || kind == kindOf<Account> || kind == kindOf<Region> || kind == kindOf<Internet> || kind == kindOf<PrefixList>)
                return;
            const ResourcePtr other = after.find(id);
            if (!other || other->index() != kind) {
                found = QString::fromStdString(std::string(typeInfo(*each).name) + ' ' + id + " is lost");
                return;
            }
            const Json a = toJson(*each);
            const Json b = toJson(*other);
            for (const FieldInfo& field : fieldInfos(kind)) {
                if (!canSay(*each, field, format) || (field.name == "policies" && hasNamelessPolicy(*each)))
                    continue;
                const Json was = comparable(field, a.value(field.name, Json()));
                const Json is = comparable(field, b.value(field.name, Json()));
                if (was != is && found.isEmpty())
                    found = QString::fromStdString(id + '.' + field.name + ": " + was.dump() + " became " + is.dump());
            }
        });
        return found;
    }

    /// The design with bucket policies that name a VPC and endpoints, which the files say by reference.
    static Design namingTheNetwork(Design design) {
        std::vector<Id> named;
        for (const Kind kind : {kindOf<VpcEndpoint>, kindOf<Vpc>})
            for (const auto& [id, resource] : design.topology.table(kind))
                named.push_back(id);
        const Topology before = design.topology;
        before.forEach<Bucket>([&](const Bucket& bucket) {
            Bucket changed = bucket;
            std::erase(changed.unknown, "policy");
            const Json statement{{"Effect", "Deny"}, {"Principal", "*"}, {"Action", "s3:*"}, {"Resource", "*"}, {"Condition", {{"StringNotEquals", {{"aws:SourceVpce", named}, {"aws:SourceVpc", named.back()}}}}}};
            changed.policy.text = Json{{"Version", "2012-10-17"}, {"Statement", Json::array({statement})}}.dump(2);
            if (!named.empty())
                design.topology.set(Resource(changed));
        });
        return design;
    }

private slots:
    void samplesComeBack_data() {
        QTest::addColumn<QString>("file");
        const QDir samples(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/samples"));
        for (const QString& name : samples.entryList({"*.waylight"}))
            QTest::newRow(qPrintable(name)) << samples.filePath(name);
    }
    void samplesComeBack() {
        QFETCH(QString, file);
        const auto sample = openAny(file.toStdString());
        QVERIFY(sample);
        for (const Format format : {Format::CloudFormation, Format::Terraform}) {
            const QString found = difference(sample->design.topology, reopened(sample->design, format, true), format);
            QVERIFY2(found.isEmpty(), qPrintable(found));
        }
    }

    void designsComeBack_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("yaml");
        QTest::newRow("CloudFormation YAML") << int(Format::CloudFormation) << true;
        QTest::newRow("CloudFormation JSON") << int(Format::CloudFormation) << false;
        QTest::newRow("Terraform") << int(Format::Terraform) << false;
    }
    void designsComeBack() {
        QFETCH(int, format);
        QFETCH(bool, yaml);
        for (unsigned seed = 0; seed < 1000; ++seed) {
            const Design design = namingTheNetwork(randomDesign(seed, 1 + int(seed % 3), 3));
            const QString found = difference(design.topology, reopened(design, Format(format), yaml), Format(format));
            QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(found)));
        }
    }

    void theSameTwice() {
        const Design design = randomDesign(7);
        QCOMPARE(writeCloudFormation(design, TextSyntax::AsYaml).files.front().text, writeCloudFormation(design, TextSyntax::AsYaml).files.front().text);
        QCOMPARE(writeTerraform(design).files.front().text, writeTerraform(design).files.front().text);
    }
};

WAYLIGHT_TEST(RoundTripTest)
#include "tst_round_trip.moc"
