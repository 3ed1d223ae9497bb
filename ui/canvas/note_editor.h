// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <QPlainTextEdit>

namespace waylight {

class CanvasView;

/// The text of a note, edited where it stands. Ctrl+Enter and leaving it commit one undo step, Escape ends it without
/// one.
class NoteEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit NoteEditor(CanvasView& view);

    /// `text` in place of the present words; null: the words, selected.
    void start(const Id& id, const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void commit();
    void finish();
    void follow();

    CanvasView& m_view;
    Id m_id;
};

} // namespace waylight
