// SPDX-License-Identifier: MIT
#include "ui/panels/reference_combo.h"

#include "core/model/design.h"
#include "ui/panels/look.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace waylight {
namespace {

constexpr int widestPopup = 560;

QString titleOf(const Resource& resource) {
    const ResourceBase& common = base(resource);
    return common.name.empty() ? qString(common.id)
                               : QStringLiteral("%1 (%2)").arg(qString(common.name), qString(common.id));
}

} // namespace

QString referenceText(const Topology& topology, const Id& id, bool freeText) {
    if (id.empty())
        return freeText ? QString() : ReferenceCombo::tr("None");
    if (const ResourcePtr resource = topology.find(id))
        return titleOf(*resource);
    return freeText ? qString(id) : ReferenceCombo::tr("%1 (not in this design)").arg(qString(id));
}

ReferenceCombo::ReferenceCombo(std::vector<Kind> kinds, bool freeText, QWidget* parent)
    : QComboBox(parent), m_kinds(std::move(kinds)) {
    setEditable(freeText);
    setInsertPolicy(NoInsert);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(10);
    setFocusPolicy(Qt::StrongFocus);
    if (!freeText)
        return;
    lineEdit()->setPlaceholderText(tr("None"));
    // Whoever types an id sees the name with it.
    connect(lineEdit(), &QLineEdit::editingFinished, this, [this] {
        if (m_topology.contains(id()))
            setId(id());
    });
    // A long entry shows its beginning, which is the name.
    connect(
        this, &QComboBox::currentIndexChanged, lineEdit(), [this] { lineEdit()->home(false); }, Qt::QueuedConnection);
}

void ReferenceCombo::setId(const Id& id) {
    int index = findData(qString(id));
    if (index < 0) {
        addItem(referenceText(m_topology, id, isEditable()), qString(id));
        index = count() - 1;
    }
    setItemText(index, referenceText(m_topology, id, isEditable()));
    setCurrentIndex(index);
}

Id ReferenceCombo::id() const {
    const bool typed = isEditable() && currentText() != itemText(currentIndex());
    return (typed ? currentText().trimmed() : currentData().toString()).toStdString();
}

void ReferenceCombo::showPopup() {
    fill();
    view()->setMinimumWidth(
        std::min(widestPopup, view()->sizeHintForColumn(0) + view()->verticalScrollBar()->sizeHint().width() + 8));
    QComboBox::showPopup();
}

void ReferenceCombo::focusInEvent(QFocusEvent* event) {
    fill();
    QComboBox::focusInEvent(event);
}

void ReferenceCombo::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

void ReferenceCombo::fill() {
    const Id chosen = id();
    const QSignalBlocker blocked(this);
    clear();
    addItem(referenceText(m_topology, {}, isEditable()), QString());
    if (m_choices)
        for (const Id& each : m_choices())
            addResource(*m_topology.find(each));
    for (const Kind kind : m_choices ? std::vector<Kind>() : m_kinds)
        for (const auto& [id, resource] : m_topology.table(kind))
            // Where several kinds may be meant, an instance stands for its interfaces.
            if (m_kinds.size() == 1 || wholeOf(m_topology, id).empty())
                addResource(*resource);
    if (m_kinds.empty())
        m_topology.forEachResource([this](const ResourcePtr& resource) { addResource(*resource); });
    setId(chosen);
}

void ReferenceCombo::addResource(const Resource& resource) {
    addItem(icon(qString(typeInfo(resource).name)), titleOf(resource), qString(base(resource).id));
}

} // namespace waylight
