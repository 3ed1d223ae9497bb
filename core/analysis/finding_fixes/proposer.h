// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/finding_fixes.h"
#include "core/network/network_index.h"

namespace waylight {

/// A finding and the edits that are proposed for it. A proposal may be wrong: whether it helps is found out by looking
/// again.
class FindingProposals {
public:
    FindingProposals(const Design& design, const Network& network, const Finding& finding)
        : m_design(design), m_network(network), m_finding(finding) {}

    const Design& design() const { return m_design; }
    const Topology& topology() const { return m_design.topology; }
    const NetworkIndex& index() const { return m_network.index(); }
    const Finding& finding() const { return m_finding; }
    bool isAbout(std::string_view rule) const { return m_finding.rule == rule; }

    void add(Message title, Design after) { m_fixes.push_back({std::move(title), std::move(after)}); }
    /// Nothing when the edit was refused.
    void add(Message title, Result<Design> after) {
        if (after)
            add(std::move(title), *std::move(after));
    }
    std::vector<FindingFix> take() && { return std::move(m_fixes); }

private:
    const Design& m_design;
    const Network& m_network;
    const Finding& m_finding;
    std::vector<FindingFix> m_fixes;
};

/// Routes of endpoints, rules that do nothing, buckets that no endpoint serves.
void proposeNetworkFixes(FindingProposals& proposals);
/// Words of policies: operators, names, resources.
void proposePolicyFixes(FindingProposals& proposals);
/// What contradicts itself in the model: blocks, addresses, references.
void proposeModelFixes(FindingProposals& proposals);
/// Saved requests.
void proposeRequestFixes(FindingProposals& proposals);

} // namespace waylight
