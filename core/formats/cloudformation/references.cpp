// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/cloudformation/attributes.h"
#include "core/formats/cloudformation/functions.h"
#include "core/formats/value_size.h"

namespace waylight::cloudformation {
namespace {

std::string textOf(const DocumentNode* node) {
    return node && node->isScalar() ? std::string(node->text) : std::string();
}

bool isListType(std::string_view type) {
    return type == "CommaDelimitedList" || type.starts_with("List<");
}

std::string trimmed(const std::string& text) {
    const std::size_t from = text.find_first_not_of(" \t\r\n");
    return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from);
}

/// A number where a parameter of the type Number says one.
Json typed(const std::string& text, bool number) {
    DocumentNode scalar;
    scalar.text = text;
    const Json value = number ? scalarJson(scalar) : Json();
    return value.is_number() ? value : Json(text);
}

Json listOf(const std::string& text, bool numbers) {
    Json::array_t out;
    if (trimmed(text).empty())
        return out;
    std::size_t from = 0;
    for (std::size_t at = text.find(','); at != std::string::npos; at = text.find(',', from)) {
        out.push_back(typed(trimmed(text.substr(from, at - from)), numbers));
        from = at + 1;
    }
    out.push_back(typed(trimmed(text.substr(from)), numbers));
    return out;
}

} // namespace

Value Evaluator::reference(const std::string& name, Position at) {
    for (auto loop = m_loops.rbegin(); loop != m_loops.rend(); ++loop)
        if (loop->first == name)
            return charge(loop->second.size()) ? Json(loop->second) : unknownValue();
    if (auto pseudo = pseudoParameter(name))
        return *std::move(pseudo);
    if (const auto declared = m_template.parameters.find(name); declared != m_template.parameters.end())
        return parameter(name, *declared->second);
    if (const auto found = m_template.byId.find(name); found != m_template.byId.end()) {
        if (exists(*found->second) != Truth::False)
            return referenceTo(*found->second);
        say(Severity::Warning, message(MessageId::TemplateLeftOutTarget, std::to_string(at.line), name));
    } else {
        say(Severity::Warning, message(MessageId::TemplateNoSuchName, std::to_string(at.line), name));
    }
    return openPlace(name);
}

std::optional<Value> Evaluator::pseudoParameter(const std::string& name) {
    if (!name.starts_with("AWS::"))
        return {};
    if (name == "AWS::NoValue")
        return Value();
    if (name == "AWS::Region")
        return Json(region());
    if (name == "AWS::AccountId")
        return Json(account());
    if (const auto given = m_options.parameters.find(name); given != m_options.parameters.end())
        return Json(given->second);
    if (name == "AWS::Partition")
        return Json(partition());
    if (name == "AWS::URLSuffix")
        return Json(domain());
    return openPlace(name); // the stack's own name and id, and whatever AWS adds
}

Json Evaluator::parameter(const std::string& name, const DocumentNode& declared) {
    if (const auto known = m_parameters.find(name); known != m_parameters.end())
        return charge(sizeOf(known->second)) ? known->second : unknownValue();
    const std::string type = textOf(declared.find("Type"));
    const auto given = m_options.parameters.find(name);
    const DocumentNode* byDefault = declared.find("Default");
    const bool isGiven = given != m_options.parameters.end();
    const bool hidden = textOf(declared.find("NoEcho")) == "true" || textOf(declared.find("NoEcho")) == "True";
    const bool lookedUp = type.starts_with("AWS::SSM::Parameter::Value<"); // its default is where to look
    Json value = openPlace(name);
    if (!hidden && isGiven)
        value =
            isListType(type) ? listOf(given->second, type == "List<Number>") : typed(given->second, type == "Number");
    else if (!hidden && !lookedUp && byDefault && byDefault->isSequence())
        value = plainJson(*byDefault);
    else if (!hidden && !lookedUp && byDefault && byDefault->isScalar())
        value = isListType(type) ? listOf(textOf(byDefault), type == "List<Number>")
                                 : typed(textOf(byDefault), type == "Number");
    if (value.is_string())
        value = textJson(value.get<std::string>());
    if (isUnknownValue(value))
        openParameters.add(name);
    m_parameters.emplace(name, value);
    return value;
}

Json Evaluator::referenceTo(const TemplateResource& resource) {
    if (const std::string_view pattern = attributePattern(resource.type, "Ref"); !pattern.empty())
        return filledPattern(pattern, resource);
    if (isOpaque(resource.type))
        return openPlace(resource.id);
    return nameOf(resource);
}

Value Evaluator::attribute(const std::string& resource, const std::string& name, Position at) {
    const auto found = m_template.byId.find(resource);
    if (found != m_template.byId.end() && exists(*found->second) != Truth::False)
        return attributeOf(*found->second, name, at);
    const MessageId what =
        found == m_template.byId.end() ? MessageId::TemplateNoSuchName : MessageId::TemplateLeftOutTarget;
    say(Severity::Warning, message(what, std::to_string(at.line), resource));
    return openPlace(resource + '.' + name);
}

Json Evaluator::attributeOf(const TemplateResource& resource, const std::string& name, Position at) {
    const Json open = openPlace(resource.id + '.' + name);
    if (isOpaque(resource.type))
        return open;
    if (const std::string_view pattern = attributePattern(resource.type, name); !pattern.empty())
        return filledPattern(pattern, resource);
    if (isOwnId(resource.type, name))
        return resource.id;
    if (m_openProperties.contains({&resource, name})) {
        say(Severity::Warning, message(MessageId::TemplateCycle, std::to_string(at.line), resource.id + '.' + name));
        return open;
    }
    const Value set = property(resource, name);
    return set && !(isUnknownValue(*set) && set->begin()->get_ref<const std::string&>().empty()) ? *set : open;
}

/// None also where the property is being worked out: a name that is made of itself is no name.
Value Evaluator::property(const TemplateResource& resource, std::string_view name) {
    const DocumentNode* found = resource.properties ? resource.properties->find(name) : nullptr;
    const Property key(&resource, name);
    if (!found || m_openProperties.contains(key))
        return {};
    auto known = m_properties.find(key);
    if (known == m_properties.end()) {
        m_openProperties.insert(key);
        Value out = valueIn(resource, *found);
        m_openProperties.erase(key);
        known = m_properties.emplace(key, std::move(out)).first;
    }
    if (known->second && !charge(sizeOf(*known->second)))
        return unknownValue();
    return known->second;
}

/// The physical name, or the logical id where that is not known.
std::string Evaluator::nameOf(const TemplateResource& resource) {
    const std::string_view by = nameProperty(resource.type);
    const Value name = by.empty() ? Value() : property(resource, by);
    const auto known = name ? knownText(*name) : std::nullopt;
    return known && !known->empty() ? *known : resource.id;
}

Json Evaluator::filledPattern(std::string_view pattern, const TemplateResource& resource) {
    OpenText out(*this);
    for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{')) {
        const std::size_t end = pattern.find('}', at);
        const std::string_view place = pattern.substr(at + 1, end - at - 1);
        out.add(pattern.substr(0, at));
        if (place == "name")
            out.add(std::string_view(nameOf(resource)));
        else if (place == "id")
            out.add(std::string_view(resource.id));
        else if (place == "path")
            out.add(property(resource, "Path").value_or("/"));
        else if (place == "partition")
            out.add(std::string_view(partition()));
        else if (place == "region")
            out.add(std::string_view(region()));
        else if (place == "account")
            out.add(std::string_view(account()));
        else if (place == "domain")
            out.add(std::string_view(domain()));
        else
            out.add(openPlace(resource.id));
        pattern.remove_prefix(end + 1);
    }
    out.add(pattern);
    return std::move(out).json();
}

} // namespace waylight::cloudformation
