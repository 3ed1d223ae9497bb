// SPDX-License-Identifier: MIT
#include "core/drawing/box_tree.h"

#include "core/drawing/labels.h"
#include "core/drawing/layout.h"
#include "core/drawing/rects.h"

namespace waylight {
namespace {

int titleWidth(const PictureBox& box) {
    constexpr int iconAndGaps = 44;
    return iconAndGaps + estimatedTextWidth(box.title, 13, true) + estimatedTextWidth(box.subtitle, 12);
}

} // namespace

bool isContainerBox(const PictureBox& box) {
    return isContainer(box.role);
}

Rect titleArea(const PictureBox& box) {
    return {box.rect.x, box.rect.y, std::min(box.rect.width, titleWidth(box)), metrics::titleHeight};
}

BoxTree::BoxTree(const std::vector<PictureBox>& boxes) {
    m_nodes.reserve(boxes.size());
    for (const PictureBox& box : boxes)
        m_nodes.push_back({box.rect, box.parent, box.depth, isContainerBox(box) ? titleWidth(box) : 0});
    listChildren();
}

void BoxTree::listChildren() {
    m_first.assign(m_nodes.size() + 2, 0);
    for (const Node& each : m_nodes)
        ++m_first[static_cast<std::size_t>(each.parent + 2)];
    for (std::size_t i = 1; i < m_first.size(); ++i)
        m_first[i] += m_first[i - 1];
    m_children.resize(m_nodes.size());
    std::vector<int> next(m_first.begin(), m_first.end() - 1);
    for (int i = 0; i < size(); ++i)
        m_children[static_cast<std::size_t>(next[static_cast<std::size_t>(parent(i) + 1)]++)] = i;
}

Rect BoxTree::title(int box) const {
    const Node& at = node(box);
    return {at.rect.x, at.rect.y, std::min(at.rect.width, at.titleWidth), metrics::titleHeight};
}

std::span<const int> BoxTree::children(int box) const {
    const auto at = static_cast<std::size_t>(box + 1);
    const auto first = static_cast<std::size_t>(m_first[at]);
    return {m_children.data() + first, static_cast<std::size_t>(m_first[at + 1]) - first};
}

std::vector<Rect> BoxTree::straddlers(int box) const {
    std::vector<Rect> found;
    for (const int child : children(box))
        if (!holds(rect(box), rect(child)))
            found.push_back(rect(child));
    return found;
}

bool BoxTree::isInside(int box, int container) const {
    while (box >= 0 && box != container)
        box = parent(box);
    return box == container;
}

int BoxTree::containerAt(const Rect& rect, const std::vector<bool>& except) const {
    const Rect middle{rect.x + rect.width / 2, rect.y + rect.height / 2, 1, 1};
    int found = -1;
    for (bool deeper = true; deeper;) {
        deeper = false;
        for (const int child : children(found))
            if (isContainer(child) && !except[static_cast<std::size_t>(child)] && holds(this->rect(child), middle)) {
                found = child;
                deeper = true;
                break;
            }
    }
    return found;
}

void BoxTree::drag(const std::vector<bool>& marked, Point by) {
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        if (marked[i])
            m_nodes[i].rect = shifted(m_nodes[i].rect, by);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        Node& at = m_nodes[i];
        const bool top = marked[i] && (at.parent < 0 || !marked[static_cast<std::size_t>(at.parent)]);
        if (top) {
            const bool onBorder = at.parent >= 0 && touch(rect(at.parent), at.rect) && !holds(rect(at.parent), at.rect);
            if (!onBorder)
                at.parent = containerAt(at.rect, marked);
        }
        if (marked[i])
            at.depth = depth(at.parent) + 1;
    }
    listChildren();
}

} // namespace waylight
