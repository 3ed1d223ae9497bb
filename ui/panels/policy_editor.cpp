// SPDX-License-Identifier: MIT
#include "ui/panels/policy_editor.h"

#include "core/edit/edits.h"
#include "core/policy/validate.h"
#include "ui/document/document.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/look.h"
#include "ui/panels/policy_templates.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

namespace waylight {
namespace {

/// The character at a byte of the text's UTF-8.
int characterAt(const std::string& utf8, std::size_t byte) {
    return static_cast<int>(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(std::min(byte, utf8.size()))).size());
}

policy::Problems problemsOf(const std::string& text, const PolicyPlace& place) {
    if (QString::fromStdString(text).trimmed().isEmpty())
        return {};
    return place.type ? policy::validate(text, *place.type) : policy::Document::parse(text).problems;
}

QString placeTitle(const PolicyPlace& place) {
    return place.name.empty() ? qString(place.label)
                              : QStringLiteral("%1: %2").arg(qString(place.label), qString(place.name));
}

} // namespace

PolicyEditor::PolicyEditor(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document),
      m_choice(named(new QComboBox(this), QStringLiteral("policy.choice"), tr("Which policy"))),
      m_edit(named(new CodeEdit(this), QStringLiteral("policy.text"), tr("Text of the policy"))),
      m_highlighter(new JsonHighlighter(m_edit->document())),
      m_problems(named(new QListWidget(this), QStringLiteral("policy.problems"), tr("Problems of the policy"))),
      m_state(hintLabel({}, this)),
      m_apply(named(new QPushButton(tr("Apply"), this), QStringLiteral("policy.apply"), tr("Apply the policy"))) {
    m_edit->setPlaceholderText(tr("No policy. Type one, or start from a template."));
    m_problems->setWordWrap(true);
    m_problems->setMaximumHeight(120);
    m_state->setObjectName(QStringLiteral("policy.state"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_choice);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_problems);
    layout->addWidget(m_state);
    layout->addWidget(makeBar());

    connect(m_choice, &QComboBox::activated, this, &PolicyEditor::showPlace);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &PolicyEditor::check);
    connect(m_edit, &CodeEdit::focusLeft, this, &PolicyEditor::apply);
    connect(m_problems, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { m_edit->goTo(item->data(Qt::UserRole).toInt()); });
    connect(m_problems, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem* item) { m_edit->goTo(item->data(Qt::UserRole).toInt()); });
    connect(&m_document, &Document::selectionChanged, this, &PolicyEditor::selectionChanged);
    connect(&m_document, &Document::designChanged, this, &PolicyEditor::refresh);
    selectionChanged();
}

QWidget* PolicyEditor::makeBar() {
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    auto* formatButton =
        named(new QPushButton(tr("Format"), bar), QStringLiteral("policy.format"), tr("Lay the text out"));
    connect(formatButton, &QPushButton::clicked, this, &PolicyEditor::format);
    connect(m_apply, &QPushButton::clicked, this, &PolicyEditor::apply);
    layout->addWidget(makeTemplates());
    layout->addWidget(formatButton);
    layout->addStretch();
    layout->addWidget(m_apply);
    return bar;
}

QWidget* PolicyEditor::makeTemplates() {
    auto* button = named(new QToolButton(this), QStringLiteral("policy.templates"), tr("Insert a policy template"));
    button->setText(tr("Insert"));
    button->setToolTip(tr("Replaces the text by a policy to start from"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    for (const PolicyTemplate& each : policyTemplates()) {
        const QString text = qString(each.text);
        connect(menu->addAction(QCoreApplication::translate("policy", each.title)), &QAction::triggered, this,
                [this, text] { insert(text); });
    }
    button->setMenu(menu);
    return button;
}

const PolicyPlace* PolicyEditor::place() const {
    const auto index = static_cast<std::size_t>(m_choice->currentIndex());
    return index < m_places.size() ? &m_places[index] : nullptr;
}

void PolicyEditor::selectionChanged() {
    const auto& selection = m_document.selection();
    m_resource = selection.size() == 1 ? selection.front() : Id();
    refreshPlaces();
    m_choice->setCurrentIndex(0);
    showPlace();
}

void PolicyEditor::refreshPlaces() {
    const QString before = m_choice->currentData().toString();
    const ResourcePtr resource = m_document.design().topology.find(m_resource);
    m_places = resource ? policyPlaces(*resource) : std::vector<PolicyPlace>();
    m_choice->clear();
    for (const PolicyPlace& each : m_places)
        m_choice->addItem(placeTitle(each), qString(each.pointer));
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(before)));
    m_choice->setVisible(m_places.size() > 1);
    emit availabilityChanged();
}

void PolicyEditor::refresh() {
    refreshPlaces();
    showPlace();
}

void PolicyEditor::showPlace() {
    const PolicyPlace* now = place();
    setEnabled(now != nullptr);
    const auto draft = now ? m_drafts.find({m_resource, now->pointer}) : m_drafts.end();
    const QString text = !now ? QString() : draft == m_drafts.end() ? qString(now->text) : draft->second;
    if (text != m_edit->toPlainText())
        m_edit->setPlainText(text);
    else
        check();
}

void PolicyEditor::check() {
    const PolicyPlace* now = place();
    m_problems->clear();
    QList<CodeEdit::Mark> marks;
    m_isJson = true;
    if (now) {
        const std::string text = m_edit->toPlainText().toStdString();
        const Theme theme = themeOf(palette());
        for (const policy::Problem& problem : problemsOf(text, *now)) {
            const int begin = characterAt(text, problem.range.begin);
            const int end = characterAt(text, problem.range.end);
            const QString sentence = waylight::text(problem.diagnostic.message);
            const bool error = problem.diagnostic.severity == Severity::Error;
            marks << CodeEdit::Mark{begin, end, error ? theme.deny : theme.warn, sentence};
            const int line = m_edit->document()->findBlock(begin).blockNumber() + 1;
            auto* item = new QListWidgetItem(icon(problem.diagnostic.severity),
                                             tr("Line %1: %2").arg(line).arg(sentence), m_problems);
            item->setData(Qt::UserRole, begin);
            item->setToolTip(sentence);
        }
        m_isJson =
            QString::fromStdString(text).trimmed().isEmpty() || policy::Document::parse(text).document != nullptr;
        if (text == now->text)
            m_drafts.erase({m_resource, now->pointer});
        else
            m_drafts[{m_resource, now->pointer}] = m_edit->toPlainText();
    }
    m_edit->setMarks(marks);
    m_problems->setVisible(!marks.isEmpty());
    const bool changed = now && m_edit->toPlainText().toStdString() != now->text;
    m_apply->setEnabled(changed && m_isJson);
    m_state->setText(!changed   ? QString()
                     : m_isJson ? tr("Changed. Apply, or leave the editor, to use it.")
                                : tr("Not JSON yet: kept here as a draft; the design still has the text before."));
    m_state->setVisible(changed);
}

void PolicyEditor::apply() {
    const PolicyPlace* now = place();
    const ResourcePtr resource = m_document.design().topology.find(m_resource);
    const std::string text = m_edit->toPlainText().toStdString();
    if (!now || !resource || !m_isJson || text == now->text)
        return;
    Result<Design> after =
        edit::fieldSet(m_document.design(), m_resource, now->field, fieldWithPolicy(*resource, *now, text));
    if (!after) {
        m_state->setText(waylight::text(after.error().message));
        return;
    }
    m_drafts.erase({m_resource, now->pointer});
    m_document.commit(*std::move(after),
                      tr("Change %1 of %2").arg(qString(now->label).toLower(), qString(displayName(base(*resource)))));
}

void PolicyEditor::format() {
    if (const auto parsed = parseJson(m_edit->toPlainText().toStdString()))
        insert(qString(parsed->dump(2)));
}

void PolicyEditor::insert(const QString& text) {
    QTextCursor cursor(m_edit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    m_edit->setFocus();
}

void PolicyEditor::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_highlighter->rehighlight();
    check();
}

void PolicyEditor::show(const std::string& pointer) {
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (!(pointer + '/').starts_with(m_places[i].pointer + '/'))
            continue;
        m_choice->setCurrentIndex(static_cast<int>(i));
        showPlace();
        const std::string text = m_edit->toPlainText().toStdString();
        policy::Problems ignored;
        const auto tree = policy::JsonTree::parse(text, ignored);
        const auto node = tree ? tree->nodeAt(pointer.substr(m_places[i].pointer.size())) : policy::noNode;
        m_edit->goTo(node == policy::noNode ? 0 : characterAt(text, tree->node(node).range.begin));
        return;
    }
    m_edit->setFocus();
}

} // namespace waylight
