// SPDX-License-Identifier: MIT
#include "core/formats/diagrams/drawio.h"

#include "core/formats/diagrams/drawio_styles.h"
#include "core/formats/diagrams/embedded_design.h"
#include "core/formats/diagrams/xml_text.h"
#include "core/formats/waylight_file.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace waylight {
namespace {

/// A number of a drawing, with at most four digits behind the point.
std::string numberText(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", value);
    std::string out = text;
    out.erase(out.find_last_not_of('0') + 1);
    if (out.ends_with('.'))
        out.pop_back();
    return out == "-0" ? "0" : out;
}

/// Words as HTML, which labels are: line breaks stay.
std::string htmlText(const std::string& words) {
    std::string out;
    for (const char c : words) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '\n')
            out += "<br>";
        else
            out += c;
    }
    return out;
}

/// A container's words stand on one line, beside its icon.
std::string labelOf(const PictureBox& box) {
    const char* const between = isContainer(box.role) ? " &nbsp;" : "<br>";
    std::string label = htmlText(box.title);
    for (const std::string& more : {box.subtitle, box.price})
        if (!more.empty())
            label += (label.empty() ? "" : between) + htmlText(more);
    return label;
}

double lengthOf(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Where a label stands along a line: -1 at its start, 1 at its end.
double placeAlong(const std::vector<Point>& points, const Rect& label) {
    const Point middle{label.x + label.width / 2, label.y + label.height / 2};
    double length = 0;
    double best = 0;
    double nearest = HUGE_VAL;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto [low, high] = std::pair(points[i - 1], points[i]);
        const Point on{std::clamp(middle.x, std::min(low.x, high.x), std::max(low.x, high.x)),
                       std::clamp(middle.y, std::min(low.y, high.y), std::max(low.y, high.y))};
        if (lengthOf(on, middle) < nearest) {
            nearest = lengthOf(on, middle);
            best = length + lengthOf(low, on);
        }
        length += lengthOf(low, high);
    }
    return length > 0 ? 2 * best / length - 1 : 0;
}

/// Where a line meets a shape, as a part of its width and height: the line is drawn on, straight, to its border.
std::pair<double, double> meetingPlace(Point end, Point before, const Rect& place) {
    const auto part = [](int at, int from, int size) {
        return std::clamp((at - from) / double(std::max(size, 1)), 0.0, 1.0);
    };
    if (end.y == before.y)
        return {before.x > end.x ? 1.0 : 0.0, part(end.y, place.y, place.height)};
    return {part(end.x, place.x, place.width), before.y > end.y ? 1.0 : 0.0};
}

class DrawioWriter {
public:
    DrawioWriter(const Design& design, const Picture& picture, bool withDesign)
        : m_design(design), m_picture(picture), m_withDesign(withDesign) {}

    std::string write() {
        begin();
        nameCells();
        // What comes first is below the others.
        for (const bool areas : {true, false})
            for (std::size_t i = 0; i < m_picture.boxes().size(); ++i)
                if ((m_picture.boxes()[i].role == BoxRole::Area) == areas)
                    writeBox(i);
        for (std::size_t i = 0; i < m_picture.connectors().size(); ++i)
            writeConnector(i);
        m_out += "      </root>\n    </mxGraphModel>\n  </diagram>\n</mxfile>\n";
        return std::move(m_out);
    }

private:
    void begin() {
        const std::string title = m_design.name.empty() ? "Waylight" : m_design.name;
        m_out =
            "<mxfile host=\"Waylight\" type=\"device\">\n  <diagram id=\"design\" name=\"" + xmlEscaped(title) +
            "\">\n    <mxGraphModel grid=\"1\" gridSize=\"8\" guides=\"1\" tooltips=\"1\" connect=\"1\" arrows=\"1\" "
            "fold=\"1\" page=\"0\" pageScale=\"1\" math=\"0\" shadow=\"0\">\n      <root>\n        "
            "<UserObject id=\"0\" label=\"\"";
        if (m_withDesign)
            m_out.append(" ").append(drawioDesignAttribute).append("=\"") +=
                packedDesign(writeWaylight(m_design)) + '"';
        m_out += "><mxCell/></UserObject>\n        <mxCell id=\"1\" parent=\"0\"/>\n";
    }

    /// Ids of cells: those of the resources, told apart from draw.io's own "0" and "1".
    void nameCells() {
        for (const PictureBox& box : m_picture.boxes())
            m_cells.push_back(unusedId("node " + box.id));
    }

    std::string unusedId(std::string id) {
        while (!m_used.insert(id).second)
            id += '\'';
        return id;
    }

    void beginObject(const std::string& cell, const std::string& label, const Id& id) {
        m_out += "        <UserObject id=\"" + xmlEscaped(cell) + "\" label=\"" + xmlEscaped(label) + "\" awsId=\"" +
                 xmlEscaped(id) + "\">";
    }

    std::string parentCell(const PictureBox& box) const {
        return box.parent < 0 ? "1" : m_cells[static_cast<std::size_t>(box.parent)];
    }

    void writeBox(std::size_t index) {
        const PictureBox& box = m_picture.boxes()[index];
        const Rect place = drawio::placeOf(box);
        const Rect around = box.parent < 0 ? Rect() : m_picture.boxes()[static_cast<std::size_t>(box.parent)].rect;
        beginObject(m_cells[index], labelOf(box), box.id);
        m_out += "<mxCell style=\"" + drawio::styleOf(box) + "\" vertex=\"1\" parent=\"" + xmlEscaped(parentCell(box)) +
                 "\"><mxGeometry x=\"" + std::to_string(place.x - around.x) + "\" y=\"" +
                 std::to_string(place.y - around.y) + "\" width=\"" + std::to_string(place.width) + "\" height=\"" +
                 std::to_string(place.height) + "\" as=\"geometry\"/></mxCell></UserObject>\n";
    }

    const PictureBox* boxOf(const Id& id) const { return m_picture.box(id); }

    std::string cellOf(const PictureBox& box) const {
        return m_cells[static_cast<std::size_t>(&box - m_picture.boxes().data())];
    }

    static std::string fixedEnd(const char* end, Point at, Point before, const PictureBox& box) {
        const auto [x, y] = meetingPlace(at, before, drawio::placeOf(box));
        const std::string name = end;
        return name + "X=" + numberText(x) + ';' + name + "Y=" + numberText(y) + ';' + name + "Dx=0;" + name + "Dy=0;";
    }

    void writeConnector(std::size_t index) {
        const PictureConnector& connector = m_picture.connectors()[index];
        const PictureBox* const from = boxOf(connector.from);
        const PictureBox* const to = boxOf(connector.to);
        const std::vector<Point>& points = connector.points;
        if (!from || !to)
            return;
        std::string style = drawio::styleOf(connector);
        if (points.size() > 1)
            style += fixedEnd("exit", points.front(), points[1], *from) +
                     fixedEnd("entry", points.back(), points[points.size() - 2], *to);
        beginObject(unusedId("edge " + connector.id), htmlText(connector.label), connector.id);
        m_out += "<mxCell style=\"" + style + "\" edge=\"1\" parent=\"1\" source=\"" + xmlEscaped(cellOf(*from)) +
                 "\" target=\"" + xmlEscaped(cellOf(*to)) + "\"><mxGeometry x=\"" +
                 numberText(connector.labelRect.width > 0 ? placeAlong(points, connector.labelRect) : 0) +
                 "\" relative=\"1\" as=\"geometry\">";
        writeBends(points);
        m_out += "</mxGeometry></mxCell></UserObject>\n";
    }

    void writeBends(const std::vector<Point>& points) {
        if (points.size() < 3)
            return;
        m_out += "<Array as=\"points\">";
        for (std::size_t i = 1; i + 1 < points.size(); ++i)
            m_out += "<mxPoint x=\"" + std::to_string(points[i].x) + "\" y=\"" + std::to_string(points[i].y) + "\"/>";
        m_out += "</Array>";
    }

    const Design& m_design;
    const Picture& m_picture;
    bool m_withDesign;
    std::string m_out;
    std::vector<std::string> m_cells; ///< ids by box
    std::set<std::string> m_used;
};

} // namespace

std::string writeDrawio(const Design& design, const Picture& picture, bool withDesign) {
    return DrawioWriter(design, picture, withDesign).write();
}

std::string writeDrawio(const Design& design) {
    return writeDrawio(design, draw(design));
}

} // namespace waylight
