// SPDX-License-Identifier: MIT
#include "core/edit/edits.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"
#include "ui/document/document.h"
#include "ui/panels/outline_model.h"
#include "ui/panels/outline_panel.h"
#include "ui/shell/templates.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>
#include <QtTest>

using namespace waylight;

namespace {

struct Fixture {
    Document document;
    OutlinePanel panel{document};
    QTreeView* tree = panel.findChild<QTreeView*>(QStringLiteral("outline.tree"));
    QLineEdit* filter = panel.findChild<QLineEdit*>(QStringLiteral("outline.filter"));

    Fixture() {
        panel.resize(300, 700);
        panel.show();
        document.reset(*templateDesign(QStringLiteral(":/samples/s3-gateway-endpoint.waylight")), {});
    }

    std::vector<QModelIndex> all(const QModelIndex& parent = {}) const {
        std::vector<QModelIndex> found;
        for (int row = 0; row < tree->model()->rowCount(parent); ++row) {
            const QModelIndex index = tree->model()->index(row, 0, parent);
            found.push_back(index);
            const auto below = all(index);
            found.insert(found.end(), below.begin(), below.end());
        }
        return found;
    }
    QModelIndex indexOf(const Id& id) const {
        for (const QModelIndex& index : all())
            if (index.data(OutlineModel::idRole).toString().toStdString() == id)
                return index;
        return {};
    }
    template <class T>
    Id first() const {
        return document.design().topology.table(kindOf<T>).begin()->first;
    }
};

} // namespace

class OutlineTest : public QObject {
    Q_OBJECT

private slots:
    void everyResourceHasARowInWhatHoldsIt() {
        for (unsigned seed = 1; seed <= 6; ++seed) {
            Document document;
            OutlineModel model(document);
            QAbstractItemModelTester tester(&model);
            document.reset(randomDesign(seed), {});
            model.refresh();
            document.design().topology.forEachResource([&](const ResourcePtr& each) {
                const Id id = base(*each).id;
                const QModelIndex index = model.indexOf(id);
                QVERIFY2(index.isValid(), id.c_str());
                QCOMPARE(model.idAt(index), id);
                const PictureBox* box = document.picture().box(id);
                if (box && box->id == id && box->parent >= 0)
                    QCOMPARE(model.idAt(index.parent()), document.picture().boxes()[static_cast<std::size_t>(box->parent)].id);
                else if (box && box->id != id)
                    QCOMPARE(model.idAt(index.parent()), box->id);
            });
        }
    }

    void followsRandomEdits() {
        Document document;
        OutlineModel model(document);
        QAbstractItemModelTester tester(&model);
        for (unsigned seed = 1; seed <= 12; ++seed) {
            document.commit(randomDesign(seed, 1 + static_cast<int>(seed % 3)), QStringLiteral("edit"));
            model.refresh();
            OutlineModel fresh(document);
            QCOMPARE(model.rowCount(), fresh.rowCount());
            document.design().topology.forEachResource([&](const ResourcePtr& each) {
                const Id id = base(*each).id;
                QCOMPARE(model.indexOf(id).data(), fresh.indexOf(id).data());
                QCOMPARE(model.indexOf(id).row(), fresh.indexOf(id).row());
            });
        }
    }

    void selectingHereSelectsInTheDocument() {
        Fixture f;
        QSignalSpy shown(&f.panel, &OutlinePanel::shown);
        const Id subnet = f.first<Subnet>();
        f.tree->setCurrentIndex(f.indexOf(subnet));
        QCOMPARE(f.document.selection(), std::vector<Id>{subnet});
        QCOMPARE(shown.last().first().toString().toStdString(), subnet);
    }

    void selectingInTheDocumentSelectsHere() {
        Fixture f;
        QSignalSpy shown(&f.panel, &OutlinePanel::shown);
        const Id instance = f.first<Instance>();
        f.document.select({instance});
        QCOMPARE(f.tree->selectionModel()->selectedIndexes(), QModelIndexList{f.indexOf(instance)});
        QVERIFY2(shown.isEmpty(), "the canvas must not move because of its own selection");
    }

    void anEditKeepsFoldsAndSelection() {
        Fixture f;
        const Id subnet = f.first<Subnet>();
        f.tree->collapse(f.indexOf(subnet));
        f.document.select({subnet});
        const Id vpc = f.first<Vpc>();
        auto placed = edit::placed(f.document.design(), kindOf<Subnet>, vpc, {20, 20});
        QVERIFY(bool(placed));
        f.document.commit(placed->design, QStringLiteral("Add"), std::vector<Id>{subnet});
        QVERIFY(f.indexOf(placed->id).isValid());
        QVERIFY(!f.tree->isExpanded(f.indexOf(subnet)));
        QVERIFY(f.tree->isExpanded(f.indexOf(vpc)));
        QCOMPARE(f.document.selection(), std::vector<Id>{subnet});
    }

    void f2RenamesInOneStep() {
        Fixture f;
        const Id subnet = f.first<Subnet>();
        f.tree->setCurrentIndex(f.indexOf(subnet));
        QTest::keyClick(f.tree, Qt::Key_F2);
        auto* editor = f.tree->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("renamed"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(f.document.design().topology.get<Subnet>(subnet)->name, std::string("renamed"));
        QCOMPARE(f.document.undoStack().count(), 1);
        QCOMPARE(f.indexOf(subnet).data().toString(), QStringLiteral("renamed"));
    }

    void theFilterKeepsWhatMatchesAndItsContainers() {
        Fixture f;
        const Id instance = f.first<Instance>();
        QTest::keyClicks(f.filter, QString::fromStdString(instance));
        const QModelIndex index = f.indexOf(instance);
        QVERIFY(index.isValid());
        QVERIFY(!f.indexOf(f.first<Bucket>()).isValid());
        QTest::keyClick(f.filter, Qt::Key_Return);
        QCOMPARE(f.document.selection(), std::vector<Id>{instance});
        f.filter->clear();
        QVERIFY(f.indexOf(f.first<Bucket>()).isValid());
    }

    void problemsAreToldInWords() {
        Fixture f;
        f.document.reset(*templateDesign(QStringLiteral(":/samples/broken-01-no-route-table.waylight")), {});
        const Finding finding = f.document.findings().front();
        QVERIFY(f.indexOf(finding.resource).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("problem")));
    }

    void deleteAsksForRemoval() {
        Fixture f;
        QSignalSpy asked(&f.panel, &OutlinePanel::removeRequested);
        f.tree->setCurrentIndex(f.indexOf(f.first<Instance>()));
        QTest::keyClick(f.tree, Qt::Key_Delete);
        QCOMPARE(asked.count(), 1);
    }
};

WAYLIGHT_TEST(OutlineTest)
#include "tst_outline.moc"
