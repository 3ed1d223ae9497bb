// SPDX-License-Identifier: MIT
#include "core/drawing/layers.h"
#include "core/drawing/related.h"
#include "core/formats/waylight_file.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QtTest>

#include <set>

using namespace waylight;

namespace {

template <class T>
T named(const char* id, const char* vpc = nullptr) {
    T resource;
    resource.id = id;
    if constexpr (requires { resource.vpc; })
        if (vpc)
            resource.vpc = vpc;
    return resource;
}

/// Two subnets in one table that leads to a NAT gateway, one in another that leads to an endpoint.
Design networks() {
    Design design;
    Topology& topology = design.topology;
    auto vpc = named<Vpc>("vpc");
    vpc.cidrs = {*Cidr::parse("10.0.0.0/16")};
    topology.set(vpc);
    const auto addSubnet = [&](const char* id, const char* cidr, const char* table) {
        auto subnet = named<Subnet>(id, "vpc");
        subnet.cidr = *Cidr::parse(cidr);
        subnet.routeTable = table;
        topology.set(subnet);
    };
    addSubnet("a", "10.0.1.0/24", "rtb-1");
    addSubnet("b", "10.0.2.0/24", "rtb-1");
    addSubnet("c", "10.0.3.0/24", "rtb-2");
    auto first = named<RouteTable>("rtb-1", "vpc");
    Route route;
    route.destination = *Cidr::parse("0.0.0.0/0");
    route.target = "igw";
    first.routes = {route};
    topology.set(first);
    topology.set(named<RouteTable>("rtb-2", "vpc"));
    topology.set(named<InternetGateway>("igw", "vpc"));
    auto endpoint = named<VpcEndpoint>("vpce", "vpc");
    endpoint.service = "com.amazonaws.us-east-1.s3";
    endpoint.routeTables = {"rtb-2"};
    topology.set(endpoint);
    auto group = named<SecurityGroup>("sg", "vpc");
    topology.set(group);
    auto instance = named<Instance>("i");
    topology.set(instance);
    NetworkInterface interface;
    interface.id = "eni";
    interface.instance = "i";
    interface.subnet = "a";
    interface.groups = {"sg"};
    topology.set(interface);
    return design;
}

std::set<Id> relatedIds(const Picture& picture, const Id& id) {
    const Related related = relatedTo(picture, *picture.box(id));
    std::set<Id> ids;
    for (std::size_t i = 0; i < related.boxes.size(); ++i)
        if (related.boxes[i])
            ids.insert(picture.boxes()[i].id);
    return ids;
}

bool has(const Picture& picture, const Id& id) {
    const PictureBox* box = picture.box(id);
    return box && box->id == id;
}

} // namespace

class ViewsTest : public QObject {
    Q_OBJECT

private slots:
    void relationsFollowTheChainOfTraffic_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QStringList>("related");
        QTest::addColumn<QStringList>("not_related");
        QTest::newRow("subnet: its table and where that leads") << "b" << QStringList{"b", "rtb-1", "igw", "vpc"} << QStringList{"a", "c", "rtb-2", "vpce"};
        QTest::newRow("instance: through its subnet") << "i" << QStringList{"i", "a", "rtb-1", "igw"} << QStringList{"b", "c", "vpce"};
        QTest::newRow("table: its subnets and targets") << "rtb-1" << QStringList{"a", "b", "igw"} << QStringList{"c", "rtb-2", "vpce"};
        QTest::newRow("endpoint: its tables and their subnets") << "vpce" << QStringList{"rtb-2", "c"} << QStringList{"a", "b", "igw", "rtb-1"};
        QTest::newRow("gateway: back to the subnets") << "igw" << QStringList{"rtb-1", "a", "b"} << QStringList{"c", "vpce"};
    }

    void relationsFollowTheChainOfTraffic() {
        QFETCH(QString, from);
        QFETCH(QStringList, related);
        QFETCH(QStringList, not_related);
        const std::set<Id> got = relatedIds(draw(networks()), from.toStdString());
        for (const QString& id : related)
            QVERIFY2(got.contains(id.toStdString()), qPrintable(id));
        for (const QString& id : not_related)
            QVERIFY2(!got.contains(id.toStdString()), qPrintable(id));
    }

    void connectorsAreRelatedWithBothTheirEnds() {
        for (unsigned seed = 1; seed <= 10; ++seed) {
            const Picture picture = draw(randomDesign(seed));
            for (const PictureBox& box : picture.boxes()) {
                const Related related = relatedTo(picture, box);
                QVERIFY(related.boxes[static_cast<std::size_t>(&box - picture.boxes().data())]);
                for (std::size_t i = 0; i < related.connectors.size(); ++i)
                    for (const Id& end : {picture.connectors()[i].from, picture.connectors()[i].to})
                        QVERIFY(!related.connectors[i] || related.boxes[static_cast<std::size_t>(picture.box(end) - picture.boxes().data())]);
            }
        }
    }

    void layersHideWhatTheySay() {
        const Design design = networks();
        const Picture picture = draw(design);
        const auto shown = [&](const Layers& layers) { return withLayers(picture, design.topology, layers); };
        QVERIFY(shown({}) == picture);
        QVERIFY(has(picture, "rtb-1") && !has(shown({.routing = false}), "rtb-1"));
        QVERIFY(has(shown({.routing = false}), "igw"));
        QVERIFY(has(picture, "sg") && !has(shown({.security = false}), "sg"));
        QVERIFY(has(shown({.security = false}), "i"));
        const Picture plain = shown({.labels = false});
        for (const PictureBox& box : plain.boxes())
            QVERIFY(box.subtitle.empty());
        for (const PictureConnector& connector : plain.connectors())
            QCOMPARE(connector.labelRect.width, 0);
    }

    void whatStaysKeepsItsPlaceAndItsContainer() {
        for (unsigned seed = 1; seed <= 10; ++seed) {
            const Design design = randomDesign(seed);
            const Picture picture = draw(design);
            const Picture less = withLayers(picture, design.topology, {.routing = false, .security = false, .policies = false});
            QVERIFY(less.boxes().size() < picture.boxes().size());
            for (const PictureBox& box : less.boxes()) {
                const PictureBox* before = picture.box(box.id);
                QVERIFY(before && before->rect == box.rect);
                const Id parent = box.parent < 0 ? Id() : less.boxes()[static_cast<std::size_t>(box.parent)].id;
                QCOMPARE(parent, before->parent < 0 ? Id() : picture.boxes()[static_cast<std::size_t>(before->parent)].id);
            }
            for (const PictureConnector& connector : less.connectors())
                QVERIFY(less.box(connector.from) && less.box(connector.to));
            for (const auto& [id, interface] : design.topology.table(kindOf<NetworkInterface>))
                if (const PictureBox* box = picture.box(id); box && box->id != id && less.box(box->id))
                    QVERIFY(less.box(id) && less.box(id)->id == box->id);
        }
    }
};

WAYLIGHT_TEST(ViewsTest)
#include "tst_views.moc"
