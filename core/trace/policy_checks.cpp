// SPDX-License-Identifier: MIT
#include "core/trace/policy_checks.h"

#include "core/base/message_ids.h"
#include "core/trace/layer_answer.h"

#include <algorithm>

namespace waylight {
namespace {

using policy::Layer;
using policy::LayerOutcome;
using policy::LayerReason;

bool isDenied(policy::Decision decision) {
    return decision == policy::Decision::ImplicitlyDenied || decision == policy::Decision::ExplicitlyDenied;
}

bool isSameAnswer(const policy::Evaluation& a, const policy::Evaluation& b) {
    return a.decision == b.decision || (isDenied(a.decision) && isDenied(b.decision));
}

/// The accounts on which a pair's policies can depend.
std::vector<OwnerAccount> accountsOf(const NetworkIndex& network, const CallContext& call, const Caller& caller,
                                     const CallPair& pair) {
    std::vector<OwnerAccount> accounts{pair.owner};
    if (!caller.isAnonymous())
        accounts.push_back(caller.account);
    if (call.endpoint && !pair.isForwarded())
        accounts.push_back(ownerOf(network.topology, *call.endpoint));
    return accounts;
}

/// What only an enabled key does; it can be described and its policy changed in every state.
bool usesKey(std::string_view action) {
    constexpr std::string_view verbs[] = {"kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt",   "kms:Generate",
                                          "kms:Sign",    "kms:Verify",  "kms:DeriveShared"};
    return std::any_of(std::begin(verbs), std::end(verbs),
                       [&](std::string_view verb) { return action.starts_with(verb); });
}

} // namespace

PolicyChecks::PolicyChecks(const NetworkIndex& network, const CallContext& call)
    : m_network(network), m_call(call), m_caller(callerOf(network.topology, call)) {
    for (CallPair& pair : pairsOf(network, call)) {
        if (pair.hasNoResource)
            pair.owner = m_caller.account;
        m_pairs.push_back(judged(pair));
    }
}

JudgedPair PolicyChecks::judgedWith(const CallPair& pair, const std::string& drawing) const {
    JudgedPair out;
    out.pair = pair;
    out.drawing = drawing;
    out.sources = layersOf(m_network, m_call, m_caller, pair, drawing);
    KeySet keys = keysOf(m_network, m_call, m_caller, pair, drawing);
    out.shown = std::move(keys.shown);
    out.context.principal = m_caller.principal(drawing);
    out.context.action = pair.check.action;
    out.context.resource = pair.resource(drawing);
    out.context.actionHasNoResource = pair.hasNoResource;
    out.context.resourceAccount = pair.owner.in(drawing);
    out.context.keys = std::move(keys.keys);
    policy::addPrincipalKeys(out.context);
    out.evaluation = policy::evaluate(out.sources.set, out.context);
    return out;
}

/// What a drawing leaves open is of one account, its own, so caller and resource that both leave it open are of the
/// same one. Its number is unknown: where an answer depends on it, so is the answer.
JudgedPair PolicyChecks::judged(const CallPair& pair) const {
    const std::vector<OwnerAccount> accounts = accountsOf(m_network, m_call, m_caller, pair);
    const bool open = std::any_of(accounts.begin(), accounts.end(), [](const auto& each) { return each.isOpen(); });
    JudgedPair out = judgedWith(pair, open ? someOtherAccount({}) : std::string());
    if (open) {
        for (const OwnerAccount& each : accounts)
            if (!each.number.empty())
                out.sources.numbers.insert(each.number);
        if (out.sources.numbers.contains(out.drawing)) {
            const std::set<std::string> numbers = std::move(out.sources.numbers);
            out = judgedWith(pair, someOtherAccount(numbers));
            out.sources.numbers = numbers;
        }
        compareAccounts(out);
    }
    if (out.evaluation.decision == policy::Decision::Unknown)
        out.allowedIf = policy::allowedIf(out.sources.set, out.context, out.evaluation);
    return out;
}

/// Tries every number that the policies tell apart.
void PolicyChecks::compareAccounts(JudgedPair& base) const {
    for (const std::string& number : base.sources.numbers) {
        const policy::Evaluation other = judgedWith(base.pair, number).evaluation;
        if (isSameAnswer(base.evaluation, other))
            continue;
        bool found = false;
        for (std::size_t i = 0; i < policy::layerCount; ++i)
            if (base.evaluation.layers[i].outcome != other.layers[i].outcome)
                found = base.needsAccount[i] = true;
        if (!found)
            base.needsAccount[static_cast<std::size_t>(Layer::Resource)] = true;
    }
}

void PolicyChecks::addLayer(TraceBuilder& out, const JudgedPair& judged, Layer layer) const {
    const Stage stage = stageOf(layer, judged.pair);
    for (const auto& [where, answer] : judged.sources.unreadable)
        if (where == layer)
            out.add(stage, answer);
    const bool shownWhenAbsent = layer == Layer::Resource && judged.pair.target;
    const bool applies = judged.evaluation[layer].outcome != LayerOutcome::NotApplicable;
    if (applies || shownWhenAbsent || judged.isOpen(layer))
        out.add(stage, answerOf(m_network, m_call, m_caller, judged, layer));
}

PolicyView PolicyChecks::view() const {
    PolicyView view;
    for (const JudgedPair& judged : m_pairs) {
        PolicyView::Pair& pair = view.pairs.emplace_back();
        pair.context = judged.context;
        // Control policies leave the roles that AWS services have for themselves alone.
        if (!judged.context.principal.isServiceLinkedRole()) {
            pair.callersAccount = judged.sources.callersAccount;
            pair.ownersAccount = judged.sources.ownersAccount;
        }
        pair.endpoint = m_call.endpoint && !judged.pair.isForwarded() ? m_call.endpoint->id : Id();
        pair.role = m_caller.role ? m_caller.role->id : Id();
        pair.target = judged.pair.target ? base(*judged.pair.target).id : Id();
        pair.hasBoundary = !judged.sources.set.boundary.empty();
        for (const policy::Layer layer : judged.evaluation.blockers())
            pair.blocks[static_cast<std::size_t>(layer)] = true;
    }
    return view;
}

void PolicyChecks::addEndpointChecks(TraceBuilder& out) const {
    for (const JudgedPair& judged : m_pairs)
        if (!judged.pair.isForwarded())
            addLayer(out, judged, Layer::Endpoint);
}

Message PolicyChecks::withoutCredentials(const std::string& action) const {
    if (m_call.function)
        return message(MessageId::FunctionWithoutRole, displayName(*m_call.function), action);
    return message(MessageId::NoCredentials, m_call.instance ? displayName(*m_call.instance) : m_call.interface.id,
                   action);
}

void PolicyChecks::addIdentity(TraceBuilder& out, const JudgedPair& judged, bool first) const {
    const std::string& action = judged.pair.check.action;
    if (m_caller.isAnonymous()) {
        if (!first)
            return; // said once
        const bool granted = judged.evaluation[Layer::Resource].reason == LayerReason::Allows;
        out.add(Stage::IdentityPolicy,
                {granted ? Outcome::Pass : Outcome::Block, granted ? "IDENTITY_ANONYMOUS" : "IDENTITY_POLICY_NO_ALLOW",
                 culpritOf(m_call, m_caller), roleField(m_call), withoutCredentials(action)});
    } else if (!m_caller.role && judged.evaluation[Layer::Identity].outcome == LayerOutcome::Unknown) {
        out.add(
            Stage::IdentityPolicy,
            {Outcome::Unknown, "IDENTITY_POLICY_UNKNOWN", culpritOf(m_call, m_caller), roleField(m_call),
             message(m_call.function ? MessageId::RoleMissing : MessageId::ProfileMissing, m_caller.missing, action)});
    } else {
        addLayer(out, judged, Layer::Identity);
    }
}

/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
void PolicyChecks::addAccessPointOrigin(TraceBuilder& out, const JudgedPair& judged) const {
    const auto* point = std::get_if<AccessPoint>(judged.pair.target.get());
    if (!point || !point->vpc || judged.pair.isForwarded())
        return;
    const auto nameOf = [&](const Id& id) {
        const ResourcePtr resource = m_network.topology.find(id);
        return resource ? displayName(base(*resource)) : id;
    };
    const std::string name = displayName(*point);
    const std::string vpc = nameOf(point->vpc.id);
    Answer answer{Outcome::Block, "ACCESS_POINT_NEEDS_VPC", point->id, "/vpcId",
                  message(MessageId::AccessPointOutside, name, vpc)};
    if (!m_call.pathKnown)
        answer = {Outcome::Unknown, "ACCESS_POINT_VPC_UNKNOWN", point->id, "/vpcId",
                  message(MessageId::AccessPointUnknownPath, name, vpc)};
    else if (m_call.endpoint && m_call.endpoint->vpc.id == point->vpc.id)
        answer = {Outcome::Pass, "ACCESS_POINT_VPC_MATCHES", point->id, "/vpcId",
                  message(MessageId::AccessPointFromVpc, name, vpc, displayName(*m_call.endpoint))};
    else if (m_call.endpoint)
        answer = {Outcome::Block, "ACCESS_POINT_OTHER_VPC", point->id, "/vpcId",
                  message(MessageId::AccessPointOtherVpc, name, vpc, nameOf(m_call.endpoint->vpc.id))};
    out.add(Stage::ResourcePolicy, std::move(answer));
}

/// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
void PolicyChecks::addKeyState(TraceBuilder& out, const JudgedPair& judged) const {
    const auto* key = std::get_if<KmsKey>(judged.pair.target.get());
    if (!key || !usesKey(judged.pair.check.action))
        return;
    if (!key->state.empty() && key->state != "Enabled")
        out.add(Stage::KeyPolicy, {Outcome::Block, "KEY_NOT_ENABLED", key->id, "/keyState",
                                   message(MessageId::KeyNotEnabled, displayName(*key), key->state)});
    const ResourcePtr user = m_network.topology.find(judged.pair.askedFor);
    const std::string region = user ? base(*user).region : std::string();
    if (!region.empty() && !key->region.empty() && region != key->region)
        out.add(Stage::KeyPolicy,
                {Outcome::Block, "KEY_IN_ANOTHER_REGION", judged.pair.askedFor, "/kmsKeyId",
                 message(MessageId::KeyOtherRegion, displayName(*key), key->region, displayName(base(*user)), region)});
}

void PolicyChecks::addCondition(TraceBuilder& out, const JudgedPair& judged) const {
    if (!judged.allowedIf)
        return;
    const CallPair& pair = judged.pair;
    out.addMissing({pair.target ? base(*pair.target).id : Id(),
                    {},
                    message(MessageId::RequestAllowedIf, pair.check.action, pair.check.resource,
                            toEnglish(policy::toMessage(*judged.allowedIf)))});
}

void PolicyChecks::addPair(TraceBuilder& out, const JudgedPair& judged, bool first) const {
    const CallPair& pair = judged.pair;
    out.enter(pair.target ? base(*pair.target).id : pair.check.resource,
              pair.target ? typeInfo(*pair.target).name : std::string_view("service"), Direction::Forward);
    addAccessPointOrigin(out, judged);
    addLayer(out, judged, Layer::ServiceControl);
    addLayer(out, judged, Layer::ResourceControl);
    addIdentity(out, judged, first);
    addLayer(out, judged, Layer::Boundary);
    addLayer(out, judged, Layer::Session);
    addLayer(out, judged, Layer::PublicAccess);
    addKeyState(out, judged);
    // A caller without credentials lacks a role first of all: that nothing grants to everyone is no second reason.
    const LayerReason granted = judged.evaluation[Layer::Resource].reason;
    const bool sameReason =
        m_caller.isAnonymous() && first && (granted == LayerReason::NothingAllows || granted == LayerReason::Absent);
    if (!sameReason)
        addLayer(out, judged, Layer::Resource);
    addCondition(out, judged);
}

void PolicyChecks::addServiceChecks(TraceBuilder& out) {
    // The call itself comes first, so that the trace shows the keys of its own request before those of others.
    for (const bool forwarded : {false, true})
        for (JudgedPair& judged : m_pairs)
            if (judged.pair.isForwarded() == forwarded)
                out.addContext(judged.shown);
    for (std::size_t i = 0; i < m_pairs.size(); ++i)
        addPair(out, m_pairs[i], i == 0);
}

} // namespace waylight
