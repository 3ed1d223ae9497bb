// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <QLineEdit>

namespace waylight {

class CanvasView;

/// A line edit over the name of an element. Enter and leaving it commit one undo step, Escape ends it without one; a
/// name that is wrong is told beside it and not taken.
class RenameEditor : public QLineEdit {
    Q_OBJECT

public:
    explicit RenameEditor(CanvasView& view);

    /// `text` in place of the present name; null: the name, selected.
    void start(const Id& id, const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// True when the editor is done: the name was taken, or is as it was.
    bool commit();
    void finish();
    void check();
    void follow();
    QPointF below() const;

    CanvasView& m_view;
    Id m_id;
};

} // namespace waylight
