// SPDX-License-Identifier: MIT
#include "core/formats/terraform/configuration.h"

namespace waylight::terraform {
namespace {

constexpr int deepestModule = 24;

} // namespace

Configuration::Configuration(const Json& plan) : m_plan(plan) {
    const Json* configuration = member(plan, "configuration");
    if (!configuration)
        return;
    m_providers = member(*configuration, "provider_config");
    const Json* root = member(*configuration, "root_module");
    m_root.json = root && root->is_object() ? root : nullptr;
    if (m_root.json)
        build(m_root, 0);
}

void Configuration::build(ConfigModule& module, int depth) {
    if (const Json* resources = member(*module.json, "resources"); resources && resources->is_array())
        for (const Json& resource : *resources) {
            const std::string prefix = textOf(resource, "mode") == "data" ? "data." : "";
            module.resources.emplace(prefix + textOf(resource, "type") + "." + textOf(resource, "name"), &resource);
        }
    const Json* calls = member(*module.json, "module_calls");
    if (!calls || !calls->is_object() || depth >= deepestModule)
        return;
    for (const auto& [name, call] : calls->items()) {
        const Json* called = member(call, "module");
        if (!called || !called->is_object())
            continue;
        auto child = std::make_unique<ConfigModule>();
        child->json = called;
        child->call = &call;
        child->parent = &module;
        child->name = name;
        build(*child, depth + 1);
        module.children.emplace(name, std::move(child));
    }
}

const ConfigModule* Configuration::moduleAt(std::string_view instance) const {
    const ConfigModule* module = empty() ? nullptr : &m_root;
    const std::vector<std::string> steps = addressSteps(instance);
    for (std::size_t i = 1; module && i < steps.size(); i += 2) {
        Json key;
        const auto found = module->children.find(withoutKey(steps[i], key));
        module = found == module->children.end() ? nullptr : found->second.get();
    }
    return module;
}

const Json* Configuration::resourceOf(const Resource& resource) const {
    const ConfigModule* module = moduleAt(resource.module);
    if (!module)
        return nullptr;
    const auto found = module->resources.find(configName(resource));
    return found == module->resources.end() ? nullptr : found->second;
}

const Json* Configuration::providerOf(const Resource& resource) const {
    const Json* configured = resourceOf(resource);
    if (!configured || !m_providers)
        return nullptr;
    const std::string key = textOf(*configured, "provider_config_key");
    const Json* provider = member(*m_providers, key);
    if (!provider) // a module inherits its parent's
        provider = member(*m_providers, key.substr(key.rfind(':') + 1));
    return provider ? member(*provider, "expressions") : nullptr;
}

const Json* Configuration::rootVariable(std::string_view name) const {
    const Json* variables = member(m_plan, "variables");
    const Json* variable = variables ? member(*variables, name) : nullptr;
    return variable ? member(*variable, "value") : nullptr;
}

std::string configName(const Resource& resource) {
    return (resource.data ? "data." : "") + resource.type + "." + resource.name;
}

const Json* expressionOf(const Json& configured, std::string_view attribute) {
    const Json* expressions = member(configured, "expressions");
    return expressions ? member(*expressions, attribute) : nullptr;
}

std::vector<std::string> leadingReferences(const Json& expression) {
    std::vector<std::string> leading;
    std::string_view last;
    const Json* references = member(expression, "references");
    if (!references || !references->is_array())
        return leading;
    for (const Json& each : *references) {
        if (!each.is_string())
            continue;
        const std::string& text = each.get_ref<const std::string&>();
        const bool beginning = last.size() > text.size() && last.starts_with(text) &&
                               (last[text.size()] == '.' || last[text.size()] == '[');
        if (beginning)
            continue;
        last = text;
        if (std::find(leading.begin(), leading.end(), text) == leading.end())
            leading.push_back(text);
    }
    return leading;
}

} // namespace waylight::terraform
