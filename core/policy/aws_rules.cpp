// SPDX-License-Identifier: MIT
#include "core/policy/aws_rules.h"

#include "core/policy/network_keys.h"

#include "core/policy/glob.h"

#include <algorithm>
#include <array>

namespace waylight::policy {
namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool startsWithAny(std::string_view text, std::initializer_list<std::string_view> prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; });
}

} // namespace

bool isAlwaysAllowed(std::string_view action) {
    return lowered(action) == "sts:getcalleridentity";
}

bool isReadOnlyAwsResource(const RequestContext& context) {
    const std::string action = lowered(context.action);
    if (contains(context.resource, ":alias/aws/"))
        return startsWithAny(action, {"kms:createalias", "kms:updatealias", "kms:deletealias"});
    if (!startsWithAny(action, {"iam:"}))
        return false;
    const bool awsPolicy = contains(context.resource, ":iam::aws:policy/");
    const bool awsRole = contains(context.resource, ":role/aws-reserved/");
    return (awsPolicy || awsRole) &&
           !startsWithAny(action, {"iam:get", "iam:list", "iam:generate", "iam:simulate", "iam:pass"});
}

bool followsResourceControl(const RequestContext& context) {
    const std::string action = lowered(context.action);
    return followsResourceControl(std::string_view(action).substr(0, action.find(':'))) && action != "kms:retiregrant";
}

bool needsResourcePolicy(const RequestContext& context) {
    static constexpr std::array<std::string_view, 5> trustActions{"sts:assumerole", "sts:assumerolewithsaml",
                                                                  "sts:assumerolewithwebidentity", "sts:tagsession",
                                                                  "sts:setsourceidentity"};
    const std::string action = lowered(context.action);
    if (contains(context.resource, ":kms:") && contains(context.resource, ":key/"))
        return startsWithAny(action, {"kms:"});
    return contains(context.resource, ":role/") &&
           std::find(trustActions.begin(), trustActions.end(), action) != trustActions.end();
}

} // namespace waylight::policy
