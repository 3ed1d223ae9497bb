// SPDX-License-Identifier: MIT
#include "core/policy/service_texts.h"

#include "core/base/message_ids.h"
#include "core/policy/service_errors.h"
#include "core/policy/validate_values.h"

#include <array>
#include <vector>

namespace waylight::policy {
namespace service_text {
namespace {

/// IAM quotes the ARN with `*` for the parts that are not there.
std::string badPartition(std::string_view resource) {
    std::vector<std::string_view> parts;
    for (auto rest = resource;;) {
        const auto colon = parts.size() < 5 ? rest.find(':') : std::string_view::npos;
        parts.push_back(rest.substr(0, colon));
        if (colon == std::string_view::npos)
            break;
        rest.remove_prefix(colon + 1);
    }
    const std::string partition(parts[1]);
    std::string text = "Partition \"" + partition + "\" is not valid for resource \"arn:" + partition;
    for (std::size_t i = 2; i < 6; ++i) {
        const bool missing = i >= parts.size() || (i == 2 && parts.size() == 3 && parts[2].empty());
        text.append(":").append(missing ? "*" : parts[i]);
    }
    return text + "\".";
}

} // namespace

std::string ofAction(std::string_view action) {
    switch (actionFault(action)) {
    case ActionFault::None:
        break;
    case ActionFault::NoService:
        return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    case ActionFault::TwoColons:
        return "Actions/Condition can contain only one colon.";
    case ActionFault::BadService:
        return "Vendor " + std::string(action.substr(0, action.find(':'))) + " is not valid";
    }
    return {};
}

std::string ofResource(std::string_view resource) {
    const std::string quoted(resource);
    switch (resourceFault(resource)) {
    case ResourceFault::None:
        break;
    case ResourceFault::NotAnArn:
        return "Resource " + quoted + " must be in ARN format or \"*\".";
    case ResourceFault::Partition:
        return badPartition(resource);
    case ResourceFault::Service:
        return "Resource vendor must be fully qualified and cannot contain regexes.";
    case ResourceFault::S3Region:
        return "Resource " + quoted + " can not contain region information.";
    case ResourceFault::IamRegion:
        return "IAM resource " + quoted + " cannot contain region information.";
    case ResourceFault::IamPath:
        return "IAM resource path must either be \"*\" or start with " + iamResourceTypes() + ".";
    case ResourceFault::CutShort:
        return legacy;
    }
    return {};
}

} // namespace service_text

namespace {

using enum MessageId;

bool isSyntax(MessageId id) {
    switch (id) {
    case PolicyJsonExpected:
    case PolicyJsonValue:
    case PolicyJsonString:
    case PolicyJsonEncoding:
    case PolicyJsonTrailing:
    case JsonTooDeep:
    case FileTooLarge:
        return true;
    default:
        return false;
    }
}

bool isGrammar(MessageId id) {
    switch (id) {
    case PolicyDuplicateName:
    case PolicyNotAnObject:
    case PolicyUnknownElement:
    case PolicyUnknownStatementElement:
    case PolicyNoStatement:
    case PolicyNotText:
    case PolicyNotTextList:
    case PolicyNotObject:
    case PolicyBothForms:
    case PolicyBadVersion:
    case PolicyUnknownOperator:
        return true;
    default:
        return false;
    }
}

bool isPrincipal(MessageId id) {
    return id == PolicyBadPrincipal || id == PolicyBadPrincipalText || id == PolicyBadPrincipalKind ||
           id == PolicyPrincipalWildcard;
}

bool isResource(MessageId id) {
    switch (id) {
    case PolicyBadResource:
    case PolicyBadPartition:
    case PolicyArnService:
    case PolicyArnRegion:
    case PolicyArnIamPath:
    case PolicyArnCutShort:
        return true;
    default:
        return false;
    }
}

bool isEither(const std::string& name, const char* element) {
    return name == element || name == std::string("Not") + element;
}

std::string missingFromIam(const std::string& element) {
    if (isEither(element, "Action"))
        return service_text::noActions;
    return isEither(element, "Resource") ? service_text::noResources : service_text::syntax;
}

/// LimitExceeded. Behind an inline policy's words stands the name of its owner, which the document does not say.
std::string tooLongForIam(PolicyForm form, const std::string& limit) {
    switch (form) {
    case PolicyForm::Trust:
        return "Cannot exceed quota for ACLSizePerRole: " + limit;
    case PolicyForm::Managed:
    case PolicyForm::Boundary:
        return "Cannot exceed quota for PolicySize: " + limit;
    case PolicyForm::UserInline:
        return "Maximum policy size of " + limit + " bytes exceeded for user";
    case PolicyForm::GroupInline:
        return "Maximum policy size of " + limit + " bytes exceeded for group";
    case PolicyForm::Identity:
    case PolicyForm::RoleInline:
        return "Maximum policy size of " + limit + " bytes exceeded for role";
    default:
        return {};
    }
}

bool isEffectInAnotherCase(const std::string& effect) {
    const std::string lower = lowered(effect);
    return lower == "allow" || lower == "deny";
}

std::string iamText(const Message& message, PolicyForm form) {
    const std::string first = message.args.empty() ? std::string() : message.args[0];
    if (isSyntax(message.id) || isGrammar(message.id))
        return service_text::syntax;
    if (isResource(message.id))
        return service_text::ofResource(first);
    switch (message.id) {
    case PolicyBadEffect:
        return isEffectInAnotherCase(first) ? service_text::legacy : service_text::syntax;
    case PolicyMissingElement:
    case PolicyEmptyList:
        return missingFromIam(first);
    case PolicyVersionRequired:
        return service_text::version;
    case PolicyDuplicateSid:
        return service_text::duplicateSid;
    case PolicyBadAction:
    case PolicyBadService:
        return service_text::ofAction(first);
    case PolicyBadConditionValue:
        return message.args.size() > 1 && message.args[1].find("Date") != std::string::npos ? service_text::legacy : "";
    case PolicyPrincipalForbidden:
        return service_text::principalForbidden;
    case PolicyPrincipalRequired:
        return service_text::principalMissing;
    case PolicyElementForbidden:
        return form == PolicyForm::Trust && isEither(first, "Resource") ? service_text::resourceForbidden : "";
    case PolicyTrustAction:
        return service_text::trustActions;
    case PolicyTooLongCompact:
        return tooLongForIam(form, message.args[1]);
    default:
        return {};
    }
}

std::string bucketText(const Message& message) {
    const std::string first = message.args.empty() ? std::string() : message.args[0];
    if (isSyntax(message.id) || message.id == PolicyNotAnObject)
        return service_text::bucketJson;
    if (isPrincipal(message.id))
        return service_text::bucketPrincipal;
    if (isResource(message.id))
        return service_text::bucketResource;
    switch (message.id) {
    case PolicyUnknownElement:
    case PolicyUnknownStatementElement:
        return "Unknown field " + first;
    case PolicyMissingElement:
        return "Missing required field " + first;
    case PolicyPrincipalRequired:
        return service_text::principalMissing;
    case PolicyNoStatement:
        return "Missing required field Statement";
    case PolicyBadEffect:
        return "Invalid effect: " + first;
    case PolicyBadAction:
    case PolicyBadService:
        return service_text::bucketAction;
    case LintBucketForObject:
    case LintObjectForBucket:
    case LintResourceNeedsStar:
    case LintResourceNotForAction:
        return service_text::bucketActionApart;
    case PolicyTooLong:
        return "Normalized policy document exceeds the maximum allowed size of " + message.args[1] + " bytes.";
    default:
        return isGrammar(message.id) ? service_text::bucketSyntax : "";
    }
}

std::string endpointText(const Message& message) {
    if (isSyntax(message.id) || message.id == PolicyNotAnObject)
        return service_text::endpointJson;
    return message.id == PolicyEndpointWildcard ? service_text::endpointWildcard : "";
}

} // namespace

std::string serviceText(const Problem& problem, PolicyForm form) {
    const Message& message = problem.diagnostic.message;
    const FormRules rules = rulesOf(form);
    if (rules.savedByIam && message.id == PolicySidCharacters) // a warning, as not all calls of IAM refuse it
        return service_text::sidCharacters;
    if (problem.diagnostic.severity != Severity::Error)
        return {};
    if (rules.savedByIam)
        return iamText(message, form);
    if (rules.endpoint)
        return endpointText(message);
    if (form == PolicyForm::ServiceControl || form == PolicyForm::ResourceControl)
        return message.id == PolicyTooLong || message.id == PolicyTooLongCompact ? service_text::organizationsTooLong
                                                                                 : service_text::organizations;
    return form == PolicyForm::Bucket || form == PolicyForm::AccessPoint ? bucketText(message) : std::string();
}

} // namespace waylight::policy
