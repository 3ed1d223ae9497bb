// SPDX-License-Identifier: MIT
#include "ui/panels/policy_welcome.h"

#include "ui/panels/look.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace waylight {

PolicyWelcome::PolicyWelcome(QWidget* parent) : QScrollArea(parent) {
    named(this, QStringLiteral("policy.welcome"), tr("There is no policy yet"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(4, 12, 4, 4);
    layout->setSpacing(8);
    auto* title = new QLabel(tr("There is no policy yet"), page);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    m_sentence = wrappingLabel({}, page);
    m_sentence->setObjectName(QStringLiteral("policy.without"));
    layout->addWidget(title);
    layout->addWidget(m_sentence);
    layout->addWidget(hintLabel(tr("Start from one of these. You see at once which requests it lets through."), page));
    m_choices = new QVBoxLayout;
    m_choices->setSpacing(6);
    layout->addLayout(m_choices);
    auto* write = named(new QPushButton(tr("Write one"), page), QStringLiteral("policy.write"), tr("Write a policy"));
    write->setToolTip(tr("Opens an empty text. Ctrl+Space shows what can stand at the cursor."));
    write->setStyleSheet(QStringLiteral("text-align: left; padding: 6px 10px"));
    connect(write, &QPushButton::clicked, this, &PolicyWelcome::writingChosen);
    layout->addWidget(write);
    layout->addStretch();
    setWidget(page);
}

void PolicyWelcome::show(const Resource& resource, const PolicyPlace& place) {
    m_sentence->setText(withoutPolicy(resource, place));
    while (QLayoutItem* item = m_choices->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    for (const PolicyTemplate& each : policyTemplates(resource, place)) {
        const QString title = QCoreApplication::translate("policy", each.title);
        auto* button = named(new QPushButton(icon(QStringLiteral("note")), title, widget()),
                             QStringLiteral("policy.template.%1").arg(m_choices->count()), title);
        button->setStyleSheet(QStringLiteral("text-align: left; padding: 6px 10px"));
        button->setToolTip(tr("Puts this policy into the text; nothing changes before you apply it"));
        connect(button, &QPushButton::clicked, this, [this, each] { emit templateChosen(each); });
        m_choices->addWidget(button);
    }
}

} // namespace waylight
