// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace waylight::policy {

/// What IAM refuses in an action such as `s3:GetObject`.
enum class ActionFault : std::uint8_t {
    None,
    NoService, ///< no colon, and not `*`
    TwoColons,
    BadService, ///< a service of other characters than letters, digits, hyphens and dots
};
ActionFault actionFault(std::string_view action);

/// What IAM refuses in a Resource, in the order in which it looks.
enum class ResourceFault : std::uint8_t {
    None,
    NotAnArn,
    Partition,
    Service,   ///< none, or with wildcards
    S3Region,  ///< buckets and objects have none
    IamRegion, ///< nothing in IAM has one
    IamPath,   ///< behind the account stands none of IAM's types
    CutShort,  ///< an empty service, or an empty part in an ARN of fewer than six
};
ResourceFault resourceFault(std::string_view resource);

/// The beginnings of resources in IAM, such as "user/", joined by ", ".
std::string iamResourceTypes();

/// An action of the STS calls that a trust policy decides, or a pattern of them such as `sts:AssumeRole*`.
bool isTrustAction(std::string_view action);

/// A date as IAM saves it: ISO 8601 with any year from -292275054 to 292278993, an hour of one or two digits and up to
/// nine decimals, or seconds since 1970.
bool isAcceptedDate(std::string_view text);

} // namespace waylight::policy
