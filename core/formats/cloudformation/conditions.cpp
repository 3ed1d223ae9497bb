// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"
#include "core/formats/cloudformation/functions.h"

namespace waylight::cloudformation {
namespace {

/// Conditions compare texts: true is "true", 80 is "80".
std::optional<std::string> comparable(const Json& value) {
    if (const auto text = knownText(value))
        return text;
    if (value.is_structured() && !holdsUnknown(value))
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return {};
}

Truth negated(Truth truth) {
    return truth == Truth::Open ? truth : truth == Truth::True ? Truth::False : Truth::True;
}

} // namespace

Truth Evaluator::uncheckedTruth(const DocumentNode& node) {
    const bool named = node.isMapping() && node.count == 1 && node.members()[0].name == "Condition";
    const auto call = named ? Call{"Condition", node.members()[0].value} : callOf(node);
    if (!call) {
        if (node.isScalar() && (node.text == "true" || node.text == "false"))
            return node.text == "true" ? Truth::True : Truth::False;
        wrongArguments("A condition", "Fn::Equals, Fn::And, Fn::Or, Fn::Not or the name of a condition", node.position);
        return Truth::Open;
    }
    const DocumentNode& argument = call->argument;
    if (call->name == "Condition" && argument.isScalar())
        return condition(withLoops(argument.text), argument.position);
    if (call->name == "Equals")
        return comparison(argument);
    if (call->name == "And")
        return allOrAny(argument, Truth::False);
    if (call->name == "Or")
        return allOrAny(argument, Truth::True);
    if (call->name == "Not" && argument.items().size() == 1)
        return negated(allOrAny(argument, Truth::True));
    wrongArguments("A condition", "Fn::Equals, Fn::And, Fn::Or, Fn::Not or the name of a condition", node.position);
    return Truth::Open;
}

Truth Evaluator::comparison(const DocumentNode& argument) {
    const auto items = argument.items();
    if (items.size() != 2) {
        wrongArguments("Fn::Equals", "[one value, another]", argument.position);
        return Truth::Open;
    }
    const auto one = comparable(something(items[0]));
    const auto other = comparable(something(items[1]));
    if (!one || !other)
        return Truth::Open;
    return *one == *other ? Truth::True : Truth::False;
}

/// One that is `decisive` decides; else an open one leaves it open.
Truth Evaluator::allOrAny(const DocumentNode& argument, Truth decisive) {
    Truth out = negated(decisive);
    for (const DocumentNode& item : argument.items()) {
        const Truth each = truth(item);
        if (each == decisive)
            return decisive;
        if (each == Truth::Open)
            out = Truth::Open;
    }
    return out;
}

Truth Evaluator::condition(const std::string& name, Position at) {
    if (const auto known = m_conditions.find(name); known != m_conditions.end())
        return known->second;
    const auto declared = m_template.conditions.find(name);
    if (declared == m_template.conditions.end()) {
        wrong(message(MessageId::TemplateNoSuchCondition, std::to_string(at.line), name));
        return Truth::Open;
    }
    if (!m_openConditions.insert(name).second) {
        wrong(message(MessageId::TemplateCycle, std::to_string(at.line), name));
        return Truth::Open;
    }
    std::string pointer = std::exchange(m_pointer, joinedPointer("/Conditions", name));
    Loops loops = std::exchange(m_loops, {});
    const Truth out = truth(*declared->second);
    m_pointer = std::move(pointer);
    m_loops = std::move(loops);
    m_openConditions.erase(name);
    m_conditions.emplace(name, out);
    return out;
}

std::string Evaluator::conditionOf(const TemplateResource& resource) {
    const DocumentNode* named = resource.node->find("Condition");
    if (!named || !named->isScalar())
        return {};
    Loops loops = std::exchange(m_loops, resource.loops);
    std::string out = withLoops(named->text);
    m_loops = std::move(loops);
    return out;
}

Truth Evaluator::exists(const TemplateResource& resource) {
    const std::string name = conditionOf(resource);
    return name.empty() ? Truth::True : condition(name, resource.position);
}

} // namespace waylight::cloudformation
