// SPDX-License-Identifier: MIT
#include "core/policy/lint/network_keys.h"

#include "core/policy/glob.h"
#include "core/policy/network_keys.h"

#include <algorithm>
#include <array>
#include <span>

namespace waylight::policy {
namespace {

bool contains(std::span<const std::string_view> list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

} // namespace

bool isEndpointKey(std::string_view lowerKey) {
    static constexpr std::array<std::string_view, 7> keys{"aws:sourcevpc",   "aws:sourcevpcarn", "aws:sourcevpce",
                                                          "aws:vpceaccount", "aws:vpceorgid",    "aws:vpceorgpaths",
                                                          "aws:vpcsourceip"};
    return contains(keys, lowerKey);
}

bool isNetworkKey(std::string_view lowerKey) {
    return lowerKey == "aws:sourceip" || isEndpointKey(lowerKey);
}

bool setsNetworkKey(std::string_view servicePrefix, std::string_view lowerKey) {
    for (const EndpointKey key :
         {EndpointKey::SourceVpcArn, EndpointKey::VpceAccount, EndpointKey::VpceOrgId, EndpointKey::VpceOrgPaths})
        if (lowered(nameOf(key)) == lowerKey)
            return sets(servicePrefix, key);
    return true;
}

} // namespace waylight::policy
