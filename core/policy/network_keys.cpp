// SPDX-License-Identifier: MIT
#include "core/policy/network_keys.h"

#include "core/policy/catalog.h"

#include <algorithm>
#include <iterator>

namespace waylight::policy {
namespace {

enum class Sets : std::uint8_t {
    Organization, ///< aws:VpceOrgID only
    NoVpcArn,     ///< all but aws:SourceVpcArn
    All,
};

struct ServiceKeys {
    std::string_view service;
    Sets sets;
};

/// By service. Those that are not here set none of the keys.
constexpr ServiceKeys services[] = {
    {"acm-pca", Sets::All},
    {"applicationinsights", Sets::All},
    {"apprunner", Sets::All},
    {"athena", Sets::All},
    {"b2bi", Sets::Organization},
    {"cassandra", Sets::Organization},
    {"cloudformation", Sets::All},
    {"cognito-identity", Sets::Organization},
    {"comprehendmedical", Sets::All},
    {"compute-optimizer", Sets::All},
    {"datasync", Sets::All},
    {"discovery", Sets::All},
    {"dms", Sets::Organization},
    {"ds-data", Sets::Organization},
    {"dynamodb", Sets::NoVpcArn},
    {"ebs", Sets::All},
    {"ecr", Sets::All},
    {"ecs", Sets::All},
    {"firehose", Sets::All},
    {"gamelift", Sets::NoVpcArn},
    {"healthlake", Sets::All},
    {"iam", Sets::All},
    {"identitystore", Sets::Organization},
    {"iotfleetwise", Sets::All},
    {"iottwinmaker", Sets::Organization},
    {"iotwireless", Sets::All},
    {"kinesisanalytics", Sets::All},
    {"kms", Sets::All},
    {"lambda", Sets::All},
    {"medical-imaging", Sets::All},
    {"network-firewall", Sets::Organization},
    {"omics", Sets::All},
    {"payment-cryptography", Sets::All},
    {"polly", Sets::All},
    {"pricing", Sets::Organization},
    {"rbin", Sets::All},
    {"rekognition", Sets::All},
    {"route53", Sets::All},
    {"s3", Sets::All},
    {"scheduler", Sets::All},
    {"servicediscovery", Sets::All},
    {"servicequotas", Sets::All},
    {"ses", Sets::Organization},
    {"shield", Sets::NoVpcArn},
    {"sms-voice", Sets::Organization},
    {"sqs", Sets::Organization},
    {"ssm-contacts", Sets::All},
    {"storagegateway", Sets::All},
    {"textract", Sets::All},
    {"transcribe", Sets::All},
    {"transfer", Sets::All},
    {"workmail", Sets::Organization},
};

} // namespace

std::string_view nameOf(EndpointKey key) {
    constexpr std::string_view names[] = {"aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"};
    return names[static_cast<std::size_t>(key)];
}

bool sets(std::string_view service, EndpointKey key) {
    const auto at =
        std::lower_bound(std::begin(services), std::end(services), service,
                         [](const ServiceKeys& entry, std::string_view name) { return entry.service < name; });
    if (at == std::end(services) || at->service != service)
        return false;
    switch (key) {
    case EndpointKey::SourceVpcArn:
        return at->sets == Sets::All;
    case EndpointKey::VpceAccount:
    case EndpointKey::VpceOrgPaths:
        return at->sets != Sets::Organization;
    case EndpointKey::VpceOrgId:
        return true;
    }
    return false;
}

bool followsResourceControl(std::string_view service) {
    const ServiceEntry* entry = Catalog::builtIn().service(service);
    return entry && entry->resourceControl;
}

} // namespace waylight::policy
