// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec.h"
#include "core/model/patch.h"

#include <QPointer>
#include <QWidget>

#include <map>
#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace waylight {

class Document;
class FieldRow;
class NoteForm;
class PartSection;

/// The form of what is selected and of its parts, made from the descriptions of their fields and nothing else. For
/// several elements it has the fields that all of them have.
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    explicit InspectorPanel(Document& document, QWidget* parent = nullptr);

    /// True for what is selected alone, and its parts.
    bool isShown(const Id& id) const;
    /// Brings a resource that is shown into view, and in it the field that a JSON pointer names.
    void reveal(const Id& id, const std::string& pointer);
    /// What was picked on the canvas for the field that asked for it; an empty id: nothing was.
    void picked(const Id& id);

signals:
    void policyRequested(QString resource, QString pointer);
    void pickRequested(QString hint);     ///< a field wants something picked; see `picked`
    void jumpRequested(QString resource); ///< the user wants to see what a field refers to

private:
    /// A resource with a form, and what it is shown as a part of.
    struct Shown {
        Id id;
        Id whole; ///< empty: it is what is selected
        bool operator==(const Shown&) const = default;
    };

    Id inspected() const;
    std::vector<Shown> withParts(const Id& id) const;
    void rebuild();
    void refresh(const Patch& patch);
    bool touchesParts(const Change<ResourcePtr>& change) const;
    std::vector<Id> selected() const;
    std::vector<Id> selectedNotes() const;
    void addSeveral(QVBoxLayout& form, const std::vector<Id>& ids);
    void addDerivedRoutes(QVBoxLayout& form, const Id& id);
    void addCommonParts(QVBoxLayout& form, const std::vector<Id>& ids);
    void addRows(QVBoxLayout& form, const std::vector<Id>& ids, const std::vector<FieldInfo>& fields);
    void addResource(QVBoxLayout& form, const Id& id);
    void addAdditions(QVBoxLayout& form, const Id& id);
    void addPart(QVBoxLayout& form, const Id& id, bool open);
    void addNew(const Id& whole, Kind kind);
    void unfold(const Id& id);

    Document& m_document;
    QScrollArea* m_scroll;
    std::vector<FieldRow*> m_rows; ///< of what is unfolded
    std::map<Id, PartSection*> m_sections;
    std::vector<Shown> m_shown;
    QPointer<NoteForm> m_notes;   ///< while only notes are selected
    QPointer<FieldRow> m_picking; ///< the field that waits for a pick on the canvas
    std::map<Id, bool> m_folds;   ///< what the user unfolded, or folded: false
};

} // namespace waylight
