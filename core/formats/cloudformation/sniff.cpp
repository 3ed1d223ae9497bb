// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/read.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr std::string_view versionName = "AWSTemplateFormatVersion";
constexpr std::string_view space = " \t\r\n";

bool isSection(std::string_view name) {
    return name == versionName || name == "Resources";
}

/// The end of the text in quotes that begins at `at`.
std::size_t endOfText(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\')
            ++at;
    return std::min(at, text.size());
}

/// True when a member of the outermost JSON object is named like a template's section.
bool hasSectionInBraces(std::string_view text) {
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') {
            const std::size_t end = endOfText(text, at);
            const std::size_t next = std::min(text.find_first_not_of(space, end + 1), text.size());
            if (depth == 1 && isSection(text.substr(at + 1, end - at - 1)) && text.substr(next).starts_with(':'))
                return true;
            at = end;
        } else if (text[at] == '{' || text[at] == '[') {
            ++depth;
        } else if (text[at] == '}' || text[at] == ']') {
            --depth;
        }
    }
    return false;
}

std::string_view unquoted(std::string_view text) {
    const bool quoted = text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
    return quoted ? text.substr(1, text.size() - 2) : text;
}

/// True when a line without indentation names a template's section.
bool hasSectionInLines(std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        const std::string_view name = line.substr(0, line.find(':'));
        const std::size_t end = name.find_last_not_of(space);
        if (name.size() < line.size() && end != std::string_view::npos && isSection(unquoted(name.substr(0, end + 1))))
            return true;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return false;
}

} // namespace

bool looksLikeTemplate(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos || text[first] == '[')
        return false;
    if (text[first] == '{')
        return hasSectionInBraces(text) || text.substr(0, 4096).find(versionName) != std::string_view::npos;
    return hasSectionInLines(text);
}

} // namespace waylight
