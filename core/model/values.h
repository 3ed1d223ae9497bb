// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <compare>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace waylight {

/// An id as imported (AWS id, logical id, resource address) or generated.
using Id = std::string;

/// A reference to a resource of type T; empty: none.
template <class T>
struct Ref {
    Id id;

    Ref() = default;
    Ref(Id target) : id(std::move(target)) {}
    Ref(const char* target) : id(target) {}
    explicit operator bool() const { return !id.empty(); }
    auto operator<=>(const Ref&) const = default;
};

/// A reference to a resource of any type, or a word such as `local`.
using AnyRef = Ref<void>;

using Tags = std::map<std::string, std::string>;

/// The text of a JSON policy exactly as the user or AWS wrote it, so that positions in it mean something; empty: none.
struct PolicyText {
    std::string text;

    bool empty() const { return text.empty(); }
    auto operator<=>(const PolicyText&) const = default;
};

/// Members of a JSON object that we do not model, kept as they came. Cheap to copy.
class Extra {
public:
    Extra() = default;
    explicit Extra(nlohmann::ordered_json object);

    bool empty() const { return !m_object; }
    /// The object; an empty one when there is none.
    const nlohmann::ordered_json& object() const;
    bool operator==(const Extra& other) const;

private:
    std::shared_ptr<const nlohmann::ordered_json> m_object;
};

} // namespace waylight
