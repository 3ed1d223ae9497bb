// SPDX-License-Identifier: MIT
#include "core/formats/terraform/listing.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace waylight::terraform {
namespace {

/// No configuration nests modules deeper; a document that does is hostile.
constexpr int deepestModule = 24;

class Lister {
public:
    Lister(Listing& listing, const std::string& file) : m_listing(listing), m_file(file) {}

    /// The resources of a module as states and planned values have them, and those of the modules inside it.
    template <class Each>
    void walk(const Json& module, const std::string& pointer, Each&& each, int depth = 0) {
        walkResources(module, pointer, each);
        const Json* children = member(module, "child_modules");
        if (!children || !children->is_array() || depth >= deepestModule)
            return;
        for (std::size_t i = 0; i < children->size(); ++i)
            walk((*children)[i], joinedPointer(joinedPointer(pointer, "child_modules"), i), each, depth + 1);
    }

    /// What every listing says of a resource; null, with a warning, when it is not one.
    bool describe(const Json& json, const std::string& pointer, Resource& resource) {
        resource.address = textOf(json, "address");
        resource.type = textOf(json, "type");
        resource.name = textOf(json, "name");
        resource.provider = textOf(json, "provider_name");
        resource.data = textOf(json, "mode") == "data";
        resource.pointer = pointer;
        if (const Json* key = member(json, "index"))
            resource.key = *key;
        if (resource.address.empty() || resource.type.empty()) {
            malformed("a resource without address or type", pointer);
            return false;
        }
        resource.module = moduleOf(resource);
        return true;
    }

    void malformed(const std::string& what, const std::string& pointer) {
        m_listing.diagnostics.push_back(
            {Severity::Warning, Message{MessageId::TerraformMalformed, {what}}, m_file, pointer});
    }

private:
    template <class Each>
    void walkResources(const Json& module, const std::string& pointer, Each& each) {
        const Json* resources = member(module, "resources");
        if (!resources)
            return;
        const std::string at = joinedPointer(pointer, "resources");
        if (!resources->is_array())
            return malformed("a list of resources is expected", at);
        for (std::size_t i = 0; i < resources->size(); ++i) {
            Resource resource;
            if (describe((*resources)[i], joinedPointer(at, i), resource))
                each((*resources)[i], std::move(resource));
        }
    }

    /// Everything before the resource's own steps: [data.]type.name.
    static std::string moduleOf(const Resource& resource) {
        const std::vector<std::string> steps = addressSteps(resource.address);
        std::string module;
        for (std::size_t i = 0; i + 1 < steps.size() && steps[i] == "module"; i += 2)
            module += (i ? "." : "") + steps[i] + "." + steps[i + 1];
        return module;
    }

    Listing& m_listing;
    const std::string& m_file;
};

const Json* objectAt(const Json& json, std::string_view name) {
    const Json* found = member(json, name);
    return found && found->is_object() ? found : nullptr;
}

bool hasAction(const Json& change, std::string_view action) {
    const Json* actions = member(change, "actions");
    return actions && actions->is_array() && std::find(actions->begin(), actions->end(), action) != actions->end();
}

/// What will be of a change: nothing when it only deletes; what Terraform forgets stays as it is.
const Json* after(const Json& change) {
    if (hasAction(change, "forget"))
        return objectAt(change, "before");
    return objectAt(change, "after");
}

/// Terraform replaces by deleting and creating, in either order.
std::string actionOf(const Json& change) {
    if (hasAction(change, "delete") && hasAction(change, "create"))
        return "replace";
    for (const char* action : {"create", "update", "delete", "forget"})
        if (hasAction(change, action))
            return action;
    return {};
}

class PlanReader {
public:
    PlanReader(const Json& plan, const std::string& file, Listing& listing)
        : m_plan(plan), m_listing(listing), m_lister(listing, file) {}

    void read() {
        readChanges();
        readPlanned();
        readPrior();
    }

private:
    void readChanges() {
        const Json* changes = member(m_plan, "resource_changes");
        if (!changes || !changes->is_array())
            return;
        for (std::size_t i = 0; i < changes->size(); ++i)
            readChange((*changes)[i], joinedPointer("/resource_changes", i));
    }

    void readChange(const Json& json, const std::string& pointer) {
        if (!textOf(json, "deposed").empty()) {
            ++m_listing.deposed;
            return;
        }
        Resource resource;
        const Json* change = objectAt(json, "change");
        if (!change)
            return m_lister.malformed("a resource change without a change", pointer);
        if (!m_lister.describe(json, pointer, resource))
            return;
        resource.previous = textOf(json, "previous_address");
        resource.values = after(*change);
        resource.unknown = member(*change, "after_unknown");
        resource.sensitive = member(*change, "after_sensitive");
        resource.before = objectAt(*change, "before");
        resource.beforeSensitive = member(*change, "before_sensitive");
        resource.action = actionOf(*change);
        add(std::move(resource));
    }

    /// Some tools write planned values only, which leave out what is not known.
    void readPlanned() {
        const Json* planned = objectAt(m_plan, "planned_values");
        const Json* root = planned ? objectAt(*planned, "root_module") : nullptr;
        if (!root)
            return;
        m_lister.walk(*root, "/planned_values/root_module", [&](const Json& json, Resource resource) {
            if (m_known.contains(resource.address))
                return;
            resource.values = objectAt(json, "values");
            resource.sensitive = member(json, "sensitive_values");
            resource.complete = false;
            add(std::move(resource));
        });
    }

    /// Data sources that were read, and what a partial plan does not mention.
    void readPrior() {
        const Json* prior = objectAt(m_plan, "prior_state");
        const Json* values = prior ? objectAt(*prior, "values") : nullptr;
        const Json* root = values ? objectAt(*values, "root_module") : nullptr;
        if (!root)
            return;
        m_lister.walk(*root, "/prior_state/values/root_module", [&](const Json& json, Resource resource) {
            if (m_moved.contains(resource.address) || !textOf(json, "deposed_key").empty())
                return;
            const auto known = m_known.find(resource.address);
            if (known != m_known.end()) {
                Resource& there = m_listing.resources[known->second];
                if (!there.before)
                    there.before = objectAt(json, "values");
                return;
            }
            resource.values = resource.before = objectAt(json, "values");
            resource.sensitive = resource.beforeSensitive = member(json, "sensitive_values");
            add(std::move(resource));
        });
    }

    void add(Resource resource) {
        if (!resource.previous.empty())
            m_moved.emplace(resource.previous, 0);
        if (m_known.emplace(resource.address, m_listing.resources.size()).second)
            m_listing.resources.push_back(std::move(resource));
    }

    const Json& m_plan;
    Listing& m_listing;
    Lister m_lister;
    std::unordered_map<std::string, std::size_t> m_known;
    std::unordered_map<std::string, std::size_t> m_moved;
};

std::size_t driftOf(const Json& plan) {
    const Json* drift = member(plan, "resource_drift");
    if (!drift || !drift->is_array())
        return 0;
    return std::count_if(drift->begin(), drift->end(), [](const Json& each) {
        const Json* change = member(each, "change");
        return change && (hasAction(*change, "update") || hasAction(*change, "delete"));
    });
}

} // namespace

Listing listingOfPlan(const Json& plan, const std::string& file) {
    Listing listing;
    PlanReader(plan, file, listing).read();
    listing.drifted = driftOf(plan);
    return listing;
}

Listing listingOfState(const Json& state, const std::string& file) {
    Listing listing;
    Lister lister(listing, file);
    const Json* values = objectAt(state, "values");
    const Json* root = values ? objectAt(*values, "root_module") : nullptr;
    if (!root)
        return listing;
    lister.walk(*root, "/values/root_module", [&](const Json& json, Resource resource) {
        if (!textOf(json, "deposed_key").empty()) {
            ++listing.deposed;
            return;
        }
        resource.values = objectAt(json, "values");
        resource.sensitive = member(json, "sensitive_values");
        listing.resources.push_back(std::move(resource));
    });
    return listing;
}

} // namespace waylight::terraform
