// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/naive_policy.h"

#include <optional>

/// The pieces of the naive evaluator.
namespace naive_policy {

enum class Kind { Identity, Boundary, Session, ServiceControl, ResourceControl, Resource, Interface, Gateway };
enum class Who { User, Role, RoleSession, FederatedUser, Root, Service, Anonymous };

/// How Principal names the requester, the weakest first.
enum class Named { No, Account, Role, Everyone, Direct };

/// How what is open turns out, as seen by the requester.
enum class Luck { Best, Worst };

/// The request with what follows from its principal.
struct Facts {
    const Request* request = nullptr;
    Who who = Who::Anonymous;
    std::string arn;     ///< of the user, session, federated user or root; the name of a service
    std::string account; ///< empty for services and anonymous
    std::string roleArn; ///< of a role or its session
    bool serviceLinked = false;
    bool hasBoundary = false;
    Luck luck = Luck::Best;
    std::map<std::string, std::vector<std::string>> keys; ///< by lower-case name
};
Facts factsOf(const Request& request);

std::string lower(std::string text);
std::vector<std::string> splitAt(const std::string& text, char separator);
/// A value or a list of values, as a list of texts.
std::vector<std::string> texts(const Json& value);

/// One unit of a pattern: a character, `?`, or `*`.
struct Unit {
    char character = 0;
    enum class What { Literal, One, Any } what = What::Literal;
    bool acrossColons = true; ///< for wildcards: may stand for a colon
};
using Pattern = std::vector<Unit>;
bool globMatches(const Pattern& pattern, const std::string& text);
/// Whether some text, all texts that `many` stands for are matched; the stars of `many` stand for anything.
bool someMatch(const Pattern& pattern, const std::string& many);
bool allMatch(const Pattern& pattern, const std::string& many);

/// A pattern in which variables are replaced; nothing when one has no value. `variables`: the document's version has
/// them. `wildcards`: `*` and `?` outside of variables are wildcards.
std::optional<Pattern> expanded(const std::string& text, const Facts& facts, bool variables, bool wildcards);
Pattern plainPattern(const std::string& text);
/// The text of a pattern without wildcards.
std::string literalText(const Pattern& pattern);

/// What comparing one value of the request with one of the policy gives; None: one of them is not of the type.
enum class Compared { None, No, Yes };
Compared compareNumbers(const std::string& relation, const std::string& value, const std::string& wanted);
Compared compareDates(const std::string& relation, const std::string& value, const std::string& wanted);
Compared compareBooleans(const std::string& value, const std::string& wanted);
Compared compareBinaries(const std::string& value, const std::string& wanted);
Compared compareAddresses(const std::string& value, const std::string& wanted);
Compared compareArns(const std::string& value, const Pattern& wanted);

/// Whether AWS would save it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// `documentFits` says it of what surrounds the statements.
bool documentFits(const Json& document);
bool statementFits(const Json& statement);
/// "Allow", "Deny", or nothing when it does not say.
std::string effectOf(const Json& statement);

bool conditionsHold(const Json& statement, bool variables, const Facts& facts);
bool resourceSpeaks(const Json& statement, bool variables, Kind kind, const Facts& facts);

struct StatementAnswer {
    bool matches = false;
    bool denies = false;
    Named named = Named::No; ///< for documents with a Principal
};
StatementAnswer ask(const Json& statement, bool variables, Kind kind, const Facts& facts);

} // namespace naive_policy
