// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/written.h"

namespace waylight {

/// The design as Terraform configuration in JSON (`main.tf.json`, provider hashicorp/aws 5): a provider for each
/// account and Region, everything that only says something about another resource as a resource of its own. With
/// `adopt`, resources with ids of AWS are imported rather than made (Terraform 1.5).
Written writeTerraform(const Design& design, bool adopt = false);

} // namespace waylight
