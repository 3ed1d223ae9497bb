// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/policy/catalog.h"
#include "core/policy/evaluate_document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// Something of the design that a policy can name.
struct DesignName {
    enum class Kind : std::uint8_t {
        Endpoint,
        Vpc,
        Instance,
        Bucket,  ///< value: its ARN
        Table,   ///< value: its ARN
        Role,    ///< value: its ARN
        Account, ///< value: twelve digits
        Region,
        PublicAddress,
        PrivateBlock,
    };
    Kind kind = Kind::Endpoint;
    std::string value; ///< what is written in a policy
    std::string title; ///< what the user calls it

    bool operator==(const DesignName&) const = default;
};

/// What proposals may be about, besides the text.
struct CompletionScope {
    std::optional<PolicyType> type; ///< none: a trust policy
    std::vector<DesignName> names;  ///< of the design
    std::vector<std::string>
        services; ///< prefixes such as `s3` of the services that the policy is about; first offered
};

enum class ProposalKind : std::uint8_t {
    Element,
    Value,
    Service,
    Action,
    Resource,
    Principal,
    Operator,
    Key,
    Variable,
    Statement
};

/// One thing that could stand at the cursor.
struct Proposal {
    ProposalKind kind = ProposalKind::Value;
    std::string label;
    std::vector<std::uint32_t> matched; ///< bytes of the label that were typed
    Message help;                       ///< one line
    std::string text;                   ///< takes the place of `Completion::replaced`
    std::size_t cursor = 0;             ///< where in `text` the cursor goes
    bool goesOn = false;                ///< the next proposals are wanted at once
    std::optional<AccessLevel> access;  ///< of an action
};

struct Completion {
    TextRange replaced;
    std::vector<Proposal> proposals; ///< best first; never what the text already says at the cursor and nothing else
};

inline constexpr std::size_t mostProposals = 200;

/// An action that is offered by itself, without a policy round it. More of `rank` comes first among those that fit as
/// well.
struct OfferedAction {
    const ServiceEntry* service = nullptr;
    const ActionEntry* action = nullptr;
    int rank = 0;
};

/// The offered actions that fit what is typed, best first; `text` is the action with its service. The beginning may be
/// typed with the service or without.
std::vector<Proposal> actionProposals(std::string_view typed, std::span<const OfferedAction> offered);

/// What fits at a byte of a policy that is being typed and need not be JSON yet. Pure; milliseconds at most.
Completion completions(std::string_view text, std::size_t cursor, const CompletionScope& scope,
                       const Catalog& catalog = Catalog::builtIn());

} // namespace waylight::policy
