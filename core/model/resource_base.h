// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"
#include "core/base/protocol.h"
#include "core/model/fields.h"
#include "core/model/values.h"

#include <optional>
#include <utility>

namespace waylight {

/// What every resource has.
struct ResourceBase {
    Id id;
    std::string name;    ///< the Name tag; may be empty
    std::string region;  ///< such as us-east-1; empty for global resources and when not known
    std::string account; ///< 12 digits; empty when not known
    Tags tags;           ///< without Name
    /// Names of fields whose values are not known: an import lacked them, a template leaves them to a parameter.
    std::vector<std::string> unknown;
    Extra extra;

    bool operator==(const ResourceBase&) const = default;
};

/// Fields of every resource, read and written before and after its own ones.
template <>
struct Description<ResourceBase> {
    static constexpr auto fields = std::tuple(
        field("id", &ResourceBase::id,
              {.label = "Id", .help = "The id in AWS, or one made up here.", .required = true, .derived = true}),
        field("name", &ResourceBase::name, {.label = "Name", .help = "The Name tag: how you recognise it."}),
        field("region", &ResourceBase::region,
              {.label = "Region", .help = "The Region it lives in, such as us-east-1."}),
        field("account", &ResourceBase::account,
              {.label = "Account", .help = "The account that owns it: 12 digits.", .aws = "OwnerId"}),
        field("tags", &ResourceBase::tags, {.label = "Tags", .help = "Tags other than Name."}),
        field("unknown", &ResourceBase::unknown,
              {.label = "Not known",
               .help = "Fields that the import did not tell; questions that depend on them answer \"unknown\".",
               .derived = true}));
};

/// The words of an enumeration in files: `static constexpr std::pair<E, std::string_view> names[]`.
template <class E>
struct EnumNames;

template <class E>
concept NamedEnum = requires {
    EnumNames<E>::names;
};

template <NamedEnum E>
constexpr std::string_view enumName(E value) {
    for (const auto& [each, text] : EnumNames<E>::names)
        if (each == value)
            return text;
    return {};
}

template <NamedEnum E>
constexpr std::optional<E> enumValue(std::string_view text) {
    for (const auto& [each, name] : EnumNames<E>::names)
        if (name == text)
            return each;
    return std::nullopt;
}

} // namespace waylight
