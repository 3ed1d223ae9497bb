// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/glob.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace waylight::policy {

/// A text cut at its first five colons, without copying it.
struct ArnParts {
    std::array<std::string_view, 6> parts;
    std::size_t count = 0; ///< 1 to 6

    static ArnParts of(std::string_view text);
};

/// The ARN pattern of a condition (ArnLike and ArnEquals are the same): six parts that are compared one by one, so a
/// wildcard stays inside its part.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
class ArnPattern {
public:
    /// Nothing when the pattern does not have six parts.
    static std::optional<ArnPattern> from(const Glob& pattern);
    /// Nothing when `text` is not an ARN (parts other than the first may be empty).
    std::optional<bool> matches(std::string_view text) const;

private:
    std::vector<Glob> m_parts;
};

/// How a policy reads the ARN of a Resource that has fewer than six parts and does not end in a star.
enum class ShortArns : std::uint8_t {
    FillIn,          ///< it stands for everything below it: policies of identities
    FillInWildcards, ///< that, if it holds a wildcard; else it is compared as it is: policies of resources and
                     ///< endpoints
    Refuse,          ///< it matches nothing: service and resource control policies
};

/// The resource of a request, with its parts found once for all patterns.
struct ResourceName {
    explicit ResourceName(std::string_view name) : text(name), parts(ArnParts::of(name)) {}

    std::string_view text;
    ArnParts parts;
};

/// The pattern of a Resource element. Parts are compared one by one, but a `*` at the end of a part reaches beyond the
/// colon. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
class ResourcePattern {
public:
    static ResourcePattern from(const Glob& pattern);

    bool matches(const ResourceName& resource, ShortArns shortArns) const;
    /// True when the resource, whose own `*` are wildcards too, names something that the pattern names. (A `*` before
    /// the fifth colon of the resource may stand for colons; then the pattern's may too.)
    bool intersects(const ResourceName& resource, ShortArns shortArns) const;
    /// False: the pattern is none that AWS evaluates, so that NotResource with it does not match everything else.
    bool canBeNegated(ShortArns shortArns) const;

private:
    bool isShort() const;
    /// `meets` compares one part: Glob::matches or Glob::intersects.
    template <auto meets>
    bool partsMeet(const ArnParts& resource, bool fillIn) const;
    template <auto meets>
    bool tailMeets(const ArnParts& resource) const;
    template <auto meets>
    bool meetsBy(const ArnParts& resource, ShortArns shortArns) const;

    static constexpr std::size_t noTail = static_cast<std::size_t>(-1);

    Glob m_whole;
    std::vector<Glob> m_parts;     ///< six or fewer
    std::size_t m_tailAt = noTail; ///< the first part but the last that ends with a star
    Glob m_tail;                   ///< the pattern from there on
    bool m_refused = false;        ///< a wildcard stands for the type of a resource
};

} // namespace waylight::policy
