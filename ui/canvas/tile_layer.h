// SPDX-License-Identifier: MIT
#pragma once

#include "ui/canvas/tile_painter.h"
#include "ui/canvas/tile_store.h"

#include <QTimer>

#include <optional>

namespace waylight {

/// Where a layer is shown: the canvas's origin, the viewport and what of it is to be painted, in device pixels.
struct TileView {
    double scale = 1; ///< device pixels per canvas unit
    QPoint origin;
    QRect viewport;
    QRect exposed;
};

/// Shows a picture from tiles. What is cheap is painted at once at the scale that is asked for. While that takes too
/// long, as in a zoom of a large picture, tiles of the next power of two are shown scaled, and the exact ones are
/// painted in the background when the scale rests. After a change of the content everything that is seen is painted
/// exactly.
class TileLayer : public QObject {
    Q_OBJECT

public:
    explicit TileLayer(QObject* parent = nullptr);

    const TileContent& content() const { return *m_content; }
    /// The content is another one in these areas of the canvas, in canvas units.
    void setContent(TileContent content, const std::vector<QRectF>& changed);
    /// The content is another one everywhere.
    void setContent(TileContent content);

    /// The painter's units are device pixels.
    void paint(QPainter& painter, const TileView& view);
    /// All that is in the viewport is shown exactly, and nothing is being painted.
    bool isAtRest() const;

    /// Paints ahead of what will be seen: the surroundings, and the whole picture in small.
    void setPaintsAhead(bool ahead) { m_ahead = ahead; }

signals:
    /// These areas of the canvas, in canvas units, can be painted better now.
    void improved(const QRectF& area);

private:
    struct Piece {
        QRect target;
        QImage image; ///< null: nothing but the background is there
        QRectF source;
    };
    void keep(const std::vector<FinishedTile>& tiles);
    void adopt(const std::vector<FinishedTile>& tiles);
    void rest();
    void orderWork();
    void noteScale(double scale);
    std::vector<TileKey> missing(double scale, const QRect& range);
    void paintNow(const std::vector<TileKey>& keys, double milliseconds);
    bool cover(const QRect& area, const TileView& view, std::vector<Piece>& pieces);
    std::optional<Piece> scaledPiece(const TileKey& key, const QRect& target);
    bool foreseenTooLong(std::size_t tiles, double milliseconds) const;
    double baseScale() const;

    TileStore m_store;
    TilePainter m_painter;
    std::shared_ptr<const TileContent> m_content = std::make_shared<const TileContent>();
    QTimer m_rest;
    TileView m_shown;
    bool m_sweeping = false; ///< the scale changes again and again
    bool m_changed = true;   ///< the content, since it was painted last
    bool m_exact = false;    ///< all that is in the viewport, at the last painting
    bool m_ahead = true;
    double m_tileCost = 0; ///< milliseconds; of the latest tiles on average
};

} // namespace waylight
