// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

/// An account at the limits of AWS's quotas: one VPC of 200 subnets, each with its own table of 1,000 routes and its
/// own ACL of 40 entries in each direction; 2,500 security groups of 60 + 60 rules; `interfaces` instances with five
/// groups each, in 300 kinds of (subnet, groups). About half of the pairs may talk on tcp 443. At most 150,000
/// interfaces; equal seeds give equal accounts. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
waylight::Topology quotaAccount(int interfaces, unsigned seed);
