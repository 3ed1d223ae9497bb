// SPDX-License-Identifier: MIT
#include "ui/canvas/problem_marks.h"

#include "ui/canvas/canvas_view.h"
#include "ui/render/problem_mark.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace waylight {

ProblemMarks::ProblemMarks(CanvasView& canvas) : QObject(&canvas), m_canvas(canvas) {
    canvas.viewport()->installEventFilter(this);
}

const Finding* ProblemMarks::at(QPoint viewportPoint) const {
    const Document& document = m_canvas.document();
    const QPointF point = m_canvas.mapToScene(viewportPoint);
    const auto& findings = document.findings();
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& each) {
        if (each.approved || each.severity == Severity::Note)
            return false;
        const PictureBox* box = document.picture().box(each.resource);
        return box && problemMarkRect(*box).contains(point);
    });
    return found == findings.end() ? nullptr : &*found;
}

bool ProblemMarks::eventFilter(QObject* watched, QEvent* event) {
    const bool selecting = m_canvas.tool() == Tool::Select && !m_canvas.isPicking();
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const Finding* finding = at(help->pos());
        if (!finding)
            return QObject::eventFilter(watched, event);
        QToolTip::showText(help->globalPos(), text(finding->message), m_canvas.viewport());
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease && m_pressed) {
        m_pressed = false;
        return true;
    }
    if (event->type() != QEvent::MouseButtonPress || !selecting)
        return QObject::eventFilter(watched, event);
    const auto* press = static_cast<QMouseEvent*>(event);
    const bool plain = press->button() == Qt::LeftButton && press->modifiers() == Qt::NoModifier;
    const Finding* finding = plain ? at(press->position().toPoint()) : nullptr;
    if (!finding)
        return QObject::eventFilter(watched, event);
    m_pressed = true;
    emit clicked(QString::fromStdString(finding->resource));
    return true;
}

} // namespace waylight
