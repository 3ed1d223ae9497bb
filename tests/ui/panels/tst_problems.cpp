// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/problems_panel.h"
#include "ui/shell/templates.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

using namespace waylight;

namespace {

struct Fixture {
    Document document;
    ProblemsPanel panel{document};
    QTreeWidget* list = panel.findChild<QTreeWidget*>(QStringLiteral("problems.list"));

    Fixture() { document.reset(*templateDesign(QStringLiteral(":/samples/broken-01-no-route-table.waylight")), {}); }

    int shown() const {
        int count = 0;
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            count += !list->topLevelItem(i)->isHidden();
        return count;
    }
};

} // namespace

class ProblemsPanelTest : public QObject {
    Q_OBJECT

private slots:
    void eachFindingHasARowThatLocatesIt() {
        Fixture f;
        const auto findings = f.document.findings();
        QVERIFY(!findings.empty());
        QCOMPARE(f.list->topLevelItemCount(), static_cast<int>(findings.size()));
        QSignalSpy asked(&f.panel, &ProblemsPanel::revealRequested);
        emit f.list->itemClicked(f.list->topLevelItem(0), 1);
        QCOMPARE(asked.first().first().toString().toStdString(), findings.front().resource);
    }

    void steppingGoesRound() {
        Fixture f;
        QSignalSpy asked(&f.panel, &ProblemsPanel::revealRequested);
        for (std::size_t i = 0; i <= f.document.findings().size(); ++i)
            f.panel.step(1);
        QCOMPARE(asked.first().first(), asked.last().first());
    }

    void theFilterHidesWhatDoesNotMatch() {
        Fixture f;
        f.panel.findChild<QLineEdit*>(QStringLiteral("problems.filter"))->setText(QStringLiteral("no such words"));
        QCOMPARE(f.shown(), 0);
    }

    void anApprovedFindingIsNotCounted() {
        Fixture f;
        const int before = f.panel.openCount();
        Design after = f.document.design();
        const Id id = f.document.findings().front().approvalId();
        after.approvals.set(id, {id, "on purpose", {}});
        f.document.commit(after, QStringLiteral("test"));
        QCOMPARE(f.panel.openCount(), before - 1);
        QCOMPARE(f.shown(), before - 1);
    }

    void anEditThatCuresRemovesTheRow() {
        Fixture f;
        const int before = f.list->topLevelItemCount();
        f.document.commit(*templateDesign(QStringLiteral(":/samples/s3-gateway-endpoint.waylight")), QStringLiteral("test"));
        QVERIFY(f.list->topLevelItemCount() < before);
    }
};

WAYLIGHT_TEST(ProblemsPanelTest)
#include "tst_problems.moc"
