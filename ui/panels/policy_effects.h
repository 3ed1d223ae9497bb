// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/policy_draft.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace waylight {

/// Which requests would get another answer if the draft were the policy: a list with dashed marks, so that nobody takes
/// them for what holds already.
class PolicyEffects : public QWidget {
    Q_OBJECT

public:
    explicit PolicyEffects(QWidget* parent);

    /// Nothing: there is no draft, or it is no policy yet.
    void show(const Topology& topology, const std::optional<DraftEffects>& effects);

signals:
    void requestChosen(const waylight::Request& request);

private:
    QLabel* m_title;
    QListWidget* m_list;
    std::vector<Request> m_requests;
};

/// "Allowed → Blocked".
QString changeText(Verdict before, Verdict after);

} // namespace waylight
