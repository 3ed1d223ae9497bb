// SPDX-License-Identifier: MIT
#include "core/drawing/lanes.h"

#include "core/drawing/lane_order.h"

#include <algorithm>
#include <climits>
#include <numeric>
#include <optional>
#include <utility>

namespace waylight {
namespace {

constexpr int clearance = 7; ///< least distance of a line from a box beside it
constexpr int laneWidth = 10;
constexpr int cornerRoom = 14; ///< a line ends this far from a box's corner
constexpr int wide = 120;      ///< in a wider gutter a line need not run in the middle

/// Swaps the axes for vertical pieces, so that one code serves both directions.
struct Axis {
    bool vertical;
    int across(const Point& p) const { return vertical ? p.x : p.y; }
    int along(const Point& p) const { return vertical ? p.y : p.x; }
    int& across(Point& p) const { return vertical ? p.x : p.y; }
    int acrossLow(const Rect& r) const { return vertical ? r.x : r.y; }
    int acrossHigh(const Rect& r) const { return vertical ? r.right() : r.bottom(); }
    int alongLow(const Rect& r) const { return vertical ? r.y : r.x; }
    int alongHigh(const Rect& r) const { return vertical ? r.bottom() : r.right(); }
};

class Lanes {
public:
    Lanes(std::vector<RoutedLine>& lines, bool vertical) : m_lines(lines), m_axis{vertical} {}

    void run() {
        collect();
        for (LanePiece& piece : m_pieces)
            centre(piece);
        // Lanes that were spread may have come near others.
        for (int round = 0; round < 2; ++round)
            separate([&](const Members& members) { share(members); });
        finish();
    }

    /// Only keeps apart what covers each other since the lines in the other direction were moved.
    void runAgain() {
        collect();
        finish();
    }

private:
    using Members = std::vector<LanePiece*>;

    void finish() {
        bool isMoving = true;
        for (int round = 0; round < 3 && isMoving; ++round) {
            isMoving = false;
            separate([&](const Members& members) {
                isMoving |= uncover(members, inOrderOfPlace(members), {laneWidth, 5, 2, 1});
            });
        }
        for (const LanePiece& piece : m_pieces) {
            auto& points = m_lines[piece.line].points;
            m_axis.across(points[piece.index]) = piece.at;
            m_axis.across(points[piece.index + 1]) = piece.at;
        }
    }

    void collect() {
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const auto& points = m_lines[i].points;
            for (std::size_t j = 0; j + 1 < points.size(); ++j) {
                if (m_axis.across(points[j]) != m_axis.across(points[j + 1]) ||
                    m_axis.along(points[j]) == m_axis.along(points[j + 1]))
                    continue;
                LanePiece piece{.line = i, .index = j, .at = m_axis.across(points[j])};
                piece.startsLow = m_axis.along(points[j]) < m_axis.along(points[j + 1]);
                piece.low = std::min(m_axis.along(points[j]), m_axis.along(points[j + 1]));
                piece.high = std::max(m_axis.along(points[j]), m_axis.along(points[j + 1]));
                piece.before = j > 0 ? m_axis.across(points[j - 1]) : piece.at;
                piece.after = j + 2 < points.size() ? m_axis.across(points[j + 2]) : piece.at;
                if (m_lines[i].isFixed)
                    piece.least = piece.most = piece.at;
                else
                    limit(piece, j == 0, j + 2 == points.size());
                m_pieces.push_back(piece);
            }
        }
    }

    static void keepBeside(LanePiece& piece, int low, int high) {
        if (high <= piece.at)
            piece.least = std::max(piece.least, std::min(piece.at, high + clearance));
        else if (low >= piece.at)
            piece.most = std::min(piece.most, std::max(piece.at, low - clearance));
    }

    void limit(LanePiece& piece, bool first, bool last) const {
        const RoutedLine& line = m_lines[piece.line];
        const auto avoid = [&](const Rect& rect) {
            if (m_axis.alongLow(rect) < piece.high + clearance && m_axis.alongHigh(rect) > piece.low - clearance)
                keepBeside(piece, m_axis.acrossLow(rect), m_axis.acrossHigh(rect));
        };
        for (const Rect& rect : line.surroundings->obstacles)
            if (rect != line.from && rect != line.to)
                avoid(rect);
        for (const Rect& wall : line.surroundings->walls)
            if (m_axis.alongLow(wall) < piece.high && m_axis.alongHigh(wall) > piece.low) {
                keepBeside(piece, m_axis.acrossLow(wall), m_axis.acrossLow(wall));
                keepBeside(piece, m_axis.acrossHigh(wall), m_axis.acrossHigh(wall));
            }
        const auto end = [&](const Rect& box, bool here) {
            if (!here) {
                avoid(box);
                return;
            }
            const int room = std::min(cornerRoom, (m_axis.acrossHigh(box) - m_axis.acrossLow(box)) / 4);
            piece.least = std::max(piece.least, std::min(piece.at, m_axis.acrossLow(box) + room));
            piece.most = std::min(piece.most, std::max(piece.at, m_axis.acrossHigh(box) - room));
            piece.atEnd = true;
        };
        end(line.from, first);
        end(line.to, last);
    }

    void centre(LanePiece& piece) const {
        const RoutedLine& line = m_lines[piece.line];
        if (line.isFixed)
            return;
        if (piece.atEnd) {
            // The smaller box of a straight line decides, else the box it ends at.
            const bool first = piece.index == 0;
            const bool both = line.points.size() == 2;
            const auto width = [&](const Rect& r) { return m_axis.acrossHigh(r) - m_axis.acrossLow(r); };
            const Rect& box = both    ? (width(line.from) < width(line.to) ? line.from : line.to)
                              : first ? line.from
                                      : line.to;
            piece.at = std::clamp((m_axis.acrossLow(box) + m_axis.acrossHigh(box)) / 2, piece.least, piece.most);
        } else if (piece.most - piece.least < wide) {
            piece.at = (piece.least + piece.most) / 2;
        }
    }

    /// Calls `treat` with the pieces that are near each other, directly or through others.
    template <class Treat>
    void separate(Treat treat) {
        std::vector<std::size_t> group(m_pieces.size());
        std::iota(group.begin(), group.end(), 0);
        const auto find = [&](std::size_t i) {
            while (group[i] != i)
                i = group[i] = group[group[i]];
            return i;
        };
        forEachNear([&](std::size_t a, std::size_t b) {
            const std::size_t i = find(a);
            const std::size_t j = find(b);
            group[std::max(i, j)] = std::min(i, j);
        });
        std::vector<Members> groups;
        std::vector<std::size_t> groupOf(m_pieces.size(), 0); // of a root, plus one
        for (std::size_t i = 0; i < group.size(); ++i) {
            const std::size_t root = find(i);
            if (root == i)
                continue;
            if (groupOf[root] == 0) {
                groups.push_back({&m_pieces[root]}); // roots are the first of their groups
                groupOf[root] = groups.size();
            }
            groups[groupOf[root] - 1].push_back(&m_pieces[i]);
        }
        for (const Members& members : groups)
            treat(members);
    }

    /// Calls `visit` for each two pieces of different lines that run beside each other within a lane's width.
    template <class Visit>
    void forEachNear(Visit visit) const {
        struct Near {
            int band; ///< pieces of neighbouring bands can be within a lane's width
            int low;
            std::size_t piece;
            auto operator<=>(const Near&) const = default;
        };
        std::vector<Near> order;
        order.reserve(m_pieces.size());
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const int at = m_pieces[i].at;
            order.push_back({(at >= 0 ? at : at - laneWidth + 1) / laneWidth, m_pieces[i].low, i});
        }
        std::sort(order.begin(), order.end());
        std::vector<Near> both;
        std::vector<Near> active;
        for (auto first = order.begin(); first != order.end();) {
            const int own = first->band;
            const auto isBeyond = [](int band) { return [band](const Near& each) { return each.band > band; }; };
            const auto middle = std::find_if(first, order.end(), isBeyond(own));
            const auto last = std::find_if(middle, order.end(), isBeyond(own + 1));
            both.resize(static_cast<std::size_t>(last - first));
            std::merge(first, middle, middle, last, both.begin(), [](const Near& a, const Near& b) {
                return std::pair(a.low, a.piece) < std::pair(b.low, b.piece);
            });
            active.clear();
            for (const Near& next : both) {
                const LanePiece& piece = m_pieces[next.piece];
                std::erase_if(active, [&](const Near& each) { return !m_pieces[each.piece].meets(piece); });
                for (const Near& other : active)
                    if ((next.band == own || other.band == own) && // the others are visited with the next band
                        std::abs(piece.at - m_pieces[other.piece].at) < laneWidth &&
                        piece.line != m_pieces[other.piece].line &&
                        (piece.canMove() || m_pieces[other.piece].canMove()))
                        visit(next.piece, other.piece);
                active.push_back(next);
            }
            first = middle;
        }
    }

    /// They share their gutter out.
    void share(const Members& pieces) {
        const LaneOrder lanes = laneOrder(pieces);
        const auto isFixed = [&](const LanePiece* piece) { return m_lines[piece->line].isFixed; };
        if (std::any_of(pieces.begin(), pieces.end(), isFixed))
            squeezeIn(pieces, inOrderOf(lanes.lane));
        else if (lanes.count > 1)
            spread(pieces, lanes);
    }

    static void spread(const Members& pieces, const LaneOrder& lanes) {
        int least = INT_MIN / 2;
        int most = INT_MAX / 2;
        long sum = 0;
        for (const LanePiece* piece : pieces) {
            least = std::max(least, piece->least);
            most = std::min(most, piece->most);
            sum += piece->at;
        }
        const int middle = static_cast<int>(sum / static_cast<long>(pieces.size()));
        if (least >= most) { // no common gutter: each keeps to its own
            least = middle - laneWidth * lanes.count / 2;
            most = middle + laneWidth * lanes.count / 2;
        }
        const double step = std::min<double>(laneWidth, static_cast<double>(most - least) / (lanes.count - 1));
        const double width = step * (lanes.count - 1);
        const double start = std::clamp(middle - width / 2, static_cast<double>(least), most - width);
        for (std::size_t i = 0; i < pieces.size(); ++i)
            pieces[i]->at =
                std::clamp(static_cast<int>(start + step * lanes.lane[i]), pieces[i]->least, pieces[i]->most);
        uncover(pieces, inOrderOf(lanes.lane), {1});
    }

    /// Where limits differ, or lines of other gutters have come near, some may still cover each other: these go to the
    /// nearest places that are free at one of the distances. True when some are moved.
    static bool uncover(const Members& pieces, const std::vector<std::size_t>& order,
                        std::initializer_list<int> distances) {
        bool isMoving = false;
        std::vector<const LanePiece*> placed;
        for (const std::size_t i : order) {
            LanePiece& piece = *pieces[i];
            const bool isCovered =
                piece.canMove() && std::any_of(placed.begin(), placed.end(), [&](const LanePiece* other) {
                    return other->at == piece.at && other->line != piece.line && other->meets(piece);
                });
            if (isCovered) {
                const int before = std::exchange(piece.at, freePlace(piece, placed, distances));
                isMoving |= piece.at != before;
            }
            placed.push_back(&piece);
        }
        return isMoving;
    }

    /// What is fixed stays; the others take the nearest places that are free.
    void squeezeIn(const Members& pieces, const std::vector<std::size_t>& order) const {
        std::vector<const LanePiece*> placed;
        for (const LanePiece* piece : pieces)
            if (m_lines[piece->line].isFixed)
                placed.push_back(piece);
        for (const std::size_t i : order) {
            LanePiece& piece = *pieces[i];
            if (m_lines[piece.line].isFixed)
                continue;
            piece.at = freePlace(piece, placed, {laneWidth, 5, 2});
            placed.push_back(&piece);
        }
    }

    /// Of those at one place, the least flexible first.
    static std::vector<std::size_t> inOrderOfPlace(const Members& pieces) {
        std::vector<std::size_t> order(pieces.size());
        std::iota(order.begin(), order.end(), 0);
        const auto key = [&](std::size_t i) { return std::pair(pieces[i]->at, pieces[i]->most - pieces[i]->least); };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        return order;
    }

    static std::vector<std::size_t> inOrderOf(const std::vector<int>& lane) {
        std::vector<std::size_t> order(lane.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lane[a] < lane[b]; });
        return order;
    }

    /// The nearest place within the limits that is far enough from all that is placed; where it is when there is none.
    static int freePlace(const LanePiece& piece, const std::vector<const LanePiece*>& placed,
                         std::initializer_list<int> distances) {
        std::vector<int> taken;
        for (const LanePiece* other : placed)
            if (other->line != piece.line && other->meets(piece))
                taken.push_back(other->at);
        std::sort(taken.begin(), taken.end());
        for (const int distance : distances) {
            const auto isFree = [&](int at) {
                const auto next = std::upper_bound(taken.begin(), taken.end(), at - distance);
                return at >= piece.least && at <= piece.most && (next == taken.end() || *next >= at + distance);
            };
            std::optional<int> best;
            const auto offer = [&](int at) {
                if ((!best || std::abs(at - piece.at) < std::abs(*best - piece.at)) && isFree(at))
                    best = at;
            };
            offer(piece.at);
            for (const int other : taken)
                for (const int side : {-distance, distance})
                    offer(other + side);
            offer(piece.least);
            offer(piece.most);
            if (best)
                return *best;
        }
        return piece.at;
    }

    std::vector<RoutedLine>& m_lines;
    Axis m_axis;
    std::vector<LanePiece> m_pieces;
};

} // namespace

void separateLanes(std::vector<RoutedLine>& lines) {
    for (const bool vertical : {true, false})
        Lanes(lines, vertical).run();
    for (const bool vertical : {true, false})
        Lanes(lines, vertical).runAgain();
}

} // namespace waylight
