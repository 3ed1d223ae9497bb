// SPDX-License-Identifier: MIT
// One trace on the sample and on a VPC of 1,000 instances, each beside the naive way: compile the network anew for every
// question, as an engine without compiled pieces would.
#include "core/formats/waylight_file.h"
#include "core/trace/engine.h"
#include "tests/bench/generated_vpc.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

using namespace waylight;

namespace {

Design sample() {
    std::ifstream file(WAYLIGHT_SOURCE_DIR "/resources/samples/s3-gateway-endpoint.waylight");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return readWaylight(text, "sample")->design;
}

void compiled(benchmark::State& state, const Design& design) {
    const Network network = Network::compile(design.topology);
    const Request request = design.requests.begin()->second;
    for (auto _ : state)
        benchmark::DoNotOptimize(trace(network, request));
}

void naive(benchmark::State& state, const Design& design) {
    const Request request = design.requests.begin()->second;
    for (auto _ : state)
        benchmark::DoNotOptimize(trace(Network::compile(design.topology), request));
}

/// One edit of a security group, and the question asked again.
void afterEdit(benchmark::State& state, const Design& design) {
    Network network = Network::compile(design.topology);
    const Request request = design.requests.begin()->second;
    Topology topology = design.topology;
    SecurityGroup group;
    topology.forEach<SecurityGroup>([&](const SecurityGroup& each) { group = each; });
    bool flip = false;
    for (auto _ : state) {
        flip = !flip;
        group.description = flip ? "a" : "b";
        topology.set(Resource(group));
        network = Network::compile(topology, &network);
        benchmark::DoNotOptimize(trace(network, request));
    }
}

void traceSample(benchmark::State& state) { compiled(state, sample()); }
void traceSampleNaive(benchmark::State& state) { naive(state, sample()); }
void traceThousand(benchmark::State& state) { compiled(state, generatedVpc(1000)); }
void traceThousandNaive(benchmark::State& state) { naive(state, generatedVpc(1000)); }
void traceThousandAfterEdit(benchmark::State& state) { afterEdit(state, generatedVpc(1000)); }

BENCHMARK(traceSample)->Unit(benchmark::kMicrosecond);
BENCHMARK(traceSampleNaive)->Unit(benchmark::kMicrosecond);
BENCHMARK(traceThousand)->Unit(benchmark::kMicrosecond);
BENCHMARK(traceThousandNaive)->Unit(benchmark::kMicrosecond);
BENCHMARK(traceThousandAfterEdit)->Unit(benchmark::kMicrosecond);

} // namespace
