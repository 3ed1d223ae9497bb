// SPDX-License-Identifier: MIT
#include "core/formats/terraform/listing.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace waylight::terraform {
namespace {

/// The "flat map" of old states back as values: `a.#` counts a list, `a.%` a map, and all values are texts.
class Unflattener {
public:
    explicit Unflattener(const Json& flat) {
        if (flat.is_object())
            for (const auto& [path, value] : flat.items())
                if (value.is_string())
                    insert(m_tree, path, value.get<std::string>());
    }

    Json values() const { return valueOf(m_tree, {}); }

private:
    static constexpr std::size_t deepest = 32;

    struct Child;
    struct Node {
        std::vector<Child> children;
        std::map<std::string, std::size_t> places; ///< of the children, by name
        std::string text;
    };
    struct Child {
        std::string name;
        Node node;
    };

    static void insert(Node& root, std::string_view path, const std::string& text) {
        Node* node = &root;
        for (std::size_t depth = 0; depth < deepest && !path.empty(); ++depth) {
            const std::size_t dot = path.find('.');
            const std::string name(path.substr(0, dot));
            path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
            const auto [place, isNew] = node->places.emplace(name, node->children.size());
            if (isNew)
                node->children.push_back({name, {}});
            node = &node->children[place->second].node;
        }
        node->text = text;
    }

    static Json valueOf(const Node& node, const std::string& name) {
        if (node.children.empty())
            return scalar(node.text, name);
        if (std::any_of(node.children.begin(), node.children.end(), [](const auto& each) { return each.name == "#"; }))
            return listOf(node, name);
        Json object = Json::object();
        for (const auto& [each, child] : node.children)
            if (each != "%")
                object[each] = valueOf(child, each);
        return object;
    }

    static Json listOf(const Node& node, const std::string& name) {
        Json list = Json::array();
        for (const auto& [each, child] : node.children)
            if (each != "#")
                list.push_back(valueOf(child, name));
        return list;
    }

    static Json scalar(const std::string& text, const std::string& name) {
        if (text == "true" || text == "false")
            return text == "true";
        long long number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool whole = !text.empty() && error == std::errc() && end == text.data() + text.size();
        if (whole && (name.ends_with("port") || name == "rule_no" || name == "rule_number"))
            return number;
        return text;
    }

    Node m_tree;
};

/// true at each path of a list of paths, as `sensitive_values` has it.
Json shapeOf(const Json& paths) {
    Json shape = Json::object();
    for (const Json& path : paths) {
        Json* at = &shape;
        const Json steps = path.is_array() ? path : Json::array({path});
        const bool simple = std::all_of(steps.begin(), steps.end(), [](const Json& each) {
            const Json* value = member(each, "value");
            return value && value->is_string();
        });
        // What is inside a list or map that is addressed otherwise is hidden as a whole.
        for (const Json& step : steps) {
            const std::string name = textOf(step, "value");
            if (name.empty() || at->is_boolean())
                break;
            at = &(*at)[name];
        }
        if (at != &shape && (simple || at->is_null() || at->is_object()))
            *at = true;
    }
    return shape;
}

class RawReader {
public:
    RawReader(const std::string& file, Listing& listing) : m_file(file), m_listing(listing) {}

    void readResources(const Json& resources) {
        for (std::size_t i = 0; i < resources.size(); ++i) {
            const Json& json = resources[i];
            const Json* instances = member(json, "instances");
            const std::string pointer = joinedPointer("/resources", i);
            if (!instances || !instances->is_array() || textOf(json, "type").empty() || textOf(json, "name").empty()) {
                malformed("a resource without type, name or instances", pointer);
                continue;
            }
            for (std::size_t j = 0; j < instances->size(); ++j)
                readInstance(json, (*instances)[j], joinedPointer(joinedPointer(pointer, "instances"), j));
        }
    }

    void readModules(const Json& modules) {
        for (std::size_t i = 0; i < modules.size(); ++i) {
            const Json* resources = member(modules[i], "resources");
            if (!resources || !resources->is_object())
                continue;
            const std::string module = modulePath(modules[i]);
            const std::string pointer = joinedPointer(joinedPointer("/modules", i), "resources");
            for (const auto& [name, json] : resources->items())
                readOld(module, name, json, joinedPointer(pointer, name));
        }
    }

private:
    void readInstance(const Json& json, const Json& instance, const std::string& pointer) {
        if (!textOf(instance, "deposed").empty()) {
            ++m_listing.deposed;
            return;
        }
        Resource resource;
        resource.type = textOf(json, "type");
        resource.name = textOf(json, "name");
        resource.module = textOf(json, "module");
        resource.provider = providerOf(textOf(json, "provider"));
        resource.data = textOf(json, "mode") == "data";
        resource.pointer = pointer;
        if (const Json* key = member(instance, "index_key"))
            resource.key = *key;
        resource.address = addressOf(resource);
        if (const Json* attributes = member(instance, "attributes"); attributes && attributes->is_object())
            resource.values = attributes;
        else if (const Json* flat = member(instance, "attributes_flat"))
            resource.values = &m_listing.made.emplace_back(Unflattener(*flat).values());
        if (const Json* paths = member(instance, "sensitive_attributes"); paths && paths->is_array() && !paths->empty())
            resource.sensitive = &m_listing.made.emplace_back(shapeOf(*paths));
        m_listing.resources.push_back(std::move(resource));
    }

    /// [data.]type.name[.index] of a state of version 3.
    void readOld(const std::string& module, const std::string& name, const Json& json, const std::string& pointer) {
        std::vector<std::string> steps = addressSteps(name);
        Resource resource;
        resource.data = !steps.empty() && steps[0] == "data";
        if (resource.data)
            steps.erase(steps.begin());
        const Json* primary = member(json, "primary");
        const Json* flat = primary ? member(*primary, "attributes") : nullptr;
        if (steps.size() < 2 || !flat)
            return malformed("a resource without attributes", pointer);
        resource.type = steps[0];
        resource.name = steps[1];
        resource.module = module;
        resource.provider = textOf(json, "provider");
        resource.pointer = pointer;
        if (steps.size() > 2)
            resource.key = std::atoi(steps[2].c_str());
        resource.address = addressOf(resource);
        resource.values = &m_listing.made.emplace_back(Unflattener(*flat).values());
        m_listing.resources.push_back(std::move(resource));
    }

    static std::string modulePath(const Json& module) {
        const Json* path = member(module, "path");
        std::string address;
        for (std::size_t i = 1; path && path->is_array() && i < path->size(); ++i)
            if ((*path)[i].is_string())
                address += (address.empty() ? "module." : ".module.") + (*path)[i].get<std::string>();
        return address;
    }

    static std::string addressOf(const Resource& resource) {
        std::string address = resource.module.empty() ? "" : resource.module + ".";
        address += (resource.data ? "data." : "") + resource.type + "." + resource.name;
        if (resource.key.is_string() || resource.key.is_number())
            (address += '[').append(resource.key.dump(-1, ' ', false, Json::error_handler_t::replace)) += ']';
        return address;
    }

    /// provider["registry.terraform.io/hashicorp/aws"].alias → registry.terraform.io/hashicorp/aws
    static std::string providerOf(const std::string& text) {
        const std::size_t open = text.find('"');
        const std::size_t close = open == std::string::npos ? open : text.find('"', open + 1);
        return close == std::string::npos ? text : text.substr(open + 1, close - open - 1);
    }

    void malformed(const std::string& what, const std::string& pointer) {
        m_listing.diagnostics.push_back(
            {Severity::Warning, Message{MessageId::TerraformMalformed, {what}}, m_file, pointer});
    }

    const std::string& m_file;
    Listing& m_listing;
};

} // namespace

Listing listingOfRawState(const Json& state, const std::string& file) {
    Listing listing;
    RawReader reader(file, listing);
    if (const Json* resources = member(state, "resources"); resources && resources->is_array())
        reader.readResources(*resources);
    if (const Json* modules = member(state, "modules"); modules && modules->is_array())
        reader.readModules(*modules);
    return listing;
}

} // namespace waylight::terraform
