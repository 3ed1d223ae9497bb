// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <QComboBox>

#include <functional>
#include <vector>

namespace waylight {

/// A choice of a resource by name: whoever types sees what contains the text. The list is made when it is about to be
/// used, so a form of a large design opens at once. Without kinds any resource can be chosen.
class ReferenceCombo : public QComboBox {
    Q_OBJECT

public:
    /// `freeText`: any word can be typed as well (`local`, an address).
    ReferenceCombo(std::vector<Kind> kinds, bool freeText, QWidget* parent);

    /// What the list is made from.
    void setTopology(const Topology& topology) { m_topology = topology; }
    /// What it offers instead of all resources of its type; asked when the list is made.
    void offer(std::function<std::vector<Id>()> choices) { m_choices = std::move(choices); }
    /// Words that are offered before the resources, such as `local` or 0.0.0.0/0.
    void offerWords(std::vector<std::string> words) { m_words = std::move(words); }
    /// Shows the resource with this id; an empty id is "None".
    void setId(const Id& id);
    /// Shows that several resources refer to different ones, until something is chosen.
    void setMixed();
    bool isMixed() const { return m_mixed && currentText().isEmpty(); }
    /// The chosen resource, the one that the typed text names, or else the text.
    Id id() const;
    /// True when what was typed stands for a choice, or may be any word.
    bool isResolved() const;

    void showPopup() override;

signals:
    void edited(); ///< Enter, a choice, or the focus left; not while the list of what can be meant opens

protected:
    void focusInEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void fill();
    void addResource(const Resource& resource);
    int typedIndex() const;
    QString shownText(const Id& id) const;

    std::vector<Kind> m_kinds;
    bool m_freeText;
    bool m_mixed = false;
    Topology m_topology;
    std::function<std::vector<Id>()> m_choices;
    std::vector<std::string> m_words;
};

/// "name (id)" of a resource for lists; the id alone, marked as missing unless free text stands there, when it is not
/// in the topology.
QString referenceText(const Topology& topology, const Id& id, bool freeText);

} // namespace waylight
