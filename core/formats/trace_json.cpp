// SPDX-License-Identifier: MIT
#include "core/formats/trace_json.h"

#include "core/base/message_ids.h"
#include "core/formats/path_options.h"
#include "core/model/codec_values.h"

namespace waylight {
namespace {

Json word(auto value) {
    return std::string(enumName(value));
}

Json hopJson(const Hop& hop) {
    return {{"resource", hop.resource},
            {"kind", hop.kind},
            {"direction", word(hop.direction)},
            {"checks", listJson(hop.checks, checkJson)}};
}

Json missingJson(const Missing& missing) {
    return {{"resource", missing.resource}, {"pointer", missing.pointer}, {"message", toEnglish(missing.message)}};
}

Json sentenceJson(const Message& message) {
    return toEnglish(message);
}

Json contextJson(const std::map<std::string, ContextValue>& context) {
    Json out = Json::object();
    for (const auto& [key, value] : context)
        if (!value.values.empty())
            out[key] = {{"values", value.values}, {"setBy", toEnglish(value.setBy)}};
    return out;
}

/// Keys that the request does not have, and why.
Json absentJson(const std::map<std::string, ContextValue>& context) {
    Json out = Json::object();
    for (const auto& [key, value] : context)
        if (value.values.empty())
            out[key] = toEnglish(value.setBy);
    return out;
}

std::size_t changeCount(const Patch& patch) {
    return patch.resources.size() + patch.layout.size() + patch.requests.size() + patch.notes.size() +
           patch.approvals.size() + patch.name.has_value();
}

Json fixJson(const Fix& fix, const Design* design) {
    Json out = {{"title", toEnglish(fix.title)}, {"allows", fix.allows}, {"flipped", fix.flipped}};
    if (!fix.steps.empty())
        out["steps"] = listJson(fix.steps, sentenceJson);
    if (design)
        out["changes"] = changeCount(diff(*design, fix.after));
    return out;
}

/// The options of the command line and the fields that they set.
constexpr std::pair<std::string_view, std::string_view> requestKeys[] = {{"from", "from"},
                                                                         {"action", "action"},
                                                                         {"resource", "resource"},
                                                                         {"resource-region", "resourceRegion"},
                                                                         {"resource-account", "resourceAccount"},
                                                                         {"copy-source", "copySource"},
                                                                         {"session-policy", "sessionPolicy"},
                                                                         {"context", "context"},
                                                                         {"to", "to"},
                                                                         {"protocol", "protocol"},
                                                                         {"port", "port"},
                                                                         {"source-port", "sourcePort"},
                                                                         {"through", "through"},
                                                                         {"avoiding", "avoiding"},
                                                                         {"region", "region"}};

std::string knownKeys() {
    std::string keys;
    for (const auto& [key, name] : requestKeys)
        keys += (keys.empty() ? "" : ", ") + std::string(key);
    for (const std::string_view key : pathFilterOptions)
        keys += ", " + std::string(key);
    return keys;
}

/// The name of our file for a member of a batch line; none: there is no such member.
std::optional<std::string> fieldName(const std::string& key) {
    for (const auto& [option, name] : requestKeys)
        if (option == key)
            return std::string(name);
    return std::nullopt;
}

/// A list of one may stand without brackets.
Json inList(const Json& value) {
    return value.is_array() ? value : Json::array({value});
}

/// Ports may stand without quotes.
void readPathFilter(Request& request, const std::string& option, const Json& value, const codec::Source& source) {
    if (!value.is_string() && !value.is_number_integer()) {
        source.fail(message(MessageId::ExpectedText, codec::excerpt(value)));
        return;
    }
    if (const auto wrong = setPathFilter(request, option, value.is_string() ? value.get<std::string>() : value.dump()))
        source.fail(*wrong);
}

/// A condition key may have its one value in a list, as a trace's context has.
Json unwrapped(Json context) {
    if (context.is_object())
        for (auto& [key, value] : context.items())
            if (value.is_array() && value.size() == 1)
                value = Json(value[0]);
    return context;
}

} // namespace

Json checkJson(const Check& check) {
    return {{"stage", word(check.stage)},         {"direction", word(check.direction)},
            {"outcome", word(check.outcome)},     {"code", check.code},
            {"resource", check.resource},         {"pointer", check.pointer},
            {"message", toEnglish(check.message)}};
}

Json traceJson(const Trace& trace, const std::vector<Fix>& fixes, const Design* design) {
    Json out = {{"verdict", word(trace.verdict)},
                {"request", toJson(trace.request)},
                {"hops", listJson(trace.hops, hopJson)},
                {"blockers", listJson(trace.blockers, checkJson)},
                {"missing", listJson(trace.missing, missingJson)},
                {"fixes", listJson(fixes, [&](const Fix& fix) { return fixJson(fix, design); })},
                {"context", contextJson(trace.context)},
                {"cost",
                 {{"perGigabyte", trace.cost.perGigabyte},
                  {"perHour", trace.cost.perHour},
                  {"items", listJson(trace.cost.items, sentenceJson)}}}};
    if (Json absent = absentJson(trace.context); !absent.empty())
        out["absent"] = std::move(absent);
    return out;
}

Result<BatchRequest> requestFromLine(std::string_view line, const std::string& file) {
    const Result<Json> parsed = parseJson(line, file);
    if (!parsed)
        return parsed.error();
    if (!parsed->is_object())
        return Diagnostic{Severity::Error, message(MessageId::ExpectedObject, codec::excerpt(*parsed)), file, {}};
    ReadLog log(file);
    BatchRequest out;
    Json object = {{"id", ""}};
    Request filters;
    for (const auto& [key, value] : parsed->items()) {
        const codec::Source source{log, joinedPointer({}, key)};
        const auto name = fieldName(key);
        if (isPathFilterOption(key))
            readPathFilter(filters, key, value, source);
        else if (!name)
            source.fail(message(MessageId::UnknownBatchKey, key, knownKeys()));
        else if (*name == "region")
            codec::read(value, out.region, source);
        else
            object[*name] = *name == "context"                          ? unwrapped(value)
                            : *name == "through" || *name == "avoiding" ? inList(value)
                                                                        : value;
    }
    out.request = requestFromJson(object, {}, log);
    out.request.atSource = filters.atSource;
    out.request.atDestination = filters.atDestination;
    if (!log.found().empty())
        return log.found().front();
    return out;
}

} // namespace waylight
