// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"

#include <QString>
#include <QWidget>

#include <functional>

namespace waylight {

class ReferenceCombo;

/// Edits one value in the JSON form of our file. It may hold text that is not valid; whoever uses it checks `value` and
/// says what is wrong with `setMarked`.
class FieldEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows a value of a design; references are shown with the names they have there.
    virtual void show(const Topology& topology, const Json& value) = 0;
    /// What a field that refers to one type of resource offers from now on: `choices` is asked when it is needed.
    virtual void offer(std::function<std::vector<Id>()> choices);
    virtual Json value() const = 0;
    /// Marks the value, or the part of it at a JSON pointer, as wrong; an empty sentence takes the mark away.
    virtual void setMarked(bool wrong, const QString& sentence, const std::string& pointer);
    /// Brings the part at a JSON pointer (relative to the value) into view and selects it.
    virtual void reveal(const std::string& pointer);

signals:
    void typed();                          ///< the value changed and may be half a word
    void finished();                       ///< Enter, a choice, or the focus left
    void policyRequested(QString pointer); ///< pointer relative to the value
};

/// The editor for a field, chosen by its description alone.
FieldEditor* makeFieldEditor(const FieldInfo& field, QWidget* parent);

/// The choice for a reference field: resources of its type, or of any type and any word.
ReferenceCombo* makeReferenceCombo(const FieldInfo& field, QWidget* parent);

/// A value as one line of text, for fields that are shown and not edited.
QString shownText(const Topology& topology, const FieldInfo& field, const Json& value);

/// The value that typed text stands for: a number where a number is asked for and the text is one, null for nothing
/// where that is allowed, else the text itself.
Json valueOfText(const FieldInfo& field, const QString& text);

/// A scalar value as text to edit.
QString textOfValue(const Json& value);

} // namespace waylight
