// SPDX-License-Identifier: MIT
#include "core/analysis/denied_request.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/policy/call_checks.h"
#include "core/policy/glob.h"
#include "core/trace/engine.h"
#include "core/trace/question.h"

#include <algorithm>

namespace waylight {
namespace {

using policy::DeniedMessage;
using policy::Layer;

/// Who stands in for an object that the message does not name.
constexpr const char* exampleKey = "example.txt";

struct LayerStage {
    Layer layer;
    Stage stage;
    const char* words; ///< as AWS says it
};
constexpr LayerStage layerStages[] = {
    {Layer::ServiceControl, Stage::ServiceControlPolicy, "service control policy"},
    {Layer::ResourceControl, Stage::ResourceControlPolicy, "resource control policy"},
    {Layer::Endpoint, Stage::EndpointPolicy, "VPC endpoint policy"},
    {Layer::PublicAccess, Stage::PublicAccessBlock, "block public access setting"},
    {Layer::Resource, Stage::ResourcePolicy, "resource-based policy"},
    {Layer::Identity, Stage::IdentityPolicy, "identity-based policy"},
    {Layer::Boundary, Stage::PermissionsBoundary, "permissions boundary"},
    {Layer::Session, Stage::SessionPolicy, "session policy"},
};

std::string lastPart(const std::string& text) {
    return text.substr(text.find_last_of("/:") + 1);
}

class Finder {
public:
    Finder(const Design& design, const DeniedMessage& denied, const std::optional<Request>& shown)
        : m_design(design), m_topology(design.topology), m_denied(denied), m_shown(shown) {}

    Result<Request> request() {
        findCallers();
        if (m_callers.empty())
            return message(MessageId::DeniedCallerUnknown, m_denied.principal);
        m_action = fullAction();
        if (const Request* saved = savedRequest())
            return *saved;
        return newRequest();
    }

    bool isSaved() const { return savedRequest() != nullptr; }

private:
    /// Instances that act as the role, the one that the session is named after first: EC2 names sessions so.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
    void findCallers() {
        const auto who = policy::Principal::parse(m_denied.principal);
        if (!who || who->roleArn.empty()) {
            if (m_denied.principal.empty() && m_shown)
                m_callers.push_back(m_shown->from.id);
            return;
        }
        m_topology.forEach<Instance>([&](const Instance& each) {
            const InstanceProfile* profile = m_topology.get(each.profile);
            for (const Ref<Role>& role : profile ? profile->roles : std::vector<Ref<Role>>())
                if (const Role* its = m_topology.get(role); its && isRole(*its, *who))
                    m_callers.push_back(each.id);
        });
        const std::string session = lastPart(who->arn);
        std::stable_partition(m_callers.begin(), m_callers.end(), [&](const Id& id) { return id == session; });
    }

    static bool isRole(const Role& role, const policy::Principal& who) {
        const std::string name = !role.roleName.empty()  ? role.roleName
                                 : looksLikeArn(role.id) ? lastPart(role.id)
                                                         : displayName(role);
        return name == lastPart(who.roleArn) && (role.account.empty() || role.account == who.account);
    }

    /// The action with its service: an operation alone is of the service of the resource, or of one that the design
    /// has.
    std::string fullAction() const {
        if (m_denied.action.find(':') != std::string::npos)
            return m_denied.action;
        if (const auto arn = Arn::parse(m_denied.resource))
            return policy::actionOf(arn->service + ':' + m_denied.action);
        for (Kind kind = 0; kind < kindCount; ++kind)
            for (const ApiAction& each : apiActions(kind)) {
                const std::string service(each.name.substr(0, each.name.find(':')));
                const std::string action = policy::actionOf(service + ':' + m_denied.action);
                if (policy::lowered(action) == policy::lowered(each.name))
                    return action;
            }
        return m_denied.action;
    }

    bool isCaller(const Id& id) const {
        if (std::find(m_callers.begin(), m_callers.end(), id) != m_callers.end())
            return true;
        const auto* interface = m_topology.get<NetworkInterface>(id);
        return interface && isCallerOf(interface->instance.id);
    }
    bool isCallerOf(const Id& instance) const {
        return std::find(m_callers.begin(), m_callers.end(), instance) != m_callers.end();
    }

    const Request* savedRequest() const {
        const Request* best = nullptr;
        for (const auto& [id, each] : m_design.requests) {
            const bool same = each.isApiCall() && policy::lowered(each.action) == policy::lowered(m_action) &&
                              (m_denied.resource.empty() || each.resource == m_denied.resource) &&
                              isCaller(each.from.id);
            if (same && (!best || each.from.id == m_callers.front()))
                best = &each;
        }
        return best;
    }

    /// The only bucket or table that the action can be on; null: there is none, or a choice.
    ResourcePtr onlyTarget() const {
        ResourcePtr only;
        int count = 0;
        m_topology.forEachResource([&](const ResourcePtr& each) {
            for (const ApiAction& action : apiActions(each->index()))
                if (policy::lowered(action.name) == policy::lowered(m_action)) {
                    only = each;
                    ++count;
                }
        });
        return count == 1 ? only : nullptr;
    }

    Result<Request> newRequest() const {
        Request asked;
        asked.from = AnyRef{m_callers.front()};
        asked.action = m_action;
        asked.resource = m_denied.resource;
        Question question;
        if (asked.resource.empty()) {
            const ResourcePtr target = onlyTarget();
            if (!target)
                return message(MessageId::DeniedWithoutResource, m_action);
            question.to = AnyRef{base(*target).id};
            question.key = exampleKey;
        } else {
            question = questionOf(m_topology, asked);
        }
        question.from = asked.from;
        question.action = m_action;
        Request made = requestFor(m_topology, question);
        // What a form cannot say, such as a key below an index, stays as the message says it.
        if (!m_denied.resource.empty())
            made.resource = m_denied.resource;
        return made;
    }

    const Design& m_design;
    const Topology& m_topology;
    const DeniedMessage& m_denied;
    const std::optional<Request>& m_shown;
    std::vector<Id> m_callers;
    std::string m_action;
};

/// Where the trace answers for the layer: the check that blocks before one that does not.
const Check* checkOf(const Trace& trace, Stage stage) {
    const Check* found = nullptr;
    for (const Hop& hop : trace.hops)
        for (const Check& check : hop.checks)
            if (check.stage == stage &&
                (!found || (check.outcome == Outcome::Block && found->outcome != Outcome::Block)))
                found = &check;
    return found;
}

} // namespace

Result<DeniedRequest> deniedRequest(const Design& design, const Network& network, const DeniedMessage& denied,
                                    const std::optional<Request>& shown) {
    Finder finder(design, denied, shown);
    Result<Request> request = finder.request();
    if (!request)
        return request.error();
    DeniedRequest out;
    out.request = *std::move(request);
    const std::string title = requestTitle(design.topology, out.request);
    out.message = message(finder.isSaved() ? MessageId::DeniedFound : MessageId::DeniedMade, title);
    const Trace answer = trace(network, out.request);
    if (!answer.blockers.empty()) {
        out.resource = answer.blockers.front().resource;
        out.pointer = answer.blockers.front().pointer;
    }
    const auto named = std::find_if(std::begin(layerStages), std::end(layerStages),
                                    [&](const LayerStage& each) { return denied.layer == each.layer; });
    if (named == std::end(layerStages))
        return out;
    const Check* check = checkOf(answer, named->stage);
    out.stops = check && check->outcome == Outcome::Block;
    if (check) {
        out.resource = check->resource;
        out.pointer = check->pointer;
    }
    const std::string found = toEnglish(out.message);
    out.message = !out.stops                   ? message(MessageId::DeniedOtherReason, found, named->words)
                  : answer.blockers.size() < 2 ? message(MessageId::DeniedSameReason, found, named->words)
                                               : message(MessageId::DeniedOneOfSeveral, found, named->words,
                                                         std::to_string(answer.blockers.size() - 1));
    return out;
}

} // namespace waylight
