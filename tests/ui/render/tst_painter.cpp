// SPDX-License-Identifier: MIT
#include "tests/ui/render/sample.h"
#include "tests/support/registry.h"
#include "ui/render/callouts.h"
#include "ui/render/icons.h"
#include "ui/render/painter.h"
#include "ui/render/trace_path.h"
#include "ui/render/wrapped_text.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace waylight;

namespace {

QImage painted(const Picture& picture, const Theme& theme, double scale, const Overlay& overlay = {}) {
    const QRectF bounds = paintedBounds(picture, overlay);
    QImage image((bounds.size() * scale).toSize(), QImage::Format_RGB32);
    image.fill(theme.canvas);
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.translate(-bounds.topLeft());
    paintPicture(painter, picture, theme, scale, bounds, overlay);
    return image;
}

/// Pixels that differ between two images of one size inside a rectangle of canvas units.
int differences(const QImage& a, const QImage& b, const QRectF& bounds, const QRectF& area) {
    int count = 0;
    const QRect pixels = area.translated(-bounds.topLeft()).toAlignedRect() & a.rect() & b.rect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y)
        for (int x = pixels.left(); x <= pixels.right(); ++x)
            count += a.pixel(x, y) != b.pixel(x, y);
    return count;
}

QRectF toQt(const Rect& r) {
    return QRectF(r.x, r.y, r.width, r.height);
}

double luminance(const QColor& colour) {
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

} // namespace

class PainterTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_picture = draw(sampleDesign()); }

    void wordsAreReadable_data() { themes(); }
    void wordsAreReadable() {
        QFETCH(bool, dark);
        const Theme theme = dark ? Theme::darkTheme() : Theme::light();
        for (const QColor& ground : {theme.canvas, theme.surface, theme.regionFill, theme.vpcFill, theme.publicSubnetFill, theme.privateSubnetFill}) {
            QVERIFY2(contrast(theme.text, ground) >= 4.5, qPrintable(ground.name()));
            QVERIFY2(contrast(theme.mutedText, ground) >= 4.5, qPrintable(ground.name()));
        }
        for (const QColor& status : {theme.allow, theme.deny, theme.active, theme.warn, theme.selection})
            QVERIFY2(contrast(status, theme.canvas) >= 3.0, qPrintable(status.name()));
        const QPalette palette = theme.palette();
        QVERIFY(contrast(palette.color(QPalette::WindowText), palette.color(QPalette::Window)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    }

    void themesDiffer() {
        const QImage light = painted(m_picture, Theme::light(), 1);
        const QImage dark = painted(m_picture, Theme::darkTheme(), 1);
        QVERIFY(QColor(light.pixel(2, 2)).lightness() > QColor(dark.pixel(2, 2)).lightness() + 100);
    }

    void wordsArePaintedAndLeftOutInSmall() {
        Design renamed = sampleDesign();
        Resource web = *renamed.topology.find("i-1");
        base(web).name = "db!";
        renamed.topology.set(web);
        const Picture other = draw(renamed);
        const QRectF bounds = paintedBounds(m_picture, {});
        const QRectF box = toQt(m_picture.box("i-1")->rect);
        QVERIFY(differences(painted(m_picture, Theme::light(), 1), painted(other, Theme::light(), 1), bounds, box) > 20);
        QCOMPARE(painted(m_picture, Theme::light(), 0.4), painted(other, Theme::light(), 0.4));
    }

    void everyScaleShowsSomething_data() {
        QTest::addColumn<double>("scale");
        for (const double scale : {0.05, 0.15, 0.3, 0.7, 1.0, 2.5})
            QTest::newRow(qPrintable(QString::number(scale))) << scale;
    }
    void everyScaleShowsSomething() {
        QFETCH(double, scale);
        QImage blank = painted(m_picture, Theme::light(), scale);
        const QImage image = blank;
        blank.fill(Theme::light().canvas);
        QVERIFY(image != blank);
    }

    void aPartLooksLikeTheWhole() {
        const QRectF bounds = paintedBounds(m_picture, {});
        const QImage whole = painted(m_picture, Theme::light(), 1);
        QImage part(256, 256, QImage::Format_RGB32);
        part.fill(Theme::light().canvas);
        QPainter painter(&part);
        painter.translate(-bounds.topLeft() - QPointF(128, 64));
        paintPicture(painter, m_picture, Theme::light(), 1, QRectF(bounds.topLeft() + QPointF(128, 64), QSizeF(256, 256)));
        painter.end();
        QCOMPARE(part, whole.copy(128, 64, 256, 256));
    }

    void marks_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"selected", "problem", "drop", "refused", "hovered"})
            QTest::newRow(what) << what;
    }
    void marks() {
        QFETCH(QString, what);
        Overlay overlay;
        if (what == "selected")
            overlay.selected = {"i-1"};
        else if (what == "problem")
            overlay.problems = {"i-1"};
        else if (what == "hovered")
            overlay.hovered = "bucket-1";
        else
            overlay.dropTarget = "subnet-1";
        overlay.dropRefused = what == "refused";
        const QRectF bounds = paintedBounds(m_picture, {});
        const QRectF area = toQt(m_picture.box("i-1")->rect).adjusted(-12, -12, 12, 12);
        QVERIFY(differences(painted(m_picture, Theme::light(), 1), painted(m_picture, Theme::light(), 1, overlay), bounds, area) > 50);
        Overlay accepted = overlay;
        accepted.dropRefused = false;
        if (what == "refused")
            QVERIFY(painted(m_picture, Theme::light(), 1, overlay) != painted(m_picture, Theme::light(), 1, accepted));
    }

    /// The subnet is no place of its own: its route table is. The way back is the way out.
    void aTraceLeadsFromSymbolToSymbol() {
        const Trace trace = sampleTrace(false);
        QStringList way;
        for (const TraceLeg& leg : traceLegs(m_picture, trace)) {
            way << QString::fromStdString(leg.from->id + ">" + leg.to->id);
            QVERIFY(leg.points.size() >= 2);
        }
        QCOMPARE(way, QStringList({"i-1>rtb-1", "rtb-1>vpce-1", "vpce-1>bucket-1", "bucket-1>vpce-1", "vpce-1>rtb-1", "rtb-1>i-1"}));
        QCOMPARE(blockedHop(trace), 1);
        // A packet that its network ACL stops does not come to the table.
        Trace stopped = trace;
        stopped.hops[1].checks[0].outcome = Outcome::Block;
        QCOMPARE(tracePlaces(m_picture, stopped)[1]->id, Id("i-1"));
    }

    void theBlockerSaysWhyBesideItself() {
        const Trace trace = sampleTrace(false);
        Overlay overlay;
        overlay.trace = &trace;
        const auto callouts = calloutsOf(m_picture, Theme::light(), overlay);
        QCOMPARE(callouts.size(), size_t(1));
        QCOMPARE(callouts[0].box->id, Id("rtb-1"));
        QVERIFY(callouts[0].text.contains("rtb-1"));
        QVERIFY(!callouts[0].rect.intersects(toQt(callouts[0].box->rect)));
        QVERIFY(paintedBounds(m_picture, overlay).contains(callouts[0].rect));
        // All words fit.
        QVERIFY(wrappedHeight(callouts[0].text, Theme::light().font(Callout::fontSize), Callout::wordsWidth) + 2 * Callout::inset <= callouts[0].rect.height());
    }

    void captionsStayReadableInASmallPicture() {
        const Trace trace = sampleTrace(false);
        Overlay overlay;
        overlay.trace = &trace;
        const QSizeF usual = calloutsOf(m_picture, Theme::light(), overlay)[0].rect.size();
        overlay.unit = 2;
        const auto callouts = calloutsOf(m_picture, Theme::light(), overlay);
        QCOMPARE(callouts[0].rect.size(), 2 * usual);
        QVERIFY(!callouts[0].rect.intersects(toQt(callouts[0].box->rect)));
        QVERIFY(paintedBounds(m_picture, overlay).contains(callouts[0].rect));
    }

    void captionsStandWhereTheyAreSeen() {
        const Trace trace = sampleTrace(false);
        Overlay overlay;
        overlay.trace = &trace;
        const QRectF subject = toQt(m_picture.box("rtb-1")->rect);
        // Only what is above the element is seen, or only what is below.
        for (const double top : {subject.top() - 300, subject.bottom() - 20}) {
            overlay.visible = QRectF(subject.center().x() - 400, top, 800, 320);
            QVERIFY(overlay.visible.contains(calloutsOf(m_picture, Theme::light(), overlay)[0].rect));
        }
    }

    void thePacketTravels() {
        const Trace trace = sampleTrace(true);
        const QRectF from = toQt(m_picture.box("i-1")->rect);
        const QRectF to = toQt(m_picture.box("rtb-1")->rect);
        Frame frame = frameAt(trace, 0);
        QVERIFY(from.contains(*packetPosition(m_picture, trace, frame)));
        double before = -1e9;
        bool arrived = false;
        for (double seconds = 0; seconds <= duration(trace); seconds += 0.1) {
            frame = frameAt(trace, seconds);
            const auto position = packetPosition(m_picture, trace, frame);
            QVERIFY(position);
            // The sample goes from left to right, and back.
            const bool back = frame.direction == Direction::Return;
            QVERIFY(back || position->x() >= before - 0.01);
            before = position->x();
            arrived |= to.contains(*position);
        }
        QVERIFY(arrived);
        QImage with = painted(m_picture, Theme::light(), 1);
        const QImage without = with;
        QPainter painter(&with);
        painter.translate(-paintedBounds(m_picture, {}).topLeft());
        paintPacket(painter, m_picture, Theme::light(), trace, frameAt(trace, 1.5));
        painter.end();
        QVERIFY(with != without);
    }

    void everyIconIsDrawnInBothThemes_data() {
        QTest::addColumn<QString>("name");
        for (const QString& file : QDir(QStringLiteral(WAYLIGHT_SOURCE_DIR "/resources/icons")).entryList({"*.svg"}))
            QTest::newRow(qPrintable(file)) << file.chopped(4);
        forEachType([&]<class T>() {
            const std::string name(Description<T>::type.name);
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        });
    }
    void everyIconIsDrawnInBothThemes() {
        QFETCH(QString, name);
        initResources();
        QVERIFY2(QFile::exists(":/icons/" + name + ".svg"), qPrintable(name));
        const QImage light = iconImage(name, 48, Theme::light());
        const QImage dark = iconImage(name, 48, Theme::darkTheme());
        QImage blank(light.size(), light.format());
        blank.fill(Qt::transparent);
        QCOMPARE(light.size(), QSize(48, 48));
        QVERIFY(light != blank);
        QVERIFY(name == "waylight" || light != dark);
        QVERIFY(name == "question" || light != iconImage("no-such-icon", 48, Theme::light()));
    }

private:
    static void themes() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    Picture m_picture;
};

WAYLIGHT_TEST(PainterTest)
#include "tst_painter.moc"
