// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/glob.h"

#include <array>
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

/// The pattern of a Resource element. Parts are compared one by one, but a `*` at the end of a part reaches beyond the
/// colon. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
class ResourcePattern {
public:
    static ResourcePattern from(const Glob& pattern);

    /// `fillsMissingParts`: an ARN cut short stands for everything below it, as identity-based policies read it.
    bool matches(std::string_view resource, bool fillsMissingParts) const;
    /// True when the resource, whose own `*` are wildcards too, names something that the pattern names.
    bool intersects(std::string_view resource) const;

private:
    bool partsMatch(const ArnParts& resource, bool fillsMissingParts) const;

    Glob m_whole;
    std::vector<Glob> m_parts; ///< six or fewer
};

} // namespace waylight::policy
