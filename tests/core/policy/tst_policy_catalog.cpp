// SPDX-License-Identifier: MIT
#include "core/policy/catalog.h"
#include "core/policy/catalog_reader.h"
#include "core/policy/glob.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <fstream>
#include <sstream>

using namespace waylight::policy;

namespace {

std::string fileText() {
    std::ifstream file(WAYLIGHT_SOURCE_DIR "/resources/catalog/service-actions.txt", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

template <class Entries, class NameOf>
bool sortedWithoutCase(const Entries& entries, NameOf nameOf) {
    for (std::size_t i = 1; i < entries.size(); ++i)
        if (!(lowered(nameOf(entries[i - 1])) < lowered(nameOf(entries[i]))))
            return false;
    return true;
}

} // namespace

class PolicyCatalog : public QObject {
    Q_OBJECT

private slots:
    /// What is built in is the checked-in file, byte by byte, although the build cuts it into pieces.
    void piecesAreTheFile() {
        std::string whole;
        for (const std::string_view piece : catalogPieces()) {
            QVERIFY(piece.size() < 65536);
            whole += piece;
        }
        QVERIFY(whole == fileText());
    }

    void readsEveryLine() {
        const std::string text = fileText();
        std::array<std::size_t, 256> lines{};
        for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
            ++lines[static_cast<unsigned char>(text[at])];
        const Catalog& catalog = Catalog::builtIn();
        std::size_t actions = 0, types = 0, keys = 0;
        for (const ServiceEntry& service : catalog.services()) {
            actions += service.actions.size();
            types += service.resourceTypes.size();
            keys += service.keys.size();
            QVERIFY(!service.title.empty());
        }
        QCOMPARE(catalog.services().size(), lines['S']);
        QCOMPARE(actions, lines['A']);
        QCOMPARE(types, lines['R']);
        QCOMPARE(keys, lines['K']);
        QCOMPARE(catalog.globalKeys().size(), lines['G']);
        QVERIFY(actions > 15000);
        QCOMPARE(catalog.date().size(), std::size_t(10));
    }

    /// Binary searches need the order, and spans need indices inside their lists.
    void listsAreSortedAndWhole() {
        const Catalog& catalog = Catalog::builtIn();
        QVERIFY(sortedWithoutCase(catalog.services(), [](const ServiceEntry& s) { return s.prefix; }));
        QVERIFY(sortedWithoutCase(catalog.globalKeys(), [](const KeyEntry& k) { return k.name; }));
        for (const ServiceEntry& service : catalog.services()) {
            QVERIFY(sortedWithoutCase(service.actions, [](const ActionEntry& a) { return a.name; }));
            QVERIFY(sortedWithoutCase(service.keys, [](const KeyEntry& k) { return k.name; }));
            for (const ResourceTypeEntry& type : service.resourceTypes) {
                QVERIFY(type.arn.starts_with("arn:"));
                for (const auto key : type.keys)
                    QVERIFY(key < service.keys.size());
            }
            for (const ActionEntry& action : service.actions) {
                for (const auto key : action.keys)
                    QVERIFY(key < service.keys.size());
                for (const ActionResource& use : action.resources)
                    QVERIFY(use.type < service.resourceTypes.size());
            }
        }
    }

    void findsActions() {
        const Catalog& catalog = Catalog::builtIn();
        const FoundAction get = catalog.action("S3:getOBJECT");
        QVERIFY(get);
        QCOMPARE(get.service->prefix, std::string_view("s3"));
        QCOMPARE(get.action->name, std::string_view("GetObject"));
        QVERIFY(get.action->access == AccessLevel::Read);
        QStringList types;
        for (const ActionResource& use : get.action->resources) {
            const auto name = get.service->resourceTypes[use.type].name;
            types << QString::fromUtf8(name.data(), qsizetype(name.size()));
        }
        QCOMPARE(types, QStringList({"accesspointobject", "object"}));
        QVERIFY(catalog.action("ec2:RunInstances").action->access == AccessLevel::Write);
        QVERIFY(catalog.action("s3:PutBucketPolicy").action->access == AccessLevel::PermissionsManagement);
        QVERIFY(catalog.action("s3:PutObjectTagging").action->access == AccessLevel::Tagging);
        QVERIFY(!catalog.action("s3:GetObjct"));
        QVERIFY(!catalog.action("s4:GetObject"));
        QVERIFY(!catalog.action("GetObject"));
        QVERIFY(!catalog.action(""));
    }

    void tellsActionsWithoutResource() {
        const Catalog& catalog = Catalog::builtIn();
        QVERIFY(catalog.actionHasNoResource("s3:ListAllMyBuckets"));
        QVERIFY(catalog.actionHasNoResource("sts:GetCallerIdentity"));
        QVERIFY(!catalog.actionHasNoResource("s3:GetObject"));
        QVERIFY(!catalog.actionHasNoResource("s3:NoSuchThing")); // not known is not "none"
    }

    void findsKeys_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("entry");
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("multivalued");
        const auto row = [](const char* name, const char* entry, KeyType type, bool multivalued = false) {
            QTest::newRow(name) << name << entry << int(type) << multivalued;
        };
        row("aws:sourcevpce", "aws:SourceVpce", KeyType::String);
        row("aws:SourceIp", "aws:SourceIp", KeyType::IpAddress);
        row("aws:CalledVia", "aws:CalledVia", KeyType::String, true);
        row("aws:SecureTransport", "aws:SecureTransport", KeyType::Bool);
        row("aws:PrincipalTag/Team", "aws:PrincipalTag/${TagKey}", KeyType::String);
        row("AWS:principaltag/a/b", "aws:PrincipalTag/${TagKey}", KeyType::String);
        row("s3:prefix", "s3:prefix", KeyType::String);
        row("s3:max-keys", "s3:max-keys", KeyType::Numeric);
        row("s3:ExistingObjectTag/Team", "s3:ExistingObjectTag/${TagKey}", KeyType::String);
        row("dynamodb:LeadingKeys", "dynamodb:LeadingKeys", KeyType::String, true);
        row("saml:aud", "saml:aud", KeyType::String);
        row("token.actions.githubusercontent.com:ref", "token.actions.githubusercontent.com:ref", KeyType::String);
        row("token.actions.githubusercontent.com/x:ref", "token.actions.githubusercontent.com/${SubPath}:ref", KeyType::String);
    }
    void findsKeys() {
        QFETCH(QString, name);
        QFETCH(QString, entry);
        QFETCH(int, type);
        QFETCH(bool, multivalued);
        const KeyEntry* key = Catalog::builtIn().key(name.toStdString());
        QVERIFY(key);
        QCOMPARE(std::string(key->name), entry.toStdString());
        QCOMPARE(int(key->type), type);
        QCOMPARE(key->multivalued, multivalued);
    }

    void doesNotFindOtherKeys() {
        for (const char* name : {"", ":", "aws:", "aws:SourceVpc1", "aws:PrincipalTag", "aws:PrincipalTag/", "s3:prefixes",
                                 "s3:", "nothing:here", "s3:ExistingObjectTag"})
            QVERIFY2(!Catalog::builtIn().key(name), name);
    }

    void namesKeys() {
        QVERIFY(namesKey("a:env/${name}.value", "a:ENV/x.y.value"));
        QVERIFY(!namesKey("a:env/${name}.value", "a:env/.value"));
        QVERIFY(namesKey("x.${Domain}.org/${Path}:aud", "x.y.org/z/w:aud"));
        QVERIFY(!namesKey("x.${Domain}.org/${Path}:aud", "x.y.org/:aud"));
        QVERIFY(!namesKey("x.${Domain", "x.y"));
    }

    void tellsKeysOfActions() {
        const FoundAction list = Catalog::builtIn().action("s3:ListBucket");
        const FoundAction get = Catalog::builtIn().action("s3:GetObject");
        const KeyEntry* prefix = list.service->key("s3:prefix");
        QVERIFY(prefix);
        QVERIFY(list.service->hasKey(*list.action, *prefix));
        QVERIFY(!get.service->hasKey(*get.action, *prefix));
        const KeyEntry* accessPoint = list.service->key("s3:DataAccessPointArn"); // of a resource type
        QVERIFY(accessPoint && get.service->hasKey(*get.action, *accessPoint));
    }

    /// A damaged file gives less, and never reads outside its lists.
    void readsAnything() {
        const std::string text = fileText().substr(0, 60000);
        quint32 state = 7;
        const auto random = [&] { return state = state * 1664525u + 1013904223u; };
        for (int round = 0; round < 200; ++round) {
            std::string damaged = text.substr(random() % 1000, 4000 + random() % 8000);
            for (int i = 0; i < 40; ++i)
                damaged[random() % damaged.size()] = "SKLRTA\n\t- 9*$"[random() % 13];
            const Catalog catalog = CatalogReader::read(damaged);
            for (const ServiceEntry& service : catalog.services())
                for (const ActionEntry& action : service.actions) {
                    for (const ActionResource& use : action.resources)
                        QVERIFY(use.type < service.resourceTypes.size());
                    for (const auto key : action.keys)
                        QVERIFY(key < service.keys.size());
                }
        }
    }
};

WAYLIGHT_TEST(PolicyCatalog)
#include "tst_policy_catalog.moc"
