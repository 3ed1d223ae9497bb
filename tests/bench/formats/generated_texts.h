// SPDX-License-Identifier: MIT
#pragma once

#include <string>

/// Large inputs as users have them, of at least `bytes`.

/// One answer with all lists of a dump, as `jq -s add` makes of a folder.
std::string generatedDescribe(std::size_t bytes);
/// A CloudFormation template of many subnets, tables, associations, routes, groups and endpoints with policies.
std::string generatedTemplate(std::size_t bytes);
/// The same in YAML with short forms.
std::string generatedYamlTemplate(std::size_t bytes);
/// A plan that is not applied: what is planned, the changes, and the configuration that names the references.
std::string generatedPlan(std::size_t bytes);
