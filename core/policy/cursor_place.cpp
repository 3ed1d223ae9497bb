// SPDX-License-Identifier: MIT
#include "core/policy/cursor_place.h"

#include <algorithm>
#include <utility>

namespace waylight::policy {
namespace {

constexpr std::size_t longestText = 1 << 20;
constexpr std::string_view whiteSpace = " \t\r\n";
constexpr std::string_view wordEnd = " \t\r\n{}[]:,\"";

/// Reads tokens into nodes and remembers the state in which the cursor was met.
class LooseReader {
public:
    LooseReader(std::string_view text, std::size_t cursor) : m_text(text), m_cursor(cursor) {}

    CursorPlace read() {
        for (std::size_t at = skipSpace(0); at < m_text.size(); at = skipSpace(at)) {
            const TextRange token{at, endOfToken(at)};
            meet(token);
            take(token);
            m_place.previousEnd = m_met ? m_place.previousEnd : token.end;
            at = token.end;
        }
        meet({m_text.size(), m_text.size()});
        for (const int open : m_open)
            m_place.nodes[static_cast<std::size_t>(open)].range.end = m_text.size();
        return std::move(m_place);
    }

private:
    enum class Expects : std::uint8_t { Name, Colon, Value, Comma };

    std::size_t skipSpace(std::size_t at) const {
        return std::min(m_text.find_first_not_of(whiteSpace, at), m_text.size());
    }

    std::size_t endOfToken(std::size_t at) const {
        const char c = m_text[at];
        if (c == '"') {
            for (std::size_t i = at + 1; i < m_text.size(); ++i) {
                if (m_text[i] == '\\')
                    ++i;
                else if (m_text[i] == '"')
                    return i + 1;
                else if (m_text[i] == '\n')
                    return i;
            }
            return m_text.size();
        }
        if (std::string_view("{}[]:,").find(c) != std::string_view::npos)
            return at + 1;
        return std::min(m_text.find_first_of(wordEnd, at), m_text.size());
    }

    bool isClosed(TextRange token) const {
        return token.end - token.begin > 1 && m_text[token.end - 1] == '"' && m_text[token.begin] == '"';
    }

    bool isWord(TextRange token) const {
        return token.end > token.begin &&
               std::string_view("{}[]:,").find(m_text[token.begin]) == std::string_view::npos;
    }

    /// Whether the cursor is inside the token: between its quotes, or at a word or behind it.
    bool holdsCursor(TextRange token) const {
        if (!isWord(token))
            return false;
        if (m_text[token.begin] == '"')
            return m_cursor > token.begin && (m_cursor < token.end || (!isClosed(token) && m_cursor == token.end));
        return m_cursor >= token.begin && m_cursor <= token.end;
    }

    /// Notes where the cursor is, if it is in this token or in the white space before it.
    void meet(TextRange token) {
        if (m_met || (m_cursor > token.begin && !holdsCursor(token) && token.begin < m_text.size()))
            return;
        m_met = true;
        m_place.container = m_open.empty() ? -1 : m_open.back();
        m_place.spot = spot();
        const bool inside = holdsCursor(token);
        m_place.token = inside ? token : TextRange{m_cursor, m_cursor};
        // An open quote swallows the rest of its line, which is rarely part of the text.
        if (inside && m_text[token.begin] == '"' && !isClosed(token))
            m_place.token.end = m_cursor;
        if (inside) {
            m_place.quoted = m_text[token.begin] == '"';
            const std::size_t from = token.begin + (m_place.quoted ? 1 : 0);
            m_place.typed = std::string(m_text.substr(from, m_cursor - from));
        }
        const std::size_t behind = skipSpace(m_place.token.end);
        m_place.next = behind < m_text.size() ? m_text[behind] : '\0';
        m_place.path = path();
    }

    CursorPlace::Spot spot() const {
        using Spot = CursorPlace::Spot;
        if (m_open.empty())
            return m_place.nodes.empty() ? Spot::Value : Spot::Nowhere;
        const bool inObject = top().kind == LooseNode::Kind::Object;
        switch (m_expects.back()) {
        case Expects::Name:
            return Spot::Name;
        case Expects::Value:
            return Spot::Value;
        case Expects::Comma:
            return inObject ? Spot::AfterMember : Spot::AfterItem;
        case Expects::Colon:
            break;
        }
        return Spot::Nowhere;
    }

    std::vector<std::string> path() const {
        std::vector<std::string> names;
        for (const int open : m_open)
            if (const std::string& name = m_place.nodes[static_cast<std::size_t>(open)].name; !name.empty())
                names.push_back(name);
        if (!m_open.empty() && top().kind == LooseNode::Kind::Object && m_expects.back() == Expects::Value)
            names.push_back(m_name);
        return names;
    }

    const LooseNode& top() const { return m_place.nodes[static_cast<std::size_t>(m_open.back())]; }

    void take(TextRange token) {
        switch (m_text[token.begin]) {
        case '{':
            open(LooseNode::Kind::Object, token);
            return;
        case '[':
            open(LooseNode::Kind::Array, token);
            return;
        case '}':
        case ']':
            close(token);
            return;
        case ':':
            if (!m_open.empty() && m_expects.back() == Expects::Colon)
                m_expects.back() = Expects::Value;
            return;
        case ',':
            if (!m_open.empty())
                m_expects.back() = top().kind == LooseNode::Kind::Object ? Expects::Name : Expects::Value;
            return;
        default:
            takeText(token);
        }
    }

    std::string content(TextRange token) const {
        const bool quoted = m_text[token.begin] == '"';
        const std::size_t begin = token.begin + (quoted ? 1 : 0);
        const std::size_t end = quoted && isClosed(token) ? token.end - 1 : token.end;
        return std::string(m_text.substr(begin, end - begin));
    }

    void takeText(TextRange token) {
        // A name after a value: the comma between them is not typed yet.
        const bool isName =
            !m_open.empty() && top().kind == LooseNode::Kind::Object && m_expects.back() != Expects::Value;
        if (isName) {
            m_name = content(token);
            m_nameRange = token;
            m_expects.back() = Expects::Colon;
            return;
        }
        const bool quoted = m_text[token.begin] == '"';
        add(quoted ? LooseNode::Kind::Text : LooseNode::Kind::Word, token).text = content(token);
        if (!m_open.empty())
            m_expects.back() = Expects::Comma;
    }

    LooseNode& add(LooseNode::Kind kind, TextRange range) {
        LooseNode node;
        node.kind = kind;
        node.parent = m_open.empty() ? -1 : m_open.back();
        node.range = range;
        if (!m_open.empty() && top().kind == LooseNode::Kind::Object) {
            node.name = std::exchange(m_name, {});
            node.nameRange = m_nameRange;
        }
        return m_place.nodes.emplace_back(std::move(node));
    }

    void open(LooseNode::Kind kind, TextRange token) {
        add(kind, token);
        if (!m_open.empty())
            m_expects.back() = Expects::Comma;
        m_open.push_back(static_cast<int>(m_place.nodes.size()) - 1);
        m_expects.push_back(kind == LooseNode::Kind::Object ? Expects::Name : Expects::Value);
    }

    /// A bracket closes the innermost one of its kind; those inside it were forgotten.
    void close(TextRange token) {
        const auto kind = m_text[token.begin] == '}' ? LooseNode::Kind::Object : LooseNode::Kind::Array;
        const auto match = std::find_if(m_open.rbegin(), m_open.rend(), [&](int open) {
            return m_place.nodes[static_cast<std::size_t>(open)].kind == kind;
        });
        if (match == m_open.rend())
            return;
        const auto keep = static_cast<std::size_t>(m_open.rend() - match) - 1;
        for (std::size_t i = keep; i < m_open.size(); ++i)
            m_place.nodes[static_cast<std::size_t>(m_open[i])].range.end = token.end;
        m_open.resize(keep);
        m_expects.resize(keep);
    }

    std::string_view m_text;
    std::size_t m_cursor;
    CursorPlace m_place;
    std::vector<int> m_open;
    std::vector<Expects> m_expects; ///< of each open bracket
    std::string m_name;             ///< of the member whose value comes next
    TextRange m_nameRange;
    bool m_met = false;
};

} // namespace

int CursorPlace::statement() const {
    for (int at = container; at >= 0; at = nodes[static_cast<std::size_t>(at)].parent) {
        const LooseNode& node = nodes[static_cast<std::size_t>(at)];
        if (node.kind != LooseNode::Kind::Object || node.parent < 0)
            continue;
        const LooseNode& parent = nodes[static_cast<std::size_t>(node.parent)];
        const bool inList = parent.kind == LooseNode::Kind::Array && parent.name == "Statement" && parent.parent == 0;
        if (inList || (node.name == "Statement" && node.parent == 0))
            return at;
    }
    return -1;
}

int CursorPlace::member(int object, std::string_view name) const {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].parent == object && nodes[i].name == name)
            return static_cast<int>(i);
    return -1;
}

std::vector<std::string> CursorPlace::textsOf(int node) const {
    std::vector<std::string> texts;
    for (std::size_t i = 0; node >= 0 && i < nodes.size(); ++i)
        if (nodes[i].kind == LooseNode::Kind::Text && (static_cast<int>(i) == node || nodes[i].parent == node))
            texts.push_back(nodes[i].text);
    return texts;
}

CursorPlace cursorPlace(std::string_view text, std::size_t cursor) {
    if (text.size() > longestText)
        return {};
    return LooseReader(text, std::min(cursor, text.size())).read();
}

} // namespace waylight::policy
