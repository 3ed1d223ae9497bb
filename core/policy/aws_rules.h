// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/request_context.h"

namespace waylight::policy {

/// sts:GetCallerIdentity, which no policy can deny.
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
bool isAlwaysAllowed(std::string_view action);

/// A managed policy of AWS, a role that AWS keeps for itself, or a KMS alias below `alias/aws/`, asked to change: only
/// reading is possible, whatever the policies say.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
bool isReadOnlyAwsResource(const RequestContext& context);

/// Resource control policies speak of the services that AWS lists, and not of kms:RetireGrant.
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
bool followsResourceControl(const RequestContext& context);

/// Taking a role and using a KMS key: the resource's own policy must allow, or name the account and so delegate to IAM.
/// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
bool needsResourcePolicy(const RequestContext& context);

} // namespace waylight::policy
