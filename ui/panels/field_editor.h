// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/record_cells.h"
#include "core/model/codec.h"

#include <QString>
#include <QWidget>

#include <functional>

namespace waylight {

class ReferenceCombo;

/// What is to be said about one element of a list.
struct PartNote {
    int place = 0; ///< in the value
    QString sentence;
    bool dimmed = false; ///< it does nothing
};

/// What a table of records asks the design.
struct RecordContext {
    std::function<edit::CellChoices(const edit::RecordColumn& column)> choices;
    std::function<Json(const Json& rows, bool outbound)> newRecord;
};

/// Edits one value in the JSON form of our file. It may hold text that is not valid; whoever uses it checks `value` and
/// says what is wrong with `setMarked`.
class FieldEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows a value of a design; references are shown with the names they have there.
    virtual void show(const Topology& topology, const Json& value) = 0;
    /// Shows that several resources have different values, one each here.
    virtual void showSeveral(const Topology& topology, const std::vector<Json>& values) = 0;
    /// True while different values are shown and nothing was given in their place.
    virtual bool isMixed() const = 0;
    /// What a field that refers to one type of resource offers from now on: `choices` is asked when it is needed.
    virtual void offer(std::function<std::vector<Id>()> choices);
    virtual void setContext(RecordContext context);
    virtual Json value() const = 0;
    /// What the resource that has the value `own` would get: `value`, or what of it was edited.
    virtual Json valueFor(const Json& own) const;
    /// Why what was typed stands for nothing, and what is there that could not be stored yet; empty: all is well.
    virtual QString complaint() const;
    virtual QString pending() const;
    /// Marks the value, or the part of it at a JSON pointer, as wrong; an empty sentence takes the mark away.
    virtual void setMarked(bool wrong, const QString& sentence, const std::string& pointer);
    virtual void setNotes(std::vector<PartNote> notes);
    /// Uses a resource that was picked on the canvas.
    virtual void take(const Id& id);
    /// Brings the part at a JSON pointer (relative to the value) into view and selects it.
    virtual void reveal(const std::string& pointer);

signals:
    void typed();                          ///< the value changed and may be half a word
    void finished();                       ///< Enter, a choice, or the focus left
    void policyRequested(QString pointer); ///< pointer relative to the value
    void pickRequested();                  ///< the user wants to pick on the canvas; see `take`
    void jumpRequested(QString id);        ///< the user wants to see what is referred to
};

/// A value as one line of text, for fields that are shown and not edited.
QString shownText(const Topology& topology, const FieldInfo& field, const Json& value);

/// The value that typed text stands for: a number where a number is asked for and the text is one, null for nothing
/// where that is allowed, else the text itself.
Json valueOfText(const FieldInfo& field, const QString& text);

/// A scalar value as text to edit.
QString textOfValue(const Json& value);

} // namespace waylight
