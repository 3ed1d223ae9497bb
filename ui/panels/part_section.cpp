// SPDX-License-Identifier: MIT
#include "ui/panels/part_section.h"

#include "ui/panels/look.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace waylight {

PartSection::PartSection(QWidget* header, const QString& name, std::function<void(QVBoxLayout&)> fill, QWidget* parent)
    : QWidget(parent), m_header(new QWidget(this)), m_arrow(new QToolButton(m_header)), m_body(new QWidget(this)),
      m_fill(std::move(fill)) {
    named(m_arrow, QStringLiteral("part.toggle"), tr("Show the fields of %1").arg(name));
    m_arrow->setAutoRaise(true);
    m_arrow->setArrowType(Qt::RightArrow);
    connect(m_arrow, &QToolButton::clicked, this, [this] { setOpen(!isOpen()); });
    m_header->installEventFilter(this);
    m_header->setCursor(Qt::PointingHandCursor);
    auto* words = new QHBoxLayout(m_header);
    words->setContentsMargins({});
    words->setSpacing(2);
    words->addWidget(m_arrow, 0, Qt::AlignTop);
    words->addWidget(header, 1);

    auto* rule = new QFrame(this);
    rule->setFrameShape(QFrame::HLine);
    rule->setFrameShadow(QFrame::Sunken);
    m_body->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(rule);
    layout->addWidget(m_header);
    layout->addWidget(m_body);
}

bool PartSection::isOpen() const {
    return !m_body->isHidden();
}

void PartSection::setOpen(bool open) {
    if (open == isOpen())
        return;
    if (open && m_fill) {
        auto* form = new QVBoxLayout(m_body);
        form->setContentsMargins(6, 0, 0, 8);
        form->setSpacing(10);
        std::exchange(m_fill, nullptr)(*form);
    }
    m_arrow->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_body->setVisible(open);
    emit toggled(open);
}

void PartSection::addButton(QToolButton* button) {
    m_header->layout()->addWidget(button);
    m_header->layout()->setAlignment(button, Qt::AlignTop);
}

bool PartSection::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_header && event->type() == QEvent::MouseButtonRelease &&
        static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton)
        setOpen(!isOpen());
    return QWidget::eventFilter(watched, event);
}

} // namespace waylight
