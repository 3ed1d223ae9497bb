// SPDX-License-Identifier: MIT
#include "core/trace/policy_checks.h"

#include "core/base/arn.h"
#include "core/base/diagnostic.h"
#include "core/base/message_ids.h"

#include <algorithm>

namespace waylight {
namespace {

/// What an endpoint without a policy of its own does.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
const std::string defaultEndpointPolicy =
    R"({"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]})";

/// Keys that no design can tell: they depend on the caller's session, the clock or the request's own parameters.
constexpr const char* openKeys[] = {"aws:PrincipalTag/*",
                                    "aws:RequestTag/*",
                                    "aws:ResourceTag/*",
                                    "aws:TagKeys",
                                    "aws:CurrentTime",
                                    "aws:EpochTime",
                                    "aws:TokenIssueTime",
                                    "aws:userid",
                                    "aws:PrincipalOrgID",
                                    "aws:PrincipalOrgPaths",
                                    "aws:ResourceOrgID",
                                    "aws:ResourceOrgPaths",
                                    "aws:UserAgent",
                                    "aws:Referer",
                                    "aws:MultiFactorAuthPresent",
                                    "aws:VpceOrgID",
                                    "aws:VpceOrgPaths",
                                    "s3:*",
                                    "dynamodb:*"};

std::string lastPart(const std::string& arn) {
    const auto slash = arn.rfind('/');
    return slash == std::string::npos ? arn : arn.substr(slash + 1);
}

std::string roleNameOf(const Role& role) {
    if (!role.roleName.empty())
        return role.roleName;
    return role.id.starts_with("arn:") ? lastPart(role.id) : displayName(role);
}

const char* layerCode(policy::Layer layer) {
    switch (layer) {
    case policy::Layer::Endpoint:
        return "ENDPOINT_POLICY";
    case policy::Layer::Identity:
        return "IDENTITY_POLICY";
    case policy::Layer::Boundary:
        return "PERMISSIONS_BOUNDARY";
    case policy::Layer::Resource:
        return "RESOURCE_POLICY";
    case policy::Layer::Session:
        return "SESSION_POLICY";
    case policy::Layer::ServiceControl:
        return "SERVICE_CONTROL_POLICY";
    case policy::Layer::ResourceControl:
        return "RESOURCE_CONTROL_POLICY";
    case policy::Layer::PublicAccess:
        return "PUBLIC_ACCESS_BLOCK";
    }
    return "POLICY";
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

} // namespace

PolicyChecks::PolicyChecks(const NetworkIndex& network, const CallContext& call) : m_network(network), m_call(call) {
    addPrincipal();
    addContextKeys();
    addPolicies();
    m_evaluation = policy::evaluate(m_policies, m_context);
}

/// Accounts left open in a drawing are the caller's; a caller without one takes the resource's.
std::string PolicyChecks::accountOf(const std::string& account) const {
    for (const std::string* candidate :
         {&account, &m_call.interface.account, m_call.vpc ? &m_call.vpc->account : &account})
        if (!candidate->empty())
            return *candidate;
    return m_call.target && !base(*m_call.target).account.empty() ? base(*m_call.target).account : "123456789012";
}

void PolicyChecks::addPrincipal() {
    const Topology& topology = m_network.topology;
    if (m_call.instance && m_call.instance->profile) {
        const InstanceProfile* profile = topology.get(m_call.instance->profile);
        if (profile && !profile->roles.empty())
            m_role = topology.get(profile->roles.front());
        if (!m_role) {
            m_identityKnown = false;
            m_missingProfile = m_call.instance->profile.id;
        }
    }
    policy::Principal& principal = m_context.principal;
    if (!m_role && m_identityKnown)
        return; // anonymous
    const std::string account = accountOf(m_role ? m_role->account : m_call.instance->account);
    const std::string name = m_role ? roleNameOf(*m_role) : lastPart(m_missingProfile);
    principal.kind = policy::PrincipalKind::RoleSession;
    principal.account = account;
    principal.roleArn =
        m_role && m_role->id.starts_with("arn:") ? m_role->id : "arn:aws:iam::" + account + ":role/" + name;
    principal.arn = "arn:aws:sts::" + account + ":assumed-role/" + name + '/' +
                    (m_call.instance ? m_call.instance->id : m_call.interface.id);
}

void PolicyChecks::setKey(const std::string& key, std::vector<std::string> values, Message setBy) {
    m_context.keys.set(key, values);
    m_setKeys[key] = {std::move(values), std::move(setBy)};
}

void PolicyChecks::addNetworkKeys() {
    static constexpr const char* networkKeys[] = {"aws:SourceIp",    "aws:SourceVpc",    "aws:SourceVpce",
                                                  "aws:VpcSourceIp", "aws:SourceVpcArn", "aws:VpceAccount"};
    if (!m_call.pathKnown) {
        for (const char* key : networkKeys)
            m_context.keys.setUnknown(key);
        return;
    }
    const std::string own = primaryAddress(m_call.interface).value_or(IpAddress()).toString();
    if (m_call.endpoint) {
        const VpcEndpoint& endpoint = *m_call.endpoint;
        const Message by = message(MessageId::SetByEndpoint, displayName(endpoint));
        setKey("aws:SourceVpce", {endpoint.id}, by);
        setKey("aws:SourceVpc", {endpoint.vpc.id}, by);
        setKey("aws:VpcSourceIp", {own}, by);
        setKey("aws:VpceAccount", {accountOf(endpoint.account)}, by);
        // Only some services set the ARN; S3 does, DynamoDB does not.
        if (m_call.request.action.starts_with("s3:"))
            setKey("aws:SourceVpcArn",
                   {"arn:aws:ec2:" + endpoint.region + ':' + accountOf(endpoint.account) + ":vpc/" + endpoint.vpc.id},
                   by);
    } else if (m_call.publicSource) {
        setKey("aws:SourceIp", {m_call.publicSource->toString()},
               message(MessageId::SetByPublicAddress, m_call.translatedBy));
    } else {
        m_context.keys.setUnknown("aws:SourceIp");
    }
}

void PolicyChecks::addContextKeys() {
    const Request& request = m_call.request;
    m_context.action = request.action;
    m_context.resource = request.resource;
    m_context.resourceAccount = accountOf(!request.resourceAccount.empty() ? request.resourceAccount
                                          : m_call.target                  ? base(*m_call.target).account
                                                                           : std::string());
    for (const char* key : openKeys)
        m_context.keys.setUnknown(key);
    addNetworkKeys();
    const Message byRequest = message(MessageId::SetByRequest);
    setKey("aws:SecureTransport", {"true"}, byRequest);
    setKey("aws:ViaAWSService", {"false"}, byRequest);
    if (!m_call.targetRegion.empty())
        setKey("aws:RequestedRegion", {m_call.targetRegion}, byRequest);
    if (m_call.instance && m_context.principal.hasAccount()) {
        const Message byPrincipal = message(MessageId::SetByPrincipal);
        setKey("aws:PrincipalArn", {m_context.principal.roleArn}, byPrincipal);
        setKey("aws:PrincipalAccount", {m_context.principal.account}, byPrincipal);
        setKey("ec2:SourceInstanceARN",
               {"arn:aws:ec2:" + m_call.interface.region + ':' + m_context.principal.account + ":instance/" +
                m_call.instance->id},
               byPrincipal);
        if (m_call.vpc)
            setKey("aws:Ec2InstanceSourceVpc", {m_call.vpc->id}, byPrincipal);
        if (const auto own = primaryAddress(m_call.interface))
            setKey("aws:Ec2InstanceSourcePrivateIPv4", {own->toString()}, byPrincipal);
        if (m_role)
            for (const auto& [tag, value] : m_role->tags)
                setKey("aws:PrincipalTag/" + tag, {value}, byPrincipal);
    }
    addUserKeys();
    policy::addPrincipalKeys(m_context);
}

void PolicyChecks::addUserKeys() {
    for (const auto& [key, value] : m_call.request.context)
        setKey(key, {value}, message(MessageId::SetByUser));
}

/// The parsed policy; one that cannot be parsed becomes an unknown check, and its layer unknown.
policy::DocumentPtr PolicyChecks::documentOf(const PolicyText& text, const std::string& what,
                                             const ResourceBase& owner) {
    const auto parsed = m_network.derived->get<PolicyStore>().parsed(text.text);
    if (!parsed.document && !parsed.problems.empty()) {
        const Stage stage = what == "endpoint policy"   ? Stage::EndpointPolicy
                            : what == "resource policy" ? Stage::ResourcePolicy
                                                        : Stage::IdentityPolicy;
        m_unreadable.emplace_back(stage, Answer{Outcome::Unknown,
                                                "POLICY_UNREADABLE",
                                                owner.id,
                                                {},
                                                message(MessageId::PolicyUnreadable, what, displayName(owner),
                                                        toEnglish(parsed.problems.front().diagnostic.message))});
    }
    return parsed.document;
}

void PolicyChecks::addPolicies() {
    if (const VpcEndpoint* endpoint = m_call.endpoint) {
        const bool known = !isUnknown(*endpoint, "policyDocument");
        const PolicyText text = endpoint->policy.empty() ? PolicyText{defaultEndpointPolicy} : endpoint->policy;
        m_policies.endpoints.push_back(
            {{displayName(*endpoint), known ? documentOf(text, "endpoint policy", *endpoint) : nullptr},
             endpoint->type == EndpointType::Gateway});
        m_endpointOrigins.push_back({endpoint->id, endpoint->policy.empty() ? std::string() : "/policyDocument"});
    }
    addRolePolicies();
    addTargetPolicy();
}

void PolicyChecks::addRolePolicies() {
    if (!m_identityKnown) {
        m_policies.identity.push_back({m_missingProfile, nullptr});
        m_identityOrigins.push_back({m_call.instance->id, "/instanceProfileId"});
        return;
    }
    if (!m_role)
        return;
    if (isUnknown(*m_role, "policies")) {
        m_policies.identity.push_back({displayName(*m_role), nullptr});
        m_identityOrigins.push_back({m_role->id, "/policies"});
    }
    for (std::size_t i = 0; i < m_role->policies.size(); ++i) {
        const NamedPolicy& named = m_role->policies[i];
        m_policies.identity.push_back({named.name, documentOf(named.document, "policy " + named.name, *m_role)});
        m_identityOrigins.push_back({m_role->id, joinedPointer("/policies", i) + "/policyDocument"});
    }
    if (!m_role->permissionsBoundary.empty()) {
        m_policies.boundary.push_back(
            {displayName(*m_role), documentOf(m_role->permissionsBoundary, "permissions boundary", *m_role)});
        m_boundaryOrigins.push_back({m_role->id, "/permissionsBoundary"});
    }
}

void PolicyChecks::addTargetPolicy() {
    if (!m_call.target) {
        m_policies.resource.push_back({m_call.request.resource, nullptr});
        m_resourceOrigins.push_back({m_call.request.resource, {}});
        return;
    }
    const ResourceBase& target = base(*m_call.target);
    const auto* bucket = std::get_if<Bucket>(m_call.target.get());
    const auto* table = std::get_if<DynamoTable>(m_call.target.get());
    const PolicyText text = bucket ? bucket->policy : table ? table->policy : PolicyText();
    if (isUnknown(target, "policy"))
        m_policies.resource.push_back({displayName(target), nullptr});
    else if (!text.empty())
        m_policies.resource.push_back({displayName(target), documentOf(text, "resource policy", target)});
    else
        return;
    m_resourceOrigins.push_back({target.id, "/policy"});
}

/// Who is to blame when nothing grants: the role, or the instance when it has none.
Id PolicyChecks::culprit() const {
    return m_role ? m_role->id : m_call.instance ? m_call.instance->id : m_call.interface.id;
}

Answer PolicyChecks::answerOf(const policy::LayerResult& result, const std::string& what,
                              const std::vector<Origin>& origins) const {
    const std::string code = layerCode(result.layer);
    const std::size_t at = result.decidedBy.value_or(0);
    Answer answer;
    answer.resource = at < origins.size()                                        ? origins[at].resource
                      : result.layer == policy::Layer::Resource && m_call.target ? base(*m_call.target).id
                                                                                 : culprit();
    const ResourcePtr owner = m_network.topology.find(answer.resource);
    const std::string name = owner ? displayName(base(*owner)) : answer.resource;
    if (at < origins.size()) {
        const auto place = policy::decidingPlace(result);
        answer.pointer = origins[at].pointer + (place && !origins[at].pointer.empty() ? place->pointer : std::string());
    }
    const std::string& action = m_context.action;
    const std::string& resource = m_context.resource;
    switch (result.reason) {
    case policy::LayerReason::Allows:
        answer.code = code + "_ALLOWS";
        answer.message = result.layer == policy::Layer::Endpoint && answer.pointer.empty()
                             ? message(MessageId::PolicyDefaultAllows, name)
                             : message(MessageId::PolicyAllows, what, name, action, resource);
        break;
    case policy::LayerReason::NotNeeded:
    case policy::LayerReason::AwsOwned:
        answer.code = code + "_NOT_NEEDED";
        answer.message = message(MessageId::PolicyNotNeeded, what, name, action);
        break;
    case policy::LayerReason::Absent:
        answer.code = code + "_ABSENT";
        answer.message = message(MessageId::PolicyNone, what, name, action);
        break;
    case policy::LayerReason::PublicBucket:
        answer.code = code + "_RESTRICTS";
        answer.message = policy::explanation(result, m_context);
        break;
    case policy::LayerReason::ExplicitDeny:
        answer.code = code + "_EXPLICIT_DENY";
        answer.message = message(MessageId::PolicyDenies, what, name, action, resource);
        break;
    case policy::LayerReason::NothingAllows:
        answer.code = code + "_NO_ALLOW";
        answer.message = message(MessageId::PolicyNoAllow, what, name, action, resource);
        break;
    case policy::LayerReason::Unknown:
        answer.code = code + "_UNKNOWN";
        answer.message = m_evaluation.missingKeys.empty()
                             ? message(MessageId::PolicyMissing, what, name, action)
                             : message(MessageId::PolicyUnknown, what, name, action, joined(m_evaluation.missingKeys));
        break;
    }
    answer.outcome = result.outcome == policy::LayerOutcome::Block     ? Outcome::Block
                     : result.outcome == policy::LayerOutcome::Unknown ? Outcome::Unknown
                                                                       : Outcome::Pass;
    return answer;
}

void PolicyChecks::addLayer(TraceBuilder& out, policy::Layer layer, Stage stage, const std::string& what,
                            const std::vector<Origin>& origins) const {
    const policy::LayerResult& result = m_evaluation[layer];
    const bool shownWhenAbsent = layer == policy::Layer::Resource && m_call.target;
    for (const auto& [where, answer] : m_unreadable)
        if (where == stage)
            out.add(stage, answer);
    if (result.outcome == policy::LayerOutcome::NotApplicable && !shownWhenAbsent)
        return;
    out.add(stage, answerOf(result, what, origins));
}

PolicyView PolicyChecks::view() const {
    return {m_context, m_call.endpoint ? m_call.endpoint->id : Id(), m_role ? m_role->id : Id(),
            m_call.target ? base(*m_call.target).id : Id(), !m_policies.boundary.empty()};
}

void PolicyChecks::addEndpointChecks(TraceBuilder& out) const {
    addLayer(out, policy::Layer::Endpoint, Stage::EndpointPolicy, "endpoint policy", m_endpointOrigins);
}

void PolicyChecks::addServiceChecks(TraceBuilder& out) const {
    const policy::LayerResult& identity = m_evaluation[policy::Layer::Identity];
    if (!m_role && m_identityKnown) {
        const bool granted = m_evaluation[policy::Layer::Resource].reason == policy::LayerReason::Allows;
        out.add(Stage::IdentityPolicy,
                {granted ? Outcome::Pass : Outcome::Block, granted ? "IDENTITY_ANONYMOUS" : "IDENTITY_POLICY_NO_ALLOW",
                 culprit(), "/instanceProfileId",
                 message(MessageId::NoCredentials,
                         m_call.instance ? displayName(*m_call.instance) : m_call.interface.id, m_context.action)});
    } else if (!m_identityKnown && identity.outcome == policy::LayerOutcome::Unknown) {
        out.add(Stage::IdentityPolicy,
                {Outcome::Unknown, "IDENTITY_POLICY_UNKNOWN", m_call.instance->id, "/instanceProfileId",
                 message(MessageId::ProfileMissing, m_missingProfile, m_context.action)});
    } else {
        addLayer(out, policy::Layer::Identity, Stage::IdentityPolicy, "identity policy", m_identityOrigins);
    }
    addLayer(out, policy::Layer::Boundary, Stage::PermissionsBoundary, "permissions boundary", m_boundaryOrigins);
    // A caller without credentials lacks a role first of all: that nothing grants to everyone is no second reason.
    const policy::LayerReason granted = m_evaluation[policy::Layer::Resource].reason;
    const bool sameReason = !m_role && m_identityKnown &&
                            (granted == policy::LayerReason::NothingAllows || granted == policy::LayerReason::Absent);
    if (!sameReason)
        addLayer(out, policy::Layer::Resource, Stage::ResourcePolicy, "resource policy", m_resourceOrigins);
    for (const auto& [key, value] : m_setKeys)
        out.setContext(key, value.values, value.setBy);
}

} // namespace waylight
