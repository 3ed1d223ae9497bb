// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"
#include "core/policy/name_match.h"

#include <algorithm>
#include <array>
#include <set>

namespace waylight::policy {
namespace {

class ActionRules {
public:
    explicit ActionRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        for (const StatementView& view : m_subject.statements()) {
            if (m_subject.isFull())
                return;
            checkNames(view);
            checkNotAction(view);
            checkEverything(view);
            checkResourceStar(view);
            checkNotPrincipal(view);
        }
        checkRegained();
    }

private:
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html (invalid action)
    void checkNames(const StatementView& view) {
        for (const ActionPattern& pattern : view.statement->action.patterns) {
            if (!pattern.usable || pattern.everything || pattern.service.hasWildcards())
                continue;
            const std::string& text = m_subject.textOf(pattern.node);
            const std::size_t colon = text.find(':');
            const ServiceEntry* service = m_subject.catalog().service(std::string_view(text).substr(0, colon));
            if (!service)
                m_subject.report("unknown-service", Severity::Warning, {pattern.node, false},
                                 message(MessageId::LintUnknownService, text.substr(0, colon), text),
                                 misses(view, meantBy(view, text)));
            else if (std::none_of(service->actions.begin(), service->actions.end(), [&](const ActionEntry& action) {
                         return pattern.name.matches(lowered(action.name));
                     }))
                reportAction(view, *service, pattern, text);
        }
    }

    void reportAction(const StatementView& view, const ServiceEntry& service, const ActionPattern& pattern,
                      const std::string& text) {
        const std::string lower = lowered(std::string_view(text).substr(text.find(':') + 1));
        const Near meant = nearest(view, service, lower);
        const ActionUse use{&service, meant.action, pattern.node, true};
        const bool likely = meant.distance < (lower.size() < 8 ? 2 : 3) && !view.statement->action.negated;
        m_subject.report("unknown-action", Severity::Warning, {pattern.node, false},
                         likely ? message(MessageId::LintUnknownActionLike, text, use.name())
                                : message(MessageId::LintUnknownAction, text),
                         misses(view, use));
    }

    /// A request for the action that the statement means to speak of and does not.
    std::shared_ptr<const Witness> misses(const StatementView& view, const ActionUse& use) const {
        if (!use.action)
            return nullptr;
        const RequestContext request = m_witness.requestFor(view, &use);
        return view.statement->action.negated ? m_witness.provenAlways(view, request)
                                              : m_witness.provenNever(view, request);
    }

    /// True when the statement speaks of the action after all.
    static bool names(const StatementView& view, const ServiceEntry& service, const ActionEntry& action) {
        const auto& patterns = view.statement->action.patterns;
        return std::any_of(patterns.begin(), patterns.end(), [&](const ActionPattern& pattern) {
            return pattern.everything || (pattern.usable && pattern.service.matches(lowered(service.prefix)) &&
                                          pattern.name.matches(lowered(action.name)));
        });
    }

    struct Near {
        const ActionEntry* action = nullptr; ///< null when the service has none
        std::size_t distance = std::string::npos;
    };

    /// Only the first few are looked up: comparing with all actions of a service takes a while.
    Near nearest(const StatementView& view, const ServiceEntry& service, const std::string& lower) {
        Near best;
        for (std::size_t i = 0; !best.action && i < service.actions.size(); ++i)
            if (!names(view, service, service.actions[i]))
                best.action = &service.actions[i];
        if (lower.size() > 64 || ++m_lookedUp > 20)
            return best;
        for (const ActionEntry& action : service.actions) {
            const std::size_t sizes =
                std::max(action.name.size(), lower.size()) - std::min(action.name.size(), lower.size());
            if (sizes >= best.distance)
                continue;
            if (const std::size_t distance = lettersApart(lowered(action.name), lower);
                distance < best.distance && !names(view, service, action))
                best = {&action, distance};
        }
        return best;
    }

    /// What a text with a service that AWS does not have may mean: the action of that name in a service that is called
    /// almost so, or in any, or the nearest of the nearest service.
    ActionUse meantBy(const StatementView& view, const std::string& text) {
        const std::string lower = lowered(text);
        const std::size_t colon = std::min(lower.find(':'), lower.size() - 1);
        const std::string prefix = lower.substr(0, std::min<std::size_t>(colon, 64));
        const ServiceEntry* best = nullptr;
        std::size_t bestDistance = std::string::npos;
        ActionUse named;
        for (const ServiceEntry& service : m_subject.catalog().services()) {
            const std::size_t distance = lettersApart(lowered(service.prefix), prefix);
            if (distance < bestDistance && !service.actions.empty()) {
                best = &service;
                bestDistance = distance;
            }
            if (!named.action)
                if (const FoundAction found =
                        m_subject.catalog().action(std::string(service.prefix) + lower.substr(colon));
                    found && !names(view, *found.service, *found.action))
                    named = {found.service, found.action, noNode, true};
        }
        if (named.action && bestDistance > 2)
            return named;
        return best ? ActionUse{best, nearest(view, *best, lower.substr(colon + 1)).action, noNode, true} : ActionUse{};
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
    void checkNotAction(const StatementView& view) {
        if (!view.allows() || !view.statement->action.negated || m_subject.type() == PolicyType::ServiceControl)
            return;
        static constexpr std::array<std::string_view, 4> others{"iam:CreateAccessKey", "s3:DeleteBucket",
                                                                "ec2:TerminateInstances", "sqs:PurgeQueue"};
        for (const std::string_view other : others) {
            const FoundAction found = m_subject.catalog().action(other);
            if (!found)
                continue;
            const ActionUse use{found.service, found.action, noNode, true};
            if (auto witness = m_witness.provenAlways(view, m_witness.requestFor(view, &use))) {
                m_subject.report("not-action-with-allow",
                                 m_subject.isIdentity() || m_subject.type() == PolicyType::Resource ? Severity::Warning
                                                                                                    : Severity::Note,
                                 {view.statement->action.node, true},
                                 message(MessageId::LintNotActionAllow, std::string(other)), std::move(witness));
                return;
            }
        }
    }

    static bool isEverything(const StatementView& view) {
        return view.everyAction && !view.statement->action.negated && view.everyResource() &&
               view.statement->conditions.empty();
    }

    bool isForEveryone(const StatementView& view) const {
        const auto& principal = view.statement->principal;
        return !principal.negated &&
               std::any_of(principal.patterns.begin(), principal.patterns.end(),
                           [](const PrincipalPattern& p) { return p.kind == PrincipalPattern::Kind::Everyone; });
    }

    /// In a limit (boundary, service control policy) this is how one says that it limits nothing.
    void checkEverything(const StatementView& view) {
        const Place place{view.statement->node, false};
        if (!view.allows() || !isEverything(view))
            return;
        RequestContext request = m_witness.requestFor(view);
        if (m_subject.type() == PolicyType::Resource && isForEveryone(view)) {
            request.principal = {};
            request.keys.remove("aws:PrincipalArn");
            m_subject.report("allows-everyone", Severity::Warning, place, message(MessageId::LintAllowsEveryone),
                             m_witness.provenAlways(view, std::move(request)));
        } else if (m_subject.type() == PolicyType::Identity || m_subject.type() == PolicyType::Resource) {
            m_subject.report("allows-everything", Severity::Warning, place, message(MessageId::LintAllowsEverything),
                             m_witness.provenAlways(view, std::move(request)));
        } else if (m_subject.isEndpoint()) {
            m_subject.report("endpoint-policy-full-access", Severity::Note, place,
                             message(MessageId::LintAllowsEverything),
                             m_witness.provenAlways(view, std::move(request)));
        }
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html (least privilege)
    void checkResourceStar(const StatementView& view) {
        if (m_subject.type() != PolicyType::Identity || !view.allows() || !view.everyResource())
            return;
        const auto limitable = std::find_if(view.actions.begin(), view.actions.end(),
                                            [](const ActionUse& use) { return !use.action->wildcardOnly(); });
        if (limitable == view.actions.end())
            return;
        const auto star = std::find_if(view.resources.begin(), view.resources.end(),
                                       [](const ResourceUse& use) { return use.isEverything(); });
        m_subject.report("resource-star", Severity::Note, {star->node, false},
                         message(MessageId::LintResourceStar, limitable->name()),
                         m_witness.provenAlways(view, m_witness.requestFor(view, &*limitable)));
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    void checkNotPrincipal(const StatementView& view) {
        const auto& principal = view.statement->principal;
        if (!principal.present || !principal.negated || view.allows())
            return;
        RequestContext request = m_witness.requestFor(view);
        for (const PrincipalPattern& pattern : principal.patterns)
            if (auto named = pattern.kind == PrincipalPattern::Kind::Arn ? Principal::parse(pattern.text)
                                                                         : Result<Principal>(Message{})) {
                request.principal = std::move(named).value();
                request.keys.remove("aws:PrincipalArn");
                addPrincipalKeys(request);
                break;
            }
        m_subject.report("not-principal", Severity::Warning, {principal.node, true},
                         message(MessageId::LintNotPrincipalDeny), m_witness.provenAlways(view, std::move(request)));
    }

    /// Whoever may write the resource's own policy can give to others, and so to a second self, what is withheld here.
    static bool writesPolicies(const ActionUse& use) {
        const std::string_view name = use.action->name;
        return use.action->access == AccessLevel::PermissionsManagement &&
               (name.starts_with("Put") || name.starts_with("Set")) &&
               (name.ends_with("Policy") || name.ends_with("Acl"));
    }

    bool deniesSomeOf(const ServiceEntry& service) const {
        const auto& all = m_subject.statements();
        return std::any_of(all.begin(), all.end(), [&](const StatementView& view) {
            return !view.allows() && std::any_of(view.actions.begin(), view.actions.end(),
                                                 [&](const ActionUse& use) { return use.service == &service; });
        });
    }

    /// On some resource of the statement; what is denied may be denied on others only.
    std::shared_ptr<const Witness> regained(const StatementView& view, const ActionUse& use) const {
        for (const ResourceUse& resource : view.resources) {
            StatementView one;
            one.statement = view.statement;
            one.resources = {resource};
            if (!fits(use, resource))
                continue;
            if (auto witness = m_witness.proven(m_witness.requestFor(one, &use), false, Decision::Allowed,
                                                Decision::ExplicitlyDenied))
                return witness;
        }
        return nullptr;
    }

    void checkRegained() {
        if (m_subject.type() != PolicyType::Identity)
            return;
        std::set<const ServiceEntry*> done;
        for (const StatementView& view : m_subject.statements())
            for (const ActionUse& use : view.actions) {
                if (!view.allows() || !writesPolicies(use) || done.contains(use.service) || !deniesSomeOf(*use.service))
                    continue;
                auto witness = regained(view, use);
                if (!witness)
                    continue;
                done.insert(use.service);
                m_subject.report("denied-can-be-regained", Severity::Warning, {use.node, false},
                                 message(MessageId::LintRegained, use.name()), std::move(witness));
            }
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
    std::size_t m_lookedUp = 0;
};

} // namespace

void lintActions(LintSubject& subject) {
    ActionRules(subject).run();
}

} // namespace waylight::policy
