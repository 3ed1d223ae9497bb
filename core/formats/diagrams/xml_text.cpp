// SPDX-License-Identifier: MIT
#include "core/formats/diagrams/xml_text.h"

namespace waylight {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Names end where white space, `/`, `>` or `=` begins.
bool endsName(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' || c == '>' || c == '=';
}

std::string_view escapeOf(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\n':
        return "&#10;";
    case '\t':
        return "&#9;";
    case '\r':
        return "&#13;";
    default:
        return static_cast<unsigned char>(c) < 0x20 ? replacement : std::string_view();
    }
}

/// Behind the tag that begins at `from`; a `>` inside quotes does not end it.
std::size_t endOfTag(std::string_view xml, std::size_t from) {
    char quote = 0;
    for (std::size_t i = from; i < xml.size(); ++i) {
        if (quote != 0)
            quote = xml[i] == quote ? char(0) : quote;
        else if (xml[i] == '"' || xml[i] == '\'')
            quote = xml[i];
        else if (xml[i] == '>')
            return i + 1;
    }
    return std::string_view::npos;
}

} // namespace

std::string xmlEscaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const std::string_view tail = text.substr(i, 3); tail == "\xEF\xBF\xBE" || tail == "\xEF\xBF\xBF") {
            out += replacement;
            i += 2;
        } else if (const std::string_view escape = escapeOf(text[i]); escape.empty()) {
            out += text[i];
        } else {
            out += escape;
        }
    }
    return out;
}

std::optional<std::string_view> xmlAttribute(std::string_view tag, std::string_view name) {
    for (std::size_t i = 1; i < tag.size();) {
        while (i < tag.size() && !endsName(tag[i]))
            ++i;
        while (i < tag.size() && endsName(tag[i]) && tag[i] != '=')
            ++i;
        const std::size_t begin = i;
        while (i < tag.size() && !endsName(tag[i]))
            ++i;
        const std::string_view found = tag.substr(begin, i - begin);
        const std::size_t open = tag.find_first_of("\"'", i);
        const std::size_t close = open == std::string_view::npos ? open : tag.find(tag[open], open + 1);
        if (close == std::string_view::npos)
            return std::nullopt;
        if (found == name)
            return tag.substr(open + 1, close - open - 1);
        i = close + 1;
    }
    return std::nullopt;
}

std::optional<XmlTag> nextXmlTag(std::string_view xml, std::string_view name, std::size_t from) {
    for (std::size_t at = xml.find('<', from); at != std::string_view::npos; at = xml.find('<', at + 1)) {
        const std::size_t behind = at + 1 + name.size();
        if (xml.substr(at + 1, name.size()) != name || behind >= xml.size() || !endsName(xml[behind]))
            continue;
        const std::size_t end = endOfTag(xml, at);
        if (end == std::string_view::npos)
            return std::nullopt;
        return XmlTag{xml.substr(at, end - at), xml.substr(end, xml.find('<', end) - end), end};
    }
    return std::nullopt;
}

} // namespace waylight
