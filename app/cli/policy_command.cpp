// SPDX-License-Identifier: MIT
#include "app/cli/policy_command.h"

#include "app/cli/policy_validate.h"
#include "core/base/message_ids.h"
#include "core/policy/case.h"

#include <algorithm>
#include <istream>
#include <ostream>

namespace waylight {
namespace {

constexpr int exitGood = 0;
constexpr int exitBadInput = 2;

int evaluateCases(const std::string& path, const PolicyStreams& io) {
    return answerLines(path, io, [&](const std::string& line) -> Result<int> {
        const auto question = policy::readCase(line);
        if (!question)
            return question.error();
        const auto answer = policy::evaluate(question->policies, question->context);
        io.out << policy::toJson(*question, answer).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
        return exitGood;
    });
}

} // namespace

std::istream* openedPolicy(const std::string& path, std::ifstream& file, const PolicyStreams& io) {
    if (path == "-")
        return &io.in;
    file.open(path, std::ios::binary);
    file.peek(); // a folder opens, but cannot be read
    if (file.is_open() && !file.bad()) {
        file.clear();
        return &file;
    }
    io.err << toEnglish(Diagnostic{Severity::Error, message(MessageId::FileUnreadable, path), {}, {}}) << '\n';
    return nullptr;
}

int answerLines(const std::string& path, const PolicyStreams& io,
                const std::function<Result<int>(const std::string& line)>& answer) {
    std::ifstream file;
    std::istream* const lines = openedPolicy(path, file, io);
    if (!lines)
        return exitBadInput;
    int exitCode = exitGood;
    std::string line;
    for (std::size_t number = 1; std::getline(*lines, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const Result<int> answered = answer(line);
        exitCode = std::max(exitCode, answered ? *answered : exitBadInput);
        if (answered)
            continue;
        Diagnostic problem = answered.error();
        problem.file = path + ':' + std::to_string(number);
        io.err << toEnglish(problem) << '\n';
    }
    return exitCode;
}

int refusePolicyUsage(const PolicyStreams& io) {
    io.err << toEnglish(message(MessageId::PolicyCommandUsage, policyTypeNames())) << '\n';
    return exitBadInput;
}

int runPolicyCommand(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err) {
    const PolicyStreams io{in, out, err};
    if (!args.empty() && args[0] == "eval" && args.size() <= 2)
        return evaluateCases(args.size() == 2 ? args[1] : "-", io);
    if (!args.empty() && args[0] == "validate")
        return runPolicyValidate({args.begin() + 1, args.end()}, io);
    return refusePolicyUsage(io);
}

} // namespace waylight
