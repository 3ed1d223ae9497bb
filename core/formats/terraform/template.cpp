// SPDX-License-Identifier: MIT
#include "core/formats/terraform/template.h"

#include "core/formats/terraform/resource.h"
#include "core/formats/value_size.h"

#include <algorithm>

namespace waylight::terraform {
namespace {

/// Locals that name locals; circles end here.
constexpr int deepest = 24;
constexpr std::size_t longest = 1u << 20; ///< of a text, in bytes

class Deeper {
public:
    explicit Deeper(Names& names) : m_names(names) { ++m_names.depth; }
    ~Deeper() { --m_names.depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

private:
    Names& m_names;
};

/// A part of a template: text, or an expression.
struct Part {
    std::string text;
    bool expression = false;
};

/// The end of the expression that begins at `at`, before its closing brace; npos: it has none.
std::size_t expressionEnd(std::string_view text, std::size_t at) {
    int open = 0;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted && c == '\\')
            ++at;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '{')
            ++open;
        else if (!quoted && c == '}' && open-- == 0)
            return at;
    }
    return std::string_view::npos;
}

/// Splits a template; false when it has directives (`%{ if … }`) or an expression does not end.
bool split(std::string_view text, std::vector<Part>& parts) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool mark = (text[i] == '$' || text[i] == '%') && i + 1 < text.size();
        if (mark && text[i + 1] == text[i] && i + 2 < text.size() && text[i + 2] == '{') {
            plain += text[i];
            plain += '{';
            i += 2;
        } else if (mark && text[i + 1] == '{') {
            const std::size_t end = expressionEnd(text, i + 2);
            if (text[i] == '%' || end == std::string_view::npos)
                return false;
            if (!plain.empty())
                parts.push_back({std::move(plain), false});
            plain.clear();
            parts.push_back({std::string(text.substr(i + 2, end - i - 2)), true});
            i = end;
        } else {
            plain += text[i];
        }
    }
    if (!plain.empty() || parts.empty())
        parts.push_back({std::move(plain), false});
    return true;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool isTraversal(std::string_view expression) {
    bool quoted = false;
    for (const char c : expression) {
        if (c == '"')
            quoted = !quoted;
        const bool name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                          c == '-' || c == '.' || c == '[' || c == ']' || c == '*';
        if (!quoted && c != '"' && !name)
            return false;
    }
    return !expression.empty() && !quoted;
}

/// The element of a value, as var.x["a"] has it; `key` null: the value.
Json indexed(Json value, const Json& key) {
    if (key.is_null())
        return value;
    const bool element =
        key.is_number() && value.is_array() && key.get<long long>() >= 0 && key.get<std::size_t>() < value.size();
    const Json* found = key.is_string() ? member(value, key.get_ref<const std::string&>()) : nullptr;
    return element ? Json(value[key.get<std::size_t>()]) : found ? Json(*found) : unknownValue();
}

/// What the steps from `first` on select inside a value.
Json inside(Json value, const std::vector<std::string>& steps, std::size_t first) {
    for (std::size_t i = first; i < steps.size(); ++i) {
        Json key;
        const Json* found = member(value, withoutKey(steps[i], key));
        if (!found)
            return unknownValue();
        value = indexed(Json(*found), key);
    }
    return value;
}

Json resourceNamed(const std::vector<std::string>& steps, Names& names, bool whole) {
    std::vector<std::string> plain = steps;
    bool all = std::erase(plain, "*") > 0; // aws_subnet.a.*.id
    Json key;
    if (plain.size() != 3)
        return unknownValue();
    std::string name = withoutKey(plain[1], key);
    if (const std::size_t splat = name.find("[*]"); splat != std::string::npos) {
        name.resize(splat);
        all = true;
    } else if (plain[1].ends_with("[*]")) {
        all = true;
    } else if (key.is_null() && plain[1].find('[') != std::string::npos) {
        return unknownValue(); // an index that is an expression
    }
    Json index;
    const std::string attribute = withoutKey(plain[2], index);
    return indexed(names.resource(plain[0], name, key, all, attribute, whole), index);
}

Json valueOf(std::string_view expression, Names& names, bool whole) {
    expression = trimmed(expression);
    if (names.depth > deepest || !isTraversal(expression))
        return unknownValue();
    const std::vector<std::string> steps = addressSteps(expression);
    if (steps.size() < 2)
        return unknownValue();
    Json key;
    const std::string name = withoutKey(steps[1], key);
    if (steps[0] == "count")
        return name == "index" && steps.size() == 2 ? names.index() : unknownValue();
    if (steps[0] == "var" || steps[0] == "local")
        return inside(indexed(steps[0] == "var" ? names.variable(name) : names.local(name), key), steps, 2);
    if (steps[0] == "each")
        return inside(indexed(names.each(name == "key"), key), steps, 2);
    if (steps[0] == "data" || steps[0] == "module" || steps[0] == "path" || steps[0] == "terraform")
        return unknownValue();
    return resourceNamed(steps, names, whole);
}

std::string written(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Several parts are one text; what stays open in it is written as it was.
Json joinedParts(const std::vector<Part>& parts, Names& names) {
    std::string text;
    bool open = false;
    for (const Part& part : parts) {
        if (!part.expression) {
            text += part.text;
            continue;
        }
        const Json value = valueOf(part.text, names, false);
        const bool known = value.is_primitive() && !value.is_null();
        open = open || !known;
        text += known ? written(value) : "${" + part.text + "}";
        if (text.size() > longest)
            return unknownValue();
    }
    return open ? unknownValue(std::move(text)) : Json(std::move(text));
}

/// The value, if there is room: a text of a few bytes can name a local of many.
Json charged(Json value, Names& names) {
    const std::size_t size = sizeOf(value);
    const bool fits = size <= names.room;
    names.room -= fits ? size : names.room;
    return fits ? value : unknownValue();
}

Json templated(const std::string& text, Names& names) {
    if (text.find("${") == std::string::npos && text.find("%{") == std::string::npos)
        return text;
    std::vector<Part> parts;
    if (names.room == 0 || !split(text, parts))
        return unknownValue(text);
    if (parts.size() > 1 || !parts.front().expression)
        return charged(joinedParts(parts, names), names);
    Json value = charged(valueOf(parts.front().text, names, true), names);
    return isUnknownValue(value) ? unknownValue(text) : value;
}

} // namespace

Json evaluated(const Json& value, Names& names) {
    const Deeper deeper(names);
    if (names.depth > 4 * deepest || --names.budget < 0)
        return unknownValue();
    if (value.is_string())
        return templated(value.get_ref<const std::string&>(), names);
    if (value.is_array()) {
        Json list = Json::array();
        for (const Json& each : value)
            if (Json known = evaluated(each, names); !known.is_null())
                list.push_back(std::move(known));
        return list;
    }
    if (!value.is_object())
        return value;
    Json object = Json::object();
    for (const auto& [name, each] : value.items()) {
        Json known = name == "//" ? Json() : evaluated(each, names);
        if (known.is_null())
            continue;
        const Json key = templated(name, names); // keys are expressions too
        object[key.is_string() ? key.get_ref<const std::string&>() : name] = std::move(known);
    }
    return object;
}

} // namespace waylight::terraform
