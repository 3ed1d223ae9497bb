// SPDX-License-Identifier: MIT
// Opening and saving 10,000 elements and reading describe output of 1,000 to 100,000 resources, beside what nlohmann's
// DOM alone takes for the same text; and what an edit costs.
#include "core/base/json.h"
#include "core/drawing/picture.h"
#include "core/formats/describe/describe.h"
#include "core/formats/files.h"
#include "core/formats/waylight_file.h"
#include "core/model/patch.h"
#include "tests/bench/generated_dump.h"
#include "tests/bench/generated_vpc.h"

#include <benchmark/benchmark.h>

using namespace waylight;

namespace {

constexpr int elements = 10000;

void open10000(benchmark::State& state) {
    const std::string text = writeWaylight(generatedDesign(elements));
    for (auto _ : state)
        benchmark::DoNotOptimize(readWaylight(text, "generated"));
    state.counters["MB"] = static_cast<double>(text.size()) / 1e6;
}

void open10000JsonOnly(benchmark::State& state) {
    const std::string text = writeWaylight(generatedDesign(elements));
    for (auto _ : state)
        benchmark::DoNotOptimize(Json::parse(text));
}

void save10000(benchmark::State& state) {
    const Design design = generatedDesign(elements);
    for (auto _ : state)
        benchmark::DoNotOptimize(writeWaylight(design));
}

void draw10000(benchmark::State& state) {
    const Design design = generatedDesign(elements);
    for (auto _ : state)
        benchmark::DoNotOptimize(draw(design));
}

/// A copy, one changed element, and the patch between the two.
void editAndDiff10000(benchmark::State& state) {
    const Design design = generatedDesign(elements);
    const ResourcePtr bucket = design.topology.find("bucket");
    for (auto _ : state) {
        Design edited = design;
        Resource changed = *bucket;
        base(changed).name = "renamed";
        edited.topology.set(std::move(changed));
        benchmark::DoNotOptimize(diff(design, edited));
    }
}

/// The same by comparing everything, as designs without shared tables would.
void editAndDiff10000Naive(benchmark::State& state) {
    const Design design = generatedDesign(elements);
    for (auto _ : state) {
        std::size_t differences = 0;
        design.topology.forEachResource([&](const ResourcePtr& resource) {
            const Resource copy = *resource;
            differences += copy == *resource ? 0 : 1;
        });
        benchmark::DoNotOptimize(differences);
    }
}

void countBytes(benchmark::State& state, const GeneratedDump& dump) {
    state.SetBytesProcessed(static_cast<std::int64_t>(dump.bytes()) * state.iterations());
    state.SetComplexityN(state.range());
    state.counters["MB"] = static_cast<double>(dump.bytes()) / 1e6;
}

/// A folder of describe output as a design; the complexity says how it grows with the number of resources.
void readDescribeOutput(benchmark::State& state) {
    const GeneratedDump dump(static_cast<int>(state.range()));
    for (auto _ : state) {
        const auto loaded = readDescribe(dump.path());
        if (!loaded || loaded->design.topology.size() < static_cast<std::size_t>(state.range()))
            state.SkipWithError("not everything was read");
    }
    countBytes(state, dump);
}

void readDescribeOutputJsonOnly(benchmark::State& state) {
    const GeneratedDump dump(static_cast<int>(state.range()));
    for (auto _ : state)
        for (const auto& file : std::filesystem::directory_iterator(dump.path()))
            benchmark::DoNotOptimize(nlohmann::json::parse(*readFile(file.path())));
    countBytes(state, dump);
}

BENCHMARK(readDescribeOutput)->RangeMultiplier(10)->Range(1000, 100000)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime()->Complexity();
BENCHMARK(readDescribeOutputJsonOnly)->RangeMultiplier(10)->Range(1000, 100000)->Unit(benchmark::kMillisecond)->UseRealTime()->Complexity();
BENCHMARK(open10000)->Unit(benchmark::kMillisecond);
BENCHMARK(open10000JsonOnly)->Unit(benchmark::kMillisecond);
BENCHMARK(save10000)->Unit(benchmark::kMillisecond);
BENCHMARK(draw10000)->Unit(benchmark::kMillisecond);
BENCHMARK(editAndDiff10000)->Unit(benchmark::kMicrosecond);
BENCHMARK(editAndDiff10000Naive)->Unit(benchmark::kMicrosecond);

} // namespace
