// SPDX-License-Identifier: MIT
#include "core/policy/json_tree.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <charconv>

namespace waylight::policy {
namespace {

constexpr int depthLimit = 64;
constexpr std::size_t byteLimit = 1u << 20;
constexpr std::size_t problemLimit = 200;

/// The length of the UTF-8 sequence at the front, or 0 when the bytes are not UTF-8 (RFC 3629).
std::size_t sequenceLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) >= 0xA0;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool tooHigh = first == 0xF4 && byte(1) >= 0x90;
        return follows(1) && follows(2) && follows(3) && !overlong && !tooHigh ? 4 : 0;
    }
    return 0;
}

void appendUtf8(std::string& out, std::uint32_t code) {
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | code >> 6);
        byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        byte(0xE0 | code >> 12);
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    } else {
        byte(0xF0 | code >> 18);
        byte(0x80 | (code >> 12 & 0x3F));
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    }
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A JSON number and nothing else.
bool isNumber(std::string_view text) {
    std::size_t i = 0;
    const auto digits = [&] {
        const std::size_t start = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i > start;
    };
    if (i < text.size() && text[i] == '-')
        ++i;
    const bool leadingZero = i + 1 < text.size() && text[i] == '0' && isDigit(text[i + 1]);
    if (leadingZero || !digits())
        return false;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (!digits())
            return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        if (!digits())
            return false;
    }
    return i == text.size();
}

} // namespace

TextPosition positionAt(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto newline = before.rfind('\n');
    const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return {1 + lines, newline == std::string_view::npos ? before.size() + 1 : before.size() - newline};
}

void addProblem(Problems& problems, Problem problem) {
    if (problems.size() < problemLimit)
        problems.push_back(std::move(problem));
}

Diagnostics toDiagnostics(const Problems& problems) {
    Diagnostics out;
    out.reserve(problems.size());
    for (const Problem& problem : problems)
        out.push_back(problem.diagnostic);
    return out;
}

/// A recursive-descent reader; the first syntax error ends it.
class JsonTreeReader {
public:
    JsonTreeReader(std::string_view text, Problems& problems) : m_text(text), m_problems(problems) {}

    std::optional<JsonTree> read() {
        if (m_text.size() > byteLimit) {
            report(message(MessageId::FileTooLarge, std::to_string(byteLimit >> 20)), {0, 0});
            return std::nullopt;
        }
        if (!checkEncoding())
            return std::nullopt;
        if (m_text.substr(0, 3) == "\xEF\xBB\xBF")
            m_at = 3;
        if (!readValue(addNode(noNode), 0))
            return std::nullopt;
        skipSpace();
        if (m_at != m_text.size()) {
            fail(MessageId::PolicyJsonTrailing, m_text.size() - m_at);
            return std::nullopt;
        }
        return std::move(m_tree);
    }

private:
    JsonNode& node(NodeId id) { return m_tree.m_nodes[id]; }

    NodeId addNode(NodeId parent) {
        const auto id = static_cast<NodeId>(m_tree.m_nodes.size());
        m_tree.m_nodes.emplace_back().parent = parent;
        return id;
    }

    void report(Message what, TextRange range, const std::string& pointer = {}) {
        addProblem(m_problems, {{Severity::Error, std::move(what), {}, pointer}, range});
    }

    /// Reports a syntax error of `length` bytes at the current position; always false.
    bool fail(MessageId id, std::size_t length = 1, const char* expected = nullptr) {
        const TextPosition at = positionAt(m_text, m_at);
        Message what = message(id, std::to_string(at.line), std::to_string(at.column));
        if (expected)
            what.args.emplace_back(expected);
        report(std::move(what), {m_at, std::min(m_at + length, m_text.size())});
        return false;
    }

    bool checkEncoding() {
        for (m_at = 0; m_at < m_text.size();) {
            const std::size_t length = sequenceLength(m_text.substr(m_at));
            if (length == 0)
                return fail(MessageId::PolicyJsonEncoding);
            m_at += length;
        }
        m_at = 0;
        return true;
    }

    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace() {
        while (m_at < m_text.size() &&
               (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
            ++m_at;
    }

    bool readValue(NodeId id, int depth) {
        if (depth > depthLimit) {
            report(message(MessageId::JsonTooDeep, std::to_string(depthLimit)), {m_at, m_at + 1});
            return false;
        }
        skipSpace();
        const std::size_t begin = m_at;
        bool good = false;
        switch (peek()) {
        case '{':
        case '[':
            good = readContainer(id, depth);
            break;
        case '"':
            node(id).kind = JsonKind::String;
            good = readString(node(id).text);
            break;
        default:
            good = readWord(node(id));
        }
        node(id).range = {begin, m_at};
        return good;
    }

    bool readContainer(NodeId id, int depth) {
        const bool object = peek() == '{';
        const char close = object ? '}' : ']';
        node(id).kind = object ? JsonKind::Object : JsonKind::Array;
        ++m_at;
        skipSpace();
        NodeId last = noNode;
        for (std::uint32_t index = 0; peek() != close; ++index) {
            if (index > 0) {
                if (peek() != ',')
                    return fail(MessageId::PolicyJsonExpected, 1, object ? ", }" : ", ]");
                ++m_at;
            }
            const NodeId child = addNode(id);
            (last == noNode ? node(id).firstChild : node(last).nextSibling) = child;
            last = child;
            node(child).index = index;
            if (object && !readName(child))
                return false;
            if (!readValue(child, depth + 1))
                return false;
            skipSpace();
        }
        ++m_at;
        if (object)
            reportDuplicates(id);
        return true;
    }

    bool readName(NodeId id) {
        skipSpace();
        const std::size_t begin = m_at;
        if (peek() != '"')
            return fail(MessageId::PolicyJsonExpected, 1, "\"");
        if (!readString(node(id).name))
            return false;
        node(id).nameRange = {begin, m_at};
        skipSpace();
        if (peek() != ':')
            return fail(MessageId::PolicyJsonExpected, 1, ":");
        ++m_at;
        return true;
    }

    bool readWord(JsonNode& into) {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && std::string_view(" \t\r\n,:[]{}\"").find(m_text[m_at]) == std::string_view::npos)
            ++m_at;
        const std::string_view word = m_text.substr(begin, m_at - begin);
        into.text = word;
        if (word == "null")
            into.kind = JsonKind::Null;
        else if (word == "true" || word == "false")
            into.kind = JsonKind::Boolean;
        else if (isNumber(word))
            into.kind = JsonKind::Number;
        else {
            m_at = begin;
            return fail(MessageId::PolicyJsonValue, std::max<std::size_t>(word.size(), 1));
        }
        return true;
    }

    bool readString(std::string& into) {
        const std::size_t begin = m_at++;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20 || (c == '\\' && !readEscape(into)))
                break;
            if (c != '\\') {
                into += c;
                ++m_at;
            }
        }
        const std::size_t end = m_at;
        m_at = begin;
        return fail(MessageId::PolicyJsonString, std::max<std::size_t>(end - begin, 1));
    }

    /// Reads the escape at the current backslash.
    bool readEscape(std::string& into) {
        constexpr std::string_view names = "\"\\/bfnrt";
        constexpr std::string_view values = "\"\\/\b\f\n\r\t";
        const char c = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (const auto at = names.find(c); at != std::string_view::npos) {
            into += values[at];
            m_at += 2;
            return true;
        }
        if (c != 'u')
            return false;
        const auto first = readHex(m_at + 2);
        if (!first || (*first >= 0xDC00 && *first < 0xE000))
            return false;
        m_at += 6;
        std::uint32_t code = *first;
        if (code >= 0xD800 && code < 0xDC00) {
            const auto second = m_text.substr(m_at, 2) == "\\u" ? readHex(m_at + 2) : std::nullopt;
            if (!second || *second < 0xDC00 || *second >= 0xE000)
                return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (*second - 0xDC00);
            m_at += 6;
        }
        appendUtf8(into, code);
        return true;
    }

    std::optional<std::uint32_t> readHex(std::size_t at) const {
        std::uint32_t value = 0;
        if (at + 4 > m_text.size())
            return std::nullopt;
        const char* const begin = m_text.data() + at;
        const auto result = std::from_chars(begin, begin + 4, value, 16);
        return result.ptr == begin + 4 ? std::optional(value) : std::nullopt;
    }

    void reportDuplicates(NodeId object) {
        std::vector<NodeId> members;
        m_tree.forEachChild(object, [&](NodeId id) { members.push_back(id); });
        std::stable_sort(members.begin(), members.end(),
                         [&](NodeId a, NodeId b) { return node(a).name < node(b).name; });
        for (std::size_t i = 1; i < members.size(); ++i)
            if (node(members[i]).name == node(members[i - 1]).name)
                report(message(MessageId::PolicyDuplicateName, node(members[i]).name), node(members[i]).nameRange,
                       m_tree.pointerOf(members[i]));
    }

    std::string_view m_text;
    Problems& m_problems;
    std::size_t m_at = 0;
    JsonTree m_tree;
};

std::optional<JsonTree> JsonTree::parse(std::string_view text, Problems& problems) {
    return JsonTreeReader(text, problems).read();
}

NodeId JsonTree::member(NodeId object, std::string_view name) const {
    for (NodeId id = m_nodes[object].firstChild; id != noNode; id = m_nodes[id].nextSibling)
        if (m_nodes[id].name == name)
            return id;
    return noNode;
}

std::string JsonTree::pointerOf(NodeId id) const {
    std::vector<NodeId> path;
    for (NodeId at = id; at != noNode && m_nodes[at].parent != noNode; at = m_nodes[at].parent)
        path.push_back(at);
    std::string pointer;
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
        const JsonNode& step = m_nodes[*at];
        const bool member = m_nodes[step.parent].kind == JsonKind::Object;
        pointer = member ? joinedPointer(pointer, step.name) : joinedPointer(pointer, step.index);
    }
    return pointer;
}

NodeId JsonTree::nodeAt(std::string_view pointer) const {
    NodeId at = 0;
    while (!pointer.empty() && at != noNode) {
        if (pointer.front() != '/')
            return noNode;
        const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
        const std::string prefix = std::string(pointer.substr(0, end));
        NodeId next = noNode;
        forEachChild(at, [&](NodeId child) {
            const bool member = m_nodes[at].kind == JsonKind::Object;
            const std::string step =
                member ? joinedPointer({}, m_nodes[child].name) : joinedPointer({}, m_nodes[child].index);
            if (next == noNode && step == prefix)
                next = child;
        });
        at = next;
        pointer.remove_prefix(end);
    }
    return at;
}

} // namespace waylight::policy
