// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// The bytes [begin, end) of a text.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const TextRange&) const = default;
};

/// Line and column of a byte, both counted from 1; columns count bytes.
struct TextPosition {
    std::size_t line = 1;
    std::size_t column = 1;
};
TextPosition positionAt(std::string_view text, std::size_t offset);

/// A diagnostic and the bytes of the policy that it is about, so that an editor can underline them.
struct Problem {
    Diagnostic diagnostic;
    TextRange range;

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

/// Appends a problem, unless there are 200 already: more help nobody.
void addProblem(Problems& problems, Problem problem);

/// Drops the byte ranges.
Diagnostics toDiagnostics(const Problems& problems);

enum class JsonKind : std::uint8_t { Null, Boolean, Number, String, Array, Object };

/// Index of a node in its tree; the root is 0.
using NodeId = std::uint32_t;
inline constexpr NodeId noNode = 0xffffffffu;

/// One JSON value and where it stands.
struct JsonNode {
    JsonKind kind = JsonKind::Null;
    NodeId parent = noNode;
    NodeId firstChild = noNode;
    NodeId nextSibling = noNode;
    std::uint32_t index = 0; ///< position among its siblings
    TextRange range;         ///< of the value, with its quotes or brackets
    TextRange nameRange;     ///< of the member's name with its quotes; empty in arrays and at the root
    std::string name;        ///< member name, unescaped; empty in arrays and at the root
    std::string text;        ///< a string unescaped; a number or boolean as it is written
};

/// JSON (RFC 8259) whose every value and member name knows its bytes, which nlohmann's parser does not tell. At most 64
/// levels and 1 MB, fifty times what AWS takes. A member name that occurs twice in an object is reported, and both are kept.
class JsonTree {
public:
    /// The tree, or nothing when the text is not JSON; what is wrong is appended to `problems` either way.
    static std::optional<JsonTree> parse(std::string_view text, Problems& problems);

    const JsonNode& node(NodeId id) const { return m_nodes[id]; }
    const JsonNode& root() const { return m_nodes.front(); }
    std::size_t size() const { return m_nodes.size(); }
    /// The first member of that name, or `noNode`.
    NodeId member(NodeId object, std::string_view name) const;
    /// JSON pointer (RFC 6901) of a node, such as "/Statement/0/Action".
    std::string pointerOf(NodeId id) const;
    /// The node that a JSON pointer names, or `noNode`.
    NodeId nodeAt(std::string_view pointer) const;

    /// Calls `visit(id)` for the members or items of a node, in the order of the text.
    template <class Visit>
    void forEachChild(NodeId id, Visit visit) const {
        for (NodeId child = m_nodes[id].firstChild; child != noNode; child = m_nodes[child].nextSibling)
            visit(child);
    }

private:
    friend class JsonTreeReader;
    std::vector<JsonNode> m_nodes;
};

} // namespace waylight::policy
