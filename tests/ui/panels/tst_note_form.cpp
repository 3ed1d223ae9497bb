// SPDX-License-Identifier: MIT
#include "core/edit/notes.h"
#include "tests/support/registry.h"
#include "tests/ui/panels/inspector_fixture.h"
#include "ui/render/theme.h"

#include <QPlainTextEdit>

using namespace waylight;

/// What the inspector shows beside the fields of resources.
class NoteFormTest : public QObject {
    Q_OBJECT

private slots:
    void notesAreWrittenAndColoured() {
        PrivateSketch sketch;
        const edit::Placed area = edit::noteAdded(sketch.design, true, {-600, 0, 320, 200});
        const edit::Placed note = edit::noteAdded(area.design, false, {-600, 300, 200, 96});
        Inspected f(note.design, {note.id});
        auto* words = f.inspector.findChild<QPlainTextEdit*>(QStringLiteral("note.text"));
        QVERIFY(words);
        words->setFocus();
        QTest::keyClicks(words, QStringLiteral("Look here"));
        QCOMPARE(f.steps(), 0);
        QTest::keyClick(words, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.document.design().notes.find(note.id)->text, std::string("Look here"));
        QCOMPARE(f.steps(), 1);
        QTest::mouseClick(f.button("note.tint.green"), Qt::LeftButton);
        QVERIFY(f.document.design().notes.find(note.id)->tint == Tint::Green);
        QVERIFY(f.button("note.tint.green")->isChecked() && !f.button("note.tint.yellow")->isChecked());
        QCOMPARE(f.steps(), 2);
        QTest::mouseClick(f.button("note.tint.green"), Qt::LeftButton);
        QCOMPARE(f.steps(), 2);
        QVERIFY(f.button("note.tint.green")->isChecked());
        // Of several: one colour for all, in one step.
        f.document.select({note.id, area.id});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!f.inspector.findChild<QPlainTextEdit*>(QStringLiteral("note.text")));
        QVERIFY(!f.button("note.tint.green")->isChecked());
        QTest::mouseClick(f.button("note.tint.red"), Qt::LeftButton);
        QCOMPARE(f.steps(), 3);
        for (const Id& id : {note.id, area.id})
            QVERIFY(f.document.design().notes.find(id)->tint == Tint::Red);
        f.document.undoStack().undo();
        QVERIFY(f.document.design().notes.find(area.id)->tint == Tint::Blue);
        QVERIFY(!f.button("note.tint.red")->isChecked());
    }

    void aProblemHasABarInItsColour() {
        PrivateSketch sketch;
        Inspected f(sketch.design, {sketch.subnet});
        auto* edit = f.editor<QLineEdit>("cidrBlock");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("10.0.1.0/99"));
        QLabel* problem = f.note("problem", "cidrBlock");
        QVERIFY(problem->isVisible());
        const QImage seen = problem->grab().toImage();
        QCOMPARE(seen.pixelColor(1, seen.height() / 2), Theme::light().deny);
        QCOMPARE(seen.pixelColor(1, 3), Theme::light().deny);
    }
};

WAYLIGHT_TEST(NoteFormTest)
#include "tst_note_form.moc"
