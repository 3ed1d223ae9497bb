// SPDX-License-Identifier: MIT
#include "ui/canvas/tile_store.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr std::size_t rememberedChanges = 16;

/// Marks, arrow heads and lines stick out of what the areas say, in canvas units and in pixels.
constexpr double reach = 24;
constexpr double reachPixels = 2;

bool touches(const TileKey& key, const std::vector<QRectF>& areas) {
    const double margin = reach + reachPixels / key.scale;
    const QRectF area = key.area().adjusted(-margin, -margin, margin, margin);
    return std::any_of(areas.begin(), areas.end(), [&](const QRectF& each) { return area.intersects(each); });
}

} // namespace

std::size_t TileStore::Hash::operator()(const TileKey& key) const {
    return std::hash<double>()(key.scale) ^ (static_cast<std::size_t>(key.column) * 0x9E3779B97F4A7C15u) ^
           (static_cast<std::size_t>(key.row) * 0xC2B2AE3D27D4EB4Fu);
}

const QImage* TileStore::find(const TileKey& key) {
    const auto found = m_tiles.find(key);
    if (found == m_tiles.end())
        return nullptr;
    found->second.used = m_frame;
    return &found->second.image;
}

void TileStore::put(const TileKey& key, QImage image, int version) {
    if (isOutdated(key, version))
        return;
    m_tiles[key] = {std::move(image), m_frame};
    if (m_tiles.size() > mostTiles)
        shrink();
}

bool TileStore::isOutdated(const TileKey& key, int version) const {
    if (version < m_forgotten)
        return true;
    return std::any_of(m_changes.begin(), m_changes.end(), [&](const Change& change) {
        return change.version > version && (change.areas.empty() || touches(key, change.areas));
    });
}

void TileStore::change(const std::vector<QRectF>& areas) {
    if (areas.empty())
        return;
    m_changes.push_back({++m_version, areas});
    std::erase_if(m_tiles, [&](const auto& entry) { return touches(entry.first, areas); });
    if (m_changes.size() > rememberedChanges) {
        m_forgotten = m_changes.front().version;
        m_changes.erase(m_changes.begin());
    }
}

void TileStore::changeEverything() {
    m_changes = {{++m_version, {}}};
    m_tiles.clear();
}

void TileStore::shrink() {
    std::vector<int> uses;
    for (const auto& [key, tile] : m_tiles)
        if (key.scale != m_pinned)
            uses.push_back(tile.used);
    if (uses.size() < mostTiles / 2)
        return;
    const auto middle = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 4);
    std::nth_element(uses.begin(), middle, uses.end());
    const int oldest = std::min(*middle, m_frame - 1); // never what this frame shows
    std::erase_if(m_tiles,
                  [&](const auto& entry) { return entry.first.scale != m_pinned && entry.second.used <= oldest; });
}

} // namespace waylight
