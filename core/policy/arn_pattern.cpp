// SPDX-License-Identifier: MIT
#include "core/policy/arn_pattern.h"

namespace waylight::policy {
namespace {

constexpr std::size_t arnParts = 6;

} // namespace

ArnParts ArnParts::of(std::string_view text) {
    ArnParts out;
    while (out.count + 1 < arnParts) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos)
            break;
        out.parts[out.count++] = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    out.parts[out.count++] = text;
    return out;
}

std::optional<ArnPattern> ArnPattern::from(const Glob& pattern) {
    ArnPattern out;
    out.m_parts = pattern.splitAtColons(arnParts);
    // A lone star is no ARN, but AWS's own policies write it to mean "any ARN".
    const bool anyArn = pattern.matchesEverything();
    if (!anyArn && out.m_parts.size() != arnParts)
        return std::nullopt;
    return out;
}

std::optional<bool> ArnPattern::matches(std::string_view text) const {
    const auto [parts, count] = ArnParts::of(text);
    if (count != arnParts || parts.front() != "arn")
        return std::nullopt;
    if (m_parts.size() == 1)
        return true;
    for (std::size_t i = 0; i < arnParts; ++i)
        if (!m_parts[i].matches(parts[i]))
            return false;
    return true;
}

ResourcePattern ResourcePattern::from(const Glob& pattern) {
    ResourcePattern out;
    out.m_whole = pattern;
    out.m_parts = pattern.splitAtColons(arnParts);
    return out;
}

bool ResourcePattern::partsMatch(const ArnParts& resource, bool fillsMissingParts) const {
    if (resource.count < m_parts.size() || (m_parts.size() < resource.count && !fillsMissingParts))
        return false;
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        if (!m_parts[i].matches(resource.parts[i]))
            return false;
    return true;
}

bool ResourcePattern::matches(std::string_view resource, bool fillsMissingParts) const {
    if (m_whole.matchesEverything())
        return true;
    if (!m_whole.hasWildcards() && m_parts.size() == arnParts)
        return m_whole.matches(resource);
    if (partsMatch(ArnParts::of(resource), fillsMissingParts))
        return true;
    // A star at the end of a part, where it may swallow the colons behind it.
    std::string_view rest = resource;
    for (std::size_t i = 0; i < m_parts.size() && i + 1 < arnParts; ++i) {
        if (m_parts[i].endsWithStar())
            return Glob::joined(m_parts, i).matches(rest);
        const auto colon = rest.find(':');
        if (colon == std::string_view::npos || !m_parts[i].matches(rest.substr(0, colon)))
            return false;
        rest.remove_prefix(colon + 1);
    }
    return false;
}

bool ResourcePattern::intersects(std::string_view resource) const {
    return m_whole.intersects(resource);
}

} // namespace waylight::policy
