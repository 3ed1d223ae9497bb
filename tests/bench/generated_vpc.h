// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

/// One VPC with `instances` instances in /24 subnets of 200, each fourth subnet behind the gateway endpoint, 20 security groups,
/// a role and a bucket; and a saved request `request-1` from the last instance to the bucket.
waylight::Design generatedVpc(int instances);

/// A design of about `elements` resources spread over VPCs of 1,000 instances, with a place for each on the canvas.
waylight::Design generatedDesign(int elements);
