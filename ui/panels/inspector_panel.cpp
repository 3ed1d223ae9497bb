// SPDX-License-Identifier: MIT
#include "ui/panels/inspector_panel.h"

#include "core/edit/common_fields.h"
#include "core/edit/edits.h"
#include "core/model/references.h"
#include "ui/document/document.h"
#include "ui/panels/derived_routes.h"
#include "ui/panels/field_editor.h"
#include "ui/panels/field_row.h"
#include "ui/panels/inspector_header.h"
#include "ui/panels/look.h"
#include "ui/panels/note_form.h"
#include "ui/panels/part_section.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

constexpr std::size_t fewParts = 2;        ///< so many are unfolded from the start
constexpr std::size_t mostWithParts = 200; ///< selected elements whose parts are looked at

/// True for what every resource has beside its name: of less interest than its own fields, and shown after them.
bool isCommon(const FieldInfo& field) {
    return field.name == "region" || field.name == "account" || field.name == "tags";
}

std::vector<FieldInfo> inOrder(std::vector<FieldInfo> fields) {
    std::stable_partition(fields.begin(), fields.end(), [](const FieldInfo& field) { return !isCommon(field); });
    return fields;
}

std::vector<FieldInfo> fieldsOf(Kind kind) {
    std::vector<FieldInfo> fields;
    for (const FieldInfo& field : fieldInfos(kind))
        if (field.name != "region" || typeInfo(kind).regional)
            fields.push_back(field);
    return inOrder(std::move(fields));
}

/// A field that is not edited: its value, empty when there is none.
QString factOf(const Topology& topology, const std::vector<Id>& ids, const FieldInfo& field) {
    if (field.type == FieldType::Record || field.name == "id")
        return {};
    QString value;
    for (const Id& id : ids) {
        const QString each = shownText(topology, field, fieldValue(*topology.find(id), field.name));
        if (id != ids.front() && each != value)
            return InspectorPanel::tr("Multiple values");
        value = each;
    }
    return value;
}

} // namespace

InspectorPanel::InspectorPanel(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_scroll(new QScrollArea(this)) {
    named(m_scroll, QStringLiteral("inspector.form"), tr("Properties of the selected element"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_scroll);
    connect(&m_document, &Document::selectionChanged, this, [this] {
        m_folds.clear();
        rebuild();
    });
    connect(&m_document, &Document::designChanged, this, &InspectorPanel::refresh);
    connect(&m_document, &Document::findingsChanged, this, [this] {
        for (FieldRow* row : m_rows)
            row->refresh();
    });
    rebuild();
}

Id InspectorPanel::inspected() const {
    const std::vector<Id> ids = selected();
    return ids.size() == 1 ? ids.front() : Id();
}

std::vector<Id> InspectorPanel::selected() const {
    std::vector<Id> ids;
    for (const Id& id : m_document.selection())
        if (m_document.design().topology.contains(id))
            ids.push_back(id);
    return ids;
}

std::vector<Id> InspectorPanel::selectedNotes() const {
    std::vector<Id> ids;
    for (const Id& id : m_document.selection())
        if (m_document.design().notes.contains(id))
            ids.push_back(id);
    return ids;
}

std::vector<InspectorPanel::Shown> InspectorPanel::withParts(const Id& id) const {
    std::vector<Shown> all;
    if (!id.empty())
        all.push_back({id, {}});
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const Id& part : edit::partsOf(m_document.design().topology, all[i].id))
            if (std::none_of(all.begin(), all.end(), [&](const Shown& each) { return each.id == part; }))
                all.push_back({part, all[i].id});
    return all;
}

void InspectorPanel::rebuild() {
    const int scrolled = m_scroll->verticalScrollBar()->value();
    const Id id = inspected();
    const bool same = !m_shown.empty() && m_shown.front().id == id;
    m_rows.clear();
    m_sections.clear();
    m_notes.clear();
    m_shown = withParts(id);
    auto* page = new QWidget;
    auto* form = new QVBoxLayout(page);
    form->setContentsMargins(12, 12, 12, 12);
    form->setSpacing(10);
    if (const ResourcePtr resource = m_document.design().topology.find(id)) {
        form->addWidget(makeHeader(base(*resource), typeInfo(*resource), false, page));
        addResource(*form, id);
    } else if (const std::vector<Id> several = selected(); !several.empty()) {
        addSeveral(*form, several);
    } else if (const std::vector<Id> notes = selectedNotes(); !notes.empty()) {
        m_notes = new NoteForm(m_document, notes, page);
        form->addWidget(m_notes);
    } else {
        addEmptyState(*form);
    }
    form->addStretch();
    // A row may be in the middle of its own commit, so what was there goes only when control is back in the event loop.
    if (QWidget* before = m_scroll->takeWidget()) {
        before->hide();
        before->deleteLater();
    }
    m_scroll->setWidget(page);
    if (same) {
        page->adjustSize();
        m_scroll->verticalScrollBar()->setValue(scrolled);
    }
}

void InspectorPanel::addResource(QVBoxLayout& form, const Id& id) {
    addRows(form, {id}, fieldsOf(m_document.design().topology.find(id)->index()));
    if (m_document.design().topology.get<RouteTable>(id))
        addDerivedRoutes(form, id);
    addAdditions(form, id);
    const std::vector<Id> parts = edit::partsOf(m_document.design().topology, id);
    for (const Id& part : parts)
        if (!m_sections.contains(part))
            addPart(form, part, parts.size() <= fewParts);
}

/// Right below the routes that are stored.
void InspectorPanel::addDerivedRoutes(QVBoxLayout& form, const Id& id) {
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const FieldRow* each) {
        return each->isOf(id) && each->field().name == "routes";
    });
    auto* routes = new DerivedRoutes(m_document, id, form.parentWidget());
    form.insertWidget(row == m_rows.end() ? form.count() : form.indexOf(*row) + 1, routes);
}

void InspectorPanel::addSeveral(QVBoxLayout& form, const std::vector<Id>& ids) {
    const Topology& topology = m_document.design().topology;
    form.addWidget(makeSelectionHeader(topology, ids, form.parentWidget()));
    addRows(form, ids, inOrder(edit::commonFields(topology, ids)));
    if (ids.size() <= mostWithParts)
        addCommonParts(form, ids);
}

/// The fields of parts of which each element has one: the interfaces of instances.
void InspectorPanel::addCommonParts(QVBoxLayout& form, const std::vector<Id>& ids) {
    const Topology& topology = m_document.design().topology;
    for (const std::vector<Id>& parts : edit::commonParts(topology, ids)) {
        const TypeInfo& info = typeInfo(*topology.find(parts.front()));
        const QString title = tr("%1 of each").arg(qString(info.label));
        auto* header = new QLabel(title, form.parentWidget());
        auto* section = named(new PartSection(
                                  header, title,
                                  [this, parts](QVBoxLayout& body) {
                                      std::vector<FieldInfo> fields =
                                          edit::commonFields(m_document.design().topology, parts);
                                      std::erase_if(fields, [](const FieldInfo& each) {
                                          return isCommon(each) || each.name == "name" || each.options.derived;
                                      });
                                      addRows(body, parts, fields);
                                  },
                                  form.parentWidget()),
                              QStringLiteral("parts.") + qString(info.name), title);
        section->setOpen(true);
        form.addWidget(section);
    }
}

void InspectorPanel::addRows(QVBoxLayout& form, const std::vector<Id>& ids, const std::vector<FieldInfo>& fields) {
    const Topology& topology = m_document.design().topology;
    QWidget* page = form.parentWidget();
    auto* facts = new QFormLayout;
    facts->setLabelAlignment(Qt::AlignLeft);
    facts->setHorizontalSpacing(12);
    for (const FieldInfo& field : fields) {
        if (field.options.derived) {
            const QString value = factOf(topology, ids, field);
            if (value.isEmpty())
                continue;
            QLabel* shown = wrappingLabel(value, page);
            shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
            shown->setToolTip(qString(field.options.help));
            facts->addRow(qString(field.options.label), shown);
            continue;
        }
        auto* row = new FieldRow(m_document, ids, field, page);
        connect(row, &FieldRow::policyRequested, this,
                [this, id = ids.front()](const QString& pointer) { emit policyRequested(qString(id), pointer); });
        connect(row, &FieldRow::jumpRequested, this, &InspectorPanel::jumpRequested);
        connect(row, &FieldRow::pickRequested, this, [this, row](const QString& hint) {
            m_picking = row;
            emit pickRequested(hint);
        });
        m_rows.push_back(row);
        form.addWidget(row);
    }
    form.addLayout(facts);
}

void InspectorPanel::addAdditions(QVBoxLayout& form, const Id& id) {
    const std::vector<Kind> kinds = edit::addableParts(m_document.design().topology, id);
    for (const Kind kind : kinds) {
        const QString label = qString(typeInfo(kind).label);
        auto* button =
            named(new QPushButton(icon(QStringLiteral("add")), label, form.parentWidget()),
                  QStringLiteral("inspector.add.%1").arg(qString(typeInfo(kind).name)), tr("Add %1").arg(label));
        button->setToolTip(tr("Add %1: %2").arg(label, qString(typeInfo(kind).help)));
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, id, kind] { addNew(id, kind); });
        form.addWidget(button);
    }
}

void InspectorPanel::addNew(const Id& whole, Kind kind) {
    const Result<edit::Placed> added = edit::partAdded(m_document.design(), whole, kind);
    if (!added)
        return;
    m_folds[added->id] = true;
    const ResourcePtr part = added->design.topology.find(added->id);
    m_document.commit(added->design, tr("Add %1").arg(qString(displayName(base(*part)))));
    unfold(added->id);
}

void InspectorPanel::addPart(QVBoxLayout& form, const Id& id, bool open) {
    const Topology& topology = m_document.design().topology;
    const ResourcePtr resource = topology.find(id);
    const QString name = qString(displayName(base(*resource)));
    QWidget* header = makeHeader(base(*resource), typeInfo(*resource), true, form.parentWidget());
    auto* section =
        named(new PartSection(
                  header, name, [this, id](QVBoxLayout& body) { addResource(body, id); }, form.parentWidget()),
              QStringLiteral("part.") + qString(id), name);
    m_sections[id] = section;
    if (edit::isRemovablePart(topology, id)) {
        QToolButton* remove = iconButton(QStringLiteral("delete"), QStringLiteral("part.remove.") + qString(id),
                                         tr("Delete %1").arg(name), section);
        connect(remove, &QToolButton::clicked, this, [this, id, name] {
            m_document.commit(edit::removed(m_document.design(), {id}), tr("Delete %1").arg(name));
        });
        section->addButton(remove);
    }
    const auto fold = m_folds.find(id);
    section->setOpen(fold == m_folds.end() ? open : fold->second);
    connect(section, &PartSection::toggled, this, [this, id](bool nowOpen) { m_folds[id] = nowOpen; });
    form.addWidget(section);
}

bool InspectorPanel::touchesParts(const Change<ResourcePtr>& change) const {
    bool touches = isShown(change.id);
    for (const auto& resource : {change.before, change.after}) {
        if (!resource)
            continue;
        touches |= isShown(base(**resource).region);
        forEachReference(**resource, [&](const Reference& reference) { touches |= isShown(reference.target); });
    }
    return touches;
}

void InspectorPanel::refresh(const Patch& patch) {
    if (m_notes && !patch.notes.empty())
        m_notes->refresh();
    if (!patch.changesTopology() && patch.approvals.empty())
        return;
    const bool touched = std::any_of(patch.resources.begin(), patch.resources.end(),
                                     [&](const auto& change) { return touchesParts(change); });
    if (touched && withParts(inspected()) != m_shown) {
        rebuild();
        return;
    }
    for (FieldRow* row : m_rows)
        row->refresh();
}

bool InspectorPanel::isShown(const Id& id) const {
    return std::any_of(m_shown.begin(), m_shown.end(), [&](const Shown& each) { return each.id == id; });
}

void InspectorPanel::unfold(const Id& id) {
    const auto shown = std::find_if(m_shown.begin(), m_shown.end(), [&](const Shown& each) { return each.id == id; });
    if (shown == m_shown.end() || shown->whole.empty())
        return;
    unfold(shown->whole);
    const auto found = m_sections.find(id);
    if (found == m_sections.end())
        return;
    PartSection* section = found->second;
    section->setOpen(true);
    // The layout knows the place of what was just unfolded only after it has been done.
    QTimer::singleShot(0, section,
                       [this, section] { m_scroll->ensureWidgetVisible(section, 0, m_scroll->height() / 2); });
}

void InspectorPanel::reveal(const Id& id, const std::string& pointer) {
    unfold(id);
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string field = pointer.empty() ? std::string() : pointer.substr(1, end - 1);
    for (FieldRow* row : m_rows) {
        if (!row->isOf(id) || row->field().name != field)
            continue;
        QTimer::singleShot(0, row, [this, row, below = pointer.substr(end)] {
            m_scroll->ensureWidgetVisible(row);
            row->reveal(below);
        });
        return;
    }
}

void InspectorPanel::picked(const Id& id) {
    FieldRow* row = m_picking;
    m_picking.clear();
    if (row && !id.empty())
        row->take(id);
}

} // namespace waylight
