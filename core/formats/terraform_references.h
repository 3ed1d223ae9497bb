// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform_configuration.h"
#include "core/formats/terraform_types.h"

#include <optional>
#include <unordered_map>

namespace waylight::terraform {

/// What a value that is not known yet can come from.
struct Reach {
    std::vector<std::size_t> targets; ///< resources, each once, in the order in which the expression names them
    std::vector<std::size_t> named;   ///< those of them that expressions name, not only locals between
    std::vector<std::size_t> own;     ///< where a local chooses: those of its module
    std::vector<std::size_t> near;    ///< likewise: those, and what expressions name that its module is given
    std::vector<std::size_t> keyed;   ///< of those that are not exact: what has the key of what is repeated
    std::vector<std::string> texts;   ///< known texts beside them
    std::string open;     ///< an attribute that names no resource of the plan: ${aws_vpc.a.main_route_table_id}
    bool exact = true;    ///< false: it may come from any of the targets, since the plan does not hold what chooses
    bool sure = true;     ///< false: one of several was taken for its index, beside a condition or another length
    bool tested = false;  ///< a condition may be part of the expression
    bool mixed = false;   ///< `near` may lack what is given beside it by a local
    bool many = false;    ///< there are more targets than are listed, besides those that are near
    bool complete = true; ///< false: it was too entangled to follow to the end
};

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
