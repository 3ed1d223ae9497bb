// SPDX-License-Identifier: MIT
#include "ui/shell/space_tap.h"

#include <QAbstractScrollArea>
#include <QKeyEvent>
#include <QWidget>

namespace waylight {

SpaceTap::SpaceTap(QWidget* canvas, std::function<void()> tapped) : QObject(canvas), m_tapped(std::move(tapped)) {
    canvas->installEventFilter(this);
    if (auto* area = qobject_cast<QAbstractScrollArea*>(canvas))
        area->viewport()->installEventFilter(this);
}

bool SpaceTap::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::FocusOut)
        m_alone = false;
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress ||
                       event->type() == QEvent::KeyRelease;
    const auto* key = isKey ? static_cast<QKeyEvent*>(event) : nullptr;
    if (!key || key->key() != Qt::Key_Space || key->modifiers() != Qt::NoModifier || key->isAutoRepeat())
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        m_alone = true;
    } else if (m_alone) {
        m_alone = false;
        m_tapped();
    }
    return false;
}

} // namespace waylight
