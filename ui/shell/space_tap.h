// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace waylight {

/// Space held on the canvas drags the view; Space pressed and let go without a drag does something else. The canvas
/// gets its keys as before.
class SpaceTap : public QObject {
    Q_OBJECT

public:
    SpaceTap(QWidget* canvas, std::function<void()> tapped);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::function<void()> m_tapped;
    bool m_alone = false; ///< Space is down and no mouse button has been pressed since
};

} // namespace waylight
