// SPDX-License-Identifier: MIT
// How fast the canvas is: the real view, worked by events, beside what the raw painter can do in the same run.
// usage: waylight-bench-canvas [--only NAME] [ELEMENTS...]      (default: 1000 10000 50000)
// It runs offscreen; QT_QPA_PLATFORM=xcb shows it on a display.
#include "core/edit/edits.h"
#include "core/formats/waylight_file.h"
#include "tests/support/canvas_scene.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/packets_item.h"
#include "ui/canvas/tiles.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <malloc.h>
#include <thread>

using namespace waylight;

namespace {

constexpr QSize window(1280, 800);

double since(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

template <class Do>
double timed(Do work) {
    QElapsedTimer clock;
    clock.start();
    work();
    return since(clock);
}

struct Sample {
    std::vector<double> times;

    double at(double share) const {
        std::vector<double> sorted = times;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
    }
};

template <class Do>
Sample repeated(int times, Do work) {
    Sample sample;
    for (int i = 0; i < times; ++i)
        sample.times.push_back(timed([&] { work(i); }));
    return sample;
}

/// One line: median and 95th percentile, the most that is allowed, and the raw limit of the same run.
void report(const char* what, const Sample& sample, double target = 0, double limit = 0, const char* limitName = "") {
    std::printf("  %-44s %8.2f %8.2f ms", what, sample.at(0.5), sample.at(0.95));
    if (target > 0)
        std::printf("   target %5.0f %s", target, sample.at(0.5) <= target ? "ok  " : "MISS");
    if (limit > 0)
        std::printf("   %5.1f x %s (%.2f)", sample.at(0.5) / limit, limitName, limit);
    std::printf("\n");
    std::fflush(stdout);
}
void report(const char* what, double once, double target = 0, double limit = 0, const char* limitName = "") {
    report(what, Sample{{once}}, target, limit, limitName);
}

/// What the raw painter needs for one frame on this machine, now.
struct Limits {
    double copy = 0;   ///< memcpy of a frame
    double scaled = 0; ///< one smooth scaled blit of a frame
    double primitives = 0; ///< each box as a rectangle and each connector as lines, the whole picture in a frame
    double discs = 0; ///< 100 discs from an image
};

Limits limitsFor(const Picture& picture) {
    Limits limits;
    QImage from(window, QImage::Format_RGB32);
    QImage to(window, QImage::Format_RGB32);
    from.fill(Qt::white);
    to.fill(Qt::black);
    limits.copy = repeated(30, [&](int) { std::memcpy(to.bits(), from.constBits(), static_cast<std::size_t>(from.sizeInBytes())); }).at(0.5);
    QPainter painter(&to);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    limits.scaled = repeated(15, [&](int) { painter.drawImage(to.rect(), from, QRectF(100, 70, 900, 560)); }).at(0.5);
    QImage disc(14, 14, QImage::Format_ARGB32_Premultiplied);
    disc.fill(Qt::red);
    limits.discs = repeated(15, [&](int) {
                       for (int i = 0; i < 100; ++i)
                           painter.drawImage(QPoint(i * 12, i * 7), disc);
                   }).at(0.5);
    const Rect& bounds = picture.bounds();
    const double scale = std::min(window.width() / static_cast<double>(bounds.width), window.height() / static_cast<double>(bounds.height));
    painter.scale(scale, scale);
    painter.translate(-bounds.x, -bounds.y);
    limits.primitives = repeated(5, [&](int) {
                            for (const PictureBox& box : picture.boxes())
                                painter.fillRect(QRectF(box.rect.x, box.rect.y, box.rect.width, box.rect.height), Qt::lightGray);
                            painter.setPen(QPen(Qt::black, 0));
                            QList<QLineF> lines;
                            for (const PictureConnector& connector : picture.connectors())
                                for (std::size_t i = 0; i + 1 < connector.points.size(); ++i)
                                    lines << QLineF(connector.points[i].x, connector.points[i].y, connector.points[i + 1].x, connector.points[i + 1].y);
                            painter.drawLines(lines);
                        }).at(0.5);
    return limits;
}

class CanvasBench {
public:
    explicit CanvasBench(const char* only) : m_only(only) {}

    void run(int elements) {
        const Design design = canvasScene(elements);
        const std::string bytes = writeWaylight(design);
        std::printf("%d elements asked for, file of %.1f MB, %s, %dx%d\n", elements, static_cast<double>(bytes.size()) / 1e6, qPrintable(QGuiApplication::platformName()), window.width(), window.height());
        open(bytes);
        if (wants("pan"))
            pan();
        if (wants("zoom"))
            zoom();
        if (wants("packets"))
            packets();
        if (wants("select"))
            selectAll();
        if (wants("drag"))
            drag();
        if (wants("undo"))
            undo();
        m_view.reset();
        m_player.reset();
        m_document.reset();
    }

private:
    bool wants(const char* name) const { return !m_only || std::strcmp(m_only, name) == 0; }

    void frame() { QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents); }
    void rest() {
        QElapsedTimer clock;
        clock.start();
        do {
            frame();
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        } while ((!m_view->isAtRest() || since(clock) < 120) && since(clock) < 20000);
    }
    const Picture& picture() const { return m_document->picture(); }

    void open(const std::string& bytes) {
        Design design;
        const double read = timed([&] { design = readWaylight(bytes, "scene")->design; });
        double parts[3];
        const auto before = mallinfo2().uordblks;
        std::optional<Picture> drawn;
        parts[0] = timed([&] { drawn = draw(design); });
        const auto held = mallinfo2().uordblks - before;
        std::optional<Network> network;
        parts[1] = timed([&] { network = Network::compile(design.topology); });
        parts[2] = timed([&] { findings(design, *network); });
        const auto elements = drawn->boxes().size();
        m_limits = limitsFor(*drawn);
        std::printf("  %zu elements, %zu connectors, %zu findings; picture %.2f KB an element\n", elements, drawn->connectors().size(), findings(design, *network).size(), static_cast<double>(held) / 1024 / static_cast<double>(elements));
        report("limit: memcpy of a frame", m_limits.copy);
        report("limit: smooth scaled blit of a frame", m_limits.scaled);
        report("limit: all as plain primitives, fit", m_limits.primitives);
        report("read the file", read);
        report("draw (layout and routing)", parts[0]);
        report("compile the network", parts[1]);
        report("findings", parts[2]);
        m_document = std::make_unique<Document>();
        m_player = std::make_unique<Player>();
        m_view = std::make_unique<CanvasView>(*m_document, *m_player);
        m_view->resize(window);
        m_view->show();
        frame();
        const double set = timed([&] { m_document->reset(std::move(design), {}); });
        const double paint = timed([&] {
            m_view->fit();
            frame();
        });
        report("document and canvas take it (draw included)", set);
        report("first paint", paint, 0, m_limits.primitives, "primitives");
        report("file to first paint", read + set + paint, elements > 5000 && elements < 20000 ? 300 : 0);
        report("file to first paint, less a draw", read + set + paint - parts[0]);
        QElapsedTimer sinceThen;
        sinceThen.start();
        while (!m_document->isChecked() && since(sinceThen) < 20000)
            frame();
        report("until the problems are shown, from the first paint", since(sinceThen));
        rest();
        report("full repaint, fit, from tiles", repeated(20, [&](int) {
                   m_view->viewport()->update();
                   frame();
               }));
        report("full repaint, fit, without tiles", repeated(5, [&](int) {
                   QImage image(window, QImage::Format_RGB32);
                   QPainter painter(&image);
                   const QTransform transform = m_view->viewportTransform();
                   painter.setTransform(transform);
                   paintPicture(painter, picture(), PictureLook(), m_view->theme(), m_view->zoom(), transform.inverted().mapRect(QRectF(QPointF(), QSizeF(window))));
               }),
               0, m_limits.primitives, "primitives");
    }

    void pan() {
        const double fit = m_view->zoom();
        for (const auto& [name, zoom] : {std::pair("pan, fit", fit), std::pair("pan, twice fit", 2 * fit), std::pair("pan, 1:1", 1.0)}) {
            m_view->zoomTo(zoom);
            rest();
            report(name, repeated(120, [&](int i) {
                       const int sign = i / 30 % 2 == 0 ? 1 : -1;
                       m_view->scrollBy(QPoint(17, 11) * sign);
                       frame();
                   }),
                   4, m_limits.copy, "memcpy");
        }
        m_view->fit();
        rest();
    }

    void wheel(int delta) {
        const QPointF middle = QRectF(m_view->viewport()->rect()).center();
        QWheelEvent event(middle, m_view->viewport()->mapToGlobal(middle), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_view->viewport(), &event);
    }

    void zoom() {
        const bool large = picture().boxes().size() > 20000;
        const int steps = static_cast<int>(std::ceil(std::log(1.0 / m_view->zoom()) / std::log(1.2) * 4));
        for (const char* name : {"zoom sweep, fit to 1:1, cold", "zoom sweep, 1:1 to fit, cold", "zoom sweep, fit to 1:1, again", "zoom sweep, 1:1 to fit, again"}) {
            const int direction = std::strstr(name, "fit to") ? 1 : -1;
            const Sample sample = repeated(steps, [&](int) {
                wheel(direction * 30);
                frame();
            });
            report(name, sample, large ? 20 : 12, m_limits.scaled, "scaled blit");
            report("  until it is sharp", timed([&] { rest(); }));
        }
        m_view->fit();
        rest();
    }

    void packets() {
        const Rect& bounds = picture().bounds();
        const Sample sample = repeated(200, [&](int i) {
            std::vector<ShownPacket> packets;
            for (int n = 0; n < 100; ++n)
                packets.push_back({QPointF(bounds.x + (n * 37 + i * 3) % 1000 / 1000.0 * bounds.width, bounds.y + (n * 91 + i * 2) % 1000 / 1000.0 * bounds.height), n % 7 == 0});
            m_view->packets().show(std::move(packets), std::clamp(0.85 / m_view->zoom(), 1.0, 5.0));
            frame();
        });
        report("100 packets moving, fit", sample, 3, m_limits.copy + m_limits.discs, "copy and discs");
        m_view->packets().show({}, 1);
        frame();
    }

    void selectAll() {
        std::vector<Id> ids;
        for (const PictureBox& box : picture().boxes())
            ids.push_back(box.id);
        report("select everything and repaint", timed([&] {
                   m_document->select(ids);
                   frame();
               }));
        report("pan with everything selected, fit", repeated(40, [&](int i) {
                   m_view->scrollBy(QPoint(9, 7) * (i < 20 ? 1 : -1));
                   frame();
               }));
        m_document->select({});
        rest();
    }

    void mouse(QEvent::Type type, QPointF at, Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, m_view->viewport()->mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::AltModifier);
        QCoreApplication::sendEvent(m_view->viewport(), &event);
    }

    void drag() {
        const PictureBox* zone = picture().box(sceneZone());
        if (!zone)
            return;
        for (const double zoom : {m_view->zoom(), 0.4}) {
            m_view->zoomTo(zoom);
            m_view->reveal(zone->id);
            rest();
            const auto held = std::count_if(picture().boxes().begin(), picture().boxes().end(), [&](const PictureBox& box) {
                int at = box.parent;
                while (at >= 0 && &picture().boxes()[static_cast<std::size_t>(at)] != zone)
                    at = picture().boxes()[static_cast<std::size_t>(at)].parent;
                return at >= 0;
            });
            const QPointF start = m_view->mapFromScene(zone->rect.x + zone->rect.width / 2.0, zone->rect.y + 14.0); // its title
            mouse(QEvent::MouseButtonPress, start, Qt::LeftButton);
            report("drag of a container, first frame", timed([&] {
                       mouse(QEvent::MouseMove, start + QPointF(40, 0), Qt::LeftButton);
                       frame();
                   }));
            char name[80];
            std::snprintf(name, sizeof name, "drag of a container with %d in it, zoom %.2f", static_cast<int>(held), m_view->zoom());
            report(name, repeated(60, [&](int i) {
                       mouse(QEvent::MouseMove, start + QPointF(40 + 5 * (i % 30), 4 * (i % 30)), Qt::LeftButton);
                       frame();
                   }),
                   16);
            QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
            report("  given up", timed([&] {
                       QCoreApplication::sendEvent(m_view.get(), &escape);
                       frame();
                   }));
            mouse(QEvent::MouseButtonRelease, start, Qt::NoButton);
        }
        m_view->fit();
        rest();
    }

    void undo() {
        std::vector<Id> ids;
        for (const PictureBox& box : picture().boxes())
            if (ids.size() < 1000 && box.role == BoxRole::Symbol && box.icon == "instance")
                ids.push_back(box.id);
        const Design before = m_document->design();
        const double removal = timed([&] { m_document->commit(edit::removed(before, ids), "delete"); });
        frame();
        rest();
        const double change = timed([&] { m_document->undoStack().undo(); });
        const double paint = timed([&] { frame(); });
        std::printf("  deleting %zu: %.1f ms\n", ids.size(), removal);
        report("undo of it, document and canvas", change);
        report("undo of it, repaint", paint);
        report("undo of it", change + paint, 40);
        rest();
        report("redo of it", timed([&] {
                   m_document->undoStack().redo();
                   frame();
               }), 40);
        rest();
    }

    const char* m_only;
    Limits m_limits;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<Player> m_player;
    std::unique_ptr<CanvasView> m_view;
};

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const char* only = nullptr;
    std::vector<int> sizes;
    for (int i = 1; i < argc; ++i)
        if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc)
            only = argv[++i];
        else if (const int size = std::atoi(argv[i]); size > 0)
            sizes.push_back(size);
    if (sizes.empty())
        sizes = {1000, 10000, 50000};
    std::printf("%-46s %8s %8s\n", "", "median", "95 %");
    for (const int size : sizes)
        CanvasBench(only).run(size);
    return 0;
}
