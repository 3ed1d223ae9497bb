// SPDX-License-Identifier: MIT
#include "core/analysis/prices.h"
#include "core/network/catalog.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

class PricesTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsFreeHasNoPrice() {
        PrivateSketch sketch;
        QVERIFY(pricesOf(sketch.design.topology).empty());
    }

    void natGatewaysCostByTheHourAndTheGigabyteAndTheirAddressToo() {
        PrivateSketch sketch;
        const Id nat = sketch.place<NatGateway>(sketch.subnet);
        const auto prices = pricesOf(sketch.design.topology);
        const Catalog& catalog = Catalog::builtIn();
        QVERIFY(prices.at(nat) == (Price{catalog.natPerHour(), catalog.natPerGigabyte()}));
        QVERIFY(prices.at(sketch.only<ElasticIp>()) == (Price{catalog.publicIpv4PerHour(), 0}));
        NatGateway gone = sketch.get<NatGateway>(nat);
        gone.state = "deleted";
        sketch.design.topology.set(Resource(gone));
        QVERIFY(!pricesOf(sketch.design.topology).contains(nat));
    }

    void interfaceEndpointsCostInEachSubnet() {
        PrivateSketch sketch;
        const Catalog& catalog = Catalog::builtIn();
        VpcEndpoint endpoint = sketch.get<VpcEndpoint>(sketch.endpoint);
        endpoint.type = EndpointType::Interface;
        for (const int zones : {1, 2, 3}) {
            endpoint.subnets.push_back({sketch.subnet + std::to_string(zones)});
            sketch.design.topology.set(Resource(endpoint));
            QCOMPARE(pricesOf(sketch.design.topology).at(endpoint.id).perHour, zones * catalog.interfaceEndpointPerHour());
        }
    }

    void transitGatewaysCostForEachAttachment() {
        JoinedSketch sketch;
        const auto& topology = sketch.design.topology;
        std::map<Id, int> attachments;
        topology.forEach<TransitGatewayAttachment>([&](const TransitGatewayAttachment& each) { ++attachments[each.transitGateway.id]; });
        QVERIFY(!attachments.empty());
        const auto prices = pricesOf(topology);
        for (const auto& [gateway, count] : attachments) {
            QCOMPARE(prices.at(gateway).perHour, count * Catalog::builtIn().transitPerHour());
            QCOMPARE(prices.at(gateway).perGigabyte, Catalog::builtIn().transitPerGigabyte());
        }
    }

    void addressesFromThePoolCostAndElasticOnesAreCountedOnce() {
        PrivateSketch sketch;
        NetworkInterface interface = *interfacesOf(sketch.design.topology, sketch.instance).front();
        interface.addresses.front().publicIp = IpAddress::parse("198.51.100.7").value();
        sketch.design.topology.set(Resource(interface));
        const double one = Catalog::builtIn().publicIpv4PerHour();
        QCOMPARE(pricesOf(sketch.design.topology).at(interface.id).perHour, one);
        ElasticIp elastic;
        elastic.id = "eipalloc-1";
        elastic.publicIp = interface.addresses.front().publicIp;
        sketch.design.topology.set(Resource(elastic));
        const auto prices = pricesOf(sketch.design.topology);
        QVERIFY(!prices.contains(interface.id));
        QCOMPARE(prices.at("eipalloc-1").perHour, one);
    }

    void wordsAreShort_data() {
        QTest::addColumn<double>("hour");
        QTest::addColumn<double>("gigabyte");
        QTest::addColumn<QString>("words");
        QTest::newRow("both") << 0.045 << 0.045 << "$32.85/mo · $0.045/GB";
        QTest::newRow("hours") << 0.005 << 0.0 << "$3.65/mo";
        QTest::newRow("traffic") << 0.0 << 0.02 << "$0.020/GB";
        QTest::newRow("free") << 0.0 << 0.0 << "";
    }
    void wordsAreShort() {
        QFETCH(double, hour);
        QFETCH(double, gigabyte);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(shortText({hour, gigabyte})), words);
    }
};

WAYLIGHT_TEST(PricesTest)
#include "tst_prices.moc"
