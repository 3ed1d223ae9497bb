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
    Id eigw = place<EgressOnlyInternetGateway>(vpc);
    Id vgw = place<VpnGateway>(vpc);
    Id tgw = place<TransitGateway>("us-east-1", {900, 600});
    Id customer = place<CustomerGateway>("us-east-1", {1100, 600});
    Id balancer = place<LoadBalancer>(vpc);
    Id middlebox = placeMiddlebox();
    Id farRegion = place<Region>({}, {3000, 40});
    Id farTgw = place<TransitGateway>(farRegion, {3100, 200});

    Id placeMiddlebox() {
        const Id id = place<Instance>(subnet);
        design = *edit::fieldSet(design, interfacesOf(design.topology, id).front()->id, "sourceDestCheck", false);
        return id;
    }
    const Route& onlyRoute(const Id& of) const {
        const auto& routes = get<RouteTable>(of).routes;
        if (routes.size() != 1)
            QTest::qFail("not exactly one route", __FILE__, __LINE__);
        return routes.front();
    }

    Id named(const QString& name) const {
        const std::map<QString, Id> ids{{"vpc", vpc}, {"subnet", subnet}, {"instance", instance}, {"table", table}, {"endpoint", endpoint}, {"bucket", bucket},
                                        {"role", role}, {"igw", igw}, {"nat", nat}, {"acl", acl}, {"group", group}, {"otherTable", otherTable}, {"otherVpc", otherVpc},
                                        {"eigw", eigw}, {"vgw", vgw}, {"tgw", tgw}, {"customer", customer}, {"balancer", balancer}, {"middlebox", middlebox}, {"farTgw", farTgw},
                                        {"zone", zoneId(vpc, "us-east-1a")}};
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
        row("instance", "table", MessageId::MiddleboxChecks, false);
        row("table", "middlebox", MessageId::TableWillRouteTo, true);
        row("table", "eigw", MessageId::TableWillRouteTo, true);
        row("table", "vgw", MessageId::TableWillRouteTo, true);
        row("table", "tgw", MessageId::VpcNotAttached, false);
        row("otherTable", "vgw", MessageId::OtherVpc, false);
        row("otherTable", "middlebox", MessageId::OtherVpc, false);
        row("subnet", "tgw", MessageId::ConnectsByRouteTable, false);
        row("vgw", "otherVpc", MessageId::UsedInVpc, false);
        row("vpc", "otherVpc", MessageId::VpcsWillPeer, true);
        row("vpc", "tgw", MessageId::VpcWillAttach, true);
        row("zone", "farTgw", MessageId::OtherRegion, false);
        row("otherVpc", "tgw", MessageId::VpcWithoutSubnets, false);
        row("tgw", "farTgw", MessageId::GatewaysWillPeer, true);
        row("tgw", "tgw", MessageId::NothingConnects, false);
        row("vgw", "customer", MessageId::VpnWillConnect, true);
        row("tgw", "customer", MessageId::VpnWillConnect, true);
        row("farTgw", "customer", MessageId::OtherRegion, false);
        row("balancer", "instance", MessageId::BalancerWillSend, true);
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

    void aPeeringSymbolStandsBetweenItsVpcsAndEachSideRoutesToTheOther() {
        Parts parts;
        const Id third = parts.place<Vpc>("us-east-1", {1500, 900});
        const Id thirdTable = parts.place<RouteTable>(third, {1600, 1000});
        parts.connect(parts.vpc, parts.otherVpc);
        const Id peering = parts.only<VpcPeering>();
        QVERIFY(parts.rect(peering).width > 0 && contains(parts.rect("us-east-1"), parts.rect(peering)));
        for (const Id& vpc : {parts.vpc, parts.otherVpc, third})
            QVERIFY(!overlap(parts.rect(vpc), parts.rect(peering)));
        parts.connect(parts.table, peering);
        parts.connect(peering, parts.otherTable);
        QCOMPARE(parts.onlyRoute(parts.table).destination->toString(), std::string("10.1.0.0/16"));
        QCOMPARE(parts.onlyRoute(parts.otherTable).destination->toString(), std::string("10.0.0.0/16"));
        QCOMPARE(edit::previewConnect(parts.design, thirdTable, peering).message.id, MessageId::TableOutsidePeering);
        for (const Id& end : {parts.vpc, parts.otherVpc}) {
            const auto off = edit::disconnected(parts.design, connector(peering, end));
            QVERIFY(off && !off->topology.contains(peering));
            QVERIFY(off->topology.get<RouteTable>(parts.table)->routes.front().state == RouteState::Blackhole);
        }
        parts.design = *edit::fieldSet(parts.design, third, "cidrBlocks", Json::array({"10.1.128.0/17"}));
        QCOMPARE(edit::previewConnect(parts.design, third, parts.otherVpc).message.id, MessageId::VpcsOverlap);
    }

    void anAttachmentUsesOneSubnetInEachZoneAndTheFirstTable() {
        Parts parts;
        parts.place<Subnet>(zoneId(parts.vpc, "us-east-1a"), {80, 400});
        const Id b = parts.place<Subnet>(zoneId(parts.vpc, "us-east-1b"), {400, 100});
        parts.design = edit::removed(parts.design, {"tgw-rtb-1"});
        parts.connect(parts.vpc, parts.tgw);
        const auto& attachment = parts.get<TransitGatewayAttachment>(parts.only<TransitGatewayAttachment>());
        QCOMPARE(attachment.resource.id, parts.vpc);
        QCOMPARE(attachment.subnets.size(), std::size_t(2));
        QCOMPARE(attachment.subnets.back().id, b);
        const Id table = parts.only<TransitGatewayRouteTable>();
        QCOMPARE(parts.get<TransitGatewayRouteTable>(table).transitGateway.id, parts.tgw);
        QCOMPARE(parts.get<TransitGatewayRouteTable>(table).associations.at(0).id, attachment.id);
        QCOMPARE(parts.get<TransitGatewayRouteTable>(table).propagations.at(0).id, attachment.id);
        parts.connect(parts.tgw, parts.table);
        QCOMPARE(parts.onlyRoute(parts.table).destination->toString(), std::string("0.0.0.0/0"));
        QCOMPARE(parts.onlyRoute(parts.table).target.id, parts.tgw);
    }

    void transitGatewayPeersRouteToTheVpcsBehindEachOther() {
        Parts parts;
        parts.connect(parts.vpc, parts.tgw);
        parts.connect(parts.tgw, parts.farTgw);
        int tables = 0;
        parts.design.topology.forEach<TransitGatewayRouteTable>([&](const TransitGatewayRouteTable& table) {
            const bool far = table.transitGateway.id == parts.farTgw;
            QCOMPARE(table.associations.size(), std::size_t(far ? 1 : 2));
            QCOMPARE(table.routes.size(), std::size_t(far ? 1 : 0));
            if (far)
                QCOMPARE(table.routes.front().destination->toString(), std::string("10.0.0.0/16"));
            ++tables;
        });
        QCOMPARE(tables, 2);
    }

    void routesToAVpnGatewayLeadToTheCustomersNetworks() {
        Parts parts;
        parts.connect(parts.table, parts.vgw);
        QCOMPARE(parts.onlyRoute(parts.table).destination->toString(), std::string("0.0.0.0/0"));
        parts.design = *edit::disconnected(parts.design, connector(parts.table, parts.vgw));
        parts.connect(parts.vgw, parts.customer);
        parts.connect(parts.table, parts.vgw);
        QCOMPARE(parts.onlyRoute(parts.table).destination->toString(), std::string("172.16.0.0/16"));
        parts.connect(parts.table, parts.eigw);
        QCOMPARE(parts.get<RouteTable>(parts.table).routes.back().destination->toString(), std::string("::/0"));
    }

    void routesToAMiddleboxNameItsInterface() {
        Parts parts;
        parts.connect(parts.table, parts.middlebox);
        QCOMPARE(parts.onlyRoute(parts.table).target.id, interfacesOf(parts.design.topology, parts.middlebox).front()->id);
    }

    void anEdgeAssociationIsTakenAwayByItsOwnLine() {
        Parts parts;
        parts.connect(parts.table, parts.igw);
        parts.design = *edit::fieldSet(parts.design, parts.table, "gatewayIds", Json::array({parts.igw}));
        const auto edge = edit::disconnected(parts.design, connector(parts.igw, parts.table));
        QVERIFY(edge && edge->topology.get<RouteTable>(parts.table)->gateways.empty());
        QCOMPARE(edge->topology.get<RouteTable>(parts.table)->routes.size(), std::size_t(1));
        const auto route = edit::disconnected(parts.design, connector(parts.table, parts.igw, "0.0.0.0/0"));
        QVERIFY(route && route->topology.get<RouteTable>(parts.table)->routes.empty());
        QCOMPARE(route->topology.get<RouteTable>(parts.table)->gateways.size(), std::size_t(1));
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
