// SPDX-License-Identifier: MIT
#include "app/cli/policy_command.h"

#include "core/base/message_ids.h"
#include "core/policy/case.h"
#include "core/policy/validate.h"

#include <fstream>
#include <istream>
#include <iterator>
#include <optional>
#include <ostream>

namespace waylight {
namespace {

constexpr int exitGood = 0;
constexpr int exitFindings = 1;
constexpr int exitBadInput = 2;

int usage(std::ostream& err) {
    err << toEnglish(message(MessageId::PolicyCommandUsage)) << '\n';
    return exitBadInput;
}

/// Opens FILE into `file`, or takes standard input for `-`; null with a diagnostic when it cannot be read.
std::istream* opened(const std::string& path, std::ifstream& file, std::istream& in, std::ostream& err) {
    if (path == "-")
        return &in;
    file.open(path, std::ios::binary);
    file.peek(); // a folder opens, but cannot be read
    if (file.is_open() && !file.bad()) {
        file.clear();
        return &file;
    }
    err << toEnglish(Diagnostic{Severity::Error, message(MessageId::FileUnreadable, path), {}, {}}) << '\n';
    return nullptr;
}

int evaluateCases(const std::string& path, std::istream& in, std::ostream& out, std::ostream& err) {
    std::ifstream file;
    std::istream* const lines = opened(path, file, in, err);
    if (!lines)
        return exitBadInput;
    int exitCode = exitGood;
    std::string line;
    for (std::size_t number = 1; std::getline(*lines, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const auto question = policy::readCase(line);
        if (!question) {
            Diagnostic problem = question.error();
            problem.file = path + ':' + std::to_string(number);
            err << toEnglish(problem) << '\n';
            exitCode = exitBadInput;
            continue;
        }
        const auto answer = policy::evaluate(question->policies, question->context);
        out << policy::toJson(*question, answer).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    }
    return exitCode;
}

std::optional<policy::PolicyType> typeNamed(const std::string& name) {
    using policy::PolicyType;
    constexpr std::pair<const char*, PolicyType> types[] = {{"endpoint", PolicyType::InterfaceEndpoint},
                                                            {"identity", PolicyType::Identity},
                                                            {"resource", PolicyType::Resource},
                                                            {"scp", PolicyType::ServiceControl},
                                                            {"rcp", PolicyType::ResourceControl}};
    for (const auto& [known, type] : types)
        if (name == known)
            return type;
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

int validatePolicy(const std::string& path, policy::PolicyType type, std::istream& in, std::ostream& out,
                   std::ostream& err) {
    std::ifstream file;
    std::istream* const source = opened(path, file, in, err);
    if (!source)
        return exitBadInput;
    const std::string text{std::istreambuf_iterator<char>(*source), {}};
    const auto parsed = policy::Document::parse(text);
    const auto problems = policy::validate(text, type);
    for (policy::Problem problem : problems) {
        const auto at = policy::positionAt(text, problem.range.begin);
        problem.diagnostic.file = path + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " +
                                  wordFor(problem.diagnostic.severity);
        (parsed.document ? out : err) << toEnglish(problem.diagnostic) << '\n';
    }
    if (!parsed.document)
        return exitBadInput;
    return problems.empty() ? exitGood : exitFindings;
}

} // namespace

int runPolicyCommand(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err) {
    if (!args.empty() && args[0] == "eval" && args.size() <= 2)
        return evaluateCases(args.size() == 2 ? args[1] : "-", in, out, err);
    if (args.empty() || args[0] != "validate" || args.size() != 4)
        return usage(err);
    const bool typeFirst = args[1] == "--type";
    const auto type = typeNamed(typeFirst ? args[2] : args[3]);
    if (!type || (!typeFirst && args[2] != "--type"))
        return usage(err);
    return validatePolicy(typeFirst ? args[3] : args[1], *type, in, out, err);
}

} // namespace waylight
