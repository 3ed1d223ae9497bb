// SPDX-License-Identifier: MIT
#include "ui/panels/field_row.h"

#include "core/edit/edits.h"
#include "ui/document/document.h"
#include "ui/panels/field_editor.h"
#include "ui/panels/look.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace waylight {

FieldRow::FieldRow(Document& document, Id resource, const FieldInfo& field, QWidget* parent)
    : QWidget(parent), m_document(document), m_resource(std::move(resource)), m_field(field),
      m_editor(makeFieldEditor(field, this)), m_problem(wrappingLabel({}, this)) {
    setObjectName(QStringLiteral("field.%1").arg(qString(field.name)));
    named(m_editor, QStringLiteral("editor.%1").arg(qString(field.name)), qString(field.options.label));
    if (QWidget* inner = m_editor->focusProxy()) {
        inner->setAccessibleName(qString(field.options.label));
        inner->setAccessibleDescription(qString(field.options.help));
    }
    m_editor->setToolTip(qString(field.options.help));
    m_problem->setObjectName(QStringLiteral("problem.%1").arg(qString(field.name)));
    m_problem->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(3);
    layout->addWidget(makeHeading());
    layout->addWidget(m_editor);
    layout->addWidget(m_problem);

    connect(m_editor, &FieldEditor::typed, this, &FieldRow::check);
    connect(m_editor, &FieldEditor::finished, this, &FieldRow::commit);
    connect(m_editor, &FieldEditor::policyRequested, this,
            [this](const QString& below) { emit policyRequested(QLatin1Char('/') + qString(m_field.name) + below); });
    if (field.refersTo)
        m_editor->offer([this] {
            const Topology& topology = m_document.design().topology;
            const ResourcePtr now = topology.find(m_resource);
            return now ? edit::choicesFor(topology, *now, m_field) : std::vector<Id>();
        });
    if (const ResourcePtr now = m_document.design().topology.find(m_resource)) {
        m_stored = fieldValue(*now, m_field.name);
        m_editor->show(m_document.design().topology, m_stored);
        check();
    }
}

QWidget* FieldRow::makeHeading() {
    auto* heading = new QWidget(this);
    auto* label = new QLabel(qString(m_field.options.label), heading);
    label->setToolTip(qString(m_field.options.help));
    label->setBuddy(m_editor);
    auto* help = iconButton(QStringLiteral("question"), QStringLiteral("help.%1").arg(qString(m_field.name)),
                            qString(m_field.options.help), heading);
    help->setIconSize({12, 12});
    help->setFocusPolicy(Qt::NoFocus);
    help->setVisible(!m_field.options.help.empty());
    connect(help, &QToolButton::clicked, this,
            [help] { QToolTip::showText(help->mapToGlobal(QPoint(0, help->height())), help->toolTip(), help); });

    auto* layout = new QHBoxLayout(heading);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(help);
    layout->addStretch();
    return heading;
}

bool FieldRow::isBeingEdited() const {
    const QWidget* focus = QApplication::focusWidget();
    return focus && m_editor->isAncestorOf(focus) && m_editor->value() != m_stored;
}

void FieldRow::refresh() {
    const ResourcePtr now = m_document.design().topology.find(m_resource);
    if (!now)
        return;
    const Json stored = fieldValue(*now, m_field.name);
    if (stored == m_stored && (!m_valid || isBeingEdited()))
        return;
    m_stored = stored;
    m_editor->show(m_document.design().topology, stored);
    check();
}

void FieldRow::check() {
    const ResourcePtr now = m_document.design().topology.find(m_resource);
    if (!now)
        return;
    const Result<Resource> changed = withField(*now, m_field.name, m_editor->value());
    m_valid = static_cast<bool>(changed);
    if (!changed) {
        const Diagnostic& error = changed.error();
        const std::size_t own = 1 + m_field.name.size();
        showProblem(text(error.message), true, error.pointer.size() > own ? error.pointer.substr(own) : std::string());
        return;
    }
    const auto problem = edit::fieldProblem(m_document.design(), *changed, m_field.name);
    showProblem(problem ? text(*problem) : QString(), false, {});
}

void FieldRow::showProblem(const QString& sentence, bool wrong, const std::string& pointer) {
    const Theme theme = themeOf(palette());
    const QColor colour = wrong ? theme.deny : theme.warn;
    m_editor->setMarked(wrong, sentence, pointer);
    m_problem->setText(sentence);
    m_problem->setStyleSheet(QStringLiteral("border-left: 3px solid %1; padding-left: 6px;").arg(colour.name()));
    m_problem->setVisible(!sentence.isEmpty());
}

void FieldRow::commit() {
    check();
    const Json value = m_editor->value();
    const ResourcePtr now = m_document.design().topology.find(m_resource);
    if (!m_valid || !now || value == m_stored)
        return;
    Result<Design> after = edit::fieldSet(m_document.design(), m_resource, m_field.name, value);
    if (!after) {
        showProblem(text(after.error().message), true, {});
        return;
    }
    // The editor already shows what is about to be stored.
    const ResourcePtr changed = after->topology.find(m_resource);
    m_stored = changed ? fieldValue(*changed, m_field.name) : value;
    const QString name = qString(displayName(base(*now)));
    m_document.commit(*std::move(after), tr("Change %1 of %2").arg(qString(m_field.options.label).toLower(), name));
}

void FieldRow::reveal(const std::string& pointer) {
    m_editor->reveal(pointer);
    m_editor->setFocus();
}

} // namespace waylight
