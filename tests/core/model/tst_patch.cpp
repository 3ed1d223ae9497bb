// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/model/patch.h"
#include "tests/support/registry.h"

#include <QtTest>

#include <random>

using namespace waylight;

namespace {

/// A design in which each table has some of a few dozen entries, with few different values.
Design randomDesign(std::mt19937& random, Design design) {
    const auto below = [&](unsigned limit) { return random() % limit; };
    for (int step = 0; step < 200; ++step) {
        const Id id = "r-" + std::to_string(below(60));
        switch (below(7)) {
        case 0:
        case 1: {
            // The same id may come back as another type.
            Resource resource = newResource(below(kindCount), id);
            base(resource).name = std::to_string(below(3));
            design.topology.set(std::move(resource));
            break;
        }
        case 2: design.topology.erase(id); break;
        case 3: below(3) ? design.layout.set(id, {int(below(3)), int(below(3)), 8, 8}) : void(design.layout.erase(id)); break;
        case 4: {
            Request request;
            request.id = id;
            request.name = std::to_string(below(3));
            below(3) ? design.requests.set(id, request) : void(design.requests.erase(id));
            break;
        }
        case 5: below(3) ? design.notes.set(id, {id, std::to_string(below(3)), {}}) : void(design.notes.erase(id)); break;
        default: below(3) ? design.approvals.set(id, {id, std::to_string(below(3)), {}}) : void(design.approvals.erase(id)); break;
        }
    }
    design.name = std::to_string(below(3));
    design.extra = Extra(nlohmann::ordered_json{{"theirs", below(2)}});
    return design;
}

} // namespace

class PatchTest : public QObject {
    Q_OBJECT

private slots:
    void appliedDiffIsTheOtherDesign_data() {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("related"); // the second grew out of the first, so that they share blocks
        for (unsigned seed = 0; seed < 20; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed << (seed % 2 == 0);
    }
    void appliedDiffIsTheOtherDesign() {
        QFETCH(unsigned, seed);
        QFETCH(bool, related);
        std::mt19937 random(seed);
        const Design before = randomDesign(random, {});
        const Design after = randomDesign(random, related ? before : Design());
        const Patch patch = diff(before, after);
        QVERIFY(!patch.empty());
        QVERIFY(applied(before, patch) == after);
        QVERIFY(applied(after, inverse(patch)) == before);
        QVERIFY(diff(before, before).empty());
        QVERIFY(diff(after, applied(before, patch)).empty());
    }

    void aPatchNamesExactlyWhatDiffers() {
        Design before;
        for (int i = 0; i < 1000; ++i)
            before.topology.set(newResource(kindOf<Instance>, "i-" + std::to_string(i)));
        Design after = before;
        Resource changed = *after.topology.find("i-500");
        base(changed).name = "web";
        after.topology.set(changed);
        const Patch patch = diff(before, after);
        QCOMPARE(patch.resources.size(), std::size_t(1));
        QCOMPARE(patch.resources.front().id, Id("i-500"));
        QVERIFY(patch.changesTopology());
        QVERIFY(*patch.resources.front().before != *patch.resources.front().after);
        after = before;
        after.layout.set("i-1", {8, 8, 8, 8});
        QVERIFY(!diff(before, after).changesTopology());
        QVERIFY(!diff(before, after).empty());
    }

    void writingTheSameAgainIsNoDifference() {
        Design before;
        before.topology.set(newResource(kindOf<Vpc>, "vpc-1"));
        Design after = before;
        after.topology.set(newResource(kindOf<Vpc>, "vpc-1"));
        QVERIFY(diff(before, after).empty());
    }
};

WAYLIGHT_TEST(PatchTest)
#include "tst_patch.moc"
