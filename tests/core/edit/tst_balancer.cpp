// SPDX-License-Identifier: MIT
#include "core/drawing/picture.h"
#include "core/model/balancer_interfaces.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

#include <set>

using namespace waylight;

namespace {

/// A VPC with two subnets and a load balancer in both.
struct TwoZones : PrivateSketch {
    Id other = place<Subnet>(vpc, {500, 100});
    Id balancer = (design = *edit::fieldSet(design, other, "availabilityZone", "us-east-1b"), place<LoadBalancer>(vpc, {300, 400}));

    std::vector<NetworkInterface> interfaces() const {
        std::vector<NetworkInterface> found;
        for (const auto& [interface, owner] : balancerInterfaces(design.topology))
            if (owner == balancer)
                found.push_back(*interface);
        return found;
    }
    std::set<Id> homes() const {
        std::set<Id> ids;
        for (const NetworkInterface& each : interfaces())
            ids.insert(each.subnet.id);
        return ids;
    }
    void set(const char* field, const nlohmann::ordered_json& value) { design = *edit::fieldSet(design, balancer, field, value); }
};

} // namespace

class BalancerTest : public QObject {
    Q_OBJECT

private slots:
    void anInterfaceInEachSubnet() {
        const TwoZones sketch;
        QCOMPARE(sketch.homes(), (std::set<Id>{sketch.subnet, sketch.other}));
        std::set<IpAddress> addresses;
        for (const NetworkInterface& each : sketch.interfaces()) {
            QVERIFY(sketch.get<Subnet>(each.subnet.id).cidr->contains(*each.addresses.front().address));
            QCOMPARE(each.groups, sketch.get<LoadBalancer>(sketch.balancer).groups);
            addresses.insert(*each.addresses.front().address);
        }
        QCOMPARE(addresses.size(), std::size_t{2});
        QVERIFY2(!draw(sketch.design).box(sketch.interfaces().front().id) || draw(sketch.design).box(sketch.interfaces().front().id)->id == sketch.balancer, "the load balancer stands for them");
    }

    void interfacesFollowTheFields() {
        TwoZones sketch;
        const auto before = sketch.interfaces();
        sketch.set("subnetIds", nlohmann::ordered_json::array({sketch.other}));
        QCOMPARE(sketch.homes(), std::set<Id>{sketch.other});
        QVERIFY2(sketch.interfaces().front() == before[0] || sketch.interfaces().front() == before[1], "the other one stays as it is");
        sketch.set("scheme", "internet-facing");
        QVERIFY(sketch.interfaces().front().addresses.front().publicIp);
        sketch.set("scheme", "internal");
        QVERIFY(!sketch.interfaces().front().addresses.front().publicIp);
        sketch.set("groups", nlohmann::ordered_json::array());
        QVERIFY(sketch.interfaces().front().groups.empty());
    }

    void interfacesGoWithTheBalancerOrTheSubnet() {
        TwoZones sketch;
        sketch.design = edit::removed(sketch.design, {sketch.other});
        QCOMPARE(sketch.homes(), std::set<Id>{sketch.subnet});
        const Id interface = sketch.interfaces().front().id;
        sketch.design = edit::removed(sketch.design, {sketch.balancer});
        QVERIFY(!sketch.design.topology.contains(interface));
    }

    void aSubnetThatLeavesTakesNoneAlong() {
        TwoZones sketch;
        const Id far = sketch.place<Vpc>("us-east-1", {1500, 40});
        sketch.design = *edit::reparented(sketch.design, {sketch.other}, far, 0, 0);
        QCOMPARE(sketch.homes(), std::set<Id>{sketch.subnet});
    }

    void placedBeforeItsSubnetsItGetsThemWithItsFirstTarget() {
        Sketch sketch;
        const Id vpc = sketch.place<Vpc>();
        const Id balancer = sketch.place<LoadBalancer>(vpc, {300, 400});
        QVERIFY(balancerInterfaces(sketch.design.topology).empty());
        const Id subnet = sketch.place<Subnet>(vpc);
        sketch.connect(balancer, sketch.place<Instance>(subnet));
        QCOMPARE(sketch.get<LoadBalancer>(balancer).subnets, (std::vector<Ref<Subnet>>{subnet}));
        QCOMPARE(balancerInterfaces(sketch.design.topology).size(), std::size_t{1});
    }
};

WAYLIGHT_TEST(BalancerTest)
#include "tst_balancer.moc"
