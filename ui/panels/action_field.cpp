// SPDX-License-Identifier: MIT
#include "ui/panels/action_field.h"

#include "core/base/arn.h"
#include "core/policy/known_actions.h"
#include "core/trace/action_choices.h"
#include "core/trace/question.h"
#include "ui/document/message_text.h"
#include "ui/panels/look.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QWheelEvent>

#include <algorithm>

namespace waylight {
namespace {

/// The level of the access stands beside the longest common names.
constexpr int narrowest = 300;

std::string serviceOf(const std::string& action) {
    const std::size_t colon = action.find(':');
    return colon == std::string::npos ? std::string() : action.substr(0, colon);
}

std::string serviceOfArn(const std::string& text) {
    const auto arn = looksLikeArn(text) ? Arn::parse(text) : Result<Arn>(Message{});
    return arn ? arn->service : std::string();
}

/// The actions of everyday use on a target, or on what a service has.
std::span<const ApiAction> commonActions(const ResourcePtr& target, const std::string& service) {
    if (target)
        return apiActions(target->index());
    for (Kind kind = 0; kind < kindCount; ++kind)
        if (const auto actions = apiActions(kind); !actions.empty() && actions.front().name.starts_with(service + ':'))
            return actions;
    return {};
}

std::string fullName(const policy::FoundAction& found) {
    return std::string(found.service->prefix) + ':' + std::string(found.action->name);
}

policy::Proposal proposal(policy::ProposalKind kind, const std::string& label, const std::string& action) {
    policy::Proposal out;
    out.kind = kind;
    out.label = label;
    out.text = action;
    if (const auto found = policy::Catalog::builtIn().action(action))
        out.access = found.action->access;
    return out;
}

} // namespace

ActionPopup::ActionPopup(ActionField& field) : ProposalPopup(field, QStringLiteral("request")), m_field(field) {}

void ActionPopup::open(const QString& typed) {
    const std::string text = typed.toStdString();
    std::vector<policy::Proposal> found = policy::actionProposals(text, m_field.choices());
    const QString connect = ActionField::tr("Connect");
    if (m_field.offersConnection() && connect.startsWith(typed, Qt::CaseInsensitive))
        found.insert(found.begin(), proposal(policy::ProposalKind::Value, connect.toStdString(), {}));
    QString note;
    if (found.empty() && !text.empty()) {
        if (const auto unknown = policy::unknownAction(text))
            note = waylight::text(*unknown);
        for (const std::string& name : policy::nearestActions(text))
            found.push_back(proposal(policy::ProposalKind::Action, name, name));
    }
    if (found.empty() && note.isEmpty()) {
        hide();
        return;
    }
    const std::string present = typed.isEmpty() ? m_field.action() : std::string();
    const auto at = std::find_if(found.begin(), found.end(), [&](const auto& each) { return each.text == present; });
    const bool isThere = typed.isEmpty() && at != found.end();
    setProposals(std::move(found), note, isThere ? static_cast<int>(at - found.begin()) : 0);
    placeAt({m_field.mapToGlobal(QPoint()), m_field.size()}, std::max(narrowest, m_field.width()));
    show();
}

void ActionPopup::accept() {
    const auto at = static_cast<std::size_t>(row());
    const std::string chosen = at < proposals().size() ? proposals()[at].text : m_field.action();
    hide();
    m_field.choose(chosen);
}

ActionField::ActionField(QWidget* parent) : QComboBox(parent) {
    setEditable(true);
    setInsertPolicy(NoInsert);
    setCompleter(nullptr);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(14);
    setFocusPolicy(Qt::StrongFocus);
    m_popup = new ActionPopup(*this);
    connect(this, &QComboBox::activated, this, &ActionField::chosen);
    connect(lineEdit(), &QLineEdit::textEdited, m_popup, [this](const QString& typed) { m_popup->open(typed); });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ActionField::finishTyping);
    // A long name shows its beginning.
    connect(
        this, &QComboBox::currentIndexChanged, lineEdit(), [this] { lineEdit()->home(false); }, Qt::QueuedConnection);
}

void ActionField::setQuestion(const ResourcePtr& target, const std::string& to, const std::string& action) {
    m_popup->hide();
    m_target = target;
    m_service = target ? serviceAsked(*target) : serviceOfArn(to);
    if (m_service.empty() && !target)
        m_service = serviceOf(action);
    const auto common = commonActions(target, m_service);
    m_connects = common.empty();
    clear();
    for (const ApiAction& each : common)
        addItem(qString(each.name), qString(each.name));
    if (m_connects)
        addItem(tr("Connect"), QString());
    // Another target of the same service goes on being asked the same.
    const std::string own = serviceOf(action);
    setItem(own == m_service || own.empty() ? action : std::string());
}

/// Shows an action that may be none of the items yet.
void ActionField::setItem(const std::string& action) {
    if (!action.empty() && findData(qString(action)) < 0)
        addItem(qString(action), qString(action));
    setCurrentIndex(std::max(0, findData(qString(action))));
    lineEdit()->setText(itemText(currentIndex())); // also where the index stays and something else is typed
    lineEdit()->home(false);
}

std::string ActionField::action() const {
    const QString typed = lineEdit()->text().trimmed();
    if (typed.isEmpty() || typed == itemText(currentIndex()))
        return currentData().toString().toStdString();
    if (m_connects && typed.compare(tr("Connect"), Qt::CaseInsensitive) == 0)
        return {};
    const std::string text = typed.toStdString();
    if (isCommonAction(text))
        return text;
    const policy::Catalog& catalog = policy::Catalog::builtIn();
    if (const auto found = catalog.action(text))
        return fullName(found);
    if (const auto found = catalog.action(m_service + ':' + text))
        return fullName(found);
    return text;
}

std::vector<policy::OfferedAction> ActionField::choices() const {
    if (m_target)
        return actionChoices(*m_target);
    std::vector<policy::OfferedAction> all;
    if (const policy::ServiceEntry* own = policy::Catalog::builtIn().service(m_service))
        for (const policy::ActionEntry& action : own->actions)
            all.push_back({own, &action, 0});
    return all;
}

void ActionField::choose(const std::string& action) {
    setItem(action);
    lineEdit()->selectAll();
    emit chosen();
}

void ActionField::finishTyping() {
    m_popup->hide();
    const std::string typed = action();
    const std::string own = serviceOf(typed);
    if (m_target && !own.empty() && own != m_service) {
        setItem(currentData().toString().toStdString());
        const auto unknown = policy::unknownAction(typed);
        emit refused(unknown
                         ? waylight::text(*unknown)
                         : tr("%1 cannot be asked of %2.").arg(qString(typed), qString(displayName(base(*m_target)))));
        return;
    }
    const bool same = typed == currentData().toString().toStdString();
    setItem(typed);
    if (!same)
        emit chosen();
}

void ActionField::showPopup() {
    if (m_popup->isVisible()) {
        m_popup->hide();
        return;
    }
    lineEdit()->setFocus(Qt::PopupFocusReason);
    lineEdit()->selectAll();
    m_popup->open({});
}

void ActionField::hidePopup() {
    m_popup->hide();
    QComboBox::hidePopup();
}

/// True for the keys that are the list's, or open it. They come here and not to the line edit, whose focus is the
/// field's.
bool ActionField::takeKey(const QKeyEvent& key) {
    if (m_popup->offerKey(key))
        return true;
    const bool opens = key.key() == Qt::Key_Down || key.key() == Qt::Key_Up ||
                       (key.key() == Qt::Key_Space && key.modifiers() == Qt::ControlModifier);
    if (opens)
        showPopup();
    return opens;
}

bool ActionField::event(QEvent* event) {
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        // Escape means something to the window as well; here it is the list's.
        if (m_popup->isVisible() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (takeKey(*static_cast<QKeyEvent*>(event)))
            return true;
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::Move:
    case QEvent::Resize:
        if (m_popup)
            m_popup->hide();
        break;
    default:
        break;
    }
    return QComboBox::event(event);
}

void ActionField::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

} // namespace waylight
