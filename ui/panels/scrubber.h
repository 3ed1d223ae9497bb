// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/trace.h"

#include <QSlider>

#include <vector>

namespace waylight {

/// A slider over the length of a trace in milliseconds, with a mark where each check is made: round for a pass, square
/// for a block, hollow for unknown. A click goes there at once.
class Scrubber : public QSlider {
    Q_OBJECT

public:
    explicit Scrubber(QWidget* parent);

    struct Mark {
        int milliseconds = 0;
        Outcome outcome = Outcome::Pass;
    };
    void setMarks(std::vector<Mark> marks);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    int positionOf(int value) const;
    int valueAt(int position) const;

    std::vector<Mark> m_marks;
};

/// The marks of a trace: one for each check up to where playback ends.
std::vector<Scrubber::Mark> marksOf(const Trace& trace);

} // namespace waylight
