// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/field_editor.h"

namespace waylight {

/// The editor for a field, chosen by its description alone.
FieldEditor* makeFieldEditor(const FieldInfo& field, QWidget* parent);

} // namespace waylight
