// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/policy_templates.h"

#include <QWidget>

class QPushButton;

namespace waylight {

/// The buttons below the text of a policy: templates to insert, laying out, applying.
class PolicyBar : public QWidget {
    Q_OBJECT

public:
    explicit PolicyBar(QWidget* parent);

    void setTemplates(std::vector<PolicyTemplate> templates) { m_templates = std::move(templates); }
    void setCanFormat(bool can);
    void setCanApply(bool can);

signals:
    void templateChosen(const waylight::PolicyTemplate& which);
    void formatRequested();
    void applyRequested();

private:
    QWidget* makeTemplates();

    std::vector<PolicyTemplate> m_templates;
    QPushButton* m_format;
    QPushButton* m_apply;
};

} // namespace waylight
