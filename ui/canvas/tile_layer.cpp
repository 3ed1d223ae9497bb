// SPDX-License-Identifier: MIT
#include "ui/canvas/tile_layer.h"

#include <algorithm>
#include <cmath>

namespace waylight {
namespace {

constexpr int restMilliseconds = 80;
constexpr double zoomMilliseconds = 6; ///< that a frame of a zoom may spend on painting tiles
constexpr double panMilliseconds = 2;  ///< that a frame at the same scale may spend on them
constexpr double baseSize = 1024;      ///< pixels of the whole picture in small
constexpr double smallestScale = 1.0 / 1024;

int floorDivided(int value, int by) {
    return value >= 0 ? value / by : -((by - 1 - value) / by);
}

/// Columns and rows of the tiles that touch a rectangle of device pixels.
QRect tileRange(const QRect& pixels, QPoint origin) {
    const QRect area = pixels.translated(-origin);
    return QRect(QPoint(floorDivided(area.left(), TileKey::size), floorDivided(area.top(), TileKey::size)),
                 QPoint(floorDivided(area.right(), TileKey::size), floorDivided(area.bottom(), TileKey::size)));
}

template <class Visit>
void forEachTile(double scale, const QRect& range, Visit visit) {
    for (int row = range.top(); row <= range.bottom(); ++row)
        for (int column = range.left(); column <= range.right(); ++column)
            visit(TileKey{scale, column, row});
}

QRect pixelsOf(const TileKey& key, QPoint origin) {
    return QRect(origin + QPoint(key.column, key.row) * TileKey::size, QSize(TileKey::size, TileKey::size));
}

/// The power of two at or above a scale.
double levelAbove(double scale) {
    return std::exp2(std::ceil(std::log2(scale)));
}

} // namespace

TileLayer::TileLayer(QObject* parent) : QObject(parent) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &TileLayer::rest);
    connect(&m_painter, &TilePainter::finished, this, &TileLayer::adopt);
}

void TileLayer::setContent(TileContent content, const std::vector<QRectF>& changed) {
    m_content = std::make_shared<const TileContent>(std::move(content));
    m_store.change(changed);
    m_store.pin(baseScale());
    m_painter.setContent(m_content, m_store.version());
    m_changed = true;
}

void TileLayer::setContent(TileContent content) {
    m_store.changeEverything();
    setContent(std::move(content), {});
}

double TileLayer::baseScale() const {
    const Rect& bounds = m_content->picture->bounds();
    const double longest = std::max({bounds.width, bounds.height, 1});
    return std::clamp(std::exp2(std::floor(std::log2(baseSize / longest))), smallestScale, 1.0);
}

// --- painting a frame

void TileLayer::noteScale(double scale) {
    if (scale == m_shown.scale)
        return;
    m_sweeping = m_rest.isActive();
    m_rest.start();
}

std::vector<TileKey> TileLayer::missing(double scale, const QRect& range) {
    std::vector<TileKey> keys;
    forEachTile(scale, range, [&](const TileKey& key) {
        if (!m_store.find(key))
            keys.push_back(key);
    });
    return keys;
}

bool TileLayer::foreseenTooLong(std::size_t tiles, double milliseconds) const {
    return m_tileCost * static_cast<double>(tiles) / m_painter.threads() > 2 * milliseconds;
}

void TileLayer::paintNow(const std::vector<TileKey>& keys, double milliseconds) {
    if (!keys.empty())
        keep(m_painter.paintedNow(keys, milliseconds));
}

void TileLayer::paint(QPainter& painter, const TileView& view) {
    m_store.beginFrame();
    noteScale(view.scale);
    m_shown = view;
    const QRect range = tileRange(view.exposed, view.origin);
    std::vector<TileKey> absent = missing(view.scale, range);
    if (m_changed)
        paintNow(absent, -1);
    else if (const double limit = m_rest.isActive() ? zoomMilliseconds : panMilliseconds;
             !foreseenTooLong(absent.size(), limit))
        paintNow(absent, limit);
    m_changed = false;
    if (!absent.empty())
        absent = missing(view.scale, range);

    std::vector<Piece> pieces;
    QRect inexact;
    for (const TileKey& key : absent)
        inexact |= pixelsOf(key, view.origin);
    if (!absent.empty() && !cover(inexact & view.exposed, view, pieces)) {
        paintNow(absent, -1);
        pieces.clear();
        absent.clear();
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (const Piece& piece : pieces)
        if (!piece.image.isNull())
            painter.drawImage(piece.target, piece.image, piece.source);
        else if (m_content->ground)
            painter.fillRect(piece.target, m_content->theme.canvas);
    forEachTile(view.scale, range, [&](const TileKey& key) {
        if (const QImage* image = m_store.find(key))
            painter.drawImage(pixelsOf(key, view.origin).topLeft(), *image);
    });
    m_exact = missing(view.scale, tileRange(view.viewport, view.origin)).empty();
    orderWork();
}

bool TileLayer::cover(const QRect& area, const TileView& view, std::vector<Piece>& pieces) {
    const double level = levelAbove(view.scale);
    const double size = TileKey::size * view.scale / level; // of a level's tile as it is shown
    const auto first = [&](int pixel, int origin) { return static_cast<int>(std::floor((pixel - origin) / size)); };
    const auto edge = [&](int index, int origin) { return origin + static_cast<int>(std::lround(index * size)); };
    const QRect range(QPoint(first(area.left(), view.origin.x()), first(area.top(), view.origin.y())),
                      QPoint(first(area.right() + 1, view.origin.x()), first(area.bottom() + 1, view.origin.y())));
    bool complete = true;
    forEachTile(level, range, [&](const TileKey& key) {
        const QRect target(QPoint(edge(key.column, view.origin.x()), edge(key.row, view.origin.y())),
                           QPoint(edge(key.column + 1, view.origin.x()) - 1, edge(key.row + 1, view.origin.y()) - 1));
        if (!target.intersects(area))
            return;
        if (auto piece = scaledPiece(key, target))
            pieces.push_back(*std::move(piece));
        else
            complete = false;
    });
    return complete;
}

/// The tile, or its part of the nearest coarser one.
std::optional<TileLayer::Piece> TileLayer::scaledPiece(const TileKey& key, const QRect& target) {
    QRectF source(0, 0, TileKey::size, TileKey::size);
    for (TileKey at = key; at.scale >= std::min(key.scale, baseScale()); at.scale /= 2) {
        if (const QImage* image = m_store.find(at))
            return Piece{target, *image, source};
        // In its parent it is one quarter.
        const QPointF corner(at.column - 2 * floorDivided(at.column, 2), at.row - 2 * floorDivided(at.row, 2));
        source = QRectF(source.topLeft() / 2 + corner * TileKey::size / 2, source.size() / 2);
        at.column = floorDivided(at.column, 2);
        at.row = floorDivided(at.row, 2);
    }
    const Rect& bounds = m_content->picture->bounds();
    const QRectF drawn = QRectF(bounds.x, bounds.y, bounds.width, bounds.height).adjusted(-64, -64, 64, 64);
    return key.area().intersects(drawn) ? std::nullopt : std::optional(Piece{target, {}, {}});
}

// --- work in the background

void TileLayer::orderWork() {
    const QRect visible = tileRange(m_shown.viewport, m_shown.origin);
    std::vector<TileKey> wanted;
    const auto want = [&](double scale, const QRect& range) {
        const std::vector<TileKey> keys = missing(scale, range);
        wanted.insert(wanted.end(), keys.begin(), keys.end());
    };
    if (m_rest.isActive()) {
        const double level = levelAbove(m_shown.scale);
        const double ratio = level / m_shown.scale;
        const QRect area = m_shown.viewport.translated(-m_shown.origin);
        if (m_sweeping && m_ahead)
            want(level,
                 tileRange(QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
                               .toAlignedRect(),
                           {}));
    } else {
        want(m_shown.scale, visible);
    }
    if (m_ahead) {
        const double base = baseScale();
        const Rect& bounds = m_content->picture->bounds();
        const QRectF whole(bounds.x * base, bounds.y * base, bounds.width * base, bounds.height * base);
        want(base, tileRange(whole.toAlignedRect().adjusted(-4, -4, 4, 4), {}));
        if (!m_rest.isActive())
            want(m_shown.scale, visible.adjusted(-1, -1, 1, 1));
    }
    std::vector<TileKey> once;
    for (const TileKey& key : wanted)
        if (std::find(once.begin(), once.end(), key) == once.end())
            once.push_back(key);
    m_painter.order(std::move(once));
}

void TileLayer::rest() {
    m_sweeping = false;
    orderWork();
}

void TileLayer::keep(const std::vector<FinishedTile>& tiles) {
    for (const FinishedTile& tile : tiles) {
        m_tileCost = m_tileCost == 0 ? tile.milliseconds : 0.8 * m_tileCost + 0.2 * tile.milliseconds;
        m_store.put(tile.key, tile.image, tile.version);
    }
}

void TileLayer::adopt(const std::vector<FinishedTile>& tiles) {
    keep(tiles);
    QRectF better;
    for (const FinishedTile& tile : tiles)
        if (tile.key.scale == m_shown.scale)
            better |= tile.key.area();
    if (!m_exact && !better.isEmpty())
        emit improved(better);
}

bool TileLayer::isAtRest() const {
    return m_exact && !m_changed && !m_rest.isActive() && m_painter.isIdle();
}

} // namespace waylight
