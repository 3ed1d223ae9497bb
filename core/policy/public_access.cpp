// SPDX-License-Identifier: MIT
#include "core/policy/public_access.h"

#include <algorithm>
#include <string_view>

namespace waylight::policy {
namespace {

/// What a value must be to name somebody in particular.
enum class Trust : std::uint8_t {
    Fixed,        ///< the whole value
    Account,      ///< an account id
    ArnAccount,   ///< the account of an ARN; whatever is behind it belongs to that account
    UniqueId,     ///< what is before the colon: a role's id, in front of the session's name
    OrgPath,      ///< the organization's id: whatever is below it belongs to that organization
    Block,        ///< a block of addresses that is not very broad
    AwsService,   ///< nothing: only requests of AWS services have the key
    IsAwsService, ///< the text "true"
};

struct TrustedKey {
    std::string_view lowerName;
    Trust trust;
};

/// The keys of the page above, and those that name the same things: the principal, its organization, the network that
/// the request comes from, the resource on whose behalf a service asks.
constexpr TrustedKey trustedKeys[] = {
    {"aws:principalarn", Trust::ArnAccount},
    {"aws:principalaccount", Trust::Account},
    {"aws:principalorgid", Trust::Fixed},
    {"aws:principalorgpaths", Trust::OrgPath},
    {"aws:principalisawsservice", Trust::IsAwsService},
    {"aws:principalservicename", Trust::AwsService},
    {"aws:principalservicenameslist", Trust::AwsService},
    {"aws:userid", Trust::UniqueId},
    {"aws:sourceip", Trust::Block},
    {"aws:sourcearn", Trust::ArnAccount},
    {"aws:sourceaccount", Trust::Account},
    {"aws:sourceowner", Trust::Account},
    {"aws:sourceorgid", Trust::Fixed},
    {"aws:sourceorgpaths", Trust::OrgPath},
    {"aws:sourcevpc", Trust::Fixed},
    {"aws:sourcevpcarn", Trust::Fixed},
    {"aws:sourcevpce", Trust::Fixed},
    {"aws:vpceaccount", Trust::Account},
    {"aws:vpceorgid", Trust::Fixed},
    {"aws:vpceorgpaths", Trust::OrgPath},
    {"s3:dataaccesspointarn", Trust::ArnAccount},
    {"s3:dataaccesspointaccount", Trust::Account},
    {"s3:x-amz-server-side-encryption-aws-kms-key-id", Trust::Fixed},
};

/// No wildcard and no variable. A star in StringEquals means itself, but the page looks at values, not at operators.
bool isFixed(std::string_view text) {
    return text.find_first_of("*?") == std::string_view::npos && text.find("${") == std::string_view::npos;
}

/// What stands before the separator is fixed, whatever follows.
bool hasFixedHead(std::string_view text, char separator) {
    const auto at = text.find(separator);
    return isFixed(text) || (at != std::string_view::npos && at > 0 && isFixed(text.substr(0, at)));
}

/// In an ARN operator a wildcard stays inside its part; in a string operator one in front of the account could swallow
/// it.
bool hasFixedAccount(std::string_view text, OperatorFamily family) {
    if (isFixed(text))
        return true;
    const ArnParts arn = ArnParts::of(text);
    if (arn.count < 6 || arn.parts[4].empty() || !isFixed(arn.parts[4]))
        return false;
    const auto account = static_cast<std::size_t>(arn.parts[4].data() - text.data());
    return family == OperatorFamily::Arn || isFixed(text.substr(0, account));
}

/// "Values broader than /8 for IPv4 and /32 for IPv6 (excluding RFC1918 private ranges)" count as public.
bool isNarrow(const Operand& operand) {
    const Cidr* const block = std::get_if<Cidr>(&operand);
    return block && block->length() >= (block->family() == IpFamily::V4 ? 8 : 32);
}

bool namesSomebody(Trust trust, std::string_view text, const Operator& op, const Operand& operand) {
    switch (trust) {
    case Trust::Fixed:
        return isFixed(text);
    case Trust::Account:
        return isFixed(text) && lowered(text) != "anonymous"; // what aws:PrincipalAccount says of everybody
    case Trust::ArnAccount:
        return hasFixedAccount(text, op.family);
    case Trust::UniqueId:
        return hasFixedHead(text, ':');
    case Trust::OrgPath:
        return hasFixedHead(text, '/');
    case Trust::Block:
        return isNarrow(operand);
    case Trust::AwsService:
        return true;
    case Trust::IsAwsService:
        return lowered(text) == "true";
    }
    return false;
}

/// A positive comparison that fails when the key is missing.
bool compares(const Operator& op, Trust trust) {
    if (op.negated || op.ifExists || op.quantifier == SetQuantifier::ForAllValues)
        return false;
    switch (op.family) {
    case OperatorFamily::StringEquals:
    case OperatorFamily::StringEqualsIgnoreCase:
    case OperatorFamily::StringLike:
    case OperatorFamily::Arn:
        return trust != Trust::Block;
    case OperatorFamily::Bool:
        return trust == Trust::IsAwsService;
    case OperatorFamily::IpAddress:
        return trust == Trust::Block;
    case OperatorFamily::Numeric:
        return trust == Trust::Account && op.relation == Relation::Equal;
    case OperatorFamily::Date:
    case OperatorFamily::Binary:
    case OperatorFamily::Null:
        break;
    }
    return false;
}

bool isLimited(const Document& document, const Condition& condition) {
    const auto* const known = std::find_if(std::begin(trustedKeys), std::end(trustedKeys),
                                           [&](const TrustedKey& key) { return key.lowerName == condition.lowerKey; });
    return known != std::end(trustedKeys) && compares(condition.op, known->trust) &&
           std::all_of(condition.values.begin(), condition.values.end(), [&](const ConditionValue& value) {
               return namesSomebody(known->trust, document.tree().node(value.node).text, condition.op, value.operand);
           });
}

/// An identity provider without an account, such as accounts.google.com, lets in whoever signs up there.
bool isFixedPrincipal(const PrincipalPattern& principal) {
    switch (principal.kind) {
    case PrincipalPattern::Kind::Everyone:
        return false;
    case PrincipalPattern::Kind::Arn:
        return isFixed(principal.text);
    case PrincipalPattern::Kind::Federated:
        return isFixed(principal.text) && ArnParts::of(principal.text).count == 6;
    case PrincipalPattern::Kind::Account:
    case PrincipalPattern::Kind::Service:
    case PrincipalPattern::Kind::CanonicalUser:
        break;
    }
    return true;
}

bool namesItsPrincipals(const Element<PrincipalPattern>& principal) {
    return principal.present && !principal.negated &&
           std::all_of(principal.patterns.begin(), principal.patterns.end(), isFixedPrincipal);
}

bool isPublic(const Document& document, const Statement& statement) {
    return statement.effect == Effect::Allow && !namesItsPrincipals(statement.principal) &&
           std::none_of(statement.conditions.begin(), statement.conditions.end(),
                        [&](const Condition& condition) { return isLimited(document, condition); });
}

} // namespace

PublicAccess publicAccess(const Document& document) {
    PublicAccess result;
    for (std::size_t i = 0; i < document.statements().size(); ++i)
        if (isPublic(document, document.statements()[i]))
            result.statements.push_back(i);
    result.isPublic = !result.statements.empty();
    return result;
}

} // namespace waylight::policy
