// SPDX-License-Identifier: MIT
#include "core/base/json.h"

#include "core/base/json_dom.h"
#include "core/base/message_ids.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr std::size_t lineWidth = 100;
constexpr std::size_t shortText = 4096; ///< nlohmann's parser is quick enough for this: it looks each name up in turn

/// The deepest nesting of brackets outside strings. nlohmann's own parser has no limit.
int nestingDepth(std::string_view text, int giveUpAbove) {
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size() && deepest <= giveUpAbove; ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
};

Position positionAt(std::string_view text, std::size_t offset) {
    Position position;
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
        if (text[i] == '\n') {
            ++position.line;
            position.column = 1;
        } else {
            ++position.column;
        }
    }
    return position;
}

/// nlohmann says "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …"; the user needs
/// only what comes after the position.
std::string reasonOf(std::string text) {
    const auto at = text.find(": ");
    return at == std::string::npos ? text : text.substr(at + 2);
}

Diagnostic problem(Message what, const std::string& file) {
    return {Severity::Error, std::move(what), file, {}};
}

class Formatter {
public:
    std::string text;

    void write(const Json& value, std::size_t indent, std::size_t used) {
        if (!value.is_structured() || value.empty() || fitsOnLine(value, used)) {
            writeInline(value);
            return;
        }
        const bool object = value.is_object();
        text += object ? '{' : '[';
        bool first = true;
        for (const auto& [key, child] : value.items()) {
            text += first ? "\n" : ",\n";
            first = false;
            text.append(indent + 2, ' ');
            std::size_t column = indent + 2;
            if (object) {
                const std::string name = Json(key).dump();
                text += name + ": ";
                column += name.size() + 2;
            }
            write(child, indent + 2, column);
        }
        text += '\n';
        text.append(indent, ' ');
        text += object ? '}' : ']';
    }

private:
    static bool fitsOnLine(const Json& value, std::size_t used) {
        std::size_t width = used + 1; // the comma behind it
        return addWidth(value, width);
    }

    /// Adds the width of `value` on one line; false as soon as the line is full.
    static bool addWidth(const Json& value, std::size_t& width) {
        if (!value.is_structured()) {
            width += value.is_string() ? value.get_ref<const std::string&>().size() + 2 : scalar(value).size();
            return width <= lineWidth;
        }
        width += 2;
        for (const auto& [key, child] : value.items()) {
            width += 2 + (value.is_object() ? key.size() + 4 : 0);
            if (width > lineWidth || !addWidth(child, width))
                return false;
        }
        return width <= lineWidth;
    }

    static std::string scalar(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

    void writeInline(const Json& value) {
        if (!value.is_structured() || value.empty()) {
            text += scalar(value);
            return;
        }
        const bool object = value.is_object();
        text += object ? "{ " : "[";
        bool first = true;
        for (const auto& [key, child] : value.items()) {
            if (!first)
                text += ", ";
            first = false;
            if (object)
                text += Json(key).dump() + ": ";
            writeInline(child);
        }
        text += object ? " }" : "]";
    }
};

} // namespace

Result<Json> parseJson(std::string_view text, const std::string& file, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return problem(message(MessageId::FileTooLarge, std::to_string(limits.bytes >> 20)), file);
    if (text.size() > shortText)
        if (const auto document = domOf(text, static_cast<std::size_t>(limits.depth)))
            return jsonOf(document->root());
    if (nestingDepth(text, limits.depth) > limits.depth)
        return problem(message(MessageId::JsonTooDeep, std::to_string(limits.depth)), file);
    if (text.substr(0, 3) == "\xEF\xBB\xBF")
        text.remove_prefix(3);
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const Position at = positionAt(text, error.byte ? error.byte - 1 : 0);
        return problem(
            message(MessageId::JsonSyntax, std::to_string(at.line), std::to_string(at.column), reasonOf(error.what())),
            file);
    } catch (const Json::exception& error) {
        return problem(message(MessageId::JsonSyntax, "1", "1", reasonOf(error.what())), file);
    }
}

std::string formatJson(const Json& value) {
    Formatter formatter;
    formatter.write(value, 0, 0);
    return std::move(formatter.text);
}

} // namespace waylight
