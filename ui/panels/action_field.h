// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"
#include "ui/panels/proposal_popup.h"

#include <QComboBox>

namespace waylight {

class ActionField;

/// The actions of the catalog that a field's target knows, as they are typed.
class ActionPopup : public ProposalPopup {
    Q_OBJECT

public:
    explicit ActionPopup(ActionField& field);

    /// Shows what fits what is typed; all, with the present one chosen, when nothing was.
    void open(const QString& typed);
    bool offerKey(const QKeyEvent& event) { return isVisible() && takeKey(event); }

protected:
    void accept() override;

private:
    ActionField& m_field;
};

/// The action of a request: an API action that can be asked of the target, or none, which is a plain connection. Any
/// action may be typed. The catalog is read only when the list opens or something uncommon is typed.
class ActionField : public QComboBox {
    Q_OBJECT

public:
    explicit ActionField(QWidget* parent);

    /// What the action is asked of: a resource, or null and an ARN or address. Shows the action, or where it is none of
    /// the target's service, the most common one; a plain connection where that is possible.
    void setQuestion(const ResourcePtr& target, const std::string& to, const std::string& action);
    /// What is shown or typed, as the catalog writes it: "getobject" is s3:GetObject at a bucket. Empty: a plain
    /// connection.
    std::string action() const;

    /// All that the list may offer.
    std::vector<policy::OfferedAction> choices() const;
    /// Takes an action from the list.
    void choose(const std::string& action);
    bool offersConnection() const { return m_connects; }

    void showPopup() override;
    void hidePopup() override;

signals:
    void chosen();                ///< the action is another one
    void refused(QString reason); ///< what was typed cannot be asked of the target; the action stays what it was

protected:
    bool event(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void setItem(const std::string& action);
    void finishTyping();
    bool takeKey(const QKeyEvent& key);

    ActionPopup* m_popup = nullptr;
    ResourcePtr m_target;
    std::string m_service; ///< of the target; a name that is typed without a service is of it
    bool m_connects = true;
};

} // namespace waylight
