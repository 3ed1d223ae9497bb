// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource.h"

#include <QDialog>

namespace waylight {

/// Help on a kind of element: what it is in AWS, what is checked at it, what people get wrong, and its fields.
class ElementHelp : public QDialog {
    Q_OBJECT

public:
    explicit ElementHelp(Kind kind, QWidget* parent = nullptr);
};

} // namespace waylight
