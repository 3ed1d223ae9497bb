// SPDX-License-Identifier: MIT
#include "core/formats/document/yaml.h"

#include "core/base/message_ids.h"
#include "core/formats/document/builder.h"

#include <yaml.h>

#include <unordered_map>

namespace waylight {
namespace {

constexpr std::string_view yamlTags = "tag:yaml.org,2002:";

std::string_view textOf(const yaml_char_t* text) {
    return text ? reinterpret_cast<const char*>(text) : std::string_view();
}

Position positionOf(const yaml_mark_t& mark) {
    return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

/// One event, deleted with its scope.
class Event {
public:
    explicit Event(yaml_parser_t& parser) : m_good(yaml_parser_parse(&parser, &m_event) != 0) {}
    ~Event() {
        if (m_good)
            yaml_event_delete(&m_event);
    }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    explicit operator bool() const { return m_good; }
    const yaml_event_t* operator->() const { return &m_event; }
    Position position() const { return positionOf(m_event.start_mark); }

private:
    yaml_event_t m_event{};
    bool m_good;
};

class YamlReader {
public:
    YamlReader(std::string_view text, DocumentBuilder& builder) : m_builder(builder) {
        yaml_parser_initialize(&m_parser);
        yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    ~YamlReader() { yaml_parser_delete(&m_parser); }
    YamlReader(const YamlReader&) = delete;
    YamlReader& operator=(const YamlReader&) = delete;

    void readAll() {
        bool more = true;
        while (more && !m_builder.failed()) {
            const Event event(m_parser);
            if (!event)
                return syntaxError();
            more = took(event);
        }
        if (!m_builder.failed() && !m_atEnd && !Event(m_parser)) // something that is no next document
            syntaxError();
    }

private:
    /// Takes an event; false: the document is at its end. libyaml's time grows with the square of the depth, so the
    /// builder's limit stops it first.
    bool took(const Event& event) {
        switch (event->type) {
        case YAML_SCALAR_EVENT:
            takeScalar(event);
            break;
        case YAML_ALIAS_EVENT:
            takeAlias(textOf(event->data.alias.anchor), event.position());
            break;
        case YAML_SEQUENCE_START_EVENT:
            begin(DocumentNode::Kind::Sequence, event.position(), textOf(event->data.sequence_start.tag),
                  textOf(event->data.sequence_start.anchor));
            break;
        case YAML_MAPPING_START_EVENT:
            begin(DocumentNode::Kind::Mapping, event.position(), textOf(event->data.mapping_start.tag),
                  textOf(event->data.mapping_start.anchor));
            break;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
            end();
            break;
        default:
            break;
        }
        m_atEnd = event->type == YAML_STREAM_END_EVENT;
        return event->type != YAML_DOCUMENT_END_EVENT && !m_atEnd;
    }

    void takeScalar(const Event& event) {
        const auto& from = event->data.scalar;
        DocumentNode node;
        node.position = event.position();
        node.plain = from.style == YAML_PLAIN_SCALAR_STYLE;
        node.text = m_builder.kept({reinterpret_cast<const char*>(from.value), from.length});
        const std::string_view tag = textOf(from.tag);
        node.tag = ownTag(tag);
        if (tag == "!" || tag == "tag:yaml.org,2002:str" || tag == "tag:yaml.org,2002:binary")
            node.plain = false;
        if (const std::string_view anchor = textOf(from.anchor); !anchor.empty())
            m_anchors.insert_or_assign(std::string(anchor), DocumentBuilder::Finished{node, 1, 0});
        put(node);
    }

    void put(const DocumentNode& node) {
        if (m_builder.awaitsName())
            m_builder.name(node.text, node.position);
        else
            m_builder.scalar(node);
    }

    void takeAlias(std::string_view anchor, Position position) {
        const auto found = m_anchors.find(std::string(anchor));
        if (found == m_anchors.end())
            return m_builder.fail(
                message(MessageId::DocumentNoAnchor, std::to_string(position.line), std::string(anchor)));
        const DocumentNode& target = found->second.node;
        if (!m_builder.awaitsName())
            m_builder.alias(found->second, position);
        else if (target.isScalar())
            m_builder.name(target.text, position);
        else
            notAName(position);
    }

    void begin(DocumentNode::Kind kind, Position position, std::string_view tag, std::string_view anchor) {
        if (m_builder.awaitsName())
            return notAName(position);
        m_builder.begin(kind, position, ownTag(tag));
        m_openAnchors.emplace_back(anchor);
    }

    void end() {
        const DocumentBuilder::Finished finished = m_builder.end(true);
        if (!m_openAnchors.back().empty())
            m_anchors.insert_or_assign(m_openAnchors.back(), finished);
        m_openAnchors.pop_back();
    }

    void notAName(Position position) {
        m_builder.fail(
            message(MessageId::DocumentNameNoText, std::to_string(position.line), std::to_string(position.column)));
    }

    /// Tags of YAML's own say nothing that a template asks about.
    std::string_view ownTag(std::string_view tag) {
        return tag.starts_with(yamlTags) || tag == "!" ? std::string_view() : m_builder.kept(tag);
    }

    void syntaxError() {
        const Position at = positionOf(m_parser.error == YAML_READER_ERROR ? m_parser.mark : m_parser.problem_mark);
        m_builder.fail(message(MessageId::YamlSyntax, std::to_string(at.line), std::to_string(at.column),
                               m_parser.problem ? m_parser.problem : "out of memory"));
    }

    yaml_parser_t m_parser{};
    DocumentBuilder& m_builder;
    bool m_atEnd = false; ///< of the stream
    std::unordered_map<std::string, DocumentBuilder::Finished> m_anchors;
    std::vector<std::string> m_openAnchors; ///< of the open sequences and mappings; empty: none
};

} // namespace

Result<DocumentTree> readYamlDocument(std::string_view text, const std::string& file, const DocumentLimits& limits) {
    DocumentTree tree(text);
    DocumentBuilder builder(tree, file, limits);
    YamlReader(tree.text(), builder).readAll();
    if (builder.failed())
        return builder.failure();
    return tree;
}

} // namespace waylight
