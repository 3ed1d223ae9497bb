// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/bucket.h"
#include "core/model/types/vpc.h"

namespace waylight {

/// An S3 access point: a name for a bucket with a policy of its own.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html
struct AccessPoint : ResourceBase {
    std::string accessPointName; ///< empty: its name or id serves
    Ref<Bucket> bucket;
    Ref<Vpc> vpc;      ///< the only VPC that it accepts requests from; none: from everywhere
    PolicyText policy; ///< empty: none
    bool blockPublicAcls = false, ignorePublicAcls = false, blockPublicPolicy = false, restrictPublicBuckets = false;

    bool operator==(const AccessPoint&) const = default;
};

template <>
struct Description<AccessPoint> {
    static constexpr TypeInfo type{.name = "access-point", .plural = "accessPoints", .label = "S3 access point", .idPrefix = "ap-", .awsList = "AccessPointList", .awsId = "AccessPointArn", .cfn = "AWS::S3::AccessPoint", .tf = "aws_s3_access_point",
                                   .help = "A name for a bucket with a policy of its own: a request through it needs a yes from both."};
    static constexpr auto fields = std::tuple(
        field("accessPointName", &AccessPoint::accessPointName, {.label = "Access point name", .help = "In its ARN as arn:aws:s3:region:account:accesspoint/name.", .aws = "Name", .cfn = "Name", .tf = "name"}),
        field("bucket", &AccessPoint::bucket, {.label = "Bucket", .help = "The bucket that it leads to.", .aws = "Bucket", .cfn = "Bucket", .tf = "bucket", .required = true}),
        field("vpcId", &AccessPoint::vpc, {.label = "VPC", .help = "It accepts requests only from this VPC, through an endpoint. None: from everywhere.", .aws = "VpcConfiguration.VpcId", .cfn = "VpcConfiguration.VpcId", .tf = "vpc_configuration.vpc_id"}),
        field("policy", &AccessPoint::policy, {.label = "Access point policy", .help = "Who may do what through the access point; the bucket must allow it too.", .aws = "Policy", .cfn = "Policy", .tf = "policy"}),
        field("blockPublicAcls", &AccessPoint::blockPublicAcls, {.label = "Block public ACLs", .help = "New ACLs that open objects to the public are refused.", .aws = "PublicAccessBlockConfiguration.BlockPublicAcls", .cfn = "PublicAccessBlockConfiguration.BlockPublicAcls", .tf = "public_access_block_configuration.block_public_acls"}),
        field("ignorePublicAcls", &AccessPoint::ignorePublicAcls, {.label = "Ignore public ACLs", .help = "ACLs open nothing to the public.", .aws = "PublicAccessBlockConfiguration.IgnorePublicAcls", .cfn = "PublicAccessBlockConfiguration.IgnorePublicAcls", .tf = "public_access_block_configuration.ignore_public_acls"}),
        field("blockPublicPolicy", &AccessPoint::blockPublicPolicy, {.label = "Block public policies", .help = "New access point policies that are public are refused.", .aws = "PublicAccessBlockConfiguration.BlockPublicPolicy", .cfn = "PublicAccessBlockConfiguration.BlockPublicPolicy", .tf = "public_access_block_configuration.block_public_policy"}),
        field("restrictPublicBuckets", &AccessPoint::restrictPublicBuckets, {.label = "Restrict public buckets", .help = "With a public policy, the access point answers only its own account and AWS services.", .aws = "PublicAccessBlockConfiguration.RestrictPublicBuckets", .cfn = "PublicAccessBlockConfiguration.RestrictPublicBuckets", .tf = "public_access_block_configuration.restrict_public_buckets"}));
};

} // namespace waylight
