// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/document.h"
#include "core/policy/request_context.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace waylight::policy {

/// Where a document is attached: that decides how its Principal and short ARNs are read, and what is valid in it.
enum class PolicyType : std::uint8_t {
    Identity,
    Boundary,
    Session,
    ServiceControl,
    ResourceControl,
    Resource,
    InterfaceEndpoint,
    GatewayEndpoint, ///< its Principal matches only as `*`; naming an account means the root user
};

/// The parts of a statement in the order in which they are tried; a later part that fails is a nearer miss.
enum class StatementPart : std::uint8_t { None, Malformed, Action, Resource, Principal, Condition };

/// How specifically an Allow of a resource policy names the principal, which decides what still limits the request.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
enum class Grant : std::uint8_t { None, Account, Role, Everyone, Direct };
inline constexpr std::size_t grantCount = 5;

/// Whether one statement speaks of the request, and if not, which part decided that.
struct StatementOutcome {
    std::size_t statement = 0; ///< index in the document
    Effect effect = Effect::Allow;
    Match match = Match::No;
    StatementPart part = StatementPart::None; ///< the first part that failed or is unknown; None when it matches
    Place place;                              ///< the token of that part
    Grant grant = Grant::None;                ///< how Principal names the requester; None without Principal
    bool effectKnown = true;                  ///< false: a statement that nobody can read, it may also deny
    /// The first value of each element that names what the request asks for; `noNode` where none does so certainly, and
    /// for the Not forms.
    NodeId action = noNode, resource = noNode, principal = noNode;

    bool operator==(const StatementOutcome&) const = default;
};

/// What one document says about one request.
struct DocumentOutcome {
    enum class Effect : std::uint8_t { None, Allow, Deny, Unknown };

    Match allows = Match::No;
    Match denies = Match::No;
    std::array<Match, grantCount> grants{}; ///< `allows`, by how the principal is named (index: Grant)
    /// The statement that decided: the Deny, else the Allow, else the unknown one, else the Allow that came nearest.
    std::optional<std::size_t> decidedBy;
    Place place;                              ///< that statement, or its part that failed or is unknown
    std::vector<StatementOutcome> statements; ///< empty when reasons were not asked for
    std::vector<std::string> missingKeys;     ///< keys nobody knows, on which an unknown match depends; sorted

    /// Deny and Allow are certain; Unknown: it may be either.
    Effect effect() const;
};

enum class Detail : std::uint8_t {
    Decision, ///< stops at the first Deny; `statements` stays empty
    Reasons,
};

/// A request as documents look at it, prepared once for all of them. The context must outlive it.
struct PreparedRequest {
    explicit PreparedRequest(const RequestContext& request);
    PreparedRequest(const PreparedRequest&) = delete;
    PreparedRequest& operator=(const PreparedRequest&) = delete;

    const RequestContext& context;
    std::string service;    ///< of the action, lower case
    std::string actionName; ///< lower case
    ResourceName resource;
    bool namesMany; ///< the resource holds a `*`: the request is for all that it matches
    /// When it names many: with nothing for each `*`, and with more than any pattern spells out. Who matches both
    /// matches all.
    std::string shortest, longest;
};

/// Evaluates one document alone. `principalHasBoundary`: NotPrincipal with Deny then always denies.
struct DocumentOptions {
    PolicyType type = PolicyType::Identity;
    bool principalHasBoundary = false;
    Detail detail = Detail::Reasons;
};
DocumentOutcome evaluateDocument(const Document& document, const PreparedRequest& request,
                                 const DocumentOptions& options);
DocumentOutcome evaluateDocument(const Document& document, const RequestContext& context,
                                 const DocumentOptions& options);

} // namespace waylight::policy
