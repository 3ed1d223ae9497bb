// SPDX-License-Identifier: MIT
#include "core/policy/lint/network_keys.h"

#include <algorithm>
#include <array>
#include <span>

namespace waylight::policy {
namespace {

// The lists under aws:SourceVpcArn, aws:VpceAccount, aws:VpceOrgID and aws:VpceOrgPaths, sorted:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
constexpr std::array<std::string_view, 36> common{"acm-pca",
                                                  "applicationinsights",
                                                  "apprunner",
                                                  "athena",
                                                  "cloudformation",
                                                  "comprehendmedical",
                                                  "compute-optimizer",
                                                  "datasync",
                                                  "discovery",
                                                  "ebs",
                                                  "ecr",
                                                  "ecs",
                                                  "firehose",
                                                  "healthlake",
                                                  "iam",
                                                  "iotfleetwise",
                                                  "iotwireless",
                                                  "kinesisanalytics",
                                                  "kms",
                                                  "lambda",
                                                  "medical-imaging",
                                                  "omics",
                                                  "payment-cryptography",
                                                  "polly",
                                                  "rbin",
                                                  "rekognition",
                                                  "route53",
                                                  "s3",
                                                  "scheduler",
                                                  "servicediscovery",
                                                  "servicequotas",
                                                  "ssm-contacts",
                                                  "storagegateway",
                                                  "textract",
                                                  "transcribe",
                                                  "transfer"};
constexpr std::array<std::string_view, 3> withEndpointOwner{"dynamodb", "gamelift", "shield"};
constexpr std::array<std::string_view, 13> withEndpointOrganization{
    "b2bi",    "cassandra", "cognito-identity", "dms", "ds-data", "identitystore", "iottwinmaker", "network-firewall",
    "pricing", "ses",       "sms-voice",        "sqs", "workmail"};

bool contains(std::span<const std::string_view> list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

} // namespace

bool isEndpointKey(std::string_view lowerKey) {
    static constexpr std::array<std::string_view, 7> keys{"aws:sourcevpc",   "aws:sourcevpcarn", "aws:sourcevpce",
                                                          "aws:vpceaccount", "aws:vpceorgid",    "aws:vpceorgpaths",
                                                          "aws:vpcsourceip"};
    return contains(keys, lowerKey);
}

bool isNetworkKey(std::string_view lowerKey) {
    return lowerKey == "aws:sourceip" || isEndpointKey(lowerKey);
}

bool setsNetworkKey(std::string_view servicePrefix, std::string_view lowerKey) {
    const bool arn = lowerKey == "aws:sourcevpcarn";
    const bool organization = lowerKey == "aws:vpceorgid";
    if (!arn && !organization && lowerKey != "aws:vpceaccount" && lowerKey != "aws:vpceorgpaths")
        return true;
    return contains(common, servicePrefix) || (!arn && contains(withEndpointOwner, servicePrefix)) ||
           (organization && contains(withEndpointOrganization, servicePrefix));
}

} // namespace waylight::policy
