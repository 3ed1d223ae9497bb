// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/declaration.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace waylight::terraform {

/// One instance of a resource or data source, as a plan or state lists it; points into the document, which outlives it.
struct Resource {
    std::string address;  ///< with index: module.a["x"].aws_subnet.b[0]
    std::string previous; ///< the address it had before a `moved` block, else empty
    std::string module;   ///< address of its module's instance; empty: the root module
    std::string type;
    std::string name;
    std::string provider; ///< as the document names it, such as registry.terraform.io/hashicorp/aws
    Json key;             ///< number of a count, text of a for_each, else null
    bool data = false;    ///< a data source
    std::string pointer;
    const Json* values = nullptr;    ///< null: it is not there on this side
    const Json* unknown = nullptr;   ///< the same shape with true where a value is not known yet
    const Json* sensitive = nullptr; ///< the same shape with true where a value is not for eyes
    const Json* before = nullptr;    ///< what is there now; plans only
    const Json* beforeSensitive = nullptr;
    std::string action;   ///< create, update, replace, delete, forget; empty: it stays as it is
    bool complete = true; ///< false: `values` leave out what is not known, and `unknown` does not say
};

/// A plan's or state's resources and what else matters of it. Its resources point into `made`, so it is not copied.
struct Listing {
    Listing() = default;
    Listing(Listing&&) = default;
    Listing& operator=(Listing&&) = default;

    std::vector<Resource> resources;
    Diagnostics diagnostics;
    std::deque<Json> made; ///< values that stand in the document in another shape
    std::size_t deposed = 0;
    std::size_t drifted = 0;
};

/// The member, or null where the value is no object or has none.
const Json* member(const Json& value, std::string_view name);
std::string textOf(const Json& value, std::string_view name);

/// The steps of an address: module.a["x.y"].aws_subnet.b[0] → module, a["x.y"], aws_subnet, b[0].
std::vector<std::string> addressSteps(std::string_view address);

/// The address of the module's instance that is around this one; empty: the root module.
std::string parentModule(std::string_view module);

/// `name["a"]` without its index; the index goes to `key` (null: none).
std::string withoutKey(std::string_view step, Json& key);

/// True for resources of the provider hashicorp/aws, under whatever name the document has it.
bool isAws(const Resource& resource);

} // namespace waylight::terraform
