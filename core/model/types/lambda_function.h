// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/role.h"

namespace waylight {

/// A Lambda function that is attached to a VPC. Where it is in the network is said by its network interfaces, which
/// Lambda makes in its subnets.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
struct LambdaFunction : ResourceBase {
    std::string functionName;
    Ref<Role> role;
    std::string runtime;
    std::string state; ///< Active, Inactive, Pending, Failed; empty: Active

    bool operator==(const LambdaFunction&) const = default;
};

template <>
struct Description<LambdaFunction> {
    static constexpr TypeInfo type{.name = "lambda-function", .plural = "lambdaFunctions", .label = "Lambda function", .idPrefix = "function-", .awsList = "Functions", .awsId = "FunctionArn", .cfn = "AWS::Lambda::Function", .tf = "aws_lambda_function",
                                   .help = "Code that runs on request. In a VPC it has private addresses only: it reaches the internet through a NAT gateway, and S3 and DynamoDB through that or an endpoint."};
    static constexpr auto fields = std::tuple(
        field("functionName", &LambdaFunction::functionName, {.label = "Function name", .help = "The name in AWS.", .aws = "FunctionName", .cfn = "FunctionName", .tf = "function_name"}),
        field("roleId", &LambdaFunction::role, {.label = "Execution role", .help = "Its policies decide what the code may do.", .aws = "Role", .cfn = "Role", .tf = "role"}),
        field("runtime", &LambdaFunction::runtime, {.label = "Runtime", .help = "Such as python3.13.", .aws = "Runtime", .cfn = "Runtime", .tf = "runtime"}),
        field("state", &LambdaFunction::state, {.label = "State", .help = "Only an active function runs. Empty means Active.", .aws = "State"}));
};

} // namespace waylight
