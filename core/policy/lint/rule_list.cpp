// SPDX-License-Identifier: MIT
#include "core/policy/lint/rule_list.h"

#include <algorithm>
#include <array>

namespace waylight::policy {
namespace {

constexpr std::string_view actions = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                                     "reference_policies_actions-resources-contextkeys.html";
constexpr std::string_view bestPractices = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";
constexpr std::string_view checks =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";
constexpr std::string_view deputy = "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html";
constexpr std::string_view externalId =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html";
constexpr std::string_view keys =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
constexpr std::string_view notAction =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html";
constexpr std::string_view notPrincipal =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html";
constexpr std::string_view operators =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
constexpr std::string_view principal =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
constexpr std::string_view sets = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                                  "reference_policies_condition-single-vs-multi-valued-context-keys.html";
constexpr std::string_view trust =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html";
constexpr std::string_view accessPoints =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html";
constexpr std::string_view accessPointVpc =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html";
constexpr std::string_view bucketActions =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html";
constexpr std::string_view endpoint = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html";
constexpr std::string_view gateway = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html";

using enum Proof;

constexpr std::array rules{
    LintRule{"access-point-in-bucket-policy", Request, accessPoints},
    LintRule{"access-point-of-any-account", Request, accessPoints},
    LintRule{"access-point-without-bucket", Request, accessPointVpc},
    LintRule{"action-needs-star", Request, actions},
    LintRule{"allows-everyone", Request, principal},
    LintRule{"allows-everything", Request, bestPractices},
    LintRule{"arn-compared-as-text", None, operators},
    LintRule{"bucket-for-object-action", Request, bucketActions},
    LintRule{"bucket-in-access-point-policy", Request, accessPoints},
    LintRule{"bucket-without-access-point", Request, accessPointVpc},
    LintRule{"delegate-to-access-points", Request, accessPoints},
    LintRule{"denied-can-be-regained", Request, bestPractices},
    LintRule{"deny-hits-aws-services", Request, keys},
    LintRule{"deny-hits-forwarded-requests", Request, keys},
    LintRule{"endpoint-policy-full-access", Request, endpoint},
    LintRule{"endpoint-policy-without-allow", Request, endpoint},
    LintRule{"endpoint-policy-without-aws-bucket", Request, gateway},
    LintRule{"for-all-values-without-key", Request, sets},
    LintRule{"key-not-for-action", Request, actions},
    LintRule{"key-not-set-by-service", Request, keys},
    LintRule{"mfa-missing-key", Request, keys},
    LintRule{"mfa-presence", Request, keys},
    LintRule{"multivalued-key", Request, sets},
    LintRule{"not-action-with-allow", Request, notAction},
    LintRule{"not-principal", Request, notPrincipal},
    LintRule{"object-for-bucket-action", Request, bucketActions},
    LintRule{"operator-not-for-key", Request, operators},
    LintRule{"resource-not-for-action", Request, actions},
    LintRule{"resource-star", Request, bestPractices},
    LintRule{"resource-unused", Request, actions},
    LintRule{"set-operator-on-single-value", Request, sets},
    LintRule{"set-operator-without-effect", None, sets},
    LintRule{"source-ip-and-endpoint", Request, keys},
    LintRule{"source-ip-behind-endpoint", Request, gateway},
    LintRule{"source-ip-private", Request, keys},
    LintRule{"source-ip-refuses-endpoints", Request, gateway},
    LintRule{"star-in-string-equals", Request, operators},
    LintRule{"string-operator-for-arn", Request, operators},
    LintRule{"trust-action-not-for-principal", Request, checks},
    LintRule{"trust-everyone", Request, principal},
    LintRule{"trust-principal-wildcard", Request, principal},
    LintRule{"trust-service-any-source", Request, deputy},
    LintRule{"trust-without-external-id", Request, externalId},
    LintRule{"trust-wrong-action", Request, trust},
    LintRule{"unknown-action", Request, checks},
    LintRule{"unknown-key", Request, checks},
    LintRule{"unknown-service", Request, checks},
    LintRule{"value-compared-as-text", None, operators},
    LintRule{"value-not-of-key", Request, operators},
    LintRule{"vpc-source-ip-alone", Request, keys},
    LintRule{"vpc-source-ip-public", Request, keys},
    LintRule{"wildcard-in-identifier", Request, keys},
};

static_assert(std::ranges::is_sorted(rules, {}, &LintRule::code));

} // namespace

std::span<const LintRule> lintRules() {
    return rules;
}

const LintRule* lintRule(std::string_view code) {
    const auto at = std::ranges::lower_bound(rules, code, {}, &LintRule::code);
    return at != rules.end() && at->code == code ? &*at : nullptr;
}

} // namespace waylight::policy
