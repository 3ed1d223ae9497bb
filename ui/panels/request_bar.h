// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/policy_draft.h"
#include "core/trace/action_choices.h"
#include "core/trace/question.h"

#include <QWidget>

#include <map>

class QComboBox;
class QLineEdit;
class QMenu;
class QSpinBox;

namespace waylight {

class ActionField;
class Document;
class Player;
class ReferenceCombo;
class VerdictPill;

/// Asks the question: from where, to what, doing what. The answer stands below and follows every edit.
class RequestBar : public QWidget {
    Q_OBJECT

public:
    RequestBar(Document& document, Player& player, QWidget* parent = nullptr);

    /// What the form says; none while it lacks a source or a target.
    std::optional<Request> request() const;

    /// Another document was opened: shows its request, or an empty form.
    void reset();
    /// Asks the request and plays its way from the start.
    void run();
    /// An element was clicked after `pickRequested`: first the source, then the target. Empty: given up.
    void picked(const Id& id);
    /// What a policy that is not applied yet would do: the answer and the way on the canvas follow it, marked as a
    /// draft. None: there is no such policy.
    void showDraft(const std::optional<DraftEffects>& draft);
    /// Finds or makes the request of an access-denied message of AWS and shows where the message points. False: the
    /// text is no such message.
    bool askDenied(const QString& text);
    /// Takes an element as the source or the target; after a source the next click on the canvas is for the target.
    void take(const Id& id, bool source);
    /// Commits the present request with its present outcome as what is expected of it.
    void save(bool asNew);

signals:
    void pickRequested(QString hint); ///< the next click on the canvas is for `picked`
    void runRequested();              ///< there is something to watch
    void revealRequested(QString resource, QString pointer);
    void hintRequested(QString hint);

private:
    enum class Picking : std::uint8_t { Nothing, Source, Target };

    QWidget* makeForm();
    QWidget* makeSavedMenu();
    void fillSavedMenu(QMenu& menu);
    /// `before` says why what was clicked does not count; empty: nothing was.
    void startPicking(Picking what, const QString& before = {});
    void formChanged();
    bool takePasted(const QLineEdit& edit);
    void showRequest();
    void noteUnknownAction();
    void refreshActions(const std::string& chosen);
    void refreshTopology();
    void remove(const Id& request);
    bool isFlow() const;

    Document& m_document;
    Player& m_player;
    ReferenceCombo* m_from;
    ReferenceCombo* m_to;
    ActionField* m_action;
    QLineEdit* m_key;
    QComboBox* m_protocol;
    QSpinBox* m_port;
    VerdictPill* m_pill;
    std::optional<DraftEffects> m_draft;
    std::map<const QLineEdit*, qsizetype> m_lengths; ///< of the texts before the edit at hand
    Request m_like;                                  ///< what the form does not show is kept from here
    NamedPart m_keyNames = NamedPart::Object;        ///< what stands in `m_key`
    Picking m_picking = Picking::Nothing;
    bool m_showing = false;
};

} // namespace waylight
