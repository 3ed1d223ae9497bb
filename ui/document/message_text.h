// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"

#include <QString>

namespace waylight {

/// A message in the user's language.
QString text(const Message& message);

} // namespace waylight
