// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"

#include <map>
#include <memory>

namespace waylight {

using Line = std::vector<Point>;

/// Finds orthogonal lines between boxes of one picture, round every box that holds neither end and round the titles of
/// those that do. Lines between the same two containers share one grid of gutters.
class Router {
public:
    explicit Router(const std::vector<PictureBox>& boxes);
    ~Router();

    /// From border to border. Two boxes of which one holds the other have no line: empty.
    Line route(int from, int to);
    /// What a line between the two must not touch, the two themselves left out.
    std::vector<Rect> obstacles(int from, int to);
    /// The containers that a line between the two may cross.
    std::vector<int> crossable(int from, int to) const;

private:
    struct Gutters;
    Gutters& gutters(int from, int to);
    std::vector<int> chain(int container, int upTo) const;
    int commonContainer(int from, int to) const;

    const std::vector<PictureBox>& m_boxes;
    std::vector<std::vector<int>> m_children; ///< of box i at i + 1; of the top level at 0
    std::map<std::pair<int, int>, std::unique_ptr<Gutters>> m_gutters;
};

/// The part of a container's box in which its title stands.
Rect titleArea(const PictureBox& box);

} // namespace waylight
