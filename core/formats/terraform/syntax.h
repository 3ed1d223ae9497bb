// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/declared/declaration.h"

namespace waylight::terraform {

/// True for configuration in JSON (.tf.json): blocks by their kind, such as "resource".
bool isConfigurationSyntax(const Json& document);

/// What configuration in JSON declares, as far as its expressions are references, variables and locals.
/// https://developer.hashicorp.com/terraform/language/syntax/json
Declarations declarationsOfSyntax(const Json& document, const std::string& file, const ReadOptions& options);

} // namespace waylight::terraform
