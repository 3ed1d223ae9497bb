// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/template.h"

#include "core/base/joined.h"

namespace waylight::cloudformation {
namespace {

constexpr std::size_t mostSaid = 500;
constexpr std::size_t mostNames = 20;

Section sectionOf(const DocumentNode& root, std::string_view name) {
    Section out;
    if (const DocumentNode* section = root.find(name))
        for (const DocumentMember& member : section->members())
            out.emplace(member.name, &member.value);
    return out;
}

} // namespace

Template templateOf(const DocumentTree& tree) {
    const DocumentNode& root = tree.root;
    Template out;
    out.root = &root;
    out.bytes = tree.text().size();
    out.parameters = sectionOf(root, "Parameters");
    out.mappings = sectionOf(root, "Mappings");
    out.conditions = sectionOf(root, "Conditions");
    return out;
}

std::string Names::text() const {
    if (m_names.size() <= mostNames)
        return joined(m_names);
    return joined({m_names.begin(), m_names.begin() + mostNames}) + " + " + std::to_string(m_names.size() - mostNames);
}

void Reporter::say(Severity severity, Message what, const std::string& pointer) {
    if (m_said.size() < mostSaid && m_said.emplace(messageName(what.id) + pointer, what.args).second)
        m_diagnostics.push_back({severity, std::move(what), m_file, pointer});
}

bool isCustom(std::string_view type) {
    return type.starts_with("Custom::") || type == "AWS::CloudFormation::CustomResource";
}

bool isOpaque(std::string_view type) {
    return isCustom(type) || type.starts_with("AWS::CloudFormation::") || type.ends_with("::MODULE");
}

} // namespace waylight::cloudformation
