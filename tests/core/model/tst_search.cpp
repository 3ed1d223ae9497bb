// SPDX-License-Identifier: MIT
#include "core/model/search.h"
#include "tests/support/naive_search.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

Design searched() {
    Design design;
    Vpc vpc;
    vpc.id = "vpc-1";
    vpc.name = "Production";
    vpc.region = "us-east-1";
    vpc.cidrs.push_back(*Cidr::parse("10.0.0.0/16"));
    design.topology.set(vpc);
    Subnet subnet;
    subnet.id = "subnet-web";
    subnet.name = "product catalog";
    subnet.vpc = "vpc-1";
    subnet.cidr = *Cidr::parse("10.0.4.0/24");
    subnet.tags["team"] = "Blue Whale";
    design.topology.set(subnet);
    SecurityGroup group;
    group.id = "sg-1";
    group.vpc = "vpc-1";
    SecurityGroupRule rule;
    rule.protocol = *Protocol::parse("tcp");
    rule.fromPort = 8443;
    rule.toPort = 8443;
    rule.cidr = *Cidr::parse("0.0.0.0/0");
    rule.description = "from the load balancer";
    group.ingress = {SecurityGroupRule(), rule};
    design.topology.set(group);
    Role role;
    role.id = "role-1";
    role.trustPolicy.text = "{\n  \"Statement\": {\n    \"Action\": \"s3:GetObject\"\n  }\n}";
    design.topology.set(role);
    design.notes.set("note-1", {"note-1", "Ask the platform team\nbefore touching", {}});
    return design;
}

std::vector<std::string> places(std::string_view text, const Design& design = searched()) {
    std::vector<std::string> list;
    for (const Hit& hit : found(design, text))
        list.push_back(hit.resource + hit.pointer);
    return list;
}

std::string matched(const Hit& hit) {
    return hit.excerpt.substr(hit.start, hit.length);
}

} // namespace

class SearchTest : public QObject {
    Q_OBJECT

private slots:
    void findsWords_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("a name, whatever the case") << "PRODUCTION" << QStringList{"vpc-1/name"};
        QTest::newRow("names that start with it before others") << "product" << QStringList{"vpc-1/name", "subnet-web/name"};
        QTest::newRow("an id, but not what is inside of it") << "vpc-1" << QStringList{"vpc-1/id"};
        QTest::newRow("a block") << "10.0.4." << QStringList{"subnet-web/cidrBlock"};
        QTest::newRow("the blocks that hold an address") << "10.0.4.17" << QStringList{"vpc-1/cidrBlocks/0", "subnet-web/cidrBlock"};
        QTest::newRow("a port of a rule") << "8443" << QStringList{"sg-1/ingress/1/fromPort", "sg-1/ingress/1/toPort"};
        QTest::newRow("a rule's words") << "Load Balancer" << QStringList{"sg-1/ingress/1/description"};
        QTest::newRow("a policy") << "getobject" << QStringList{"role-1/assumeRolePolicyDocument"};
        QTest::newRow("a tag") << "whale" << QStringList{"subnet-web/tags/team"};
        QTest::newRow("a note") << "platform" << QStringList{"note-1/text"};
        QTest::newRow("blanks round it") << "  whale " << QStringList{"subnet-web/tags/team"};
        QTest::newRow("nothing") << "no such thing" << QStringList();
        QTest::newRow("blank") << "  " << QStringList();
        QTest::newRow("what all have alike") << "us-east-1" << QStringList();
    }

    void findsWords() {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QStringList got;
        for (const std::string& place : places(text.toStdString()))
            got << QString::fromStdString(place);
        QCOMPARE(got, expected);
    }

    void excerptsAreOneLineRoundTheMatch() {
        const Hit policy = found(searched(), "s3:getobject").front();
        QCOMPARE(matched(policy), std::string("s3:GetObject"));
        QVERIFY(policy.excerpt.find('\n') == std::string::npos);
        QVERIFY2(policy.excerpt.find(": { \"Action\": \"s3:GetObject\" } }") != std::string::npos, policy.excerpt.c_str());
        const Hit tag = found(searched(), "whale").front();
        QCOMPARE(tag.excerpt, std::string("team = Blue Whale"));
        QCOMPARE(matched(tag), std::string("Whale"));
        const Hit note = found(searched(), "team\nbefore").front();
        QCOMPARE(matched(note), std::string("team before"));
    }

    void longTextsAreCutAtWholeCharacters() {
        Design design;
        std::string text;
        for (int i = 0; i < 100; ++i)
            text += "äöü ";
        design.notes.set("n", {"n", text + "needle " + text, {}});
        const Hit hit = found(design, "needle").front();
        QCOMPARE(matched(hit), std::string("needle"));
        QVERIFY(hit.excerpt.size() < 160);
        QVERIFY(hit.excerpt.starts_with("…") && hit.excerpt.ends_with("…"));
        const QString shown = QString::fromStdString(hit.excerpt);
        QVERIFY2(!shown.contains(QChar::ReplacementCharacter), qPrintable(shown));
    }

    void neverMoreThanTheLimit() {
        const Design design = randomDesign(3, 6, 12);
        QVERIFY(found(design, "e").size() > 20);
        QCOMPARE(found(design, "e", 20).size(), std::size_t(20));
        const auto all = found(design, "e");
        const auto few = found(design, "e", 20);
        QVERIFY(std::equal(few.begin(), few.end(), all.begin()));
    }

    void agreesWithTheNaiveSearch() {
        const char* const texts[] = {"a", "i-", "1", "443", "10.0", "10.0.1.5", "/24", "tcp", "s3:", "subnet", "rtb", "Allow", "web", "arn:aws", "0.0.0.0/0", "::", "vpce", "-1", "\"", "e"};
        std::size_t total = 0;
        for (unsigned seed = 1; seed <= 12; ++seed) {
            const Design design = randomDesign(seed);
            for (const char* text : texts) {
                auto expected = naivelyFound(design, text);
                std::set<std::pair<Id, std::string>> got;
                for (const Hit& hit : found(design, text, 100'000))
                    got.insert({hit.resource, hit.pointer});
                total += got.size();
                // Of a name and an id that both hold it, one is enough.
                std::erase_if(expected, [&](const auto& each) {
                    const bool name = each.second == "/name", id = each.second == "/id";
                    return (name && got.contains({each.first, "/id"})) || (id && got.contains({each.first, "/name"}));
                });
                QVERIFY2(got == expected, qPrintable(difference(design, text, got, expected)));
            }
        }
        QVERIFY(total > 1000);
    }

private:
    using Places = std::set<std::pair<Id, std::string>>;
    static QString difference(const Design&, const char* text, const Places& got, const Places& expected) {
        QStringList lines{QStringLiteral("\"%1\":").arg(QLatin1String(text))};
        for (const auto& [id, pointer] : got)
            if (!expected.contains({id, pointer}))
                lines << QStringLiteral("too much: ") + QString::fromStdString(id + pointer);
        for (const auto& [id, pointer] : expected)
            if (!got.contains({id, pointer}))
                lines << QStringLiteral("missing: ") + QString::fromStdString(id + pointer);
        return lines.join(QLatin1Char('\n'));
    }
};

WAYLIGHT_TEST(SearchTest)
#include "tst_search.moc"
