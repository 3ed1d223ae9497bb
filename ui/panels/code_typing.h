// SPDX-License-Identifier: MIT
#pragma once

#include <QTextCursor>

#include <optional>

/// The habits of typing JSON, as functions on a cursor.
namespace waylight::typing {

/// A line end with the indentation that belongs behind it; between brackets, a line for each.
void insertLine(QTextCursor& cursor);
/// Types a quote or bracket: the closing one comes with the opening one, and is stepped over when it is there. A pair
/// goes round a selection inside one line and takes the place of a longer one. False: the character is to be typed as
/// any other.
bool insertPaired(QTextCursor& cursor, QChar character);
/// Removes both of an empty pair; false: nothing to do here.
bool removePair(QTextCursor cursor);
/// Moves the selected lines, or what follows the cursor, by a step.
void indent(QTextCursor cursor);
void unindent(QTextCursor cursor);

struct BracketPair {
    int one = 0;
    int other = -1; ///< -1: it has none
};
/// The bracket beside a position, and its partner.
std::optional<BracketPair> bracketsAt(const QString& text, int position);

/// Whether the position is inside a text in quotes; quotes end with their line.
bool isInText(const QString& line, int column);

} // namespace waylight::typing
