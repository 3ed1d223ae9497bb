// SPDX-License-Identifier: MIT
#include "core/policy/lint/aws_buckets.h"

#include <algorithm>
#include <array>

namespace waylight::policy {
namespace {

constexpr AwsBucketSuffix patchManager[] = {
    {"af-south-1", "bdd5f65a9"},     {"ap-east-1", "632356271"},      {"ap-northeast-1", "4849fa78f"},
    {"ap-northeast-2", "10467995c"}, {"ap-northeast-3", "67373598a"}, {"ap-south-1", "cb7c62ff9"},
    {"ap-south-2", "32f4b4128"},     {"ap-southeast-1", "7fdfd9ef7"}, {"ap-southeast-2", "17283a275"},
    {"ap-southeast-3", "aa48fc462"}, {"ap-southeast-4", "01e2c40d3"}, {"ca-central-1", "3148e69e3"},
    {"ca-west-1", "9e3a4b2f9"},      {"eu-central-1", "9163fdaaf"},   {"eu-central-2", "184ce43c8"},
    {"eu-north-1", "795879e9b"},     {"eu-south-1", "c52f3f594"},     {"eu-south-2", "a4cf248b1"},
    {"eu-west-1", "5522fb710"},      {"eu-west-2", "902a2bc74"},      {"eu-west-3", "29bf85721"},
    {"il-central-1", "e221cb57b"},   {"me-central-1", "2932f2f80"},   {"me-south-1", "a53fc9dce"},
    {"sa-east-1", "ddf4b6a09"},      {"us-east-1", "1970c647d"},      {"us-east-2", "552881074"},
    {"us-west-1", "8badb4304"},      {"us-west-2", "34d7f99f8"},
};

constexpr AwsBucketSuffix snapshots[] = {
    {"af-south-1", "tbxdb5b9"},     {"ap-south-2", "50209442"}, {"ap-southeast-3", "be0a3174"},
    {"ap-southeast-4", "dc6f76ce"}, {"eu-south-2", "df2c9d70"}, {"me-south-1", "uduvl7q8"},
};

static_assert(std::ranges::is_sorted(patchManager, {}, &AwsBucketSuffix::region));
static_assert(std::ranges::is_sorted(snapshots, {}, &AwsBucketSuffix::region));

std::string_view suffixIn(const AwsBucket& bucket, std::string_view region) {
    const auto at = std::ranges::lower_bound(bucket.suffixes, region, {}, &AwsBucketSuffix::region);
    return at != bucket.suffixes.end() && at->region == region ? at->suffix : std::string_view();
}

} // namespace

std::string AwsBucket::objects(std::string_view region) const {
    const std::size_t at = name.find('$');
    std::string arn =
        "arn:aws:s3:::" + std::string(name.substr(0, at)) + std::string(region) + std::string(name.substr(at + 1));
    const std::string_view suffix = suffixIn(*this, region);
    if (!suffix.empty())
        arn.append("-").append(suffix);
    else if (everySuffixed)
        arn.append("-*");
    else if (region == "*" && !suffixes.empty())
        arn.append("*");
    return arn + "/*";
}

bool AwsBucket::isKnownIn(std::string_view region) const {
    return !everySuffixed || !suffixIn(*this, region).empty();
}

std::span<const AwsBucket> awsBuckets() {
    static constexpr std::array<AwsBucket, 7> buckets{{
        {AwsBucketUse::Ecr, "Amazon ECR", "prod-$-starport-layer-bucket"},
        {AwsBucketUse::AmazonLinux, "Amazon Linux 2", "amazonlinux-2-repos-$"},
        {AwsBucketUse::AmazonLinux, "Amazon Linux 2023", "al2023-repos-$-de612dc2"},
        {AwsBucketUse::SystemsManager, "Systems Manager", "aws-ssm-$"},
        {AwsBucketUse::SystemsManager, "Systems Manager", "amazon-ssm-$"},
        {AwsBucketUse::SystemsManager, "Patch Manager", "aws-patch-manager-$", patchManager, true},
        {AwsBucketUse::SystemsManager, "Patch Manager", "patch-baseline-snapshot-$", snapshots},
    }};
    return buckets;
}

} // namespace waylight::policy
