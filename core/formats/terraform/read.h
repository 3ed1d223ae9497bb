// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/declaration.h"

#include <string>

/// Terraform's JSON: plans and states as `terraform show -json` prints them, raw state files, and .tf.json
/// configuration. What is not created yet has no ids; references to it are recovered from the configuration that a plan
/// holds, and say how sure they are.
/// https://developer.hashicorp.com/terraform/internals/json-format
namespace waylight {

/// True for a plan, a state or configuration, by content, also of versions that cannot be read.
bool looksLikeTerraform(const Json& document);

/// True for a plan, which tells two sides: what is and what will be.
bool looksLikeTerraformPlan(const Json& document);

/// What the document declares; of a plan what will be once it is applied. `Declaration::id` is the AWS id where the
/// document knows it and the type has ids of its own, else the resource address. Data sources are declared when a
/// resource uses what they found, with `attributes["mode"]` "data". Fails on versions that are not known.
Result<Declarations> declarationsOfTerraform(const Json& document, const std::string& file, const ReadOptions& options);

/// What is there before a plan is applied; what is on both sides has the same id on both.
Result<Declarations> declarationsBefore(const Json& document, const std::string& file, const ReadOptions& options);

} // namespace waylight
