// SPDX-License-Identifier: MIT
#pragma once

#include "ui/shell/templates.h"

#include <QAbstractButton>
#include <QPixmap>

namespace waylight {

/// A template as a button: its picture, its title, and what it teaches.
class TemplateCard : public QAbstractButton {
    Q_OBJECT

public:
    TemplateCard(const Template& shown, QWidget* parent);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawPreview();

    Design m_design;
    QString m_description;
    QPixmap m_preview;
};

} // namespace waylight
