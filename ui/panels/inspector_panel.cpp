// SPDX-License-Identifier: MIT
#include "ui/panels/inspector_panel.h"

#include "core/model/references.h"
#include "ui/document/document.h"
#include "ui/panels/derived_routes.h"
#include "ui/panels/field_editor.h"
#include "ui/panels/field_row.h"
#include "ui/panels/look.h"

#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

constexpr int headerIcon = 32;

/// What is edited together with a resource: its interfaces, their elastic IPs.
std::vector<Id> partsOf(const Topology& topology, const Id& whole) {
    std::vector<Id> near = referrersOf(topology, whole);
    if (const ResourcePtr resource = topology.find(whole))
        forEachReference(*resource, [&](const Reference& reference) { near.push_back(reference.target); });
    std::vector<Id> parts;
    for (const Id& id : near)
        if (wholeOf(topology, id) == whole && std::find(parts.begin(), parts.end(), id) == parts.end())
            parts.push_back(id);
    return parts;
}

QWidget* makeHeader(const ResourceBase& common, const TypeInfo& info, bool isPart, QWidget* parent) {
    auto* header = new QWidget(parent);
    auto* picture = new QLabel(header);
    const int size = isPart ? headerIcon * 3 / 4 : headerIcon;
    picture->setPixmap(icon(qString(info.name)).pixmap(QSize(size, size), header->devicePixelRatioF()));
    QLabel* name = wrappingLabel(qString(displayName(common)), header);
    QFont font = name->font();
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(font.pointSizeF() * (isPart ? 1.0 : 1.2));
    name->setFont(font);
    QLabel* id = hintLabel(QStringLiteral("%1 · %2").arg(qString(info.label), qString(common.id)), header);
    id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    id->setToolTip(qString(info.help));

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(id);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, isPart ? 12 : 0, 0, 0);
    layout->addWidget(picture, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    return header;
}

QFrame* makeRule(QWidget* parent) {
    auto* rule = new QFrame(parent);
    rule->setFrameShape(QFrame::HLine);
    rule->setFrameShadow(QFrame::Sunken);
    return rule;
}

} // namespace

InspectorPanel::InspectorPanel(Document& document, QWidget* parent) : QWidget(parent), m_document(document), m_scroll(new QScrollArea(this)) {
    named(m_scroll, QStringLiteral("inspector.form"), tr("Properties of the selected element"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_scroll);
    connect(&m_document, &Document::selectionChanged, this, &InspectorPanel::rebuild);
    connect(&m_document, &Document::designChanged, this, &InspectorPanel::refresh);
    rebuild();
}

void InspectorPanel::rebuild() {
    m_rows.clear();
    m_shown.clear();
    auto* page = new QWidget;
    auto* form = new QVBoxLayout(page);
    form->setContentsMargins(12, 12, 12, 12);
    form->setSpacing(10);
    const auto& selection = m_document.selection();
    if (selection.size() == 1 && m_document.design().topology.contains(selection.front()))
        addResource(*form, selection.front(), false);
    else
        addEmptyState(*form);
    form->addStretch();
    // A row may be in the middle of its own commit, so what was there goes only when control is back in the event loop.
    if (QWidget* before = m_scroll->takeWidget()) {
        before->hide();
        before->deleteLater();
    }
    m_scroll->setWidget(page);
}

void InspectorPanel::addEmptyState(QVBoxLayout& form) {
    const auto count = m_document.selection().size();
    QWidget* page = form.parentWidget();
    QLabel* title = wrappingLabel(count > 1 ? tr("%1 elements are selected").arg(count) : tr("Select something"), page);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    form.addWidget(title);
    if (count > 1)
        form.addWidget(hintLabel(tr("Drag to move them together, or press Delete to remove them with what is in them. Select one alone to edit its fields."), page));
    else
        form.addWidget(hintLabel(tr("Click an element on the canvas to see and edit what it is. Shift+click adds to the selection; drag over empty canvas selects an area.\n\n"
                                    "Drag from the palette to place something new. Press ? for all shortcuts."), page));
}

void InspectorPanel::addResource(QVBoxLayout& form, const Id& id, bool isPart) {
    const ResourcePtr resource = m_document.design().topology.find(id);
    if (!resource)
        return;
    QWidget* page = form.parentWidget();
    m_shown.push_back(id);
    if (isPart)
        form.addWidget(makeRule(page));
    form.addWidget(makeHeader(base(*resource), typeInfo(*resource), isPart, page));
    addFields(form, id);
    if (std::holds_alternative<RouteTable>(*resource))
        form.addWidget(new DerivedRoutes(m_document, id, page));
    addParts(form, id);
}

void InspectorPanel::addFields(QVBoxLayout& form, const Id& id) {
    const Topology& topology = m_document.design().topology;
    const ResourcePtr resource = topology.find(id);
    QWidget* page = form.parentWidget();
    auto* facts = new QFormLayout;
    facts->setLabelAlignment(Qt::AlignLeft);
    for (const FieldInfo& field : fieldInfos(resource->index())) {
        if (!field.options.derived) {
            auto* row = new FieldRow(m_document, id, field, page);
            connect(row, &FieldRow::policyRequested, this, [this, id](const QString& pointer) { emit policyRequested(qString(id), pointer); });
            m_rows.push_back(row);
            form.addWidget(row);
            continue;
        }
        const QString value = field.type == FieldType::Record ? QString() : shownText(topology, field, fieldValue(*resource, field.name));
        if (value.isEmpty() || field.name == "id")
            continue;
        QLabel* shown = wrappingLabel(value, page);
        shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
        shown->setToolTip(qString(field.options.help));
        facts->addRow(qString(field.options.label), shown);
    }
    form.addLayout(facts);
}

void InspectorPanel::addParts(QVBoxLayout& form, const Id& id) {
    for (const Id& part : partsOf(m_document.design().topology, id))
        addResource(form, part, true);
}

void InspectorPanel::refresh(const Patch& patch) {
    const auto& selection = m_document.selection();
    const auto isShown = [&](const Id& id) { return std::find(m_shown.begin(), m_shown.end(), id) != m_shown.end(); };
    // Parts that come and go change the form itself.
    const bool newShape = std::any_of(patch.resources.begin(), patch.resources.end(), [&](const Change<ResourcePtr>& change) {
        return (!change.after && isShown(change.id)) || (!change.before && !selection.empty() && wholeOf(m_document.design().topology, change.id) == selection.front());
    });
    if (newShape) {
        rebuild();
        return;
    }
    for (FieldRow* row : m_rows)
        row->refresh();
}

void InspectorPanel::reveal(const std::string& pointer) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string field = pointer.empty() ? std::string() : pointer.substr(1, end - 1);
    for (FieldRow* row : m_rows) {
        if (row->field().name != field)
            continue;
        m_scroll->ensureWidgetVisible(row);
        row->reveal(pointer.substr(end));
        return;
    }
}

} // namespace waylight
