// SPDX-License-Identifier: MIT
#include "core/formats/diagrams/mermaid.h"

namespace waylight {
namespace {

/// Words inside quotes. Mermaid knows entities by `#`, and takes what stands between < and > as HTML.
std::string quoted(const std::string& words) {
    std::string out = "\"";
    for (const char c : words) {
        if (c == '"')
            out += "#quot;";
        else if (c == '#')
            out += "#35;";
        else if (c == '&')
            out += "#amp;";
        else if (c == '<')
            out += "#lt;";
        else if (c == '>')
            out += "#gt;";
        else if (c == '`') // would begin Markdown
            out += "#96;";
        else if (c == '\n')
            out += "<br>";
        else if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
    }
    return out + '"';
}

std::string labelOf(const PictureBox& box) {
    const std::string label = box.subtitle.empty() ? box.title : box.title + '\n' + box.subtitle;
    return quoted(label.empty() ? box.id : label);
}

const char* classOf(BoxRole role) {
    switch (role) {
    case BoxRole::Region:
        return "region";
    case BoxRole::Vpc:
        return "vpc";
    case BoxRole::Zone:
        return "zone";
    case BoxRole::PublicSubnet:
        return "publicSubnet";
    case BoxRole::PrivateSubnet:
        return "privateSubnet";
    case BoxRole::Note:
        return "note";
    case BoxRole::Symbol:
    case BoxRole::Area:
        break;
    }
    return "symbol";
}

constexpr const char* classes = "  classDef region fill:none,stroke:#147EBA,stroke-dasharray:6 4\n"
                                "  classDef vpc fill:none,stroke:#5B4BB7,stroke-width:2px\n"
                                "  classDef zone fill:none,stroke:#7B8896,stroke-dasharray:3 3\n"
                                "  classDef publicSubnet fill:#E9F3E6,stroke:#248814,color:#1B2733\n"
                                "  classDef privateSubnet fill:#E6F2F8,stroke:#147EBA,color:#1B2733\n"
                                "  classDef symbol fill:#FFFFFF,stroke:#697786,color:#1B2733\n"
                                "  classDef note fill:#FFF6D6,stroke:#A87400,color:#1B2733\n";

class MermaidWriter {
public:
    explicit MermaidWriter(const Picture& picture)
        : m_boxes(picture.boxes()), m_picture(picture), m_held(m_boxes.size()) {}

    std::string write() {
        for (std::size_t i = 0; i < m_boxes.size(); ++i)
            if (m_boxes[i].parent >= 0)
                m_held[static_cast<std::size_t>(m_boxes[i].parent)].push_back(i);
        for (std::size_t i = 0; i < m_boxes.size(); ++i)
            if (m_boxes[i].parent < 0 && m_boxes[i].role != BoxRole::Area)
                writeBox(i, 1);
        for (const PictureConnector& connector : m_picture.connectors())
            writeConnector(connector);
        return m_out + classes;
    }

private:
    /// Words of ours could be words of Mermaid's.
    static std::string nameOf(std::size_t index) { return 'n' + std::to_string(index + 1); }

    void writeBox(std::size_t index, int depth) {
        const PictureBox& box = m_boxes[index];
        const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
        const std::string css = std::string(":::") + classOf(box.role);
        if (!isContainer(box.role) || m_held[index].empty()) {
            m_out += indent + nameOf(index) + '[' + labelOf(box) + ']' + css + '\n';
            return;
        }
        m_out += indent + "subgraph " + nameOf(index) + '[' + labelOf(box) + "]\n";
        for (const std::size_t held : m_held[index])
            writeBox(held, depth + 1);
        m_out += indent + "end\n" + indent + "class " + nameOf(index) + ' ' + classOf(box.role) + '\n';
    }

    std::string ofBox(const Id& id) const {
        const PictureBox* const box = m_picture.box(id);
        return box ? nameOf(static_cast<std::size_t>(box - m_boxes.data())) : std::string();
    }

    static const char* lineOf(const PictureConnector& connector) {
        switch (connector.role) {
        case ConnectorRole::Association:
            return connector.implicit ? "-.-" : "---";
        case ConnectorRole::Attachment:
            return connector.implicit ? "-.-" : "===";
        case ConnectorRole::Uses:
            return "-.->";
        case ConnectorRole::Route:
        case ConnectorRole::EndpointRoute:
            break;
        }
        return "-->";
    }

    void writeConnector(const PictureConnector& connector) {
        const std::string from = ofBox(connector.from);
        const std::string to = ofBox(connector.to);
        if (from.empty() || to.empty())
            return;
        m_out += "  " + from + ' ' + lineOf(connector);
        if (!connector.label.empty())
            m_out += '|' + quoted(connector.label) + '|';
        m_out += ' ' + to + '\n';
    }

    const std::vector<PictureBox>& m_boxes;
    const Picture& m_picture;
    std::vector<std::vector<std::size_t>> m_held; ///< by container
    std::string m_out = "flowchart LR\n";
};

} // namespace

std::string writeMermaid(const Picture& picture) {
    return MermaidWriter(picture).write();
}

} // namespace waylight
