// SPDX-License-Identifier: MIT
#include "core/model/function_interfaces.h"

namespace waylight {

std::string functionNameOf(const LambdaFunction& function) {
    return function.functionName.empty() ? function.id : function.functionName;
}

std::string functionMark(const LambdaFunction& function) {
    return "AWS Lambda VPC ENI-" + functionNameOf(function) + '-';
}

} // namespace waylight
