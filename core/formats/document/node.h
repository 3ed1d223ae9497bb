// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/formats/declared/declaration.h"

#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>

namespace waylight {

struct DocumentMember;

/// A value of a JSON or YAML document with its place. What it points to belongs to its `DocumentTree`.
struct DocumentNode {
    enum class Kind : std::uint8_t { Scalar, Sequence, Mapping };

    Kind kind = Kind::Scalar;
    bool plain = true;     ///< a scalar without quotes; quoted ones are always texts
    std::string_view text; ///< of a scalar, without quotes and escapes
    std::string_view tag;  ///< a tag that YAML itself does not know, such as `!Ref`; empty: none
    Position position;
    const void* children = nullptr;
    std::size_t count = 0;

    bool isScalar() const { return kind == Kind::Scalar; }
    bool isSequence() const { return kind == Kind::Sequence; }
    bool isMapping() const { return kind == Kind::Mapping; }
    /// A plain `null`, `~`, or nothing at all.
    bool isNull() const {
        return isScalar() && plain && tag.empty() && (text.empty() || text == "null" || text == "~");
    }
    std::span<const DocumentNode> items() const;     ///< of a sequence, else none
    std::span<const DocumentMember> members() const; ///< of a mapping, else none; each name once
    const DocumentMember* member(std::string_view name) const;
    const DocumentNode* find(std::string_view name) const;
    DocumentNode untagged() const;
};

struct DocumentMember {
    std::string_view name;
    Position position; ///< of the name
    DocumentNode value;
};

/// A document as it was read: its values, the memory they are in, and what was odd about it.
class DocumentTree {
public:
    DocumentNode root;
    Diagnostics diagnostics;

    explicit DocumentTree(std::string_view text);
    /// The text, which values point into.
    std::string_view text() const { return *m_text; }
    std::pmr::memory_resource* memory() const { return m_memory.get(); }

private:
    std::unique_ptr<std::pmr::monotonic_buffer_resource> m_memory;
    std::unique_ptr<const std::string> m_text;
};

/// What a document from a stranger may cost us.
struct DocumentLimits {
    std::size_t bytes = 64u << 20;
    int depth = 100;               ///< real templates stay below 25
    std::size_t values = 20000000; ///< with each alias counted as what it stands for
    std::size_t aliased = 1000000; ///< of these, what aliases and merge keys add
};

/// Reads JSON or YAML, whichever the text is. Of members with the same name the first gives the place and the last the
/// value, with a warning. Errors say line and column.
Result<DocumentTree> readDocument(std::string_view text, const std::string& file, const DocumentLimits& limits = {});

/// Plain true and false are booleans and plain whole numbers of up to 15 digits numbers, as long as they are written as
/// JSON writes them; plain nulls are null; everything else (dates, account ids, 0755, yes) is its text.
Json scalarJson(const DocumentNode& scalar);

/// The value as JSON. Short tags become the long form: `!Sub x` is {"Fn::Sub": "x"}.
Json plainJson(const DocumentNode& node);

/// The name of the intrinsic function that a tag is short for: "Fn::Sub" of `!Sub`, "Ref" of `!Ref`.
std::string longName(std::string_view tag);

} // namespace waylight
