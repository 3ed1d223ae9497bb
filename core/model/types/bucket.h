// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource_base.h"

namespace waylight {

/// An S3 bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
struct Bucket : ResourceBase {
    std::string bucketName; ///< empty: the id serves
    PolicyText policy;      ///< empty: none

    bool operator==(const Bucket&) const = default;
};

template <>
struct Description<Bucket> {
    static constexpr TypeInfo type{.name = "bucket", .plural = "buckets", .label = "S3 bucket", .idPrefix = "bucket-", .awsList = "Buckets", .awsId = "Name", .cfn = "AWS::S3::Bucket", .tf = "aws_s3_bucket",
                                   .help = "Stores objects in one Region; reached by its public name, whichever way the packets go."};
    static constexpr auto fields = std::tuple(
        field("bucketName", &Bucket::bucketName, {.label = "Bucket name", .help = "Unique in the world; in its ARN as arn:aws:s3:::name.", .cfn = "BucketName", .tf = "bucket"}),
        field("policy", &Bucket::policy, {.label = "Bucket policy", .help = "Who may do what with the bucket. A Deny wins over every Allow; requests from other accounts need an Allow here.", .aws = "Policy"}));
};

} // namespace waylight
