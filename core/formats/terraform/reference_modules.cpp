// SPDX-License-Identifier: MIT
// What modules give each other: outputs, variables, and what locals between them may hold.
#include "core/formats/terraform/references.h"

namespace waylight::terraform {
namespace {

std::string memoName(const std::string& instance, const Types& types) {
    std::string name = instance;
    for (const std::string_view each : types)
        (name += '|') += each;
    return name;
}

} // namespace

Reach References::ofOutput(const std::vector<std::string>& steps, const Place& place, const Types& types,
                           int depth) const {
    Reach all;
    Json key;
    if (steps.size() < 2)
        return all;
    const std::string name = withoutKey(steps[1], key);
    const auto child = place.module->children.find(name);
    const auto instances = m_modules.find(joined(place.instance, name));
    if (child == place.module->children.end() || instances == m_modules.end())
        return all;
    Json ignored;
    const std::string output = steps.size() > 2 ? withoutKey(steps[2], ignored) : "";
    const Json* outputs = member(*child->second->json, "outputs");
    const Json* declared = outputs ? member(*outputs, output) : nullptr;
    const Json* expression = declared ? member(*declared, "expression") : nullptr;
    for (const std::string& instance : instances->second) {
        if (!key.is_null()) {
            Json each;
            withoutKey(addressSteps(instance).back(), each);
            if (each != key)
                continue;
        }
        const Reach part = expression ? evaluated(*expression, insideOf(instance, *child->second), types, depth + 1)
                                      : ofOutputs(instance, *child->second, types, depth + 1);
        if (part.exact || !deniedBy(output, types))
            add(all, part);
    }
    if (steps.size() > 2)
        pickElement(all, steps[2]);
    return all;
}

Reach References::ofVariable(const std::vector<std::string>& steps, const Place& place, const Types& types,
                             int depth) const {
    Reach reach;
    if (steps.size() < 2)
        return reach;
    Json ignored;
    const std::string name = withoutKey(steps[1], ignored);
    const Json* call = place.module->call;
    const Json* given = call ? expressionOf(*call, name) : nullptr;
    if (given) {
        reach = evaluated(*given, callerOf(place), types, depth + 1);
        if (steps.size() > 2) { // which part of what is given that is, is not in the plan
            reach.exact = reach.exact && reach.targets.size() < 2;
            reach.sure = false;
        }
    } else if (const Json* constant = constantVariable(steps, place, depth)) {
        collectTexts(*constant, reach.texts);
    }
    pickElement(reach, steps[1]);
    return reach;
}

/// Whatever a local of the module can come from. Modules give each other values in circles: only the result that was
/// asked for first has been through all of them and is kept.
Reach References::ofAnything(const std::string& instance, const Types& types, int depth) const {
    const std::string name = memoName(instance, types);
    if (const auto found = m_reached.find(name); found != m_reached.end())
        return found->second;
    if (const auto found = m_visited.find(name); found != m_visited.end())
        return found->second;
    if (m_visits == 0 && !instance.empty()) // then what is around it is not worked out again for each module
        ofAnything(parentModule(instance), types, depth);
    m_visited[name].exact = false;
    ++m_visits;
    Reach all = ofModule(instance, types, depth);
    m_visited[name] = all;
    if (--m_visits == 0) {
        m_visited.clear();
        m_reached[name] = all;
    }
    return all;
}

Reach References::ofModule(const std::string& instance, const Types& types, int depth) const {
    Reach all;
    const ConfigModule* module = m_configuration.moduleAt(instance);
    if (types.empty() || !module || depth > deepest) {
        all.exact = false;
        all.complete = depth <= deepest;
        return all;
    }
    if (const auto found = m_byModule.find(instance); found != m_byModule.end())
        for (const std::size_t each : found->second)
            if (allows(types, m_resources[each].type) && (!m_resources[each].data || isToBeCreated(m_resources[each])))
                all.targets.push_back(each);
    all.own = all.near = all.targets;
    for (const auto& [name, child] : module->children)
        if (const auto found = m_modules.find(joined(instance, name)); found != m_modules.end())
            for (const std::string& each : found->second)
                add(all, ofOutputs(each, *child, types, depth + 1));
    add(all, ofInputs(insideOf(instance, *module), types, depth + 1));
    all.exact = false;
    all.named.clear();
    all.texts.clear();
    all.open.clear();
    shorten(all);
    return all;
}

Reach References::ofInputs(const Place& inside, const Types& types, int depth) const {
    Reach all;
    const Json* given = inside.module->call ? member(*inside.module->call, "expressions") : nullptr;
    if (!given || !given->is_object())
        return all;
    const Place caller = callerOf(inside);
    for (const auto& [name, expression] : given->items())
        add(all, fished(evaluated(expression, caller, types, depth + 1)));
    return all;
}

std::vector<std::size_t> References::givenAs(const std::string& module, std::string_view attribute,
                                             const Types& types) const {
    Reach all;
    const ConfigModule* configured = m_configuration.moduleAt(module);
    const Json* given = configured && configured->call ? member(*configured->call, "expressions") : nullptr;
    if (given && given->is_object())
        for (const auto& [name, expression] : given->items())
            if (name == attribute)
                add(all, evaluated(expression, callerOf(insideOf(module, *configured)), types, 0));
    return all.targets;
}

Reach References::ofOutputs(const std::string& instance, const ConfigModule& module, const Types& types,
                            int depth) const {
    Reach all;
    all.exact = false;
    const Json* outputs = member(*module.json, "outputs");
    if (!outputs || !outputs->is_object() || types.empty() || depth > deepest)
        return all;
    for (const auto& [name, output] : outputs->items())
        if (const Json* expression = member(output, "expression"))
            add(all, fished(evaluated(*expression, insideOf(instance, module), types, depth + 1)));
    all.exact = false;
    return all;
}

const Json* References::constantVariable(const std::vector<std::string>& steps, const Place& place, int depth) const {
    if (steps.size() < 2 || depth > deepest || !place.module)
        return nullptr;
    Json key;
    const std::string name = withoutKey(steps[1], key);
    const Json* constant = nullptr;
    const Json* given = place.module->call ? expressionOf(*place.module->call, name) : nullptr;
    if (given) {
        constant = member(*given, "constant_value");
        const std::vector<std::string> references = leadingReferences(*given);
        if (!constant && references.size() == 1 && references[0].starts_with("var."))
            constant = constantVariable(addressSteps(references[0]), callerOf(place), depth + 1);
    } else {
        const Json* value = place.module->call ? nullptr : m_configuration.rootVariable(name);
        const Json* variables = member(*place.module->json, "variables");
        const Json* variable = variables ? member(*variables, name) : nullptr;
        constant = value ? value : variable ? member(*variable, "default") : nullptr;
    }
    for (std::size_t i = 2; constant && i < steps.size(); ++i)
        constant = member(*constant, steps[i]);
    return constant;
}

const Json* References::constantOf(const Json& expression, const Resource& resource) const {
    if (const Json* constant = member(expression, "constant_value"))
        return constant;
    const std::vector<std::string> references = leadingReferences(expression);
    if (references.size() != 1 || !references[0].starts_with("var."))
        return nullptr;
    return constantVariable(addressSteps(references[0]), placeOf(resource), 0);
}

} // namespace waylight::terraform
