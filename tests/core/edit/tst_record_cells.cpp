// SPDX-License-Identifier: MIT
#include "core/edit/record_cells.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

using namespace waylight;

/// Lists of records as tables: their columns, and cells as text.
class RecordCellsTest : public QObject {
    Q_OBJECT

private:
    static const FieldInfo& list(Kind kind, const char* name) { return *fieldInfo(kind, name); }

    static QString labels(Kind kind, const char* name) {
        QStringList words;
        for (const auto& column : edit::recordColumns(list(kind, name)))
            words << QString::fromStdString(column.label);
        return words.join(u'|');
    }
    static const edit::RecordColumn column(const FieldInfo& field, const char* label) {
        for (const auto& each : edit::recordColumns(field))
            if (each.label == label)
                return each;
        qFatal("no column %s", label);
    }

private slots:
    void whatBelongsTogetherIsOneColumn() {
        QCOMPARE(labels(kindOf<RouteTable>, "routes"), QStringLiteral("Destination|Target"));
        QCOMPARE(labels(kindOf<SecurityGroup>, "ingress"), QStringLiteral("Protocol|Ports|Source|Note"));
        QCOMPARE(labels(kindOf<SecurityGroup>, "egress"), QStringLiteral("Protocol|Ports|Destination|Note"));
        QCOMPARE(labels(kindOf<NetworkAcl>, "entries"), QStringLiteral("Rule|Action|Protocol|Addresses|Ports"));
        QCOMPARE(labels(kindOf<Vpc>, "tags"), QStringLiteral("Key|Value"));
        QVERIFY(edit::isOrdered(list(kindOf<NetworkAcl>, "entries")));
        QVERIFY(edit::isOrdered(list(kindOf<NetworkInterface>, "privateIpAddresses")));
        QVERIFY(!edit::isOrdered(list(kindOf<RouteTable>, "routes")));
    }

    void ports_data() {
        QTest::addColumn<QString>("record");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const char* record, const char* typed, const char* stored, const char* shown) { QTest::newRow(name) << record << typed << stored << shown; };
        row("one", R"({"protocol":"tcp"})", "443", R"({"protocol":"tcp","fromPort":443,"toPort":443})", "443");
        row("range", R"({"protocol":"tcp"})", " 1024 - 65535 ", R"({"protocol":"tcp","fromPort":1024,"toPort":65535})", "1024-65535");
        row("a word processor's dash", R"({"protocol":"udp"})", "1–9", R"({"protocol":"udp","fromPort":1,"toPort":9})", "1-9");
        row("name", R"({"protocol":"tcp"})", "HTTPS", R"({"protocol":"tcp","fromPort":443,"toPort":443})", "443");
        row("chosen", R"({"protocol":"tcp"})", "5432 (postgresql)", R"({"protocol":"tcp","fromPort":5432,"toPort":5432})", "5432");
        row("all", R"({"protocol":"tcp","fromPort":1,"toPort":2})", "all", R"({"protocol":"tcp"})", "all");
        row("nothing", R"({"protocol":"tcp","fromPort":1,"toPort":2})", "", R"({"protocol":"tcp"})", "all");
        row("not a port", R"({"protocol":"tcp"})", "web", R"({"protocol":"tcp","fromPort":"web","toPort":"web"})", "web");
        row("ping", R"({"protocol":"icmp"})", "8/0", R"({"protocol":"icmp","fromPort":8,"toPort":0})", "8/0");
        row("type", R"({"protocol":"icmp"})", "8", R"({"protocol":"icmp","fromPort":8})", "8");
    }
    void ports() {
        QFETCH(QString, record);
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        QFETCH(QString, shown);
        const auto ports = column(list(kindOf<SecurityGroup>, "ingress"), "Ports");
        const Json after = edit::withCell({}, ports, *parseJson(record.toStdString()), typed.toStdString());
        QCOMPARE(QString::fromStdString(after.dump()), stored);
        QCOMPARE(QString::fromStdString(edit::cellText(ports, after)), shown);
    }

    /// Entries of ACLs have fields of their own for ICMP.
    void icmpOfEntries() {
        const auto ports = column(list(kindOf<NetworkAcl>, "entries"), "Ports");
        const Json after = edit::withCell({}, ports, {{"protocol", "icmp"}, {"fromPort", 1}}, "8/0");
        QCOMPARE(after, (Json{{"protocol", "icmp"}, {"icmpType", 8}, {"icmpCode", 0}}));
        QCOMPARE(edit::cellText(ports, after), std::string("8/0"));
    }

    void anotherProtocolHasOtherPorts() {
        const auto protocol = column(list(kindOf<SecurityGroup>, "ingress"), "Protocol");
        const Json rule{{"protocol", "tcp"}, {"fromPort", 80}, {"toPort", 80}};
        QCOMPARE(edit::withCell({}, protocol, rule, "icmp"), Json({{"protocol", "icmp"}}));
        QCOMPARE(edit::withCell({}, protocol, rule, "UDP")["fromPort"], Json(80));
        QCOMPARE(edit::cellText(protocol, Json::object()), std::string("all"));
    }

    void peers_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("stored");
        QTest::newRow("block") << "10.0.0.0/8" << "cidr" << "10.0.0.0/8";
        QTest::newRow("id") << "sg-1" << "groupId" << "sg-1";
        QTest::newRow("not here") << "sg-77" << "groupId" << "sg-77";
        QTest::newRow("list not here") << "pl-77" << "prefixListId" << "pl-77";
        QTest::newRow("name") << "WEB" << "groupId" << "sg-1";
        QTest::newRow("as shown") << "web (sg-1)" << "groupId" << "sg-1";
        QTest::newRow("nonsense") << "everybody" << "cidr" << "everybody";
    }
    void peers() {
        QFETCH(QString, typed);
        QFETCH(QString, field);
        QFETCH(QString, stored);
        Topology topology;
        SecurityGroup group;
        group.id = "sg-1";
        group.name = "web";
        topology.set(group);
        const auto source = column(list(kindOf<SecurityGroup>, "ingress"), "Source");
        const Json after = edit::withCell(topology, source, {{"cidr", "0.0.0.0/0"}}, typed.toStdString());
        QCOMPARE(after, (Json{{field.toStdString(), stored.toStdString()}}));
        QCOMPARE(edit::withCell(topology, source, after, ""), Json::object());
    }

    void addressesOfEntriesGoToTheirFamily() {
        const auto addresses = column(list(kindOf<NetworkAcl>, "entries"), "Addresses");
        QCOMPARE(edit::withCell({}, addresses, Json::object(), "::/0"), Json({{"ipv6CidrBlock", "::/0"}}));
        QCOMPARE(edit::withCell({}, addresses, Json::object(), "0.0.0.0/0"), Json({{"cidrBlock", "0.0.0.0/0"}}));
    }

    void aRowIsCompleteWhenAllIsSaid() {
        const FieldInfo& routes = list(kindOf<RouteTable>, "routes");
        QVERIFY(!edit::isComplete(routes, Json::object()));
        QVERIFY(!edit::isComplete(routes, {{"destination", "0.0.0.0/0"}}));
        QVERIFY(!edit::isComplete(routes, {{"target", "igw-1"}}));
        QVERIFY(edit::isComplete(routes, {{"prefixListId", "pl-1"}, {"target", "igw-1"}}));
        QVERIFY(!edit::isComplete(list(kindOf<SecurityGroup>, "ingress"), {{"protocol", "tcp"}}));
        QVERIFY(!edit::isComplete(list(kindOf<Vpc>, "tags"), {{"value", "x"}}));
    }

    void newEntriesGetTheNextNumber() {
        const FieldInfo& entries = list(kindOf<NetworkAcl>, "entries");
        const Resource acl = newResource(kindOf<NetworkAcl>, "acl-1");
        QCOMPARE(edit::newRecord({}, acl, entries, Json::array(), false)["ruleNumber"], Json(100));
        const Json rows = Json::array({{{"ruleNumber", 100}}, {{"ruleNumber", 110}}});
        QCOMPARE(edit::newRecord({}, acl, entries, rows, true)["ruleNumber"], Json(200));
        QCOMPARE(edit::newRecord({}, acl, entries, rows, true)["egress"], Json(true));
        QCOMPARE(edit::duplicated(entries, rows, rows[0])["ruleNumber"], Json(105));
        QCOMPARE(edit::newRecord({}, acl, entries, Json::array({{{"ruleNumber", 32766}}}), false)["ruleNumber"], Json(1));
        QCOMPARE(edit::impliedRecords(entries, true)[0]["ruleNumber"], Json("*"));
        QVERIFY(edit::impliedRecords(list(kindOf<RouteTable>, "routes"), false).empty());
    }

    void aNewAddressIsFree() {
        PrivateSketch sketch;
        const Resource interface = *sketch.design.topology.find(sketch.only<NetworkInterface>());
        const FieldInfo& addresses = list(kindOf<NetworkInterface>, "privateIpAddresses");
        const Json rows = Json::array({{{"privateIpAddress", "10.0.0.5"}}});
        QCOMPARE(edit::newRecord(sketch.design.topology, interface, addresses, rows, false)["privateIpAddress"], Json("10.0.0.6"));
    }

    void targetsAreWhatRoutesCanLeadTo() {
        PrivateSketch sketch;
        const Id gateway = sketch.place<InternetGateway>(sketch.vpc);
        const Id other = sketch.place<Vpc>("us-east-1", {1500, 40});
        const Id elsewhere = sketch.place<InternetGateway>(other);
        const auto target = column(list(kindOf<RouteTable>, "routes"), "Target");
        const auto choices = edit::cellChoices(sketch.design.topology, *sketch.design.topology.find(sketch.table), target);
        const auto has = [&](const Id& id) { return std::find(choices.ids.begin(), choices.ids.end(), id) != choices.ids.end(); };
        QVERIFY(has(gateway) && has(sketch.instance));
        QVERIFY(!has(elsewhere) && !has(sketch.bucket) && !has(sketch.endpoint) && !has(sketch.role));
        QCOMPARE(choices.words, std::vector<std::string>{"local"});
    }
};

WAYLIGHT_TEST(RecordCellsTest)
#include "tst_record_cells.moc"
