// SPDX-License-Identifier: MIT
#pragma once

#include "ui/canvas/moved_part.h"
#include "ui/canvas/tile_layer.h"
#include "ui/document/document.h"
#include "ui/render/painter.h"

#include <QGraphicsItem>

namespace waylight {

/// Shows the document's picture: the picture itself from tiles, as the background of the view, and as an item what is
/// on top of it, of which only what is exposed is painted.
class PictureItem : public QGraphicsItem {
public:
    PictureItem(const Document& document, const Theme& theme);

    /// What is shown; tiles may be painted from it when the document has another one already.
    const std::shared_ptr<const Picture>& picture() const { return m_picture; }
    const Overlay& overlay() const { return m_overlay; }
    /// Marks of problems are set apart from the rest.
    void setOverlay(Overlay overlay);
    void setProblems(std::set<Id> problems);
    /// Only the packet moved. The packet itself is not shown here.
    void setFrame(const Frame& frame) { m_overlay.frame = frame; }
    /// Where the packet of the frame is.
    std::optional<QPointF> packet() const;
    /// The picture is another one now.
    void pictureChanged();
    void themeChanged();
    /// Leaves a part out, which is shown elsewhere while it moves; an empty part: everything is shown.
    void leaveOut(const MovedPart& part);

    /// Paints the picture on its ground. `exposed` is in canvas units, `viewport` in those of the widget.
    void paintGroundAndPicture(QPainter& painter, const QRectF& exposed, const QRect& viewport);
    /// What was painted last is exactly the picture, and nothing is being painted in the background.
    bool isAtRest() const { return shownTiles().isAtRest(); }

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void updateBounds();
    QRectF areaOf(const std::set<Id>& ids) const;
    TileContent contentWith(PictureLook look) const;
    void dim();
    const TileLayer& shownTiles() const { return m_overlay.hovered.empty() ? m_tiles : m_dimmed; }

    const Document& m_document;
    const Theme& m_theme;
    std::shared_ptr<const Picture> m_picture;
    std::set<Id> m_problems;
    std::vector<Rect> m_leftOut; ///< where the part is that is left out
    Overlay m_overlay;
    QRectF m_bounds;
    TileLayer m_tiles;
    TileLayer m_dimmed; ///< while something is hovered
};

/// What a gesture in progress shows above the picture: ghosts of elements, the rubber band, a line being drawn.
class PreviewItem : public QGraphicsItem {
public:
    explicit PreviewItem(const Theme& theme);

    /// Shows these boxes, moved by an offset, as ghosts.
    void setGhost(Picture picture, QPointF offset);
    void setGhostOffset(QPointF offset);
    void setBand(const QRectF& band);
    void setLine(const QLineF& line, bool refused);
    void clear();

    const QRectF& band() const { return m_band; }
    bool hasGhost() const { return !m_ghost.boxes().empty(); }
    bool isEmpty() const { return !hasGhost() && m_band.isNull() && m_line.isNull(); }

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& m_theme;
    Picture m_ghost;
    QPointF m_offset;
    QRectF m_band;
    QLineF m_line;
    bool m_refused = false;
};

/// The part of a picture that shows these elements and what is in them.
Picture ghostOf(const Picture& picture, const std::vector<Id>& ids);
/// A picture of one new element, with its pointer-side corner or middle at the origin.
Picture ghostOf(Kind kind);
/// Where the top left corner of something new goes when it is dropped at a point: symbols are centred on it.
QPointF placingOffset(Kind kind);

} // namespace waylight
