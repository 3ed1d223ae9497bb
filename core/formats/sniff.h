// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waylight {

/// The names of the members of the JSON object that the text is, without reading what is in them, up to `most` of
/// them and up to the first that `until` says yes to. Empty for anything else. Linear, allocates only the names.
std::vector<std::string> memberNames(std::string_view text, std::size_t most, bool (*until)(std::string_view name));

/// True for a member that only documents of Terraform have.
bool isTerraformMember(std::string_view name);

} // namespace waylight
