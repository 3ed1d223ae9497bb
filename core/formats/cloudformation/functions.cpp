// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/functions.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace waylight::cloudformation {
namespace {

Value referenced(Evaluator& evaluator, const DocumentNode& argument) {
    const Json name = evaluator.something(argument);
    if (!name.is_string())
        return isUnknownValue(name)
                   ? name
                   : evaluator.wrongArguments("Ref", "the name of a parameter or resource", argument.position);
    return evaluator.reference(name.get<std::string>(), argument.position);
}

/// "Resource.Attribute" or ["Resource", "Attribute"]; attributes may have dots of their own.
Value attributeGot(Evaluator& evaluator, const DocumentNode& argument) {
    std::string text;
    for (const DocumentNode& item : argument.isScalar() ? std::span(&argument, 1) : argument.items()) {
        const auto part = knownText(evaluator.something(item));
        if (!part)
            return unknownValue();
        text += (text.empty() ? "" : ".") + *part;
    }
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos)
        return evaluator.wrongArguments("Fn::GetAtt", "[a resource, one of its attributes]", argument.position);
    return evaluator.attribute(text.substr(0, dot), text.substr(dot + 1), argument.position);
}

/// [delimiter, list]
Value joinedTexts(Evaluator& evaluator, const DocumentNode& argument) {
    const auto items = argument.items();
    const Json delimiter = items.size() == 2 ? evaluator.something(items[0]) : Json();
    if (!delimiter.is_string())
        return evaluator.wrongArguments("Fn::Join", "[a delimiter, a list]", argument.position);
    const Json list = evaluator.something(items[1]);
    OpenText text(evaluator);
    if (!list.is_array())
        text.add(list);
    else
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i > 0)
                text.add(delimiter);
            text.add(list[i]);
        }
    return std::move(text).json();
}

/// [condition, value if it holds, value if not]
Value chosen(Evaluator& evaluator, const DocumentNode& argument) {
    const auto items = argument.items();
    if (items.size() != 3 || !items[0].isScalar())
        return evaluator.wrongArguments("Fn::If", "[the name of a condition, one value, another]", argument.position);
    const std::string name = evaluator.withLoops(items[0].text);
    const Truth truth = evaluator.condition(name, items[0].position);
    if (truth != Truth::Open)
        return evaluator.value(items[truth == Truth::True ? 1 : 2]);
    Value one = evaluator.value(items[1]);
    return one == evaluator.value(items[2]) ? one : openPlace("Fn::If " + name);
}

/// [map, key, second key], then perhaps {DefaultValue: …}
Value foundInMap(Evaluator& evaluator, const DocumentNode& argument) {
    const auto items = argument.items();
    if (items.size() < 3)
        return evaluator.wrongArguments("Fn::FindInMap", "[a map, a key, a second key]", argument.position);
    std::array<std::string, 3> keys;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto key = knownText(evaluator.something(items[i]));
        if (!key)
            return openPlace("Fn::FindInMap " + keys[0]);
        keys[i] = *key;
    }
    const Section& maps = evaluator.source().mappings;
    const auto map = maps.find(keys[0]);
    const DocumentNode* first = map == maps.end() ? nullptr : map->second->find(keys[1]);
    const DocumentNode* found = first ? first->find(keys[2]) : nullptr;
    if (!found && items.size() > 3)
        found = items[3].find("DefaultValue");
    if (found)
        return evaluator.value(*found);
    return evaluator.wrong(message(MessageId::TemplateNoSuchEntry, std::to_string(argument.position.line),
                                   keys[0] + '.' + keys[1] + '.' + keys[2]));
}

Value imported(Evaluator& evaluator, const DocumentNode& argument) {
    const Json name = evaluator.something(argument);
    OpenText text(evaluator);
    text.add(name);
    const Json made = std::move(text).json();
    const std::string shown = isUnknownValue(made) ? made.begin()->get<std::string>() : made.get<std::string>();
    evaluator.imports.add(shown);
    return openPlace("Fn::ImportValue " + shown);
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i)
            out += i <= count ? digits[group >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

Value encoded(Evaluator& evaluator, const DocumentNode& argument) {
    const auto text = knownText(evaluator.something(argument));
    if (!text || !evaluator.charge(text->size() * 2))
        return openPlace("Fn::Base64");
    return base64(*text);
}

Value transformed(Evaluator& evaluator, const DocumentNode& argument) {
    const DocumentNode* name = argument.find("Name");
    const std::string shown(name ? name->text : std::string_view("Fn::Transform"));
    evaluator.transforms.add(shown);
    return openPlace("Fn::Transform " + shown);
}

/// What is unknown stands in the text as its open places.
Json withPlacesAsTexts(const Json& value) {
    if (isUnknownValue(value))
        return *value.begin();
    Json out = value;
    if (out.is_structured())
        for (Json& each : out)
            each = withPlacesAsTexts(each);
    return out;
}

Value written(Evaluator& evaluator, const DocumentNode& argument) {
    const Json value = evaluator.something(argument);
    const bool open = holdsUnknown(value);
    std::string text = (open ? withPlacesAsTexts(value) : value).dump(-1, ' ', false, Json::error_handler_t::replace);
    if (!evaluator.charge(text.size()))
        return unknownValue();
    return open ? unknownValue(std::move(text)) : Json(std::move(text));
}

/// Conditions where a value stands.
template <char First>
Value decided(Evaluator& evaluator, const DocumentNode& argument) {
    constexpr std::string_view name = First == 'A'   ? "Fn::And"
                                      : First == 'O' ? "Fn::Or"
                                      : First == 'N' ? "Fn::Not"
                                      : First == 'E' ? "Fn::Equals"
                                                     : "Condition";
    const DocumentMember member{name, argument.position, argument};
    DocumentNode node;
    node.kind = DocumentNode::Kind::Mapping;
    node.position = argument.position;
    node.children = &member;
    node.count = 1;
    const Truth truth = evaluator.truth(node);
    return truth == Truth::Open ? openPlace(std::string(name)) : Json(truth == Truth::True);
}

} // namespace

Function functionNamed(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Function>, 20> functions{{
        {"Ref", referenced},
        {"GetAtt", attributeGot},
        {"Sub", substituted},
        {"Join", joinedTexts},
        {"Select", selected},
        {"Split", splitText},
        {"If", chosen},
        {"FindInMap", foundInMap},
        {"Cidr", blocks},
        {"GetAZs", zones},
        {"ImportValue", imported},
        {"Base64", encoded},
        {"Transform", transformed},
        {"Length", lengthOf},
        {"ToJsonString", written},
        {"And", decided<'A'>},
        {"Or", decided<'O'>},
        {"Not", decided<'N'>},
        {"Equals", decided<'E'>},
        {"Condition", decided<'C'>},
    }};
    for (const auto& [each, function] : functions)
        if (each == name)
            return function;
    return nullptr;
}

std::optional<std::string> knownText(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean() || value.is_number())
        return value.dump();
    return {};
}

std::optional<std::uint64_t> wholeNumber(const Json& value) {
    const auto text = knownText(value);
    std::uint64_t number = 0;
    if (!text || text->empty())
        return {};
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size())
        return {};
    return number;
}

} // namespace waylight::cloudformation
