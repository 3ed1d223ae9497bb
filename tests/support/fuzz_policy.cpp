// SPDX-License-Identifier: MIT
#include "tests/support/fuzz_policy.h"

#include "core/policy/allowed_if.h"
#include "core/policy/case.h"
#include "core/policy/denied_message.h"
#include "core/policy/lint.h"
#include "core/policy/normal_form.h"
#include "core/policy/print.h"
#include "core/policy/public_access.h"
#include "core/policy/service_errors.h"
#include "core/policy/validate.h"

namespace waylight::policy {

const char* fuzzParse(std::string_view text) {
    const auto parsed = Document::parse(std::string(text));
    for (const PolicyType type : {PolicyType::Identity, PolicyType::Boundary, PolicyType::Session, PolicyType::ServiceControl, PolicyType::ResourceControl,
                                  PolicyType::Resource, PolicyType::InterfaceEndpoint, PolicyType::GatewayEndpoint})
        for (const Problem& problem : validate(text, type))
            if (problem.range.begin > problem.range.end || problem.range.end > text.size())
                return "a problem outside of the text";
    static_cast<void>(serviceError(text, PolicyForm::Managed));
    static_cast<void>(parseDeniedMessage(text));
    if (!parsed.document)
        return parsed.problems.empty() ? "no document and no problem" : nullptr;
    static_cast<void>(publicAccess(*parsed.document));
    for (const Statement& statement : parsed.document->statements()) {
        const Place place{statement.node, false};
        if (parsed.document->tree().nodeAt(parsed.document->pointerOf(place)) == noNode)
            return "a pointer that leads nowhere";
    }
    for (const LintFinding& finding : lint(parsed.document, PolicyType::GatewayEndpoint))
        if (finding.problem.range.end > text.size())
            return "a finding outside of the text";
    if (hasErrors(toDiagnostics(parsed.problems)))
        return nullptr;
    const auto again = Document::parse(printed(*parsed.document));
    if (!again.document)
        return "what is printed is no policy";
    return equivalent(*parsed.document, *again.document) ? nullptr : "what is printed means something else";
}

const char* fuzzEvaluate(std::string_view line) {
    const auto question = readCase(line);
    if (!question)
        return nullptr;
    const Evaluation answer = evaluate(question->policies, question->context);
    if (evaluate(question->policies, question->context, Detail::Decision).decision != answer.decision)
        return "the decision depends on whether reasons are asked for";
    static_cast<void>(toJson(*question, answer).dump(-1, ' ', false, Json::error_handler_t::replace));
    static_cast<void>(deniedMessage(answer, question->context));
    static_cast<void>(allowedIf(question->policies, question->context, answer));
    for (const LayerResult& layer : answer.layers)
        static_cast<void>(explanation(layer, question->context));
    if (answer.decision == Decision::Unknown)
        return nullptr;
    RequestContext closed = question->context;
    for (const ContextKey& key : question->context.keys.all())
        if (key.state == ContextKey::State::Unknown)
            closed.keys.setAbsent(key.name);
    return evaluate(question->policies, closed).decision == answer.decision ? nullptr : "a certain answer changes when an open key turns out to be absent";
}

} // namespace waylight::policy
