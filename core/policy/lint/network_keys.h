// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace waylight::policy {

/// Keys that say how a request came: aws:SourceIp, or one of those that only requests through a VPC endpoint carry.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
bool isNetworkKey(std::string_view lowerKey);
bool isEndpointKey(std::string_view lowerKey);

/// False for aws:SourceVpcArn and the aws:Vpce… keys where AWS's list of supporting services lacks the service; true
/// for every other key.
bool setsNetworkKey(std::string_view servicePrefix, std::string_view lowerKey);

} // namespace waylight::policy
