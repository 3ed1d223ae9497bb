// SPDX-License-Identifier: MIT
#include "core/analysis/compare/comparison.h"
#include "core/analysis/compare/matching.h"
#include "tests/support/network_sketch.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

/// Two designs of one network are told apart, whatever their ids are.
class ComparisonTest : public QObject {
    Q_OBJECT

    static Design sketch() {
        NetworkSketch network;
        network.subnet("sub-x", "10.0.7.0/24");
        network.instance("i-x", "sub-x", "10.0.7.10");
        Design design;
        design.topology = network.topology;
        return design;
    }
    /// The same network under other ids, as another file has it.
    static Design renamed(const Design& design) {
        std::map<Id, Id> ids;
        design.topology.forEachResource([&](const ResourcePtr& each) {
            const Kind kind = each->index();
            const bool place = kind == kindOf<Region> || kind == kindOf<Account> || kind == kindOf<Internet> || kind == kindOf<PrefixList>;
            if (!place)
                ids.emplace(base(*each).id, "other." + base(*each).id);
        });
        return withIds(design, ids);
    }

private slots:
    void theSameIsTheSame() {
        for (unsigned seed = 0; seed < 100; ++seed) {
            const Design design = randomDesign(seed);
            const Comparison found = compared(design, design, 20);
            QVERIFY2(found.empty(), qPrintable(QString::number(seed)));
        }
    }

    void otherIdsAreNoDifference() {
        const Design design = sketch();
        const Comparison found = compared(design, renamed(design));
        for (const ResourcePtr& each : found.removed)
            qWarning("not found again: %s", base(*each).id.c_str());
        QVERIFY(found.removed.empty());
        QVERIFY(found.added.empty());
        QVERIFY(found.changed.empty());
        QVERIFY(found.verdicts.empty());
        QVERIFY(found.requests > 0);
    }

    /// Files need not say what AWS makes with a VPC, but they differ when somebody opened it.
    void whatComesWithAVpcIsNoDifferenceUntilItIsOpened() {
        NetworkSketch network;
        network.subnet("sub-x", "10.0.7.0/24");
        Design without;
        without.topology = network.topology;
        const auto added = [&] {
            Design with;
            with.topology = network.topology;
            return compared(without, with).added.size();
        };
        SecurityGroup group;
        group.id = "sg-default";
        group.groupName = "default";
        group.vpc = network.get<Subnet>("sub-x").vpc;
        SecurityGroupRule own, open;
        own.group = Ref<SecurityGroup>(group.id);
        open.cidr = Cidr::all(IpFamily::V4);
        group.ingress = {own};
        group.egress = {open};
        network.set(group);
        QCOMPARE(added(), std::size_t(0));
        group.ingress.push_back(open);
        network.set(group);
        QCOMPARE(added(), std::size_t(1));
    }

    void aRemovedRouteChangesTheVerdict() {
        NetworkSketch network;
        network.subnet("sub-y", "10.0.8.0/24", "rtb-y");
        RouteTable table;
        table.id = "rtb-y";
        table.vpc = network.get<Subnet>("sub-y").vpc;
        network.set(table);
        network.instance("i-y", "sub-y", "10.0.8.10", "203.0.113.77");
        Design without;
        without.topology = network.topology;
        network.route("rtb-y", "0.0.0.0/0", network.topology.table(kindOf<InternetGateway>).begin()->first);
        Design with;
        with.topology = network.topology;
        const Comparison found = compared(with, without);
        QCOMPARE(found.changed.size(), std::size_t(1));
        QCOMPARE(found.changed.front().field, std::string("routes"));
        const bool internet = std::any_of(found.verdicts.begin(), found.verdicts.end(), [](const ChangedVerdict& each) { return each.request.from.id == "i-y" && each.request.to.id == "internet"; });
        QVERIFY(internet);
    }

    void policiesAreComparedByWhatTheySay() {
        Design before, after;
        Bucket bucket;
        bucket.id = "reports";
        bucket.policy.text = R"({"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["b","a"]}]})";
        before.topology.set(Resource(bucket));
        bucket.policy.text = R"({"Statement": {"Resource": ["a", "b"], "Action": ["s3:*"], "Principal": "*", "Effect": "Deny"}})";
        after.topology.set(Resource(bucket));
        QVERIFY(compared(before, after).empty());
        bucket.policy.text = R"({"Statement": {"Resource": ["a"], "Action": ["s3:*"], "Principal": "*", "Effect": "Deny"}})";
        after.topology.set(Resource(bucket));
        QCOMPARE(compared(before, after).changed.size(), std::size_t(1));
    }

    void whatOneSideDoesNotKnowIsNoDifference() {
        Design before = sketch(), after = before;
        Resource vpc = *before.topology.table(kindOf<Vpc>).begin()->second;
        std::get<Vpc>(vpc).enableDnsSupport = false;
        std::get<Vpc>(vpc).unknown = {"enableDnsSupport"};
        after.topology.set(vpc);
        QVERIFY(compared(before, after, 0).changed.empty());
    }
};

WAYLIGHT_TEST(ComparisonTest)
#include "tst_comparison.moc"
