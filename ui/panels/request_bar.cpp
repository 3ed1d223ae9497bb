// SPDX-License-Identifier: MIT
#include "ui/panels/request_bar.h"

#include "core/analysis/denied_request.h"
#include "core/policy/known_actions.h"
#include "ui/document/document.h"
#include "ui/document/message_text.h"
#include "ui/panels/action_field.h"
#include "ui/panels/look.h"
#include "ui/panels/reference_combo.h"
#include "ui/panels/verdict_pill.h"
#include "ui/player/player.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

/// The kinds that may be chosen; first services, then hosts and what stands for them: they are what most requests want.
std::vector<Kind> kindsThat(bool (*may)(Kind)) {
    std::vector<Kind> kinds;
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (may(kind))
            kinds.push_back(kind);
    const auto rank = [](Kind kind) {
        constexpr Kind hosts[] = {kindOf<Instance>, kindOf<LambdaFunction>, kindOf<LoadBalancer>, kindOf<Internet>};
        return apiActions(kind).empty() ? 1 + (std::find(std::begin(hosts), std::end(hosts), kind) - std::begin(hosts))
                                        : 0;
    };
    std::stable_sort(kinds.begin(), kinds.end(), [&](Kind a, Kind b) { return rank(a) < rank(b); });
    return kinds;
}

/// What a person types into a field is shorter than any message of AWS.
constexpr int shortestMessage = 40;

} // namespace

RequestBar::RequestBar(Document& document, Player& player, QWidget* parent)
    : QWidget(parent), m_document(document), m_player(player),
      m_from(named(new ReferenceCombo(kindsThat(canAsk), true, this), QStringLiteral("request.from"), tr("From"))),
      m_to(named(new ReferenceCombo(kindsThat(canAnswer), true, this), QStringLiteral("request.to"), tr("To"))),
      m_action(named(new ActionField(this), QStringLiteral("request.action"), tr("Action"))),
      m_key(named(new QLineEdit(this), QStringLiteral("request.key"), tr("Object key"))),
      m_protocol(named(new QComboBox(this), QStringLiteral("request.protocol"), tr("Protocol"))),
      m_port(named(new QSpinBox(this), QStringLiteral("request.port"), tr("Port"))), m_pill(new VerdictPill(this)) {
    m_pill->setObjectName(QStringLiteral("request.verdict"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(makeForm());
    layout->addWidget(m_pill);

    for (QComboBox* combo : {static_cast<QComboBox*>(m_from), static_cast<QComboBox*>(m_to), m_protocol})
        connect(combo, &QComboBox::activated, this, &RequestBar::formChanged);
    connect(m_action, &ActionField::chosen, this, &RequestBar::formChanged);
    connect(m_action, &ActionField::refused, this,
            [this](const QString& reason) { m_pill->showNote(reason, m_document.trace().has_value()); });
    for (QLineEdit* edit : {m_from->lineEdit(), m_to->lineEdit()})
        connect(edit, &QLineEdit::editingFinished, this, &RequestBar::formChanged);
    for (QLineEdit* edit : {m_from->lineEdit(), m_to->lineEdit(), m_action->lineEdit(), m_key}) {
        connect(edit, &QLineEdit::textChanged, this, [this, edit] { m_lengths[edit] = edit->text().size(); });
        connect(edit, &QLineEdit::textEdited, this, [this, edit] {
            if (!takePasted(*edit) && edit == m_key)
                formChanged();
        });
    }
    connect(m_key, &QLineEdit::returnPressed, this, &RequestBar::run);
    connect(m_port, &QSpinBox::valueChanged, this, &RequestBar::formChanged);
    connect(&m_document, &Document::traceChanged, this, &RequestBar::showRequest);
    connect(&m_document, &Document::designChanged, this, &RequestBar::refreshTopology);
    refreshTopology();
    showRequest();
}

QWidget* RequestBar::makeForm() {
    m_from->lineEdit()->setPlaceholderText(tr("instance or address"));
    m_to->lineEdit()->setPlaceholderText(tr("bucket, instance, address …"));
    for (const char* each : {"tcp", "udp", "icmp", "all"})
        m_protocol->addItem(QString::fromLatin1(each));
    m_port->setRange(0, 65535);
    m_port->setValue(443);

    auto* form = new QWidget(this);
    auto* pick = iconButton(QStringLiteral("pick"), QStringLiteral("request.pick"),
                            tr("Pick source and target on the canvas"), form);
    connect(pick, &QToolButton::clicked, this, [this] { startPicking(Picking::Source); });
    auto* runButton = named(new QPushButton(icon(QStringLiteral("play")), tr("Run"), form),
                            QStringLiteral("request.run"), tr("Run the request"));
    runButton->setToolTip(tr("Ask, and watch the request travel (F5)"));
    connect(runButton, &QPushButton::clicked, this, &RequestBar::run);

    auto* layout = new QHBoxLayout(form);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(pick);
    layout->addWidget(new QLabel(tr("From"), form));
    layout->addWidget(m_from, 3);
    layout->addWidget(new QLabel(tr("to"), form));
    layout->addWidget(m_to, 3);
    layout->addWidget(m_action, 2);
    layout->addWidget(m_key, 2);
    layout->addWidget(m_protocol);
    layout->addWidget(m_port);
    layout->addWidget(runButton);
    layout->addWidget(makeSavedMenu());
    return form;
}

bool RequestBar::isFlow() const {
    return m_action->action().empty();
}

std::optional<Request> RequestBar::request() const {
    Question question{
        .from = m_from->id(), .to = m_to->id(), .action = m_action->action(), .key = m_key->text().toStdString()};
    if (!question.from || !question.to)
        return std::nullopt;
    if (const auto protocol = Protocol::parse(m_protocol->currentText().toStdString()))
        question.protocol = *protocol;
    question.port = m_port->value();
    return requestFor(m_document.design().topology, question, m_like);
}

void RequestBar::formChanged() {
    if (m_showing)
        return;
    refreshActions(m_action->action());
    // An action on objects asked of the bare bucket would fail for that reason alone: who names no object asks for an
    // example.
    const bool asksObject = m_keyNames == NamedPart::Object && m_key->isVisibleTo(this);
    if (asksObject && m_key->text().isEmpty() && !m_key->hasFocus())
        m_key->setText(QStringLiteral("example.txt"));
    m_document.setRequest(request());
}

/// A message of AWS that came into a field in one piece: the fields then show the request that it speaks of. One that
/// is typed by hand is not read before it is whole.
bool RequestBar::takePasted(const QLineEdit& edit) {
    const qsizetype before = m_lengths[&edit]; // `textChanged` comes after `textEdited`
    return edit.text().size() - before >= shortestMessage && askDenied(edit.text());
}

bool RequestBar::askDenied(const QString& pasted) {
    QString words = pasted;
    words.replace(QChar::LineSeparator, u' ').replace(QChar::ParagraphSeparator, u' ');
    const auto denied = policy::parseDeniedMessage(words.toStdString());
    if (!denied)
        return false;
    const auto found = deniedRequest(m_document.design(), m_document.network(), *denied, m_document.request());
    if (!found) {
        reset();
        emit hintRequested(text(found.error().message));
        m_pill->showNote(text(found.error().message), false);
        return true;
    }
    m_document.setRequest(found->request);
    reset();
    emit runRequested();
    if (!found->resource.empty())
        emit revealRequested(qString(found->resource), qString(found->pointer));
    emit hintRequested(text(found->message));
    m_pill->showNote(text(found->message), true);
    return true;
}

void RequestBar::refreshTopology() {
    m_from->setTopology(m_document.design().topology);
    m_to->setTopology(m_document.design().topology);
}

void RequestBar::refreshActions(const std::string& chosen) {
    const ResourcePtr target = m_document.design().topology.find(m_to->id());
    m_action->setQuestion(target, m_to->id(), chosen);
    const NamedPart named = target ? namedPart(target.get(), m_action->action()) : NamedPart::Whole;
    const bool asksName = named == NamedPart::Object || named == NamedPart::OfService;
    if (asksName && named != m_keyNames) {
        m_keyNames = named;
        if (!m_showing)
            m_key->clear(); // the key of an object is no queue's name
    }
    m_key->setVisible(asksName);
    m_key->setPlaceholderText(named == NamedPart::OfService ? tr("resource: name or ARN") : tr("object key"));
    m_protocol->setVisible(isFlow());
    m_port->setVisible(isFlow() && (m_protocol->currentIndex() < 2));
}

void RequestBar::showDraft(const std::optional<DraftEffects>& draft) {
    const bool wasShown = m_draft && m_draft->shown;
    m_draft = draft;
    const bool isShown = m_draft && m_draft->shown;
    m_pill->showDraft(isShown ? m_draft->shown : std::nullopt);
    if (!wasShown && !isShown)
        return;
    const auto& trace = isShown ? m_draft->shown : m_document.trace();
    if (m_player.trace() != trace)
        m_player.setTrace(trace, true);
}

/// The policies answer for any name, and for one that is none they say no: it must be said why.
void RequestBar::noteUnknownAction() {
    const auto& asked = m_document.request();
    if (!asked || !asked->isApiCall() || isCommonAction(asked->action))
        return;
    if (const auto unknown = policy::unknownAction(asked->action))
        m_pill->showNote(text(*unknown), m_document.trace().has_value());
}

void RequestBar::showRequest() {
    m_pill->show(m_document.trace());
    noteUnknownAction();
    const auto& asked = m_document.request();
    if (!asked || request() == asked)
        return;
    const QScopedValueRollback showing(m_showing, true);
    m_like = *asked;
    const Question question = questionOf(m_document.design().topology, *asked);
    m_from->setId(question.from.id);
    m_to->setId(question.to.id);
    m_key->setText(qString(question.key));
    m_protocol->setCurrentText(qString(question.protocol.toString()));
    m_port->setValue(question.port);
    refreshActions(question.action);
}

void RequestBar::reset() {
    const QScopedValueRollback showing(m_showing, true);
    m_like = Request();
    m_from->setId({});
    m_to->setId({});
    m_key->clear();
    refreshActions({});
    showRequest();
}

void RequestBar::run() {
    const auto asked = request();
    if (!asked) {
        startPicking(Picking::Source);
        return;
    }
    m_picking = Picking::Nothing;
    m_document.setRequest(asked);
    emit runRequested();
    m_player.toStart();
    m_player.play();
}

void RequestBar::take(const Id& id, bool source) {
    startPicking(source ? Picking::Source : Picking::Target);
    picked(id);
}

void RequestBar::startPicking(Picking what, const QString& before) {
    m_picking = what;
    const QString hint =
        what == Picking::Source
            ? tr("Click where the request starts: an instance, a customer gateway, or the internet. Escape gives up.")
            : tr("Click what it wants: a bucket, a table, another instance, a load balancer, or the internet. Escape "
                 "gives up.");
    emit pickRequested(before.isEmpty() ? hint : before + QLatin1Char(' ') + hint);
}

void RequestBar::picked(const Id& id) {
    const ResourcePtr resource = m_document.design().topology.find(id);
    if (m_picking == Picking::Nothing || id.empty()) {
        m_picking = Picking::Nothing;
        return;
    }
    const bool source = m_picking == Picking::Source;
    if (!resource || !(source ? canAsk(resource->index()) : canAnswer(resource->index()))) {
        const QString what = resource ? qString(displayName(base(*resource))) : qString(id);
        startPicking(m_picking,
                     source ? tr("No request starts at %1.").arg(what) : tr("No request goes to %1.").arg(what));
        return;
    }
    (source ? m_from : m_to)->setId(id);
    formChanged();
    if (source)
        startPicking(Picking::Target);
    else
        m_picking = Picking::Nothing;
}

} // namespace waylight
