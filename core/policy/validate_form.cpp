// SPDX-License-Identifier: MIT
#include "core/policy/validate_form.h"

namespace waylight::policy {

PolicyForm formOf(PolicyType type) {
    switch (type) {
    case PolicyType::Identity:
        return PolicyForm::Identity;
    case PolicyType::Boundary:
        return PolicyForm::Boundary;
    case PolicyType::Session:
        return PolicyForm::Session;
    case PolicyType::ServiceControl:
        return PolicyForm::ServiceControl;
    case PolicyType::ResourceControl:
        return PolicyForm::ResourceControl;
    case PolicyType::Resource:
        return PolicyForm::Resource;
    case PolicyType::InterfaceEndpoint:
        return PolicyForm::InterfaceEndpoint;
    case PolicyType::GatewayEndpoint:
        return PolicyForm::GatewayEndpoint;
    }
    return PolicyForm::Identity;
}

PolicyType typeOf(PolicyForm form) {
    switch (form) {
    case PolicyForm::Boundary:
        return PolicyType::Boundary;
    case PolicyForm::Session:
        return PolicyType::Session;
    case PolicyForm::ServiceControl:
        return PolicyType::ServiceControl;
    case PolicyForm::ResourceControl:
        return PolicyType::ResourceControl;
    case PolicyForm::Resource:
    case PolicyForm::Bucket:
    case PolicyForm::AccessPoint:
    case PolicyForm::Trust:
        return PolicyType::Resource;
    case PolicyForm::InterfaceEndpoint:
        return PolicyType::InterfaceEndpoint;
    case PolicyForm::GatewayEndpoint:
        return PolicyType::GatewayEndpoint;
    case PolicyForm::Identity:
    case PolicyForm::Managed:
    case PolicyForm::UserInline:
    case PolicyForm::GroupInline:
    case PolicyForm::RoleInline:
        break;
    }
    return PolicyType::Identity;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (IAM and STS)
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (SCP, RCP)
// https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/ (SCP: from 5,120 to
// 10,240) https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html ("limited to 20 KB in size")
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations.html (20 KB)
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html ("20,480 characters, including white
// space")
FormRules rulesOf(PolicyForm form) {
    using enum SizeUnit;
    constexpr auto forbidden = PrincipalRule::Forbidden;
    constexpr auto required = PrincipalRule::Required;
    switch (form) {
    case PolicyForm::Identity: // the largest of them; the smaller limits depend on what it becomes
    case PolicyForm::RoleInline:
        return {10240, CompactCharacters, forbidden, false, true, false};
    case PolicyForm::Managed:
    case PolicyForm::Boundary:
        return {6144, CompactCharacters, forbidden, true, true, false};
    case PolicyForm::UserInline:
        return {2048, CompactCharacters, forbidden, false, true, false};
    case PolicyForm::GroupInline:
        return {5120, CompactCharacters, forbidden, false, true, false};
    case PolicyForm::Session:
        return {2048, Characters, forbidden, false, true, false};
    case PolicyForm::ServiceControl:
        return {10240, CompactOrAll, forbidden, true, false, false};
    case PolicyForm::ResourceControl:
        return {5120, CompactOrAll, required, true, false, false};
    case PolicyForm::Resource: // by service: a table 20 KB, a key 32 KB, a queue 8,192 bytes, a topic 30 KB
        return {0, Bytes, required, false, false, false};
    case PolicyForm::Bucket:
    case PolicyForm::AccessPoint:
        return {20480, Bytes, required, false, false, false};
    case PolicyForm::Trust:
        return {2048, CompactCharacters, required, false, true, false};
    case PolicyForm::InterfaceEndpoint:
    case PolicyForm::GatewayEndpoint:
        return {20480, Characters, required, false, false, true};
    }
    return {};
}

} // namespace waylight::policy
