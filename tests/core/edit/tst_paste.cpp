// SPDX-License-Identifier: MIT
#include "core/edit/paste.h"
#include "core/formats/clipboard_text.h"
#include "core/formats/waylight_file.h"
#include "core/model/references.h"
#include "core/model/validation.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <algorithm>
#include <set>

using namespace waylight;

namespace {

/// A design after pasting, which must have been accepted.
struct PastedSketch : Sketch {
    std::vector<Id> ids;
    std::vector<edit::LostReference> lost;

    explicit PastedSketch(const Result<edit::Pasted>& pasted) {
        if (!pasted) {
            QTest::qFail(toEnglish(pasted.error()).c_str(), __FILE__, __LINE__);
            return;
        }
        design = pasted->design;
        ids = pasted->ids;
        lost = pasted->lost;
    }
    Id id() const { return ids.size() == 1 ? ids.front() : Id(); }
};

std::string addressOf(const Topology& topology, const Id& instance) {
    return interfacesOf(topology, instance).at(0)->addresses.at(0).address->toString();
}

int errorsIn(const Design& design) {
    const Diagnostics found = validate(design.topology);
    return static_cast<int>(std::count_if(found.begin(), found.end(), [](const Diagnostic& each) { return each.severity == Severity::Error; }));
}

QString firstError(const Design& design) {
    for (const Diagnostic& each : validate(design.topology))
        if (each.severity == Severity::Error)
            return QString::fromStdString(toEnglish(each));
    return {};
}

} // namespace

class PasteTest : public QObject {
    Q_OBJECT

private slots:
    void anInstanceGetsAnIdANameAndAnAddressOfItsOwn() {
        PrivateSketch sketch;
        sketch.connect(sketch.instance, sketch.role);
        const PastedSketch after(edit::pasted(sketch.design, edit::copied(sketch.design, {sketch.instance}), sketch.subnet, {300, 300}));
        QCOMPARE(after.id(), Id("i-2"));
        const auto& copy = after.get<Instance>("i-2");
        QCOMPARE(copy.name, std::string("Instance 2"));
        QCOMPARE(copy.profile.id, sketch.get<Instance>(sketch.instance).profile.id);
        QCOMPARE(addressOf(after.design.topology, "i-2"), std::string("10.0.0.5"));
        QCOMPARE(parentOf(after.design.topology, "i-2"), sketch.subnet);
        QVERIFY(contains(after.rect(sketch.subnet), after.rect("i-2")));
        QVERIFY(!overlap(after.rect(sketch.instance), after.rect("i-2")));
        QVERIFY(after.lost.empty());
        QCOMPARE(errorsIn(after.design), 0);
    }

    void aVpcKeepsItsLinksInsideAndGetsAFreeBlock() {
        PrivateSketch sketch;
        sketch.connect(sketch.subnet, sketch.table);
        sketch.connect(sketch.table, sketch.endpoint);
        const Json rules = Json::array({{{"protocol", "tcp"}, {"fromPort", 22}, {"toPort", 22}, {"cidr", "10.0.0.0/24"}}, {{"protocol", "tcp"}, {"cidr", "203.0.113.0/24"}}});
        sketch.design = *edit::fieldSet(sketch.design, "sg-1", "ingress", rules);
        const PastedSketch after(edit::pasted(sketch.design, edit::copied(sketch.design, {sketch.vpc}), "us-east-1", {2000, 60}));
        const Id vpc = after.id();
        QCOMPARE(vpc, Id("vpc-2"));
        QCOMPARE(after.get<Vpc>(vpc).cidrs.at(0).toString(), std::string("10.1.0.0/16"));
        const auto& subnet = after.get<Subnet>("subnet-2");
        QCOMPARE(subnet.vpc.id, vpc);
        QCOMPARE(subnet.cidr->toString(), std::string("10.1.0.0/24"));
        QVERIFY(subnet.routeTable.id != sketch.table);
        QCOMPARE(after.get<RouteTable>(subnet.routeTable.id).vpc.id, vpc);
        const auto& endpoint = after.get<VpcEndpoint>("vpce-2");
        QCOMPARE(endpoint.routeTables.at(0).id, subnet.routeTable.id);
        QCOMPARE(addressOf(after.design.topology, "i-2"), std::string("10.1.0.4"));
        int mains = 0;
        after.design.topology.forEach<RouteTable>([&](const RouteTable& each) { mains += each.vpc.id == vpc && each.main; });
        QCOMPARE(mains, 1);
        const Id group = interfacesOf(after.design.topology, "i-2").at(0)->groups.at(0).id;
        const auto& ingress = after.get<SecurityGroup>(group).ingress;
        QCOMPARE(after.get<SecurityGroup>(group).vpc.id, vpc);
        QCOMPARE(ingress.at(0).cidr->toString(), std::string("10.1.0.0/24"));
        QCOMPARE(ingress.at(1).cidr->toString(), std::string("203.0.113.0/24"));
        QCOMPARE(errorsIn(after.design), 0);
        for (const Id& id : {Id("subnet-2"), Id("i-2")})
            QVERIFY2(contains(after.rect(vpc), after.rect(id)), id.c_str());
        QVERIFY(!overlap(after.rect(vpc), after.rect(sketch.vpc)));
    }

    void aSubnetBesideItsOriginalKeepsItsTable() {
        PrivateSketch sketch;
        sketch.connect(sketch.subnet, sketch.table);
        const PastedSketch after(edit::duplicated(sketch.design, {sketch.subnet}));
        const auto& subnet = after.get<Subnet>(after.id());
        QCOMPARE(subnet.cidr->toString(), std::string("10.0.1.0/24"));
        QCOMPARE(subnet.routeTable.id, sketch.table);
        QCOMPARE(parentOf(after.design.topology, after.id()), zoneId(sketch.vpc, "us-east-1a"));
        QCOMPARE(addressOf(after.design.topology, "i-2"), std::string("10.0.1.4"));
        QVERIFY(!overlap(after.rect(sketch.subnet), after.rect(after.id())));
    }

    void whatIsOfAnotherVpcIsLostAndTold() {
        PrivateSketch sketch;
        sketch.connect(sketch.subnet, sketch.table);
        const Id other = sketch.place<Vpc>("us-east-1", {1500, 40});
        const PastedSketch after(edit::pasted(sketch.design, edit::copied(sketch.design, {sketch.subnet}), other, {1600, 100}));
        const auto& subnet = after.get<Subnet>(after.id());
        QCOMPARE(subnet.vpc.id, other);
        QVERIFY(!subnet.routeTable);
        QCOMPARE(subnet.cidr->toString(), std::string("10.1.0.0/24"));
        const edit::LostReference lost{subnet.name, "Route table 2"};
        QVERIFY(std::find(after.lost.begin(), after.lost.end(), lost) != after.lost.end());
        const Id group = interfacesOf(after.design.topology, "i-2").at(0)->groups.at(0).id;
        QCOMPARE(after.get<SecurityGroup>(group).vpc.id, other);
        QCOMPARE(errorsIn(after.design), 0);
    }

    void containersAroundThePointerAreTriedToo() {
        PrivateSketch sketch;
        const Design vpc = edit::copied(sketch.design, {sketch.vpc});
        const PastedSketch onSubnet(edit::pasted(sketch.design, vpc, sketch.subnet, {300, 300}));
        QCOMPARE(parentOf(onSubnet.design.topology, onSubnet.id()), Id("us-east-1"));
        const PastedSketch table(edit::pasted(sketch.design, edit::copied(sketch.design, {sketch.table}), sketch.subnet, {300, 300}));
        QCOMPARE(table.get<RouteTable>(table.id()).vpc.id, sketch.vpc);
    }

    void refusals_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("container");
        QTest::addColumn<int>("message");
        QTest::newRow("instance on a VPC") << "i-1" << "vpc-1" << int(MessageId::InstanceNeedsSubnet);
        QTest::newRow("instance on the canvas") << "i-1" << "" << int(MessageId::InstanceNeedsSubnet);
        QTest::newRow("second internet gateway") << "igw-1" << "vpc-1" << int(MessageId::VpcHasInternetGateway);
        QTest::newRow("second internet") << "internet" << "" << int(MessageId::InternetExists);
        QTest::newRow("subnet in a Region") << "subnet-1" << "us-east-1" << int(MessageId::SubnetNeedsVpc);
    }
    void refusals() {
        QFETCH(QString, what);
        QFETCH(QString, container);
        QFETCH(int, message);
        PrivateSketch sketch;
        sketch.place<InternetGateway>(sketch.vpc);
        sketch.place<Internet>();
        const auto after = edit::pasted(sketch.design, edit::copied(sketch.design, {what.toStdString()}), container.toStdString(), {0, 0});
        QVERIFY(!after);
        QCOMPARE(messageName(after.error().message.id), messageName(MessageId(message)));
    }

    void intoAnotherDesignAsText() {
        PrivateSketch sketch;
        sketch.connect(sketch.table, sketch.endpoint);
        const std::string text = writeWaylight(edit::copied(sketch.design, {sketch.vpc, sketch.bucket}));
        const auto part = readClipboardText(text);
        QVERIFY(part);
        QVERIFY(part->diagnostics.empty());
        const PastedSketch after(edit::pasted({}, part->design, {}, {100, 100}));
        QCOMPARE(after.ids.size(), std::size_t(2));
        QCOMPARE(after.get<Vpc>(sketch.vpc).cidrs.at(0).toString(), std::string("10.0.0.0/16"));
        QCOMPARE(parentOf(after.design.topology, sketch.vpc), Id("us-east-1"));
        QCOMPARE(after.rect(sketch.bucket).x - after.rect(sketch.vpc).x, sketch.rect(sketch.bucket).x - sketch.rect(sketch.vpc).x);
        QCOMPARE(errorsIn(after.design), 0);
        // And once more into the same design.
        const PastedSketch twice(edit::pasted(after.design, part->design, "us-east-1", {100, 100}));
        QCOMPARE(twice.design.topology.table(kindOf<Vpc>).size(), std::size_t(2));
        QCOMPARE(twice.get<Bucket>("bucket-2").bucketName, std::string("bucket-2"));
    }

    void anotherRegionRenamesZonesAndServices() {
        PrivateSketch sketch;
        const Id region = sketch.place<Region>({}, {3000, 40});
        const PastedSketch after(edit::pasted(sketch.design, edit::copied(sketch.design, {sketch.vpc}), region, {3100, 100}));
        QCOMPARE(after.get<Subnet>("subnet-2").availabilityZone, region + "a");
        QCOMPARE(after.get<VpcEndpoint>("vpce-2").service, "com.amazonaws." + region + ".s3");
        QCOMPARE(after.get<Instance>("i-2").region, region);
        QVERIFY(contains(after.rect(after.id()), after.rect(zoneId("vpc-2", region + "a"))));
    }

    void aWholeRegionIsPastedIntoTheOneThatIsThere() {
        PrivateSketch sketch;
        const PastedSketch after(edit::duplicated(sketch.design, {Id("us-east-1")}));
        QCOMPARE(after.design.topology.table(kindOf<Region>).size(), std::size_t(1));
        QCOMPARE(parentOf(after.design.topology, "vpc-2"), Id("us-east-1"));
        QVERIFY(after.design.topology.contains("bucket-2"));
    }

    void peersAreCopiedTogetherOrNotAtAll() {
        JoinedSketch sketch;
        QVERIFY(edit::copied(sketch.design, {sketch.other}).topology.table(kindOf<VpcPeering>).empty());
        const Design both = edit::copied(sketch.design, {sketch.vpc, sketch.other});
        QCOMPARE(both.topology.table(kindOf<VpcPeering>).size(), std::size_t(1));
        const PastedSketch after(edit::pasted(sketch.design, both, "us-east-1", {0, 2000}));
        const auto& peering = after.get<VpcPeering>("pcx-2");
        QVERIFY(peering.requester.id != sketch.vpc && peering.accepter.id != sketch.other);
        QVERIFY(after.get<Vpc>(peering.requester.id).cidrs != after.get<Vpc>(peering.accepter.id).cidrs);
        QCOMPARE(errorsIn(after.design), 0);
    }

    void aLoadBalancerKeepsItsTargetsHere() {
        JoinedSketch sketch;
        const PastedSketch after(edit::duplicated(sketch.design, {sketch.balancer}));
        const auto& balancer = after.get<LoadBalancer>(after.id());
        QCOMPARE(balancer.subnets.at(0).id, sketch.subnet);
        QCOMPARE(balancer.loadBalancerName, std::string("lb-2"));
        QCOMPARE(after.get<TargetGroup>("tg-2").targets.at(0).target, sketch.instance);
        QCOMPARE(errorsIn(after.design), 0);
    }

    void describeOutputCanBePastedToo() {
        PrivateSketch sketch;
        const auto part = readClipboardText("{\"Vpcs\": [{\"VpcId\": \"vpc-9\", \"CidrBlock\": \"10.0.0.0/16\", \"OwnerId\": \"111122223333\"}], "
                                            "\"Subnets\": [{\"SubnetId\": \"subnet-9\", \"VpcId\": \"vpc-9\", \"CidrBlock\": \"10.0.3.0/24\", \"AvailabilityZone\": \"us-east-1c\"}]}");
        QVERIFY(part);
        const PastedSketch after(edit::pasted(sketch.design, part->design, "us-east-1", {2000, 100}));
        QCOMPARE(after.get<Vpc>("vpc-9").cidrs.at(0).toString(), std::string("10.1.0.0/16"));
        QCOMPARE(after.get<Subnet>("subnet-9").cidr->toString(), std::string("10.1.3.0/24"));
        QVERIFY(contains(after.rect("vpc-9"), after.rect("subnet-9")));
    }

    void textThatIsNoDesignIsRefusedWithTheReason_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("message");
        QTest::newRow("nothing") << QByteArray() << int(MessageId::JsonSyntax);
        QTest::newRow("words") << QByteArray("Dear reader") << int(MessageId::JsonSyntax);
        QTest::newRow("cut off") << QByteArray("{\"waylight\": 1, \"resources\": {\"vpcs\": [") << int(MessageId::JsonSyntax);
        QTest::newRow("other JSON") << QByteArray("{\"a\": 1}") << int(MessageId::UnknownFormat);
        QTest::newRow("a list") << QByteArray("[1, 2]") << int(MessageId::UnknownFormat);
        QTest::newRow("without resources") << QByteArray("{\"waylight\": 1}") << int(MessageId::NoResources);
        QTest::newRow("deep") << QByteArray(100'000, '[') << int(MessageId::JsonTooDeep);
        QTest::newRow("long") << QByteArray(17 << 20, ' ') << int(MessageId::FileTooLarge);
    }
    void textThatIsNoDesignIsRefusedWithTheReason() {
        QFETCH(QByteArray, text);
        QFETCH(int, message);
        const auto part = readClipboardText({text.constData(), static_cast<std::size_t>(text.size())});
        QVERIFY(!part);
        QCOMPARE(messageName(part.error().message.id), messageName(MessageId(message)));
    }

    void wildPlacesAreTamed() {
        Design part;
        Bucket bucket;
        bucket.id = "b";
        Bucket far = bucket;
        far.id = "far";
        part.topology.set(bucket);
        part.topology.set(far);
        part.layout.set("b", {2147483647, -2147483647, -5, 2147483647});
        part.layout.set("far", {-2147483647, 2147483647, 2147483647, 0});
        const PastedSketch after(edit::pasted(PrivateSketch().design, part, {}, {0, 0}));
        QVERIFY(std::abs(after.rect("b").x) < 10'000'000 && after.rect("b").width > 0);
    }

    /// Whatever is copied out of whatever design: no contradictions come in, and removing what was pasted gives the
    /// topology of before.
    void pastingAndRemovingGivesTheTopologyOfBefore() {
        int pasted = 0;
        for (unsigned seed = 1; seed <= 40; ++seed) {
            const Design design = randomDesign(seed);
            Dice dice(seed);
            std::vector<Id> all;
            design.topology.forEachResource([&](const ResourcePtr& each) {
                const Drawn drawn = typeInfo(*each).drawn;
                if (drawn != Drawn::Hidden && drawn != Drawn::Attached)
                    all.push_back(base(*each).id);
            });
            std::vector<Id> ids;
            for (int i = 0; i < 1 + dice.below(4); ++i)
                ids.push_back(dice.oneOf(all));
            const auto after = edit::duplicated(design, ids);
            if (!after)
                continue;
            ++pasted;
            QVERIFY2(errorsIn(after->design) <= errorsIn(design), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(firstError(after->design))));
            const Design part = edit::copied(design, ids);
            const auto again = readClipboardText(writeWaylight(part));
            QVERIFY(again);
            QVERIFY2(again->design == part, qPrintable(QString::number(seed)));
            Design without = edit::removed(after->design, after->ids);
            for (const auto& [id, resource] : after->design.topology.table(kindOf<DhcpOptions>))
                if (!design.topology.contains(id))
                    without.topology.erase(id);
            QVERIFY2(without.topology == design.topology, qPrintable(QString::number(seed)));
        }
        QVERIFY2(pasted > 20, qPrintable(QString::number(pasted)));
    }
};

WAYLIGHT_TEST(PasteTest)
#include "tst_paste.moc"
