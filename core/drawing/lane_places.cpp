// SPDX-License-Identifier: MIT
#include "core/drawing/lane_places.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace waylight {
namespace {

/// The nearest to `start` from `least` to `most` that is this far from all the places taken, which ascend.
std::optional<int> nearestFree(const std::vector<int>& taken, int start, int least, int most, int distance) {
    int above = start;
    for (auto at = std::upper_bound(taken.begin(), taken.end(), start - distance);
         at != taken.end() && *at < above + distance; ++at)
        above = *at + distance;
    int below = start;
    for (auto at = std::lower_bound(taken.begin(), taken.end(), start + distance);
         at != taken.begin() && *std::prev(at) > below - distance; --at)
        below = *std::prev(at) - distance;
    if (below >= least && (above > most || start - below <= above - start))
        return below;
    return above <= most ? std::optional(above) : std::nullopt;
}

} // namespace

void LanePlaces::add(const LanePiece& piece) {
    Row& row = m_rows[piece.at];
    const auto after = std::upper_bound(row.begin(), row.end(), piece.low,
                                        [](int low, const Stretch& each) { return low < each.low; });
    const auto at = row.insert(after, {piece.low, piece.high, piece.high, piece.line});
    if (at != row.begin())
        at->reach = std::max(at->high, std::prev(at)->reach);
    for (auto next = std::next(at); next != row.end() && next->reach < at->reach; ++next)
        next->reach = at->reach;
}

void LanePlaces::remove(const LanePiece& piece) {
    Row& row = m_rows[piece.at];
    auto at = std::find_if(row.begin(), row.end(), [&](const Stretch& each) {
        return each.low == piece.low && each.high == piece.high && each.line == piece.line;
    });
    if (at == row.end())
        return;
    at = row.erase(at);
    int reach = at == row.begin() ? INT_MIN : std::prev(at)->reach;
    for (; at != row.end(); ++at)
        at->reach = reach = std::max(reach, at->high);
}

bool LanePlaces::isTaken(const Row& row, const LanePiece& piece) {
    auto at = std::lower_bound(row.begin(), row.end(), piece.high + LanePiece::room,
                               [](const Stretch& each, int high) { return each.low < high; });
    while (at != row.begin()) {
        --at;
        if (at->reach + LanePiece::room <= piece.low)
            return false;
        if (at->line != piece.line && at->high + LanePiece::room > piece.low)
            return true;
    }
    return false;
}

bool LanePlaces::isTaken(const LanePiece& piece) const {
    const auto row = m_rows.find(piece.at);
    return row != m_rows.end() && isTaken(row->second, piece);
}

bool LanePlaces::isFull(const LanePiece& piece) const {
    auto row = m_rows.lower_bound(piece.least);
    for (int at = piece.least; at <= piece.most; ++at, ++row)
        if (row == m_rows.end() || row->first != at || !isTaken(row->second, piece))
            return false;
    return true;
}

int LanePlaces::freePlace(const LanePiece& piece, std::initializer_list<int> distances) const {
    const int start = std::clamp(piece.at, piece.least, piece.most);
    if (isFull(piece))
        return piece.at;
    const int widest = std::max(distances);
    std::vector<int> taken;
    for (auto row = m_rows.upper_bound(piece.least - widest); row != m_rows.end() && row->first < piece.most + widest;
         ++row)
        if (isTaken(row->second, piece))
            taken.push_back(row->first);
    for (const int distance : distances)
        if (const auto place = nearestFree(taken, start, piece.least, piece.most, distance))
            return *place;
    return piece.at;
}

} // namespace waylight
