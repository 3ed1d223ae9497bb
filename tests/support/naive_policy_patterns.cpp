// SPDX-License-Identifier: MIT
#include "tests/support/naive_policy_parts.h"

#include <cctype>

namespace naive_policy {

std::string lower(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::vector<std::string> splitAt(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::vector<std::string> texts(const Json& value) {
    if (value.is_array()) {
        std::vector<std::string> all;
        for (const Json& one : value)
            all.push_back(texts(one).at(0));
        return all;
    }
    return {value.is_string() ? value.get<std::string>() : value.dump()};
}

namespace {

/// Whether pattern[p..] matches text[t..]; what was found is kept, for the number of ways grows without bounds.
struct GlobQuestion {
    const Pattern& pattern;
    const std::string& text;
    std::vector<char> known; ///< 0: not asked yet, 1: no, 2: yes

    bool from(std::size_t p, std::size_t t) {
        char& answer = known[p * (text.size() + 1) + t];
        if (answer == 0)
            answer = ask(p, t) ? 2 : 1;
        return answer == 2;
    }
    bool ask(std::size_t p, std::size_t t) {
        if (p == pattern.size())
            return t == text.size();
        const Unit& unit = pattern[p];
        const bool more = t < text.size();
        const bool wildFits = more && (unit.acrossColons || text[t] != ':');
        if (unit.what == Unit::What::Any)
            return from(p + 1, t) || (wildFits && from(p, t + 1));
        if (unit.what == Unit::What::One)
            return wildFits && from(p + 1, t + 1);
        return more && text[t] == unit.character && from(p + 1, t + 1);
    }
};

std::string trimmed(const std::string& text) {
    std::size_t begin = 0;
    std::size_t end = text.size();
    while (begin < end && text[begin] == ' ')
        ++begin;
    while (end > begin && text[end - 1] == ' ')
        --end;
    return text.substr(begin, end - begin);
}

/// What stands for `${inside}`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
std::optional<std::string> variable(const std::string& inside, const Facts& facts) {
    if (inside == "*" || inside == "?" || inside == "$")
        return inside;
    const auto comma = inside.find(',');
    const std::string name = lower(trimmed(inside.substr(0, comma)));
    const auto key = facts.keys.find(name);
    if (key != facts.keys.end() && !key->second.empty()) {
        if (key->second.size() > 1) // only keys with a single value can be variables
            return std::nullopt;
        return key->second.front();
    }
    if (comma == std::string::npos)
        return std::nullopt;
    const std::string quoted = trimmed(inside.substr(comma + 1));
    return quoted.substr(1, quoted.size() - 2);
}

} // namespace

bool globMatches(const Pattern& pattern, const std::string& text) {
    GlobQuestion question{pattern, text, std::vector<char>((pattern.size() + 1) * (text.size() + 1))};
    return question.from(0, 0);
}

std::optional<Pattern> expanded(const std::string& text, const Facts& facts, bool variables, bool wildcards) {
    Pattern pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (variables && text.compare(i, 2, "${") == 0) {
            const auto end = text.find('}', i);
            const auto value = variable(text.substr(i + 2, end - i - 2), facts);
            if (!value)
                return std::nullopt;
            for (const char c : *value)
                pattern.push_back({c});
            i = end;
        } else if (wildcards && text[i] == '*') {
            pattern.push_back({'*', Unit::What::Any});
        } else if (wildcards && text[i] == '?') {
            pattern.push_back({'?', Unit::What::One});
        } else {
            pattern.push_back({text[i]});
        }
    }
    return pattern;
}

Pattern plainPattern(const std::string& text) {
    return *expanded(text, Facts{}, false, true);
}

std::string literalText(const Pattern& pattern) {
    std::string text;
    for (const Unit& unit : pattern)
        text += unit.character;
    return text;
}

} // namespace naive_policy
