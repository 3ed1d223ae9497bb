// SPDX-License-Identifier: MIT
#include "core/formats/terraform_edges.h"

#include <algorithm>
#include <set>

namespace waylight::terraform {
namespace {

using Candidates = std::vector<std::size_t>;

/// A reference that is to be found: where it stands, and what it can come from.
struct Edge {
    std::size_t owner = 0;
    std::string pointer;   ///< into the owner's properties
    std::string attribute; ///< the last name of the pointer
    Reach reach;
    bool list = false; ///< the whole list is not known
    bool plain = true; ///< it is not in a block, so what it means also tells its network
};

class Recovery {
public:
    Recovery(std::vector<Declaration>& declarations, const std::vector<Resource>& resources,
             const Configuration& configuration, const References& references)
        : m_declarations(declarations), m_resources(resources), m_configuration(configuration),
          m_references(references) {
        std::transform(resources.begin(), resources.end(), std::back_inserter(m_new), isToBeCreated);
    }

    EdgeCounts run() {
        for (std::size_t i = 0; i < m_resources.size(); ++i)
            collect(i);
        // What was found tells the network of its owner, by which others can be told apart.
        constexpr int rounds = 3;
        for (int round = 0; round < rounds; ++round)
            std::erase_if(m_edges, [&](Edge& edge) { return decide(edge); });
        for (const Edge& edge : m_edges)
            giveUp(edge);
        for (std::size_t i = 0; i < m_resources.size(); ++i)
            derive(i);
        return m_counts;
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

    /// True when it is settled.
    bool decide(Edge& edge) {
        const Reach& reach = edge.reach;
        if (!reach.complete)
            return false;
        return edge.list ? decideList(edge) : decideOne(edge);
    }

    bool decideOne(const Edge& edge) {
        Candidates candidates = edge.reach.targets;
        if (!edge.reach.exact) // what is known already cannot be what is not known yet
            std::erase_if(candidates, [&](std::size_t each) { return !m_new[each]; });
        const bool told = edge.reach.exact && edge.reach.sure && candidates.size() == 1 && edge.reach.open.empty();
        if (candidates.size() > 1 && !edge.reach.exact)
            candidates = nearest(edge, candidates);
        else if (edge.reach.many)
            return false;
        if (candidates.size() > 1 && edge.reach.many)
            return false;
        if (candidates.size() > 1)
            candidates = fitting(edge, std::move(candidates));
        if (candidates.size() > 1 && edge.reach.exact)
            candidates = namesakes(edge, std::move(candidates));
        if (candidates.size() != 1 || (!told && !fits(edge, candidates.front())))
            return false;
        settle(edge, idOf(candidates.front()), told);
        learn(edge, candidates.front());
        return true;
    }

    bool decideList(const Edge& edge) {
        const Reach& reach = edge.reach;
        if (!reach.open.empty() || reach.targets.empty())
            return false;
        Candidates candidates = reach.targets;
        const bool several = !alike(candidates);
        if (several && reach.many && reach.mixed)
            return false;
        if (!reach.exact && several && !reach.mixed)
            candidates = nearOf(reach);
        if (several || !reach.exact)
            candidates = fitting(edge, std::move(candidates));
        if (candidates.empty() || (!alike(candidates) && (!reach.exact || reach.tested)))
            return false;
        Json list = Json::array();
        for (const std::string& text : reach.texts)
            list.push_back(text);
        for (const std::size_t each : candidates)
            list.push_back(idOf(each));
        const bool told = reach.exact && reach.sure && candidates.size() == reach.targets.size();
        settle(edge, std::move(list), told);
        learn(edge, candidates.front());
        return true;
    }

    /// True when all are instances of one resource, as a splat gives.
    bool alike(const Candidates& candidates) const {
        return std::all_of(candidates.begin(), candidates.end(), [&](std::size_t each) {
            const Resource& first = m_resources[candidates.front()];
            return m_resources[each].module == first.module && configName(m_resources[each]) == configName(first);
        });
    }

    /// Those that AWS would accept: what is used together is in one VPC, and an instance in its subnet's zone.
    Candidates fitting(const Edge& edge, Candidates candidates) const {
        std::erase_if(candidates, [&](std::size_t each) { return !fits(edge, each); });
        return candidates;
    }

    bool fits(const Edge& edge, std::size_t candidate) const {
        const Types& types = typesReferredTo(edge.attribute);
        const bool inNetwork = edge.plain && !types.empty() &&
                               (types.front() == "aws_subnet" || types.front() == "aws_security_group" ||
                                types.front() == "aws_route_table" || types.front() == "aws_network_acl");
        if (!inNetwork)
            return true;
        const std::string mine = networkOf(edge.owner);
        const std::string theirs = networkOf(candidate);
        if (!mine.empty() && !theirs.empty() && mine != theirs)
            return false;
        const std::string zone = textOf(m_declarations[edge.owner].properties, "availability_zone");
        const std::string its = textOf(m_declarations[candidate].properties, "availability_zone");
        return zone.empty() || its.empty() || zone == its || types.front() != "aws_subnet";
    }

    /// The VPC that something is in, as far as that is known; empty: not known.
    std::string networkOf(std::size_t index) const {
        const Json& properties = m_declarations[index].properties;
        if (const std::string vpc = textOf(properties, "vpc_id"); !vpc.empty())
            return vpc;
        const auto found = m_networks.find(index);
        return found == m_networks.end() ? std::string() : found->second;
    }

    /// Those whose name is also that of the owner, when some are.
    Candidates namesakes(const Edge& edge, Candidates candidates) const {
        Candidates same;
        for (const std::size_t each : candidates)
            if (m_resources[each].name == m_resources[edge.owner].name && m_resources[each].name != "this" &&
                m_resources[each].name != "main" && m_resources[each].name != "default")
                same.push_back(each);
        return same.empty() ? candidates : same;
    }

    /// Those with the owner's key, else those of the module that chooses unless it was given another by the attribute's
    /// name, else those that the module is given; all of them when none is nearer.
    Candidates nearest(const Edge& edge, const Candidates& candidates) const {
        const auto among = [&](const Candidates& some) {
            Candidates both;
            for (const std::size_t each : some)
                if (std::find(candidates.begin(), candidates.end(), each) != candidates.end())
                    both.push_back(each);
            return both;
        };
        if (Candidates keyed = among(edge.reach.keyed); keyed.size() == 1 && !edge.reach.many)
            return keyed;
        Candidates own = among(edge.reach.own);
        if (own.size() == 1) {
            const Types& types = typesReferredTo(edge.attribute);
            const Candidates given = m_references.givenAs(m_resources[own.front()].module, edge.attribute, types);
            return given.empty() || given == own ? own : candidates;
        }
        Candidates near = edge.reach.mixed ? Candidates() : among(nearOf(edge.reach));
        return near.empty() ? candidates : near;
    }

    /// What expressions name, here or where a local chooses.
    static Candidates nearOf(const Reach& reach) {
        Candidates near = reach.near;
        for (const std::size_t each : reach.named)
            if (std::find(near.begin(), near.end(), each) == near.end())
                near.push_back(each);
        return near;
    }

    /// What uses a subnet or group is in its network.
    void learn(const Edge& edge, std::size_t target) {
        const Types& types = typesReferredTo(edge.attribute);
        if (edge.plain && !types.empty() && types.front() == "aws_subnet")
            if (const std::string network = networkOf(target); !network.empty())
                m_networks.emplace(edge.owner, network);
    }

    /// What AWS makes of references that are known by now.
    void derive(std::size_t owner) {
        Declaration& declaration = m_declarations[owner];
        if (declaration.type == "aws_instance")
            deriveSubnet(declaration);
        else if (declaration.type == "aws_vpc_endpoint")
            deriveSubnetConfiguration(declaration);
    }

    static bool isOpen(const Declaration& declaration, std::string_view name) {
        const Json* value = member(declaration.properties, name);
        return value && *value == unknownValue();
    }

    /// An instance is in the subnet of its first network interface.
    void deriveSubnet(Declaration& instance) {
        const Json* interfaces = member(instance.properties, "network_interface");
        if (!isOpen(instance, "subnet_id") || !interfaces || !interfaces->is_array())
            return;
        for (std::size_t i = 0; i < interfaces->size(); ++i) {
            const Json* index = member((*interfaces)[i], "device_index");
            const std::string id = textOf((*interfaces)[i], "network_interface_id");
            if (!index || *index != 0 || id.empty())
                continue;
            const auto found = std::find_if(m_declarations.begin(), m_declarations.end(), [&](const Declaration& each) {
                return each.type == "aws_network_interface" && each.id == id;
            });
            const std::string subnet = found == m_declarations.end() ? "" : textOf(found->properties, "subnet_id");
            if (subnet.empty())
                continue;
            const bool guessed = isGuess(*found, "/subnet_id") ||
                                 isGuess(instance, "/network_interface/" + std::to_string(i) + "/network_interface_id");
            instance.properties["subnet_id"] = subnet;
            instance.certainties["/subnet_id"] = guessed ? Certainty::OnlyCandidate : Certainty::Resolved;
            return;
        }
    }

    /// An endpoint has one network interface in each of its subnets.
    static void deriveSubnetConfiguration(Declaration& endpoint) {
        const Json* subnets = member(endpoint.properties, "subnet_ids");
        if (!isOpen(endpoint, "subnet_configuration") || !subnets || !subnets->is_array() || subnets->empty() ||
            holdsUnknown(*subnets))
            return;
        const bool guessed = isGuess(endpoint, "/subnet_ids");
        Json configuration = Json::array();
        for (const Json& subnet : *subnets) {
            endpoint.certainties["/subnet_configuration/" + std::to_string(configuration.size()) + "/subnet_id"] =
                guessed ? Certainty::OnlyCandidate : Certainty::Resolved;
            configuration.push_back(Json::object({{"subnet_id", subnet}}));
        }
        endpoint.properties["subnet_configuration"] = std::move(configuration);
    }

    static bool isGuess(const Declaration& declaration, const std::string& pointer) {
        const auto found = declaration.certainties.find(pointer);
        return found != declaration.certainties.end() && found->second == Certainty::OnlyCandidate;
    }

    Json idOf(std::size_t index) const { return m_declarations[index].id; }

    void settle(const Edge& edge, Json value, bool told) {
        Declaration& declaration = m_declarations[edge.owner];
        declaration.properties[Json::json_pointer(edge.pointer)] = std::move(value);
        declaration.certainties[edge.pointer] = told ? Certainty::Resolved : Certainty::OnlyCandidate;
        ++(told ? m_counts.resolved : m_counts.onlyCandidate);
    }

    void giveUp(const Edge& edge) {
        constexpr std::size_t most = 6;
        std::string text;
        for (std::size_t i = 0; i < edge.reach.targets.size() && i < most; ++i)
            text += (i ? ", " : "") + m_resources[edge.reach.targets[i]].address;
        if (edge.reach.targets.size() > most)
            text += ", …";
        if (!text.empty())
            text = "one of " + text;
        else
            text = edge.reach.open;
        m_declarations[edge.owner].properties[Json::json_pointer(edge.pointer)] = unknownValue(text);
        ++m_counts.unknown;
    }

    std::vector<Declaration>& m_declarations;
    const std::vector<Resource>& m_resources;
    const Configuration& m_configuration;
    const References& m_references;
    std::vector<char> m_new; ///< the resources whose ids are not known yet
    std::vector<Edge> m_edges;
    std::map<std::size_t, std::string> m_networks;
    EdgeCounts m_counts;
};

} // namespace

EdgeCounts recoverEdges(std::vector<Declaration>& declarations, const std::vector<Resource>& resources,
                        const Configuration& configuration, const References& references) {
    return Recovery(declarations, resources, configuration, references).run();
}

} // namespace waylight::terraform
