// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/input.h"

#include "core/base/message_ids.h"
#include "core/formats/analyzer/analysis.h"
#include "core/formats/path_options.h"
#include "core/formats/trace_json.h"
#include "core/policy/known_actions.h"
#include "core/trace/action_choices.h"
#include "core/trace/engine.h"

#include <fstream>
#include <iostream>

namespace waylight::cli {
namespace {

int exitCode(Verdict verdict) {
    return verdict == Verdict::Allowed ? allowed : verdict == Verdict::Blocked ? blocked : unknown;
}

/// JSON as it stands in the option, or the file that the option names.
Result<std::string> textOrFile(const std::string& value) {
    const auto first = value.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || value[first] == '{')
        return value;
    std::ifstream file(value, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file)
        return message(MessageId::FileUnreadable, value);
    return text;
}

/// The request that the options describe.
Result<Request> requestFrom(const Arguments& arguments) {
    Request request;
    request.from = arguments.value("from");
    request.action = arguments.value("action");
    request.resource = arguments.value("resource");
    request.resourceRegion = arguments.value("resource-region");
    request.resourceAccount = arguments.value("resource-account");
    request.copySource = arguments.value("copy-source");
    const auto session = textOrFile(arguments.value("session-policy"));
    if (!session)
        return session.error();
    request.sessionPolicy.text = *session;
    request.region = arguments.value("region");
    request.to = arguments.value("to");
    if (request.resource.empty() && namedPart(nullptr, request.action) == NamedPart::Nothing)
        request.resource = "*";
    if (!request.from || (request.isApiCall() ? request.resource.empty() : !request.to))
        return message(MessageId::UsageTrace);
    if (const std::string text = arguments.value("protocol"); !text.empty()) {
        const auto protocol = Protocol::parse(text);
        if (!protocol)
            return protocol.error();
        request.protocol = *protocol;
    }
    const auto port = arguments.number("port", request.port, 0, 65535);
    const auto sourcePort = arguments.number("source-port", request.sourcePort, 0, 65535);
    if (!port || !sourcePort)
        return port ? sourcePort.error() : port.error();
    request.port = *port;
    request.sourcePort = *sourcePort;
    for (const std::string& component : arguments.values("through"))
        request.through.push_back(component);
    for (const std::string& component : arguments.values("avoiding"))
        request.avoiding.push_back(component);
    for (const std::string_view option : pathFilterOptions)
        for (const std::string& text : arguments.values(std::string(option)))
            if (const auto wrong = setPathFilter(request, option, text))
                return *wrong;
    for (const std::string& pair : arguments.values("context")) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0)
            return message(MessageId::NotAKeyValue, pair);
        request.context[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return request;
}

void printCheck(const Check& check, std::ostream& out) {
    static constexpr const char* marks[] = {"ok", "BLOCKED", "unknown"};
    out << "    " << marks[static_cast<int>(check.outcome)] << "  [" << enumName(check.stage) << "] "
        << toEnglish(check.message);
    if (check.outcome != Outcome::Pass)
        out << " (" << check.code << ", " << check.resource << check.pointer << ')';
    out << '\n';
}

void printTrace(const Trace& trace, const std::vector<Fix>& fixes, std::ostream& out) {
    out << enumName(trace.verdict) << '\n';
    Direction direction = Direction::Forward;
    for (const Hop& hop : trace.hops) {
        if (hop.direction != direction)
            out << "  and back:\n";
        direction = hop.direction;
        out << "  " << hop.kind << ' ' << hop.resource << '\n';
        for (const Check& check : hop.checks)
            printCheck(check, out);
    }
    for (const Missing& missing : trace.missing)
        out << "  not known: " << toEnglish(missing.message) << '\n';
    for (const Message& item : trace.cost.items)
        out << "  cost: " << toEnglish(item) << '\n';
    for (const Fix& fix : fixes)
        out << "  fix: " << toEnglish(fix.title) << (fix.allows ? "" : " (removes this blocker; others remain)")
            << '\n';
}

/// How a trace is printed.
enum class Format { Text, Json, ReachabilityAnalyzer };

Result<Format> formatOf(const Arguments& arguments) {
    const std::string name = arguments.value("format");
    if (name.empty())
        return arguments.has("json") ? Format::Json : Format::Text;
    if (name == "text")
        return Format::Text;
    if (name == "json")
        return Format::Json;
    if (name == "reachability-analyzer")
        return Format::ReachabilityAnalyzer;
    return message(MessageId::NotATraceFormat, name);
}

int answer(const Design& design, const Network& network, const Request& request, Format format, const Streams& io) {
    if (request.isApiCall())
        if (const auto unknown = policy::unknownAction(request.action))
            complain({Severity::Warning, *unknown, {}, {}}, io);
    const Trace result = trace(network, request);
    if (format == Format::ReachabilityAnalyzer)
        io.out << reachabilityAnalysis(result, design.topology).dump(2) << '\n';
    else if (format == Format::Json)
        io.out << traceJson(result, fixes(design, result), &design).dump(2) << '\n';
    else
        printTrace(result, fixes(design, result), io.out);
    return exitCode(result.verdict);
}

/// One trace a line; a line that cannot be read is complained about, answered with an error object, and the rest goes
/// on.
int batch(const Design& design, const Network& network, const std::string& path, Format format, const Streams& io) {
    std::ifstream file;
    if (path != "-") {
        file.open(path);
        if (!file)
            return refuse(message(MessageId::FileUnreadable, path), io);
    }
    std::istream& in = path == "-" ? io.in : file;
    int code = allowed;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        auto read = requestFromLine(line, path + ':' + std::to_string(number));
        if (!read) {
            complain(read.error(), io);
            io.out << Json{{"error", toEnglish(read.error())}}.dump() << '\n';
            code = badUsage;
            continue;
        }
        Request request = read->request;
        request.region = read->region;
        const Trace result = trace(network, request);
        io.out << (format == Format::ReachabilityAnalyzer ? reachabilityAnalysis(result, design.topology)
                                                          : traceJson(result, {}))
                      .dump()
               << '\n';
    }
    return code;
}

} // namespace

int runTrace(const std::vector<std::string>& words, const Streams& io) {
    std::set<std::string_view> options = {"from",
                                          "action",
                                          "resource",
                                          "resource-region",
                                          "resource-account",
                                          "copy-source",
                                          "session-policy",
                                          "context",
                                          "to",
                                          "protocol",
                                          "port",
                                          "source-port",
                                          "region",
                                          "request",
                                          "batch",
                                          "format",
                                          "through",
                                          "avoiding"};
    options.insert(pathFilterOptions.begin(), pathFilterOptions.end());
    const auto arguments = Arguments::parse(words, {"json"}, options);
    if (!arguments)
        return refuse(arguments.error().message, io);
    if (arguments->words().size() != 1)
        return refuse(message(MessageId::UsageFile, "trace"), io);
    const auto format = formatOf(*arguments);
    if (!format)
        return refuse(format.error().message, io);
    const auto design = openDesign(arguments->words().front(), io);
    if (!design)
        return badUsage;
    const Network network = Network::compile(design->topology);
    if (const std::string path = arguments->value("batch"); !path.empty())
        return batch(*design, network, path, *format, io);
    if (const std::string id = arguments->value("request"); !id.empty()) {
        const Request* saved = design->requests.find(id);
        return saved ? answer(*design, network, *saved, *format, io)
                     : refuse(message(MessageId::NoSuchRequest, id), io);
    }
    const auto request = requestFrom(*arguments);
    return request ? answer(*design, network, *request, *format, io) : refuse(request.error().message, io);
}

} // namespace waylight::cli
