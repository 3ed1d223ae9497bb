// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/policy_draft.h"
#include "ui/panels/code_edit.h"

namespace waylight {

/// What is wrong with the text of a policy, where in the text, in characters, in the order of the text.
QList<CodeEdit::Mark> marksOf(const QString& text, const PolicyPlace& place);

/// What each statement does with a request, where in the text, in characters.
QList<CodeEdit::Reason> reasonsOf(const QString& text, const PolicyReading& reading, const PolicyView& view);

/// What the whole policy does with the request, in a few words with its statement: "Statement 2 denies it".
QString readingText(const PolicyReading& reading);

} // namespace waylight
