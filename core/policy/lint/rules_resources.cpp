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
            if (m_subject.isFull())
                return;
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

    /// Past the most comparisons that a real policy needs, everything counts as fitting.
    bool fitsOne(const ActionUse& use, const ResourceUse& resource) {
        return ++m_compared > 100000 || fits(use, resource);
    }

    bool fitsSome(const StatementView& view, const ActionUse& use) {
        return std::any_of(view.resources.begin(), view.resources.end(),
                           [&](const ResourceUse& resource) { return fitsOne(use, resource); });
    }

    /// One finding for each Action element of which no action fits. S3 refuses such a bucket policy.
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
        const Severity severity = m_subject.form() == PolicyForm::Bucket ? Severity::Error : Severity::Warning;
        if (use.action->wildcardOnly()) {
            m_subject.report("action-needs-star", severity, place,
                             message(MessageId::LintResourceNeedsStar, use.name()),
                             m_witness.provenNever(view, m_witness.requestFor(view, &use)));
            return;
        }
        if (use.service->prefix == "s3" && reportBucket(view, use, severity))
            return;
        const ResourceTypeEntry& kind = use.service->resourceTypes[use.action->resources.front().type];
        m_subject.report("resource-not-for-action", severity, place,
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
    bool reportBucket(const StatementView& view, const ActionUse& use, Severity severity) {
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
            objects ? "bucket-for-object-action" : "object-for-bucket-action", severity, {use.node, false},
            message(objects ? MessageId::LintBucketForObject : MessageId::LintObjectForBucket, use.name(), text, meant),
            m_witness.provenNever(view, m_witness.requestFor(view, &use, concrete)));
        return true;
    }

    void checkResources(const StatementView& view) {
        for (const ResourceUse& resource : view.resources)
            if (!resource.isEverything() && std::none_of(view.actions.begin(), view.actions.end(),
                                                         [&](const ActionUse& use) { return fits(use, resource); }))
                m_subject.report("resource-unused", Severity::Note, {resource.node, false},
                                 message(MessageId::LintResourceUnused, m_subject.textOf(resource.node)),
                                 m_witness.provenNever(view, requestOn(view, resource)));
    }

    /// What the resource is there for: an action that works on it, of the kind that the statement names.
    RequestContext requestOn(const StatementView& view, const ResourceUse& resource) const {
        StatementView one;
        one.statement = view.statement;
        one.resources = {resource};
        const ActionUse& like = view.actions.front();
        const std::string owner(ArnParts::of(resource.text).parts[2]);
        const ServiceEntry* service = m_subject.catalog().service(owner);
        ActionUse best;
        for (const ServiceEntry* each : {like.service, service})
            for (std::size_t i = 0; each && i < each->actions.size(); ++i) {
                const ActionUse use{each, &each->actions[i], noNode, true};
                if (!fits(use, resource) || isNamed(view, use))
                    continue;
                if (!best.action ||
                    (best.action->access != like.action->access && use.action->access == like.action->access))
                    best = use;
            }
        return m_witness.requestFor(one, best.action ? &best : &like);
    }

    static bool isNamed(const StatementView& view, const ActionUse& use) {
        return std::any_of(view.actions.begin(), view.actions.end(),
                           [&](const ActionUse& each) { return each.action == use.action; });
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
    std::size_t m_compared = 0;
};

} // namespace

void lintResources(LintSubject& subject) {
    ResourceRules(subject).run();
}

} // namespace waylight::policy
