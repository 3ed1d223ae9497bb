// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// A managed prefix list: AWS's own (the addresses of a service in a Region) or a customer's.
/// https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
struct PrefixList : ResourceBase {
    std::string listName; ///< com.amazonaws.us-east-1.s3 for AWS's own
    std::vector<Cidr> cidrs;

    bool operator==(const PrefixList&) const = default;
};

template <>
struct Description<PrefixList> {
    static constexpr TypeInfo type{.name = "prefix-list", .plural = "prefixLists", .label = "Prefix list", .idPrefix = "pl-", .awsList = "PrefixLists", .awsId = "PrefixListId",
                                   .cfn = "AWS::EC2::PrefixList", .tf = "aws_ec2_managed_prefix_list", .drawn = Drawn::Hidden, .help = "A named set of CIDR blocks for routes and security groups."};
    static constexpr auto fields = std::tuple(
        field("prefixListName", &PrefixList::listName, {.label = "List name", .help = "AWS's own lists are named after the service, such as com.amazonaws.us-east-1.s3.", .aws = "PrefixListName", .cfn = "PrefixListName", .tf = "name", .required = true}),
        field("cidrs", &PrefixList::cidrs, {.label = "Blocks", .help = "The CIDR blocks in the list.", .aws = "Cidrs"}));
};

} // namespace waylight
