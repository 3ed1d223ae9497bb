// SPDX-License-Identifier: MIT
#include "core/formats/sniff.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Behind the closing quote of the text that begins at `at`; the end when it has none.
std::size_t behindText(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        at = text.find_first_of("\"\\", at);
        if (at == std::string_view::npos)
            return text.size();
        if (text[at] == '"')
            return at + 1;
        ++at; // what is escaped
    }
    return text.size();
}

/// Behind the value that begins at `at`: at the comma or brace that ends it.
std::size_t behindValue(std::string_view text, std::size_t at) {
    int depth = 0;
    while (at < text.size()) {
        at = text.find_first_of("\"{}[],", at);
        if (at == std::string_view::npos)
            return text.size();
        const char c = text[at];
        if (c == '"') {
            at = behindText(text, at);
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            return at;
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        ++at;
    }
    return at;
}

} // namespace

std::vector<std::string> memberNames(std::string_view text, std::size_t most, bool (*until)(std::string_view name)) {
    std::vector<std::string> names;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    std::size_t at = text.find_first_not_of(blanks);
    if (at == std::string_view::npos || text[at] != '{')
        return names;
    while (names.size() < most) {
        at = text.find_first_not_of(blanks, at + 1);
        if (at == std::string_view::npos || text[at] != '"')
            break;
        const std::size_t end = behindText(text, at);
        names.emplace_back(text.substr(at + 1, end - at - 2));
        if (until(names.back()))
            break;
        at = behindValue(text, end);
        if (at >= text.size() || text[at] != ',')
            break;
    }
    return names;
}

bool isTerraformMember(std::string_view name) {
    static constexpr std::string_view names[] = {"format_version",
                                                 "terraform_version",
                                                 "planned_values",
                                                 "resource_changes",
                                                 "lineage",
                                                 "configuration",
                                                 "resource",
                                                 "module",
                                                 "locals",
                                                 "terraform",
                                                 "provider",
                                                 "variable",
                                                 "data"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

} // namespace waylight
