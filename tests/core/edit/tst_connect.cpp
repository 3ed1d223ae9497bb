// SPDX-License-Identifier: MIT
#include "core/model/effective_routes.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

using namespace waylight;

namespace {

/// One of each kind that can be connected, under short names.
struct Parts : PrivateSketch {
    Id igw = place<InternetGateway>(vpc);
    Id nat = place<NatGateway>(subnet);
    Id acl = place<NetworkAcl>(vpc);
    Id group = place<SecurityGroup>(vpc);
    Id otherVpc = place<Vpc>("us-east-1", {1500, 40});
    Id otherTable = place<RouteTable>(otherVpc, {1600, 300});

    Id named(const QString& name) const {
        const std::map<QString, Id> ids{{"vpc", vpc}, {"subnet", subnet}, {"instance", instance}, {"table", table}, {"endpoint", endpoint}, {"bucket", bucket},
                                        {"role", role}, {"igw", igw}, {"nat", nat}, {"acl", acl}, {"group", group}, {"otherTable", otherTable}, {"otherVpc", otherVpc}};
        return ids.at(name);
    }
};

PictureConnector connector(const Id& from, const Id& to, const std::string& label = {}) {
    return {from + '>' + to, from, to, ConnectorRole::Association, label, false, {}, {}};
}

} // namespace

class ConnectTest : public QObject {
    Q_OBJECT

private slots:
    void matrix_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("message");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char* from, const char* to, MessageId id, bool accepted) {
            QTest::newRow(qPrintable(QStringLiteral("%1 - %2").arg(from, to))) << from << to << int(id) << accepted;
        };
        row("subnet", "table", MessageId::SubnetWillUseTable, true);
        row("subnet", "acl", MessageId::SubnetWillUseAcl, true);
        row("table", "endpoint", MessageId::TableWillReachEndpoint, true);
        row("table", "igw", MessageId::TableWillRouteTo, true);
        row("table", "nat", MessageId::TableWillRouteTo, true);
        row("instance", "group", MessageId::InstanceWillJoinGroup, true);
        row("instance", "role", MessageId::InstanceWillActAs, true);
        row("igw", "vpc", MessageId::AlreadyConnected, false);
        row("subnet", "otherTable", MessageId::OtherVpc, false);
        row("otherTable", "endpoint", MessageId::OtherVpc, false);
        row("otherTable", "igw", MessageId::OtherVpc, false);
        row("igw", "otherVpc", MessageId::UsedInVpc, false);
        row("subnet", "endpoint", MessageId::ConnectsByRouteTable, false);
        row("subnet", "nat", MessageId::ConnectsByRouteTable, false);
        row("bucket", "role", MessageId::NothingConnects, false);
        row("instance", "table", MessageId::NothingConnects, false);
    }
    void matrix() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, message);
        QFETCH(bool, accepted);
        const Parts parts;
        for (const auto& [a, b] : {std::pair(from, to), std::pair(to, from)}) {
            const auto preview = edit::previewConnect(parts.design, parts.named(a), parts.named(b));
            QCOMPARE(messageName(preview.message.id), messageName(MessageId(message)));
            QCOMPARE(preview.accepted, accepted);
            const auto connected = edit::connected(parts.design, parts.named(a), parts.named(b));
            QCOMPARE(bool(connected), accepted);
            if (!connected)
                continue;
            QVERIFY(!(*connected == parts.design));
            QCOMPARE(edit::previewConnect(*connected, parts.named(a), parts.named(b)).message.id, MessageId::AlreadyConnected);
            const auto back = edit::disconnected(*connected, connector(parts.named(a), parts.named(b)));
            QVERIFY(back);
            QVERIFY(!(*back == *connected));
            QVERIFY(edit::previewConnect(*back, parts.named(a), parts.named(b)).accepted);
        }
    }

    void associatingAnEndpointAddsItsRouteAndStoresNone() {
        Parts parts;
        parts.connect(parts.table, parts.endpoint);
        const auto& table = parts.get<RouteTable>(parts.table);
        QVERIFY(table.routes.empty());
        const auto routes = effectiveRoutes(parts.design.topology, table);
        QVERIFY(std::any_of(routes.begin(), routes.end(), [&](const EffectiveRoute& route) { return route.source == EffectiveRoute::Source::Endpoint && route.route.target.id == parts.endpoint; }));
    }

    void aDefaultRouteIsReplacedAndRevived() {
        Parts parts;
        parts.connect(parts.table, parts.nat);
        parts.connect(parts.table, parts.igw);
        QCOMPARE(parts.get<RouteTable>(parts.table).routes.size(), std::size_t(1));
        QCOMPARE(parts.get<RouteTable>(parts.table).routes.front().target.id, parts.igw);
        parts.design = edit::removed(parts.design, {parts.igw});
        QVERIFY(parts.get<RouteTable>(parts.table).routes.front().state == RouteState::Blackhole);
        parts.connect(parts.table, parts.nat);
        QVERIFY(parts.get<RouteTable>(parts.table).routes.front().state == RouteState::Active);
    }

    void disconnectingARouteLeavesTheOthers() {
        Parts parts;
        parts.connect(parts.table, parts.nat);
        parts.design = *edit::fieldSet(parts.design, parts.table, "routes",
                                       Json::array({{{"destination", "0.0.0.0/0"}, {"target", parts.nat}}, {{"destination", "192.168.0.0/16"}, {"target", parts.nat}}}));
        const auto one = edit::disconnected(parts.design, connector(parts.table, parts.nat, "192.168.0.0/16"));
        QVERIFY(one);
        QCOMPARE(one->topology.get<RouteTable>(parts.table)->routes.size(), std::size_t(1));
        QCOMPARE(one->topology.get<RouteTable>(parts.table)->routes.front().destination->toString(), std::string("0.0.0.0/0"));
    }

    void theLastSecurityGroupStays() {
        const Parts parts;
        const auto off = edit::disconnected(parts.design, connector(parts.instance, "sg-1"));
        QVERIFY(!off);
        QCOMPARE(off.error().message.id, MessageId::LastSecurityGroup);
    }

    void aMainTablesImplicitAssociationCannotBeTakenAway() {
        const Parts parts;
        const auto off = edit::disconnected(parts.design, connector(parts.subnet, "rtb-1"));
        QVERIFY(!off);
        QCOMPARE(off.error().message.id, MessageId::NotConnected);
    }
};

WAYLIGHT_TEST(ConnectTest)
#include "tst_connect.moc"
