// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <QComboBox>

#include <functional>
#include <vector>

namespace waylight {

/// A choice of a resource by name. The list is made when it is about to be used, so a form of a large design opens at
/// once. Without kinds any resource can be chosen.
class ReferenceCombo : public QComboBox {
    Q_OBJECT

public:
    /// `freeText`: any word can be typed as well (`local`, an address).
    ReferenceCombo(std::vector<Kind> kinds, bool freeText, QWidget* parent);

    /// What the list is made from.
    void setTopology(const Topology& topology) { m_topology = topology; }
    /// What it offers instead of all resources of its type; asked when the list is made.
    void offer(std::function<std::vector<Id>()> choices) { m_choices = std::move(choices); }
    /// Shows the resource with this id; an empty id is "None".
    void setId(const Id& id);
    Id id() const;

    void showPopup() override;

protected:
    void focusInEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void fill();
    void addResource(const Resource& resource);

    std::vector<Kind> m_kinds;
    Topology m_topology;
    std::function<std::vector<Id>()> m_choices;
};

/// "name (id)" of a resource for lists; the id alone, marked as missing unless free text stands there, when it is not
/// in the topology.
QString referenceText(const Topology& topology, const Id& id, bool freeText);

} // namespace waylight
