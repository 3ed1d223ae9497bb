// SPDX-License-Identifier: MIT
#include "core/trace/policy_layers.h"

#include "core/base/diagnostic.h"
#include "core/base/message_ids.h"
#include "core/policy/layer_names.h"
#include "core/policy/network_keys.h"
#include "core/trace/policy_store.h"

#include <algorithm>

namespace waylight {
namespace {

using policy::Layer;

/// What an endpoint without a policy of its own does, and what AWS attaches where control policies are enabled.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
const std::string everythingToAll = R"({"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]})";
const std::string everything =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})";

/// The policy that KMS gives a key made without one: it leaves the decision to the policies of the account.
/// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
std::string defaultKeyPolicy(const std::string& account) {
    return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::)" + account +
           R"(:root"},"Action":"kms:*","Resource":"*"}]})";
}

/// The policy of the key that AWS makes for a service in an account: all of the account, and nobody else, through it.
/// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
std::string awsKeyPolicy(const std::string& account) {
    return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["kms:Encrypt",)"
           R"("kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:CreateGrant","kms:DescribeKey"],)"
           R"("Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":")" +
           account + R"("},"StringLike":{"kms:ViaService":"*.amazonaws.com"}}}]})";
}

class LayerMaker {
public:
    LayerMaker(const NetworkIndex& network, const CallContext& call, const Caller& caller, const CallPair& pair,
               const std::string& drawing)
        : m_network(network), m_call(call), m_caller(caller), m_pair(pair), m_drawing(drawing) {}

    LayerSources make() {
        addControlPolicies();
        if (!m_pair.isForwarded())
            addEndpoint(); // a service does not call another one through the caller's endpoint
        addIdentity();
        addResource();
        addPublicAccess();
        return std::move(m_out);
    }

private:
    /// The parsed policy; one that cannot be parsed becomes an unknown check, and its layer unknown.
    policy::DocumentPtr documentOf(Layer layer, const std::string& text, const std::string& what,
                                   const std::string& owner, const Id& resource) {
        if (!m_drawing.empty())
            collectAccountNumbers(text, m_out.numbers);
        const auto parsed = m_network.derived->get<PolicyStore>().parsed(text);
        if (!parsed.document && !parsed.problems.empty())
            m_out.unreadable.emplace_back(layer,
                                          Answer{Outcome::Unknown,
                                                 "POLICY_UNREADABLE",
                                                 resource,
                                                 {},
                                                 message(MessageId::PolicyUnreadable, what, owner,
                                                         toEnglish(parsed.problems.front().diagnostic.message))});
        return parsed.document;
    }

    policy::Source sourceOf(Layer layer, const std::string& text, const std::string& what, const ResourceBase& owner) {
        return {displayName(owner), documentOf(layer, text, what, displayName(owner), owner.id)};
    }

    void addControlPolicies() {
        const Topology& topology = m_network.topology;
        const Account* callers = topology.get<Account>(m_caller.account.in(m_drawing));
        if (callers && !callers->managesOrganization && !m_caller.isAnonymous()) {
            m_out.callersAccount = callers->id;
            addLevels(Layer::ServiceControl, *callers, callers->serviceControlPolicies, "/serviceControlPolicies",
                      m_out.set.scp);
        }
        const Account* owners = topology.get<Account>(m_pair.owner.in(m_drawing));
        // AWS's own keys and the right to retire a grant stay outside.
        const bool exempt = m_pair.awsManagedKey || m_pair.check.action == "kms:RetireGrant";
        const bool limited = owners && !owners->managesOrganization && !owners->resourceControlPolicies.empty();
        if (limited && !exempt && policy::followsResourceControl(m_pair.service())) {
            m_out.ownersAccount = owners->id;
            addLevels(Layer::ResourceControl, *owners, owners->resourceControlPolicies, "/resourceControlPolicies",
                      m_out.set.rcp);
        }
    }

    /// The policies of each level together; the levels in the order in which they first stand.
    void addLevels(Layer layer, const Account& account, const std::vector<ControlPolicy>& policies, const char* field,
                   std::vector<std::vector<policy::Source>>& out) {
        std::vector<std::string> levels;
        for (const ControlPolicy& each : policies)
            if (std::find(levels.begin(), levels.end(), each.attachedTo) == levels.end())
                levels.push_back(each.attachedTo);
        for (const std::string& level : levels) {
            std::vector<policy::Source>& sources = out.emplace_back();
            for (std::size_t i = 0; i < policies.size(); ++i) {
                if (policies[i].attachedTo != level)
                    continue;
                sources.push_back({policies[i].name, controlDocument(layer, account, policies[i])});
                m_out.at(layer).push_back({account.id, joinedPointer(field, i) + "/policyDocument", level});
            }
        }
        if (isUnknown(account, std::string_view(field).substr(1))) {
            out.push_back({{displayName(account), nullptr}});
            m_out.at(layer).push_back({account.id, field, {}});
        }
    }

    policy::DocumentPtr controlDocument(Layer layer, const Account& account, const ControlPolicy& policy) {
        const bool ofAws = policy.name == "FullAWSAccess" || policy.name == "RCPFullAWSAccess";
        if (policy.document.empty() && !ofAws)
            return nullptr;
        const std::string& full = layer == Layer::ServiceControl ? everything : everythingToAll;
        return documentOf(layer, policy.document.empty() ? full : policy.document.text, "policy " + policy.name,
                          displayName(account), account.id);
    }

    void addEndpoint() {
        const VpcEndpoint* endpoint = m_call.endpoint;
        if (!endpoint)
            return;
        const bool known = !isUnknown(*endpoint, "policyDocument");
        const std::string& text = endpoint->policy.empty() ? everythingToAll : endpoint->policy.text;
        policy::Source source{displayName(*endpoint), nullptr};
        if (known)
            source = sourceOf(Layer::Endpoint, text, "endpoint policy", *endpoint);
        m_out.set.endpoints.push_back({std::move(source), endpoint->type == EndpointType::Gateway});
        m_out.at(Layer::Endpoint)
            .push_back({endpoint->id, endpoint->policy.empty() ? std::string() : "/policyDocument"});
    }

    void addIdentity() {
        if (!m_caller.missing.empty()) {
            m_out.set.identity.push_back({m_caller.missing, nullptr});
            m_out.at(Layer::Identity).push_back({culpritOf(m_call, m_caller), roleField(m_call)});
        }
        const Role* role = m_caller.role;
        if (!role)
            return;
        if (isUnknown(*role, "policies")) {
            m_out.set.identity.push_back({displayName(*role), nullptr});
            m_out.at(Layer::Identity).push_back({role->id, "/policies"});
        }
        for (std::size_t i = 0; i < role->policies.size(); ++i) {
            const NamedPolicy& named = role->policies[i];
            m_out.set.identity.push_back(
                {named.name, documentOf(Layer::Identity, named.document.text, "policy " + named.name,
                                        displayName(*role), role->id)});
            m_out.at(Layer::Identity).push_back({role->id, joinedPointer("/policies", i) + "/policyDocument"});
        }
        if (!role->permissionsBoundary.empty() || isUnknown(*role, "permissionsBoundary")) {
            policy::Source boundary{displayName(*role), nullptr};
            if (!role->permissionsBoundary.empty())
                boundary = sourceOf(Layer::Boundary, role->permissionsBoundary.text, "permissions boundary", *role);
            m_out.set.boundary.push_back(std::move(boundary));
            m_out.at(Layer::Boundary).push_back({role->id, "/permissionsBoundary"});
        }
        if (const PolicyText& session = m_call.request.sessionPolicy; !session.empty()) {
            m_out.set.session.push_back(sourceOf(Layer::Session, session.text, "session policy", *role));
            m_out.at(Layer::Session).push_back({role->id, {}});
        }
    }

    /// A policy that AWS writes: it speaks of the account that it is in, whatever the number is.
    policy::Source written(const std::string& name, const std::string& text) {
        return {name, m_network.derived->get<PolicyStore>().parsed(text).document};
    }

    void addResource() {
        if (m_pair.hasNoResource)
            return;
        const std::string& account = m_pair.owner.in(m_drawing);
        if (!m_pair.target) {
            const bool ofAws = m_pair.awsManagedKey;
            m_out.set.resource.push_back(ofAws ? written("alias/aws/s3", awsKeyPolicy(account))
                                               : policy::Source{m_pair.check.resource, nullptr});
            m_out.at(Layer::Resource).push_back({ofAws ? m_pair.askedFor : m_pair.check.resource, {}});
            return;
        }
        const ResourceBase& target = base(*m_pair.target);
        const std::string& text = policyOf(*m_pair.target);
        const auto* key = std::get_if<KmsKey>(m_pair.target.get());
        std::string pointer = "/policy";
        if (isUnknown(target, "policy")) {
            m_out.set.resource.push_back({displayName(target), nullptr});
        } else if (!text.empty()) {
            m_out.set.resource.push_back(sourceOf(Layer::Resource, text, layerName(Layer::Resource, m_pair), target));
        } else if (key) {
            m_out.set.resource.push_back(
                written(displayName(target), m_pair.awsManagedKey ? awsKeyPolicy(account) : defaultKeyPolicy(account)));
            pointer.clear();
        } else {
            return;
        }
        m_out.at(Layer::Resource).push_back({target.id, pointer});
    }

    static const std::string& policyOf(const Resource& target) {
        static const std::string none;
        return std::visit(
            [](const auto& each) -> const std::string& {
                if constexpr (requires { PolicyText(each.policy); })
                    return each.policy.text;
                else
                    return none;
            },
            target);
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    void addPublicAccess() {
        if (m_pair.service() != "s3" || !m_pair.target)
            return;
        const Account* account = m_network.topology.get<Account>(m_pair.owner.in(m_drawing));
        const auto* bucket = std::get_if<Bucket>(m_pair.target.get());
        const auto* point = std::get_if<AccessPoint>(m_pair.target.get());
        const bool own = bucket ? bucket->restrictPublicBuckets : point && point->restrictPublicBuckets;
        if (own)
            m_out.restrictor = base(*m_pair.target).id;
        else if (account && account->restrictPublicBuckets)
            m_out.restrictor = account->id;
        const bool open = m_out.restrictor.empty() && isUnknown(base(*m_pair.target), "restrictPublicBuckets");
        m_out.set.restrictsPublicBuckets = open ? policy::Match::Unknown : policy::toMatch(!m_out.restrictor.empty());
        // Whoever wrote an object of such a bucket may own it.
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
        const bool onObject = m_pair.check.resource.find('/') != std::string::npos;
        const bool writes = m_pair.check.action.starts_with("s3:PutObject");
        if (bucket && bucket->ownership != ObjectOwnership::BucketOwnerEnforced && onObject && !writes)
            m_out.set.bucketOwnerOwnsObject = policy::Match::Unknown;
    }

    const NetworkIndex& m_network;
    const CallContext& m_call;
    const Caller& m_caller;
    const CallPair& m_pair;
    const std::string& m_drawing;
    LayerSources m_out;
};

} // namespace

LayerSources layersOf(const NetworkIndex& network, const CallContext& call, const Caller& caller, const CallPair& pair,
                      const std::string& drawing) {
    return LayerMaker(network, call, caller, pair, drawing).make();
}

std::string layerName(Layer layer, const CallPair& pair) {
    if (layer != Layer::Resource)
        return policy::LayerNames::of(layer).plain;
    if (pair.isOnKey())
        return "key policy";
    const bool ofAccessPoint = pair.target && std::holds_alternative<AccessPoint>(*pair.target);
    return ofAccessPoint ? "access point policy" : policy::LayerNames::of(layer).plain;
}

} // namespace waylight
