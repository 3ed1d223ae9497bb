// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <string>

namespace waylight {

/// How AWS begins the description of a function's interfaces: `AWS Lambda VPC ENI-my-function-`. Nothing else says
/// whose they are. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
std::string functionMark(const LambdaFunction& function);

/// The name in AWS; the id of one that was made up here.
std::string functionNameOf(const LambdaFunction& function);

} // namespace waylight
