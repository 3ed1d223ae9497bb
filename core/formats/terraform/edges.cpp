// SPDX-License-Identifier: MIT
#include "core/formats/terraform/edges.h"

#include "core/formats/terraform/open_edges.h"

#include <algorithm>

namespace waylight::terraform {
namespace {

using Candidates = std::vector<std::size_t>;

class Recovery {
public:
    Recovery(std::vector<Declaration>& declarations, const std::vector<Resource>& resources,
             const Configuration& configuration, const References& references)
        : m_declarations(declarations), m_resources(resources), m_configuration(configuration),
          m_references(references) {
        std::transform(resources.begin(), resources.end(), std::back_inserter(m_new), isToBeCreated);
    }

    EdgeCounts run() {
        m_edges = openEdges(m_declarations, m_resources, m_configuration, m_references);
        // What was found tells the network of its owner, by which others can be told apart.
        constexpr int rounds = 3;
        for (int round = 0; round < rounds; ++round)
            std::erase_if(m_edges, [&](Edge& edge) { return decide(edge); });
        for (const Edge& edge : m_edges)
            giveUp(edge);
        deriveEdges(m_declarations);
        return m_counts;
    }

private:
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
