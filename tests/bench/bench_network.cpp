// SPDX-License-Identifier: MIT
// The network engine on an account at AWS's quotas (quota_account.h), with the naive evaluator of tests/support beside it. Run with
// --benchmark_repetitions=5 --benchmark_report_aggregates_only=true for medians.
#include "core/analysis/matrix.h"
#include "core/network/network_index.h"
#include "core/network/verdict.h"
#include "core/trace/engine.h"
#include "tests/bench/quota_account.h"
#include "tests/support/naive_network.h"
#include "tests/support/random_design.h"

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

using namespace waylight;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// An account of so many interfaces and its network, made once.
const Network& account(int interfaces) {
    static std::map<int, Network> made;
    const auto at = made.find(interfaces);
    return at != made.end() ? at->second : made.emplace(interfaces, Network::compile(quotaAccount(interfaces, 1))).first->second;
}

/// A question between two interfaces of an account, in the forms in which it is asked.
struct Question {
    const CompiledInterface* from = nullptr;
    Packet packet;
    Request request;
};

std::vector<Question> questions(const Network& network, int interfaces, int count) {
    Dice dice(7);
    std::vector<Question> list;
    for (int i = 0; i < count; ++i) {
        const Id from = "eni-" + std::to_string(dice.below(interfaces));
        const Id to = "eni-" + std::to_string(dice.below(interfaces));
        Question each{network.index().find<CompiledInterface>(from), {}, {}};
        each.packet = {.source = *each.from->primary(IpFamily::V4), .destination = *network.index().find<CompiledInterface>(to)->primary(IpFamily::V4), .sourcePort = 32768, .destinationPort = 443, .sourceSpan = 60999 - 32768};
        each.request.from = from;
        each.request.to = to;
        list.push_back(std::move(each));
    }
    return list;
}

// --- one question

template <class Ask>
void askEach(benchmark::State& state, int interfaces, Ask ask, int count = 4096) {
    const Network& network = account(interfaces);
    const auto list = questions(network, interfaces, count);
    std::size_t i = 0;
    for (auto _ : state)
        ask(network, list[i++ % list.size()]);
    state.SetComplexityN(interfaces);
}

void verdictOnly(const Network& network, const Question& question) {
    benchmark::DoNotOptimize(verdict(network.index(), *question.from, question.packet));
}

void verdictWithSteps(const Network& network, const Question& question) {
    static std::vector<Step> steps;
    steps.clear();
    Walk walk(network.index(), &steps);
    walk.comeBack(walk.fromInterface(*question.from, question.packet, Direction::Forward));
    benchmark::DoNotOptimize(steps.data());
}

void wholeTrace(const Network& network, const Question& question) {
    benchmark::DoNotOptimize(trace(network, question.request));
}

void naive(const Network& network, const Question& question) {
    benchmark::DoNotOptimize(naiveVerdict(network.topology(), question.request));
}

void oneVerdict(benchmark::State& state) { askEach(state, static_cast<int>(state.range(0)), verdictOnly); }
void oneVerdictWithSteps(benchmark::State& state) { askEach(state, static_cast<int>(state.range(0)), verdictWithSteps); }
void oneTrace(benchmark::State& state) { askEach(state, static_cast<int>(state.range(0)), wholeTrace); }
/// The same few questions again and again, as while somebody draws.
void oneTraceAgain(benchmark::State& state) { askEach(state, static_cast<int>(state.range(0)), wholeTrace, 16); }
void oneVerdictNaive(benchmark::State& state) { askEach(state, static_cast<int>(state.range(0)), naive); }

BENCHMARK(oneVerdict)->RangeMultiplier(10)->Range(1000, 100000)->Complexity();
BENCHMARK(oneVerdictWithSteps)->RangeMultiplier(10)->Range(1000, 100000)->Complexity();
BENCHMARK(oneTrace)->Arg(10000);
BENCHMARK(oneTraceAgain)->Arg(10000);
BENCHMARK(oneVerdictNaive)->RangeMultiplier(10)->Range(1000, 100000)->Unit(benchmark::kMicrosecond)->Complexity();

/// How many times faster the engine is than the naive evaluator, on the same questions one after the other.
void ratioToNaive(benchmark::State& state) {
    const Network& network = account(10000);
    const auto list = questions(network, 10000, 200);
    double ours = 0, theirs = 0;
    for (auto _ : state)
        for (const Question& question : list) {
            auto start = Clock::now();
            for (int i = 0; i < 16; ++i)
                verdictOnly(network, question);
            ours += secondsSince(start) / 16;
            start = Clock::now();
            naive(network, question);
            theirs += secondsSince(start);
        }
    state.counters["ratio"] = theirs / ours;
    // All pairs: the naive evaluator would ask them one by one.
    const auto start = Clock::now();
    benchmark::DoNotOptimize(Matrix::of(network));
    state.counters["ratioOfMatrix"] = theirs / 200 * 10000 * 10000 / secondsSince(start);
}
BENCHMARK(ratioToNaive)->Iterations(1)->Unit(benchmark::kMillisecond);

// --- all pairs

void allPairs(benchmark::State& state) {
    const Network& network = account(static_cast<int>(state.range(0)));
    std::size_t classes = 0;
    for (auto _ : state)
        classes = Matrix::of(network).classCount();
    state.counters["classes"] = static_cast<double>(classes);
    state.SetComplexityN(state.range(0));
}
BENCHMARK(allPairs)->RangeMultiplier(10)->Range(1000, 100000)->Unit(benchmark::kMillisecond)->Complexity();

void allPairsAsBits(benchmark::State& state) {
    const Matrix matrix = Matrix::of(account(static_cast<int>(state.range(0))));
    for (auto _ : state)
        benchmark::DoNotOptimize(matrix.expanded());
}
BENCHMARK(allPairsAsBits)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

/// One random edit of a quota-sized account. Kinds: group rule, ACL entry, route, association, attachment.
constexpr const char* editKinds[] = {"rule", "entry", "route", "association", "attachment"};

Topology edited(Topology topology, int kind, Dice& dice) {
    const auto numbered = [&](const char* prefix, int count) { return prefix + std::to_string(dice.below(count)); };
    const auto hosts = [&] { return Cidr(IpAddress::v4((10u << 24) + static_cast<std::uint32_t>(dice.below(200 << 10))), 22 + dice.below(11)); };
    const auto change = [&]<class T>(const T* found, auto edit) {
        T copy = *found;
        edit(copy);
        topology.set(Resource(std::move(copy)));
    };
    switch (kind) {
    case 0:
        change(topology.get<SecurityGroup>(numbered("sg-", 1000)), [&](SecurityGroup& group) {
            SecurityGroupRule& rule = group.ingress[static_cast<std::size_t>(dice.below(60))];
            rule = {};
            rule.protocol = Protocol::tcp();
            rule.fromPort = rule.toPort = 443;
            rule.cidr = hosts();
        });
        break;
    case 1:
        change(topology.get<NetworkAcl>(numbered("acl-", 200)), [&](NetworkAcl& acl) {
            AclEntry& entry = acl.entries[static_cast<std::size_t>(dice.below(80))];
            entry.protocol = Protocol::tcp();
            entry.fromPort = entry.toPort = 443;
            entry.cidr = hosts();
            entry.action = dice.chance(50) ? RuleAction::Allow : RuleAction::Deny;
        });
        break;
    case 2:
        change(topology.get<RouteTable>(numbered("rtb-", 200)), [&](RouteTable& table) {
            Route& route = table.routes[static_cast<std::size_t>(dice.below(1000))];
            route.target = dice.chance(50) ? "igw-1" : "vgw-1";
            route.destination = dice.chance(30) ? topology.get<Subnet>(numbered("subnet-", 200))->cidr : Cidr(IpAddress::v4(0xAC100000u + static_cast<std::uint32_t>(dice.below(1 << 20))), 28);
        });
        break;
    case 3:
        change(topology.get<Subnet>(numbered("subnet-", 200)), [&](Subnet& subnet) {
            if (dice.chance(50))
                subnet.routeTable = numbered("rtb-", 200);
            else
                subnet.networkAcl = numbered("acl-", 200);
        });
        break;
    default:
        if (dice.chance(50))
            change(topology.get<InternetGateway>(Id("igw-1")), [&](InternetGateway& gateway) { gateway.vpc = gateway.vpc ? Id() : Id("vpc-1"); });
        else
            change(topology.get<NetworkInterface>(numbered("eni-", 10000)), [&](NetworkInterface& interface) { interface.groups[1] = numbered("sg-", 2500); });
    }
    return topology;
}

/// 200 edits one after the other: compile, the new matrix, the pairs that flipped and the reason of the first. Counters: percentiles
/// in milliseconds, also of each kind.
void editsReverified(benchmark::State& state) {
    std::vector<double> all;
    std::map<int, std::vector<double>> byKind;
    std::size_t flipped = 0;
    for (auto _ : state) {
        Dice dice(11);
        Network network = account(10000);
        Matrix matrix = Matrix::of(network);
        for (int i = 0; i < 200; ++i) {
            const int kind = i % 5;
            const Topology next = edited(network.topology(), kind, dice);
            const auto start = Clock::now();
            const Network after = Network::compile(next, &network);
            const Matrix matrixAfter = matrix.updated(after);
            const MatrixFlips flips(matrix, matrixAfter);
            if (!flips.list().empty())
                benchmark::DoNotOptimize(flips.reasonOf(flips.list().front()));
            all.push_back(1000 * secondsSince(start));
            byKind[kind].push_back(all.back());
            flipped += !flips.list().empty();
            network = after;
            matrix = matrixAfter;
        }
    }
    const auto percentile = [](std::vector<double>& list, double part) {
        std::sort(list.begin(), list.end());
        return list[static_cast<std::size_t>(part * static_cast<double>(list.size() - 1))];
    };
    state.counters["p50ms"] = percentile(all, 0.5);
    state.counters["p99ms"] = percentile(all, 0.99);
    for (auto& [kind, list] : byKind)
        state.counters[std::string(editKinds[kind]) + "_p99ms"] = percentile(list, 0.99);
    state.counters["editsWithFlips"] = static_cast<double>(flipped);
}
BENCHMARK(editsReverified)->Iterations(1)->Unit(benchmark::kMillisecond);

// --- compiling and memory

void compileAccount(benchmark::State& state) {
    const Topology& topology = account(static_cast<int>(state.range(0))).topology();
    for (auto _ : state)
        benchmark::DoNotOptimize(Network::compile(topology));
    state.SetComplexityN(static_cast<std::int64_t>(topology.size()));
}
BENCHMARK(compileAccount)->RangeMultiplier(10)->Range(1000, 100000)->Unit(benchmark::kMillisecond)->Complexity();

/// What the compiled network of 100,000 resources holds beside the topology.
void memoryOfEngine(benchmark::State& state) {
    const Topology topology = quotaAccount(48400, 3);
    double bytes = 0;
    for (auto _ : state) {
        const auto before = mallinfo2();
        const Network network = Network::compile(topology);
        const auto after = mallinfo2();
        bytes = static_cast<double>(after.uordblks + after.hblkhd) - static_cast<double>(before.uordblks + before.hblkhd);
    }
    state.counters["resources"] = static_cast<double>(topology.size());
    state.counters["bytesPerResource"] = bytes / static_cast<double>(topology.size());
}
BENCHMARK(memoryOfEngine)->Iterations(1)->Unit(benchmark::kMillisecond);

// --- growth

template <class Work>
double medianSeconds(Work work, int repetitions = 5) {
    std::vector<double> times;
    for (int i = 0; i < repetitions; ++i) {
        const auto start = Clock::now();
        work();
        times.push_back(secondsSince(start));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

/// The exponents e with which the time grows as (number of interfaces)^e, from 1,000 to 10,000 and from there to 100,000.
void growthExponents(benchmark::State& state) {
    for (auto _ : state) {
        std::map<std::string, std::vector<double>> seconds;
        for (const int interfaces : {1000, 10000, 100000}) {
            const Network& network = account(interfaces);
            const auto list = questions(network, interfaces, 4096);
            seconds["verdict"].push_back(medianSeconds([&] { std::for_each(list.begin(), list.end(), [&](const Question& each) { verdictOnly(network, each); }); }));
            seconds["steps"].push_back(medianSeconds([&] { std::for_each(list.begin(), list.end(), [&](const Question& each) { verdictWithSteps(network, each); }); }));
            seconds["matrix"].push_back(medianSeconds([&] { benchmark::DoNotOptimize(Matrix::of(network)); }));
            seconds["compile"].push_back(medianSeconds([&] { benchmark::DoNotOptimize(Network::compile(network.topology())); }, 3));
        }
        for (const auto& [name, list] : seconds) {
            state.counters[name + "_1k_10k"] = std::log10(list[1] / list[0]);
            state.counters[name + "_10k_100k"] = std::log10(list[2] / list[1]);
        }
    }
}
BENCHMARK(growthExponents)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
