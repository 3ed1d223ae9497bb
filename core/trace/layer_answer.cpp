// SPDX-License-Identifier: MIT
#include "core/trace/layer_answer.h"

#include "core/base/joined.h"
#include "core/base/message_ids.h"

#include <algorithm>

namespace waylight {
namespace {

using policy::Layer;
using policy::LayerOutcome;
using policy::LayerReason;

std::string codeOf(Layer layer, const CallPair& pair) {
    switch (layer) {
    case Layer::Endpoint:
        return "ENDPOINT_POLICY";
    case Layer::Identity:
        return "IDENTITY_POLICY";
    case Layer::Boundary:
        return "PERMISSIONS_BOUNDARY";
    case Layer::Session:
        return "SESSION_POLICY";
    case Layer::ServiceControl:
        return "SERVICE_CONTROL_POLICY";
    case Layer::ResourceControl:
        return "RESOURCE_CONTROL_POLICY";
    case Layer::PublicAccess:
        return "PUBLIC_ACCESS_BLOCK";
    case Layer::Resource:
        break;
    }
    return pair.isOnKey()                                                     ? "KEY_POLICY"
           : pair.target && std::holds_alternative<AccessPoint>(*pair.target) ? "ACCESS_POINT_POLICY"
                                                                              : "RESOURCE_POLICY";
}

/// What an answer is about.
class LayerText {
public:
    LayerText(const NetworkIndex& network, const CallContext& call, const Caller& caller, const JudgedPair& judged,
              Layer layer)
        : m_network(network), m_call(call), m_caller(caller), m_judged(judged), m_layer(layer),
          m_result(judged.evaluation[layer]), m_what(layerName(layer, judged.pair)) {}

    Answer answer() {
        if (m_layer == Layer::ServiceControl && m_result.reason == LayerReason::NothingAllows)
            decideByLevel();
        setPlace();
        if (m_judged.isOpen(m_layer))
            return needingAccount();
        describe();
        m_answer.outcome = m_result.outcome == LayerOutcome::Block     ? Outcome::Block
                           : m_result.outcome == LayerOutcome::Unknown ? Outcome::Unknown
                                                                       : Outcome::Pass;
        return std::move(m_answer);
    }

private:
    const std::string& action() const { return m_judged.pair.check.action; }
    const std::string& resource() const { return m_judged.pair.check.resource; }

    std::string nameOf(const Id& id) const {
        const ResourcePtr resource = m_network.topology.find(id);
        return resource ? displayName(base(*resource)) : id;
    }

    /// Every level has to allow: the culprit is in the first one that does not, the nearest miss of it.
    void decideByLevel() {
        std::vector<std::size_t> levels;
        for (const policy::SourceOutcome& source : m_result.sources)
            levels.push_back(source.level);
        for (const std::size_t level : levels) {
            const auto passes = [&](const policy::SourceOutcome& source) {
                return source.level == level && source.outcome.allows != policy::Match::No;
            };
            if (std::any_of(m_result.sources.begin(), m_result.sources.end(), passes))
                continue;
            for (std::size_t i = 0; i < levels.size(); ++i)
                if (levels[i] == level && (!m_result.decidedBy || levels[*m_result.decidedBy] != level ||
                                           depth(i) > depth(*m_result.decidedBy)))
                    m_result.decidedBy = i;
            return;
        }
    }

    int depth(std::size_t source) const {
        const policy::DocumentOutcome& outcome = m_result.sources[source].outcome;
        const bool tried = outcome.decidedBy && *outcome.decidedBy < outcome.statements.size();
        return tried ? static_cast<int>(outcome.statements[*outcome.decidedBy].part) : -1;
    }

    void setPlace() {
        const auto& origins = m_judged.sources.at(m_layer);
        const std::size_t at = m_result.decidedBy.value_or(0);
        const ResourcePtr& target = m_judged.pair.target;
        if (m_layer == Layer::PublicAccess) {
            m_answer.resource =
                m_judged.sources.restrictor.empty() && target ? base(*target).id : m_judged.sources.restrictor;
            m_answer.pointer = "/restrictPublicBuckets";
        } else if (at < origins.size()) {
            m_answer.resource = origins[at].resource;
            const auto place = policy::decidingPlace(m_result);
            const bool inDesign = place && !origins[at].pointer.empty();
            m_answer.pointer = origins[at].pointer + (inDesign ? place->pointer : std::string());
        } else {
            m_answer.resource = m_layer == Layer::Resource && target ? base(*target).id : culpritOf(m_call, m_caller);
        }
        m_name = nameOf(m_answer.resource);
        if (m_layer == Layer::Resource && m_judged.pair.awsManagedKey && !target)
            m_name = "alias/aws/s3";
    }

    Answer needingAccount() {
        const CallPair& pair = m_judged.pair;
        const Id& lacking = m_caller.account.isOpen() ? m_caller.account.owned : pair.owner.owned;
        const Id endpoint = m_call.endpoint ? m_call.endpoint->id : lacking;
        m_answer.outcome = Outcome::Unknown;
        m_answer.code = codeOf(m_layer, pair) + "_NEEDS_ACCOUNT";
        m_answer.message = message(MessageId::PolicyNeedsAccount, m_what, m_name, action(),
                                   nameOf(lacking.empty() ? endpoint : lacking));
        return std::move(m_answer);
    }

    void say(const char* ending, Message text) {
        m_answer.code = codeOf(m_layer, m_judged.pair) + ending;
        m_answer.message = std::move(text);
    }

    void describe() {
        switch (m_result.reason) {
        case LayerReason::Allows:
            say("_ALLOWS", m_layer == Layer::Endpoint && m_answer.pointer.empty()
                               ? message(MessageId::PolicyDefaultAllows, m_name)
                               : message(MessageId::PolicyAllows, m_what, m_name, action(), resource()));
            break;
        case LayerReason::NotNeeded:
        case LayerReason::AwsOwned:
            say("_NOT_NEEDED", message(MessageId::PolicyNotNeeded, m_what, m_name, action()));
            break;
        case LayerReason::Absent:
            say("_ABSENT", message(MessageId::PolicyNone, m_what, m_name, action()));
            break;
        case LayerReason::PublicBucket:
            say("_RESTRICTS", message(MessageId::BucketAccessRestricted, targetName(), m_name, action()));
            break;
        case LayerReason::ExplicitDeny:
            say("_EXPLICIT_DENY", message(MessageId::PolicyDenies, m_what, m_name, action(), resource()));
            break;
        case LayerReason::NothingAllows:
            say("_NO_ALLOW", noAllow());
            break;
        case LayerReason::Unknown:
            say("_UNKNOWN", unknown());
            break;
        }
    }

    std::string targetName() const {
        return m_judged.pair.target ? displayName(base(*m_judged.pair.target)) : resource();
    }

    Message noAllow() const {
        const auto& origins = m_judged.sources.at(m_layer);
        if (m_layer == Layer::ServiceControl && m_result.decidedBy)
            return message(MessageId::PolicyLevelNoAllow, origins[*m_result.decidedBy].level, action(), resource(),
                           m_name);
        return message(MessageId::PolicyNoAllow, m_what, m_name, action(), resource());
    }

    Message unknown() const {
        const policy::Evaluation& evaluation = m_judged.evaluation;
        if (m_layer == Layer::PublicAccess)
            return message(MessageId::BucketAccessUnknown, targetName(), action());
        const auto* point = std::get_if<AccessPoint>(m_call.accessPoint.get());
        if (m_layer == Layer::Resource && point && m_judged.pair.throughAccessPoint && !m_judged.pair.target)
            return message(MessageId::AccessPointBucketMissing, displayName(*point), point->bucket.id, action());
        if (evaluation.missingKeys.empty())
            return message(MessageId::PolicyMissing, m_what, m_name, action());
        const std::string keys = joined(evaluation.missingKeys);
        if (m_judged.allowedIf)
            return message(MessageId::PolicyUnknownIf, m_what, m_name, action(), keys,
                           toEnglish(policy::toMessage(*m_judged.allowedIf)));
        return message(MessageId::PolicyUnknown, m_what, m_name, action(), keys);
    }

    const NetworkIndex& m_network;
    const CallContext& m_call;
    const Caller& m_caller;
    const JudgedPair& m_judged;
    Layer m_layer;
    policy::LayerResult m_result; ///< a copy: control policies are blamed by level
    std::string m_what, m_name;
    Answer m_answer;
};

} // namespace

Answer answerOf(const NetworkIndex& network, const CallContext& call, const Caller& caller, const JudgedPair& judged,
                Layer layer) {
    return LayerText(network, call, caller, judged, layer).answer();
}

Stage stageOf(Layer layer, const CallPair& pair) {
    switch (layer) {
    case Layer::ServiceControl:
        return Stage::ServiceControlPolicy;
    case Layer::ResourceControl:
        return Stage::ResourceControlPolicy;
    case Layer::Endpoint:
        return Stage::EndpointPolicy;
    case Layer::PublicAccess:
        return Stage::PublicAccessBlock;
    case Layer::Identity:
        return Stage::IdentityPolicy;
    case Layer::Boundary:
        return Stage::PermissionsBoundary;
    case Layer::Session:
        return Stage::SessionPolicy;
    case Layer::Resource:
        break;
    }
    return pair.isOnKey() ? Stage::KeyPolicy : Stage::ResourcePolicy;
}

} // namespace waylight
