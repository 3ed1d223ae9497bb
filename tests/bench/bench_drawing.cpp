// SPDX-License-Identifier: MIT
// Routing 1,500 connectors among 1,000 nested boxes beside a router without ideas (Dijkstra over the crossings of all
// edges of the scene, for each connector anew); the connectors that one drag touches; drawing designs of 10,000 and 50,000
// elements, and drawing them again after an edit.
#include "core/drawing/drawing.h"
#include "core/drawing/reroute.h"
#include "tests/bench/generated_vpc.h"
#include "tests/support/nested_scene.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <climits>
#include <queue>

using namespace waylight;

namespace {

void countConnectors(benchmark::State& state, std::size_t connectors) {
    state.counters["connectors/s"] = benchmark::Counter(static_cast<double>(connectors) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void routeScene(benchmark::State& state) {
    const auto boxes = static_cast<int>(state.range(0));
    const NestedScene scene = nestedScene(boxes, boxes * 3 / 2, 1, static_cast<int>(state.range(1)));
    for (auto _ : state)
        benchmark::DoNotOptimize(routed(scene.links, scene.boxes));
    countConnectors(state, scene.links.size());
}

/// Nothing prepared, nothing shared, no estimate of what is left.
class NaiveRouter {
public:
    explicit NaiveRouter(const NestedScene& scene) : m_scene(scene) {}

    int bestCost(const Link& link) {
        fill(link);
        using Open = std::pair<int, std::pair<std::size_t, int>>;
        std::priority_queue<Open, std::vector<Open>, std::greater<>> open;
        std::vector<int> cost(2 * m_x.size() * m_y.size(), INT_MAX);
        const Rect& from = m_scene.boxes[static_cast<std::size_t>(link.from)].rect;
        const Rect& to = m_scene.boxes[static_cast<std::size_t>(link.to)].rect;
        const auto reach = [&](std::size_t point, int direction, int its) {
            if (int& best = cost[2 * point + static_cast<std::size_t>(direction)]; its < best) {
                best = its;
                open.push({its, {point, direction}});
            }
        };
        for (std::size_t point = 0; point < m_x.size() * m_y.size(); ++point)
            if (isIn(from, point))
                for (const int direction : {0, 1})
                    reach(point, direction, 0);
        while (!open.empty()) {
            const auto [its, state] = open.top();
            open.pop();
            const auto [point, direction] = state;
            if (isIn(to, point))
                return its;
            for (const int turn : {0, 1})
                for (const int step : {-1, 1}) {
                    const auto next = neighbour(point, turn, step);
                    if (next == point || (m_blocked[next] && !isIn(to, next)))
                        continue;
                    const int length = std::abs(xOf(next) - xOf(point)) + std::abs(yOf(next) - yOf(point));
                    reach(next, turn, its + length + (turn == direction ? 0 : 48));
                }
        }
        return -1;
    }

private:
    int xOf(std::size_t point) const { return m_x[point % m_x.size()]; }
    int yOf(std::size_t point) const { return m_y[point / m_x.size()]; }
    bool isIn(const Rect& rect, std::size_t point) const {
        return xOf(point) > rect.x && xOf(point) < rect.right() && yOf(point) > rect.y && yOf(point) < rect.bottom();
    }
    std::size_t neighbour(std::size_t point, int turn, int step) const {
        const auto at = static_cast<int>(turn == 0 ? point % m_x.size() : point / m_x.size()) + step;
        if (at < 0 || at >= static_cast<int>(turn == 0 ? m_x.size() : m_y.size()))
            return point;
        return turn == 0 ? point / m_x.size() * m_x.size() + static_cast<std::size_t>(at) : static_cast<std::size_t>(at) * m_x.size() + point % m_x.size();
    }

    void fill(const Link& link) {
        m_x.clear();
        m_y.clear();
        const auto middles = [](std::vector<int> edges, std::vector<int>& lines) {
            std::sort(edges.begin(), edges.end());
            for (std::size_t i = 0; i + 1 < edges.size(); ++i)
                if (edges[i + 1] - edges[i] > 1)
                    lines.push_back((edges[i] + edges[i + 1]) / 2);
        };
        std::vector<int> xs, ys;
        for (const PictureBox& box : m_scene.boxes) {
            xs.insert(xs.end(), {box.rect.x, box.rect.right()});
            ys.insert(ys.end(), {box.rect.y, box.rect.bottom()});
        }
        middles(std::move(xs), m_x);
        middles(std::move(ys), m_y);
        m_blocked.assign(m_x.size() * m_y.size(), 0);
        for (std::size_t i = 0; i < m_scene.boxes.size(); ++i)
            if (!holds(static_cast<int>(i), link.from) && !holds(static_cast<int>(i), link.to))
                for (std::size_t point = 0; point < m_blocked.size(); ++point)
                    if (isIn(m_scene.boxes[i].rect, point))
                        m_blocked[point] = 1;
    }
    bool holds(int container, int box) const {
        for (box = m_scene.boxes[static_cast<std::size_t>(box)].parent; box >= 0; box = m_scene.boxes[static_cast<std::size_t>(box)].parent)
            if (box == container)
                return true;
        return false;
    }

    const NestedScene& m_scene;
    std::vector<int> m_x, m_y;
    std::vector<char> m_blocked;
};

void routeSceneNaive(benchmark::State& state) {
    const NestedScene scene = nestedScene(1000, 1500);
    NaiveRouter router(scene);
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(router.bestCost(scene.links[next++ % scene.links.size()]));
    countConnectors(state, 1);
}

Picture pictureOf(const NestedScene& scene) {
    Drawing drawing{nullptr, std::make_shared<const std::vector<Link>>(scene.links), BoxTree(scene.boxes), {}};
    return {scene.boxes, routed(scene.links, scene.boxes), {}, std::make_shared<const Drawing>(std::move(drawing))};
}

/// One symbol, one subnet with 20, one zone with 200 is dragged, by another offset each time.
void dragInScene(benchmark::State& state) {
    const auto boxes = static_cast<int>(state.range(0));
    const NestedScene scene = nestedScene(boxes, boxes * 3 / 2);
    const Picture picture = pictureOf(scene);
    const BoxRole roles[] = {BoxRole::Symbol, BoxRole::PrivateSubnet, BoxRole::Zone};
    const auto dragged = scene.find(roles[state.range(1)], 1);
    const std::vector<Id> ids{scene.boxes[static_cast<std::size_t>(dragged)].id};
    int offset = 0;
    std::size_t touched = 0;
    for (auto _ : state) {
        offset = (offset + 7) % 300 + 1;
        touched = rerouted(picture, ids, {offset, offset / 2}).size();
    }
    state.counters["touched"] = static_cast<double>(touched);
}

void drawDesign(benchmark::State& state) {
    const Design design = generatedDesign(static_cast<int>(state.range()));
    std::size_t connectors = 0;
    for (auto _ : state)
        connectors = draw(design).connectors().size();
    state.counters["connectors"] = static_cast<double>(connectors);
}

void redrawAfter(benchmark::State& state, const std::function<void(Design&)>& edit) {
    const Design design = generatedDesign(10000);
    Design after = design;
    edit(after);
    const Patch patch = diff(design, after);
    const Picture before = draw(design);
    for (auto _ : state)
        benchmark::DoNotOptimize(updated(before, after, patch));
}

void redrawMoved(benchmark::State& state) {
    redrawAfter(state, [](Design& design) {
        Rect rect = *design.layout.find("i-vpc1-3");
        rect.x += 8;
        design.layout.set("i-vpc1-3", rect);
    });
}

void redrawAdded(benchmark::State& state) {
    redrawAfter(state, [](Design& design) {
        Bucket bucket;
        bucket.id = "another";
        bucket.region = "us-east-1";
        design.topology.set(Resource(bucket));
    });
}

void redrawRenamed(benchmark::State& state) {
    redrawAfter(state, [](Design& design) {
        Resource changed = *design.topology.find("i-vpc1-3");
        base(changed).name = "renamed";
        design.topology.set(changed);
    });
}

void redrawDeleted1000(benchmark::State& state) {
    redrawAfter(state, [](Design& design) {
        for (int i = 0; i < 500; ++i)
            for (const char* kind : {"i-vpc2-", "eni-vpc2-"}) {
                design.topology.erase(kind + std::to_string(i));
                design.layout.erase(kind + std::to_string(i));
            }
    });
}

BENCHMARK(routeScene)->ArgNames({"boxes", "jitter"})->Args({1000, 0})->Args({1000, 8})->Args({10000, 0})->Unit(benchmark::kMillisecond);
BENCHMARK(routeSceneNaive)->Unit(benchmark::kMillisecond)->Iterations(8);
BENCHMARK(dragInScene)->ArgNames({"boxes", "what"})->ArgsProduct({{1000, 10000}, {0, 1, 2}})->Unit(benchmark::kMicrosecond);
BENCHMARK(drawDesign)->Arg(1000)->Arg(10000)->Arg(50000)->Unit(benchmark::kMillisecond);
BENCHMARK(redrawMoved)->Unit(benchmark::kMillisecond);
BENCHMARK(redrawAdded)->Unit(benchmark::kMillisecond);
BENCHMARK(redrawRenamed)->Unit(benchmark::kMillisecond);
BENCHMARK(redrawDeleted1000)->Unit(benchmark::kMillisecond);

} // namespace
