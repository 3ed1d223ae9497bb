// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace waylight::policy {

/// What instances in a VPC read from buckets that belong to AWS.
enum class AwsBucketUse : std::uint8_t { Ecr, AmazonLinux, SystemsManager };

/// A bucket of AWS that there is in every Region.
struct AwsBucket {
    AwsBucketUse use = AwsBucketUse::Ecr;
    std::string_view product; ///< "Amazon ECR"
    std::string_view name;    ///< with `$` for the Region: "prod-$-starport-layer-bucket"

    /// The ARN of its objects. `region` may be `*`.
    std::string objects(std::string_view region) const;
};

/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
/// https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
/// https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
/// and AWS's own endpoint policy for S3: https://github.com/aws-samples/data-perimeter-policy-examples
std::span<const AwsBucket> awsBuckets();

} // namespace waylight::policy
