// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/painter.h"

#include <QGraphicsItem>

namespace waylight {

/// The one item that shows the document's picture. Only what is exposed is painted, so scrolling paints a strip and
/// playback the neighbourhood of the packet.
class PictureItem : public QGraphicsItem {
public:
    PictureItem(const Picture& picture, const Theme& theme) : m_picture(picture), m_theme(theme) {}

    const Overlay& overlay() const { return m_overlay; }
    void setOverlay(Overlay overlay);
    /// Only the packet moved: repaints the part of the canvas that it was and is in.
    void setFrame(const Frame& frame, const QRectF& area);
    /// The picture is another one now.
    void pictureChanged();

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void updateBounds();

    const Picture& m_picture;
    const Theme& m_theme;
    Overlay m_overlay;
    QRectF m_bounds;
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

/// The part of a picture that shows these elements and what is in them: the ghost of a move.
Picture ghostOf(const Picture& picture, const std::vector<Id>& ids);
/// A picture of one new element, with its pointer-side corner or middle at the origin.
Picture ghostOf(Kind kind);
/// Where the top left corner of something new goes when it is dropped at a point: symbols are centred on it.
QPointF placingOffset(Kind kind);

} // namespace waylight
