// SPDX-License-Identifier: MIT
#pragma once

#include "core/trace/trace.h"

#include <QWidget>

namespace waylight {

/// The condition keys of a request, with who set each, behind a heading that opens and closes.
class ContextTable : public QWidget {
    Q_OBJECT

public:
    ContextTable(const std::map<std::string, ContextValue>& context, QWidget* parent);
};

} // namespace waylight
