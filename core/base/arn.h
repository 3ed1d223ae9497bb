// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace waylight {

/// An Amazon Resource Name: `arn:partition:service:region:account:resource`; the resource part may hold colons.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
struct Arn {
    std::string partition;
    std::string service;
    std::string region;
    std::string account;
    std::string resource;

    static Result<Arn> parse(std::string_view text);
    std::string toString() const;

    auto operator<=>(const Arn&) const = default;
};

/// True when the text has the six parts of an ARN.
bool looksLikeArn(std::string_view text);

} // namespace waylight
