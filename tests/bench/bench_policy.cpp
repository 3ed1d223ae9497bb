// SPDX-License-Identifier: MIT
#include "tests/bench/policy_workload.h"
#include "tests/support/naive_policy.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace waylight;
using namespace waylight::policy;

namespace {

/// Decisions a second over the requests of the workload, in turn.
void decide(benchmark::State& state, Detail detail) {
    const PolicyWorkload work = policyWorkload(static_cast<std::size_t>(state.range(0)));
    std::size_t at = 0;
    std::size_t allowed = 0;
    for (auto _ : state) {
        const Evaluation answer = evaluate(work.policies, work.requests[at], detail);
        allowed += answer.decision == Decision::Allowed;
        benchmark::DoNotOptimize(answer);
        at = at + 1 == work.requests.size() ? 0 : at + 1;
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["allowed"] = benchmark::Counter(static_cast<double>(allowed) / static_cast<double>(state.iterations()));
}

void policyDecision(benchmark::State& state) {
    decide(state, Detail::Decision);
}
BENCHMARK(policyDecision)->ArgName("identity_statements")->Arg(4)->Arg(100);

void policyDecisionWithReasons(benchmark::State& state) {
    decide(state, Detail::Reasons);
}
BENCHMARK(policyDecisionWithReasons)->ArgName("identity_statements")->Arg(4)->Arg(100);

/// The same requests decided by the evaluator of the tests, straight on the JSON.
void naivePolicyDecision(benchmark::State& state) {
    const PolicyWorkload work = policyWorkload(static_cast<std::size_t>(state.range(0)));
    const naive_policy::Policies policies{.identity = {&work.identity}, .resource = &work.bucket, .endpoints = {{&work.endpoint, true}}};
    std::vector<naive_policy::Request> requests;
    for (const RequestContext& context : work.requests) {
        requests.push_back({context.principal.arn, context.action, context.resource, context.resourceAccount, false, {}});
        for (const ContextKey& key : context.keys.all())
            requests.back().keys[key.name] = key.values;
    }
    std::size_t at = 0;
    std::size_t allowed = 0;
    for (auto _ : state) {
        allowed += naive_policy::decide(policies, requests[at]).decision == "Allowed";
        at = at + 1 == requests.size() ? 0 : at + 1;
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["allowed"] = benchmark::Counter(static_cast<double>(allowed) / static_cast<double>(state.iterations()));
}
BENCHMARK(naivePolicyDecision)->ArgName("identity_statements")->Arg(4)->Arg(100);

/// The output of a command; empty when it failed.
std::string outputOf(const std::string& command) {
    std::string out;
    FILE* const pipe = popen(command.c_str(), "r");
    for (int c; pipe && (c = std::fgetc(pipe)) != EOF;)
        out += static_cast<char>(c);
    return pipe && pclose(pipe) == 0 ? out : std::string();
}

/// Another engine on the same requests, in its own process for a second. WAYLIGHT_PEERS names the folder that
/// packaging/bench --peers installs them into.
void peer(benchmark::State& state, const char* name) {
    const char* const folder = std::getenv("WAYLIGHT_PEERS");
    if (!folder) {
        state.SkipWithError("not installed: packaging/bench --peers");
        return;
    }
    const auto file = std::filesystem::temp_directory_path() / "waylight-policy-workload.json";
    std::ofstream(file) << toJson(policyWorkload(static_cast<std::size_t>(state.range(0)))).dump();
    const std::string script = std::string(WAYLIGHT_SOURCE_DIR) + "/tests/bench/peers/policy_peers.mjs";
    for (auto _ : state) {
        const Json answer = Json::parse(outputOf("node '" + script + "' " + name + " '" + file.string() + "' '" + folder + "'"), nullptr, false);
        if (answer.is_discarded()) {
            state.SkipWithError("the peer failed");
            break;
        }
        state.SetIterationTime(answer.at("seconds").get<double>() / answer.at("decisions").get<double>());
        state.counters["allowed"] = answer.at("allowed").get<double>();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(peer, cedar, "cedar")->ArgName("identity_statements")->Arg(4)->Arg(100)->UseManualTime()->Iterations(1);
BENCHMARK_CAPTURE(peer, iam_simulate, "iam-simulate")->ArgName("identity_statements")->Arg(4)->Arg(100)->UseManualTime()->Iterations(1);

} // namespace
