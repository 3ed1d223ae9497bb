// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform/resource.h"

#include <map>
#include <memory>

namespace waylight::terraform {

/// A module of a plan's configuration: its resources before count and for_each repeat them.
struct ConfigModule {
    const Json* json = nullptr; ///< resources, outputs, variables, module_calls
    const Json* call = nullptr; ///< how its parent calls it; null: the root module
    const ConfigModule* parent = nullptr;
    std::string name;
    std::map<std::string, std::unique_ptr<ConfigModule>, std::less<>> children;
    std::map<std::string, const Json*, std::less<>> resources; ///< by [data.]type.name
};

/// A plan's configuration, by which what is not known yet can be traced to what it comes from.
class Configuration {
public:
    explicit Configuration(const Json& plan);

    bool empty() const { return m_root.json == nullptr; }

    /// The module of the instance with this address; null: the configuration has none.
    const ConfigModule* moduleAt(std::string_view instance) const;
    /// The resource as configured; null: the configuration has none.
    const Json* resourceOf(const Resource& resource) const;
    /// The expressions of the provider that a resource uses; null: not told.
    const Json* providerOf(const Resource& resource) const;
    /// The value of a variable of the root module; null: not told.
    const Json* rootVariable(std::string_view name) const;

private:
    void build(ConfigModule& module, int depth);

    const Json& m_plan;
    const Json* m_providers = nullptr;
    ConfigModule m_root;
};

/// The expression of an attribute; null: it has none.
const Json* expressionOf(const Json& configured, std::string_view attribute);

/// What an expression refers to, each once. Plans list references longest first, followed by their own beginnings,
/// which are left out.
std::vector<std::string> leadingReferences(const Json& expression);

/// [data.]type.name, as configurations name resources.
std::string configName(const Resource& resource);

} // namespace waylight::terraform
