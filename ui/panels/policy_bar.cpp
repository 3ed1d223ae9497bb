// SPDX-License-Identifier: MIT
#include "ui/panels/policy_bar.h"

#include "ui/panels/look.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace waylight {

PolicyBar::PolicyBar(QWidget* parent)
    : QWidget(parent),
      m_format(named(new QPushButton(tr("Format"), this), QStringLiteral("policy.format"), tr("Lay the text out"))),
      m_apply(named(new QPushButton(tr("Apply"), this), QStringLiteral("policy.apply"), tr("Apply the policy"))) {
    m_format->setToolTip(tr("Lays the text out: a line for each element, indented"));
    m_apply->setToolTip(tr("Puts the text into the design (Ctrl+Enter)"));
    connect(m_format, &QPushButton::clicked, this, &PolicyBar::formatRequested);
    connect(m_apply, &QPushButton::clicked, this, &PolicyBar::applyRequested);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(makeTemplates());
    layout->addWidget(m_format);
    layout->addStretch();
    layout->addWidget(m_apply);
}

QWidget* PolicyBar::makeTemplates() {
    auto* button = named(new QToolButton(this), QStringLiteral("policy.templates"), tr("Insert a policy template"));
    button->setText(tr("Insert"));
    button->setToolTip(tr("Replaces the text by a policy to start from"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (const PolicyTemplate& each : m_templates)
            connect(menu->addAction(QCoreApplication::translate("policy", each.title)), &QAction::triggered, this,
                    [this, each] { emit templateChosen(each); });
    });
    button->setMenu(menu);
    return button;
}

void PolicyBar::setCanFormat(bool can) {
    m_format->setEnabled(can);
}

void PolicyBar::setCanApply(bool can) {
    m_apply->setEnabled(can);
}

} // namespace waylight
