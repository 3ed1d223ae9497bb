// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/decision.h"

#include <optional>
#include <string>
#include <string_view>

namespace waylight::policy {

/// What AWS says when it refuses a request: one reason, though there may be several.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
struct DeniedMessage {
    std::string principal;      ///< ARN, "anonymous"; empty: the message does not say
    std::string action;         ///< "s3:GetObject"; from "when calling the GetObject operation" the operation alone
    std::string resource;       ///< ARN; empty: the message does not say
    std::optional<Layer> layer; ///< none: AWS keeps the reason to itself
    bool trustPolicy = false;   ///< the resource policy is the trust policy of a role
    bool explicitDeny = false;
    std::string policyArn; ///< of the policy that denies, where AWS names it

    bool operator==(const DeniedMessage&) const = default;
};

/// The message of AWS for a denied request: the first layer that denies, else the first that does not allow. Requests
/// between accounts get the bare "Access Denied".
std::string deniedMessage(const Evaluation& evaluation, const RequestContext& context);

/// Reads a message as people paste it: with "An error occurred (AccessDenied) when calling …" before it, and line
/// breaks and other text around it. Nothing when it says neither who nor what was refused.
std::optional<DeniedMessage> parseDeniedMessage(std::string_view text);

} // namespace waylight::policy
