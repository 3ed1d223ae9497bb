// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"
#include "core/model/patch.h"

#include <memory>

namespace waylight {

/// A point on the canvas, in canvas units (pixels at 100 %).
struct Point {
    int x = 0;
    int y = 0;
    bool operator==(const Point&) const = default;
};

/// What a box is drawn as.
enum class BoxRole : std::uint8_t { Region, Vpc, Zone, PublicSubnet, PrivateSubnet, Symbol, Note, Area };

/// A container or symbol of the picture.
struct PictureBox {
    Id id;
    Rect rect;       ///< absolute
    int parent = -1; ///< index of the container's box
    int depth = 0;   ///< 0 at the top level
    BoxRole role = BoxRole::Symbol;
    std::string icon; ///< name of the icon, such as "instance"; see resources/icons
    std::string title;
    std::string subtitle; ///< CIDR, address, service …; may be empty
    Tint tint{};          ///< of a note or area
    std::string price{};  ///< what it costs, where that is shown
    bool operator==(const PictureBox&) const = default;
};

/// What a connector says. `Attachment` joins networks: a VPC and a transit gateway, a peering connection, a VPN.
enum class ConnectorRole : std::uint8_t { Association, Route, EndpointRoute, Attachment, Uses };

/// A line between two boxes, orthogonal, from border to border.
struct PictureConnector {
    Id id; ///< "from>to"
    Id from;
    Id to;
    ConnectorRole role = ConnectorRole::Association;
    std::string label;     ///< such as the route's destination; may be empty
    bool implicit = false; ///< follows from a default, such as the main route table's association: drawn lighter
    std::vector<Point> points;
    Rect labelRect; ///< where the label stands, clear of boxes and other labels; empty when there is no room for it
    bool operator==(const PictureConnector&) const = default;
};

struct Drawing; // see drawing.h

/// True for boxes that hold others.
constexpr bool isContainer(BoxRole role) {
    return role != BoxRole::Symbol && role != BoxRole::Note && role != BoxRole::Area;
}

/// A design as it is drawn: boxes (containers before what they hold, areas last), connectors, and a spatial index. One
/// painter draws it; hit-testing and keyboard neighbours ask it.
class Picture {
public:
    Picture() = default;
    /// `standIns`: what is not drawn by itself, in the order of ids, with the id of what stands for it.
    Picture(std::vector<PictureBox> boxes, std::vector<PictureConnector> connectors,
            std::vector<std::pair<Id, Id>> standIns = {}, std::shared_ptr<const Drawing> drawing = {});

    const std::vector<PictureBox>& boxes() const { return m_boxes; }
    const std::vector<PictureConnector>& connectors() const { return m_connectors; }
    /// Around everything; empty when nothing is drawn.
    const Rect& bounds() const { return m_bounds; }

    /// The box of a resource or zone; of what a resource is part of when it is not drawn by itself; null when neither
    /// is.
    const PictureBox* box(const Id& id) const;
    /// The innermost box under a point, or null. An area is under everything else.
    const PictureBox* boxAt(Point point) const;
    /// The connector within `tolerance` units of a point, or null.
    const PictureConnector* connectorAt(Point point, int tolerance = 4) const;
    /// Indices of boxes that touch the rectangle, in painting order.
    std::vector<int> boxesTouching(const Rect& area) const;
    std::vector<int> connectorsTouching(const Rect& area) const;
    /// Ids of symbols and containers that lie wholly inside, leaving out those inside a container that is in.
    std::vector<Id> idsInside(const Rect& area) const;

    /// What drawing found out on the way, for `updated` and `rerouted`; null for a picture that `draw` did not make.
    /// Not part of the picture's value.
    const Drawing* drawing() const { return m_drawing.get(); }

    bool operator==(const Picture& other) const {
        return m_boxes == other.m_boxes && m_connectors == other.m_connectors && m_standIns == other.m_standIns;
    }

private:
    std::vector<PictureBox> m_boxes;
    std::vector<PictureConnector> m_connectors;
    std::vector<std::pair<Id, Id>> m_standIns;
    std::shared_ptr<const Drawing> m_drawing;
    Rect m_bounds;
    SharedMap<Id, int> m_byId;
    void buildIndex();
    template <class Visit>
    void forEachCell(const Rect& area, Visit visit) const;

    // The spatial index: cells of `m_cellSize` units, each listing the boxes and connectors that touch it.
    int m_cellSize = 512;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<std::vector<int>> m_boxCells;
    std::vector<std::vector<int>> m_connectorCells;
};

/// A line between the boxes of two ids: the connector between them when there is one, else one round everything in the
/// way; empty when they are the same box, one holds the other, or one is not drawn.
std::vector<Point> lineBetween(const Picture& picture, const Id& from, const Id& to);

/// Draws a design. What has no place in its layout gets one from `autoLayout` beside what has.
Picture draw(const Design& design);

/// `draw(after)`, reusing what the patch does not touch of the picture of the design before.
Picture updated(const Picture& before, const Design& after, const Patch& patch);

} // namespace waylight
