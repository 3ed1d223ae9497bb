// SPDX-License-Identifier: MIT
// Find in designs of 1,000 to 50,000 elements: names, an address, and a word that is nowhere; beside it the naive way, which
// writes each resource as JSON and looks there.
#include "core/model/search.h"
#include "tests/bench/generated_vpc.h"
#include "tests/support/naive_search.h"

#include <benchmark/benchmark.h>

#include <map>

using namespace waylight;

namespace {

const Design& design(int elements) {
    static std::map<int, Design> made;
    const auto at = made.find(elements);
    return at != made.end() ? at->second : made.emplace(elements, generatedDesign(elements)).first->second;
}

const char* const texts[] = {"subnet-1", "10.0.1.17", "nowhere at all"};

void search(benchmark::State& state) {
    const Design& where = design(static_cast<int>(state.range(0)));
    const char* text = texts[state.range(1)];
    std::size_t hits = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(hits = found(where, text).size());
    state.SetLabel(text);
    state.counters["hits"] = static_cast<double>(hits);
}

void naiveSearch(benchmark::State& state) {
    const Design& where = design(static_cast<int>(state.range(0)));
    const char* text = texts[state.range(1)];
    for (auto _ : state)
        benchmark::DoNotOptimize(naivelyFound(where, text).size());
    state.SetLabel(text);
}

BENCHMARK(search)->ArgsProduct({{1'000, 10'000, 50'000}, {0, 1, 2}})->Unit(benchmark::kMicrosecond);
BENCHMARK(naiveSearch)->ArgsProduct({{10'000}, {0, 1, 2}})->Unit(benchmark::kMicrosecond);

} // namespace
