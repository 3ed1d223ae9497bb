// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/terraform/references.h"

/// In which account and Region things are.
namespace waylight::terraform {

/// From the resource's own attribute, its ARN, or the provider that it uses; empty: none says.
std::string regionOf(const Json& values, const Json* provider, const Resource& resource, const References& references);

/// From its owner or ARN; empty: neither says.
std::string accountOf(const Json& values);

/// aws, aws-cn or aws-us-gov.
std::string partitionOf(std::string_view region);

/// Sets the account and Region of the file: what the user says, what data sources found, else what most of its
/// resources say; declarations keep only what differs.
void settlePlaces(Declarations& declarations, const Listing& listing, const ReadOptions& options);

/// The same of declarations that say all that is known.
void settlePlaces(Declarations& declarations, std::string region, std::string account, const ReadOptions& options);

} // namespace waylight::terraform
