// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/policy_templates.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace waylight {

/// What stands where there is no policy yet: what AWS does then, policies to start from, and how to write one.
class PolicyWelcome : public QScrollArea {
    Q_OBJECT

public:
    explicit PolicyWelcome(QWidget* parent);

    void show(const Resource& resource, const PolicyPlace& place);

signals:
    void templateChosen(const waylight::PolicyTemplate& which);
    void writingChosen();

private:
    QVBoxLayout* m_choices;
    QLabel* m_sentence;
};

} // namespace waylight
