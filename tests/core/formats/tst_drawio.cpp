// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/diagrams/drawio.h"
#include "core/formats/diagrams/drawio_styles.h"
#include "core/formats/diagrams/embedded_design.h"
#include "core/formats/diagrams/mermaid.h"
#include "core/formats/diagrams/packed_text.h"
#include "core/formats/open.h"
#include "core/formats/waylight_file.h"
#include "tests/support/random_design.h"
#include "tests/support/registry.h"

#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QUrl>
#include <QXmlStreamReader>
#include <QtTest>

using namespace waylight;

namespace {

/// A cell of a drawing, as a reader sees it.
struct Cell {
    QString awsId, label, parent, source, target, style;
    QRect place;
    QList<QPoint> bends;
};

/// The cells of an uncompressed drawing by id; nothing when it is not well-formed, or an id comes twice.
QMap<QString, Cell> cellsOf(const std::string& drawing) {
    QMap<QString, Cell> cells;
    QXmlStreamReader xml(QByteArray::fromStdString(drawing));
    QString id;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = xml.attributes();
        const auto value = [&](const char* name) { return attributes.value(QLatin1String(name)).toString(); };
        const auto number = [&](const char* name) { return attributes.value(QLatin1String(name)).toInt(); };
        if (xml.name() == u"UserObject" || (xml.name() == u"mxCell" && attributes.hasAttribute(QLatin1String("id")))) {
            id = value("id");
            if (cells.contains(id))
                return {};
            cells[id].awsId = value("awsId");
            cells[id].label = value("label");
        }
        if (xml.name() == u"mxCell") {
            cells[id].parent = value("parent");
            cells[id].source = value("source");
            cells[id].target = value("target");
            cells[id].style = value("style");
        } else if (xml.name() == u"mxGeometry") {
            cells[id].place = QRect(number("x"), number("y"), number("width"), number("height"));
        } else if (xml.name() == u"mxPoint") {
            cells[id].bends.append(QPoint(number("x"), number("y")));
        }
    }
    return xml.hasError() ? QMap<QString, Cell>() : cells;
}

QString plain(const QString& label) {
    QString text = label;
    return text.replace("<br>", "\n").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
}

/// As draw.io saves: each page's model encoded as for a URL, deflated, in base64.
std::string compressedByDrawio(const std::string& drawing) {
    const auto begin = drawing.find("<mxGraphModel");
    const auto end = drawing.find("</diagram>");
    const QByteArray encoded = QUrl::toPercentEncoding(QString::fromStdString(drawing.substr(begin, end - begin)));
    std::string page = base64(deflated({encoded.constData(), static_cast<std::size_t>(encoded.size())}, Deflate::Raw));
    return "<mxfile host=\"app.diagrams.net\" agent=\"x\"><diagram id=\"d\" name=\"Page-1\">" + page + "</diagram></mxfile>\n";
}

} // namespace

class DrawioTest : public QObject {
    Q_OBJECT

private slots:
    void drawsThePicture_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 12; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    /// The same boxes, nesting, places and connectors as the picture, and nothing that hangs in the air.
    void drawsThePicture() {
        QFETCH(unsigned, seed);
        const Design design = randomDesign(seed);
        const Picture picture = draw(design);
        const auto cells = cellsOf(writeDrawio(design, picture));
        QVERIFY(!cells.isEmpty());
        QCOMPARE(cells.size(), qsizetype(picture.boxes().size() + picture.connectors().size() + 2));
        QMap<QString, QString> byAwsId;
        for (auto each = cells.begin(); each != cells.end(); ++each) {
            byAwsId[each->awsId] = each.key();
            QVERIFY2(each.key() == u"0" || cells.contains(each->parent), qPrintable(each.key()));
        }
        for (const PictureBox& box : picture.boxes()) {
            const Cell cell = cells[byAwsId.value(QString::fromStdString(box.id))];
            const QString parent = box.parent < 0 ? QString() : QString::fromStdString(picture.boxes()[static_cast<std::size_t>(box.parent)].id);
            QCOMPARE(cells[cell.parent].awsId, parent);
            const QString words = plain(cell.label);
            QVERIFY2(words.startsWith(QString::fromStdString(box.title)) && words.endsWith(QString::fromStdString(box.subtitle)), qPrintable(words));
            QPoint at = cell.place.topLeft();
            for (Cell up = cells[cell.parent]; !up.awsId.isEmpty(); up = cells[up.parent])
                at += up.place.topLeft();
            const Rect place = drawio::placeOf(box);
            QCOMPARE(QRect(at, cell.place.size()), QRect(place.x, place.y, place.width, place.height));
            QVERIFY(isContainer(box.role) == cell.style.contains("container=1"));
        }
        for (const PictureConnector& connector : picture.connectors()) {
            int found = 0;
            for (const Cell& cell : cells)
                if (cell.awsId == QString::fromStdString(connector.id) && cells[cell.source].awsId == QString::fromStdString(picture.box(connector.from)->id) && cells[cell.target].awsId == QString::fromStdString(picture.box(connector.to)->id) && plain(cell.label) == QString::fromStdString(connector.label)) {
                    QCOMPARE(cell.bends.size(), qsizetype(std::max<std::size_t>(connector.points.size(), 2) - 2));
                    ++found;
                }
            QVERIFY2(found >= 1, connector.id.c_str());
        }
        QCOMPARE(writeDrawio(design), writeDrawio(design, picture));
    }

    /// Lines leave and arrive where the picture has them, seen along the line.
    void linesMeetTheirSymbols() {
        const Design design = randomDesign(3);
        static const QRegularExpression ends("(exit|entry)([XY])=([0-9.]+);");
        int seen = 0;
        for (const Cell& cell : cellsOf(writeDrawio(design)))
            for (auto match = ends.globalMatch(cell.style); match.hasNext(); ++seen) {
                const double part = match.next().captured(3).toDouble();
                QVERIFY(part >= 0 && part <= 1);
            }
        QVERIFY(seen > 20);
    }

    void wordsAreEscaped() {
        Design design;
        Vpc vpc;
        vpc.id = "vpc-\"<1>'&";
        vpc.name = "a <b> & \"c\"\nd\x01 \xEF\xBF\xBF \xC3\xA9";
        design.topology.set(vpc);
        design.name = "<&\">";
        const auto cells = cellsOf(writeDrawio(design));
        const auto found = std::find_if(cells.begin(), cells.end(), [](const Cell& each) { return each.awsId == u"vpc-\"<1>'&"; });
        QVERIFY(found != cells.end());
        QCOMPARE(plain(found->label).section('\n', 0, 1), QString::fromUtf8("a <b> & \"c\"\nd\xEF\xBF\xBD \xEF\xBF\xBD \xC3\xA9"));
    }

    /// Two of our ids may not become one cell, nor one that draw.io has itself.
    void idsOfCellsStayApart() {
        Design design;
        for (const char* id : {"0", "1", "node 0", "a", "a'"}) {
            Note note;
            note.id = id;
            note.text = id;
            design.notes.set(note.id, note);
        }
        const Picture picture = draw(design);
        QCOMPARE(picture.boxes().size(), std::size_t(5));
        QCOMPARE(cellsOf(writeDrawio(design, picture)).size(), qsizetype(7));
    }

    void opensAgain_data() {
        QTest::addColumn<bool>("compressed");
        QTest::newRow("as we write it") << false;
        QTest::newRow("as draw.io saves it") << true;
    }
    void opensAgain() {
        QFETCH(bool, compressed);
        const Design design = randomDesign(5);
        std::string drawing = writeDrawio(design);
        if (compressed)
            drawing = compressedByDrawio(drawing);
        QCOMPARE(carrierOf(drawing), std::optional(Carrier::Drawio));
        const auto text = embeddedText(drawing, Carrier::Drawio);
        QVERIFY2(text, text ? "" : toEnglish(text.error()).c_str());
        QCOMPARE(*text, writeWaylight(design));
        const auto loaded = readEmbedded(drawing, Carrier::Drawio, "x.drawio");
        QVERIFY(loaded);
        QCOMPARE(writeWaylight(loaded->design), writeWaylight(design));
        // What was moved there is not in it; that is said.
        QCOMPARE(loaded->diagnostics.size(), std::size_t(compressed ? 1 : 0));
        if (compressed)
            QCOMPARE(loaded->diagnostics[0].message.id, MessageId::DrawioSavedElsewhere);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("drawing");
        QTest::addColumn<int>("why");
        const auto row = [](const char* name, const std::string& drawing, MessageId why) { QTest::newRow(name) << QByteArray::fromStdString(drawing) << int(why); };
        const Design design = randomDesign(2);
        const std::string without = writeDrawio(design, draw(design), false);
        const std::string with = writeDrawio(design);
        row("without the design", without, MessageId::PictureWithoutDesign);
        row("of another program", "<mxfile><diagram><mxGraphModel><root><mxCell id=\"0\"/></root></mxGraphModel></diagram></mxfile>", MessageId::PictureWithoutDesign);
        row("compressed without", compressedByDrawio(without), MessageId::PictureWithoutDesign);
        row("page is no base64", "<mxfile><diagram>***</diagram></mxfile>", MessageId::PictureDesignDamaged);
        row("page is no stream", "<mxfile><diagram>AAAA</diagram></mxfile>", MessageId::PictureDesignDamaged);
        row("cut off", with.substr(0, with.size() / 2), MessageId::PictureDesignDamaged);
        row("cut off early", with.substr(0, 90), MessageId::PictureDesignDamaged);
        std::string changed = with;
        changed.replace(changed.find("waylightDesign=\"") + 40, 8, "AAAAAAAA");
        row("changed", changed, MessageId::PictureDesignDamaged);
    }
    void saysWhatIsWrong() {
        QFETCH(QByteArray, drawing);
        QFETCH(int, why);
        QTemporaryDir folder;
        const QString path = folder.filePath("x.drawio");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(drawing) == drawing.size());
        file.close();
        const auto loaded = openAny(path.toStdString());
        if (loaded) // cut off in the middle of what comes behind the design
            QCOMPARE(QByteArray(QTest::currentDataTag()), QByteArray("cut off"));
        else
            QCOMPARE(int(loaded.error().message.id), why);
    }

    // --- Mermaid

    void mermaidIsGolden() {
        Design design;
        Vpc vpc;
        vpc.id = "vpc-1";
        vpc.name = "a \"b\" #1 <x>";
        vpc.region = "eu-west-1";
        vpc.cidrs = {*Cidr::parse("10.0.0.0/16")};
        design.topology.set(vpc);
        Bucket bucket;
        bucket.id = "end";
        design.topology.set(bucket);
        const QString text = QString::fromStdString(writeMermaid(draw(design)));
        QVERIFY2(text.startsWith("flowchart LR\n"), qPrintable(text));
        QVERIFY2(text.contains("[\"a #quot;b#quot; #35;1 #lt;x#gt;<br>10.0.0.0/16\"]"), qPrintable(text));
        QVERIFY2(text.contains("[\"end<br>S3 bucket\"]:::symbol\n"), qPrintable(text));
    }

    void mermaidHasThePicture_data() { drawsThePicture_data(); }
    void mermaidHasThePicture() {
        QFETCH(unsigned, seed);
        const Picture picture = draw(randomDesign(seed));
        const QStringList lines = QString::fromStdString(writeMermaid(picture)).split('\n');
        static const QRegularExpression node("^ *(?:subgraph )?n(\\d+)\\["), edge("^  n\\d+ (---|-\\.-|===|-->|-\\.->)(\\|\".*\"\\|)? n\\d+$");
        int depth = 0;
        qsizetype edges = 0;
        QSet<QString> seen;
        for (const QString& line : lines) {
            if (const auto match = node.match(line); match.hasMatch()) {
                QVERIFY(!seen.contains(match.captured(1)));
                seen.insert(match.captured(1));
                int above = 0;
                for (int at = picture.boxes()[match.captured(1).toUInt() - 1].parent; at >= 0; at = picture.boxes()[static_cast<std::size_t>(at)].parent)
                    ++above;
                QCOMPARE(depth, above);
            }
            edges += edge.match(line).hasMatch();
            depth += line.trimmed().startsWith("subgraph ") - (line.trimmed() == u"end");
        }
        QCOMPARE(depth, 0);
        QCOMPARE(edges, qsizetype(picture.connectors().size()));
        QCOMPARE(seen.size(), qsizetype(std::count_if(picture.boxes().begin(), picture.boxes().end(), [](const PictureBox& box) { return box.role != BoxRole::Area; })));
    }
};

WAYLIGHT_TEST(DrawioTest)
#include "tst_drawio.moc"
