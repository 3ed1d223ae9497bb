// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/declaration.h"
#include "core/model/codec_values.h"

/// Reading the properties of a declaration by their names in either dialect.
namespace waylight::declared {

/// A property's path in both dialects: members joined by `.`; a list on the way is entered at its first element.
/// Empty: the dialect has none.
struct Word {
    std::string_view cfn;
    std::string_view tf;

    std::string_view in(Dialect dialect) const { return dialect == Dialect::CloudFormation ? cfn : tf; }
};

/// The properties of a declaration, or of a block in it. What is taken is gone: what stays at the end is what nobody
/// understood.
class Entry {
public:
    Entry(Json members, Dialect dialect) : m_members(std::move(members)), m_dialect(dialect) {}

    Dialect dialect() const { return m_dialect; }
    bool isTerraform() const { return m_dialect == Dialect::Terraform; }
    Json& rest() { return m_members; }
    const Json& members() const { return m_members; }

    /// The value at the path; null when there is none, which in Terraform an empty text also means.
    Json take(Word word);
    /// A text, number or flag as a text; empty when there is none or it is not known.
    std::string text(Word word);
    /// The elements of a list that are known, as texts; a single value is a list of one.
    std::vector<std::string> texts(Word word);
    /// A reference: what it names, or what is known of that, which names nothing in the design.
    Id id(Word word);
    std::vector<Id> ids(Word word);
    std::optional<int> number(Word word);
    bool flag(Word word, bool otherwise);
    /// The objects of a list, or the one object.
    std::vector<Entry> blocks(Word word);
    /// True when something that was taken was not known, or only in part. Asking resets it.
    bool foundUnknown();

private:
    void note(const Json& value);

    Json m_members;
    Dialect m_dialect;
    bool m_unknown = false;
};

/// What is known of a text: `${…}` stands for the rest.
std::string textOf(const Json& value);

/// A policy from an object or its text. What is not known in it is written as `${…}`, so that a reader sees it.
PolicyText policyOf(const Json& value);

/// The value with texts in place of what is not known in it.
Json withoutUnknowns(const Json& value);

/// The members of `rest` by the paths of the description of `T`, as an object of our file. Names of fields whose values
/// are not known, or only in part, are in its "unknown".
Json ownForm(const std::vector<FieldInfo>& fields, Entry& entry);

/// The path of a field in the dialect; empty: it has none.
inline std::string_view pathOf(const FieldOptions& field, Dialect dialect) {
    return dialect == Dialect::CloudFormation ? field.cfn : field.tf;
}

} // namespace waylight::declared
