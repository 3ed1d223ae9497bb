// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/evaluator.h"

#include "core/base/message_ids.h"
#include "core/formats/cloudformation/functions.h"

#include <algorithm>
#include <cctype>

namespace waylight::cloudformation {
namespace {

constexpr int depthLimit = 300;
constexpr std::size_t budget = 64u << 20; ///< bytes of made values, beside what the text itself holds
constexpr std::size_t valueCost = 64;
constexpr std::size_t budgetPerByte = 64; ///< values are worth two bytes of text and more
constexpr std::string_view loopPrefix = "ForEach::";
constexpr const char* defaultRegion = "us-east-1";
constexpr const char* defaultAccount = "123456789012";

/// Counts a level for as long as it lives.
class Level {
public:
    explicit Level(int& depth) : m_depth(depth) { ++m_depth; }
    ~Level() { --m_depth; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

private:
    int& m_depth;
};

bool isLoop(std::string_view name) {
    return name.starts_with("Fn::") && name.substr(4).starts_with(loopPrefix);
}

std::string lineOf(Position at) {
    return std::to_string(at.line);
}

std::string lettersAndDigits(const std::string& text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](unsigned char c) { return c < 0x80 && std::isalnum(c); });
    return out;
}

} // namespace

std::optional<Call> callOf(const DocumentNode& node) {
    if (!node.tag.empty())
        return Call{node.tag.substr(node.tag.starts_with('!') ? 1 : 0), node.untagged()};
    if (!node.isMapping() || node.count != 1)
        return {};
    const DocumentMember& member = node.members()[0];
    if (member.name == "Ref")
        return Call{member.name, member.value};
    if (!member.name.starts_with("Fn::") || isLoop(member.name))
        return {};
    return Call{member.name.substr(4), member.value};
}

Json openPlace(const std::string& inner) {
    return unknownValue("${" + inner + "}");
}

std::string innerOf(const Json& unknown) {
    const std::string& text = unknown.begin()->get_ref<const std::string&>();
    if (!text.starts_with("${") || text.find('}') != text.size() - 1)
        return {};
    return text.substr(2, text.size() - 3);
}

Evaluator::Evaluator(Template& from, const ReadOptions& options, const std::string& assumedRegion, Reporter& reporter)
    : m_template(from), m_options(options), m_reporter(reporter), m_region(!options.region.empty()  ? options.region
                                                                           : !assumedRegion.empty() ? assumedRegion
                                                                                                    : defaultRegion),
      m_account(options.account.empty() ? defaultAccount : options.account),
      m_regionAssumed(options.region.empty() && assumedRegion.empty()), m_accountAssumed(options.account.empty()),
      m_budget(budget + from.bytes * budgetPerByte) {}

Value Evaluator::value(const DocumentNode& node) {
    const Level level(m_depth);
    if (m_depth > depthLimit && !std::exchange(m_saidTooDeep, true))
        return wrong(message(MessageId::TemplateTooDeep, lineOf(node.position), std::to_string(depthLimit)));
    if (m_depth > depthLimit)
        return unknownValue();
    return charge(valueCost) ? unchecked(node) : unknownValue();
}

Json Evaluator::something(const DocumentNode& node) {
    return value(node).value_or(nullptr);
}

Truth Evaluator::truth(const DocumentNode& node) {
    const Level level(m_depth);
    return m_depth > depthLimit || !charge(valueCost) ? Truth::Open : uncheckedTruth(node);
}

Value Evaluator::unchecked(const DocumentNode& node) {
    if (const auto call = callOf(node))
        return called(*call, node);
    if (node.isMapping())
        return object(node);
    if (node.isSequence())
        return list(node);
    if (node.isNull())
        return {};
    if (!charge(node.text.size()))
        return unknownValue();
    if (node.plain)
        if (Json plain = scalarJson(node); !plain.is_string())
            return plain;
    return textJson(withLoops(node.text));
}

Value Evaluator::called(const Call& call, const DocumentNode& node) {
    if (const Function function = functionNamed(call.name))
        return function(*this, call.argument);
    const std::string name = node.tag.empty() ? "Fn::" + std::string(call.name) : std::string(node.tag);
    say(Severity::Warning, message(MessageId::TemplateUnknownFunction, lineOf(node.position), name));
    return openPlace(name);
}

Json Evaluator::list(const DocumentNode& node) {
    Json::array_t out;
    out.reserve(node.count);
    for (const DocumentNode& item : node.items())
        if (Value each = value(item))
            out.push_back(*std::move(each));
    return out;
}

Json Evaluator::object(const DocumentNode& node) {
    Json::object_t out;
    std::set<std::string> repeated;
    for (const DocumentMember& member : node.members()) {
        if (isLoop(member.name)) {
            forEach(member, [&](std::string name, const DocumentMember& each) {
                if (repeated.insert(name).second && !node.find(name))
                    if (Value made = value(each.value))
                        out.Container::emplace_back(std::move(name), *std::move(made));
            });
        } else if (member.name == "Fn::Transform") {
            functionNamed("Transform")(*this, member.value);
        } else if (Value made = value(member.value)) {
            out.Container::emplace_back(withLoops(member.name), *std::move(made));
        }
    }
    return out;
}

/// Fn::ForEach::Name: [identifier, list of values, members whose names hold the identifier]
void Evaluator::forEach(const DocumentMember& loop, const Visit& visit) {
    const Level level(m_depth);
    const std::string name(loop.name);
    const auto parts = loop.value.items();
    if (m_depth > depthLimit || parts.size() != 3 || !parts[0].isScalar() || !parts[2].isMapping()) {
        wrongArguments(name.c_str(), "[a name, a list of values, an object]", loop.position);
        return;
    }
    const Json values = something(parts[1]);
    if (!values.is_array() || holdsUnknown(values))
        return say(Severity::Warning, message(MessageId::TemplateOpenLoop, lineOf(loop.position), name));
    for (const Json& each : values) {
        m_loops.emplace_back(std::string(parts[0].text), knownText(each).value_or(std::string()));
        for (const DocumentMember& member : parts[2].members())
            if (isLoop(member.name))
                forEach(member, visit);
            else if (charge(valueCost + member.name.size()))
                visit(withLoops(member.name), member);
        m_loops.pop_back();
    }
}

Value Evaluator::valueIn(const TemplateResource& resource, const DocumentNode& node) {
    std::string pointer = std::exchange(m_pointer, resource.pointer);
    Loops outer = std::exchange(m_loops, resource.loops);
    Value out = value(node);
    m_pointer = std::move(pointer);
    m_loops = std::move(outer);
    return out;
}

const std::string& Evaluator::region() {
    if (m_regionAssumed)
        m_reporter.say(Severity::Note, message(MessageId::TemplateRegionAssumed, m_region), {});
    return m_region;
}

const std::string& Evaluator::account() {
    if (m_accountAssumed)
        m_reporter.say(Severity::Note, message(MessageId::TemplateAccountAssumed, m_account), {});
    return m_account;
}

std::string Evaluator::zone(const std::string& of, std::size_t index) {
    m_reporter.say(Severity::Note, message(MessageId::TemplateZonesAssumed, of + "a, " + of + "b, " + of + 'c'), {});
    return of + static_cast<char>('a' + index);
}

std::string Evaluator::partition() const {
    for (const auto& [start, name] :
         {std::pair("cn-", "aws-cn"), std::pair("us-gov-", "aws-us-gov"), std::pair("us-iso-", "aws-iso"),
          std::pair("us-isob-", "aws-iso-b"), std::pair("eu-isoe-", "aws-iso-e"), std::pair("us-isof-", "aws-iso-f"),
          std::pair("eusc-", "aws-eusc")})
        if (m_region.starts_with(start))
            return name;
    return "aws";
}

std::string Evaluator::domain() const {
    const std::string name = partition();
    for (const auto& [of, suffix] : {std::pair("aws-cn", "amazonaws.com.cn"), std::pair("aws-iso", "c2s.ic.gov"),
                                     std::pair("aws-iso-b", "sc2s.sgov.gov"), std::pair("aws-iso-e", "cloud.adc-e.uk"),
                                     std::pair("aws-iso-f", "csp.hci.ic.gov"), std::pair("aws-eusc", "amazonaws.eu")})
        if (name == of)
            return suffix;
    return "amazonaws.com";
}

bool Evaluator::charge(std::size_t bytes) {
    if (bytes <= m_budget) {
        m_budget -= bytes;
        return true;
    }
    m_budget = 0;
    m_reporter.say(Severity::Error, message(MessageId::TemplateTooMuch, std::to_string(budget >> 20)), {});
    return false;
}

/// Inside a loop `${Name}`, and `&{Name}` without what a logical id cannot hold, stand for its value in every text.
std::string Evaluator::withLoops(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; !m_loops.empty() && (at = text.find('{', at)) != std::string_view::npos; ++at) {
        const std::size_t end = text.find('}', at);
        const char mark = at > 0 ? text[at - 1] : '\0';
        if (end == std::string_view::npos || (mark != '$' && mark != '&'))
            continue;
        const std::string_view name = text.substr(at + 1, end - at - 1);
        const auto loop =
            std::find_if(m_loops.rbegin(), m_loops.rend(), [&](const auto& l) { return l.first == name; });
        if (loop == m_loops.rend() || !charge(loop->second.size()))
            continue;
        out += text.substr(0, at - 1);
        out += mark == '$' ? loop->second : lettersAndDigits(loop->second);
        text.remove_prefix(end + 1);
        at = static_cast<std::size_t>(-1);
    }
    return out += text;
}

/// CloudFormation looks {{resolve:service:…}} up when it deploys.
Json Evaluator::textJson(std::string text) {
    constexpr std::string_view start = "{{resolve:";
    std::size_t at = text.find(start);
    if (at == std::string::npos)
        return text;
    while (at != std::string::npos) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string::npos)
            break;
        text.replace(end, 2, "}").replace(at, 2, "${");
        at = text.find(start, end);
    }
    return unknownValue(std::move(text));
}

Json Evaluator::wrong(Message what) {
    say(Severity::Warning, std::move(what));
    return unknownValue();
}

Json Evaluator::wrongArguments(const char* function, const char* expected, Position at) {
    return wrong(message(MessageId::TemplateArguments, lineOf(at), function, expected));
}

void Evaluator::say(Severity severity, Message what) {
    m_reporter.say(severity, std::move(what), m_pointer);
}

void OpenText::add(std::string_view text) {
    if (m_evaluator.charge(text.size()))
        m_text += text;
    else
        m_open = true;
}

void OpenText::add(const Json& value) {
    if (isUnknownValue(value)) {
        const std::string& text = value.begin()->get_ref<const std::string&>();
        add(text.empty() ? std::string_view("${?}") : std::string_view(text));
        m_open = true;
    } else if (value.is_string()) {
        add(std::string_view(value.get_ref<const std::string&>()));
    } else if (value.is_array()) {
        bool first = true;
        for (const Json& each : value) {
            if (!std::exchange(first, false))
                add(std::string_view(","));
            add(each);
        }
    } else if (!value.is_null()) {
        m_open = m_open || holdsUnknown(value);
        add(std::string_view(value.dump(-1, ' ', false, Json::error_handler_t::replace)));
    }
}

Json OpenText::json() && {
    return m_open ? unknownValue(std::move(m_text)) : Evaluator::textJson(std::move(m_text));
}

} // namespace waylight::cloudformation
