// SPDX-License-Identifier: MIT
#include "ui/panels/field_row.h"

#include "core/edit/common_fields.h"
#include "core/edit/edits.h"
#include "core/edit/field_problems.h"
#include "ui/document/document.h"
#include "ui/panels/field_editors.h"
#include "ui/panels/look.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>

#include <algorithm>

namespace waylight {
namespace {

/// So many resources of a selection are looked at for what is only doubtful: a sentence about one is enough.
constexpr std::size_t mostWarned = 50;

} // namespace

FieldRow::FieldRow(Document& document, std::vector<Id> resources, const FieldInfo& field, QWidget* parent)
    : QWidget(parent), m_document(document), m_resources(std::move(resources)), m_field(field),
      m_editor(makeFieldEditor(field, this)), m_facts(makeFacts()), m_problem(makeMarked(QStringLiteral("problem"))),
      m_helpText(makeMarked(QStringLiteral("help.text"))) {
    m_helpText->setForegroundRole(QPalette::PlaceholderText);
    setObjectName(QStringLiteral("field.%1").arg(qString(field.name)));
    named(m_editor, QStringLiteral("editor.%1").arg(qString(field.name)), qString(field.options.label));
    if (QWidget* inner = m_editor->focusProxy()) {
        inner->setAccessibleName(qString(field.options.label));
        inner->setAccessibleDescription(qString(field.options.help));
    }
    m_editor->setToolTip(qString(field.options.help));
    buildLayout();
    connectEditor();
    const bool several = m_resources.size() > 1;
    if (several && edit::isUniqueValue(field))
        lock(tr("Each element needs a value of its own here. Select one alone to edit it."));
    else if (several && field.type == FieldType::Policy)
        lock(tr("Select one element alone to edit its policy."));
    m_stored = stored();
    show();
}

bool FieldRow::isOf(const Id& resource) const {
    return std::find(m_resources.begin(), m_resources.end(), resource) != m_resources.end();
}

std::vector<Json> FieldRow::stored() const {
    std::vector<Json> values;
    for (const Id& id : m_resources) {
        const ResourcePtr now = m_document.design().topology.find(id);
        values.push_back(now ? fieldValue(*now, m_field.name) : Json());
    }
    return values;
}

void FieldRow::show() {
    const Topology& topology = m_document.design().topology;
    const bool same = std::adjacent_find(m_stored.begin(), m_stored.end(), std::not_equal_to<>()) == m_stored.end();
    if (same)
        m_editor->show(topology, m_stored.front());
    else
        m_editor->showSeveral(topology, m_stored);
    check();
}

bool FieldRow::isBeingEdited() const {
    const QWidget* focus = QApplication::focusWidget();
    return focus && m_editor->isAncestorOf(focus) && m_editor->valueFor(m_stored.front()) != m_stored.front();
}

void FieldRow::refresh() {
    if (!m_document.design().topology.contains(resource()))
        return;
    std::vector<Json> now = stored();
    if (now == m_stored && (!m_valid || isBeingEdited()))
        return;
    m_stored = std::move(now);
    show();
}

QString FieldRow::nameBefore(const Id& id) const {
    const ResourcePtr named = m_document.design().topology.find(id);
    return m_resources.size() > 1 && named ? qString(displayName(base(*named))) + QStringLiteral(": ") : QString();
}

/// Shows what is wrong with the value for one of the resources; false when there is something.
bool FieldRow::checkOne(std::size_t index) {
    const Id& id = m_resources[index];
    const ResourcePtr now = m_document.design().topology.find(id);
    if (!now)
        return true;
    const Json value = m_editor->valueFor(m_stored[index]);
    if (m_resources.size() > 1 && value == m_stored[index])
        return true;
    const Result<Resource> changed = withField(*now, m_field.name, value);
    if (!changed) {
        m_valid = false;
        const Diagnostic& error = changed.error();
        const std::size_t own = 1 + m_field.name.size();
        showProblem(nameBefore(id) + text(error.message), true,
                    error.pointer.size() > own ? error.pointer.substr(own) : std::string());
        return false;
    }
    if (index >= mostWarned)
        return true;
    const auto problem = edit::locatedProblem(m_document.design(), *changed, m_field.name);
    if (problem)
        showProblem(nameBefore(id) + text(problem->message), false, problem->pointer);
    return !problem;
}

void FieldRow::check() {
    m_valid = true;
    showFacts();
    showNotes();
    if (m_locked || m_editor->isMixed()) {
        showProblem({}, false, {});
        return;
    }
    for (std::size_t i = 0; i < m_resources.size(); ++i)
        if (!checkOne(i))
            return;
    showProblem(m_editor->pending(), false, {});
}

void FieldRow::showProblem(const QString& sentence, bool wrong, const std::string& pointer) {
    const Theme theme = themeOf(palette());
    const QColor colour = wrong ? theme.deny : theme.warn;
    m_editor->setMarked(wrong || !pointer.empty(), sentence, pointer);
    m_problem->setText(sentence);
    m_problem->setMark(colour);
    m_problem->setVisible(!sentence.isEmpty());
}

void FieldRow::commit() {
    if (m_locked || m_editor->isMixed())
        return;
    check();
    if (const QString complaint = m_editor->complaint(); !complaint.isEmpty()) {
        showProblem(complaint, true, {});
        m_valid = false;
    }
    if (!m_valid)
        return;
    std::map<Id, Json> values;
    for (std::size_t i = 0; i < m_resources.size(); ++i)
        if (Json value = m_editor->valueFor(m_stored[i]); value != m_stored[i])
            values.emplace(m_resources[i], std::move(value));
    if (values.empty())
        return;
    Result<Design> after = edit::fieldsSet(m_document.design(), values, m_field.name);
    if (!after) {
        showProblem(text(after.error().message), true, {});
        return;
    }
    // The editor already shows what is about to be stored.
    for (std::size_t i = 0; i < m_resources.size(); ++i)
        if (const ResourcePtr changed = after->topology.find(m_resources[i]))
            m_stored[i] = fieldValue(*changed, m_field.name);
    const QString label = qString(m_field.options.label);
    const ResourcePtr first = m_document.design().topology.find(resource());
    m_document.commit(*std::move(after),
                      m_resources.size() > 1
                          ? tr("Set %1 of %2 elements").arg(label).arg(m_resources.size())
                          : tr("Change %1 of %2").arg(label.toLower(), qString(displayName(base(*first)))));
}

void FieldRow::reveal(const std::string& pointer) {
    m_editor->reveal(pointer);
    m_editor->setFocus();
}

bool FieldRow::event(QEvent* event) {
    // The window's help is about the element; in a field it is about the field.
    if (event->type() != QEvent::ShortcutOverride || static_cast<QKeyEvent*>(event)->key() != Qt::Key_F1)
        return QWidget::event(event);
    event->accept();
    return true;
}

void FieldRow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_F1) {
        showHelp(m_helpText->isHidden());
    } else if (event->key() == Qt::Key_Escape && isBeingEdited()) {
        show();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace waylight
