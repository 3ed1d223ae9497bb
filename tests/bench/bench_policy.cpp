// SPDX-License-Identifier: MIT
#include "tests/bench/policy_workload.h"

#include <benchmark/benchmark.h>

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

} // namespace
