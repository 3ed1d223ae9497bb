// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/cloudformation/functions.h"

#include <algorithm>
#include <map>

namespace waylight::cloudformation {
namespace {

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == ':' ||
           c == '_';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// What Fn::Sub puts in for `${name}`.
class Substitution {
public:
    Substitution(Evaluator& evaluator, Position at) : m_evaluator(evaluator), m_at(at) {}

    void define(const DocumentNode& variables) {
        for (const DocumentMember& member : variables.members())
            m_variables.emplace(member.name, m_evaluator.something(member.value));
    }

    Json in(std::string_view text) {
        OpenText out(m_evaluator);
        for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${")) {
            const std::size_t end = text.find('}', at);
            if (end == std::string_view::npos)
                break;
            out.add(text.substr(0, at));
            put(text.substr(at, end + 1 - at), out);
            text.remove_prefix(end + 1);
        }
        out.add(text);
        return std::move(out).json();
    }

private:
    /// `place` is "${…}".
    void put(std::string_view place, OpenText& out) {
        const std::string_view name = trimmed(place.substr(2, place.size() - 3));
        if (name.starts_with('!'))
            return out.add(std::string_view("${" + std::string(name.substr(1)) + '}'));
        if (name.empty() || !std::all_of(name.begin(), name.end(), isNameCharacter))
            return out.add(place);
        const Json value = valueOf(std::string(name));
        out.add(isUnknownValue(value) && value.begin()->get_ref<const std::string&>().empty()
                    ? openPlace(std::string(name))
                    : value);
    }

    Json valueOf(const std::string& name) {
        if (const auto found = m_variables.find(name); found != m_variables.end())
            return found->second;
        const std::size_t dot = name.find('.');
        const Value value = dot == std::string::npos
                                ? m_evaluator.reference(name, m_at)
                                : m_evaluator.attribute(name.substr(0, dot), name.substr(dot + 1), m_at);
        return value.value_or(nullptr);
    }

    Evaluator& m_evaluator;
    Position m_at;
    std::map<std::string, Json, std::less<>> m_variables;
};

} // namespace

/// A text, or [text, its own variables]
Value substituted(Evaluator& evaluator, const DocumentNode& argument) {
    const auto items = argument.items();
    const bool withVariables = items.size() == 2 && items[0].isScalar() && items[1].isMapping();
    if (!argument.isScalar() && !withVariables && !(items.size() == 1 && items[0].isScalar()))
        return evaluator.wrongArguments("Fn::Sub", "a text, or [a text, its variables]", argument.position);
    const DocumentNode& text = argument.isScalar() ? argument : items[0];
    Substitution substitution(evaluator, text.position);
    if (withVariables)
        substitution.define(items[1]);
    return substitution.in(evaluator.withLoops(text.text));
}

} // namespace waylight::cloudformation
