// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"

#include <algorithm>
#include <map>

namespace waylight::policy {
namespace {

/// Which resources an action works on is in the Service Authorization Reference:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
class ResourceRules {
public:
    explicit ResourceRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        for (const StatementView& view : m_subject.statements()) {
            if (view.everyAction || view.actions.empty() || view.resources.empty() || !namesKnownActionsOnly(view))
                continue;
            checkActions(view);
            checkResources(view);
        }
    }

private:
    /// An action that the catalog lacks may work on anything.
    static bool namesKnownActionsOnly(const StatementView& view) {
        const auto& patterns = view.statement->action.patterns;
        return std::all_of(patterns.begin(), patterns.end(), [&](const ActionPattern& pattern) {
            return std::any_of(view.actions.begin(), view.actions.end(),
                               [&](const ActionUse& use) { return use.node == pattern.node; });
        });
    }

    static bool fitsSome(const StatementView& view, const ActionUse& use) {
        return std::any_of(view.resources.begin(), view.resources.end(),
                           [&](const ResourceUse& resource) { return fits(use, resource); });
    }

    /// One finding for each Action element of which no action fits.
    void checkActions(const StatementView& view) {
        for (std::size_t at = 0; at < view.actions.size();) {
            const NodeId node = view.actions[at].node;
            const std::size_t first = at;
            bool some = false;
            for (; at < view.actions.size() && view.actions[at].node == node; ++at)
                some = some || fitsSome(view, view.actions[at]);
            if (!some)
                report(view, view.actions[first]);
        }
    }

    void report(const StatementView& view, const ActionUse& use) {
        const Place place{use.node, false};
        if (use.action->wildcardOnly()) {
            m_subject.report("action-needs-star", Severity::Warning, place,
                             message(MessageId::LintResourceNeedsStar, use.name()),
                             m_witness.provenNever(view, m_witness.requestFor(view, &use)));
            return;
        }
        if (use.service->prefix == "s3" && reportBucket(view, use))
            return;
        const ResourceTypeEntry& kind = use.service->resourceTypes[use.action->resources.front().type];
        m_subject.report("resource-not-for-action", Severity::Warning, place,
                         message(MessageId::LintResourceNotForAction, use.name(), readableArn(kind)),
                         m_witness.provenNever(view, m_witness.requestFor(view, &use, exampleArn(kind))));
    }

    static const ResourceTypeEntry* kindCalled(const ServiceEntry& service, std::string_view name) {
        const auto at = std::find_if(service.resourceTypes.begin(), service.resourceTypes.end(),
                                     [&](const ResourceTypeEntry& type) { return type.name == name; });
        return at == service.resourceTypes.end() ? nullptr : &*at;
    }

    static bool worksOn(const ActionUse& use, std::string_view kind) {
        return std::any_of(use.action->resources.begin(), use.action->resources.end(),
                           [&](const ActionResource& r) { return use.service->resourceTypes[r.type].name == kind; });
    }

    /// The commonest mistake of all: a bucket for its objects, or the other way round.
    bool reportBucket(const StatementView& view, const ActionUse& use) {
        const bool objects = worksOn(use, "object");
        const ResourceTypeEntry* other = kindCalled(*use.service, objects ? "bucket" : "object");
        if ((!objects && !worksOn(use, "bucket")) || !other)
            return false;
        const auto wrong = std::find_if(view.resources.begin(), view.resources.end(), [&](const ResourceUse& resource) {
            return namesResourceOf(resource.text, *use.service, *other) &&
                   resource.text.find(":::") != std::string::npos;
        });
        if (wrong == view.resources.end())
            return false;
        const std::string& text = m_subject.textOf(wrong->node);
        const std::string meant = objects ? text + "/*" : text.substr(0, text.find('/'));
        std::string concrete = objects ? text + "/example" : meant;
        std::replace(concrete.begin(), concrete.end(), '*', 'x');
        m_subject.report(
            objects ? "bucket-for-object-action" : "object-for-bucket-action", Severity::Warning, {use.node, false},
            message(objects ? MessageId::LintBucketForObject : MessageId::LintObjectForBucket, use.name(), text, meant),
            m_witness.provenNever(view, m_witness.requestFor(view, &use, concrete)));
        return true;
    }

    void checkResources(const StatementView& view) {
        for (const ResourceUse& resource : view.resources)
            if (!resource.isEverything() && std::none_of(view.actions.begin(), view.actions.end(),
                                                         [&](const ActionUse& use) { return fits(use, resource); }))
                m_subject.report("resource-unused", Severity::Note, {resource.node, false},
                                 message(MessageId::LintResourceUnused, m_subject.textOf(resource.node)));
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
};

} // namespace

void lintResources(LintSubject& subject) {
    ResourceRules(subject).run();
}

} // namespace waylight::policy
