// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/compare/comparison.h"

#include <QDialog>

namespace waylight {

/// What differs between two designs, the requests whose verdict differs first.
class ComparisonDialog : public QDialog {
    Q_OBJECT

public:
    /// `topology` names what is in the first one.
    ComparisonDialog(const Comparison& found, const Topology& topology, const QString& title, QWidget* parent);
};

} // namespace waylight
