// SPDX-License-Identifier: MIT
#include "ui/canvas/moved_part.h"

#include "core/drawing/changed_areas.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr std::size_t mostAreas = 64;

class PartFinder {
public:
    PartFinder(const Picture& picture, const std::vector<Id>& ids) : m_picture(picture) {
        m_part.ids = ids;
        m_part.boxes.resize(picture.boxes().size());
        m_part.connectors.resize(picture.connectors().size());
    }

    MovedPart find() {
        findBoxes();
        findConnectors();
        m_part.picture = Picture(std::move(m_boxes), std::move(m_inner));
        m_part.areas = coarsened(std::move(m_part.areas), mostAreas);
        return std::move(m_part);
    }

private:
    void findBoxes() {
        const auto& boxes = m_picture.boxes();
        for (const Id& id : m_part.ids)
            if (const PictureBox* box = m_picture.box(id); box && box->id == id)
                m_part.boxes[static_cast<std::size_t>(box - boxes.data())] = true;
        std::vector<int> newIndex(boxes.size(), -1);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const int parent = boxes[i].parent < 0 ? -1 : newIndex[static_cast<std::size_t>(boxes[i].parent)];
            if (parent < 0 && !m_part.boxes[i])
                continue;
            m_part.boxes[i] = true;
            newIndex[i] = static_cast<int>(m_boxes.size());
            m_boxes.push_back(boxes[i]);
            m_boxes.back().parent = parent;
            m_boxes.back().depth = parent < 0 ? 0 : m_boxes[static_cast<std::size_t>(parent)].depth + 1;
            m_part.areas.push_back(boxes[i].rect);
        }
    }

    /// An end lies on the border of its box, so only connectors near the moved boxes come into question.
    void findConnectors() {
        std::vector<int> near;
        for (const Rect& rect : coarsened(m_part.areas, mostAreas))
            for (const int index :
                 m_picture.connectorsTouching({rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2}))
                near.push_back(index);
        std::sort(near.begin(), near.end());
        near.erase(std::unique(near.begin(), near.end()), near.end());
        for (const int index : near) {
            const PictureConnector& connector = m_picture.connectors()[static_cast<std::size_t>(index)];
            const bool from = moves(connector.from);
            const bool to = moves(connector.to);
            if (!from && !to)
                continue;
            m_part.connectors[static_cast<std::size_t>(index)] = true;
            const std::vector<Rect> areas = areasOf(connector);
            m_part.areas.insert(m_part.areas.end(), areas.begin(), areas.end());
            if (from && to)
                m_inner.push_back(connector);
            else
                m_part.crossing.push_back(index);
        }
    }

    bool moves(const Id& id) const {
        const PictureBox* box = m_picture.box(id);
        return box && m_part.boxes[static_cast<std::size_t>(box - m_picture.boxes().data())];
    }

    const Picture& m_picture;
    MovedPart m_part;
    std::vector<PictureBox> m_boxes;
    std::vector<PictureConnector> m_inner;
};

} // namespace

MovedPart movedPart(const Picture& picture, const std::vector<Id>& ids) {
    return PartFinder(picture, ids).find();
}

} // namespace waylight
