// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/request.h"

#include <array>
#include <string_view>

namespace waylight {

/// The options of the command line, and members of a batch line, that say what the packet must look like at both ends.
inline constexpr std::array<std::string_view, 10> pathFilterOptions = {"at-source-source-address",
                                                                       "at-source-destination-address",
                                                                       "at-source-protocol",
                                                                       "at-source-source-port",
                                                                       "at-source-destination-port",
                                                                       "at-destination-source-address",
                                                                       "at-destination-destination-address",
                                                                       "at-destination-protocol",
                                                                       "at-destination-source-port",
                                                                       "at-destination-destination-port"};

bool isPathFilterOption(std::string_view option);

/// Sets what one of these options demands: an address or block, a protocol, a port or a range such as 1024-65535.
/// Returns what is wrong with the text; none: nothing.
std::optional<Message> setPathFilter(Request& request, std::string_view option, const std::string& text);

} // namespace waylight
