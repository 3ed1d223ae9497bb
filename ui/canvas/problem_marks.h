// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/findings.h"

#include <QObject>

namespace waylight {

class CanvasView;

/// Makes the marks of problems on a canvas answer: the tooltip says what is wrong, a click asks for the problem.
class ProblemMarks : public QObject {
    Q_OBJECT

public:
    explicit ProblemMarks(CanvasView& canvas);

    /// The first open finding whose mark is under a point of the viewport, or null.
    const Finding* at(QPoint viewportPoint) const;

signals:
    void clicked(QString resource);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    CanvasView& m_canvas;
    bool m_pressed = false; ///< on a mark: letting go is not for the tools either
};

} // namespace waylight
