// SPDX-License-Identifier: MIT
#include "ui/panels/policy_editor.h"

#include "core/analysis/policy_names.h"
#include "core/edit/edits.h"
#include "core/trace/question.h"
#include "ui/document/document.h"
#include "ui/panels/code_edit.h"
#include "ui/panels/look.h"
#include "ui/panels/policy_bar.h"
#include "ui/panels/policy_completer.h"
#include "ui/panels/policy_diagnostics.h"
#include "ui/panels/policy_effects.h"
#include "ui/panels/policy_highlighter.h"
#include "ui/panels/policy_problems.h"
#include "ui/panels/policy_welcome.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace waylight {
namespace {

// Typing must not wait for the engine: the dearer a look at the text is, the longer the pause before the next one.
constexpr int shortestPause = 90; ///< milliseconds
constexpr int settlingPause = 700;
constexpr int longestPause = 1500;
constexpr int pauseFactor = 4;

QString placeTitle(const PolicyPlace& place) {
    return place.name.empty() ? qString(place.label)
                              : QStringLiteral("%1: %2").arg(qString(place.label), qString(place.name));
}

bool isBlank(const QString& text) {
    return text.trimmed().isEmpty();
}

} // namespace

PolicyEditor::PolicyEditor(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document),
      m_choice(named(new QComboBox(this), QStringLiteral("policy.choice"), tr("Which policy"))),
      m_reading(wrappingLabel({}, this)), m_pages(new QStackedWidget(this)),
      m_edit(named(new CodeEdit(this), QStringLiteral("policy.text"), tr("Text of the policy"))),
      m_welcome(new PolicyWelcome(this)), m_highlighter(new PolicyHighlighter(m_edit->document())),
      m_completer(new PolicyCompleter(*m_edit, [this] { return scope(); })),
      m_problems(new PolicyProblems(*m_edit, this)), m_effectList(new PolicyEffects(this)),
      m_state(hintLabel({}, this)), m_bar(new PolicyBar(this)) {
    m_edit->setPlaceholderText(tr("Ctrl+Space shows what can stand here."));
    m_choice->setToolTip(tr("Which policy of this element"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reading->setObjectName(QStringLiteral("policy.reading"));
    m_state->setObjectName(QStringLiteral("policy.state"));
    m_pages->addWidget(m_edit);
    m_pages->addWidget(m_welcome);
    m_pause.setSingleShot(true);
    m_pause.setInterval(shortestPause);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settlingPause);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_choice);
    layout->addWidget(m_reading);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_problems);
    layout->addWidget(m_effectList);
    layout->addWidget(m_state);
    layout->addWidget(m_bar);
    connectAll();
    selectionChanged();
}

PolicyEditor::~PolicyEditor() {
    // The parts go after this: what has the focus among them is no leaving of the editor.
    disconnect(qApp, nullptr, this, nullptr);
}

void PolicyEditor::connectAll() {
    connect(m_choice, &QComboBox::activated, this, &PolicyEditor::showPlace);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &PolicyEditor::textChanged);
    connect(&m_pause, &QTimer::timeout, this, &PolicyEditor::check);
    connect(&m_settle, &QTimer::timeout, this, [this] { m_problems->setVisible(m_problems->count() > 0); });
    connect(m_bar, &PolicyBar::templateChosen, this, &PolicyEditor::insertTemplate);
    connect(m_bar, &PolicyBar::formatRequested, this, &PolicyEditor::format);
    connect(m_bar, &PolicyBar::applyRequested, this, &PolicyEditor::apply);
    connect(m_welcome, &PolicyWelcome::templateChosen, this, &PolicyEditor::insertTemplate);
    connect(m_welcome, &PolicyWelcome::writingChosen, this, [this] {
        m_writing = true;
        showPage();
        m_edit->setFocus();
    });
    connect(m_effectList, &PolicyEffects::requestChosen, this,
            [this](const Request& request) { m_document.setRequest(request); });
    connect(&m_document, &Document::selectionChanged, this, &PolicyEditor::selectionChanged);
    connect(&m_document, &Document::designChanged, this, &PolicyEditor::refresh);
    connect(&m_document, &Document::traceChanged, this, &PolicyEditor::traceChanged);
    connect(qApp, &QApplication::focusChanged, this, &PolicyEditor::focusMoved);
    auto* applyNow = new QAction(tr("Apply the policy"), this);
    applyNow->setObjectName(QStringLiteral("policy.applyNow"));
    applyNow->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    applyNow->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(applyNow, &QAction::triggered, this, &PolicyEditor::apply);
    addAction(applyNow);
}

void PolicyEditor::insertTemplate(const PolicyTemplate& which) {
    const Topology& topology = m_document.design().topology;
    const ResourcePtr resource = topology.find(m_resource);
    m_writing = true;
    m_edit->replaceText(filledTemplate(which, policyNames(topology), resource ? arnOf(*resource) : std::string()));
    showPage();
    m_edit->goTo(0);
    check();
}

policy::CompletionScope PolicyEditor::scope() const {
    const Topology& topology = m_document.design().topology;
    const ResourcePtr resource = topology.find(m_resource);
    const PolicyPlace* now = place();
    return {now ? now->type() : std::nullopt, policyNames(topology),
            resource ? policyServices(*resource) : std::vector<std::string>()};
}

const PolicyPlace* PolicyEditor::place() const {
    const auto index = static_cast<std::size_t>(m_choice->currentIndex());
    return index < m_places.size() ? &m_places[index] : nullptr;
}

std::string PolicyEditor::written() const {
    return m_edit->toPlainText().toStdString();
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
    m_trial.reset();
    refreshPlaces();
    showPlace();
}

void PolicyEditor::traceChanged() {
    m_trial.reset();
    m_view.reset();
    if (m_document.request() && m_document.request()->isApiCall())
        m_view = policyView(m_document.network(), *m_document.request());
    if (place())
        check();
}

void PolicyEditor::showPlace() {
    const PolicyPlace* now = place();
    setEnabled(now != nullptr);
    const auto draft = now ? m_drafts.find({m_resource, now->pointer}) : m_drafts.end();
    const QString text = !now ? QString() : draft == m_drafts.end() ? qString(now->text) : draft->second;
    const ResourcePtr resource = m_document.design().topology.find(m_resource);
    if (now && resource)
        m_welcome->show(*resource, *now);
    m_bar->setTemplates(now && resource ? policyTemplates(*resource, *now) : std::vector<PolicyTemplate>());
    m_writing = m_writing && text == m_edit->toPlainText();
    m_settle.stop();
    if (text != m_edit->toPlainText()) {
        m_edit->setPlainText(text);
        m_reading->clear();
        if (std::exchange(m_effects, std::nullopt))
            emit draftChanged();
    }
    showPage();
    check();
}

/// Templates take the place of an empty text that nobody is writing in.
void PolicyEditor::showPage() {
    const bool empty = place() && !m_writing && isBlank(m_edit->toPlainText());
    QWidget* page = empty ? static_cast<QWidget*>(m_welcome) : m_edit;
    if (page != m_pages->currentWidget()) {
        const QScopedValueRollback turning(m_turning, true);
        const bool focused = m_pages->isAncestorOf(QApplication::focusWidget());
        m_pages->setCurrentWidget(page);
        if (focused && !empty)
            m_edit->setFocus();
    }
    m_bar->setCanFormat(!empty);
}

void PolicyEditor::textChanged() {
    m_writing = m_writing || m_edit->hasFocus();
    m_pause.start();
    if (m_edit->hasFocus())
        m_settle.start();
}

void PolicyEditor::check() {
    QElapsedTimer clock;
    clock.start();
    m_pause.stop();
    const PolicyPlace* now = place();
    const std::string text = written();
    m_isJson = isBlank(m_edit->toPlainText()) || policy::Document::parse(text).document != nullptr;
    if (now && text == now->text)
        m_drafts.erase({m_resource, now->pointer});
    else if (now)
        m_drafts[{m_resource, now->pointer}] = m_edit->toPlainText();
    showPage();
    showProblems();
    showEffects();
    showReading();
    showState();
    m_pause.setInterval(std::clamp(static_cast<int>(clock.elapsed()) * pauseFactor, shortestPause, longestPause));
}

void PolicyEditor::showProblems() {
    const PolicyPlace* now = place();
    const QString text = m_edit->toPlainText();
    const QList<CodeEdit::Mark> marks = now ? marksOf(text, *now) : QList<CodeEdit::Mark>();
    m_problems->show(marks);
    m_edit->setMarks(marks);
    // A half-typed text is always wrong: the list comes and goes when the typing rests.
    if (!m_settle.isActive())
        m_problems->setVisible(!marks.isEmpty());
}

void PolicyEditor::showReading() {
    const PolicyPlace* now = place();
    const std::optional<PolicyView>& view = m_effects && m_effects->view ? m_effects->view : m_view;
    const auto reading = now && view ? readingOf(*view, m_resource, *now, written()) : std::nullopt;
    m_edit->setReasons(reading ? reasonsOf(m_edit->toPlainText(), *reading, *view) : QList<CodeEdit::Reason>());
    // While the text is no JSON, what was read last stays, greyed.
    m_reading->setEnabled(reading.has_value());
    m_reading->setVisible(reading || (!m_isJson && view && !m_reading->text().isEmpty()));
    if (!reading)
        return;
    QString asked = qString(requestTitle(m_document.design().topology, *m_document.request()));
    if (reading->pair > 0)
        asked = tr("%1 needs %2").arg(asked, qString(view->pairs[reading->pair].context.action));
    m_reading->setText(tr("%1: %2.").arg(asked, readingText(*reading)));
    QStringList sentences;
    for (const CodeEdit::Reason& reason : m_edit->reasons())
        sentences << reason.sentence;
    m_reading->setToolTip(sentences.join(QLatin1Char('\n')));
    m_reading->setAccessibleDescription(m_reading->toolTip());
}

void PolicyEditor::showEffects() {
    const PolicyPlace* now = place();
    m_effectList->setEnabled(m_isJson);
    if (now && !m_isJson && m_effects)
        return; // between two texts that are JSON the last answer stays: nothing is to flicker while typing
    const bool had = m_effects.has_value();
    m_effects.reset();
    if (now && written() != now->text) {
        if (!m_trial)
            m_trial.emplace(m_document.design(), m_document.network(), m_document.request());
        m_effects = m_trial->effectsOf(m_resource, *now, written());
    }
    m_effectList->show(m_document.design().topology, m_effects);
    if (had || m_effects)
        emit draftChanged();
}

void PolicyEditor::showState() {
    const PolicyPlace* now = place();
    const bool changed = now && written() != now->text;
    m_bar->setCanApply(changed && m_isJson);
    m_state->setText(!changed   ? QString()
                     : m_isJson ? tr("Changed. Apply, or leave the editor, to use it.")
                                : tr("Not JSON yet: kept here as a draft; the design still has the text before."));
    m_state->setVisible(changed);
}

void PolicyEditor::apply() {
    const PolicyPlace* now = place();
    const ResourcePtr resource = m_document.design().topology.find(m_resource);
    const std::string text = written();
    if (now && m_pause.isActive())
        check();
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

void PolicyEditor::focusMoved(const QWidget* before, const QWidget* now) {
    const auto isMine = [this](const QWidget* each) { return each && (each == this || isAncestorOf(each)); };
    if (!m_turning && isMine(before) && !isMine(now))
        apply();
}

void PolicyEditor::format() {
    if (const auto parsed = parseJson(written()))
        m_edit->replaceText(qString(parsed->dump(2)));
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
        const std::string text = written();
        policy::Problems ignored;
        const auto tree = policy::JsonTree::parse(text, ignored);
        const auto node = tree ? tree->nodeAt(pointer.substr(m_places[i].pointer.size())) : policy::noNode;
        m_edit->goTo(node == policy::noNode ? 0 : characterAt(text, tree->node(node).range.begin));
        return;
    }
    m_edit->setFocus();
}

} // namespace waylight
