// SPDX-License-Identifier: MIT
#include "core/formats/waylight_file.h"
#include "tests/core/edit/sketch.h"
#include "tests/support/canvas_scene.h"
#include "tests/support/corpora.h"
#include "tests/support/registry.h"
#include "ui/document/document.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <set>

using namespace waylight;

namespace {

Request putObject(const PrivateSketch& sketch) {
    Request request;
    request.id = "request-1";
    request.from = sketch.instance;
    request.action = "s3:PutObject";
    request.resource = "arn:aws:s3:::" + sketch.bucket + "/key";
    return request;
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class DocumentTest : public QObject {
    Q_OBJECT

private slots:
    void aCommitIsOneStepWithItsTextAndSelection() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        QSignalSpy changed(&document, &Document::designChanged);
        document.select({sketch.bucket});
        document.commit(edit::moved(sketch.design, {sketch.bucket}, 8, 8), QStringLiteral("Move it"), std::vector<Id>{sketch.role});
        QCOMPARE(document.undoStack().count(), 1);
        QCOMPARE(document.undoStack().undoText(), QStringLiteral("Move it"));
        QVERIFY(document.isSelected(sketch.role));
        QVERIFY(document.isModified());
        document.undoStack().undo();
        QVERIFY(document.design() == sketch.design);
        QVERIFY(document.selection() == std::vector{sketch.bucket});
        QVERIFY(!document.isModified());
        QCOMPARE(changed.count(), 2);
        QVERIFY(document.picture() == draw(sketch.design));
    }

    void whatChangesNothingIsNoStep() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        QSignalSpy changed(&document, &Document::designChanged);
        document.commit(edit::moved(sketch.design, {sketch.bucket}, 0, 0), QStringLiteral("Move"), std::vector<Id>{sketch.bucket});
        QCOMPARE(document.undoStack().count(), 0);
        QCOMPARE(changed.count(), 0);
        QVERIFY(document.isSelected(sketch.bucket));
    }

    void theSelectionHoldsOnlyWhatIsThere() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        document.select({sketch.bucket, "nothing", zoneId(sketch.vpc, "us-east-1a")});
        QVERIFY((document.selection() == std::vector{sketch.bucket, zoneId(sketch.vpc, "us-east-1a")}));
        document.commit(edit::removed(sketch.design, {sketch.bucket}), QStringLiteral("Delete"));
        QVERIFY(document.selection() == std::vector{zoneId(sketch.vpc, "us-east-1a")});
    }

    void theTraceFollowsEveryEdit() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        document.setRequest(putObject(sketch));
        QVERIFY(document.trace());
        QVERIFY(document.trace()->verdict == Verdict::Blocked);
        const Trace before = *document.trace();
        QSignalSpy traced(&document, &Document::traceChanged);
        document.commit(edit::moved(document.design(), {sketch.bucket}, 8, 8), QStringLiteral("Move"));
        QCOMPARE(traced.count(), 0);
        document.commit(*edit::connected(*edit::connected(document.design(), sketch.table, sketch.endpoint), sketch.subnet, sketch.table), QStringLiteral("Connect"));
        QCOMPARE(traced.count(), 1);
        QVERIFY(!(*document.trace() == before));
        document.undoStack().undo();
        QVERIFY(*document.trace() == before);
    }

    void findingsFollowEveryEdit() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        const auto names = [&] {
            std::set<std::string> rules;
            for (const Finding& finding : document.findings())
                rules.insert(finding.rule);
            return rules;
        };
        QVERIFY(names().contains("endpoint-without-route-table"));
        document.commit(*edit::connected(document.design(), sketch.table, sketch.endpoint), QStringLiteral("Connect"));
        QVERIFY(!names().contains("endpoint-without-route-table"));
    }

    void undoBringsBackTheVeryPicture() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        const auto before = document.sharedPicture();
        document.commit(edit::removed(document.design(), {sketch.bucket}), QStringLiteral("Delete"));
        const auto after = document.sharedPicture();
        QVERIFY(before != after);
        document.undoStack().undo();
        QCOMPARE(document.sharedPicture(), before);
        document.undoStack().redo();
        QCOMPARE(document.sharedPicture(), after);
        document.commit(edit::moved(document.design(), {sketch.role}, 8, 8), QStringLiteral("Move"));
        document.undoStack().undo();
        document.undoStack().undo();
        QVERIFY2(*document.sharedPicture() == *before, "drawn again when it was no longer kept");
    }

    void undoBringsBackWhatLayersHide() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        document.commit(edit::removed(document.design(), {sketch.bucket}), QStringLiteral("Delete"));
        Layers layers;
        layers.routing = false;
        document.setLayers(layers);
        document.undoStack().undo();
        QVERIFY(document.wholePicture() == draw(document.design()));
        QVERIFY(document.picture() == withLayers(document.wholePicture(), document.design().topology, layers));
        document.setLayers({});
        QVERIFY(document.picture() == draw(document.design()));
    }

    void aLargeDesignIsCheckedBesideTheWindow() {
        Document document;
        document.reset(canvasScene(2000), {});
        QVERIFY(!document.isChecked());
        QVERIFY(document.findings().empty());
        QSignalSpy came(&document, &Document::findingsChanged);
        const auto expected = [&] { return findings(document.design(), Network::compile(document.design().topology)); };
        QTRY_VERIFY(document.isChecked());
        QCOMPARE(came.count(), 1);
        QVERIFY(!document.findings().empty());
        QVERIFY(document.findings() == expected());

        const auto before = document.findings();
        const Id one = document.findings().front().resource;
        document.commit(edit::removed(document.design(), {one}), QStringLiteral("Delete"));
        QVERIFY2(document.findings() == before, "until the new ones come");
        document.commit(edit::removed(document.design(), {document.findings().back().resource}), QStringLiteral("Delete"));
        QTRY_VERIFY(document.isChecked());
        QCOMPARE(came.count(), 2); // what was found out about the version between is dropped
        QVERIFY(document.findings() == expected());
        QVERIFY(document.findings() != before);

        document.commit(edit::removed(document.design(), {document.findings().back().resource}), QStringLiteral("Delete"));
        document.reset({}, {});
        QVERIFY(document.isChecked() && document.findings().empty());
        QTest::qWait(200);
        QVERIFY2(document.findings().empty(), "nothing comes from a design that is closed");
    }

    void theSameDesignOpenedAgainIsShown() {
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, {});
        document.reset(sketch.design, {});
        QVERIFY(document.picture() == draw(sketch.design));
        QVERIFY(document.findings() == findings(sketch.design, Network::compile(sketch.design.topology)));
        QVERIFY(document.network().topology() == sketch.design.topology);
    }

    void aNoOpSaveChangesNoByte() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("odd.waylight"));
        // Laid out as no writer of ours would.
        const QByteArray odd = "{ \"waylight\":1,\n\n\"name\": \"odd\",   \"resources\": {\"buckets\": [ {\"id\":\"b\", \"theirs\" : 1} ] } }";
        write(path, odd);
        Document document;
        QVERIFY(!hasErrors(document.open(path)));
        QCOMPARE(document.title(), QStringLiteral("odd"));
        QVERIFY(!document.isModified());
        QVERIFY(document.save(path).empty());
        QCOMPARE(readFile(path), odd);
        document.commit(*edit::fieldSet(document.design(), "b", "name", "changed"), QStringLiteral("Rename"));
        document.undoStack().undo();
        QVERIFY(document.save(path).empty());
        QCOMPARE(readFile(path), odd);
        document.undoStack().redo();
        QVERIFY(document.isModified());
        QVERIFY(document.save(path).empty());
        QVERIFY(!document.isModified());
        QVERIFY(readFile(path).contains("changed") && readFile(path).contains("theirs"));
        document.undoStack().undo();
        QVERIFY2(document.isModified(), "the file holds the change that is undone here");
    }

    void whatCannotBeReadLeavesTheDocumentAlone() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("broken.waylight"));
        write(path, "{ \"waylight\": 1, ");
        PrivateSketch sketch;
        Document document;
        document.reset(sketch.design, QStringLiteral("/tmp/kept.waylight"));
        QVERIFY(hasErrors(document.open(path)));
        QVERIFY(hasErrors(document.open(folder.filePath(QStringLiteral("missing.waylight")))));
        QVERIFY(document.design() == sketch.design);
        QCOMPARE(document.path(), QStringLiteral("/tmp/kept.waylight"));
    }

    void anImportIsUnsavedUntilItIsSaved() {
        QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("describe-vpcs.json")), R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/16"}]}]})");
        Document document;
        QVERIFY(!hasErrors(document.open(folder.path())));
        QVERIFY(document.design().topology.get<Vpc>(Id("vpc-1")));
        QVERIFY(document.path().isEmpty() && document.isModified());
        const QString path = folder.filePath(QStringLiteral("saved.waylight"));
        QVERIFY(document.save(path).empty());
        QVERIFY(!document.isModified());
        QCOMPARE(document.path(), path);
        QVERIFY(hasErrors(document.save(folder.filePath(QStringLiteral("no/such/folder.waylight")))));
    }

    void messagesAreFilledIn() {
        QCOMPARE(text(message(MessageId::StaysHere, "%2 of us")), QStringLiteral("stays in %2 of us"));
    }
};

WAYLIGHT_TEST(DocumentTest)
#include "tst_document.moc"
