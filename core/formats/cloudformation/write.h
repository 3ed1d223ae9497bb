// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/formats/written.h"

namespace waylight {

/// The design as CloudFormation templates, one for each account and Region that has resources (a template is deployed
/// to one): `template.yaml`, or `template-<account>-<region>.yaml` where there are several. What refers to another
/// template is written as its id.
Written writeCloudFormation(const Design& design, TextSyntax syntax);

/// A template as YAML, with the short forms of functions and a comment before each kind of resource.
std::string templateAsYaml(const Json& document);

} // namespace waylight
