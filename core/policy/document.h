// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/arn_pattern.h"
#include "core/policy/json_tree.h"
#include "core/policy/match.h"
#include "core/policy/operators.h"
#include "core/policy/value_template.h"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace waylight::policy {

enum class Effect : std::uint8_t { Allow, Deny };

/// A place in a document: a value, or the name of a member.
struct Place {
    NodeId node = noNode; ///< `noNode`: nowhere in particular
    bool onName = false;

    bool operator==(const Place&) const = default;
};

struct PrincipalPattern {
    enum class Kind : std::uint8_t { Everyone, Account, Arn, Service, Federated, CanonicalUser };
    Kind kind = Kind::Everyone;
    std::string text; ///< account id, ARN or name
    NodeId node = noNode;
};

struct ActionPattern {
    Glob service; ///< lower case
    Glob name;    ///< lower case
    bool everything = false;
    bool usable = true; ///< false: neither `*` nor `service:name`; matches nothing
    NodeId node = noNode;
};

struct ResourceValue {
    std::variant<ResourcePattern, ValueTemplate> pattern; ///< a template when there are variables
    NodeId node = noNode;
};

/// An element that exists in a positive and a negative form: Action and NotAction, and so on.
template <class Pattern>
struct Element {
    bool present = false;
    bool negated = false;
    NodeId node = noNode;
    std::vector<Pattern> patterns;
};

struct ConditionValue {
    Operand operand;
    NodeId node = noNode;
};

struct Condition {
    Operator op;
    std::string lowerKey;
    NodeId operatorNode = noNode;
    NodeId keyNode = noNode; ///< its name is the key, its value the values
    std::vector<ConditionValue> values;
    Match whenKeyOpen = Match::Unknown; ///< Yes or No when it says that of every value, and of none (open_conditions.h)
};

/// One statement, compiled for matching. `wellFormed` is false when AWS would refuse it; such a statement is never
/// guessed at: whether it matches is unknown.
struct Statement {
    NodeId node = noNode;
    std::string sid;
    Effect effect = Effect::Allow;
    bool effectKnown = true; ///< false: nobody can say whether it is meant to allow or to deny; not well-formed either
    bool wellFormed = true;
    Place malformedAt;
    Element<PrincipalPattern> principal;
    Element<ActionPattern> action;
    Element<ResourceValue> resource;
    std::vector<Condition> conditions;
};

class Document;
struct ParsedDocument;

/// A policy document: an immutable value that keeps its text and knows the bytes of each of its tokens.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
class Document {
public:
    /// Reads a policy. There is a document whenever the text is a JSON object; its grammar errors are in `problems`.
    static ParsedDocument parse(std::string text);

    const std::string& text() const { return m_text; }
    const JsonTree& tree() const { return m_tree; }
    const std::string& version() const { return m_version; } ///< "2008-10-17" when the document does not say
    bool hasVariables() const { return m_version != "2008-10-17"; }
    const std::vector<Statement>& statements() const { return m_statements; }

    /// JSON pointer such as "/Statement/0/Condition/StringEquals/aws:SourceVpce".
    std::string pointerOf(Place place) const;
    /// The bytes of a place; the whole text for nowhere in particular.
    TextRange rangeOf(Place place) const;

private:
    friend class DocumentReader;
    std::string m_text;
    JsonTree m_tree;
    std::string m_version = "2008-10-17";
    std::vector<Statement> m_statements;
};

using DocumentPtr = std::shared_ptr<const Document>;

/// What reading a policy gives: a document, null when the text is not a JSON object, and what is wrong with it.
struct ParsedDocument {
    DocumentPtr document;
    Problems problems;
};

} // namespace waylight::policy
