// SPDX-License-Identifier: MIT
#include "core/base/json.h"
#include "core/drawing/picture.h"
#include "core/formats/diagrams/drawio_styles.h"
#include "core/formats/files.h"
#include "core/formats/waylight_file.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace waylight;

/// What draw.io's own library understands of a drawing that `waylight-cli convert` writes.
class DrawioDecoderTest : public QObject {
    Q_OBJECT

    static bool run(const QString& program, const QStringList& arguments, QByteArray& out) {
        QProcess process;
        process.start(program, arguments);
        const bool done = process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        out = process.readAllStandardOutput();
        if (!done)
            qWarning("%s", process.readAllStandardError().constData());
        return done;
    }

private slots:
    void understandsThePicture() {
        const QString peers = qEnvironmentVariable("WAYLIGHT_PEERS", QStringLiteral(WAYLIGHT_SOURCE_DIR "/build/release/peers"));
        const QString node = QStandardPaths::findExecutable("node");
        if (node.isEmpty() || !QFile::exists(peers + "/node_modules/mxgraph") || !QFile::exists(peers + "/node_modules/jsdom"))
            QSKIP("Needs node, and what tests/install-peers installs.");
        QTemporaryDir folder;
        const Design design = randomDesign(9, 3, 6);
        QVERIFY(!saveFile(folder.filePath("in.waylight").toStdString(), writeWaylight(design)));
        QByteArray out;
        QVERIFY(run(QStringLiteral(WAYLIGHT_CLI), {"convert", folder.filePath("in.waylight"), folder.filePath("out.drawio")}, out));
        QVERIFY(run(node, {QStringLiteral(WAYLIGHT_SOURCE_DIR "/tests/support/decode_drawio.cjs"), peers, folder.filePath("out.drawio")}, out));
        const auto decoded = parseJson(out.toStdString());
        QVERIFY2(decoded, out);

        const Picture picture = draw(design);
        QVERIFY(picture.boxes().size() > 30 && picture.connectors().size() > 20);
        std::multiset<std::string> nodes;
        std::multiset<std::string> edges;
        for (const PictureBox& box : picture.boxes()) {
            const PictureBox* const parent = box.parent < 0 ? nullptr : &picture.boxes()[static_cast<std::size_t>(box.parent)];
            const Rect place = drawio::placeOf(box);
            const int x = parent ? parent->rect.x : 0;
            const int y = parent ? parent->rect.y : 0;
            nodes.insert(Json{box.id, parent ? parent->id : "", place.x - x, place.y - y, place.width, place.height}.dump());
        }
        for (const PictureConnector& each : picture.connectors())
            edges.insert(Json{picture.box(each.from)->id, picture.box(each.to)->id, std::max<std::size_t>(each.points.size(), 2) - 2}.dump());
        const auto found = [&](const char* list) {
            std::multiset<std::string> all;
            for (const Json& each : (*decoded)[list])
                all.insert(each.dump());
            return all;
        };
        QVERIFY(found("nodes") == nodes);
        QVERIFY(found("edges") == edges);
    }
};

WAYLIGHT_TEST(DrawioDecoderTest)
#include "tst_drawio_decoder.moc"
