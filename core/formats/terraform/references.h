// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform/configuration.h"
#include "core/formats/terraform/reach.h"
#include "core/formats/terraform/types.h"

#include <optional>
#include <unordered_map>

namespace waylight::terraform {

/// Follows expressions through variables, outputs and repetitions to the resources that they name. A local's
/// expression is not in a plan: it can come from anything in its module that has a fitting type, and from whatever the
/// module is given.
class References {
public:
    References(const Configuration& configuration, const std::vector<Resource>& resources);

    /// What the attribute of a resource that is configured by `expression` can come from; null: anything that its
    /// module can name, as in blocks that are repeated by an expression. `types`: those that the attribute refers to.
    Reach of(const Json* expression, const Resource& resource, const Types& types) const;

    /// What a module is given as a variable of this name.
    std::vector<std::size_t> givenAs(const std::string& module, std::string_view attribute, const Types& types) const;

    /// The constant that an expression in the module of this resource gives; null: none.
    const Json* constantOf(const Json& expression, const Resource& resource) const;

    const Resource& resource(std::size_t index) const { return m_resources[index]; }

private:
    /// Steps through variables, outputs and attributes; far more than real modules nest, and what makes cycles
    /// harmless.
    static constexpr int deepest = 40;

    static std::string joined(const std::string& instance, const std::string& name) { return instance + '|' + name; }

    /// Where an expression stands: a module's instance, and the count or for_each that repeats what it configures.
    struct Place {
        const ConfigModule* module = nullptr;
        std::string instance;
        Json key;
        const Json* repeated = nullptr; ///< the resource or module call that may have a for_each_expression
        std::size_t count = 1;          ///< how many instances it has
    };

    Place placeOf(const Resource& resource) const;
    Place insideOf(const std::string& instance, const ConfigModule& module) const;
    Place callerOf(const Place& place) const;

    Reach evaluated(const Json& expression, const Place& place, const Types& types, int depth) const;
    Reach followed(const std::string& reference, const Place& place, const Types& types, int depth) const;
    Reach ofResource(const std::vector<std::string>& steps, std::size_t first, const Place& place, const Types& types,
                     int depth) const;
    void addTarget(Reach& reach, std::size_t index, const std::string& attribute, const Types& types, int depth) const;
    Reach ofOutput(const std::vector<std::string>& steps, const Place& place, const Types& types, int depth) const;
    Reach ofVariable(const std::vector<std::string>& steps, const Place& place, const Types& types, int depth) const;
    Reach ofEachValue(const std::vector<std::string>& steps, const Place& place, const Types& types, int depth) const;
    Reach ofAnything(const std::string& instance, const Types& types, int depth) const;
    Reach ofModule(const std::string& instance, const Types& types, int depth) const;
    Reach ofInputs(const Place& inside, const Types& types, int depth) const;
    Reach ofOutputs(const std::string& instance, const ConfigModule& module, const Types& types, int depth) const;
    std::optional<Reach> sameOf(const std::vector<std::string>& references, const Place& place,
                                const Types& types) const;
    void selectByKey(Reach& reach, const Place& place, bool conditional) const;
    void selectByIndex(Reach& reach, const Place& place, bool conditional) const;
    const Json* constantVariable(const std::vector<std::string>& steps, const Place& place, int depth) const;
    std::size_t adoptedBy(std::string_view type, std::size_t vpc, int depth) const;

    const Configuration& m_configuration;
    const std::vector<Resource>& m_resources;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byName;   ///< by module instance and [data.]type.name
    std::unordered_map<std::string, std::size_t> m_byKey;                 ///< by these and the index or key
    std::unordered_map<std::string, std::vector<std::size_t>> m_byModule; ///< by module instance
    std::map<std::string, std::vector<std::string>> m_modules; ///< instances of a call by parent instance and name
    mutable std::unordered_map<std::string, Reach> m_reached; ///< whole results that depend on nothing but their module
    mutable std::unordered_map<std::string, Reach> m_visited; ///< what the result being worked out has been through
    mutable int m_visits = 0;
};

/// True when the id of the resource is not known yet, so that a value that comes from it is not either.
bool isToBeCreated(const Resource& resource);

} // namespace waylight::terraform
