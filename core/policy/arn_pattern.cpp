// SPDX-License-Identifier: MIT
#include "core/policy/arn_pattern.h"

#include <algorithm>
#include <iterator>

namespace waylight::policy {
namespace {

constexpr std::size_t arnParts = 6;

/// Services whose resources begin with their own name and not with a type.
constexpr std::string_view typeless[] = {"codecommit", "execute-api", "s3", "s3express", "sns", "sqs"};

/// A wildcard in place of the type of `type/id` or `type:id`. ("You can't use a wildcard in the portion of the ARN that
/// specifies the resource type", https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html.) AWS's
/// own policies have it in names of more than two pieces, such as `*:autoScalingGroupName/eks-*`, and for every id.
bool leavesTypeOpen(std::string_view service, const Glob& resource) {
    if (!resource.hasWildcards() || std::find(std::begin(typeless), std::end(typeless), service) != std::end(typeless))
        return false;
    const std::string& text = resource.text();
    const auto separator = text.find_first_of("/:");
    if (separator == std::string::npos || separator <= resource.literalPrefix().size())
        return false;
    const std::string_view id = std::string_view(text).substr(separator + 1);
    return !id.empty() && id.find_first_of("/:") == std::string_view::npos &&
           id.find_first_not_of('*') != std::string_view::npos;
}

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
    for (std::size_t i = 0; i < out.m_parts.size() && i + 1 < arnParts && out.m_tailAt == noTail; ++i)
        if (out.m_parts[i].endsWithStar())
            out.m_tailAt = i;
    if (out.m_tailAt != noTail)
        out.m_tail = Glob::joined(out.m_parts, out.m_tailAt);
    out.m_refused = out.m_parts.size() == arnParts && leavesTypeOpen(out.m_parts[2].text(), out.m_parts.back());
    return out;
}

bool ResourcePattern::isShort() const {
    return m_parts.size() < arnParts && !m_parts.back().endsWithStar();
}

bool ResourcePattern::canBeNegated(ShortArns shortArns) const {
    if (m_refused)
        return false;
    return !isShort() || (shortArns == ShortArns::FillInWildcards && !m_whole.hasWildcards());
}

template <auto meets>
bool ResourcePattern::partsMeet(const ArnParts& resource, bool fillIn) const {
    if (resource.count < m_parts.size() || (m_parts.size() < resource.count && !fillIn))
        return false;
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        if (!(m_parts[i].*meets)(resource.parts[i]))
            return false;
    return true;
}

/// A star at the end of a part, where it may swallow the colons behind it.
template <auto meets>
bool ResourcePattern::tailMeets(const ArnParts& resource) const {
    if (m_tailAt == noTail || resource.count <= m_tailAt)
        return false;
    for (std::size_t i = 0; i < m_tailAt; ++i)
        if (!(m_parts[i].*meets)(resource.parts[i]))
            return false;
    const std::string_view last = resource.parts[resource.count - 1];
    const char* const begin = resource.parts[m_tailAt].data();
    return (m_tail.*meets)({begin, static_cast<std::size_t>(last.data() + last.size() - begin)});
}

template <auto meets>
bool ResourcePattern::meetsBy(const ArnParts& resource, ShortArns shortArns) const {
    const bool fillIn = shortArns == ShortArns::FillIn ||
                        (shortArns == ShortArns::FillInWildcards && isShort() && m_whole.hasWildcards());
    if (shortArns == ShortArns::Refuse && isShort())
        return tailMeets<meets>(resource);
    return partsMeet<meets>(resource, fillIn) || tailMeets<meets>(resource);
}

bool ResourcePattern::matches(const ResourceName& resource, ShortArns shortArns) const {
    if (m_whole.matchesEverything())
        return true;
    if (m_refused || !resource.text.starts_with(m_whole.literalPrefix()))
        return false;
    return meetsBy<&Glob::matches>(resource.parts, shortArns);
}

bool ResourcePattern::intersects(const ResourceName& resource, ShortArns shortArns) const {
    if (m_whole.matchesEverything())
        return true;
    if (m_refused)
        return false;
    const ArnParts& parts = resource.parts;
    const bool onlyInLast =
        parts.count == arnParts && resource.text.find('*') >= resource.text.size() - parts.parts.back().size();
    return onlyInLast ? meetsBy<&Glob::intersects>(parts, shortArns) : m_whole.intersects(resource.text);
}

} // namespace waylight::policy
