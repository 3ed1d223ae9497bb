// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace waylight::cloudformation {

/// The property that sets a resource's physical name, where `Ref` or its ARN gives that name; empty: its Ref is an id.
std::string_view nameProperty(std::string_view type);

/// What an attribute ("Ref" for `Ref`) of a type looks like, with {name}, {id}, {path}, {partition}, {region},
/// {account}, {domain} in it, and {open} where a part is only known after deployment; empty: not known.
std::string_view attributePattern(std::string_view type, std::string_view attribute);

/// True for the attributes that are the id which `Ref` stands for: SubnetId of a subnet, GroupId of a security group.
bool isOwnId(std::string_view type, std::string_view attribute);

} // namespace waylight::cloudformation
