// SPDX-License-Identifier: MIT
#include "core/policy/lint/subject.h"

#include <algorithm>
#include <array>

namespace waylight::policy {
namespace {

using Parts = std::array<std::string_view, 6>;

/// Cuts an ARN at its first five colons outside of `${…}`; false when there are fewer.
bool splitArn(std::string_view text, Parts& parts) {
    std::size_t begin = 0;
    std::size_t part = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.size() && part < 5; ++i) {
        inside = text[i] == '{' || (inside && text[i] != '}');
        if (text[i] != ':' || inside)
            continue;
        parts[part++] = text.substr(begin, i - begin);
        begin = i + 1;
    }
    parts[part] = text.substr(begin);
    return part == 5;
}

/// One unit of the resource part of a kind's ARN: a character, or a variable.
struct Unit {
    char c = 0;        ///< 0: a variable, which is at least one character long
    bool slash = true; ///< the variable may hold `/`
};

/// `slash`: whether the last variable may hold one; those before a `/` never do.
std::vector<Unit> unitsOf(std::string_view text, bool slash) {
    std::vector<Unit> units;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = text.substr(i, 2) == "${" ? text.find('}', i) : std::string_view::npos;
        if (end == std::string_view::npos) {
            units.push_back({text[i++], true});
            continue;
        }
        i = end + 1;
        units.push_back({0, i == text.size() ? slash : text[i] != '/'});
    }
    return units;
}

/// True when some text fits both the units and the pattern with its `*` and `?`: reachable pairs of places, row by row.
bool haveCommonText(const std::vector<Unit>& units, std::string_view pattern) {
    const std::size_t width = pattern.size() + 1;
    // `inside[j]`: place j was reached with at least one character taken by the variable that ends this row.
    std::vector<char> row(width), next(width), inside(width);
    const auto closeStars = [&](std::vector<char>& places) {
        for (std::size_t j = 0; j + 1 < width; ++j)
            if (places[j] && pattern[j] == '*')
                places[j + 1] = 1;
    };
    row[0] = 1;
    closeStars(row);
    for (const Unit& unit : units) {
        std::fill(next.begin(), next.end(), 0);
        for (std::size_t j = 0; j + 1 < width; ++j) {
            const char p = pattern[j];
            const bool wild = p == '*' || p == '?';
            const bool from = row[j] || (unit.c == 0 && next[j]);
            const bool takes = unit.c != 0 ? wild || p == unit.c : wild || unit.slash || p != '/';
            if (from && takes)
                next[p == '*' ? j : j + 1] = 1;
            if (next[j] && p == '*') { // the star ends here, with or without a character taken
                next[j + 1] = 1;
            }
        }
        row.swap(next);
        closeStars(row);
    }
    return row.back() != 0;
}

bool fixedPartFits(std::string_view kind, std::string_view pattern) {
    const bool wild = pattern.find_first_of("*?") != std::string_view::npos;
    if (kind.starts_with("${"))
        return !pattern.empty();
    return wild ? Glob::fromPattern(pattern).matches(kind) : kind == pattern;
}

/// A variable at the end may hold `/`, unless another kind of the service goes on there: then it is that kind's.
bool lastMayHoldSlash(const ServiceEntry& service, const ResourceTypeEntry& type) {
    return std::none_of(service.resourceTypes.begin(), service.resourceTypes.end(),
                        [&](const ResourceTypeEntry& other) {
                            return other.arn.size() > type.arn.size() + 1 && other.arn.starts_with(type.arn) &&
                                   other.arn[type.arn.size()] == '/';
                        });
}

bool namesOneOf(std::string_view pattern, std::string_view arn, bool lastMayHoldSlash) {
    Parts wanted;
    Parts kind;
    if (pattern == "*" || !splitArn(arn, kind))
        return true;
    if (!splitArn(pattern, wanted)) // `arn:aws:s3:::*` has all parts; a star in an earlier one reaches beyond the colon
        return pattern.find('*') != std::string_view::npos;
    if (wanted[2] == kind[2] && wanted[4] == "aws" && kind[4].starts_with("${"))
        return true; // AWS's own resources, of which the reference lists few
    const bool ofAws = wanted[4].empty() && kind[4].starts_with("${"); // such as AWS's documents of Systems Manager
    for (std::size_t i = 1; i < 5; ++i)
        if (!fixedPartFits(kind[i], wanted[i]) && !(ofAws && i == 4))
            return false;
    return haveCommonText(unitsOf(kind[5], lastMayHoldSlash), wanted[5]);
}

std::string filledArn(std::string_view arn, bool readable) {
    std::string out;
    for (std::size_t i = 0; i < arn.size();) {
        const std::size_t end = arn.substr(i, 2) == "${" ? arn.find('}', i) : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += arn[i++];
            continue;
        }
        const std::string_view name = arn.substr(i + 2, end - i - 2);
        out += name == "Partition"              ? std::string_view("aws")
               : name == "Region" && !readable  ? std::string_view("us-east-1")
               : name == "Account" && !readable ? std::string_view("111122223333")
               : readable                       ? name
                                                : std::string_view("example");
        i = end + 1;
    }
    return out;
}

} // namespace

bool namesResourceOf(std::string_view pattern, const ServiceEntry& service, const ResourceTypeEntry& type) {
    const bool slash = lastMayHoldSlash(service, type);
    for (std::string_view rest = type.arn; !rest.empty();) { // some kinds have two forms: "arn:…, arn:…"
        const std::size_t end = rest.find(", ");
        if (namesOneOf(pattern, rest.substr(0, end), slash))
            return true;
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    }
    return type.arn.empty();
}

bool fits(const ActionUse& use, const ResourceUse& resource) {
    if (use.action->wildcardOnly())
        return resource.isEverything();
    return std::any_of(use.action->resources.begin(), use.action->resources.end(), [&](const ActionResource& kind) {
        return namesResourceOf(resource.text, *use.service, use.service->resourceTypes[kind.type]);
    });
}

std::string exampleArn(const ResourceTypeEntry& type) {
    return filledArn(type.arn.substr(0, type.arn.find(", ")), false);
}

std::string readableArn(const ResourceTypeEntry& type) {
    return filledArn(type.arn.substr(0, type.arn.find(", ")), true);
}

} // namespace waylight::policy
