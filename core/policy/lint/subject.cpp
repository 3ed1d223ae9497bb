// SPDX-License-Identifier: MIT
#include "core/policy/lint/subject.h"

#include "core/policy/lint/rule_list.h"

#include <algorithm>

namespace waylight::policy {
namespace {

/// Names compared with wildcards: more than any real policy needs; a hostile one must not cost more than a moment.
constexpr std::size_t mostCompared = 300000;

/// `${…}` as `*`, which may then name too much but never too little.
std::string withoutVariables(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.compare(at, 2, "${") == 0 ? text.find('}', at) : std::string::npos;
        if (end == std::string::npos) {
            out += text[at++];
        } else {
            out += '*';
            at = end + 1;
        }
    }
    return out;
}

} // namespace

bool StatementView::everyResource() const {
    return std::any_of(resources.begin(), resources.end(), [](const ResourceUse& use) { return use.isEverything(); });
}

LintSubject::LintSubject(DocumentPtr document, PolicyForm form, std::string_view account, const Catalog& catalog)
    : m_document(std::move(document)), m_form(form), m_type(typeOf(form)), m_account(account), m_catalog(catalog) {
    for (const Statement& statement : m_document->statements())
        if (statement.wellFormed)
            m_statements.push_back(viewOf(statement));
}

StatementView LintSubject::viewOf(const Statement& statement) {
    StatementView view;
    view.statement = &statement;
    view.everyAction = statement.action.negated;
    if (!statement.action.negated)
        for (const ActionPattern& pattern : statement.action.patterns)
            expand(pattern, view);
    if (view.everyAction)
        view.actions.clear();
    if (!statement.resource.negated)
        for (const ResourceValue& value : statement.resource.patterns)
            view.resources.push_back({withoutVariables(textOf(value.node)), value.node});
    return view;
}

void LintSubject::expand(const ActionPattern& pattern, StatementView& view) {
    if (!pattern.usable || m_compared > mostCompared)
        return;
    if (pattern.everything || (pattern.service.matchesEverything() && pattern.name.matchesEverything())) {
        view.everyAction = true;
        return;
    }
    const std::string& text = textOf(pattern.node);
    const bool exact = !pattern.service.hasWildcards() && !pattern.name.hasWildcards();
    if (exact) {
        if (const FoundAction found = m_catalog.action(text))
            view.actions.push_back({found.service, found.action, pattern.node, true});
        return;
    }
    const auto addFrom = [&](const ServiceEntry& service) {
        for (const ActionEntry& action : service.actions)
            if (pattern.name.matches(lowered(action.name)))
                view.actions.push_back({&service, &action, pattern.node, false});
        m_compared += service.actions.size();
    };
    if (!pattern.service.hasWildcards()) {
        if (const ServiceEntry* service = m_catalog.service(std::string_view(text).substr(0, text.find(':'))))
            addFrom(*service);
        return;
    }
    for (const ServiceEntry& service : m_catalog.services())
        if (pattern.service.matches(lowered(service.prefix)) && m_compared <= mostCompared)
            addFrom(service);
}

void LintSubject::report(std::string_view code, Severity severity, Place place, Message what,
                         std::shared_ptr<const Witness> witness) {
    const LintRule* rule = lintRule(code);
    if (!rule || (rule->proof == Proof::Request && !witness))
        return;
    Problem problem{{severity, std::move(what), {}, m_document->pointerOf(place)}, m_document->rangeOf(place)};
    m_findings.push_back({code, std::move(problem), std::move(witness)});
}

} // namespace waylight::policy
