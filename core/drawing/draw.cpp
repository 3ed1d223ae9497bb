// SPDX-License-Identifier: MIT
#include "core/base/parallel.h"
#include "core/drawing/completion.h"
#include "core/drawing/drawing.h"
#include "core/drawing/layout.h"

#include <algorithm>
#include <unordered_map>

namespace waylight {
namespace {

constexpr std::size_t worthAThread = 1000; ///< boxes

std::vector<PictureBox> boxesOf(const DrawnTree& tree, const std::vector<Rect>& places) {
    std::vector<PictureBox> boxes;
    boxes.reserve(tree.nodes.size());
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const DrawnNode& node = tree.nodes[i];
        PictureBox box{node.id, places[i], node.parent, 0, node.role, node.icon, node.title, node.subtitle};
        if (node.parent >= 0) {
            const PictureBox& parent = boxes[static_cast<std::size_t>(node.parent)];
            box.rect.x += parent.rect.x;
            box.rect.y += parent.rect.y;
            box.depth = parent.depth + 1;
        }
        boxes.push_back(std::move(box));
    }
    return boxes;
}

/// Notes have a colour, and areas come last: no line goes round them, and nothing is in them.
void addNotes(const Design& design, std::vector<PictureBox>& boxes, const DrawnTree& tree) {
    for (const auto& [id, note] : design.notes) {
        if (const int at = tree.find(id); at >= 0)
            boxes[static_cast<std::size_t>(at)].tint = note.tint;
        if (!note.area)
            continue;
        const Rect* place = design.layout.find(id);
        boxes.push_back(
            {id, place ? saneRect(*place) : metrics::newArea, -1, 0, BoxRole::Area, "area", note.text, {}, note.tint});
    }
}

/// What of an earlier drawing still holds: a line whose ends and surroundings are where they were.
class Unchanged {
public:
    Unchanged(const Drawing& before, const Drawing& now) : m_before(before), m_now(now) {
        mapBoxes();
        findChangedContents();
        const std::vector<Link>& links = *before.links;
        if (now.links != before.links)
            for (std::size_t i = 0; i < links.size(); ++i)
                m_linkOf.emplace(keyOf(links[i].from, links[i].to), i);
    }

    /// The line that link `index` had, or null.
    const RoutedLine* lineOf(std::size_t index) const {
        const Link& link = (*m_now.links)[index];
        for (int end : {link.from, link.to})
            for (end = m_now.boxes.parent(end);; end = m_now.boxes.parent(end)) {
                if (m_changed[static_cast<std::size_t>(end + 1)])
                    return nullptr;
                if (end < 0 || m_now.boxes.isInside(link.from, end) == m_now.boxes.isInside(link.to, end))
                    break;
            }
        if (m_now.links == m_before.links)
            return &m_before.lines[index];
        const auto found = m_linkOf.find(keyOf(oldOf(link.from), oldOf(link.to)));
        return found == m_linkOf.end() ? nullptr : &m_before.lines[found->second];
    }

private:
    static std::uint64_t keyOf(int from, int to) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(from)) << 32 | static_cast<std::uint32_t>(to);
    }
    int oldOf(int box) const { return box < 0 ? box : m_old[static_cast<std::size_t>(box)]; }

    void mapBoxes() {
        const auto& nodes = m_now.tree->nodes;
        const auto& old = m_before.tree->nodes;
        m_old.reserve(nodes.size());
        int guess = 0; // mostly they are in the same order
        for (const DrawnNode& node : nodes) {
            const bool next =
                guess < static_cast<int>(old.size()) && old[static_cast<std::size_t>(guess)].id == node.id;
            m_old.push_back(next ? guess : m_before.tree->find(node.id));
            if (m_old.back() >= 0)
                guess = m_old.back() + 1;
        }
    }

    /// A container's content has changed when what lines in it depend on is not what it was: its place, title and
    /// children, and what straddles the children's borders.
    void findChangedContents() {
        constexpr int missing = -1;
        m_changed.resize(static_cast<std::size_t>(m_now.boxes.size()) + 1);
        for (int box = -1; box < m_now.boxes.size(); ++box) {
            const int old = oldOf(box);
            m_changed[static_cast<std::size_t>(box + 1)] = (box >= 0 && old == missing) || !isSame(box, old);
        }
    }

    bool isSame(int box, int old) const {
        if (box >= 0 &&
            (m_now.boxes.rect(box) != m_before.boxes.rect(old) || m_now.boxes.title(box) != m_before.boxes.title(old)))
            return false;
        const auto children = m_now.boxes.children(box); // in whatever order
        return children.size() == m_before.boxes.children(old).size() &&
               std::all_of(children.begin(), children.end(), [&](int child) {
                   const int was = oldOf(child);
                   return was >= 0 && m_before.boxes.parent(was) == old &&
                          m_now.boxes.rect(child) == m_before.boxes.rect(was) &&
                          m_now.boxes.straddlers(child) == m_before.boxes.straddlers(was);
               });
    }

    const Drawing& m_before;
    const Drawing& m_now;
    std::vector<int> m_old;      ///< of each box, its index before, or -1
    std::vector<bool> m_changed; ///< of each box's content, at its index + 1; of the top level at 0
    std::unordered_map<std::uint64_t, std::size_t> m_linkOf;
};

/// The points of an earlier picture's connectors when each line is what it was, else null.
const std::vector<PictureConnector>* sameLines(const Picture& before, const Drawing& now, const Unchanged& unchanged) {
    const std::vector<RoutedLine>& lines = before.drawing()->lines;
    if (now.links->size() != lines.size())
        return nullptr;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (unchanged.lineOf(i) != &lines[i])
            return nullptr;
    return &before.connectors();
}

/// Finds lines, and gives them lanes, only as far as they are not those of the picture before, which may be null.
std::vector<Line> linesOf(Drawing& now, const Picture* before) {
    if (!before) {
        now.lines = routedLines(*now.links, now.boxes);
        return inLanes(now.lines);
    }
    const Unchanged unchanged(*before->drawing(), now);
    const std::vector<PictureConnector>* same = sameLines(*before, now, unchanged);
    now.lines = routedLines(*now.links, now.boxes, [&](std::size_t i) { return unchanged.lineOf(i); });
    if (!same)
        return inLanes(now.lines);
    std::vector<Line> lines;
    lines.reserve(same->size());
    for (const PictureConnector& connector : *same)
        lines.push_back(connector.points);
    return lines;
}

Picture drawn(const Design& design, const Picture* before, bool sameTree) {
    Drawing now;
    if (before && sameTree) {
        now.tree = before->drawing()->tree;
        now.links = before->drawing()->links;
    } else {
        now.tree = std::make_shared<const DrawnTree>(drawnTree(design));
    }
    std::vector<PictureBox> boxes;
    const auto findPlaces = [&] {
        boxes = boxesOf(*now.tree, completedPlaces(design, *now.tree, design.layout));
        now.boxes = BoxTree(boxes);
    };
    const auto findLinks = [&] {
        now.links = std::make_shared<const std::vector<Link>>(linksOf(design.topology, *now.tree));
    };
    if (now.links) {
        findPlaces();
    } else if (now.tree->nodes.size() < worthAThread) {
        findPlaces();
        findLinks();
    } else {
        inParallel(2, [&](std::size_t part) { part == 0 ? findPlaces() : findLinks(); });
    }
    std::vector<PictureConnector> connectors = connectorsOf(*now.links, boxes, linesOf(now, before));
    addNotes(design, boxes, *now.tree);
    auto standIns = now.tree->standIns;
    return Picture(std::move(boxes), std::move(connectors), std::move(standIns),
                   std::make_shared<const Drawing>(std::move(now)));
}

} // namespace

Picture draw(const Design& design) {
    return drawn(design, nullptr, false);
}

Picture updated(const Picture& before, const Design& after, const Patch& patch) {
    const bool sameTree = patch.resources.empty() && patch.notes.empty();
    if (sameTree && patch.layout.empty())
        return before;
    const bool isKnown = before.drawing() && before.drawing()->tree;
    return drawn(after, isKnown ? &before : nullptr, sameTree);
}

} // namespace waylight
