// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/values.h"

#include <QWidget>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace waylight {

class Document;
class FieldRow;
struct Patch;

/// The form of what is selected, made from the descriptions of its fields and nothing else.
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    explicit InspectorPanel(Document& document, QWidget* parent = nullptr);

    /// Brings the field that a JSON pointer into the selected resource names into view.
    void reveal(const std::string& pointer);

signals:
    void policyRequested(QString resource, QString pointer);

private:
    void rebuild();
    void refresh(const Patch& patch);
    void addEmptyState(QVBoxLayout& form);
    void addResource(QVBoxLayout& form, const Id& id, bool isPart);
    void addFields(QVBoxLayout& form, const Id& id);
    void addParts(QVBoxLayout& form, const Id& id);

    Document& m_document;
    QScrollArea* m_scroll;
    std::vector<FieldRow*> m_rows;
    std::vector<Id> m_shown; ///< the resource and its parts
};

} // namespace waylight
