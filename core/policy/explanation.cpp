// SPDX-License-Identifier: MIT
#include "core/base/joined.h"
#include "core/base/message_ids.h"
#include "core/policy/layer_names.h"

namespace waylight::policy {
namespace {

const char* awsName(Layer layer) {
    return LayerNames::of(layer).ofAws;
}

std::string nameOf(const LayerResult& layer, const SourceOutcome& source) {
    return source.label.empty() ? awsName(layer.layer) : source.label;
}

/// The Sid in quotes, or the number counted from 1.
std::string statementName(const Document& document, std::size_t index) {
    const std::string& sid = document.statements()[index].sid;
    return sid.empty() ? std::to_string(index + 1) : '`' + sid + '`';
}

Message unknown(const LayerResult& layer, const SourceOutcome& source, const RequestContext& context) {
    const std::string name = nameOf(layer, source);
    if (!source.document)
        return message(MessageId::PolicyLayerNotInDesign, name, context.action);
    if (source.outcome.missingKeys.empty())
        return message(MessageId::PolicyLayerUnreadable, name, context.action);
    return message(MessageId::PolicyLayerMissingKeys, name, context.action, joined(source.outcome.missingKeys));
}

Message nothingAllows(const LayerResult& layer, const SourceOutcome& source, const RequestContext& context) {
    const std::string name = nameOf(layer, source);
    const DocumentOutcome& outcome = source.outcome;
    const bool tried = outcome.decidedBy && *outcome.decidedBy < outcome.statements.size();
    if (!tried || outcome.statements[*outcome.decidedBy].part <= StatementPart::Action)
        return message(MessageId::PolicyLayerNothingAllows, name, context.action, context.resource);
    const StatementOutcome& nearest = outcome.statements[*outcome.decidedBy];
    const std::string& token = source.document->tree().node(nearest.place.node).name;
    const std::string part = nearest.part == StatementPart::Condition ? "Condition on " + token : token;
    return message(MessageId::PolicyLayerNearMiss, name, context.action, context.resource,
                   statementName(*source.document, nearest.statement), part.empty() ? "Principal" : part);
}

} // namespace

std::optional<DecidingPlace> decidingPlace(const LayerResult& layer) {
    if (!layer.decidedBy)
        return std::nullopt;
    const SourceOutcome& source = layer.sources[*layer.decidedBy];
    DecidingPlace out{source.label, source.document, {}, {}};
    if (source.document) {
        out.pointer = source.document->pointerOf(source.outcome.place);
        out.range = source.document->rangeOf(source.outcome.place);
    }
    return out;
}

Message explanation(const LayerResult& layer, const RequestContext& context) {
    const SourceOutcome* source = layer.decidedBy ? &layer.sources[*layer.decidedBy] : nullptr;
    const auto statement = [&] {
        return source->document && source->outcome.decidedBy
                   ? statementName(*source->document, *source->outcome.decidedBy)
                   : std::string("1");
    };
    const auto about = [&](MessageId id) {
        return message(id, awsName(layer.layer), context.action, context.resource);
    };
    switch (layer.reason) {
    case LayerReason::Absent:
        return about(MessageId::PolicyLayerAbsent);
    case LayerReason::NotNeeded:
        return about(MessageId::PolicyLayerNotNeeded);
    case LayerReason::PublicBucket:
        return about(MessageId::PolicyLayerPublicBucket);
    case LayerReason::AwsOwned:
        return about(MessageId::PolicyLayerAwsOwned);
    case LayerReason::Allows:
        if (!source)
            return about(MessageId::PolicyLayerAllowsAll);
        return message(MessageId::PolicyLayerAllows, nameOf(layer, *source), context.action, context.resource,
                       statement());
    case LayerReason::ExplicitDeny:
        return message(MessageId::PolicyLayerDenies, nameOf(layer, *source), context.action, context.resource,
                       statement());
    case LayerReason::NothingAllows:
        return source ? nothingAllows(layer, *source, context) : about(MessageId::PolicyLayerNothingAttached);
    case LayerReason::Unknown:
        if (!source)
            return message(MessageId::PolicyLayerNotInDesign, awsName(layer.layer), context.action);
        return unknown(layer, *source, context);
    }
    return about(MessageId::PolicyLayerAbsent);
}

} // namespace waylight::policy
