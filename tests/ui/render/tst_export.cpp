// SPDX-License-Identifier: MIT
#include "core/formats/open.h"
#include "core/formats/waylight_file.h"
#include "tests/support/random_design.h"
#include "tests/ui/render/sample.h"
#include "tests/support/registry.h"
#include "ui/export/export.h"

#include <QFile>
#include <QImage>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace waylight;

class ExportTest : public QObject {
    Q_OBJECT

private slots:
    void writesValidPictures_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<bool>("withTrace");
        for (const char* ending : {"png", "svg", "pdf"})
            for (const bool withTrace : {false, true})
                QTest::newRow(qPrintable(QString("%1 %2").arg(ending).arg(withTrace))) << ending << withTrace;
    }
    void writesValidPictures() {
        QFETCH(QString, ending);
        QFETCH(bool, withTrace);
        const Design design = sampleDesign();
        const auto trace = withTrace ? std::optional(sampleTrace(false)) : std::nullopt;
        const QByteArray bytes = written(design, trace, Theme::light(), "picture." + ending);
        QVERIFY(bytes.size() > 2000);
        if (ending == "png") {
            const QImage image = QImage::fromData(bytes, "PNG");
            QVERIFY(image.width() > 2 * draw(design).bounds().width);
        } else if (ending == "svg") {
            QXmlStreamReader xml(bytes);
            while (!xml.atEnd())
                xml.readNext();
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QVERIFY(QSvgRenderer(bytes).isValid());
            QVERIFY(bytes.contains("subnet-1"));
        } else {
            QVERIFY(bytes.startsWith("%PDF-"));
            QVERIFY(bytes.trimmed().endsWith("%%EOF"));
        }
        if (ending != "pdf") // a PDF holds the time
            QCOMPARE(written(design, trace, Theme::light(), "again/picture." + ending), bytes);
        QVERIFY(written(design, trace, Theme::darkTheme(), "dark." + ending) != bytes);
    }

    void theTraceIsOnThePicture() {
        const Design design = sampleDesign();
        const QByteArray without = written(design, std::nullopt, Theme::light(), "a.svg");
        const QByteArray with = written(design, sampleTrace(false), Theme::light(), "b.svg");
        QVERIFY(!without.contains("Blocked: May web read logs?"));
        QVERIFY(with.contains("Blocked: May web read logs?"));
        QVERIFY(written(design, sampleTrace(true), Theme::light(), "c.svg").contains("Allowed: May web read logs?"));
    }

    /// What opens from the picture is the design, byte for byte; the option leaves nothing of it inside.
    void carriesTheDesign_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<bool>("withTrace");
        for (const char* ending : {"png", "svg", "pdf", "drawio"})
            for (const bool withTrace : {false, true})
                QTest::newRow(qPrintable(QString("%1 %2").arg(ending).arg(withTrace))) << ending << withTrace;
    }
    void carriesTheDesign() {
        QFETCH(QString, ending);
        QFETCH(bool, withTrace);
        constexpr double small = 0.25;
        for (unsigned seed = 1; seed <= 2; ++seed) {
            const Design design = randomDesign(seed);
            const auto trace = withTrace ? std::optional(sampleTrace(false)) : std::nullopt;
            const QString carrying = m_folder.filePath("carrying." + ending);
            QVERIFY(exportPicture(design, draw(design), trace, Theme::light(), carrying, small));
            const auto loaded = openAny(carrying.toStdString());
            QVERIFY2(loaded, loaded ? "" : toEnglish(loaded.error()).c_str());
            QVERIFY(loaded->diagnostics.empty());
            QCOMPARE(writeWaylight(loaded->design), writeWaylight(design));
            const QString bare = m_folder.filePath("bare." + ending);
            QVERIFY(exportPicture(design, draw(design), trace, Theme::light(), bare, small, DesignInside::No));
            const auto nothing = openAny(bare.toStdString());
            QVERIFY(!nothing);
            QVERIFY2(toEnglish(nothing.error()).find("holds no design") != std::string::npos, toEnglish(nothing.error()).c_str());
        }
    }

    /// The pictures are pictures as before.
    void isTheSamePicture() {
        const Design design = sampleDesign();
        const QByteArray with = written(design, std::nullopt, Theme::light(), "with.png");
        QVERIFY(exportPicture(design, draw(design), std::nullopt, Theme::light(), m_folder.filePath("bare.png"), 2, DesignInside::No));
        QVERIFY(QImage::fromData(with, "PNG").convertToFormat(QImage::Format_RGB32) == QImage(m_folder.filePath("bare.png")).convertToFormat(QImage::Format_RGB32));
    }

    void saysWhyNothingWasWritten_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("empty");
        QTest::addColumn<QString>("words");
        QTest::newRow("ending") << "picture.bmp" << false << ".png, .svg, .pdf or .drawio";
        QTest::newRow("no ending") << "picture" << false << ".png, .svg, .pdf or .drawio";
        QTest::newRow("no folder") << "missing/folder/picture.png" << false << "cannot be written";
        QTest::newRow("nothing drawn") << "nothing.png" << true << "nothing to draw";
    }
    void saysWhyNothingWasWritten() {
        QFETCH(QString, path);
        QFETCH(bool, empty);
        QFETCH(QString, words);
        const Design design = empty ? Design() : sampleDesign();
        const auto result = exportPicture(design, draw(design), std::nullopt, Theme::light(), m_folder.filePath(path));
        QVERIFY(!result);
        QVERIFY2(toEnglish(result.error()).find(words.toStdString()) != std::string::npos, toEnglish(result.error()).c_str());
        QVERIFY(!QFile::exists(m_folder.filePath(path)));
    }

private:
    QByteArray written(const Design& design, const std::optional<Trace>& trace, const Theme& theme, const QString& name) {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        const auto result = exportPicture(design, draw(design), trace, theme, path);
        if (!result) {
            qWarning("%s", toEnglish(result.error()).c_str());
            return {};
        }
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

WAYLIGHT_TEST(ExportTest)
#include "tst_export.moc"
