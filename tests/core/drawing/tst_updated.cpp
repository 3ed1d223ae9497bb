// SPDX-License-Identifier: MIT
#include "core/drawing/layout.h"
#include "core/drawing/picture.h"
#include "core/edit/edits.h"
#include "tests/core/drawing/generated.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

/// Edits such as a user makes, at random.
class RandomEdits {
public:
    explicit RandomEdits(unsigned seed) : m_random(seed) {}

    Design edited(const Design& before) {
        Design after = before;
        switch (below(10)) {
        case 0:
        case 1: return edit::moved(before, {anyId(before)}, int(below(25)) * 8 - 96, int(below(25)) * 8 - 96);
        case 2: return edit::removed(before, {anyId(before)});
        case 3: rename(after); break;
        case 4: add(after); break;
        case 5: after.notes.set("note-new" + next(), {"note-new" + next(), "Look here", {}}); break;
        case 6: redirect(after); break;
        case 7: after.layout.erase(anyId(before)); break;
        case 8: nudge(after); break;
        default: after.topology.erase(anyId(before)); break;
        }
        return after;
    }

private:
    unsigned below(unsigned limit) { return m_random() % limit; }
    std::string next() { return std::to_string(++m_last); }

    ResourcePtr any(const Design& design) {
        unsigned number = below(unsigned(design.topology.size()));
        ResourcePtr found;
        design.topology.forEachResource([&](const ResourcePtr& resource) {
            if (number-- == 0)
                found = resource;
        });
        return found;
    }
    Id anyId(const Design& design) { return design.topology.size() == 0 ? Id() : base(*any(design)).id; }

    void rename(Design& design) {
        if (design.topology.size() == 0)
            return;
        Resource changed = *any(design);
        base(changed).name = std::string("another-and-longer-name").substr(0, 1 + below(22));
        design.topology.set(changed);
    }

    /// One place is changed directly, as a file may say it: also out of its container or onto something else.
    void nudge(Design& design) {
        const Id id = anyId(design);
        if (const Rect* rect = design.layout.find(id)) {
            Rect other = *rect;
            other.x += int(below(41)) * 8 - 160;
            other.width += int(below(5)) * 8;
            design.layout.set(id, other);
        }
    }

    void add(Design& design) {
        if (below(2) == 0) {
            Bucket bucket;
            bucket.id = "bucket-new" + next();
            design.topology.set(Resource(bucket));
            return;
        }
        std::vector<Id> subnets;
        design.topology.forEach<Subnet>([&](const Subnet& subnet) { subnets.push_back(subnet.id); });
        if (subnets.empty())
            return;
        Instance instance;
        instance.id = "i-new" + next();
        design.topology.set(Resource(instance));
        NetworkInterface interface;
        interface.id = "eni-new" + next();
        interface.instance = instance.id;
        interface.subnet = subnets[below(unsigned(subnets.size()))];
        design.topology.set(Resource(interface));
    }

    /// A subnet uses another table, or moves to another VPC.
    void redirect(Design& design) {
        std::vector<Id> tables, vpcs;
        design.topology.forEach<RouteTable>([&](const RouteTable& table) { tables.push_back(table.id); });
        design.topology.forEach<Vpc>([&](const Vpc& vpc) { vpcs.push_back(vpc.id); });
        const ResourcePtr resource = design.topology.size() == 0 ? nullptr : any(design);
        if (!resource || !std::holds_alternative<Subnet>(*resource) || tables.empty() || vpcs.empty())
            return;
        Subnet subnet = std::get<Subnet>(*resource);
        if (below(2) == 0)
            subnet.routeTable = tables[below(unsigned(tables.size()))];
        else
            subnet.vpc = vpcs[below(unsigned(vpcs.size()))];
        design.topology.set(Resource(subnet));
    }

    std::mt19937 m_random;
    unsigned m_last = 0;
};

} // namespace

class UpdatedTest : public QObject {
    Q_OBJECT

private slots:
    /// 50 designs with 12 edits each, one on the other.
    void isDrawnAnew_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < 50; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void isDrawnAnew() {
        QFETCH(unsigned, seed);
        Design design = generatedDesign(seed);
        design.layout = autoLayout(design);
        Picture picture = draw(design);
        RandomEdits edits(seed);
        for (int i = 0; i < 12; ++i) {
            Design after = edits.edited(design);
            const Patch patch = diff(design, after);
            picture = updated(picture, after, patch);
            QVERIFY2(picture == draw(after), qPrintable(QStringLiteral("edit %1").arg(i)));
            // And back, as undo does.
            QVERIFY2(updated(picture, design, inverse(patch)) == draw(design), qPrintable(QStringLiteral("undo of edit %1").arg(i)));
            design = std::move(after);
        }
    }
};

WAYLIGHT_TEST(UpdatedTest)
#include "tst_updated.moc"
