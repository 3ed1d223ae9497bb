// SPDX-License-Identifier: MIT
#include "tests/core/drawing/picture_faults.h"

#include "core/drawing/box_tree.h"

#include <set>

using namespace waylight;

namespace {

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

bool onBorder(const Rect& rect, Point p) {
    const bool across = p.x >= rect.x && p.x <= rect.right();
    const bool down = p.y >= rect.y && p.y <= rect.bottom();
    return ((p.x == rect.x || p.x == rect.right()) && down) || ((p.y == rect.y || p.y == rect.bottom()) && across);
}

/// True when the line between the points passes through the inside of the rectangle.
bool through(Point p, Point q, const Rect& r) {
    return std::min(p.x, q.x) < r.right() && std::max(p.x, q.x) > r.x && std::min(p.y, q.y) < r.bottom() && std::max(p.y, q.y) > r.y;
}

std::set<Id> holdersOf(const Picture& picture, const PictureConnector& connector) {
    std::set<Id> found;
    for (const Id& end : {connector.from, connector.to})
        for (int at = picture.box(end)->parent; at >= 0; at = picture.boxes()[size_t(at)].parent)
            found.insert(picture.boxes()[size_t(at)].id);
    return found;
}

template <class Visit>
void forEachPiece(const PictureConnector& connector, Visit visit) {
    for (size_t i = 0; i + 1 < connector.points.size(); ++i)
        visit(connector.points[i], connector.points[i + 1]);
}

QString words(const std::string& a, const char* between, const std::string& b) {
    return QString::fromStdString(a + between + b);
}

} // namespace

QStringList crossedBoxes(const Picture& picture) {
    QStringList found;
    for (const PictureConnector& connector : picture.connectors()) {
        const std::set<Id> holders = holdersOf(picture, connector);
        if (connector.points.size() < 2 || !onBorder(picture.box(connector.from)->rect, connector.points.front()) || !onBorder(picture.box(connector.to)->rect, connector.points.back()))
            found << words(connector.id, " is not from border to border", "");
        forEachPiece(connector, [&](Point p, Point q) {
            if (p.x != q.x && p.y != q.y)
                found << words(connector.id, " is not orthogonal", "");
            for (const PictureBox& box : picture.boxes())
                if (through(p, q, box.rect) && !holders.count(box.id))
                    found << words(connector.id, " through ", box.id);
        });
    }
    return found;
}

QStringList crossedTitles(const Picture& picture) {
    QStringList found;
    for (const PictureBox& box : picture.boxes())
        if (isContainerBox(box))
            for (const PictureConnector& connector : picture.connectors())
                forEachPiece(connector, [&](Point p, Point q) {
                    if (through(p, q, titleArea(box)))
                        found << words(connector.id, " over the title of ", box.id);
                });
    return found;
}

QStringList coveredLabels(const Picture& picture) {
    QStringList found;
    for (const PictureConnector& connector : picture.connectors()) {
        const Rect& label = connector.labelRect;
        if (label.width == 0)
            continue;
        for (const PictureBox& box : picture.boxes()) {
            const bool within = isContainerBox(box) && box.rect.x < label.x && box.rect.y < label.y && box.rect.right() > label.right() && box.rect.bottom() > label.bottom() && !overlap(titleArea(box), label);
            if (overlap(box.rect, label) && !within)
                found << words(connector.id, ": label on ", box.id);
        }
        for (const PictureConnector& other : picture.connectors()) {
            if (&other == &connector)
                continue;
            if (overlap(other.labelRect, label))
                found << words(connector.id, ": label on that of ", other.id);
        }
    }
    return found;
}

QStringList sharedLanes(const Picture& picture) {
    QStringList found;
    const auto& connectors = picture.connectors();
    for (size_t i = 0; i < connectors.size(); ++i)
        for (size_t j = i + 1; j < connectors.size(); ++j)
            forEachPiece(connectors[i], [&](Point a, Point b) {
                forEachPiece(connectors[j], [&](Point p, Point q) {
                    const auto along = [](int a1, int a2, int b1, int b2) { return std::min(std::max(a1, a2), std::max(b1, b2)) - std::max(std::min(a1, a2), std::min(b1, b2)); };
                    const bool across = a.y == b.y && p.y == q.y && a.y == p.y && along(a.x, b.x, p.x, q.x) > 0;
                    const bool down = a.x == b.x && p.x == q.x && a.x == p.x && along(a.y, b.y, p.y, q.y) > 0;
                    if (across || down)
                        found << words(connectors[i].id, " on ", connectors[j].id);
                });
            });
    return found;
}

QStringList hiddenLabels(const Picture& picture) {
    QStringList found;
    for (const PictureConnector& connector : picture.connectors())
        if (!connector.label.empty() && connector.labelRect.width == 0)
            found << words(connector.id, ": ", connector.label);
    return found;
}
