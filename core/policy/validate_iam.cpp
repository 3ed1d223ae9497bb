// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/policy/validate_rules.h"
#include "core/policy/validate_values.h"

#include <algorithm>
#include <optional>

namespace waylight::policy {
namespace {

/// The bytes of the first character that IAM does not take: "Policy documents can contain only horizontal tab,
/// linefeed, carriage return, and characters in the range U+0020 to U+00FF".
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
std::optional<TextRange> firstBadCharacter(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        std::size_t length = 1;
        while (i + length < text.size() && (static_cast<unsigned char>(text[i + length]) & 0xC0) == 0x80)
            ++length;
        const bool control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
        const bool beyondLatin1 = byte > 0xC3; // U+00FF is C3 BF
        if (control || beyondLatin1)
            return TextRange{i, i + length};
        i += length;
    }
    return std::nullopt;
}

void checkCharacters(Validation& validation) {
    const std::string& text = validation.document().text();
    if (const auto range = firstBadCharacter(text))
        validation.reportRange(
            *range, message(MessageId::PolicyCharacters, text.substr(range->begin, range->end - range->begin)));
}

void checkActions(Validation& validation, const Statement& statement) {
    for (const ActionPattern& action : statement.action.patterns)
        if (const std::string& text = validation.textOf(action.node);
            action.usable && actionFault(text) != ActionFault::None)
            validation.report({action.node, false}, message(MessageId::PolicyBadService, text));
}

std::optional<Message> messageFor(ResourceFault fault, const std::string& text) {
    switch (fault) {
    case ResourceFault::None:
        return std::nullopt;
    case ResourceFault::NotAnArn:
        return message(MessageId::PolicyBadResource, text);
    case ResourceFault::Partition:
        return message(MessageId::PolicyBadPartition, text);
    case ResourceFault::Service:
        return message(MessageId::PolicyArnService, text);
    case ResourceFault::S3Region:
        return message(MessageId::PolicyArnRegion, text, "S3");
    case ResourceFault::IamRegion:
        return message(MessageId::PolicyArnRegion, text, "IAM");
    case ResourceFault::IamPath:
        return message(MessageId::PolicyArnIamPath, text);
    case ResourceFault::CutShort:
        return message(MessageId::PolicyArnCutShort, text);
    }
    return std::nullopt;
}

/// What is not an ARN at all was reported when the document was read.
bool wasReported(std::string_view text) {
    return text.substr(0, 4) != "arn:" && text.substr(0, 2) != "*:" && text.substr(0, 2) != "${";
}

void checkResources(Validation& validation, const Statement& statement) {
    for (const ResourceValue& resource : statement.resource.patterns) {
        const std::string& text = validation.textOf(resource.node);
        const auto what = messageFor(resourceFault(text), text);
        if (what && !wasReported(text))
            validation.report({resource.node, false}, *what);
    }
}

/// A date that can be compared and that IAM does not save, such as seconds with a fraction.
void checkDates(Validation& validation, const Statement& statement) {
    for (const Condition& condition : statement.conditions) {
        if (condition.op.family != OperatorFamily::Date)
            continue;
        for (const ConditionValue& value : condition.values) {
            const std::string& text = validation.textOf(value.node);
            if (!std::holds_alternative<std::monostate>(value.operand) && !isAcceptedDate(text))
                validation.report({value.node, false}, message(MessageId::PolicyBadConditionValue, text,
                                                               validation.node(condition.operatorNode).name));
        }
    }
}

} // namespace

void checkSids(Validation& validation) {
    for (const Statement& statement : validation.document().statements()) {
        const bool good = std::all_of(statement.sid.begin(), statement.sid.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
        if (!good) // accepted by some of AWS's calls, refused by the others
            validation.report({validation.document().tree().member(statement.node, "Sid"), false},
                              message(MessageId::PolicySidCharacters, statement.sid), Severity::Warning);
    }
}

void checkForIam(Validation& validation, PolicyForm form) {
    checkCharacters(validation);
    for (const Statement& statement : validation.document().statements()) {
        checkActions(validation, statement);
        if (form != PolicyForm::Trust) // which has none
            checkResources(validation, statement);
        checkDates(validation, statement);
    }
}

} // namespace waylight::policy
