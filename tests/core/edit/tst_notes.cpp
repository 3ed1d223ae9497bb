// SPDX-License-Identifier: MIT
#include "core/analysis/findings.h"
#include "core/drawing/layout.h"
#include "core/drawing/reroute.h"
#include "core/edit/notes.h"
#include "core/edit/paste.h"
#include "core/edit/rename.h"
#include "core/edit/tidy.h"
#include "core/formats/waylight_file.h"
#include "core/model/patch.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"

#include <QtTest>

using namespace waylight;

namespace {

/// The sketch with everything connected, and an area that lies over all of it.
struct Marked : PrivateSketch {
    Marked() {
        connect(subnet, table);
        connect(endpoint, table);
        design.layout = completedLayout(design);
        plain = design;
        const Rect bounds = draw(design).bounds();
        const edit::Placed placed = edit::noteAdded(design, true, {bounds.x + 60, bounds.y + 60, bounds.width / 2, bounds.height / 2});
        design = placed.design;
        area = placed.id;
    }
    Design plain;
    Id area;
};

bool same(const Layout& a, const Layout& b, const Id& except) {
    for (const auto& [id, rect] : a)
        if (id != except && (!b.find(id) || !(*b.find(id) == rect)))
            return false;
    return true;
}

} // namespace

class NotesTest : public QObject {
    Q_OBJECT

private slots:
    void anAreaChangesNothingButItself() {
        Marked marked;
        const Picture before = draw(marked.plain);
        const Picture after = draw(marked.design);
        QCOMPARE(after.boxes().size(), before.boxes().size() + 1);
        QVERIFY(std::equal(before.boxes().begin(), before.boxes().end(), after.boxes().begin()));
        QVERIFY2(after.connectors() == before.connectors(), "no line goes round an area");
        QCOMPARE(int(after.boxes().back().role), int(BoxRole::Area));
        QVERIFY(!diff(marked.plain, marked.design).changesTopology());
        QVERIFY(findings(marked.design, Network::compile(marked.design.topology)) == findings(marked.plain, Network::compile(marked.plain.topology)));
        // The same is drawn after an edit as from scratch, with the area there.
        Design moved = edit::moved(marked.design, {marked.instance}, 16, 8);
        QVERIFY(updated(after, moved, diff(marked.design, moved)) == draw(moved));
        moved = edit::moved(marked.design, {marked.area}, 16, 8);
        QVERIFY(updated(after, moved, diff(marked.design, moved)) == draw(moved));
        QVERIFY(rerouted(after, {marked.area}, {40, 40}).empty());
        QVERIFY(rerouted(after, {marked.table}, {40, 40}) == rerouted(before, {marked.table}, {40, 40}));
    }

    void anAreaIsUnderEverythingAndFoundWhereNothingElseIs() {
        Marked marked;
        marked.design = edit::noteAdded(marked.design, true, {-4000, -4000, 400, 300}).design;
        const Picture picture = draw(marked.design);
        const Rect table = picture.box(marked.table)->rect;
        QCOMPARE(picture.boxAt({table.x + 5, table.y + 5})->id, marked.table);
        QCOMPARE(int(picture.boxAt({-3900, -3900})->role), int(BoxRole::Area));
        QVERIFY(picture.box(marked.area) && picture.box(marked.area)->id == marked.area);
        QVERIFY(!picture.boxAt({-8000, -8000}));
    }

    void movingAnAreaMovesNothingOnItAndTheOtherWayRound() {
        Marked marked;
        const Design moved = edit::moved(marked.design, {marked.area}, 80, 40);
        QVERIFY(same(marked.design.layout, moved.layout, marked.area));
        QCOMPARE(moved.layout.find(marked.area)->x, marked.design.layout.find(marked.area)->x + 80);
        const Design other = edit::moved(marked.design, {marked.vpc}, 80, 40);
        QVERIFY(*other.layout.find(marked.area) == *marked.design.layout.find(marked.area));
        const Rect smaller{marked.design.layout.find(marked.area)->x, marked.design.layout.find(marked.area)->y, 160, 104};
        QVERIFY(same(marked.design.layout, edit::resized(marked.design, marked.area, smaller).layout, marked.area));
        QVERIFY(*edit::resized(marked.design, marked.area, smaller).layout.find(marked.area) == smaller);
    }

    void nothingNewKeepsClearOfAnArea() {
        Marked marked;
        const auto with = edit::placed(marked.design, kindOf<Role>, {}, {40, 1200});
        const auto without = edit::placed(marked.plain, kindOf<Role>, {}, {40, 1200});
        QVERIFY(*with->design.layout.find(with->id) == *without->design.layout.find(without->id));
        for (const bool all : {true, false}) {
            const Design tidy = all ? edit::tidied(marked.design) : edit::tidied(marked.design, {marked.vpc});
            QVERIFY(*tidy.layout.find(marked.area) == *marked.design.layout.find(marked.area));
            const Design bare = all ? edit::tidied(marked.plain) : edit::tidied(marked.plain, {marked.vpc});
            QVERIFY(same(bare.layout, tidy.layout, marked.area));
        }
    }

    void wordsAndColoursAreEditsAndComeBackFromTheFile() {
        Marked marked;
        const edit::Placed note = edit::noteAdded(marked.design, false, {13, 17, 10, 10});
        QVERIFY(note.id != marked.area);
        const Rect* place = note.design.layout.find(note.id);
        QVERIFY(place->x % metrics::grid == 0 && place->width >= metrics::symbolHeight);
        Design after = edit::noteWritten(note.design, note.id, "Ask the platform team\nbefore touching");
        after = edit::tinted(after, {note.id, marked.area, marked.vpc}, Tint::Purple);
        after = *edit::renamed(after, marked.area, "  Data plane ");
        QCOMPARE(after.notes.find(marked.area)->text, std::string("Data plane"));
        QCOMPARE(edit::shownName(after, note.id), std::string("Ask the platform team\nbefore touching"));
        QVERIFY(after.topology == marked.design.topology);
        const std::string text = writeWaylight(after);
        QVERIFY(text.find("\"tint\": \"purple\"") != std::string::npos);
        const auto again = readWaylight(text, "again");
        QVERIFY(again && again->diagnostics.empty());
        QVERIFY(again->design == after);
        QVERIFY(again->design.notes.find(marked.area)->area && !again->design.notes.find(note.id)->area);
        QVERIFY(draw(again->design) == draw(after));
        const Design gone = edit::removed(after, {marked.area});
        QVERIFY(!gone.notes.contains(marked.area) && !gone.layout.contains(marked.area));
        QVERIFY(applied(gone, diff(gone, after)) == after);
    }

    void anAreaIsCopiedByItself() {
        Marked marked;
        const Design part = edit::copied(marked.design, {marked.area});
        QCOMPARE(part.topology.size(), std::size_t(0));
        QCOMPARE(part.notes.size(), std::size_t(1));
        const auto pasted = edit::pasted(marked.design, part, {}, {2000, 1000});
        QVERIFY(pasted && pasted->ids.size() == 1);
        QVERIFY(pasted->design.notes.find(pasted->ids.front())->area);
        QCOMPARE(pasted->design.layout.find(pasted->ids.front())->width, marked.design.layout.find(marked.area)->width);
    }
};

WAYLIGHT_TEST(NotesTest)
#include "tst_notes.moc"
