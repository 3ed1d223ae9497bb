// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/catalog.h"
#include "core/policy/completion.h"
#include "core/policy/cursor_place.h"

namespace waylight::policy {

/// Something that fits at the cursor, before it is compared with what is typed there.
struct Candidate {
    /// What follows a name that has no value yet.
    enum class Tail : std::uint8_t { None, Text, Object, StatementList };

    ProposalKind kind = ProposalKind::Value;
    std::string text;
    std::string label{}; ///< empty: the text
    Message help{};
    int rank = 0; ///< more comes first among those that fit as well
    Tail tail = Tail::None;
    bool goesOn = false;
    bool unfinished = false; ///< the text goes on: the cursor stays before its closing quote
    bool whole = false; ///< `text` is JSON with line ends, not a text to be quoted; its `|` is where the cursor goes
    bool onlySearched = false;           ///< too many to be listed before anything is typed
    std::optional<AccessLevel> access{}; ///< of an action
};

using Candidates = std::vector<Candidate>;

/// Where a proposal is wanted: the cursor, and what the policy may speak of.
struct Wanted {
    const CursorPlace& place;
    const CompletionScope& scope;
    const Catalog& catalog;

    std::size_t depth() const { return place.path.size(); }
    const std::string& step(std::size_t at) const { return place.path[at]; }
    bool isIdentityBased() const;
};

// --- grammar.cpp: what the language itself has
void addDocumentElements(Candidates& out, const Wanted& wanted);
void addStatementElements(Candidates& out, const Wanted& wanted);
void addStatements(Candidates& out, const Wanted& wanted);
void addVersions(Candidates& out);
void addEffects(Candidates& out, const Wanted& wanted);
void addPrincipalKinds(Candidates& out);
void addOperators(Candidates& out, const Wanted& wanted);

// --- names.cpp: what AWS and the design have
void addActions(Candidates& out, const Wanted& wanted);
Candidate actionCandidate(const ServiceEntry& service, const ActionEntry& action, int rank);
void addResources(Candidates& out, const Wanted& wanted);
void addPrincipals(Candidates& out, const Wanted& wanted, const std::string& kind);
void addKeys(Candidates& out, const Wanted& wanted, const std::string& op);
void addKeyValues(Candidates& out, const Wanted& wanted, const std::string& op, const std::string& key);
void addVariables(Candidates& out, const Wanted& wanted);

} // namespace waylight::policy
