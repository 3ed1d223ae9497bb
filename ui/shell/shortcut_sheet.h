// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

namespace waylight {

/// All shortcuts on one page, made from the table of commands.
class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutSheet(QWidget* parent);
};

} // namespace waylight
