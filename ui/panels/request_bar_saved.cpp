// SPDX-License-Identifier: MIT
#include "ui/panels/request_bar.h"

#include "core/analysis/denied_request.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

/// The menu of saved requests: choosing, saving and removing one.
namespace waylight {
namespace {

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
