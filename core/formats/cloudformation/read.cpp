// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/read.h"

#include "core/base/joined.h"
#include "core/base/message_ids.h"
#include "core/formats/cloudformation/evaluator.h"
#include "core/formats/describe/files.h"

#include <algorithm>

namespace waylight {
namespace {

using namespace cloudformation;

constexpr const char* hiddenText = "****";

bool isTrue(const DocumentNode* node) {
    return node && (node->text == "true" || node->text == "True");
}

/// The Region of a literal zone or name of an AWS service; empty: none.
std::string regionIn(std::string_view property, const DocumentNode& value) {
    if (!value.isScalar() || !value.tag.empty())
        return {};
    std::string_view text = value.text;
    if (property == "AvailabilityZone" && !text.empty()) {
        text.remove_suffix(1);
    } else if (property == "ServiceName" && text.starts_with("com.amazonaws.")) {
        text.remove_prefix(14);
        text = text.substr(0, text.find('.'));
    } else {
        return {};
    }
    return describe::looksLikeRegion(text) ? std::string(text) : std::string();
}

/// The Region that literal properties of the resources name, if it is only one.
std::string literalRegion(const DocumentNode& resources) {
    std::string found;
    for (const DocumentMember& resource : resources.members()) {
        const DocumentNode* properties = resource.value.find("Properties");
        if (!properties)
            continue;
        for (const DocumentMember& property : properties->members()) {
            const std::string region = regionIn(property.name, property.value);
            if (!region.empty() && !found.empty() && region != found)
                return {};
            if (!region.empty())
                found = region;
        }
    }
    return found;
}

class TemplateReader {
public:
    TemplateReader(const DocumentTree& tree, const DocumentNode& resources, const std::string& file,
                   const ReadOptions& options)
        : m_resources(resources), m_options(options), m_template(templateOf(tree)), m_reporter(file, m_out.diagnostics),
          m_evaluator(m_template, options, options.region.empty() ? literalRegion(resources) : std::string(),
                      m_reporter) {
        m_out.file = file;
        m_out.diagnostics = tree.diagnostics;
    }

    Declarations read() && {
        gather();
        m_out.region = m_evaluator.plainRegion();
        m_out.account = m_evaluator.plainAccount();
        for (const TemplateResource& resource : m_template.resources)
            declare(resource);
        keepDocument();
        sayWhatIsMissing();
        return std::move(m_out);
    }

private:
    void gather() {
        for (const DocumentMember& member : m_resources.members())
            if (member.name.starts_with("Fn::ForEach::"))
                m_evaluator.forEach(
                    member, [this](std::string id, const DocumentMember& each) { gather(std::move(id), each); });
            else if (member.name == "Fn::Transform")
                m_evaluator.transforms.add("Fn::Transform");
            else
                gather(std::string(member.name), member);
        for (const TemplateResource& resource : m_template.resources)
            m_template.byId.emplace(resource.id, &resource);
    }

    void gather(std::string id, const DocumentMember& member) {
        const std::string pointer = joinedPointer("/Resources", std::string(member.name));
        const DocumentNode* type = member.value.find("Type");
        if (!type || !type->isScalar() || type->text.empty())
            return m_reporter.say(
                Severity::Error, message(MessageId::TemplateNoType, std::to_string(member.position.line), id), pointer);
        if (const auto [taken, isNew] = m_ids.emplace(id, type->text); !isNew)
            return m_reporter.say(Severity::Error, message(MessageId::DuplicateId, id, taken->second), pointer);
        const DocumentNode* properties = member.value.find("Properties");
        if (properties && !properties->isMapping()) {
            if (!properties->isNull())
                m_reporter.say(
                    Severity::Error,
                    message(MessageId::TemplatePropertiesExpected, std::to_string(properties->position.line), id),
                    pointer);
            properties = nullptr;
        }
        m_template.resources.push_back({std::move(id), std::string(type->text), &member.value, properties,
                                        member.position, pointer, m_evaluator.loops()});
    }

    void declare(const TemplateResource& resource) {
        const Truth exists = m_evaluator.exists(resource);
        if (exists == Truth::False)
            return;
        Declaration out;
        out.id = Id(resource.id);
        out.type = resource.type;
        out.position = resource.position;
        out.pointer = resource.pointer;
        if (resource.properties)
            if (Value properties = m_evaluator.valueIn(resource, *resource.properties); properties)
                out.properties = *std::move(properties);
        for (const DocumentMember& member : resource.node->members())
            if (member.name != "Type" && member.name != "Properties")
                out.attributes[std::string(member.name)] = plainJson(member.value);
        if (exists == Truth::Open) {
            out.condition = m_evaluator.conditionOf(resource);
            m_reporter.say(Severity::Note,
                           message(MessageId::TemplateOpenCondition, std::to_string(resource.position.line),
                                   resource.id, out.condition),
                           resource.pointer);
        }
        noteKind(resource);
        m_out.all.push_back(std::move(out));
    }

    void noteKind(const TemplateResource& resource) {
        const std::string_view type = resource.type;
        if (type == "AWS::CloudFormation::Stack")
            m_nested.add(resource.id);
        else if (isCustom(type))
            m_custom.add(resource.id);
        else if (type.ends_with("::MODULE"))
            m_modules.add(resource.id);
        else if (type.starts_with("AWS::Serverless::"))
            m_serverless.add(resource.id);
    }

    void keepDocument() {
        for (const DocumentMember& member : m_template.root->members())
            if (member.name != "Resources")
                m_out.document[std::string(member.name)] = plainJson(member.value);
        if (const auto parameters = m_out.document.find("Parameters");
            parameters != m_out.document.end() && parameters->is_object())
            for (const auto& [name, node] : m_template.parameters)
                if (isTrue(node->find("NoEcho")) && node->find("Default"))
                    (*parameters)[std::string(name)]["Default"] = hiddenText;
    }

    void sayWhatIsMissing() {
        noteTransforms();
        std::vector<std::string> known;
        for (const DocumentMember& member : parameterMembers())
            known.emplace_back(member.name);
        for (const auto& [name, value] : m_options.parameters)
            if (!name.starts_with("AWS::") && !m_template.parameters.contains(name))
                m_reporter.say(Severity::Warning, message(MessageId::TemplateNoSuchParameter, name, joined(known)), {});
        sayNames(Severity::Note, MessageId::TemplateOpenParameters, m_evaluator.openParameters);
        sayNames(Severity::Note, MessageId::TemplateImports, m_evaluator.imports);
        sayNames(Severity::Warning, MessageId::TemplateTransforms, m_evaluator.transforms);
        sayNames(Severity::Warning, MessageId::TemplateNestedStacks, m_nested);
        sayNames(Severity::Warning, MessageId::TemplateServerless, m_serverless);
        sayNames(Severity::Warning, MessageId::TemplateModules, m_modules);
        sayNames(Severity::Note, MessageId::TemplateCustomResources, m_custom);
    }

    void sayNames(Severity severity, MessageId what, const Names& names) {
        if (!names.empty())
            m_reporter.say(severity, message(what, names.text()), {});
    }

    std::span<const DocumentMember> parameterMembers() const {
        const DocumentNode* parameters = m_template.root->find("Parameters");
        return parameters ? parameters->members() : std::span<const DocumentMember>();
    }

    /// The transforms of the whole template; what AWS::LanguageExtensions adds is understood.
    void noteTransforms() {
        const DocumentNode* transform = m_template.root->find("Transform");
        if (!transform)
            return;
        for (const DocumentNode& each : transform->isSequence() ? transform->items() : std::span(transform, 1)) {
            const DocumentNode* name = each.isScalar() ? &each : each.find("Name");
            if (name && name->isScalar() && name->text != "AWS::LanguageExtensions" && !name->text.empty())
                m_evaluator.transforms.add(std::string(name->text));
        }
    }

    const DocumentNode& m_resources;
    const ReadOptions& m_options;
    Declarations m_out;
    Template m_template;
    Reporter m_reporter;
    Evaluator m_evaluator;
    std::unordered_map<std::string, std::string> m_ids; ///< and the types that have them
    Names m_nested;
    Names m_serverless;
    Names m_modules;
    Names m_custom;
};

} // namespace

Result<Declarations> declarationsOfTemplate(std::string_view text, const std::string& file,
                                            const ReadOptions& options) {
    const Result<DocumentTree> tree = readDocument(text, file);
    if (!tree)
        return tree.error();
    const DocumentNode* resources = tree->root.find("Resources");
    if (!resources || !resources->isMapping())
        return Diagnostic{Severity::Error, message(MessageId::TemplateExpected), file, {}};
    return TemplateReader(*tree, *resources, file, options).read();
}

} // namespace waylight
