// SPDX-License-Identifier: MIT
#include "ui/panels/request_bar.h"

#include "core/analysis/denied_request.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"
#include "ui/panels/reference_combo.h"
#include "ui/panels/verdict_pill.h"
#include "ui/player/player.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
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
        constexpr Kind hosts[] = {kindOf<Instance>, kindOf<LoadBalancer>, kindOf<Internet>};
        return apiActions(kind).empty() ? 1 + (std::find(std::begin(hosts), std::end(hosts), kind) - std::begin(hosts))
                                        : 0;
    };
    std::stable_sort(kinds.begin(), kinds.end(), [&](Kind a, Kind b) { return rank(a) < rank(b); });
    return kinds;
}

bool isOnObject(Kind kind, const std::string& action) {
    const auto actions = apiActions(kind);
    return std::any_of(actions.begin(), actions.end(),
                       [&](const ApiAction& each) { return each.name == action && each.onObject; });
}

/// What a person types into a field is shorter than any message of AWS.
constexpr int shortestMessage = 40;

const DraftChange* changeOf(const std::optional<DraftEffects>& draft, const Request& request) {
    if (!draft)
        return nullptr;
    const auto at = std::find_if(draft->changes.begin(), draft->changes.end(),
                                 [&](const DraftChange& each) { return each.request == request; });
    return at == draft->changes.end() ? nullptr : &*at;
}

Id freeRequestId(const Design& design) {
    for (int number = 1;; ++number)
        if (const Id id = "request-" + std::to_string(number); !design.requests.contains(id))
            return id;
}

} // namespace

RequestBar::RequestBar(Document& document, Player& player, QWidget* parent)
    : QWidget(parent), m_document(document), m_player(player),
      m_from(named(new ReferenceCombo(kindsThat(canAsk), true, this), QStringLiteral("request.from"), tr("From"))),
      m_to(named(new ReferenceCombo(kindsThat(canAnswer), true, this), QStringLiteral("request.to"), tr("To"))),
      m_action(named(new QComboBox(this), QStringLiteral("request.action"), tr("Action"))),
      m_key(named(new QLineEdit(this), QStringLiteral("request.key"), tr("Object key"))),
      m_protocol(named(new QComboBox(this), QStringLiteral("request.protocol"), tr("Protocol"))),
      m_port(named(new QSpinBox(this), QStringLiteral("request.port"), tr("Port"))), m_pill(new VerdictPill(this)) {
    m_pill->setObjectName(QStringLiteral("request.verdict"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(makeForm());
    layout->addWidget(m_pill);

    for (QComboBox* combo : {static_cast<QComboBox*>(m_from), static_cast<QComboBox*>(m_to), m_action, m_protocol})
        connect(combo, &QComboBox::activated, this, &RequestBar::formChanged);
    for (QLineEdit* edit : {m_from->lineEdit(), m_to->lineEdit()})
        connect(edit, &QLineEdit::editingFinished, this, &RequestBar::formChanged);
    for (QLineEdit* edit : {m_from->lineEdit(), m_to->lineEdit(), m_key}) {
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
    m_key->setPlaceholderText(tr("object key"));
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

QWidget* RequestBar::makeSavedMenu() {
    auto* button = named(new QToolButton(this), QStringLiteral("request.saved"), tr("Saved requests"));
    button->setText(tr("Saved"));
    button->setIcon(icon(QStringLiteral("list")));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(tr("Saved requests and what is expected of them"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSavedMenu(*menu); });
    button->setMenu(menu);
    return button;
}

void RequestBar::fillSavedMenu(QMenu& menu) {
    menu.clear();
    const Design& design = m_document.design();
    for (const auto& [id, saved] : design.requests) {
        QAction* action = menu.addAction(qString(requestTitle(design.topology, saved)));
        if (const auto expected = enumValue<Verdict>(saved.expectedVerdict))
            action->setIcon(icon(*expected));
        const DraftChange* change = changeOf(m_draft, saved);
        if (change)
            action->setText(tr("%1 (draft: %2 → %3)").arg(action->text(), word(change->before), word(change->after)));
        action->setToolTip(saved.hasExpectation() ? tr("Expected: %1").arg(qString(saved.expectedVerdict))
                                                  : tr("No expectation"));
        connect(action, &QAction::triggered, this, [this, request = saved] { m_document.setRequest(request); });
    }
    if (!design.requests.empty())
        menu.addSeparator();
    const QString clipboard = QApplication::clipboard()->text();
    QAction* paste = menu.addAction(icon(QStringLiteral("paste")), tr("Find the request of a pasted “access denied”"),
                                    this, [this, clipboard] { askDenied(clipboard); });
    paste->setObjectName(QStringLiteral("request.pasteDenied"));
    paste->setToolTip(tr("Copy AWS's message first; it can also be pasted into any field of this bar"));
    paste->setEnabled(policy::parseDeniedMessage(clipboard.toStdString()).has_value());
    menu.addSeparator();
    const bool isSaved = design.requests.contains(m_like.id);
    QAction* update = menu.addAction(tr("Save request, expecting this answer"), this, [this] { save(false); });
    update->setEnabled(m_document.trace().has_value());
    QAction* another = menu.addAction(tr("Save as a new request"), this, [this] { save(true); });
    another->setEnabled(isSaved && m_document.trace().has_value());
    QAction* removeAction = menu.addAction(tr("Remove this saved request"), this, [this] { remove(m_like.id); });
    removeAction->setEnabled(isSaved);
}

bool RequestBar::isFlow() const {
    return m_action->currentData().toString().isEmpty();
}

std::optional<Request> RequestBar::request() const {
    Question question{.from = m_from->id(),
                      .to = m_to->id(),
                      .action = m_action->currentData().toString().toStdString(),
                      .key = m_key->text().toStdString()};
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
    refreshActions(m_action->currentData().toString().toStdString());
    // An action on objects asked of the bare bucket would fail for that reason alone: who names no object asks for an
    // example.
    if (m_key->isVisibleTo(this) && m_key->text().isEmpty() && !m_key->hasFocus())
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
    const bool isApi = target ? !apiActions(target->index()).empty() : !chosen.empty();
    m_action->clear();
    if (target)
        for (const ApiAction& each : apiActions(target->index()))
            m_action->addItem(qString(each.name), qString(each.name));
    if (!isApi)
        m_action->addItem(tr("Connect"), QString());
    else if (!chosen.empty() && m_action->findData(qString(chosen)) < 0 &&
             (!target || chosen.starts_with(m_action->itemText(0).section(u':', 0, 0).toStdString() + ':')))
        m_action->addItem(qString(chosen), qString(chosen));
    m_action->setCurrentIndex(std::max(0, m_action->findData(qString(chosen))));
    const std::string action = m_action->currentData().toString().toStdString();
    m_key->setVisible(target && isOnObject(target->index(), action));
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

void RequestBar::showRequest() {
    m_pill->show(m_document.trace());
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

void RequestBar::save(bool asNew) {
    const auto& trace = m_document.trace();
    if (!trace)
        return;
    Request saved = expectingOutcome(*trace);
    if (asNew || !m_document.design().requests.contains(saved.id)) {
        saved.id = freeRequestId(m_document.design());
        saved.name.clear();
    }
    Design after = m_document.design();
    after.requests.set(saved.id, saved);
    m_document.commit(std::move(after),
                      tr("Save request %1").arg(qString(requestTitle(m_document.design().topology, saved))));
    m_document.setRequest(saved);
}

void RequestBar::remove(const Id& request) {
    Design after = m_document.design();
    const Request* saved = after.requests.find(request);
    if (!saved)
        return;
    const QString title = qString(requestTitle(after.topology, *saved));
    after.requests.erase(request);
    m_document.commit(std::move(after), tr("Remove saved request %1").arg(title));
}

} // namespace waylight
