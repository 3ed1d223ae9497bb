// SPDX-License-Identifier: MIT
#include "app/cli/policy_validate.h"

#include "app/cli/policy_command.h"
#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/policy/lint.h"
#include "core/policy/public_access.h"
#include "core/policy/service_errors.h"
#include "core/policy/validate.h"

#include <algorithm>
#include <fstream>
#include <istream>
#include <iterator>
#include <optional>
#include <ostream>

namespace waylight {
namespace {

using policy::PolicyForm;

constexpr int exitGood = 0;
constexpr int exitFindings = 1;
constexpr int exitBadInput = 2;

/// A customer's policy that is attached to users, groups or roles is a managed one unless said otherwise.
constexpr std::pair<const char*, PolicyForm> types[] = {
    {"endpoint", PolicyForm::InterfaceEndpoint},
    {"interface-endpoint", PolicyForm::InterfaceEndpoint},
    {"gateway-endpoint", PolicyForm::GatewayEndpoint},
    {"identity", PolicyForm::Managed},
    {"inline-user", PolicyForm::UserInline},
    {"inline-group", PolicyForm::GroupInline},
    {"inline-role", PolicyForm::RoleInline},
    {"boundary", PolicyForm::Boundary},
    {"session", PolicyForm::Session},
    {"resource", PolicyForm::Resource},
    {"bucket", PolicyForm::Bucket},
    {"access-point", PolicyForm::AccessPoint},
    {"trust", PolicyForm::Trust},
    {"scp", PolicyForm::ServiceControl},
    {"rcp", PolicyForm::ResourceControl},
};

std::optional<PolicyForm> formNamed(const std::string& name) {
    for (const auto& [known, form] : types)
        if (name == known)
            return form;
    return std::nullopt;
}

const char* wordFor(Severity severity) {
    switch (severity) {
    case Severity::Note:
        return "note";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        break;
    }
    return "error";
}

std::string dumped(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// What there is to say about one document.
struct Report {
    std::string text;
    PolicyForm form = PolicyForm::Managed;
    policy::DocumentPtr document; ///< null when the text is not a JSON object
    policy::Problems problems;
    std::optional<policy::ServiceError> serviceError;
    std::vector<policy::LintFinding> doubts; ///< what AWS accepts; they change neither validity nor exit code

    int exitCode() const {
        if (!document)
            return exitBadInput;
        return problems.empty() && !serviceError ? exitGood : exitFindings;
    }
};

/// The lint's findings that `validate` has not reported already.
std::vector<policy::LintFinding> doubtsAbout(const Report& report) {
    auto doubts = policy::lint(report.document, report.form);
    std::erase_if(doubts, [&](const policy::LintFinding& doubt) {
        return std::any_of(report.problems.begin(), report.problems.end(), [&](const policy::Problem& problem) {
            return problem.range == doubt.problem.range &&
                   problem.diagnostic.message.id == doubt.problem.diagnostic.message.id;
        });
    });
    return doubts;
}

Report reportOn(std::string text, PolicyForm form) {
    Report report;
    report.form = form;
    report.document = policy::Document::parse(text).document;
    report.problems = policy::validate(text, form);
    report.serviceError = policy::serviceError(text, form);
    report.text = std::move(text);
    report.doubts = doubtsAbout(report);
    return report;
}

Json toJson(const policy::Problem& problem, const Report& report) {
    const auto at = policy::positionAt(report.text, problem.range.begin);
    const Diagnostic& found = problem.diagnostic;
    Json json{{"severity", wordFor(found.severity)},
              {"code", messageName(found.message.id)},
              {"pointer", found.pointer},
              {"line", at.line},
              {"column", at.column},
              {"begin", problem.range.begin},
              {"end", problem.range.end},
              {"message", toEnglish(found.message)}};
    if (std::string words = policy::serviceText(problem, report.form); !words.empty())
        json["service"] = std::move(words);
    return json;
}

/// The request that shows a finding: what it gets, and what the policy reads like. `alone`: as the statement alone
/// decides, because the rest of the policy makes up for it.
Json toJson(const policy::Witness& witness) {
    const policy::RequestContext& request = witness.request;
    Json context = Json::object();
    for (const policy::ContextKey& key : request.keys.all())
        context[key.name] = key.values.size() == 1 ? Json(key.values.front()) : Json(key.values);
    return {{"principal", request.principal.arn.empty() ? "anonymous" : request.principal.arn},
            {"action", request.action},
            {"resource", request.resource},
            {"context", std::move(context)},
            {"decision", toString(witness.decision)},
            {"expected", toString(witness.expected)},
            {"alone", witness.alone}};
}

/// `{"id", "valid", "serviceError", "problems": […], "findings": […]}`, for a bucket's policy also `"public"` and the
/// pointers of the `"publicStatements"`. Each finding has its `"witness"`, null where no request can show it.
Json toJson(const Json& id, const Report& report) {
    Json json = Json::object();
    if (!id.is_null())
        json["id"] = id;
    json["valid"] = !report.serviceError &&
                    std::none_of(report.problems.begin(), report.problems.end(),
                                 [](const auto& problem) { return problem.diagnostic.severity == Severity::Error; });
    json["serviceError"] = report.serviceError ? Json(report.serviceError->text) : Json();
    Json& problems = json["problems"] = Json::array();
    for (const policy::Problem& problem : report.problems)
        problems.push_back(toJson(problem, report));
    Json& findings = json["findings"] = Json::array();
    for (const policy::LintFinding& doubt : report.doubts) {
        Json finding = toJson(doubt.problem, report);
        finding["code"] = doubt.code;
        finding["witness"] = doubt.witness ? toJson(*doubt.witness) : Json();
        findings.push_back(std::move(finding));
    }
    if (report.form == PolicyForm::Bucket && report.document) {
        const auto access = policy::publicAccess(*report.document);
        json["public"] = access.isPublic;
        Json& statements = json["publicStatements"] = Json::array();
        for (const std::size_t index : access.statements)
            statements.push_back(report.document->pointerOf({report.document->statements()[index].node, false}));
    }
    return json;
}

std::string says(const std::string& words) {
    return toEnglish(message(MessageId::PolicyServiceSays, words));
}

/// `file:line:column: severity: pointer: sentence`, and below it what AWS says. AWS names one error only.
void writeText(const std::string& path, const Report& report, std::ostream& out) {
    const auto placeOf = [&](const policy::TextRange& range) {
        const auto at = policy::positionAt(report.text, range.begin);
        return path + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": ";
    };
    for (policy::Problem problem : report.problems) {
        problem.diagnostic.file = placeOf(problem.range) + wordFor(problem.diagnostic.severity);
        out << toEnglish(problem.diagnostic) << '\n';
        if (const std::string words = policy::serviceText(problem, report.form); !words.empty())
            out << "  " << says(words) << '\n';
    }
    for (const policy::LintFinding& doubt : report.doubts) {
        Diagnostic found = doubt.problem.diagnostic;
        found.file = placeOf(doubt.problem.range) + wordFor(found.severity) + ": " + std::string(doubt.code);
        if (found.severity != Severity::Note)
            out << toEnglish(found) << '\n';
    }
    if (report.serviceError && report.problems.empty())
        out << placeOf(report.serviceError->range) << wordFor(Severity::Error) << ": "
            << says(report.serviceError->text) << '\n';
}

int validateFile(const std::string& path, PolicyForm form, bool json, const PolicyStreams& io) {
    std::ifstream file;
    std::istream* const source = openedPolicy(path, file, io);
    if (!source)
        return exitBadInput;
    const Report report = reportOn({std::istreambuf_iterator<char>(*source), {}}, form);
    if (json)
        io.out << dumped(toJson(Json(), report)) << '\n';
    else
        writeText(path, report, report.document ? io.out : io.err);
    return report.exitCode();
}

/// A line `{"id", "type", "document"}`, whose document is an object or the text of one.
Result<std::pair<Json, Report>> readLine(const std::string& line) {
    const auto parsed = parseJson(line);
    if (!parsed)
        return parsed.error();
    const Diagnostic wrong{Severity::Error, message(MessageId::PolicyLineNotPolicy, policyTypeNames()), {}, {}};
    if (!parsed->is_object() || !parsed->contains("document") || !parsed->value("type", Json()).is_string())
        return wrong;
    const auto form = formNamed(parsed->at("type").get<std::string>());
    if (!form)
        return wrong;
    const Json& document = parsed->at("document");
    std::string text = document.is_string() ? document.get<std::string>() : dumped(document);
    return std::pair(parsed->value("id", Json()), reportOn(std::move(text), *form));
}

int validateLines(const std::string& path, const PolicyStreams& io) {
    return answerLines(path, io, [&](const std::string& line) -> Result<int> {
        const auto answer = readLine(line);
        if (!answer)
            return answer.error();
        io.out << dumped(toJson(answer->first, answer->second)) << '\n';
        return std::min(answer->second.exitCode(), exitFindings);
    });
}

} // namespace

std::string policyTypeNames() {
    std::string all;
    for (const auto& [name, form] : types)
        all.append(all.empty() ? "" : ", ").append(name);
    return all;
}

int runPolicyValidate(const std::vector<std::string>& args, const PolicyStreams& io) {
    std::optional<std::string> path;
    std::optional<PolicyForm> form;
    bool json = false;
    bool lines = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--json")
            json = true;
        else if (args[i] == "--jsonl")
            lines = true;
        else if (args[i] == "--type" && !form && i + 1 < args.size() && formNamed(args[i + 1]))
            form = formNamed(args[++i]);
        else if (!path && (args[i] == "-" || args[i].substr(0, 1) != "-"))
            path = args[i];
        else
            return refusePolicyUsage(io);
    }
    if (lines)
        return form || json ? refusePolicyUsage(io) : validateLines(path.value_or("-"), io);
    return path && form ? validateFile(*path, *form, json, io) : refusePolicyUsage(io);
}

} // namespace waylight
