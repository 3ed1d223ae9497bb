// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"
#include "core/drawing/picture.h"
#include "tests/core/drawing/generated.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <set>

using namespace waylight;

namespace {

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

bool onBorder(const Rect& rect, Point p) {
    const bool across = p.x >= rect.x && p.x <= rect.right();
    const bool down = p.y >= rect.y && p.y <= rect.bottom();
    return ((p.x == rect.x || p.x == rect.right()) && down) || ((p.y == rect.y || p.y == rect.bottom()) && across);
}

std::set<int> ancestors(const Picture& picture, const PictureBox& box) {
    std::set<int> found;
    for (int at = box.parent; at >= 0; at = picture.boxes()[size_t(at)].parent)
        found.insert(at);
    return found;
}

/// The boxes that a connector passes through although they hold neither of its ends.
QStringList foreignBoxes(const Picture& picture, const PictureConnector& connector) {
    const PictureBox& from = *picture.box(connector.from);
    const PictureBox& to = *picture.box(connector.to);
    const std::set<int> a = ancestors(picture, from);
    const std::set<int> b = ancestors(picture, to);
    QStringList found;
    for (size_t i = 0; i + 1 < connector.points.size(); ++i) {
        const Point p = connector.points[i];
        const Point q = connector.points[i + 1];
        const Rect segment{std::min(p.x, q.x), std::min(p.y, q.y), std::abs(p.x - q.x), std::abs(p.y - q.y)};
        for (size_t j = 0; j < picture.boxes().size(); ++j) {
            const Rect& r = picture.boxes()[j].rect;
            const bool through = segment.x < r.right() && segment.right() > r.x && segment.y < r.bottom() && segment.bottom() > r.y;
            if (through && !a.count(int(j)) && !b.count(int(j)))
                found << QString::fromStdString(connector.id + " through " + picture.boxes()[j].id);
        }
    }
    return found;
}

Design withLayout(Design design) {
    design.layout = autoLayout(design);
    return design;
}

} // namespace

class PictureTest : public QObject {
    Q_OBJECT

private slots:
    void connectorsAreOrthogonalAndGoRoundBoxes_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < 60; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void connectorsAreOrthogonalAndGoRoundBoxes() {
        QFETCH(unsigned, seed);
        const Picture picture = draw(withLayout(generatedDesign(seed)));
        for (const PictureConnector& connector : picture.connectors()) {
            QVERIFY2(connector.points.size() >= 2, connector.id.c_str());
            for (size_t i = 0; i + 1 < connector.points.size(); ++i)
                QVERIFY2(connector.points[i].x == connector.points[i + 1].x || connector.points[i].y == connector.points[i + 1].y, connector.id.c_str());
            QVERIFY2(onBorder(picture.box(connector.from)->rect, connector.points.front()), connector.id.c_str());
            QVERIFY2(onBorder(picture.box(connector.to)->rect, connector.points.back()), connector.id.c_str());
            QCOMPARE(foreignBoxes(picture, connector), QStringList());
        }
    }

    void networksAreJoined_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("role");
        const auto row = [](const char* line, ConnectorRole role) { QTest::newRow(line) << line << int(role); };
        row("vpc-1>tgw-1", ConnectorRole::Attachment);
        row("vpc-2>tgw-1", ConnectorRole::Attachment);
        row("vpc-1>pcx-1", ConnectorRole::Attachment);
        row("pcx-1>vpc-2", ConnectorRole::Attachment);
        row("vgw-1>cgw-1", ConnectorRole::Attachment);
        row("rtb-1>vgw-1", ConnectorRole::Route);
        row("vgw-1>rtb-1", ConnectorRole::Association);
        row("lb-1>i-1", ConnectorRole::Uses);
    }
    void networksAreJoined() {
        QFETCH(QString, line);
        QFETCH(int, role);
        const auto has = [&](const Picture& picture) {
            return std::any_of(picture.connectors().begin(), picture.connectors().end(), [&](const PictureConnector& each) { return each.id == line.toStdString() && int(each.role) == role; });
        };
        Design design = joinedDesign();
        QVERIFY(has(draw(design)));
        // What is not available is not drawn; a peering connection that is not active is, but lighter.
        for (const char* id : {"tgw-attach-vpc-1", "tgw-attach-vpc-2", "vpn-1", "pcx-1"}) {
            Resource resource = *design.topology.find(id);
            std::visit([](auto& each) { if constexpr (requires { each.state = std::string(); }) each.state = "deleted"; }, resource);
            design.topology.set(resource);
        }
        const Picture gone = draw(design);
        QCOMPARE(has(gone), role != int(ConnectorRole::Attachment) || line.contains("pcx"));
        for (const PictureConnector& connector : gone.connectors())
            QCOMPARE(connector.implicit, connector.role == ConnectorRole::Attachment || (connector.from == "subnet-1" && connector.to == "rtb-1"));
    }

    void partsOfGatewaysAreShownByThem_data() {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("whole");
        for (const auto& [part, whole] : {std::pair("tgw-attach-vpc-1", "tgw-1"), std::pair("vpn-1", "cgw-1"), std::pair("listener-1", "lb-1"), std::pair("tg-1", "lb-1")})
            QTest::newRow(part) << part << whole;
    }
    void partsOfGatewaysAreShownByThem() {
        QFETCH(QString, part);
        QFETCH(QString, whole);
        const Picture picture = draw(joinedDesign());
        QVERIFY(picture.box(part.toStdString()));
        QCOMPARE(picture.box(part.toStdString())->id, whole.toStdString());
    }

    void labelsCoverNothing_data() { connectorsAreOrthogonalAndGoRoundBoxes_data(); }
    void labelsCoverNothing() {
        QFETCH(unsigned, seed);
        const Picture picture = draw(withLayout(generatedDesign(seed)));
        for (const PictureConnector& connector : picture.connectors())
            if (connector.labelRect.width > 0) {
                for (const PictureBox& box : picture.boxes())
                    if (box.role == BoxRole::Symbol)
                        QVERIFY2(!overlap(box.rect, connector.labelRect), connector.id.c_str());
                for (const PictureConnector& other : picture.connectors())
                    QVERIFY2(&other == &connector || !overlap(other.labelRect, connector.labelRect), connector.id.c_str());
            }
    }

    void parallelsHaveLanes() {
        const Picture picture = draw(withLayout(largeDesign(12, 30)));
        QCOMPARE(picture.connectors().size(), size_t(12));
        std::set<std::vector<int>> segments;
        for (const PictureConnector& connector : picture.connectors())
            for (size_t i = 0; i + 1 < connector.points.size(); ++i)
                QVERIFY(segments.insert({connector.points[i].x, connector.points[i].y, connector.points[i + 1].x, connector.points[i + 1].y}).second);
    }

    void updatedIsDrawnAnew_data() { connectorsAreOrthogonalAndGoRoundBoxes_data(); }
    void updatedIsDrawnAnew() {
        QFETCH(unsigned, seed);
        const Design before = withLayout(generatedDesign(seed));
        Design after = before;
        std::mt19937 random(seed);
        std::vector<ResourcePtr> all;
        before.topology.forEachResource([&](const ResourcePtr& resource) { all.push_back(resource); });
        for (const ResourcePtr& resource : all)
            switch (random() % 12) {
            case 0: after.topology.erase(base(*resource).id); break;
            case 1: after.layout.erase(base(*resource).id); break;
            case 2: {
                Resource changed = *resource;
                base(changed).name = "renamed";
                after.topology.set(changed);
                break;
            }
            default: break;
            }
        QVERIFY(updated(draw(before), after, diff(before, after)) == draw(after));
        Design asked = before;
        asked.requests.set("request-1", Request{});
        QVERIFY(updated(draw(before), asked, diff(before, asked)) == draw(asked));
    }

    void findsWhatIsUnderAPoint() {
        const Design design = withLayout(generatedDesign(5));
        const Picture picture = draw(design);
        for (const PictureBox& box : picture.boxes()) {
            const PictureBox* found = picture.boxAt({box.rect.x + 1, box.rect.y + 1});
            QVERIFY(found);
            QCOMPARE(found->id, box.id);
            QCOMPARE(picture.boxesTouching(box.rect).empty(), false);
        }
        QVERIFY(!picture.boxAt({picture.bounds().x - 10, picture.bounds().y - 10}));
        for (const PictureConnector& connector : picture.connectors()) {
            const Point a = connector.points[0];
            const Point b = connector.points[1];
            QVERIFY(picture.connectorAt({(a.x + b.x) / 2, (a.y + b.y) / 2}));
        }
    }

    void whatIsNotDrawnIsShownByItsWhole() {
        const Picture picture = draw(withLayout(largeDesign(2, 4)));
        QCOMPARE(picture.box("eni-3")->id, Id("i-3"));
        QVERIFY(!picture.box("nothing"));
    }

    void aLineBetweenBoxesGoesThereAndBack() {
        const Picture picture = draw(withLayout(largeDesign(6, 30)));
        int checked = 0;
        for (const char* from : {"i-0", "i-7", "subnet-2", "rtb-1", "eni-3"})
            for (const char* to : {"i-4", "rtb-0", "rtb-3"}) {
                std::vector<Point> there = lineBetween(picture, from, to);
                const std::vector<Point> back = lineBetween(picture, to, from);
                QVERIFY(there.size() >= 2);
                QCOMPARE(std::vector(back.rbegin(), back.rend()) == there, true);
                PictureConnector line;
                line.from = picture.box(from)->id;
                line.to = picture.box(to)->id;
                line.points = there;
                QVERIFY(onBorder(picture.box(from)->rect, there.front()) && onBorder(picture.box(to)->rect, there.back()));
                QCOMPARE(foreignBoxes(picture, line), QStringList());
                ++checked;
            }
        QCOMPARE(checked, 15);
        QVERIFY(lineBetween(picture, "i-0", "subnet-0").empty());
        QVERIFY(lineBetween(picture, "i-0", "nothing").empty());
    }

    void rubberBandLeavesOutWhatIsInsideAContainer() {
        const Picture picture = draw(withLayout(largeDesign(2, 4)));
        QCOMPARE(picture.idsInside(picture.bounds()), std::vector<Id>{"us-east-1"});
        const Rect instance = picture.box("i-0")->rect;
        QCOMPARE(picture.idsInside({instance.x - 4, instance.y - 4, instance.width + 8, instance.height + 8}), std::vector<Id>{"i-0"});
    }

    void wordsTellThingsApart_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("subtitle");
        QTest::addColumn<QString>("icon");
        QTest::newRow("vpc") << "vpc-1" << "10.0.0.0/16, 10.1.0.0/16" << "vpc";
        QTest::newRow("gateway endpoint") << "vpce-1" << "S3 · eu-west-1" << "vpc-endpoint-gateway";
        QTest::newRow("interface endpoint") << "vpce-2" << "ec2 · eu-west-1" << "vpc-endpoint";
        QTest::newRow("endpoint of appliances") << "vpce-3" << "vpce-svc-1 · eu-west-1" << "vpc-endpoint-load-balancer";
        QTest::newRow("resource endpoint") << "vpce-4" << "VPC endpoint" << "vpc-endpoint-resource";
        QTest::newRow("main table") << "rtb-1" << "Main route table" << "route-table";
        QTest::newRow("nat") << "nat-1" << "203.0.113.9" << "nat-gateway";
        QTest::newRow("bucket") << "bucket-1" << "eu-west-1" << "bucket";
        QTest::newRow("customer gateway") << "cgw-1" << "198.51.100.7 · deleted" << "customer-gateway";
        QTest::newRow("load balancer") << "lb-1" << "network · internal" << "load-balancer";
        QTest::newRow("peering") << "pcx-1" << "pending-acceptance" << "vpc-peering";
        QTest::newRow("transit gateway") << "tgw-1" << "Transit gateway" << "transit-gateway";
    }
    void wordsTellThingsApart() {
        QFETCH(QString, id);
        QFETCH(QString, subtitle);
        QFETCH(QString, icon);
        Design design;
        const auto put = [&](auto resource, const char* its) {
            resource.id = its;
            resource.region = "eu-west-1";
            design.topology.set(Resource(std::move(resource)));
        };
        Vpc vpc;
        vpc.cidrs = {*Cidr::parse("10.0.0.0/16"), *Cidr::parse("10.1.0.0/16")};
        put(vpc, "vpc-1");
        VpcEndpoint endpoint;
        endpoint.vpc = "vpc-1";
        endpoint.service = "com.amazonaws.eu-west-1.s3";
        put(endpoint, "vpce-1");
        endpoint.service = "com.amazonaws.eu-west-1.ec2";
        endpoint.type = EndpointType::Interface;
        put(endpoint, "vpce-2");
        endpoint.service = "com.amazonaws.vpce.eu-west-1.vpce-svc-1";
        endpoint.type = EndpointType::GatewayLoadBalancer;
        put(endpoint, "vpce-3");
        endpoint.service.clear();
        endpoint.type = EndpointType::Resource;
        put(endpoint, "vpce-4");
        RouteTable table;
        table.vpc = "vpc-1";
        table.main = true;
        put(table, "rtb-1");
        ElasticIp address;
        address.publicIp = *IpAddress::parse("203.0.113.9");
        put(address, "eipalloc-1");
        NatGateway nat;
        nat.addresses.push_back({.allocation = "eipalloc-1", .interface = {}, .privateIp = {}, .publicIp = {}, .extra = {}});
        put(nat, "nat-1");
        put(Bucket{}, "bucket-1");
        CustomerGateway customer;
        customer.address = *IpAddress::parse("198.51.100.7");
        customer.state = "deleted";
        put(customer, "cgw-1");
        LoadBalancer balancer;
        balancer.scheme = LoadBalancerScheme::Internal;
        put(balancer, "lb-1");
        VpcPeering peering;
        peering.state = "pending-acceptance";
        put(peering, "pcx-1");
        put(TransitGateway{}, "tgw-1");
        const Picture picture = draw(design);
        QCOMPARE(QString::fromStdString(picture.box(id.toStdString())->subtitle), subtitle);
        QCOMPARE(QString::fromStdString(picture.box(id.toStdString())->icon), icon);
    }
};

WAYLIGHT_TEST(PictureTest)
#include "tst_picture.moc"
