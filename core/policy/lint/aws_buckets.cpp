// SPDX-License-Identifier: MIT
#include "core/policy/lint/aws_buckets.h"

#include <array>

namespace waylight::policy {

std::string AwsBucket::objects(std::string_view region) const {
    const std::size_t at = name.find('$');
    return "arn:aws:s3:::" + std::string(name.substr(0, at)) + std::string(region) + std::string(name.substr(at + 1)) +
           "/*";
}

std::span<const AwsBucket> awsBuckets() {
    static constexpr std::array<AwsBucket, 5> buckets{{
        {AwsBucketUse::Ecr, "Amazon ECR", "prod-$-starport-layer-bucket"},
        {AwsBucketUse::AmazonLinux, "Amazon Linux 2", "amazonlinux-2-repos-$"},
        {AwsBucketUse::AmazonLinux, "Amazon Linux 2023", "al2023-repos-$-de612dc2"},
        {AwsBucketUse::SystemsManager, "Systems Manager", "aws-ssm-$"},
        {AwsBucketUse::SystemsManager, "Systems Manager", "patch-baseline-snapshot-$"},
    }};
    return buckets;
}

} // namespace waylight::policy
