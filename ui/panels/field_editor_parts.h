// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/field_editor.h"

#include <QVBoxLayout>

class QToolButton;

/// What the editors of single fields share, and those that have a file of their own.
namespace waylight {

/// An editor that is nothing but one widget.
template <class W>
W* filling(FieldEditor* editor, W* widget) {
    auto* layout = new QVBoxLayout(editor);
    layout->setContentsMargins({});
    layout->addWidget(widget);
    editor->setFocusProxy(widget);
    return widget;
}

/// A small button at the end of an editor's line.
QToolButton* lineButton(const char* icon, const QString& objectName, const QString& text, QWidget* parent);

void markText(QWidget* widget, bool wrong);

/// A list of texts, one on each line.
FieldEditor* makeLinesEditor(const FieldInfo& field, QWidget* parent);
/// A list of references to one type: a tick at each resource that is in it.
FieldEditor* makeReferencesEditor(const FieldInfo& field, QWidget* parent);
/// One reference: a choice that one types ahead in, picking on the canvas, and going there.
FieldEditor* makeReferenceEditor(const FieldInfo& field, QWidget* parent);

} // namespace waylight
