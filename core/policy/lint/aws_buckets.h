// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace waylight::policy {

/// What instances in a VPC read from buckets that belong to AWS.
enum class AwsBucketUse : std::uint8_t { Ecr, AmazonLinux, SystemsManager };

/// What ends the name of a bucket in one Region.
struct AwsBucketSuffix {
    std::string_view region;
    std::string_view suffix; ///< "5522fb710"
};

/// A bucket of AWS that there is in every Region.
struct AwsBucket {
    AwsBucketUse use = AwsBucketUse::Ecr;
    std::string_view product;                       ///< "Amazon ECR"
    std::string_view name;                          ///< with `$` for the Region: "prod-$-starport-layer-bucket"
    std::span<const AwsBucketSuffix> suffixes = {}; ///< sorted by Region; the name goes on with `-` and the suffix
    bool everySuffixed = false; ///< a Region that is not in `suffixes` has a suffix that nobody knows

    /// The ARN of its objects; a suffix that is not known is `*`. `region` may be `*`, or what stands for one.
    std::string objects(std::string_view region) const;
    /// False when it has no name that one could know in that Region.
    bool isKnownIn(std::string_view region) const;
};

/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
/// https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html (the suffixes)
/// and AWS's own endpoint policy for S3: https://github.com/aws-samples/data-perimeter-policy-examples
std::span<const AwsBucket> awsBuckets();

} // namespace waylight::policy
