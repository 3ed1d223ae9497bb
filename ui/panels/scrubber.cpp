// SPDX-License-Identifier: MIT
#include "ui/panels/scrubber.h"

#include "core/trace/timeline.h"
#include "ui/panels/look.h"

#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace waylight {
namespace {

constexpr int margin = 10;
constexpr int handleRadius = 7;
constexpr int markSize = 8;

} // namespace

std::vector<Scrubber::Mark> marksOf(const Trace& trace) {
    const std::vector<double> times = stepTimes(trace);
    std::vector<Scrubber::Mark> marks;
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (marks.size() < times.size())
                marks.push_back({static_cast<int>(std::lround(times[marks.size()] * 1000)), check.outcome});
    return marks;
}

Scrubber::Scrubber(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setMinimumWidth(120);
    setPageStep(1000);
    setSingleStep(100);
}

void Scrubber::setMarks(std::vector<Mark> marks) {
    m_marks = std::move(marks);
    update();
}

QSize Scrubber::sizeHint() const {
    return {240, 26};
}

int Scrubber::positionOf(int value) const {
    const double share = maximum() > 0 ? static_cast<double>(value) / maximum() : 0.0;
    return margin + static_cast<int>(std::lround(share * (width() - 2 * margin)));
}

int Scrubber::valueAt(int position) const {
    const double share = static_cast<double>(position - margin) / std::max(1, width() - 2 * margin);
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * maximum()));
}

void Scrubber::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = themeOf(palette());
    const int middle = height() / 2;
    const int head = positionOf(sliderPosition());
    painter.setPen(QPen(palette().color(QPalette::Mid), 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(margin, middle, width() - margin, middle);
    if (isEnabled()) {
        painter.setPen(QPen(theme.active, 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(margin, middle, head, middle);
    }
    for (const Mark& mark : m_marks) {
        const QRectF place(positionOf(mark.milliseconds) - markSize / 2.0, middle - markSize / 2.0, markSize, markSize);
        painter.setPen(QPen(statusColour(mark.outcome, theme), 1.5));
        painter.setBrush(mark.outcome == Outcome::Unknown ? palette().color(QPalette::Window)
                                                          : statusColour(mark.outcome, theme));
        if (mark.outcome == Outcome::Block)
            painter.drawRect(place);
        else
            painter.drawEllipse(place);
    }
    if (!isEnabled())
        return;
    painter.setPen(QPen(theme.active, hasFocus() ? 3 : 2));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawEllipse(QPointF(head, middle), handleRadius, handleRadius);
}

void Scrubber::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setSliderPosition(valueAt(event->position().toPoint().x()));
}

void Scrubber::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown())
        setSliderPosition(valueAt(event->position().toPoint().x()));
}

void Scrubber::mouseReleaseEvent(QMouseEvent*) {
    setSliderDown(false);
}

} // namespace waylight
