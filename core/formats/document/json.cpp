// SPDX-License-Identifier: MIT
#include "core/formats/document/json.h"

#include "core/base/message_ids.h"
#include "core/formats/document/builder.h"

#include <array>

namespace waylight {
namespace {

/// Bytes of a text that stand for themselves.
constexpr std::array<bool, 256> ordinaryBytes() {
    std::array<bool, 256> out{};
    for (std::size_t c = 0x20; c < 0x80; ++c)
        out[c] = c != '"' && c != '\\';
    return out;
}

constexpr std::array<bool, 256> ordinary = ordinaryBytes();

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// How many bytes the UTF-8 character at `at` takes; 0: it is none.
int characterLength(const unsigned char* at, const unsigned char* end) {
    const auto follows = [&](int offset, int from = 0x80, int to = 0xBF) {
        return end - at > offset && at[offset] >= from && at[offset] <= to;
    };
    const int c = at[0];
    if (c >= 0xC2 && c <= 0xDF)
        return follows(1) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF)
        return follows(1, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
    if (c >= 0xF0 && c <= 0xF4)
        return follows(1, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

void appendCharacter(std::string& out, unsigned code) {
    const auto add = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

class JsonReader {
public:
    JsonReader(std::string_view text, DocumentBuilder& builder)
        : m_at(text.data()), m_end(text.data() + text.size()), m_line(text.data()), m_builder(builder) {}

    void readAll() {
        skipSpace();
        readValue();
        skipSpace();
        if (!m_builder.failed() && m_at != m_end)
            wrong("nothing may follow the end of the document");
    }

private:
    void readValue() {
        if (m_builder.failed())
            return;
        switch (m_at == m_end ? '\0' : *m_at) {
        case '{':
            return readObject();
        case '[':
            return readArray();
        case '"':
            return readText();
        default:
            return readPlain();
        }
    }

    void readObject() {
        m_builder.begin(DocumentNode::Kind::Mapping, here());
        ++m_at;
        skipSpace();
        if (!taken('}')) {
            do {
                skipSpace();
                const Position position = here();
                if (m_at == m_end || *m_at != '"')
                    return wrong("a name in quotes is expected here");
                m_builder.name(text(), position);
                skipSpace();
                if (!m_builder.failed() && !taken(':'))
                    return wrong("`:` is expected here");
                skipSpace();
                readValue();
                skipSpace();
            } while (!m_builder.failed() && taken(','));
            if (!m_builder.failed() && !taken('}'))
                return wrong("`,` or `}` is expected here");
        }
        if (!m_builder.failed())
            m_builder.end();
    }

    void readArray() {
        m_builder.begin(DocumentNode::Kind::Sequence, here());
        ++m_at;
        skipSpace();
        if (!taken(']')) {
            do {
                skipSpace();
                readValue();
                skipSpace();
            } while (!m_builder.failed() && taken(','));
            if (!m_builder.failed() && !taken(']'))
                return wrong("`,` or `]` is expected here");
        }
        if (!m_builder.failed())
            m_builder.end();
    }

    void readText() {
        DocumentNode node;
        node.plain = false;
        node.position = here();
        node.text = text();
        m_builder.scalar(node);
    }

    void readPlain() {
        DocumentNode node;
        node.position = here();
        const char* start = m_at;
        if (!taken("true") && !taken("false") && !taken("null") && !takenNumber())
            return wrong(
                "a value is expected here: an object, an array, a text in quotes, a number, true, false or null");
        node.text = {start, static_cast<std::size_t>(m_at - start)};
        m_builder.scalar(node);
    }

    bool takenNumber() {
        const char* start = m_at;
        taken('-');
        if (!taken('0') && !takenDigits())
            return undone(start);
        if (taken('.') && !takenDigits())
            return undone(start);
        if (taken('e') || taken('E')) {
            if (!taken('+'))
                taken('-');
            if (!takenDigits())
                return undone(start);
        }
        return true;
    }

    bool takenDigits() {
        const char* start = m_at;
        while (m_at != m_end && isDigit(*m_at))
            ++m_at;
        return m_at != start;
    }

    bool undone(const char* start) {
        m_at = start;
        return false;
    }

    /// The text whose opening quote is next.
    std::string_view text() {
        const char* start = ++m_at;
        while (true) {
            while (m_at != m_end && ordinary[static_cast<unsigned char>(*m_at)])
                ++m_at;
            if (m_at == m_end)
                return failedText();
            if (*m_at == '"')
                return {start, static_cast<std::size_t>(m_at++ - start)};
            if (*m_at == '\\')
                return textWithEscapes(start);
            if (!takenCharacter())
                return failedText();
        }
    }

    std::string_view textWithEscapes(const char* start) {
        std::string made(start, m_at);
        while (m_at != m_end && *m_at != '"') {
            const char* from = m_at;
            if (ordinary[static_cast<unsigned char>(*m_at)]) {
                made += *m_at++;
            } else if (*m_at == '\\') {
                if (!takenEscape(made))
                    return failedText();
            } else if (takenCharacter()) {
                made.append(from, m_at);
            } else {
                return failedText();
            }
        }
        if (m_at == m_end)
            return failedText();
        ++m_at;
        return m_builder.kept(made);
    }

    bool takenCharacter() {
        const int length = characterLength(reinterpret_cast<const unsigned char*>(m_at),
                                           reinterpret_cast<const unsigned char*>(m_end));
        m_at += length;
        m_line += length > 0 ? length - 1 : 0; // columns count characters
        return length > 0;
    }

    bool takenEscape(std::string& out) {
        ++m_at;
        constexpr std::string_view names = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (m_at == m_end)
            return false;
        if (const std::size_t which = names.find(*m_at); which != std::string_view::npos) {
            ++m_at;
            out += meanings[which];
            return true;
        }
        unsigned code = 0;
        if (!taken('u') || !takenHex(code) || (code >= 0xDC00 && code <= 0xDFFF))
            return false;
        if (code >= 0xD800 && code <= 0xDBFF) {
            unsigned low = 0;
            if (!taken("\\u") || !takenHex(low) || low < 0xDC00 || low > 0xDFFF)
                return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        appendCharacter(out, code);
        return true;
    }

    bool takenHex(unsigned& code) {
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = m_at == m_end ? '\0' : *m_at;
            const int letter = (c | 0x20) - 'a';
            if (!isDigit(c) && (letter < 0 || letter > 5))
                return false;
            code = code << 4 | static_cast<unsigned>(isDigit(c) ? c - '0' : letter + 10);
        }
        return true;
    }

    std::string_view failedText() {
        wrong("this text is not closed, or holds a character or escape that JSON does not know");
        return {};
    }

    void skipSpace() {
        for (; m_at != m_end; ++m_at) {
            if (*m_at == '\n') {
                ++m_lines;
                m_line = m_at + 1;
            } else if (*m_at != ' ' && *m_at != '\t' && *m_at != '\r') {
                return;
            }
        }
    }

    bool taken(char c) {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }

    bool taken(std::string_view word) {
        if (!std::string_view(m_at, static_cast<std::size_t>(m_end - m_at)).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }

    Position here() const { return {m_lines, static_cast<int>(m_at - m_line) + 1}; }

    void wrong(const char* what) {
        const Position at = here();
        m_builder.fail(message(MessageId::JsonSyntax, std::to_string(at.line), std::to_string(at.column), what));
    }

    const char* m_at;
    const char* m_end;
    const char* m_line; ///< where the line would begin if each of its characters were one byte
    int m_lines = 1;
    DocumentBuilder& m_builder;
};

} // namespace

Result<DocumentTree> readJsonDocument(std::string_view text, const std::string& file, const DocumentLimits& limits) {
    DocumentTree tree(text);
    DocumentBuilder builder(tree, file, limits);
    JsonReader(tree.text(), builder).readAll();
    if (builder.failed())
        return builder.failure();
    return tree;
}

} // namespace waylight
