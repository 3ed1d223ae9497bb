// SPDX-License-Identifier: MIT
#include "core/analysis/fixes.h"
#include "core/trace/engine.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/document/message_text.h"
#include "ui/panels/scrubber.h"
#include "ui/panels/trace_panel.h"
#include "ui/player/player.h"
#include "ui/shell/templates.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

using namespace waylight;

namespace {

struct Fixture {
    Document document;
    Player player;
    TracePanel panel{document, player};
    QTreeWidget* checks = panel.findChild<QTreeWidget*>(QStringLiteral("trace.checks"));

    explicit Fixture(const char* sample) {
        QObject::connect(&document, &Document::traceChanged, &player, [this] { player.setTrace(document.trace()); });
        document.reset(*templateDesign(QStringLiteral(":/samples/%1.waylight").arg(QLatin1String(sample))), {});
        document.setRequest(document.design().requests.begin()->second);
    }
};

} // namespace

class TracePanelTest : public QObject {
    Q_OBJECT

private slots:
    void everyHopAndCheckIsListed() {
        Fixture f("broken-01-no-route-table");
        const Trace& trace = *f.document.trace();
        QCOMPARE(f.checks->topLevelItemCount(), static_cast<int>(trace.hops.size()));
        for (std::size_t i = 0; i < trace.hops.size(); ++i)
            QCOMPARE(f.checks->topLevelItem(static_cast<int>(i))->childCount(), static_cast<int>(trace.hops[i].checks.size()));
    }

    void aCheckSeeksAndReveals() {
        Fixture f("s3-gateway-endpoint");
        QSignalSpy asked(&f.panel, &TracePanel::revealRequested);
        for (int hop = 0; hop < f.checks->topLevelItemCount(); ++hop) {
            for (int check = 0; check < f.checks->topLevelItem(hop)->childCount(); ++check) {
                emit f.checks->itemClicked(f.checks->topLevelItem(hop)->child(check), 0);
                QCOMPARE(f.player.frame().hop, hop);
                QCOMPARE(f.player.frame().check, check);
                QCOMPARE(asked.last().first().toString().toStdString(), f.document.trace()->hops[static_cast<std::size_t>(hop)].checks[static_cast<std::size_t>(check)].resource);
            }
        }
        QVERIFY(asked.size() > 3);
    }

    void theCurrentCheckFollowsThePlayer() {
        Fixture f("s3-gateway-endpoint");
        f.player.toStart();
        f.player.stepForward();
        f.player.stepForward();
        const QTreeWidgetItem* current = f.checks->currentItem();
        QVERIFY(current && current->parent());
        QCOMPARE(f.checks->indexOfTopLevelItem(current->parent()), f.player.frame().hop);
        QCOMPARE(current->parent()->indexOfChild(const_cast<QTreeWidgetItem*>(current)), f.player.frame().check);
    }

    void aFixIsOneUndoStepThatAllows() {
        Fixture f("broken-01-no-route-table");
        QCOMPARE(f.document.trace()->verdict, Verdict::Blocked);
        QPushButton* fix = nullptr;
        QTRY_VERIFY((fix = f.panel.findChild<QPushButton*>(QStringLiteral("trace.fix.0"))));
        QTest::mouseClick(fix, Qt::LeftButton);
        QCOMPARE(f.document.trace()->verdict, Verdict::Allowed);
        QCOMPARE(f.document.undoStack().count(), 1);
        QVERIFY(!f.document.undoStack().undoText().isEmpty());
        f.document.undoStack().undo();
        QCOMPARE(f.document.trace()->verdict, Verdict::Blocked);
    }

    void aDraftIsExplainedAndSaysThatItIsOne() {
        Fixture f("s3-gateway-endpoint");
        f.panel.setVisible(true);
        auto* notice = f.panel.findChild<QLabel*>(QStringLiteral("trace.draft"));
        QVERIFY(!notice->isVisible());
        Trace draft = *f.document.trace();
        f.panel.showDraft(draft);
        QVERIFY2(!notice->isVisible(), "a draft that changes nothing is no preview");
        Check& last = draft.hops.back().checks.back();
        last.outcome = Outcome::Block;
        draft.verdict = Verdict::Blocked;
        draft.blockers = {last};
        draft.hops.push_back(draft.hops.front());
        f.panel.showDraft(draft);
        QVERIFY(notice->isVisible());
        QCOMPARE(f.checks->topLevelItemCount(), static_cast<int>(draft.hops.size()));
        QVERIFY(!f.panel.applyFirstFix()); // fixes are about the design
        QVERIFY(!f.panel.findChild<QPushButton*>(QStringLiteral("trace.fix.0")));
        f.panel.showDraft(std::nullopt);
        QVERIFY(!notice->isVisible());
        QCOMPARE(f.checks->topLevelItemCount(), static_cast<int>(f.document.trace()->hops.size()));
    }

    /// A new instance in a new VPC lacks a gateway, a route to it, and an address.
    void aFixOfSeveralEditsSaysEachOfThem() {
        Fixture f("broken-01-no-route-table");
        PrivateSketch sketch;
        const Id internet = sketch.place<Internet>({}, {3000, 100});
        Request request;
        request.from = sketch.instance;
        request.to = internet;
        request.protocol = Protocol::tcp();
        request.port = 443;
        f.document.reset(sketch.design, {});
        f.document.setRequest(request);
        QCOMPARE(f.document.trace()->verdict, Verdict::Blocked);
        const std::vector<Fix> offered = fixes(f.document.design(), *f.document.trace());
        const auto several = std::find_if(offered.begin(), offered.end(), [](const Fix& fix) { return fix.steps.size() > 1; });
        QVERIFY(several != offered.end());
        QPushButton* fix = nullptr;
        QTRY_VERIFY((fix = f.panel.findChild<QPushButton*>(QStringLiteral("trace.fix.%1").arg(several - offered.begin()))));
        for (const Message& step : several->steps)
            QVERIFY2(fix->toolTip().contains(text(step)), qPrintable(fix->toolTip()));
        QTest::mouseClick(fix, Qt::LeftButton);
        QCOMPARE(f.document.trace()->verdict, Verdict::Allowed);
        QCOMPARE(f.document.undoStack().count(), 1);
    }

    /// Block Public Access stops several checks, and each of them proposes the same exclusion.
    void noFixIsOfferedTwice() {
        PrivateSketch sketch;
        const Id internet = sketch.place<Internet>({}, {3000, 100});
        sketch.connect(sketch.table, sketch.place<InternetGateway>(sketch.vpc));
        sketch.connect(sketch.subnet, sketch.table);
        sketch.place<ElasticIp>(sketch.instance);
        sketch.design = edit::partAdded(sketch.design, "us-east-1", kindOf<BlockPublicAccess>)->design;
        Request request;
        request.from = sketch.instance;
        request.to = internet;
        const Trace blocked = trace(Network::compile(sketch.design.topology), request);
        QCOMPARE(blocked.verdict, Verdict::Blocked);
        QStringList titles;
        for (const Fix& fix : fixes(sketch.design, blocked))
            titles << text(fix.title);
        QVERIFY(!titles.isEmpty());
        QCOMPARE(titles.removeDuplicates(), qsizetype{0});
    }

    void theScrubberMarksTheBlock() {
        Fixture f("broken-01-no-route-table");
        const auto marks = marksOf(*f.document.trace());
        QVERIFY(!marks.empty());
        QCOMPARE(marks.back().outcome, Outcome::Block);
    }
};

WAYLIGHT_TEST(TracePanelTest)
#include "tst_trace_panel.moc"
