// SPDX-License-Identifier: MIT
#include "ui/render/callouts.h"

#include "ui/document/message_text.h"
#include "ui/render/paint_parts.h"
#include "ui/render/trace_path.h"
#include "ui/render/wrapped_text.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace waylight {
namespace {

constexpr double distance = 20; ///< from the element

/// The box that shows a check: that of its resource, else that of its hop.
const PictureBox* boxOf(const Picture& picture, const Check& check, const PictureBox* place) {
    const PictureBox* own = picture.box(check.resource);
    return own ? own : place;
}

void add(std::vector<Callout>& callouts, const PictureBox* box, const Check& check) {
    if (!box)
        return;
    const QString words = text(check.message);
    for (Callout& callout : callouts)
        if (callout.box == box) {
            if (!callout.text.contains(words))
                callout.text += QStringLiteral("\n") + words;
            return;
        }
    callouts.push_back({box, check.outcome, words, 1, {}});
}

std::vector<Callout> unplaced(const Picture& picture, const Overlay& overlay) {
    std::vector<Callout> callouts;
    const Trace& trace = *overlay.trace;
    const auto places = tracePlaces(picture, trace);
    if (overlay.frame) {
        const Frame& frame = *overlay.frame;
        const auto hop = static_cast<std::size_t>(frame.hop);
        if (frame.check < 0 || hop >= trace.hops.size())
            return callouts;
        const Check& check = trace.hops[hop].checks[static_cast<std::size_t>(frame.check)];
        add(callouts, boxOf(picture, check, places[hop]), check);
        return callouts;
    }
    for (std::size_t i = 0; i < trace.hops.size(); ++i)
        for (const Check& check : trace.hops[i].checks)
            if (check.outcome == Outcome::Block)
                add(callouts, boxOf(picture, check, places[i]), check);
    return callouts;
}

} // namespace

QLineF leaderOf(const QRectF& subject, const QRectF& callout) {
    const QPointF near(std::clamp(callout.center().x(), subject.left(), subject.right()),
                       std::clamp(callout.center().y(), subject.top(), subject.bottom()));
    return {near, QPointF(std::clamp(near.x(), callout.left(), callout.right()),
                          std::clamp(near.y(), callout.top(), callout.bottom()))};
}

namespace {

double overlap(const QRectF& a, const QRectF& b) {
    const QRectF common = a.intersected(b);
    return common.isEmpty() ? 0 : common.width() * common.height();
}

class CalloutPlacer {
public:
    CalloutPlacer(const Picture& picture, const Overlay& overlay)
        : m_picture(picture), m_unit(overlay.unit), m_visible(overlay.visible) {
        for (const TraceLeg& leg : traceLegs(picture, *overlay.trace))
            for (std::size_t i = 0; i + 1 < leg.points.size(); ++i)
                m_path.push_back(
                    QRectF(QPointF(leg.points[i].x, leg.points[i].y), QPointF(leg.points[i + 1].x, leg.points[i + 1].y))
                        .normalized()
                        .adjusted(-4, -4, 4, 4));
    }

    QRectF place(const PictureBox& box, const QSizeF& size) {
        const QRectF subject = isContainer(box) ? titleOf(box) : toQt(box.rect);
        QRectF best;
        double least = HUGE_VAL;
        for (const QRectF& spot : spots(subject, size)) {
            const double cost = costOf(spot, box);
            if (cost < least) {
                least = cost;
                best = spot;
            }
        }
        m_placed.push_back(best);
        return best;
    }

private:
    static QRectF titleOf(const PictureBox& box) {
        const QRectF rect = toQt(box.rect);
        return QRectF(rect.x(), rect.y(), std::min(rect.width(), 200.0), 32);
    }

    /// Beside the element on all sides, also slid along them and farther out.
    std::vector<QRectF> spots(const QRectF& subject, const QSizeF& size) const {
        std::vector<QRectF> all;
        const double near = distance * m_unit;
        for (const double out : {near, 3 * near, 6 * near, 12 * near, 24 * near})
            for (const double slide : {0.0, -0.5, 0.5, -1.0, 1.0}) {
                const double dx = slide * size.width();
                const double dy = slide * size.height();
                const QPointF c = subject.center();
                all.push_back({QPointF(subject.right() + out, c.y() - size.height() / 2 + dy), size});
                all.push_back({QPointF(c.x() - size.width() / 2 + dx, subject.bottom() + out), size});
                all.push_back({QPointF(c.x() - size.width() / 2 + dx, subject.top() - out - size.height()), size});
                all.push_back({QPointF(subject.left() - out - size.width(), c.y() - size.height() / 2 + dy), size});
            }
        return all;
    }

    double costOf(const QRectF& spot, const PictureBox& own) const {
        const QRectF subject = toQt(own.rect);
        double cost =
            isContainer(own) ? overlap(spot, titleOf(own)) * 50 : overlap(spot, subject.adjusted(-8, -8, 8, 8)) * 50;
        const Rect area{static_cast<int>(spot.x()) - 4, static_cast<int>(spot.y()) - 4,
                        static_cast<int>(spot.width()) + 8, static_cast<int>(spot.height()) + 8};
        for (const int index : m_picture.boxesTouching(area)) {
            const PictureBox& box = m_picture.boxes()[static_cast<std::size_t>(index)];
            if (box.role == BoxRole::Area)
                continue;
            cost += isContainer(box) ? overlap(spot, titleOf(box)) * 2 : overlap(spot, toQt(box.rect)) * 4;
        }
        for (const int index : m_picture.connectorsTouching(area))
            cost += 300 + overlap(spot, toQt(m_picture.connectors()[static_cast<std::size_t>(index)].labelRect)) * 2;
        for (const QRectF& other : m_placed)
            cost += overlap(spot, other.adjusted(-6, -6, 6, 6)) * 50;
        for (const QRectF& leg : m_path)
            cost += overlap(spot, leg) * 6;
        if (!m_visible.isNull())
            cost += 8 * (spot.width() * spot.height() - overlap(spot, m_visible));
        cost += acrossCost(spot, own);
        const QPointF away = spot.center() - (isContainer(own) ? titleOf(own).center() : subject.center());
        return cost + 12 * (std::abs(away.x()) + std::abs(away.y()));
    }

    /// A leader must not run over the symbols between the callout and its element.
    double acrossCost(const QRectF& spot, const PictureBox& own) const {
        constexpr double each = 6000;
        const QLineF leader = leaderOf(toQt(own.rect), spot);
        const QRectF around = QRectF(leader.p1(), leader.p2()).normalized().adjusted(-1, -1, 1, 1);
        double cost = 0;
        for (const int index :
             m_picture.boxesTouching({static_cast<int>(around.x()), static_cast<int>(around.y()),
                                      static_cast<int>(around.width()) + 1, static_cast<int>(around.height()) + 1})) {
            const PictureBox& box = m_picture.boxes()[static_cast<std::size_t>(index)];
            if (&box != &own && box.role == BoxRole::Symbol && crosses(leader, toQt(box.rect)))
                cost += each;
        }
        return cost;
    }

    static bool crosses(const QLineF& line, const QRectF& rect) {
        const QLineF diagonals[] = {{rect.topLeft(), rect.bottomRight()}, {rect.topRight(), rect.bottomLeft()}};
        return rect.contains(line.p1()) || rect.contains(line.p2()) ||
               std::any_of(std::begin(diagonals), std::end(diagonals), [&](const QLineF& diagonal) {
                   return line.intersects(diagonal, nullptr) == QLineF::BoundedIntersection;
               });
    }

    const Picture& m_picture;
    double m_unit;
    QRectF m_visible;
    std::vector<QRectF> m_path;
    std::vector<QRectF> m_placed;
};

} // namespace

std::vector<Callout> calloutsOf(const Picture& picture, const Theme& theme, const Overlay& overlay) {
    if (!overlay.trace)
        return {};
    std::vector<Callout> callouts = unplaced(picture, overlay);
    if (callouts.empty())
        return callouts;
    CalloutPlacer placer(picture, overlay);
    for (Callout& callout : callouts) {
        const double height = wrappedHeight(callout.text, theme.font(Callout::fontSize), Callout::wordsWidth);
        const QSizeF size(Callout::wordsWidth + Callout::signRoom + 2 * Callout::inset,
                          std::max(44.0, std::ceil(height) + 2 * Callout::inset));
        callout.unit = overlay.unit;
        callout.rect = placer.place(*callout.box, size * overlay.unit);
    }
    return callouts;
}

} // namespace waylight
