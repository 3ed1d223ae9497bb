// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/patch.h"

#include <QWidget>

#include <map>
#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace waylight {

class Document;
class FieldRow;
class PartSection;

/// The form of what is selected and of its parts, made from the descriptions of their fields and nothing else.
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    explicit InspectorPanel(Document& document, QWidget* parent = nullptr);

    /// True for what is selected alone, and its parts.
    bool isShown(const Id& id) const;
    /// Brings a resource that is shown into view, and in it the field that a JSON pointer names.
    void reveal(const Id& id, const std::string& pointer);

signals:
    void policyRequested(QString resource, QString pointer);

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
    void addEmptyState(QVBoxLayout& form);
    void addResource(QVBoxLayout& form, const Id& id);
    void addFields(QVBoxLayout& form, const Id& id);
    void addAdditions(QVBoxLayout& form, const Id& id);
    void addPart(QVBoxLayout& form, const Id& id, bool open);
    void addNew(const Id& whole, Kind kind);
    void unfold(const Id& id);

    Document& m_document;
    QScrollArea* m_scroll;
    std::vector<FieldRow*> m_rows; ///< of what is unfolded
    std::map<Id, PartSection*> m_sections;
    std::vector<Shown> m_shown;
    std::map<Id, bool> m_folds; ///< what the user unfolded, or folded: false
};

} // namespace waylight
