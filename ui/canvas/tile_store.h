// SPDX-License-Identifier: MIT
#pragma once

#include "ui/canvas/tiles.h"

#include <unordered_map>

namespace waylight {

/// The tiles that are kept, each with the version of the content that it shows. The tiles used longest ago go first
/// when there are too many.
class TileStore {
public:
    static constexpr std::size_t mostTiles = 480; ///< 120 MB

    /// The tile, when it shows what the content has there now; else null.
    const QImage* find(const TileKey& key);
    /// Keeps a tile painted from this version of the content, unless its place has changed since.
    void put(const TileKey& key, QImage image, int version);

    /// Version of the content; it grows with each change.
    int version() const { return m_version; }
    /// The content is another one in these areas of the canvas (in canvas units) and the same elsewhere.
    void change(const std::vector<QRectF>& areas);
    void changeEverything();

    /// Tiles used from now on count as used later than those before.
    void beginFrame() { ++m_frame; }
    /// Tiles of this scale are kept whatever comes.
    void pin(double scale) { m_pinned = scale; }
    std::size_t count() const { return m_tiles.size(); }

private:
    struct Tile {
        QImage image;
        int used = 0;
    };
    struct Hash {
        std::size_t operator()(const TileKey& key) const;
    };
    struct Change {
        int version;
        std::vector<QRectF> areas; ///< empty: everywhere
    };
    bool isOutdated(const TileKey& key, int version) const;
    void shrink();

    std::unordered_map<TileKey, Tile, Hash> m_tiles;
    std::vector<Change> m_changes; ///< the latest, in order
    int m_version = 0;
    int m_forgotten = 0; ///< changes up to this version are no longer known
    int m_frame = 0;
    double m_pinned = 0;
};

} // namespace waylight
