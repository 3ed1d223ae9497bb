// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cloudformation/template.h"

#include <functional>
#include <map>
#include <optional>

namespace waylight::cloudformation {

/// What a place of a template comes to; none: AWS::NoValue, which takes its member or element away.
using Value = std::optional<Json>;

/// Whether a condition holds. Open: it depends on what is not known.
enum class Truth : std::uint8_t { False, True, Open };

/// An intrinsic function and what it is applied to.
struct Call {
    std::string_view name; ///< without "Fn::"
    DocumentNode argument;
};

std::optional<Call> callOf(const DocumentNode& node);

/// The unknown value that consists of one open place: "${inner}".
Json openPlace(const std::string& inner);
/// What is between the braces of an unknown value that is one open place; empty: it is something else.
std::string innerOf(const Json& unknown);

/// Works out the values of a template. Time and memory are bounded, also for templates made to cost much.
class Evaluator {
public:
    Evaluator(Template& from, const ReadOptions& options, const std::string& assumedRegion, Reporter& reporter);

    Value value(const DocumentNode& node);
    /// The same where something must stand: null for nothing.
    Json something(const DocumentNode& node);
    Truth truth(const DocumentNode& node);
    Truth condition(const std::string& name, Position at);
    /// Whether a resource is created.
    Truth exists(const TemplateResource& resource);
    /// The name of its condition; empty: none.
    std::string conditionOf(const TemplateResource& resource);

    /// What `Ref` gives.
    Value reference(const std::string& name, Position at);
    /// What `Fn::GetAtt` gives.
    Value attribute(const std::string& resource, const std::string& name, Position at);

    /// Calls `visit(name, value)` for what an Fn::ForEach member stands for.
    using Visit = std::function<void(std::string name, const DocumentMember& member)>;
    void forEach(const DocumentMember& loop, const Visit& visit);
    /// What is evaluated meanwhile belongs to this resource.
    Value valueIn(const TemplateResource& resource, const DocumentNode& node);

    const std::string& region();                                    ///< notes that it was assumed, if so
    const std::string& account();                                   ///< likewise
    std::string partition() const;                                  ///< aws, aws-cn, …
    std::string domain() const;                                     ///< amazonaws.com, …
    std::string zone(const std::string& region, std::size_t index); ///< likewise
    const std::string& plainRegion() const { return m_region; }
    const std::string& plainAccount() const { return m_account; }

    /// Takes the cost of a made value off what is left; false: nothing is left.
    bool charge(std::size_t bytes);
    std::string withLoops(std::string_view text);
    /// A known text, with {{resolve:…}} in it an unknown one.
    static Json textJson(std::string text);

    /// Warns about the resource that is being worked on, and gives an unknown value.
    Json wrong(Message what);
    Json wrongArguments(const char* function, const char* expected, Position at);
    void say(Severity severity, Message what);

    const Template& source() const { return m_template; }
    const Loops& loops() const { return m_loops; }
    Names openParameters;
    Names imports;
    Names transforms;

private:
    Value unchecked(const DocumentNode& node);
    Value called(const Call& call, const DocumentNode& node);
    Json list(const DocumentNode& node);
    Json object(const DocumentNode& node);
    std::optional<Value> pseudoParameter(const std::string& name);
    Json parameter(const std::string& name, const DocumentNode& declared);
    Json referenceTo(const TemplateResource& resource);
    Json attributeOf(const TemplateResource& resource, const std::string& name, Position at);
    Value property(const TemplateResource& resource, std::string_view name);
    std::string nameOf(const TemplateResource& resource);
    Json filledPattern(std::string_view pattern, const TemplateResource& resource);
    Truth uncheckedTruth(const DocumentNode& node);
    Truth comparison(const DocumentNode& argument);
    Truth allOrAny(const DocumentNode& argument, Truth decisive);

    Template& m_template;
    const ReadOptions& m_options;
    Reporter& m_reporter;
    std::string m_region;
    std::string m_account;
    bool m_regionAssumed;
    bool m_accountAssumed;
    std::size_t m_budget;
    int m_depth = 0;
    std::string m_pointer; ///< of the resource that is being worked on
    Loops m_loops;
    std::unordered_map<std::string, Json> m_parameters;  ///< known so far
    std::unordered_map<std::string, Truth> m_conditions; ///< likewise
    std::set<std::string> m_openConditions;              ///< being worked out
    using Property = std::pair<const TemplateResource*, std::string>;
    std::map<Property, Value> m_properties; ///< that others refer to, known so far
    std::set<Property> m_openProperties;    ///< being worked out
    bool m_saidTooDeep = false;
};

/// A text in the making; an open one once a part of it is.
class OpenText {
public:
    explicit OpenText(Evaluator& evaluator) : m_evaluator(evaluator) {}
    void add(std::string_view text);
    void add(const Json& value);
    Json json() &&;

private:
    Evaluator& m_evaluator;
    std::string m_text;
    bool m_open = false;
};

} // namespace waylight::cloudformation
