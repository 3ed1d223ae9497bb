// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"

#include <string>
#include <vector>

namespace waylight {

enum class Severity : std::uint8_t { Note, Warning, Error };

/// Something to tell the user about an input: what, where, and what would be accepted.
struct Diagnostic {
    Severity severity = Severity::Error;
    Message message;
    std::string file;    ///< empty: not from a file
    std::string pointer; ///< JSON pointer (RFC 6901) into the file or the resource; empty: the whole of it

    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// `file: pointer: sentence`, without the parts that are empty.
std::string toEnglish(const Diagnostic& diagnostic);

/// True when one of them is an error.
bool hasErrors(const Diagnostics& diagnostics);

/// `pointer` extended by one member name or index, escaped as RFC 6901 asks.
std::string joinedPointer(const std::string& pointer, const std::string& token);
std::string joinedPointer(const std::string& pointer, std::size_t index);

} // namespace waylight
