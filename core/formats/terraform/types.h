// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What attributes of Terraform's AWS provider mean: which refer to what, and which types have ids of their own.
namespace waylight::terraform {

using Types = std::vector<std::string_view>;

/// The types that an attribute of this name can refer to, a type and those that adopt an existing one of it; empty: it
/// says none.
const Types& typesReferredTo(std::string_view attribute);

/// The same of the name of a local or output that ends as an attribute does (private_route_table_ids); empty: it may
/// hold anything.
const Types& typesHinted(std::string_view name);

/// True when `type` is one of these, or they say none.
bool allows(const Types& types, std::string_view type);
/// True when a type is in both.
bool meet(const Types& a, const Types& b);
/// True when the name of a local or output says that it holds something of another type.
bool deniedBy(std::string_view name, const Types& types);

/// True when the attribute holds ids, ARNs or names of other things: by the table, or by its ending.
bool isReferenceAttribute(std::string_view attribute);

/// The attribute that is the AWS id of a type with ids of its own (`id` or `arn`), as in describe output; empty: the
/// type's `id` repeats the id of something else, or is made up by the provider.
std::string_view idAttribute(std::string_view type);

/// True when the attribute of a resource tells which one it is, so that whoever uses it refers to that resource.
bool namesItsResource(std::string_view attribute);

/// The type that adopts what a VPC comes with, when `attribute` of a VPC names that (default_security_group_id …);
/// empty: none.
std::string_view adoptingType(std::string_view attribute);

} // namespace waylight::terraform
