// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

/// The words of AWS when it refuses a policy. They are quoted, not translated.
namespace waylight::policy::service_text {

// IAM, CreatePolicy and CreateRole: MalformedPolicyDocument
inline constexpr const char* syntax = "Syntax errors in policy.";
inline constexpr const char* version = "Policy document must be version 2012-10-17 or greater.";
inline constexpr const char* legacy = "The policy failed legacy parsing";
inline constexpr const char* duplicateSid = "Statement IDs (SID) in a single policy must be unique.";
inline constexpr const char* sidCharacters =
    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
inline constexpr const char* noActions = "Policy statement must contain actions.";
inline constexpr const char* noResources = "Policy statement must contain resources.";
inline constexpr const char* principalForbidden = "Policy document should not specify a principal.";
inline constexpr const char* principalMissing = "Missing required field Principal";
inline constexpr const char* resourceForbidden = "Has prohibited field Resource";
inline constexpr const char* trustActions = "AssumeRole policy may only specify STS AssumeRole actions.";

// Organizations, CreatePolicy: MalformedPolicyDocumentException
inline constexpr const char* organizations =
    "The provided policy document does not meet the requirements of the specified policy type.";

// Organizations, CreatePolicy: ConstraintViolationException
inline constexpr const char* organizationsTooLong = "You have exceeded the maximum policy size.";

// Amazon S3, PutBucketPolicy: MalformedPolicy
inline constexpr const char* bucketJson = "Policies must be valid JSON and the first byte must be '{'";
inline constexpr const char* bucketAction = "Policy has invalid action";
inline constexpr const char* bucketActionApart = "Action does not apply to any resource(s) in statement";
inline constexpr const char* bucketResource = "Policy has invalid resource";
inline constexpr const char* bucketPrincipal = "Invalid principal in policy";
inline constexpr const char* bucketSyntax = "Invalid policy syntax.";

// Amazon EC2, CreateVpcEndpoint and ModifyVpcEndpoint
inline constexpr const char* endpointJson = "The specified policy document is not a valid JSON policy document.";
inline constexpr const char* endpointWildcard = "NO_WILDCARD";

/// For an action or a resource that IAM refuses (`actionFault`, `resourceFault`); empty for one that it takes.
std::string ofAction(std::string_view action);
std::string ofResource(std::string_view resource);

} // namespace waylight::policy::service_text
