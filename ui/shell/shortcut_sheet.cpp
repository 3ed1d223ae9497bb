// SPDX-License-Identifier: MIT
#include "ui/shell/shortcut_sheet.h"

#include "ui/panels/look.h"
#include "ui/shell/commands.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>
#include <QVBoxLayout>

#include <map>

namespace waylight {
namespace {

QLabel* makeKeys(const char* shortcut, QWidget* parent) {
    auto* label = new QLabel(
        QKeySequence(QLatin1String(shortcut), QKeySequence::PortableText).toString(QKeySequence::NativeText), parent);
    label->setStyleSheet(QStringLiteral("border: 1px solid palette(mid); border-radius: 4px; padding: 1px 6px;"));
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

ShortcutSheet::ShortcutSheet(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    setObjectName(QStringLiteral("dialog.shortcuts"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(32);
    std::map<Menu, QGridLayout*> groups;
    for (const Command& command : commands()) {
        if (!*command.shortcut)
            continue;
        QGridLayout*& grid = groups[command.menu];
        if (!grid) {
            auto* column = new QVBoxLayout;
            auto* title = new QLabel(menuTitle(command.menu).remove(QLatin1Char('&')), this);
            QFont font = title->font();
            font.setWeight(QFont::DemiBold);
            title->setFont(font);
            column->addWidget(title);
            grid = new QGridLayout;
            grid->setHorizontalSpacing(10);
            grid->setVerticalSpacing(8);
            column->addLayout(grid);
            column->addStretch();
            columns->addLayout(column);
        }
        const int row = grid->rowCount();
        grid->addWidget(makeKeys(command.shortcut, this), row, 0);
        grid->addWidget(new QLabel(plainText(command), this), row, 1);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->addLayout(columns);
    layout->addWidget(hintLabel(tr("On the canvas: Tab goes from element to element, the arrow keys nudge what is "
                                   "selected, Enter opens the inspector, the wheel zooms, and the middle button pans."),
                                this));
    layout->addWidget(buttons);
}

} // namespace waylight
