// SPDX-License-Identifier: MIT
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

#include <set>

using namespace waylight;

namespace {

/// What is edited where `id` is: its parts, theirs, and so on.
std::set<Id> editedWith(const Topology& topology, const Id& id) {
    std::set<Id> all{id};
    std::vector<Id> open{id};
    while (!open.empty()) {
        const Id next = open.back();
        open.pop_back();
        for (const Id& part : edit::partsOf(topology, next))
            if (all.insert(part).second)
                open.push_back(part);
    }
    return all;
}

} // namespace

class PartsTest : public QObject {
    Q_OBJECT

private slots:
    /// Whatever a gesture makes can be edited somewhere on the canvas.
    void nothingIsOutOfReach() {
        JoinedSketch sketch;
        const Id igw = sketch.place<InternetGateway>(sketch.vpc);
        sketch.place<NatGateway>(sketch.subnet);
        sketch.place<ElasticIp>(sketch.instance);
        sketch.connect(sketch.instance, sketch.role);
        addEverything(sketch);
        const Topology& topology = sketch.design.topology;
        std::set<Id> reached;
        topology.forEachResource([&](const ResourcePtr& resource) {
            if (typeInfo(*resource).drawn != Drawn::Hidden && typeInfo(*resource).drawn != Drawn::Attached)
                reached.merge(editedWith(topology, base(*resource).id));
        });
        QVERIFY(reached.contains(igw));
        topology.forEachResource([&](const ResourcePtr& resource) { QVERIFY2(reached.contains(base(*resource).id), base(*resource).id.c_str()); });
    }

    void whatIsAddedIsAPartAndGoes_data() {
        QTest::addColumn<Kind>("whole");
        QTest::addColumn<Kind>("part");
        const auto row = [](const char* name, Kind whole, Kind part) { QTest::newRow(name) << whole << part; };
        row("listener", kindOf<LoadBalancer>, kindOf<Listener>);
        row("endpoint service", kindOf<LoadBalancer>, kindOf<EndpointService>);
        row("target group", kindOf<Listener>, kindOf<TargetGroup>);
        row("transit table", kindOf<TransitGateway>, kindOf<TransitGatewayRouteTable>);
        row("interface", kindOf<Instance>, kindOf<NetworkInterface>);
        row("dhcp", kindOf<Vpc>, kindOf<DhcpOptions>);
        row("excluded VPC", kindOf<Vpc>, kindOf<BlockPublicAccessExclusion>);
        row("excluded subnet", kindOf<Subnet>, kindOf<BlockPublicAccessExclusion>);
        row("block public access", kindOf<Region>, kindOf<BlockPublicAccess>);
        row("prefix list", kindOf<Region>, kindOf<PrefixList>);
        row("account", kindOf<Region>, kindOf<Account>);
    }
    void whatIsAddedIsAPartAndGoes() {
        QFETCH(Kind, whole);
        QFETCH(Kind, part);
        const JoinedSketch sketch;
        const Topology& topology = sketch.design.topology;
        const Id id = topology.table(whole).begin()->first;
        const auto kinds = edit::addableParts(topology, id);
        QVERIFY(std::find(kinds.begin(), kinds.end(), part) != kinds.end());
        const auto added = edit::partAdded(sketch.design, id, part);
        QVERIFY(added);
        QCOMPARE(added->design.topology.find(added->id)->index(), part);
        const auto parts = edit::partsOf(added->design.topology, id);
        QVERIFY(std::find(parts.begin(), parts.end(), added->id) != parts.end());
        QVERIFY(edit::isRemovablePart(added->design.topology, added->id));
        const Design without = edit::removed(added->design, {added->id});
        QVERIFY(!without.topology.contains(added->id));
        QVERIFY(without.topology.contains(id));
    }

    void asMuchAsAwsAllows() {
        JoinedSketch sketch;
        for (const auto& [whole, part] : {std::pair(sketch.vpc, kindOf<DhcpOptions>), std::pair(sketch.subnet, kindOf<BlockPublicAccessExclusion>), std::pair(Id("us-east-1"), kindOf<BlockPublicAccess>)}) {
            sketch.design = edit::partAdded(sketch.design, whole, part)->design;
            QVERIFY2(!edit::partAdded(sketch.design, whole, part), whole.c_str());
        }
        sketch.design = *edit::fieldSet(sketch.design, sketch.balancer, "type", "application");
        QVERIFY(!edit::partAdded(sketch.design, sketch.balancer, kindOf<EndpointService>));
    }

    void anAccountIsEditedWhereItsResourcesAre() {
        JoinedSketch sketch;
        const auto inRegion = [&](const Id& id) {
            const auto parts = edit::partsOf(sketch.design.topology, "us-east-1");
            return std::find(parts.begin(), parts.end(), id) != parts.end();
        };
        for (const Id& id : {Id("111111111111"), Id("222222222222"), Id("333333333333")}) {
            Account account;
            account.id = id;
            sketch.design.topology.set(account);
        }
        Bucket here, far;
        here.id = "bucket-here", here.region = "us-east-1", here.account = "111111111111";
        far.id = "bucket-far", far.region = "eu-west-1", far.account = "222222222222";
        sketch.design.topology.set(here);
        sketch.design.topology.set(far);
        QVERIFY(inRegion("111111111111"));
        QVERIFY(!inRegion("222222222222"));
        QVERIFY2(inRegion("333333333333"), "an account that owns nothing is found everywhere");
    }

    void aSecondListenerHasAPortOfItsOwn() {
        JoinedSketch sketch;
        std::set<int> ports;
        for (int i = 0; i < 3; ++i)
            sketch.design = edit::partAdded(sketch.design, sketch.balancer, kindOf<Listener>)->design;
        sketch.design.topology.forEach<Listener>([&](const Listener& each) { ports.insert(each.port); });
        QCOMPARE(ports.size(), std::size_t{4});
    }

    void aSecondInterfaceIsAFreeAddressOfTheSubnet() {
        const PrivateSketch sketch;
        const auto added = edit::partAdded(sketch.design, sketch.instance, kindOf<NetworkInterface>);
        const auto interfaces = interfacesOf(added->design.topology, sketch.instance);
        QCOMPARE(interfaces.size(), std::size_t{2});
        QCOMPARE(interfaces[1]->subnet.id, sketch.subnet);
        QVERIFY(interfaces[0]->addresses.front().address != interfaces[1]->addresses.front().address);
        QVERIFY(!edit::isRemovablePart(added->design.topology, interfaces[0]->id));
        QVERIFY(edit::isRemovablePart(added->design.topology, interfaces[1]->id));
    }

    void aTargetGroupIsEditedWhereItIsUsed() {
        JoinedSketch sketch;
        const Id group = sketch.only<TargetGroup>();
        const auto has = [&](const Id& whole) {
            const auto parts = edit::partsOf(sketch.design.topology, whole);
            return std::find(parts.begin(), parts.end(), group) != parts.end();
        };
        QVERIFY(has(sketch.only<Listener>()));
        QVERIFY(!has(sketch.vpc));
        sketch.design = edit::removed(sketch.design, {sketch.only<Listener>()});
        QVERIFY2(!sketch.design.topology.contains(group) || has(sketch.vpc), "a group that nobody uses is found at its VPC");
    }

    void aListOffersWhatIsInTheSameVpc() {
        JoinedSketch sketch;
        const Id far = sketch.place<Subnet>(sketch.other, {1600, 100});
        const auto offered = [&](const Id& id, std::string_view name) {
            const ResourcePtr resource = sketch.design.topology.find(id);
            for (const FieldInfo& field : fieldInfos(resource->index()))
                if (field.name == name)
                    return edit::choicesFor(sketch.design.topology, *resource, field);
            return std::vector<Id>();
        };
        const std::vector<Id> here{sketch.subnet};
        QCOMPARE(offered(sketch.balancer, "subnetIds"), here);
        sketch.design.topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) {
            if (each.resource.id == sketch.vpc)
                QCOMPARE(offered(each.id, "subnetIds"), here);
        });
        QCOMPARE(offered(sketch.only<VpcPeering>(), "requesterVpcId").size(), std::size_t{2});
        QVERIFY(far != sketch.subnet);
    }

    void awsPrefixListsAreNotForEditing() {
        PrivateSketch sketch;
        PrefixList list;
        list.id = "pl-1";
        list.region = "us-east-1";
        list.listName = "com.amazonaws.us-east-1.s3";
        sketch.design.topology.set(list);
        QVERIFY(!editedWith(sketch.design.topology, "us-east-1").contains("pl-1"));
    }

    void anEndpointServiceGoesWithItsOnlyLoadBalancer() {
        JoinedSketch sketch;
        const auto added = edit::partAdded(sketch.design, sketch.balancer, kindOf<EndpointService>);
        QVERIFY(!edit::removed(added->design, {sketch.balancer}).topology.contains(added->id));
    }

private:
    /// One of each part that can be added to anything there is.
    static void addEverything(Sketch& sketch) {
        std::vector<Id> ids;
        sketch.design.topology.forEachResource([&](const ResourcePtr& resource) { ids.push_back(base(*resource).id); });
        for (const Id& id : ids)
            for (const Kind kind : edit::addableParts(sketch.design.topology, id))
                if (const auto added = edit::partAdded(sketch.design, id, kind))
                    sketch.design = added->design;
    }
};

WAYLIGHT_TEST(PartsTest)
#include "tst_parts.moc"
