// SPDX-License-Identifier: MIT
#include "core/drawing/related.h"

namespace waylight {
namespace {

class Relations {
public:
    Relations(const Picture& picture, const PictureBox& box)
        : m_picture(picture), m_boxes(picture.boxes()), m_own(static_cast<std::size_t>(&box - m_boxes.data())) {
        m_related.boxes.resize(m_boxes.size());
        m_related.connectors.resize(picture.connectors().size());
    }

    Related run() && {
        addContent();
        addSubnet();
        const std::vector<bool> starts = m_related.boxes;
        for (std::size_t i = 0; i < m_related.connectors.size(); ++i)
            follow(i, starts);
        followTables();
        addContainers();
        return std::move(m_related);
    }

private:
    /// How a route table was come to: the chain goes on with the other kind of connector.
    enum class Way : unsigned char { None, FromMember, FromTarget };

    void addContent() {
        m_related.boxes[m_own] = true;
        for (std::size_t i = m_own + 1; i < m_boxes.size(); ++i)
            if (m_boxes[i].parent >= 0 && m_boxes[i].depth > m_boxes[m_own].depth &&
                m_related.boxes[static_cast<std::size_t>(m_boxes[i].parent)])
                m_related.boxes[i] = true;
    }

    /// An instance is reached through its subnet. What hangs on a border, such as a gateway, is not.
    void addSubnet() {
        for (int at = m_boxes[m_own].parent; at >= 0; at = m_boxes[static_cast<std::size_t>(at)].parent)
            if (const BoxRole role = m_boxes[static_cast<std::size_t>(at)].role;
                role == BoxRole::PublicSubnet || role == BoxRole::PrivateSubnet)
                m_related.boxes[static_cast<std::size_t>(at)] = true;
    }

    std::size_t indexOf(const Id& id) const { return static_cast<std::size_t>(m_picture.box(id) - m_boxes.data()); }
    bool isTable(std::size_t box) const { return m_boxes[box].icon.ends_with("route-table"); }
    static bool isRoute(const PictureConnector& connector) {
        return connector.role == ConnectorRole::Route || connector.role == ConnectorRole::EndpointRoute;
    }

    void take(std::size_t connector, std::size_t from, std::size_t to) {
        m_related.connectors[connector] = m_related.boxes[from] = m_related.boxes[to] = true;
    }

    void follow(std::size_t index, const std::vector<bool>& starts) {
        const PictureConnector& connector = m_picture.connectors()[index];
        const std::size_t from = indexOf(connector.from);
        const std::size_t to = indexOf(connector.to);
        if (!starts[from] && !starts[to])
            return;
        take(index, from, to);
        const std::size_t other = starts[from] ? to : from;
        if (isTable(other) && !starts[other])
            m_tables.push_back({other, isRoute(connector) ? Way::FromTarget : Way::FromMember});
    }

    void followTables() {
        std::vector<Way> ways(m_boxes.size(), Way::None);
        for (const auto& [table, way] : m_tables)
            ways[table] = way;
        for (std::size_t i = 0; i < m_related.connectors.size(); ++i) {
            const PictureConnector& connector = m_picture.connectors()[i];
            const std::size_t from = indexOf(connector.from);
            const std::size_t to = indexOf(connector.to);
            for (const std::size_t end : {from, to})
                if ((ways[end] == Way::FromMember && isRoute(connector)) ||
                    (ways[end] == Way::FromTarget && !isRoute(connector)))
                    take(i, from, to);
        }
    }

    void addContainers() {
        for (std::size_t i = m_boxes.size(); i-- > 0;)
            if (m_related.boxes[i])
                for (int at = m_boxes[i].parent; at >= 0 && !m_related.boxes[static_cast<std::size_t>(at)];
                     at = m_boxes[static_cast<std::size_t>(at)].parent)
                    m_related.boxes[static_cast<std::size_t>(at)] = true;
    }

    const Picture& m_picture;
    const std::vector<PictureBox>& m_boxes;
    std::size_t m_own;
    Related m_related;
    std::vector<std::pair<std::size_t, Way>> m_tables;
};

} // namespace

Related relatedTo(const Picture& picture, const PictureBox& box) {
    return Relations(picture, box).run();
}

} // namespace waylight
