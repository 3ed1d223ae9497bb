// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"
#include "tests/support/network_sketch.h"

#include <span>

/// A small network and a request that meets the code. `outcome` is that of the check; `explanation`: only the export in Reachability
/// Analyzer's form has it, because the packet passes and AWS's analyzer does not follow it.
struct ExplanationCase {
    const char* code;
    const char* outcome;
    const char* culprit;
    const char* pointer;
    void (*build)(NetworkSketch& sketch, waylight::Request& request);
    const char* remark = "";
};

/// The request of a case is TCP 443 from `app` to the internet unless the case says otherwise.
std::span<const ExplanationCase> explanationCases();

/// Public subnet `pub` with `web` (198.51.100.1), `shop` (198.51.100.2, open to all) and NAT gateway `nat`; private subnet `priv` with
/// `app` and `db` behind the NAT gateway; subnet `alone` without routes. All in zone a.
NetworkSketch explanationAccount();
