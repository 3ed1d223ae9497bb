// SPDX-License-Identifier: MIT
#include "core/formats/waylight_file.h"
#include "core/model/patch.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

#include <random>

using namespace waylight;

namespace {

/// Edits as a user with a restless hand would make them.
class RandomEditor {
public:
    explicit RandomEditor(unsigned seed) : m_random(seed) {}

    Design edited(const Design& design) {
        switch (below(9)) {
        case 0:
        case 1:
        case 2: {
            const auto placed = edit::placed(design, below(static_cast<int>(kindCount)), container(design), {below(1600), below(1200)});
            return placed ? placed->design : design;
        }
        case 3: return edit::moved(design, {any(design), any(design)}, below(400) - 200, below(400) - 200);
        case 4: {
            const auto after = edit::reparented(design, {any(design)}, container(design), below(200), below(200));
            return after ? *after : design;
        }
        case 5: {
            const auto after = edit::connected(design, any(design), any(design));
            return after ? *after : design;
        }
        case 6: {
            const auto after = edit::fieldSet(design, any(design), "name", "name " + std::to_string(below(100)));
            return after ? *after : design;
        }
        case 7: return edit::resized(design, any(design), {below(400), below(400), below(1200), below(900)});
        default: return below(4) == 0 ? edit::removed(design, {any(design)}) : below(20) == 0 ? edit::tidied(design) : design;
        }
    }

private:
    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }
    Id any(const Design& design) {
        if (design.topology.size() == 0)
            return {};
        int at = below(static_cast<int>(design.topology.size()));
        Id id;
        design.topology.forEachResource([&](const ResourcePtr& resource) {
            if (at-- == 0)
                id = base(*resource).id;
        });
        return id;
    }
    /// Mostly something that can hold others, so that much is accepted.
    Id container(const Design& design) {
        std::vector<Id> ids{Id(), any(design)};
        for (const Kind kind : {kindOf<Region>, kindOf<Vpc>, kindOf<Subnet>})
            for (const auto& [id, resource] : design.topology.table(kind))
                ids.push_back(id);
        return ids[static_cast<std::size_t>(below(static_cast<int>(ids.size())))];
    }

    std::mt19937 m_random;
};

} // namespace

class RandomEditsTest : public QObject {
    Q_OBJECT

private slots:
    void fiveHundredEditsUndoneGiveTheFirstBytes_data() {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1u, 3u, 4u, 5u})
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void fiveHundredEditsUndoneGiveTheFirstBytes() {
        QFETCH(unsigned, seed);
        RandomEditor editor(seed);
        Design design = PrivateSketch().design;
        const std::string first = writeWaylight(design);
        std::vector<Patch> undo;
        std::size_t largest = 0;
        while (undo.size() < 500) {
            Design after = editor.edited(design);
            const Patch patch = diff(design, after);
            QVERIFY(applied(design, patch) == after);
            if (patch.empty())
                continue;
            undo.push_back(inverse(patch));
            QVERIFY(applied(after, undo.back()) == design);
            design = std::move(after);
            largest = std::max(largest, design.topology.size());
        }
        QVERIFY2(largest > 30, "the edits did too little");
        for (auto patch = undo.rbegin(); patch != undo.rend(); ++patch)
            design = applied(std::move(design), *patch);
        QCOMPARE(QByteArray::fromStdString(writeWaylight(design)), QByteArray::fromStdString(first));
    }

    void whateverIsDoneEverythingDrawnIsInsideItsContainer() {
        RandomEditor editor(11);
        Design design = PrivateSketch().design;
        for (int step = 0; step < 300; ++step) {
            design = editor.edited(design);
            Sketch seen;
            seen.design = design;
            for (const auto& [id, rect] : design.layout) {
                const Id container = parentOf(design.topology, id);
                const ResourcePtr resource = design.topology.find(id);
                if (container.empty() || (resource && typeInfo(*resource).drawn == Drawn::Border))
                    continue;
                QVERIFY2(contains(seen.rect(container), seen.rect(id)), qPrintable(QStringLiteral("step %1: %2").arg(step).arg(QString::fromStdString(id))));
            }
        }
    }
};

WAYLIGHT_TEST(RandomEditsTest)
#include "tst_random_edits.moc"
