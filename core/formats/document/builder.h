// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/document/node.h"

#include <optional>
#include <vector>

namespace waylight {

/// Puts a tree together from what a parser meets, in the order of the text. Once something was refused (`failed`), the
/// parser should stop.
class DocumentBuilder {
public:
    /// What a finished value takes when an alias repeats it.
    struct Finished {
        DocumentNode node;
        std::size_t values = 0; ///< itself and all below
        int height = 0;         ///< levels below it
    };

    DocumentBuilder(DocumentTree& tree, const std::string& file, const DocumentLimits& limits);

    /// A copy of a text that lives as long as the tree.
    std::string_view kept(std::string_view text);

    void name(std::string_view text, Position position);
    void scalar(const DocumentNode& node);
    void begin(DocumentNode::Kind kind, Position position, std::string_view tag = {});
    /// Ends the innermost sequence or mapping. `withMerges`: members named `<<` bring in those of the mappings they
    /// name.
    Finished end(bool withMerges = false);
    /// Puts in a value that stands elsewhere already.
    void alias(const Finished& target, Position position);

    bool awaitsName() const { return !m_open.empty() && m_open.back().node.isMapping() && !m_open.back().named; }
    std::size_t depth() const { return m_open.size(); }
    void fail(Message what);
    bool failed() const { return m_failure.has_value(); }
    const Diagnostic& failure() const { return *m_failure; }

private:
    struct Open {
        DocumentNode node;
        std::size_t start = 0;  ///< of its children in `m_pending`
        std::size_t values = 0; ///< the count before it
        int height = 0;
        bool named = false; ///< the name of the next member is there
        std::string_view name;
        Position position;
    };

    void put(const DocumentNode& node, int height);
    void count(std::size_t values, Position position);
    std::string pointer() const;
    void mergeMembers(std::size_t start);
    void takeLastOfEqualNames(std::size_t start);
    void warnOfEqualNames(const DocumentMember& first, const DocumentMember& second);

    DocumentTree& m_tree;
    const std::string& m_file;
    DocumentLimits m_limits;
    std::vector<Open> m_open;
    std::vector<DocumentMember> m_pending;
    std::size_t m_values = 0;
    std::size_t m_aliased = 0;
    std::optional<Diagnostic> m_failure;
};

} // namespace waylight
