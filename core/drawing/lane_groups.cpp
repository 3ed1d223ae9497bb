// SPDX-License-Identifier: MIT
#include "core/drawing/lane_groups.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>

namespace waylight {
namespace {

/// Sweeps along the pieces with those that have begun and not ended, in bands as wide as a lane: what is in one band
/// at one time is near each other.
class Sweep {
public:
    explicit Sweep(const std::vector<LanePiece>& pieces) : m_pieces(pieces), m_root(pieces.size()) {
        std::iota(m_root.begin(), m_root.end(), 0);
        m_bands.reserve(pieces.size());
        for (const LanePiece& piece : pieces)
            m_bands.push_back(bandOf(piece.at));
        std::sort(m_bands.begin(), m_bands.end());
        m_bands.erase(std::unique(m_bands.begin(), m_bands.end()), m_bands.end());
        m_active.resize(m_bands.size());
    }

    void run() {
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const int band = bandOf(m_pieces[i].at);
            const auto own =
                static_cast<std::size_t>(std::lower_bound(m_bands.begin(), m_bands.end(), band) - m_bands.begin());
            if (own > 0 && m_bands[own - 1] == band - 1)
                joinWith(m_active[own - 1], i);
            joinWith(m_active[own], i);
            if (own + 1 < m_bands.size() && m_bands[own + 1] == band + 1)
                joinWith(m_active[own + 1], i);
            m_active[own].push_back(i);
        }
    }

    std::size_t rootOf(std::size_t i) {
        while (m_root[i] != i)
            i = m_root[i] = m_root[m_root[i]];
        return i;
    }

private:
    static int bandOf(int at) { return (at >= 0 ? at : at - laneWidth + 1) / laneWidth; }

    /// Joined with two that can move, of different lines, a piece is joined with all of its neighbours in the band:
    /// each of these is already with one of the two.
    void joinWith(std::vector<std::size_t>& band, std::size_t i) {
        const LanePiece& piece = m_pieces[i];
        std::optional<std::size_t> line;
        for (std::size_t at = band.size(); at-- > 0;) {
            const LanePiece& other = m_pieces[band[at]];
            if (!other.meets(piece)) { // nor anything that comes
                band[at] = band.back();
                band.pop_back();
                continue;
            }
            if (std::abs(other.at - piece.at) >= laneWidth || other.line == piece.line ||
                (!other.canMove() && !piece.canMove()))
                continue;
            join(band[at], i);
            if (!other.canMove())
                continue;
            if (line && *line != other.line)
                return;
            line = other.line;
        }
    }

    void join(std::size_t a, std::size_t b) {
        const std::size_t i = rootOf(a);
        const std::size_t j = rootOf(b);
        m_root[std::max(i, j)] = std::min(i, j);
    }

    const std::vector<LanePiece>& m_pieces;
    std::vector<std::size_t> m_root;
    std::vector<int> m_bands; ///< those that have pieces, ascending
    std::vector<std::vector<std::size_t>> m_active;
};

} // namespace

std::vector<std::vector<LanePiece*>> laneGroups(std::vector<LanePiece>& pieces) {
    Sweep sweep(pieces);
    sweep.run();
    std::vector<std::vector<LanePiece*>> groups;
    std::vector<std::size_t> groupOf(pieces.size(), 0); // of a root, plus one
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::size_t root = sweep.rootOf(i);
        if (root == i)
            continue;
        if (groupOf[root] == 0) {
            groups.push_back({&pieces[root]}); // roots are the first of their groups
            groupOf[root] = groups.size();
        }
        groups[groupOf[root] - 1].push_back(&pieces[i]);
    }
    return groups;
}

} // namespace waylight
