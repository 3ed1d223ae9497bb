// SPDX-License-Identifier: MIT
#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace waylight {

class Document;

/// The whole picture in small, with a frame round what the canvas shows and marks where something is wrong or blocked.
/// Dragging and the arrow keys move the canvas, the wheel, + and - zoom it.
class Minimap : public QWidget {
    Q_OBJECT

public:
    explicit Minimap(Document& document, QWidget* parent = nullptr);

    /// The part of the canvas that is in view, in canvas units.
    void setVisibleArea(const QRectF& area);
    /// Where a point of the canvas is on the map, and back.
    QPointF toMap(QPointF canvasPoint) const;
    QPointF toCanvas(QPointF mapPoint) const;

    QSize sizeHint() const override { return {240, 170}; }
    QSize minimumSizeHint() const override { return {120, 90}; }

signals:
    void centreRequested(QPointF canvasPoint);
    void zoomRequested(double factor);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void schedule();
    void redraw();
    void place();
    void paintMarks(QPainter& painter) const;
    void paintFrame(QPainter& painter) const;

    Document& m_document;
    QTimer m_timer; ///< several edits in a row make one new map
    QPixmap m_map;
    double m_scale = 1; ///< pixels per canvas unit
    QPointF m_origin;   ///< the canvas's origin on the map
    QRectF m_visible;
    QPointF m_grip; ///< from the pointer to the middle of the frame, canvas units
};

} // namespace waylight
