// SPDX-License-Identifier: MIT
#include "core/formats/script/commands.h"

#include "core/formats/declared/writing.h"

#include <algorithm>
#include <cctype>

namespace waylight::script {
namespace {

bool isSafe(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-./:=,@%+").find(c) != std::string_view::npos;
}

std::string jsonString(const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// JSON between single quotes, left for each variable.
std::string jsonWithVariables(const Json& value) {
    if (declared::isReference(value))
        return std::string("\"'\"$").append(variable(value)).append("\"'\"");
    if (value.is_object()) {
        std::string out = "{";
        for (const auto& [key, each] : value.items())
            out += (out.size() > 1 ? "," : "") + jsonString(key) + ':' + jsonWithVariables(each);
        return out + '}';
    }
    if (value.is_array()) {
        std::string out = "[";
        for (const Json& each : value)
            out += (out.size() > 1 ? "," : "") + jsonWithVariables(each);
        return out + ']';
    }
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 4)
        text.replace(at, 1, "'\\''");
    return text;
}

} // namespace

std::string quoted(const std::string& text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), isSafe))
        return text;
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + '\'';
}

std::string variable(const std::string& declaration) {
    return declaration + "Id";
}

std::string variable(const Json& reference) {
    const std::string attribute = reference.value("attribute", std::string());
    const bool made =
        attribute == "MainRouteTable" || attribute == "DefaultNetworkAcl" || attribute == "DefaultSecurityGroup";
    return variable(reference["$ref"].get<std::string>() + (made ? attribute : std::string()));
}

std::string word(const Json& value) {
    if (declared::isReference(value))
        return "\"$" + variable(value) + '"';
    if (value.is_structured())
        return '\'' + jsonWithVariables(value) + '\'';
    return quoted(value.is_string() ? value.get<std::string>() : value.dump());
}

std::string optionOf(const std::string& property) {
    std::string out = "--";
    for (std::size_t i = 0; i < property.size(); ++i) {
        const auto c = static_cast<unsigned char>(property[i]);
        if (std::isupper(c) != 0 && i > 0)
            out += '-';
        out += char(std::tolower(c));
    }
    return out;
}

Call& Call::add(const std::string& option, const Json& value) {
    if (!value.is_null()) {
        options.push_back(option);
        options.push_back(word(value));
    }
    return *this;
}

Call& Call::addWord(const std::string& option, std::string word) {
    options.push_back(option);
    options.push_back(std::move(word));
    return *this;
}

Call& Call::flag(const std::string& option) {
    options.push_back(option);
    return *this;
}

Call& Call::list(const std::string& option, const Json& values) {
    if (!values.is_array() || values.empty())
        return *this;
    options.push_back(option);
    for (const Json& each : values)
        options.push_back(word(each));
    return *this;
}

} // namespace waylight::script
