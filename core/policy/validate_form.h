// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/evaluate_document.h"

#include <cstddef>
#include <cstdint>

namespace waylight::policy {

/// What a document is saved as. Finer than PolicyType, because AWS checks an inline policy of a user otherwise than a
/// managed policy, and a trust policy otherwise than the policy of a bucket.
enum class PolicyForm : std::uint8_t {
    Identity, ///< managed or inline: nobody said
    Managed,
    UserInline,
    GroupInline,
    RoleInline,
    Boundary, ///< always a managed policy
    Session,
    ServiceControl,
    ResourceControl,
    Resource, ///< of a table, key, queue …
    Bucket,
    AccessPoint, ///< of an S3 access point
    Trust,
    InterfaceEndpoint,
    GatewayEndpoint,
};

PolicyForm formOf(PolicyType type);
/// Where a document of that form is evaluated. A trust policy is a resource's policy whose actions are those of STS.
PolicyType typeOf(PolicyForm form);

/// What AWS counts against the limit of a form.
enum class SizeUnit : std::uint8_t {
    Characters,
    CompactCharacters, ///< without the white space between tokens
    CompactOrAll,      ///< compact when the console saves it, all when the API does
    Bytes,
};

enum class PrincipalRule : std::uint8_t { Forbidden, Required };

/// What a form demands beyond the grammar.
struct FormRules {
    std::size_t limit = 0; ///< 0: none that AWS states
    SizeUnit unit = SizeUnit::CompactCharacters;
    PrincipalRule principal = PrincipalRule::Forbidden;
    bool needsVersion = false; ///< only 2012-10-17 is saved
    bool savedByIam = false;   ///< IAM reads actions and ARNs closely
    bool endpoint = false;
};
FormRules rulesOf(PolicyForm form);

} // namespace waylight::policy
