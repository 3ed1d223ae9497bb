// SPDX-License-Identifier: MIT
#include "core/policy/case.h"

#include "core/base/message_ids.h"
#include "core/policy/catalog.h"

namespace waylight::policy {
namespace {

/// Values of one key of a request.
constexpr std::size_t valueLimit = 1000;

Diagnostic problem(Message what, std::string pointer) {
    return {Severity::Error, std::move(what), {}, std::move(pointer)};
}

/// A member, or null when it is absent, null or not in an object.
const Json* find(const Json& object, const char* name) {
    const auto at = object.is_object() ? object.find(name) : object.end();
    return !object.is_object() || at == object.end() || at->is_null() ? nullptr : &*at;
}

std::string textOf(const Json& object, const char* name) {
    const Json* member = find(object, name);
    return member && member->is_string() ? member->get<std::string>() : std::string();
}

bool isScalar(const Json& value) {
    return value.is_string() || value.is_number() || value.is_boolean();
}

std::string scalarText(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

class CaseReader {
public:
    explicit CaseReader(const Json& line) : m_line(line) {}

    Result<Case> read() {
        m_case.id = find(m_line, "id") ? *find(m_line, "id") : Json();
        readRequest();
        if (const Json* policies = find(m_line, "policies"))
            readPolicies(*policies);
        if (m_error)
            return *m_error;
        addPrincipalKeys(m_case.context);
        return std::move(m_case);
    }

private:
    void fail(Diagnostic error) {
        if (!m_error)
            m_error = std::move(error);
    }

    void readRequest() {
        RequestContext& context = m_case.context;
        const Json* request = find(m_line, "request");
        const std::string principal = request ? textOf(*request, "principal") : std::string();
        context.action = request ? textOf(*request, "action") : std::string();
        context.resource = request ? textOf(*request, "resource") : std::string();
        if (principal.empty() || context.action.empty() || context.resource.empty())
            return fail(problem(message(MessageId::PolicyCaseNotRequest), "/request"));
        auto parsed = Principal::parse(principal);
        if (!parsed)
            return fail(problem(parsed.error().message, "/request/principal"));
        context.principal = *std::move(parsed);
        context.resourceAccount = textOf(*request, "resourceAccount");
        const Json* noResource = find(*request, "wildcardOnlyAction");
        context.actionHasNoResource =
            noResource ? *noResource == true
                       : context.resource == "*" && Catalog::builtIn().actionHasNoResource(context.action);
        if (const Json* unknown = find(*request, "unknownKeys"))
            for (const Json& key : *unknown)
                context.keys.setUnknown(scalarText(key));
        if (const Json* keys = find(*request, "context"))
            readKeys(*keys);
    }

    void readKeys(const Json& keys) {
        if (!keys.is_object())
            return fail(problem(message(MessageId::PolicyNotObject, "context"), "/request/context"));
        for (const auto& [name, value] : keys.items()) {
            std::vector<std::string> values;
            bool good = isScalar(value) || (value.is_array() && value.size() <= valueLimit);
            for (const Json& item : value.is_array() ? value : Json::array({value})) {
                good = good && isScalar(item);
                if (good)
                    values.push_back(scalarText(item));
            }
            if (!good)
                return fail(problem(message(MessageId::PolicyCaseBadValue), joinedPointer("/request/context", name)));
            // Names are compared without case: two that differ only by it would say two things at once.
            if (m_case.context.keys.has(name))
                return fail(
                    problem(message(MessageId::PolicyDuplicateName, name), joinedPointer("/request/context", name)));
            m_case.context.keys.set(name, std::move(values));
        }
    }

    void readPolicies(const Json& policies) {
        PolicySet& set = m_case.policies;
        set.identity = readList(policies, "identity");
        set.boundary = readList(policies, "boundary");
        set.session = readList(policies, "session");
        set.resource = readList(policies, "resource");
        set.scp = readLevels(policies, "scp");
        set.rcp = readLevels(policies, "rcp");
        for (Source& source : readList(policies, "vpce"))
            set.endpoints.push_back({std::move(source), false});
    }

    /// A list of documents, or one document alone.
    std::vector<Source> readList(const Json& policies, const char* name) {
        const Json* list = find(policies, name);
        const std::string pointer = joinedPointer("/policies", std::string(name));
        if (!list)
            return {};
        return list->is_array() ? readItems(*list, pointer) : std::vector<Source>{readDocument(*list, pointer)};
    }

    std::vector<std::vector<Source>> readLevels(const Json& policies, const char* name) {
        std::vector<std::vector<Source>> levels;
        const Json* list = find(policies, name);
        const std::string pointer = joinedPointer("/policies", std::string(name));
        if (!list)
            return levels;
        if (!list->is_array()) {
            fail(problem(message(MessageId::PolicyCaseBadPolicy, "a list of lists of policies"), pointer));
            return levels;
        }
        for (std::size_t i = 0; i < list->size(); ++i)
            levels.push_back(readItems((*list)[i], joinedPointer(pointer, i)));
        return levels;
    }

    std::vector<Source> readItems(const Json& list, const std::string& pointer) {
        std::vector<Source> sources;
        if (!list.is_array())
            fail(problem(message(MessageId::PolicyCaseBadPolicy, "a list of policies"), pointer));
        else
            for (std::size_t i = 0; i < list.size(); ++i)
                sources.push_back(readDocument(list[i], joinedPointer(pointer, i)));
        return sources;
    }

    Source readDocument(const Json& value, const std::string& pointer) {
        auto parsed = Document::parse(value.is_string() ? value.get<std::string>()
                                                        : value.dump(-1, ' ', false, Json::error_handler_t::replace));
        if (!parsed.document)
            fail(problem(parsed.problems.front().diagnostic.message, pointer));
        return {pointer, parsed.document};
    }

    const Json& m_line;
    Case m_case;
    std::optional<Diagnostic> m_error;
};

const char* toString(Match match) {
    constexpr const char* names[] = {"no", "unknown", "yes"};
    return names[static_cast<std::size_t>(match)];
}

const char* toString(StatementPart part) {
    constexpr const char* names[] = {"", "malformed", "action", "resource", "principal", "condition"};
    return names[static_cast<std::size_t>(part)];
}

void addStatements(Json& list, const SourceOutcome& source) {
    for (const StatementOutcome& statement : source.outcome.statements) {
        Json entry;
        entry["pointer"] = source.label + source.document->pointerOf(statement.place);
        entry["effect"] = statement.effect == Effect::Allow ? "Allow" : "Deny";
        entry["match"] = toString(statement.match);
        if (statement.part != StatementPart::None)
            entry["failed"] = toString(statement.part);
        list.push_back(std::move(entry));
    }
}

} // namespace

Result<Case> readCase(std::string_view line) {
    const auto json = parseJson(line);
    if (!json)
        return json.error();
    return CaseReader(*json).read();
}

Json toJson(const Case& question, const Evaluation& answer) {
    Json out;
    out["id"] = question.id;
    out["decision"] = toString(answer.decision);
    out["blockedBy"] = Json::array();
    for (const Layer layer : answer.blockers())
        out["blockedBy"].push_back(shortName(layer));
    if (answer.decision == Decision::Unknown)
        out["missing"] = answer.missingKeys;
    out["statements"] = Json::array();
    for (const LayerResult& layer : answer.layers)
        for (const SourceOutcome& source : layer.sources)
            if (source.document)
                addStatements(out["statements"], source);
    return out;
}

} // namespace waylight::policy
