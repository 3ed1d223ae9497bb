// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/input.h"

#include "core/analysis/expectations.h"
#include "core/base/message_ids.h"
#include "core/formats/files.h"
#include "core/formats/junit.h"
#include "core/formats/origin.h"
#include "core/formats/trace_json.h"
#include "core/model/codec.h"

#include <algorithm>
#include <iostream>

namespace waylight::cli {
namespace {

const char* word(Severity severity) {
    static constexpr const char* words[] = {"note", "warning", "error"};
    return words[static_cast<int>(severity)];
}

/// Where the template that a resource comes from declares it, from 1; 0: not known.
int lineOf(const Topology& topology, const Id& id) {
    const ResourcePtr resource = topology.find(id);
    return resource ? originOf(base(*resource)).line : 0;
}

Json findingJson(const Finding& finding, const Topology& topology) {
    Json out = {{"rule", finding.rule},       {"severity", word(finding.severity)},    {"resource", finding.resource},
                {"pointer", finding.pointer}, {"message", toEnglish(finding.message)}, {"approved", finding.approved}};
    if (const int line = lineOf(topology, finding.resource); line > 0)
        out["line"] = line;
    return out;
}

void print(const Finding& finding, const Topology& topology, std::ostream& out) {
    const int line = lineOf(topology, finding.resource);
    out << (line > 0 ? "line " + std::to_string(line) + ": " : "") << word(finding.severity) << ": " << finding.rule
        << ": " << finding.resource << finding.pointer << ": " << toEnglish(finding.message)
        << (finding.approved ? " (approved)" : "") << '\n';
}

const std::string& nameOf(const Request& request) {
    return request.name.empty() ? request.id : request.name;
}

void printChecks(const std::vector<ExpectationResult>& results, const std::vector<Finding>& found,
                 const Topology& topology, bool json, std::ostream& out) {
    if (json) {
        Json document = {{"expectations", Json::array()}, {"findings", Json::array()}};
        for (const auto& result : results)
            document["expectations"].push_back({{"request", result.trace.request.id},
                                                {"holds", result.holds},
                                                {"message", toEnglish(result.message)},
                                                {"trace", traceJson(result.trace, {})}});
        for (const Finding& finding : found)
            document["findings"].push_back(findingJson(finding, topology));
        out << document.dump(2) << '\n';
        return;
    }
    for (const auto& result : results)
        out << (result.holds ? "holds  " : "FAILS  ") << nameOf(result.trace.request) << ": "
            << toEnglish(result.message) << '\n';
    for (const Finding& finding : found)
        print(finding, topology, out);
    if (results.empty())
        out << toEnglish(message(MessageId::NoExpectations)) << '\n';
}

bool isOpen(const Finding& finding) {
    return !finding.approved;
}

} // namespace

int runCheck(const std::vector<std::string>& words, const Streams& io) {
    const auto arguments = Arguments::parse(words, {"json", "strict"}, {"junit"});
    if (!arguments)
        return refuse(arguments.error().message, io);
    if (arguments->words().size() != 1)
        return refuse(message(MessageId::UsageFile, "check"), io);
    const auto design = openDesign(arguments->words().front(), io);
    if (!design)
        return badUsage;
    const Network network = Network::compile(design->topology);
    const auto results = checkedExpectations(*design, network);
    std::vector<Finding> found;
    if (arguments->has("strict"))
        found = findings(*design, network);
    std::erase_if(found, [](const Finding& finding) { return finding.approved || finding.severity == Severity::Note; });
    if (const std::string path = arguments->value("junit"); !path.empty())
        if (const auto failure = saveFile(path, junitReport(design->name, results, found))) {
            complain(*failure, io);
            return badUsage;
        }
    printChecks(results, found, design->topology, arguments->has("json"), io.out);
    const bool good = std::all_of(results.begin(), results.end(), [](const auto& result) { return result.holds; });
    return good && found.empty() ? allowed : blocked;
}

int runLint(const std::vector<std::string>& words, const Streams& io) {
    const auto arguments = Arguments::parse(words, {"json"}, {});
    if (!arguments)
        return refuse(arguments.error().message, io);
    if (arguments->words().size() != 1)
        return refuse(message(MessageId::UsageFile, "lint"), io);
    const auto design = openDesign(arguments->words().front(), io);
    if (!design)
        return badUsage;
    const auto found = findings(*design, Network::compile(design->topology));
    if (arguments->has("json")) {
        Json json = Json::array();
        for (const Finding& finding : found)
            json.push_back(findingJson(finding, design->topology));
        io.out << json.dump(2) << '\n';
    } else {
        for (const Finding& finding : found)
            print(finding, design->topology, io.out);
    }
    return std::any_of(found.begin(), found.end(), isOpen) ? blocked : allowed;
}

int runSchema(const std::vector<std::string>& words, const Streams& io) {
    if (!words.empty())
        return refuse(message(MessageId::UnknownOption, words.front()), io);
    io.out << formatJson(fileSchema()) << '\n';
    return allowed;
}

} // namespace waylight::cli
