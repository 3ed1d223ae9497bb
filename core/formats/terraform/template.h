// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/declaration.h"

namespace waylight::terraform {

/// What the expressions of configuration can name. Each answers an `unknownValue` for what it does not know.
class Names {
public:
    virtual ~Names() = default;
    virtual Json variable(const std::string& name) = 0;
    virtual Json local(const std::string& name) = 0;
    virtual Json each(bool key) = 0; ///< each.key or each.value
    virtual Json index() = 0;        ///< count.index
    /// An attribute of a resource; `key` null: not indexed; `all`: of every instance, as a list. `whole`: the
    /// expression is the whole value, so that it may be a reference instead of text.
    virtual Json resource(const std::string& type, const std::string& name, const Json& key, bool all,
                          const std::string& attribute, bool whole) = 0;

    int depth = 0;                 ///< how deep expressions stand in each other, which is limited
    int budget = 0;                ///< how many values may still be worked out; those after them are not known
    std::size_t room = 256u << 20; ///< bytes that all expressions together may still give; after them nothing is known
};

/// The value with its templates worked out: `${…}` in texts where it names something, on every level; `$${` is `${`.
/// What cannot be worked out is an `unknownValue` with the text. Comments ("//") and nulls are left out.
Json evaluated(const Json& value, Names& names);

} // namespace waylight::terraform
