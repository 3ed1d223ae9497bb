// SPDX-License-Identifier: MIT
#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/policy/lint/rules.h"
#include "core/policy/lint/witness.h"

#include <algorithm>

namespace waylight::policy {
namespace {

bool isText(OperatorFamily family) {
    return family == OperatorFamily::StringEquals || family == OperatorFamily::StringEqualsIgnoreCase ||
           family == OperatorFamily::StringLike;
}

const char* nameOf(KeyType type) {
    switch (type) {
    case KeyType::Arn:
        return "ARN";
    case KeyType::Bool:
        return "true/false";
    case KeyType::Numeric:
        return "number";
    case KeyType::Date:
        return "date";
    case KeyType::IpAddress:
        return "IP address";
    case KeyType::String:
        break;
    }
    return "text";
}

const char* operatorFor(KeyType type) {
    switch (type) {
    case KeyType::Arn:
        return "ArnLike";
    case KeyType::Bool:
        return "Bool";
    case KeyType::Numeric:
        return "NumericEquals";
    case KeyType::Date:
        return "DateGreaterThan";
    case KeyType::IpAddress:
        return "IpAddress";
    case KeyType::String:
        break;
    }
    return "StringEquals";
}

/// What a request may carry.
const char* exampleOf(KeyType type) {
    switch (type) {
    case KeyType::Arn:
        return "arn:aws:iam::111122223333:role/example";
    case KeyType::Bool:
        return "true";
    case KeyType::Numeric:
        return "10";
    case KeyType::Date:
        return "2026-01-01T00:00:00Z";
    case KeyType::IpAddress:
        return "203.0.113.10";
    case KeyType::String:
        break;
    }
    return "example";
}

bool isOf(KeyType type, const std::string& value) {
    switch (type) {
    case KeyType::Bool:
        return lowered(value) == "true" || lowered(value) == "false";
    case KeyType::Numeric:
        return parseNumber(value).has_value();
    case KeyType::Date:
        return parseDate(value).has_value();
    case KeyType::IpAddress:
        return static_cast<bool>(Cidr::parse(value));
    case KeyType::Arn:
    case KeyType::String:
        break;
    }
    return true;
}

class KeyTypeRules {
public:
    explicit KeyTypeRules(LintSubject& subject) : m_subject(subject), m_witness(subject) {}

    void run() {
        for (const StatementView& view : m_subject.statements())
            for (const Condition& condition : view.statement->conditions)
                if (const KeyEntry* key = m_subject.catalog().key(m_subject.nameOf(condition.keyNode));
                    key && !m_subject.isFull())
                    check(view, condition, *key);
    }

private:
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    void check(const StatementView& view, const Condition& condition, const KeyEntry& key) {
        const OperatorFamily family = condition.op.family;
        if (isText(family) && key.type == KeyType::Arn)
            checkArnAsText(view, condition);
        else if (isText(family) && key.type != KeyType::String)
            checkValueAsText(view, condition, key);
        else if (!isText(family) && !compares(condition, key))
            m_subject.report("operator-not-for-key", Severity::Warning, {condition.operatorNode, true},
                             message(MessageId::LintOperatorNotForKey, m_subject.nameOf(condition.keyNode),
                                     nameOf(key.type), m_subject.nameOf(condition.operatorNode), operatorFor(key.type)),
                             withValue(view, condition, exampleOf(key.type)));
    }

    std::shared_ptr<const Witness> withValue(const StatementView& view, const Condition& condition,
                                             const std::string& value) const {
        RequestContext request = m_witness.requestFor(view);
        request.keys.set(m_subject.nameOf(condition.keyNode), value);
        return m_witness.provenEither(view, request);
    }

    /// The same with `Arn` for what the text operator is called, as `StringNotLikeIfExists`.
    static std::string asArnOperator(const Condition& condition) {
        std::string out = condition.op.negated ? "ArnNotLike" : "ArnLike";
        return condition.op.ifExists ? out + "IfExists" : out;
    }

    /// A wildcard of a text operator that stands before the last part of an ARN also matches what no ARN has there.
    void checkArnAsText(const StatementView& view, const Condition& condition) {
        const std::string& op = m_subject.nameOf(condition.operatorNode);
        const std::string& name = m_subject.nameOf(condition.keyNode);
        const Place place{condition.operatorNode, true};
        for (const ConditionValue& value : condition.values) {
            const std::string& text = m_subject.textOf(value.node);
            const ArnParts arn = ArnParts::of(text);
            const std::size_t star = text.find('*');
            const std::size_t last = arn.count == 6 ? text.size() - arn.parts[5].size() : text.size();
            if (condition.op.family != OperatorFamily::StringLike || star >= last || text.find("${") != text.npos)
                continue;
            std::string reached = text;
            reached.replace(star, 1, "a:b");
            std::replace(reached.begin(), reached.end(), '*', 'x');
            RequestContext request = m_witness.requestFor(view);
            request.keys.set(name, reached);
            m_subject.report("string-operator-for-arn", Severity::Note, place,
                             message(MessageId::LintStringForArn, name, op, text, asArnOperator(condition)),
                             condition.op.negated ? m_witness.provenNever(view, request)
                                                  : m_witness.provenAlways(view, request));
            return;
        }
        m_subject.report("arn-compared-as-text", Severity::Note, place,
                         message(MessageId::LintArnAsText, name, op, asArnOperator(condition)));
    }

    void checkValueAsText(const StatementView& view, const Condition& condition, const KeyEntry& key) {
        const std::string& name = m_subject.nameOf(condition.keyNode);
        for (const ConditionValue& value : condition.values)
            if (const std::string& text = m_subject.textOf(value.node);
                !isOf(key.type, text) && text.find("${") == std::string::npos) {
                m_subject.report("value-not-of-key", Severity::Warning, {value.node, false},
                                 message(MessageId::LintValueNotOfKey, name, nameOf(key.type), text),
                                 withValue(view, condition, exampleOf(key.type)));
                return;
            }
        const std::string& op = m_subject.nameOf(condition.operatorNode);
        if (auto witness = writtenOtherwise(view, condition, key.type))
            m_subject.report(
                "operator-not-for-key", Severity::Warning, {condition.operatorNode, true},
                message(MessageId::LintOperatorNotForKey, name, nameOf(key.type), op, operatorFor(key.type)),
                std::move(witness));
        else
            m_subject.report("value-compared-as-text", Severity::Note, {condition.operatorNode, true},
                             message(MessageId::LintValueAsText, name, nameOf(key.type), op, operatorFor(key.type)));
    }

    /// A request that carries what the policy means, as AWS writes it.
    std::shared_ptr<const Witness> writtenOtherwise(const StatementView& view, const Condition& condition,
                                                    KeyType type) const {
        for (const ConditionValue& value : condition.values) {
            const std::string& text = m_subject.textOf(value.node);
            std::string meant;
            if (type == KeyType::Bool)
                meant = lowered(text);
            else if (type == KeyType::IpAddress && text.find('/') != std::string::npos)
                meant = text.substr(0, text.find('/'));
            if (meant.empty() || meant == text)
                continue;
            RequestContext request = m_witness.requestFor(view);
            request.keys.set(m_subject.nameOf(condition.keyNode), meant);
            return condition.op.negated ? m_witness.provenAlways(view, request) : m_witness.provenNever(view, request);
        }
        return nullptr;
    }

    /// Many keys that AWS lists as texts hold ARNs or true and false, so their values decide.
    bool compares(const Condition& condition, const KeyEntry& key) const {
        const auto all = [&](auto predicate) {
            return std::all_of(condition.values.begin(), condition.values.end(),
                               [&](const ConditionValue& value) { return predicate(m_subject.textOf(value.node)); });
        };
        switch (condition.op.family) {
        case OperatorFamily::Null:
        case OperatorFamily::Binary:
            return true;
        case OperatorFamily::Arn:
            return key.type == KeyType::Arn || (key.type == KeyType::String &&
                                                all([](const std::string& text) { return text.starts_with("arn:"); }));
        case OperatorFamily::Bool:
            return key.type == KeyType::Bool || key.type == KeyType::String;
        case OperatorFamily::Numeric:
            return key.type == KeyType::Numeric || key.type == KeyType::Date;
        case OperatorFamily::Date:
            return key.type == KeyType::Date;
        case OperatorFamily::IpAddress:
            return key.type == KeyType::IpAddress;
        default:
            return true;
        }
    }

    LintSubject& m_subject;
    WitnessMaker m_witness;
};

} // namespace

void lintKeyTypes(LintSubject& subject) {
    KeyTypeRules(subject).run();
}

} // namespace waylight::policy
