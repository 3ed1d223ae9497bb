// SPDX-License-Identifier: MIT
#include "core/formats/document/node.h"

#include "core/base/message_ids.h"
#include "core/formats/document/json.h"
#include "core/formats/document/yaml.h"

#include <algorithm>
#include <charconv>

namespace waylight {
namespace {

constexpr std::size_t exactDigits = 15; ///< what a double still tells apart, for whoever reads the number as one

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A whole number as JSON writes it.
bool isCanonicalInteger(std::string_view text) {
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (digits.empty() || digits.size() > exactDigits || !std::all_of(digits.begin(), digits.end(), isDigit))
        return false;
    return digits[0] != '0' || (digits.size() == 1 && digits.size() == text.size());
}

Json integerOf(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number < 0 ? Json(number) : Json(static_cast<std::uint64_t>(number));
}

/// `!GetAtt a.b` is {"Fn::GetAtt": ["a", "b"]}.
Json attributeParts(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos)
        return std::string(text);
    return Json::array({std::string(text.substr(0, dot)), std::string(text.substr(dot + 1))});
}

Json untaggedJson(const DocumentNode& node) {
    if (node.isScalar())
        return scalarJson(node);
    if (node.isSequence()) {
        Json list = Json::array();
        for (const DocumentNode& item : node.items())
            list.push_back(plainJson(item));
        return list;
    }
    Json::object_t object;
    for (const DocumentMember& member : node.members())
        object.Container::emplace_back(std::string(member.name), plainJson(member.value));
    return object;
}

std::string_view withoutMark(std::string_view text) {
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

} // namespace

std::span<const DocumentNode> DocumentNode::items() const {
    return isSequence() ? std::span(static_cast<const DocumentNode*>(children), count)
                        : std::span<const DocumentNode>();
}

std::span<const DocumentMember> DocumentNode::members() const {
    return isMapping() ? std::span(static_cast<const DocumentMember*>(children), count)
                       : std::span<const DocumentMember>();
}

const DocumentMember* DocumentNode::member(std::string_view name) const {
    for (const DocumentMember& each : members())
        if (each.name == name)
            return &each;
    return nullptr;
}

const DocumentNode* DocumentNode::find(std::string_view name) const {
    const DocumentMember* found = member(name);
    return found ? &found->value : nullptr;
}

DocumentNode DocumentNode::untagged() const {
    DocumentNode copy = *this;
    copy.tag = {};
    return copy;
}

DocumentTree::DocumentTree(std::string_view text)
    : m_memory(std::make_unique<std::pmr::monotonic_buffer_resource>(std::max<std::size_t>(4096, text.size() * 2))),
      m_text(std::make_unique<const std::string>(text)) {}

Result<DocumentTree> readDocument(std::string_view text, const std::string& file, const DocumentLimits& limits) {
    if (text.size() > limits.bytes)
        return Diagnostic{
            Severity::Error, message(MessageId::FileTooLarge, std::to_string(limits.bytes >> 20)), file, {}};
    const std::string_view content = withoutMark(text);
    const std::size_t first = content.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (content[first] != '{' && content[first] != '['))
        return readYamlDocument(text, file, limits);
    Result<DocumentTree> json = readJsonDocument(content, file, limits);
    if (json || json.error().message.id != MessageId::JsonSyntax)
        return json;
    Result<DocumentTree> yaml = readYamlDocument(text, file, limits); // may be YAML in braces
    return yaml || yaml.error().message.id != MessageId::YamlSyntax ? std::move(yaml) : std::move(json);
}

Json scalarJson(const DocumentNode& scalar) {
    if (!scalar.plain)
        return std::string(scalar.text);
    if (scalar.isNull())
        return nullptr;
    if (scalar.text == "true" || scalar.text == "false")
        return scalar.text == "true";
    return isCanonicalInteger(scalar.text) ? integerOf(scalar.text) : Json(std::string(scalar.text));
}

Json plainJson(const DocumentNode& node) {
    if (node.tag.empty())
        return untaggedJson(node);
    const DocumentNode argument = node.untagged();
    return Json::object({{longName(node.tag), node.tag == "!GetAtt" && node.isScalar() ? attributeParts(node.text)
                                                                                       : untaggedJson(argument)}});
}

std::string longName(std::string_view tag) {
    const std::string name(tag.substr(tag.starts_with('!') ? 1 : 0));
    return name == "Ref" || name == "Condition" ? name : "Fn::" + name;
}

} // namespace waylight
