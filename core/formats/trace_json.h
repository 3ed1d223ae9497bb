// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/fixes.h"
#include "core/base/json.h"

namespace waylight {

/// What `write` makes of each element.
template <class List, class Write>
Json listJson(const List& list, Write write) {
    Json out = Json::array();
    for (const auto& each : list)
        out.push_back(write(each));
    return out;
}

/// One check of a trace.
Json checkJson(const Check& check);

/// The trace as the JSON document that `waylight-cli trace --json` prints: see "Contracts" in the README. Sentences are
/// in English. With the design that was asked, each fix says in how many places it changes it.
Json traceJson(const Trace& trace, const std::vector<Fix>& fixes, const Design* design = nullptr);

/// One question of a batch: the request, and the Region of the caller where the line names one.
struct BatchRequest {
    Request request;
    std::string region;
};

/// Reads one line of `waylight-cli trace --batch`: an object whose members are named like the options `--from`,
/// `--action`, `--resource`, `--resource-region`, `--resource-account`, `--context` (an object), `--to`, `--protocol`,
/// `--port`, `--source-port`, `--through` and `--avoiding` (lists), `--region` and those of path_options.h. An error
/// where one is unknown or of the wrong type, or `from` is missing.
Result<BatchRequest> requestFromLine(std::string_view line, const std::string& file = {});

} // namespace waylight
