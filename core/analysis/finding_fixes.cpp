// SPDX-License-Identifier: MIT
#include "core/analysis/finding_fixes.h"

#include "core/analysis/finding_fixes/proposer.h"
#include "core/base/message_ids.h"

#include <algorithm>
#include <map>

namespace waylight {
namespace {

constexpr std::string_view rules[] = {
    "endpoint-without-route-table",
    "subnet-without-endpoint-route",
    "nat-carries-s3",
    "nat-carries-dynamodb",
    "shadowed-rule",
    "redundant-rule",
    "bucket-in-other-region",
    "star-in-string-equals",
    "string-operator-for-arn",
    "arn-compared-as-text",
    "mfa-missing-key",
    "bucket-for-object-action",
    "object-for-bucket-action",
    "unknown-action",
    "policy-names-wrong-endpoint",
    "policy-names-wrong-vpc",
    "source-ip-refuses-endpoints",
    "source-ip-behind-endpoint",
    "endpoint-policy-misses-resource",
    "endpoint-policy-misses-aws-bucket",
    "endpoint-policy-without-allow",
    "request-unknown-action",
};

constexpr MessageId modelSentences[] = {MessageId::BlockOutsideVpc, MessageId::SubnetsOverlap,
                                        MessageId::AddressOutsideSubnet, MessageId::TwoMainTables,
                                        MessageId::DanglingReference};

template <class List, class Value>
bool holds(const List& list, const Value& value) {
    return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

/// How often each rule warns about each resource.
using Counts = std::map<std::pair<std::string, Id>, int>;

Counts counted(const std::vector<Finding>& list, const Finding& about) {
    Counts counts;
    for (const Finding& each : list)
        if (each.severity != Severity::Note || (each.rule == about.rule && each.resource == about.resource))
            ++counts[{each.rule, each.resource}];
    return counts;
}

/// The finding is gone, and nothing is warned of that was not before.
bool helps(const Counts& before, const Counts& after, const Finding& finding) {
    const auto number = [](const Counts& counts, const std::pair<std::string, Id>& key) {
        const auto at = counts.find(key);
        return at == counts.end() ? 0 : at->second;
    };
    const std::pair own(finding.rule, finding.resource);
    return number(after, own) < number(before, own) && std::all_of(after.begin(), after.end(), [&](const auto& each) {
               return each.second <= number(before, each.first);
           });
}

} // namespace

bool mayHaveFix(const Finding& finding) {
    return holds(rules, std::string_view(finding.rule)) ||
           (finding.rule == "model" && holds(modelSentences, finding.message.id));
}

std::vector<FindingFix> findingFixes(const Design& design, const Network& network, const Finding& finding) {
    if (!mayHaveFix(finding))
        return {};
    FindingProposals proposals(design, network, finding);
    proposeNetworkFixes(proposals);
    proposePolicyFixes(proposals);
    proposeModelFixes(proposals);
    proposeRequestFixes(proposals);
    auto fixes = std::move(proposals).take();
    if (fixes.empty())
        return fixes;
    const Counts before = counted(findings(design, network), finding);
    std::erase_if(fixes, [&](const FindingFix& fix) {
        const Network after = Network::compile(fix.after.topology, &network);
        return !helps(before, counted(findings(fix.after, after), finding), finding);
    });
    return fixes;
}

} // namespace waylight
