// SPDX-License-Identifier: MIT
#include "core/formats/terraform/references.h"

#include <algorithm>

namespace waylight::terraform {
namespace {

constexpr std::size_t nowhere = std::size_t(-1);

/// True when a key or name on the way from `instance` to the resource is `key`.
bool hasKey(const Resource& resource, const std::string& instance, const Json& key) {
    if (resource.key == key || key == resource.name)
        return true;
    const std::vector<std::string> steps = addressSteps(resource.module);
    for (std::size_t i = addressSteps(instance).size() + 1; i < steps.size(); i += 2) {
        Json each;
        if (key == withoutKey(steps[i], each) || each == key)
            return true;
    }
    return false;
}

} // namespace

bool isToBeCreated(const Resource& resource) {
    if (!resource.values)
        return false;
    const Json* id = member(*resource.values, "id");
    return !id || id->is_null();
}

References::References(const Configuration& configuration, const std::vector<Resource>& resources)
    : m_configuration(configuration), m_resources(resources) {
    for (std::size_t i = 0; i < resources.size(); ++i) {
        const Resource& each = resources[i];
        if (!each.values)
            continue;
        const std::string name = joined(each.module, configName(each));
        m_byName[name].push_back(i);
        if (!each.key.is_null())
            m_byKey.emplace(name + each.key.dump(), i);
        if (m_byModule[each.module].empty()) {
            std::string module = each.module;
            while (!module.empty()) {
                const std::string parent = parentModule(module);
                Json key;
                const std::string call = withoutKey(addressSteps(module).back(), key);
                std::vector<std::string>& known = m_modules[joined(parent, call)];
                if (std::find(known.begin(), known.end(), module) != known.end())
                    break;
                known.push_back(module);
                module = parent;
            }
        }
        m_byModule[each.module].push_back(i);
    }
}

References::Place References::placeOf(const Resource& resource) const {
    Place place;
    place.module = m_configuration.moduleAt(resource.module);
    place.instance = resource.module;
    place.key = resource.key;
    place.repeated = m_configuration.resourceOf(resource);
    const auto found = m_byName.find(joined(resource.module, configName(resource)));
    place.count = found == m_byName.end() ? 1 : found->second.size();
    return place;
}

References::Place References::insideOf(const std::string& instance, const ConfigModule& module) const {
    Place place;
    place.module = &module;
    place.instance = instance;
    return place;
}

References::Place References::callerOf(const Place& place) const {
    Place caller;
    caller.module = place.module->parent;
    caller.instance = parentModule(place.instance);
    caller.repeated = place.module->call;
    const std::vector<std::string> steps = addressSteps(place.instance);
    if (!steps.empty())
        withoutKey(steps.back(), caller.key);
    const auto found = m_modules.find(joined(caller.instance, place.module->name));
    caller.count = found == m_modules.end() ? 1 : found->second.size();
    return caller;
}

Reach References::of(const Json* expression, const Resource& resource, const Types& types) const {
    const Place place = placeOf(resource);
    if (!place.module)
        return {};
    return expression ? evaluated(*expression, place, types, 0) : ofAnything(place.instance, types, 0);
}

Reach References::evaluated(const Json& expression, const Place& place, const Types& types, int depth) const {
    Reach all;
    if (depth > deepest) {
        all.complete = false;
        return all;
    }
    if (const Json* constant = member(expression, "constant_value")) {
        collectTexts(*constant, all.texts);
        return all;
    }
    const std::vector<std::string> references = leadingReferences(expression);
    const auto names = [&](std::string_view beginning) {
        return std::any_of(references.begin(), references.end(),
                           [&](const std::string& each) { return each.starts_with(beginning); });
    };
    if (const auto one = sameOf(references, place, types))
        return *one;
    std::vector<Reach> parts;
    bool conditional = false;
    for (const std::string& each : references) {
        parts.push_back(followed(each, place, types, depth + 1));
        const bool value = each.starts_with("var.") || each.starts_with("local.") || each.starts_with("each.value.");
        conditional = conditional || (value && parts.back().targets.empty() && parts.back().texts.empty());
    }
    for (Reach& part : parts) {
        if (part.targets.size() > 1 && names("each."))
            selectByKey(part, place, conditional);
        if (part.targets.size() > 1 && names("count.index"))
            selectByIndex(part, place, conditional);
        add(all, part);
    }
    all.tested = all.tested || conditional;
    return all;
}

/// What `x[count.index]` and `x[each.key]` take, found without looking at all of x: plans may have thousands.
std::optional<Reach> References::sameOf(const std::vector<std::string>& references, const Place& place,
                                        const Types& types) const {
    if (references.size() != 2 || place.key.is_null())
        return std::nullopt;
    const bool last = references[1] == "count.index" || references[1] == "each.key";
    const std::string& repeated = references[last ? 1 : 0];
    const bool byIndex = repeated == "count.index" && place.key.is_number_integer();
    if (!byIndex && !(repeated == "each.key" && place.key.is_string()))
        return std::nullopt;
    const std::vector<std::string> steps = addressSteps(references[last ? 0 : 1]);
    Json key;
    if (steps.size() < 2 || steps.size() > 3)
        return std::nullopt;
    const std::string name = joined(place.instance, steps[0] + "." + withoutKey(steps[1], key));
    const auto list = m_byName.find(name);
    const auto found = m_byKey.find(name + place.key.dump());
    const bool plain = key.is_null() && (steps.size() == 2 || namesItsResource(steps[2]));
    if (!plain || list == m_byName.end() || found == m_byKey.end() || list->second.size() < 2 ||
        (byIndex && list->second.size() != place.count) || !allows(types, m_resources[found->second].type))
        return std::nullopt;
    Reach reach;
    reach.targets = reach.named = {found->second};
    return reach;
}

/// Which of several an expression takes that also names each.key: indices are not in the plan, but what is repeated
/// for the same keys is meant to go together.
void References::selectByKey(Reach& reach, const Place& place, bool conditional) const {
    if (!place.key.is_string())
        return;
    std::vector<std::size_t> same;
    for (const std::size_t each : reach.targets)
        if (hasKey(m_resources[each], place.instance, place.key))
            same.push_back(each);
    if (same.empty() || same.size() == reach.targets.size())
        return;
    if (!reach.exact) {
        reach.keyed = std::move(same);
        return;
    }
    reach.sure = reach.sure && !conditional;
    reach.targets = reach.named = std::move(same);
}

/// The same of count.index: an expression that is repeated as often as what it names takes the same index of it.
void References::selectByIndex(Reach& reach, const Place& place, bool conditional) const {
    const std::size_t size = reach.targets.size();
    if (!place.key.is_number_integer() || place.key.get<long long>() < 0)
        return;
    const std::size_t index = place.key.get<std::size_t>();
    const bool aligned = size == place.count;
    const Resource& one = m_resources[reach.targets.front()];
    const bool alike = std::all_of(reach.targets.begin(), reach.targets.end(), [&](std::size_t each) {
        return m_resources[each].module == one.module && configName(m_resources[each]) == configName(one);
    });
    const bool first = index == 0 && place.count == 1; // whatever else the index depends on
    if (index >= size || (!aligned && !first && conditional) || (!reach.exact && !(alike && aligned)))
        return;
    reach.sure = reach.sure && reach.exact && !conditional && aligned;
    reach.targets = {reach.targets[index]};
    reach.named = reach.exact ? reach.targets : Reach().named;
}

Reach References::followed(const std::string& reference, const Place& place, const Types& types, int depth) const {
    const std::vector<std::string> steps = addressSteps(reference);
    if (steps.empty() || !place.module)
        return {};
    Json key;
    const std::string first = withoutKey(steps[0], key);
    if (first == "module")
        return ofOutput(steps, place, types, depth);
    if (first == "var")
        return ofVariable(steps, place, types, depth);
    if (first == "local")
        return steps.size() == 2 && deniedBy(withoutKey(steps[1], key), types)
                   ? Reach()
                   : ofAnything(place.instance, types, depth);
    if (first == "each")
        return ofEachValue(steps, place, types, depth);
    if (first == "count" || first == "path" || first == "terraform" || first == "self")
        return {};
    return ofResource(steps, first == "data" ? 1 : 0, place, types, depth);
}

Reach References::ofResource(const std::vector<std::string>& steps, std::size_t first, const Place& place,
                             const Types& types, int depth) const {
    if (steps.size() < first + 2)
        return {};
    Json key;
    const std::string name = (first ? "data." : "") + steps[first] + "." + withoutKey(steps[first + 1], key);
    if (!place.module->resources.contains(name)) { // the iterator of a repeated block
        return ofAnything(place.instance, types, depth);
    }
    Reach reach;
    const auto found = m_byName.find(joined(place.instance, name));
    if (found == m_byName.end())
        return reach;
    Json ignored;
    const std::string attribute = steps.size() > first + 2 ? withoutKey(steps[first + 2], ignored) : "";
    if (key.is_null() && namesItsResource(attribute) && allows(types, m_resources[found->second.front()].type)) {
        reach.targets = reach.named = found->second;
        return reach;
    }
    for (const std::size_t each : found->second)
        if (key.is_null() || m_resources[each].key == key)
            addTarget(reach, each, attribute, types, depth);
    return reach;
}

/// What the attribute of a resource refers to: the resource, when the attribute names it; what a VPC came with; or
/// whatever the attribute of that resource comes from in turn.
void References::addTarget(Reach& reach, std::size_t index, const std::string& attribute, const Types& types,
                           int depth) const {
    const Resource& resource = m_resources[index];
    const auto name = [&](std::size_t each) {
        addOnce(reach.targets, {each});
        addOnce(reach.named, {each});
    };
    if (namesItsResource(attribute) && allows(types, resource.type))
        return name(index);
    if (const std::string_view adopting = adoptingType(attribute); !adopting.empty() && allows(types, adopting)) {
        if (const std::size_t adopted = adoptedBy(adopting, index, depth); adopted != nowhere)
            return name(adopted);
    }
    if (const Json* known = resource.values ? member(*resource.values, attribute) : nullptr; known && !known->is_null())
        return meet(typesReferredTo(attribute), types) ? collectTexts(*known, reach.texts) : void();
    const Json* configured = m_configuration.resourceOf(resource);
    const Json* expression = configured ? expressionOf(*configured, attribute) : nullptr;
    if (expression && meet(typesReferredTo(attribute), types))
        return add(reach, evaluated(*expression, placeOf(resource), types, depth + 1));
    if (reach.open.empty() && isReferenceAttribute(attribute))
        reach.open = "${" + resource.address + "." + attribute + "}";
}

/// The values of a for_each: of a set its key, of a map any of what its expression names.
Reach References::ofEachValue(const std::vector<std::string>& steps, const Place& place, const Types& types,
                              int depth) const {
    Reach reach;
    const Json* repeated = place.repeated ? member(*place.repeated, "for_each_expression") : nullptr;
    if (steps.size() < 2 || steps[1] == "key" || !repeated)
        return reach;
    if (const Json* constant = member(*repeated, "constant_value"); constant && place.key.is_string()) {
        const Json* value = member(*constant, place.key.get_ref<const std::string&>());
        for (std::size_t i = 2; value && i < steps.size(); ++i)
            value = member(*value, steps[i]);
        if (value)
            collectTexts(*value, reach.texts);
        return reach;
    }
    Place outside = place;
    outside.key = nullptr;
    outside.repeated = nullptr;
    reach = evaluated(*repeated, outside, types, depth + 1);
    reach.exact = reach.exact && reach.targets.empty();
    reach.texts.clear();
    return reach;
}

/// The resource that adopts what came with a VPC; `nowhere`: none, or more than one.
std::size_t References::adoptedBy(std::string_view type, std::size_t vpc, int depth) const {
    const Resource& owner = m_resources[vpc];
    const auto found = m_byModule.find(owner.module);
    std::size_t adopting = nowhere;
    if (found == m_byModule.end() || depth > deepest)
        return nowhere;
    for (const std::size_t each : found->second) {
        const Resource& resource = m_resources[each];
        const Json* configured = resource.type == type ? m_configuration.resourceOf(resource) : nullptr;
        const Json* expressions = configured ? member(*configured, "expressions") : nullptr;
        if (!expressions || !expressions->is_object())
            continue;
        for (const char* attribute : {"vpc_id", "default_network_acl_id", "default_route_table_id"})
            if (const Json* expression = member(*expressions, attribute))
                for (const std::string& reference : leadingReferences(*expression)) {
                    const std::vector<std::string> steps = addressSteps(reference);
                    Json key;
                    const bool same = steps.size() > 1 && steps[0] == owner.type &&
                                      withoutKey(steps[1], key) == owner.name &&
                                      (key == owner.key || (key.is_null() && resource.key == owner.key));
                    if (same && adopting != nowhere && adopting != each)
                        return nowhere;
                    if (same)
                        adopting = each;
                }
    }
    return adopting;
}

} // namespace waylight::terraform
