// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace waylight::policy {

/// The condition keys about a VPC endpoint that only some services put into the requests they get through one.
enum class EndpointKey : std::uint8_t { SourceVpcArn, VpceAccount, VpceOrgId, VpceOrgPaths };

/// The key's name, such as aws:SourceVpcArn.
std::string_view nameOf(EndpointKey key);

/// True when the service (`s3`) puts the key into requests through an endpoint. Elsewhere the key is always absent, so
/// that a Deny with a negated operator on it hits every request.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
bool sets(std::string_view service, EndpointKey key);

/// True for the services whose resources resource control policies apply to, as the catalog says, which takes some
/// milliseconds to read at the first question.
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
bool followsResourceControl(std::string_view service);

} // namespace waylight::policy
