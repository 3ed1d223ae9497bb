// SPDX-License-Identifier: MIT
#include "core/formats/terraform/open_edges.h"

#include <algorithm>
#include <set>

namespace waylight::terraform {
namespace {

class OpenEdges {
public:
    OpenEdges(std::vector<Declaration>& declarations, const std::vector<Resource>& resources,
              const Configuration& configuration, const References& references)
        : m_declarations(declarations), m_resources(resources), m_configuration(configuration),
          m_references(references) {}

    std::vector<Edge> run() {
        for (std::size_t i = 0; i < m_resources.size(); ++i)
            collect(i);
        return std::move(m_edges);
    }

private:
    void collect(std::size_t owner) {
        const Json* configured = m_configuration.resourceOf(m_resources[owner]);
        const Json* expressions = configured ? member(*configured, "expressions") : nullptr;
        if (m_declarations[owner].type.empty() || !expressions || !expressions->is_object())
            return;
        if (!m_resources[owner].complete)
            addMissing(m_declarations[owner].properties, *expressions);
        for (const auto& [name, value] : m_declarations[owner].properties.items())
            if (holdsUnknown(value))
                collectAt(owner, name, value, member(*expressions, name), joinedPointer({}, name), true);
    }

    /// Planned values without changes leave out what is not known.
    static void addMissing(Json& properties, const Json& expressions) {
        for (const auto& [name, expression] : expressions.items())
            if (isReferenceAttribute(name) && !properties.contains(name) && member(expression, "references"))
                properties[name] = unknownValue();
    }

    /// `expression` null: nothing in the configuration sets it, or a block's repetition does.
    void collectAt(std::size_t owner, const std::string& name, const Json& value, const Json* expression,
                   const std::string& pointer, bool plain) {
        if (isUnknownValue(value)) {
            if (expression && expression->is_object() && value == unknownValue() && mayRefer(name, plain))
                addEdge(owner, name, expression, pointer, plain);
        } else if (value.is_array()) {
            collectInList(owner, name, value, expression, pointer);
        } else if (value.is_object()) {
            collectInBlock(owner, value, expression, pointer);
        }
    }

    static bool mayRefer(const std::string& name, bool plain) {
        return isReferenceAttribute(name) || (!plain && name == "id");
    }

    void collectInList(std::size_t owner, const std::string& name, const Json& list, const Json* expression,
                       const std::string& pointer) {
        if (std::any_of(list.begin(), list.end(), isUnknownValue))
            return collectElements(owner, name, list, expression, pointer);
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i].is_object() && holdsUnknown(list[i]))
                collectInBlock(owner, list[i], blockOf(list[i], expression, i, list.size()), joinedPointer(pointer, i));
    }

    void collectInBlock(std::size_t owner, const Json& block, const Json* expression, const std::string& pointer) {
        const bool references = expression && member(*expression, "references");
        for (const auto& [name, value] : block.items()) {
            if (!holdsUnknown(value))
                continue;
            const std::string at = joinedPointer(pointer, name);
            if (!expression && isUnknownValue(value) && isReferenceAttribute(name))
                addEdge(owner, name, nullptr, at, false); // a block that an expression repeats
            else
                collectAt(owner, name, value,
                          references   ? expression
                          : expression ? member(*expression, name)
                                       : nullptr,
                          at, false);
        }
    }

    /// The configured block that an element of a list was made from. Sets have another order than the configuration, so
    /// it is told by its constants; null: not told.
    static const Json* blockOf(const Json& element, const Json* expression, std::size_t index, std::size_t size) {
        if (!expression || expression->is_object())
            return expression;
        if (!expression->is_array())
            return nullptr;
        std::vector<const Json*> fitting;
        for (const Json& block : *expression)
            if (fits(element, block))
                fitting.push_back(&block);
        if (fitting.size() == 1)
            return fitting.front();
        const bool same = !fitting.empty() && std::all_of(fitting.begin(), fitting.end(),
                                                          [&](const Json* each) { return *each == *fitting.front(); });
        if (same)
            return fitting.front();
        return fitting.size() == size && expression->size() == size && index < size && size == 1 ? &(*expression)[index]
                                                                                                 : nullptr;
    }

    /// False when a constant of the block is another than the element's value.
    static bool fits(const Json& element, const Json& block) {
        if (!block.is_object())
            return false;
        for (const auto& [name, expression] : block.items()) {
            const Json* constant = member(expression, "constant_value");
            const Json* value = member(element, name);
            if (constant && value && !constant->is_structured() && !value->is_structured() && *constant != *value)
                return false;
        }
        return true;
    }

    /// A list of which it is known how many it holds, but not all of what.
    void collectElements(std::size_t owner, const std::string& name, const Json& list, const Json* expression,
                         const std::string& pointer) {
        if (!expression || !isReferenceAttribute(name))
            return;
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < list.size(); ++i)
            if (isUnknownValue(list[i]))
                open.push_back(i);
        Reach reach = m_references.of(expression, m_resources[owner], typesReferredTo(name));
        const bool inOrder = reach.exact && reach.complete && reach.targets.size() == open.size();
        for (std::size_t i = 0; i < open.size(); ++i) {
            Edge edge{owner, joinedPointer(pointer, open[i]), name, reach, false, false};
            if (inOrder)
                edge.reach.targets = {reach.targets[i]};
            m_edges.push_back(std::move(edge));
        }
    }

    void addEdge(std::size_t owner, const std::string& name, const Json* expression, const std::string& pointer,
                 bool plain) {
        static const std::set<std::string_view> lists = {"subnets", "security_groups", "propagating_vgws",
                                                         "vpc_zone_identifier"};
        const bool list = name.ends_with("_ids") || name.ends_with("_arns") || lists.contains(name);
        Edge edge{owner, pointer, name, m_references.of(expression, m_resources[owner], typesReferredTo(name)),
                  list,  plain};
        std::erase(edge.reach.targets, owner);
        m_edges.push_back(std::move(edge));
    }

    std::vector<Declaration>& m_declarations;
    const std::vector<Resource>& m_resources;
    const Configuration& m_configuration;
    const References& m_references;
    std::vector<Edge> m_edges;
};

} // namespace

std::vector<Edge> openEdges(std::vector<Declaration>& declarations, const std::vector<Resource>& resources,
                            const Configuration& configuration, const References& references) {
    return OpenEdges(declarations, resources, configuration, references).run();
}

} // namespace waylight::terraform
