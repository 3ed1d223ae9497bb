// SPDX-License-Identifier: MIT
#include "core/policy/decision.h"

#include "core/policy/aws_rules.h"
#include "core/policy/public_access.h"

#include <algorithm>

namespace waylight::policy {
namespace {

/// `whenYes` or `whenNo`, and unknown when it is unknown which and they differ.
Match chosen(Match condition, Match whenYes, Match whenNo) {
    if (condition == Match::Unknown)
        return whenYes == whenNo ? whenYes : Match::Unknown;
    return condition == Match::Yes ? whenYes : whenNo;
}

/// What the documents of one layer say together.
struct Summary {
    bool present = false;
    Match allows = Match::No;
    Match denies = Match::No;
    std::array<Match, grantCount> grants{};

    Match granted(Grant grant) const { return grants[static_cast<std::size_t>(grant)]; }
};

class Decider {
public:
    Decider(const PolicySet& policies, const RequestContext& context, Detail detail)
        : m_policies(policies), m_context(context), m_request(context), m_detail(detail) {
        for (std::size_t i = 0; i < layerCount; ++i)
            m_result.layers[i].layer = static_cast<Layer>(i);
    }

    Evaluation decide() {
        if (isAlwaysAllowed(m_context.action)) {
            m_result.decision = Decision::Allowed;
            return std::move(m_result);
        }
        gather();
        combine();
        settleFilters();
        settleResource();
        settleIdentity();
        settleLimit(Layer::Boundary, m_boundary);
        settleLimit(Layer::Session, m_session);
        m_result.decision = decision();
        if (m_result.decision == Decision::Unknown)
            collectMissingKeys();
        return std::move(m_result);
    }

private:
    LayerResult& result(Layer layer) { return m_result.layers[static_cast<std::size_t>(layer)]; }
    const Principal& principal() const { return m_context.principal; }
    bool isRoot() const { return principal().kind == PrincipalKind::Root; }

    /// Attached to the user or role itself.
    bool hasBoundary() const {
        const PrincipalKind kind = principal().kind;
        return !m_policies.boundary.empty() &&
               (kind == PrincipalKind::User || kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession);
    }

    const DocumentOutcome& evaluateSource(Layer layer, const Source& source, PolicyType type, std::size_t level) {
        SourceOutcome out{source.label, source.document, level, {}};
        if (source.document) {
            out.outcome = evaluateDocument(*source.document, m_request, {type, hasBoundary(), m_detail});
        } else {
            out.outcome.allows = out.outcome.denies = Match::Unknown;
            out.outcome.grants.fill(Match::Unknown);
        }
        return result(layer).sources.emplace_back(std::move(out)).outcome;
    }

    /// Documents of which one has to allow.
    Summary evaluateAny(Layer layer, const std::vector<Source>& sources, PolicyType type, std::size_t level = 0) {
        Summary sum;
        sum.present = !sources.empty();
        for (const Source& source : sources) {
            const DocumentOutcome& outcome = evaluateSource(layer, source, type, level);
            sum.allows = either(sum.allows, outcome.allows);
            sum.denies = either(sum.denies, outcome.denies);
            for (std::size_t i = 0; i < grantCount; ++i)
                sum.grants[i] = either(sum.grants[i], outcome.grants[i]);
        }
        return sum;
    }

    /// Adds a document or level to a layer in which each has to allow.
    static void addRequired(Summary& sum, const Summary& part) {
        sum.allows = sum.present ? both(sum.allows, part.allows) : part.allows;
        sum.denies = either(sum.denies, part.denies);
        sum.present = true;
    }

    void gather() {
        const Principal& who = principal();
        if (who.hasAccount() && !who.isServiceLinkedRole())
            for (std::size_t level = 0; level < m_policies.scp.size(); ++level)
                addRequired(m_scp, evaluateAny(Layer::ServiceControl, m_policies.scp[level], PolicyType::ServiceControl,
                                               level));
        if (!m_policies.rcp.empty() && !who.isServiceLinkedRole() && followsResourceControl(m_context))
            for (std::size_t level = 0; level < m_policies.rcp.size(); ++level)
                addRequired(m_rcp, evaluateAny(Layer::ResourceControl, m_policies.rcp[level],
                                               PolicyType::ResourceControl, level));
        m_rcp.allows = Match::Yes; // AWS attaches RCPFullAWSAccess at every level and nobody can detach it
        for (const EndpointSource& endpoint : m_policies.endpoints) {
            const auto type = endpoint.gateway ? PolicyType::GatewayEndpoint : PolicyType::InterfaceEndpoint;
            addRequired(m_endpoint, evaluateAny(Layer::Endpoint, {endpoint.source}, type));
        }
        m_resource = evaluateAny(Layer::Resource, m_policies.resource, PolicyType::Resource);
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
        m_resource.allows = both(m_resource.allows, m_policies.bucketOwnerOwnsObject);
        for (Match& grant : m_resource.grants)
            grant = both(grant, m_policies.bucketOwnerOwnsObject);
        m_publicDenies = publicDenies();
        if (!who.hasAccount())
            return;
        // The root user has neither identity-based policies nor a permissions boundary.
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
        if (!isRoot()) {
            m_identity = evaluateAny(Layer::Identity, m_policies.identity, PolicyType::Identity);
            m_boundary = evaluateAny(Layer::Boundary, m_policies.boundary, PolicyType::Boundary);
        }
        m_session = evaluateAny(Layer::Session, m_policies.session, PolicyType::Session);
        // "If you do not pass a session policy, the resulting session has no permissions."
        // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
        m_session.present = m_session.present || who.kind == PrincipalKind::FederatedUser;
    }

    /// RestrictPublicBuckets: a public policy lets in only AWS services and the owner's account.
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    Match publicDenies() const {
        const Principal& who = principal();
        if (m_policies.restrictsPublicBuckets == Match::No || who.kind == PrincipalKind::Service)
            return Match::No;
        if (who.hasAccount() && who.account == m_context.resourceAccount)
            return Match::No;
        const bool accountsKnown = !who.hasAccount() || !m_context.resourceAccount.empty();
        Match isPublic = Match::No;
        for (const Source& source : m_policies.resource)
            isPublic =
                either(isPublic, source.document ? toMatch(publicAccess(*source.document).isPublic) : Match::Unknown);
        return both(m_policies.restrictsPublicBuckets, both(isPublic, accountsKnown ? Match::Yes : Match::Unknown));
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
    void combine() {
        m_awsOwned = isReadOnlyAwsResource(m_context);
        m_resourceMustAllow = needsResourcePolicy(m_context);
        const bool accountsKnown = !m_context.resourceAccount.empty() && principal().hasAccount();
        m_sameAccount = accountsKnown ? toMatch(m_context.resourceAccount == principal().account) : Match::Unknown;
        const Match limits = both(m_boundary.present ? m_boundary.allows : Match::Yes,
                                  m_session.present ? m_session.allows : Match::Yes);
        m_direct = either(m_resource.granted(Grant::Direct),
                          either(m_resource.granted(Grant::Everyone), m_resource.granted(Grant::None)));
        m_grantPath = either(m_direct, both(m_resource.granted(Grant::Role), limits));
        m_identityPath = both(isRoot() ? Match::Yes : m_identity.allows, limits);
        if (!principal().hasAccount()) {
            m_core = m_resource.allows;
            return;
        }
        const Match delegated =
            m_resourceMustAllow ? both(m_resource.granted(Grant::Account), m_identityPath) : m_identityPath;
        m_core = chosen(m_sameAccount, either(m_grantPath, delegated), both(m_resource.allows, m_identityPath));
    }

    Decision decision() const {
        Match denied = Match::No;
        for (const Summary* sum : {&m_scp, &m_rcp, &m_endpoint, &m_resource, &m_identity, &m_boundary, &m_session})
            denied = either(denied, sum->denies);
        denied = either(denied, m_publicDenies);
        if (denied == Match::Yes)
            return Decision::ExplicitlyDenied;
        Match allowed = both(m_core, toMatch(!m_awsOwned));
        for (const Summary* filter : {&m_scp, &m_endpoint})
            allowed = both(allowed, filter->present ? filter->allows : Match::Yes);
        if (allowed == Match::No)
            return Decision::ImplicitlyDenied;
        return allowed == Match::Yes && denied == Match::No ? Decision::Allowed : Decision::Unknown;
    }

    /// Sets outcome and reason, and finds the document to show for it.
    void settle(Layer layer, LayerOutcome outcome, LayerReason reason) {
        LayerResult& out = result(layer);
        out.outcome = outcome;
        out.reason = reason;
        int best = 0;
        for (std::size_t i = 0; i < out.sources.size(); ++i) {
            const int rank = relevance(reason, out.sources[i]);
            if (rank > best) {
                best = rank;
                out.decidedBy = i;
            }
        }
    }

    static int relevance(LayerReason reason, const SourceOutcome& source) {
        const DocumentOutcome& outcome = source.outcome;
        switch (reason) {
        case LayerReason::ExplicitDeny:
            return outcome.denies == Match::Yes;
        case LayerReason::Allows:
            return outcome.allows == Match::Yes;
        case LayerReason::Unknown:
            return outcome.effect() == DocumentOutcome::Effect::Unknown;
        case LayerReason::NothingAllows: {
            if (outcome.allows != Match::No)
                return 0;
            const bool tried = outcome.decidedBy && *outcome.decidedBy < outcome.statements.size();
            return 1 + (tried ? static_cast<int>(outcome.statements[*outcome.decidedBy].part) : 0);
        }
        default:
            return 0;
        }
    }

    /// A layer that can only take away: `optional` is yes when its silence does no harm.
    void settleFilter(Layer layer, const Summary& sum, Match optional) {
        if (!sum.present)
            return;
        const Match passes = both(either(sum.allows, optional), opposite(sum.denies));
        if (sum.denies == Match::Yes)
            settle(layer, LayerOutcome::Block, LayerReason::ExplicitDeny);
        else if (passes == Match::No)
            settle(layer, LayerOutcome::Block, LayerReason::NothingAllows);
        else if (passes == Match::Unknown)
            settle(layer, LayerOutcome::Unknown, LayerReason::Unknown);
        else
            settle(layer, LayerOutcome::Pass, sum.allows == Match::Yes ? LayerReason::Allows : LayerReason::NotNeeded);
    }

    void settleFilters() {
        settleFilter(Layer::ServiceControl, m_scp, Match::No);
        settleFilter(Layer::ResourceControl, m_rcp, Match::No);
        settleFilter(Layer::Endpoint, m_endpoint, Match::No);
        if (m_publicDenies == Match::Yes)
            settle(Layer::PublicAccess, LayerOutcome::Block, LayerReason::PublicBucket);
        else if (m_publicDenies == Match::Unknown)
            settle(Layer::PublicAccess, LayerOutcome::Unknown, LayerReason::Unknown);
        else if (m_policies.restrictsPublicBuckets != Match::No)
            settle(Layer::PublicAccess, LayerOutcome::Pass, LayerReason::NotNeeded);
    }

    void settleLimit(Layer layer, const Summary& sum) { settleFilter(layer, sum, both(m_sameAccount, m_direct)); }

    void settleResource() {
        const bool mustAllow = m_resourceMustAllow || !principal().hasAccount();
        const Match optional = mustAllow ? Match::No : m_sameAccount;
        if (m_awsOwned) {
            settle(Layer::Resource, LayerOutcome::Block, LayerReason::AwsOwned);
        } else if (m_resource.present) {
            // Beside an identity policy that allows, a resource policy can only deny.
            const bool granted = optional == Match::Yes && m_identityPath == Match::Yes;
            settleFilter(Layer::Resource, m_resource, granted || m_resource.allows == Match::No ? optional : Match::No);
        } else if (optional == Match::No) {
            settle(Layer::Resource, LayerOutcome::Block, LayerReason::NothingAllows);
        } else if (optional == Match::Unknown) {
            settle(Layer::Resource, LayerOutcome::Unknown, LayerReason::Unknown);
        }
    }

    void settleIdentity() {
        if (!principal().hasAccount())
            return;
        Summary sum = m_identity;
        sum.present = true;
        const Match granted = either(m_direct, m_resource.granted(Grant::Role));
        settleFilter(Layer::Identity, sum, isRoot() ? Match::Yes : both(m_sameAccount, granted));
    }

    void collectMissingKeys() {
        std::vector<std::string>& keys = m_result.missingKeys;
        for (const LayerResult& layer : m_result.layers)
            if (layer.outcome == LayerOutcome::Unknown)
                for (const SourceOutcome& source : layer.sources)
                    keys.insert(keys.end(), source.outcome.missingKeys.begin(), source.outcome.missingKeys.end());
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    }

    const PolicySet& m_policies;
    const RequestContext& m_context;
    PreparedRequest m_request;
    Detail m_detail;
    Evaluation m_result;
    Summary m_scp, m_rcp, m_endpoint, m_resource, m_identity, m_boundary, m_session;
    bool m_awsOwned = false;
    bool m_resourceMustAllow = false;
    Match m_sameAccount = Match::Unknown;
    Match m_direct = Match::No;       ///< the resource policy grants, whatever the other layers say
    Match m_grantPath = Match::No;    ///< the resource policy grants within boundary and session
    Match m_identityPath = Match::No; ///< the identity policy grants within boundary and session
    Match m_publicDenies = Match::No; ///< Block Public Access keeps the caller away
    Match m_core = Match::No;         ///< before the filters: resource, identity, boundary and session
};

} // namespace

Evaluation evaluate(const PolicySet& policies, const RequestContext& context, Detail detail) {
    return Decider(policies, context, detail).decide();
}

std::vector<Layer> Evaluation::blockers() const {
    std::vector<Layer> out;
    for (const LayerResult& layer : layers)
        if (layer.outcome == LayerOutcome::Block)
            out.push_back(layer.layer);
    return out;
}

const char* toString(Decision decision) {
    constexpr const char* names[] = {"Allowed", "ImplicitlyDenied", "ExplicitlyDenied", "Unknown"};
    return names[static_cast<std::size_t>(decision)];
}

} // namespace waylight::policy
