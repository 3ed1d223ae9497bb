// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/input.h"

#include "core/analysis/compare/comparison.h"
#include "core/base/message_ids.h"
#include "core/model/codec.h"
#include "core/trace/question.h"

#include <iostream>

namespace waylight::cli {
namespace {

std::string shortText(const Json& value) {
    constexpr std::size_t longest = 120;
    const std::string text = value.is_string() ? value.get<std::string>()
                             : value.is_null() ? "(default)"
                                               : value.dump();
    return text.size() > longest ? text.substr(0, longest) + "…" : text;
}

std::string reason(const Trace& trace) {
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.outcome != Outcome::Pass)
                return toEnglish(check.message);
    return {};
}

void print(const Comparison& found, const Topology& before, std::ostream& out) {
    const auto line = [&](char sign, const Resource& resource) {
        const ResourceBase& each = base(resource);
        out << sign << ' ' << typeInfo(resource).label << ' ' << displayName(each)
            << (each.name.empty() ? "" : " (" + each.id + ')') << '\n';
    };
    for (const ResourcePtr& each : found.removed)
        line('-', *each);
    for (const ResourcePtr& each : found.added)
        line('+', *each);
    for (const ChangedField& each : found.changed) {
        const ResourcePtr resource = before.find(each.resource);
        out << "~ " << (resource ? displayName(base(*resource)) : each.resource) << ": " << each.field << ": "
            << shortText(each.before) << " → " << shortText(each.after) << '\n';
    }
    for (const ChangedVerdict& each : found.verdicts) {
        const Trace& worse = each.after.verdict == Verdict::Allowed ? each.before : each.after;
        out << "! " << requestTitle(before, each.request) << ": " << enumName(each.before.verdict) << " → "
            << enumName(each.after.verdict) << ": " << reason(worse) << '\n';
    }
}

Json asJson(const Comparison& found, const Topology& before) {
    const auto list = [](const std::vector<ResourcePtr>& resources) {
        Json out = Json::array();
        for (const ResourcePtr& each : resources)
            out.push_back(
                {{"id", base(*each).id}, {"kind", std::string(typeInfo(*each).name)}, {"name", base(*each).name}});
        return out;
    };
    Json out{{"added", list(found.added)},
             {"removed", list(found.removed)},
             {"changed", Json::array()},
             {"verdicts", Json::array()},
             {"requests", found.requests}};
    for (const ChangedField& each : found.changed)
        out["changed"].push_back(
            {{"resource", each.resource}, {"field", each.field}, {"before", each.before}, {"after", each.after}});
    for (const ChangedVerdict& each : found.verdicts) {
        const Trace& worse = each.after.verdict == Verdict::Allowed ? each.before : each.after;
        out["verdicts"].push_back({{"request", requestTitle(before, each.request)},
                                   {"before", std::string(enumName(each.before.verdict))},
                                   {"after", std::string(enumName(each.after.verdict))},
                                   {"because", reason(worse)}});
    }
    return out;
}

} // namespace

int runDiff(const std::vector<std::string>& words, const Streams& io) {
    const auto arguments = Arguments::parse(words, {"json"}, {});
    if (!arguments)
        return refuse(arguments.error().message, io);
    const auto& files = arguments->words();
    if (files.empty() || files.size() > 2)
        return refuse(message(MessageId::UsageDiff), io);
    const auto before = files.size() == 1 ? designBefore(files[0], io.read) : openDesign(files[0], io);
    const auto after = openDesign(files.back(), io);
    if (!before && files.size() == 1)
        return refuse(message(MessageId::UsageDiff), io);
    if (!before || !after)
        return badUsage;
    const Comparison found = compared(*before, *after);
    if (arguments->has("json"))
        io.out << asJson(found, before->topology).dump(2) << '\n';
    else
        print(found, before->topology, io.out);
    return found.empty() ? allowed : blocked;
}

} // namespace waylight::cli
