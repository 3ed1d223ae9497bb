// SPDX-License-Identifier: MIT
#include "core/policy/value_template.h"

namespace waylight::policy {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

} // namespace

ValueTemplate ValueTemplate::parse(std::string_view text, ValueSyntax syntax) {
    ValueTemplate out;
    out.m_foldCase = syntax.foldCase;
    out.m_pieces.emplace_back();
    const std::string folded = syntax.foldCase ? lowered(text) : std::string();
    if (syntax.foldCase)
        text = folded;
    const auto append = [&](std::string_view piece) {
        syntax.wildcards ? out.m_pieces.back().appendPattern(piece) : out.m_pieces.back().appendLiteral(piece);
    };
    while (syntax.variables) {
        const auto open = text.find("${");
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos)
            break;
        append(text.substr(0, open));
        const std::string_view name = text.substr(open + 2, close - open - 2);
        if (name == "*" || name == "?" || name == "$") {
            out.m_pieces.back().appendLiteral(name);
        } else {
            const auto comma = name.find(',');
            const std::string key(trimmed(name.substr(0, comma)));
            Variable variable{key, lowered(key), std::nullopt};
            if (comma != std::string_view::npos) {
                const std::string_view quoted = trimmed(name.substr(comma + 1));
                const bool hasQuotes = quoted.size() >= 2 && quoted.front() == '\'' && quoted.back() == '\'';
                variable.fallback = hasQuotes ? quoted.substr(1, quoted.size() - 2) : quoted;
            }
            out.m_variables.push_back(std::move(variable));
            out.m_pieces.emplace_back();
        }
        text.remove_prefix(close + 1);
    }
    append(text);
    return out;
}

std::optional<std::string> ValueTemplate::solved(std::string_view lowerKey, std::string_view text) const {
    const std::string_view before = m_pieces.front().literalPrefix();
    if (m_variables.empty() || m_variables.front().lowerKey != lowerKey || m_pieces.front().hasWildcards() ||
        !text.starts_with(before))
        return std::nullopt;
    text.remove_prefix(before.size());
    const Glob& behind = m_pieces[1];
    if (behind.text().empty())
        return std::string(text);
    const std::string_view next = behind.literalPrefix().empty() ? "/" : behind.literalPrefix();
    return std::string(text.substr(0, text.find(next)));
}

ValueTemplate::Expansion ValueTemplate::expanded(const ContextKeys& keys) const {
    Glob whole = m_pieces.front();
    for (std::size_t i = 0; i < m_variables.size(); ++i) {
        const Variable& variable = m_variables[i];
        const auto found = keys.find(variable.lowerKey);
        if (found.state == ContextKeys::State::Unknown)
            return {std::nullopt, variable.lowerKey};
        const bool absent = found.state == ContextKeys::State::Absent || (found.key && found.key->values.empty());
        if (found.state == ContextKeys::State::Present && found.key->values.size() == 1) {
            const std::string& value = found.key->values.front();
            whole.appendLiteral(m_foldCase ? lowered(value) : value);
        } else if (absent && variable.fallback) {
            whole.appendLiteral(*variable.fallback);
        } else {
            return {};
        }
        whole.append(m_pieces[i + 1]);
    }
    return {std::move(whole), {}};
}

} // namespace waylight::policy
