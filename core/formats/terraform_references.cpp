// SPDX-License-Identifier: MIT
#include "core/formats/terraform_references.h"

#include <algorithm>
#include <unordered_set>

namespace waylight::terraform {
namespace {

/// Steps through variables, outputs and attributes; far more than real modules nest, and what makes cycles harmless.
constexpr int deepest = 40;
constexpr std::size_t nowhere = std::size_t(-1);

std::string joined(const std::string& instance, const std::string& name) {
    return instance + '|' + name;
}

/// References come longest first, followed by their own beginnings; those are left out.
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

void collectTexts(const Json& value, std::vector<std::string>& texts, int depth = 0) {
    if (value.is_string() && !value.get_ref<const std::string&>().empty())
        texts.push_back(value.get<std::string>());
    else if (value.is_array() && depth < 4)
        for (const Json& each : value)
            collectTexts(each, texts, depth + 1);
}

void addOnce(std::vector<std::size_t>& all, const std::vector<std::size_t>& part) {
    constexpr std::size_t few = 64; // so many are found faster without a set
    if (all.empty() || part.empty() || all.size() * part.size() <= few * few) {
        for (const std::size_t each : part)
            if (std::find(all.begin(), all.end(), each) == all.end())
                all.push_back(each);
        return;
    }
    std::unordered_set<std::size_t> known(all.begin(), all.end());
    for (const std::size_t each : part)
        if (known.insert(each).second)
            all.push_back(each);
}

void add(Reach& all, const Reach& part) {
    addOnce(all.targets, part.targets);
    addOnce(all.named, part.named);
    addOnce(all.own, part.own);
    addOnce(all.near, part.near);
    addOnce(all.keyed, part.keyed);
    all.texts.insert(all.texts.end(), part.texts.begin(), part.texts.end());
    if (all.open.empty())
        all.open = part.open;
    all.exact = all.exact && part.exact;
    all.sure = all.sure && part.sure;
    all.tested = all.tested || part.tested;
    all.mixed = all.mixed || part.mixed;
    all.many = all.many || part.many;
    all.complete = all.complete && part.complete;
}

/// A result that is one of many that something may come from: what it names is near, what it may come from is not.
Reach fished(Reach reach) {
    reach.own.clear();
    reach.keyed.clear();
    reach.near = reach.named;
    reach.mixed = !reach.exact && !reach.named.empty();
    return reach;
}

std::string memoName(const std::string& instance, const Types& types) {
    std::string name = instance;
    for (const std::string_view each : types)
        (name += '|') += each;
    return name;
}

bool allows(const Types& types, std::string_view type) {
    return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

bool meet(const Types& a, const Types& b) {
    return std::any_of(a.begin(), a.end(), [&](std::string_view each) { return allows(b, each); }) && !b.empty();
}

/// Far targets only tell that there are others; a large plan has thousands, for each of its modules.
void shortened(Reach& reach) {
    constexpr std::size_t most = 32;
    constexpr std::size_t mostNear = 256;
    if (reach.near.size() > mostNear) {
        reach.near.resize(most);
        reach.mixed = true;
    }
    if (reach.targets.size() <= std::max(most, reach.near.size()))
        return;
    std::vector<std::size_t> kept = reach.near;
    reach.targets.resize(most);
    addOnce(kept, reach.targets);
    reach.targets = std::move(kept);
    reach.many = true;
}

/// True when the name says that it holds something of another type.
bool deniedBy(std::string_view name, const Types& types) {
    const Types& hinted = typesHinted(name);
    return !types.empty() && !hinted.empty() && !meet(hinted, types);
}

/// True when a key or name on the way from `instance` to the resource is `key`.
bool hasKey(const Resource& resource, const std::string& instance, const Json& key) {
    if (resource.key == key || resource.name == key)
        return true;
    const std::vector<std::string> steps = addressSteps(resource.module);
    for (std::size_t i = addressSteps(instance).size() + 1; i < steps.size(); i += 2) {
        Json each;
        if (withoutKey(steps[i], each) == key || each == key)
            return true;
    }
    return false;
}

/// Where a later step has an index: the element of a list that is exactly known.
void pickElement(Reach& reach, const std::string& step) {
    Json key;
    withoutKey(step, key);
    if (!key.is_number_integer() || !reach.exact || reach.targets.size() < 2)
        return;
    const long long at = key.get<long long>();
    if (at >= 0 && std::size_t(at) < reach.targets.size())
        reach.targets = reach.named = {reach.targets[std::size_t(at)]};
}

const Json* expressionOf(const Json& configured, std::string_view attribute) {
    const Json* expressions = member(configured, "expressions");
    return expressions ? member(*expressions, attribute) : nullptr;
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
                const std::string name = withoutKey(addressSteps(module).back(), key);
                std::vector<std::string>& known = m_modules[joined(parent, name)];
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
    shortened(all);
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
