// SPDX-License-Identifier: MIT
#include "core/policy/print.h"

#include <algorithm>
#include <array>

namespace waylight::policy {
namespace {

constexpr std::array<std::string_view, 12> order{"Version",   "Id",        "Statement",    "Sid",
                                                 "Effect",    "Principal", "NotPrincipal", "Action",
                                                 "NotAction", "Resource",  "NotResource",  "Condition"};

/// Writes nodes with their members in the order above; a list of one line's length stays on its line.
class Printer {
public:
    explicit Printer(const JsonTree& tree) : m_tree(tree) {}

    std::string text() {
        write(0, 0, true);
        return std::move(m_text) + '\n';
    }

private:
    const JsonNode& node(NodeId id) const { return m_tree.node(id); }

    void write(NodeId id, std::size_t level, bool ordered) {
        switch (node(id).kind) {
        case JsonKind::Null:
            m_text += "null";
            break;
        case JsonKind::Boolean:
        case JsonKind::Number:
            m_text += node(id).text;
            break;
        case JsonKind::String:
            m_text += quotedJson(node(id).text);
            break;
        case JsonKind::Array:
            writeItems(id, level, ordered, '[', ']');
            break;
        case JsonKind::Object:
            writeItems(id, level, ordered, '{', '}');
            break;
        }
    }

    /// Condition keys and principals are nobody's fixed list: they keep their order.
    static bool isOrderedBelow(const JsonNode& parent, bool ordered) {
        return ordered && (parent.name.empty() || parent.name == "Statement");
    }

    std::vector<NodeId> children(NodeId id, bool ordered) const {
        std::vector<NodeId> all;
        m_tree.forEachChild(id, [&](NodeId child) { all.push_back(child); });
        const auto rank = [&](NodeId child) { return std::find(order.begin(), order.end(), node(child).name); };
        if (node(id).kind == JsonKind::Object && ordered)
            std::stable_sort(all.begin(), all.end(), [&](NodeId a, NodeId b) { return rank(a) < rank(b); });
        return all;
    }

    bool fitsOnALine(const std::vector<NodeId>& items) const {
        return items.empty() ||
               (items.size() == 1 && node(items[0]).kind != JsonKind::Object && node(items[0]).kind != JsonKind::Array);
    }

    void writeItems(NodeId id, std::size_t level, bool ordered, char open, char close) {
        const bool here = isOrderedBelow(node(id), ordered);
        const auto items = children(id, here);
        const bool oneLine = open == '[' ? fitsOnALine(items) : items.empty();
        m_text += open;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0)
                m_text += ',';
            if (!oneLine)
                m_text.append("\n").append(2 * (level + 1), ' ');
            if (open == '{')
                m_text.append(quotedJson(node(items[i]).name)).append(": ");
            write(items[i], level + 1, here);
        }
        if (!oneLine)
            m_text.append("\n").append(2 * level, ' ');
        m_text += close;
    }

    const JsonTree& m_tree;
    std::string m_text;
};

} // namespace

std::string quotedJson(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result.append(1, '\\').append(1, c);
        else if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else if (byte < 0x20)
            result.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        else
            result += c;
    }
    return result + '"';
}

std::string printed(const Document& document) {
    return Printer(document.tree()).text();
}

} // namespace waylight::policy
