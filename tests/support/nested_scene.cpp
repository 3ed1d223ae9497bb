// SPDX-License-Identifier: MIT
#include "tests/support/nested_scene.h"

#include <random>
#include <set>

using namespace waylight;

namespace {

constexpr int padding = 24;
constexpr int top = 40;
constexpr int gap = 32;

struct Level {
    BoxRole role;
    const char* name;
    int columns; ///< of what it holds
    int rows;
    int width;
    int height;
};

constexpr Level level(BoxRole role, const char* name, int columns, int rows, const Level& inner) {
    return {role, name, columns, rows, 2 * padding + columns * (inner.width + gap) - gap, top + padding + rows * (inner.height + gap) - gap};
}

constexpr Level symbol{BoxRole::Symbol, "symbol", 0, 0, 120, 88};
constexpr Level subnet = level(BoxRole::PrivateSubnet, "subnet", 5, 4, symbol);
constexpr Level zone = level(BoxRole::Zone, "zone", 2, 5, subnet);
constexpr Level vpc = level(BoxRole::Vpc, "vpc", 3, 1, zone);
constexpr Level region = level(BoxRole::Region, "region", 2, 2, vpc);
constexpr const Level* levels[] = {&region, &vpc, &zone, &subnet, &symbol};

class SceneMaker {
public:
    SceneMaker(int boxes, unsigned seed, int jitter) : m_count(boxes), m_jitter(jitter), m_random(seed) {}

    NestedScene make(int links) {
        for (int number = 0; static_cast<int>(m_scene.boxes.size()) < m_count; ++number)
            add(0, -1, {number * (region.width + gap), 0});
        addLinks(links);
        return std::move(m_scene);
    }

private:
    int random(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }

    void add(int depth, int parent, Point at) {
        const Level& own = *levels[depth];
        const int index = static_cast<int>(m_scene.boxes.size());
        if (index >= m_count)
            return;
        if (depth == 4 && m_jitter > 0) {
            at.x += random(2 * m_jitter) - m_jitter;
            at.y += random(2 * m_jitter) - m_jitter;
        }
        const std::string name = own.name + std::to_string(index);
        m_scene.boxes.push_back({name, {at.x, at.y, own.width, own.height}, parent, depth, own.role, "instance", name, "10.0.0.1"});
        for (int i = 0; i < own.columns * own.rows; ++i) {
            const Level& inner = *levels[depth + 1];
            add(depth + 1, index, {at.x + padding + i % own.columns * (inner.width + gap), at.y + top + i / own.columns * (inner.height + gap)});
        }
    }

    int ancestor(int box, int levelsUp) const {
        for (; box >= 0 && levelsUp > 0; --levelsUp)
            box = m_scene.boxes[static_cast<std::size_t>(box)].parent;
        return box;
    }

    /// A symbol within the container so many levels up from another one; boxes are in the order of their containers.
    int symbolNear(int box, int levelsUp) {
        const int container = ancestor(box, levelsUp);
        const int depth = 4 - levelsUp;
        int last = container + 1;
        while (last < m_count && m_scene.boxes[static_cast<std::size_t>(last)].depth > depth)
            ++last;
        return container + random(last - container);
    }

    void addLinks(int count) {
        std::set<std::pair<int, int>> known;
        for (int tries = 0; static_cast<int>(m_scene.links.size()) < count && tries < 100 * count; ++tries) {
            const int from = random(m_count);
            if (m_scene.boxes[static_cast<std::size_t>(from)].role != BoxRole::Symbol)
                continue;
            const int chance = random(100);
            const int to = chance < 60 ? symbolNear(from, 1) : chance < 85 ? symbolNear(from, 2) : chance < 97 ? symbolNear(from, 3) : random(m_count);
            if (to == from || m_scene.boxes[static_cast<std::size_t>(to)].role != BoxRole::Symbol || !known.emplace(std::min(from, to), std::max(from, to)).second)
                continue;
            m_scene.links.push_back({from, to, ConnectorRole::Uses, random(4) == 0 ? "tcp 443" : "", false});
        }
    }

    int m_count;
    int m_jitter;
    std::mt19937 m_random;
    NestedScene m_scene;
};

} // namespace

int NestedScene::find(BoxRole role, int number) const {
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (boxes[i].role == role && number-- == 0)
            return static_cast<int>(i);
    return -1;
}

NestedScene nestedScene(int boxes, int links, unsigned seed, int jitter) {
    return SceneMaker(boxes, seed, jitter).make(links);
}
