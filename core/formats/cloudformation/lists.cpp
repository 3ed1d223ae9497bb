// SPDX-License-Identifier: MIT
#include "core/base/ip.h"
#include "core/base/message_ids.h"
#include "core/formats/cloudformation/functions.h"

namespace waylight::cloudformation {
namespace {

constexpr std::size_t usualZones = 3;
constexpr std::size_t mostZones = 6;
constexpr std::uint64_t mostBlocks = 256; ///< that Fn::Cidr gives

std::string lineOf(const DocumentNode& node) {
    return std::to_string(node.position.line);
}

/// A list or text of which nothing is known but where it comes from.
Json unknownFrom(const Json& source, const std::string& function) {
    const std::string inner = isUnknownValue(source) ? innerOf(source) : std::string();
    return openPlace(inner.empty() ? function : inner);
}

Json elementOfUnknown(const Json& list, const Json& index) {
    const std::string inner = isUnknownValue(list) ? innerOf(list) : std::string();
    const auto number = wholeNumber(index);
    return openPlace(inner.empty() || !number ? "Fn::Select" : inner + '[' + std::to_string(*number) + ']');
}

/// The Region whose zones are asked for; none: not known.
std::optional<std::string> regionOfZones(Evaluator& evaluator, const DocumentNode& argument) {
    const Json region = evaluator.something(argument);
    if (region.is_null() || region == "")
        return evaluator.region();
    return knownText(region);
}

/// The address `index` blocks of 2^`bits` addresses above; `index` is small.
IpAddress shifted(const IpAddress& base, std::uint64_t index, int bits) {
    if (base.isV4())
        return base.plus(index << bits);
    if (bits >= 64)
        return IpAddress::v6(base.high() + (index << (bits - 64)), base.low());
    const std::uint64_t low = base.low() + (index << bits);
    const std::uint64_t carried = bits == 0 ? 0 : index >> (64 - bits);
    return IpAddress::v6(base.high() + carried + (low < base.low() ? 1 : 0), low);
}

Json blocksIn(const Cidr& space, std::uint64_t count, int length) {
    const int bits = space.address().bits() - length;
    Json::array_t out;
    for (std::uint64_t i = 0; i < count; ++i)
        out.emplace_back(Cidr(shifted(space.address(), i, bits), length).toString());
    return out;
}

bool haveRoom(const Cidr& space, std::uint64_t count, int length) {
    const int more = length - space.length();
    return more >= 0 && (more >= 9 || count <= std::uint64_t(1) << more);
}

} // namespace

/// [index, list]
Value selected(Evaluator& evaluator, const DocumentNode& argument) {
    const auto items = argument.items();
    if (items.size() != 2)
        return evaluator.wrongArguments("Fn::Select", "[an index, a list]", argument.position);
    const Json index = evaluator.something(items[0]);
    const Json list = evaluator.something(items[1]);
    const auto number = wholeNumber(index);
    if (isUnknownValue(list) || isUnknownValue(index))
        return elementOfUnknown(list, index);
    if (!number || !list.is_array())
        return evaluator.wrongArguments("Fn::Select", "[an index, a list]", argument.position);
    if (*number < list.size())
        return list[*number];
    const auto call = callOf(items[1]);
    if (call && call->name == "GetAZs" && *number < mostZones) // the list is an assumption, and may be longer
        if (const auto region = regionOfZones(evaluator, call->argument))
            return evaluator.zone(*region, *number);
    return evaluator.wrong(message(MessageId::TemplateNoSuchElement, lineOf(argument), std::to_string(*number),
                                   std::to_string(list.size())));
}

/// [delimiter, text]
Value splitText(Evaluator& evaluator, const DocumentNode& argument) {
    const auto items = argument.items();
    const auto delimiter = items.size() == 2 ? knownText(evaluator.something(items[0])) : std::nullopt;
    if (!delimiter || delimiter->empty())
        return evaluator.wrongArguments("Fn::Split", "[a delimiter, a text]", argument.position);
    const Json text = evaluator.something(items[1]);
    const auto known = knownText(text);
    if (!known)
        return unknownFrom(text, "Fn::Split");
    Json::array_t out;
    std::size_t from = 0;
    for (std::size_t at = known->find(*delimiter); at != std::string::npos && evaluator.charge(16);
         at = known->find(*delimiter, from)) {
        out.emplace_back(known->substr(from, at - from));
        from = at + delimiter->size();
    }
    out.emplace_back(known->substr(from));
    return out;
}

/// [block, how many, bits of each that number its hosts]
Value blocks(Evaluator& evaluator, const DocumentNode& argument) {
    constexpr const char* expected = "[a block, a number from 1 to 256, the number of host bits]";
    const auto items = argument.items();
    if (items.size() < 2 || items.size() > 3)
        return evaluator.wrongArguments("Fn::Cidr", expected, argument.position);
    const Json space = evaluator.something(items[0]);
    const Json count = evaluator.something(items[1]);
    const Json bits = items.size() == 3 ? evaluator.something(items[2]) : Json();
    for (const Json* each : {&space, &count, &bits})
        if (isUnknownValue(*each))
            return openPlace(innerOf(*each).empty() ? "Fn::Cidr" : "Fn::Cidr " + innerOf(*each));
    const auto block = space.is_string() ? Cidr::parse(space.get<std::string>()) : Result<Cidr>(Message{});
    const auto number = wholeNumber(count);
    if (!block || !number || *number < 1 || *number > mostBlocks || !evaluator.charge(*number * 32))
        return evaluator.wrongArguments("Fn::Cidr", expected, argument.position);
    const int all = block->address().bits();
    const auto hostBits = bits.is_null() ? std::optional<std::uint64_t>(all == 32 ? 8 : 64) : wholeNumber(bits);
    if (!hostBits || *hostBits > static_cast<std::uint64_t>(all))
        return evaluator.wrongArguments("Fn::Cidr", expected, argument.position);
    const int length = all - static_cast<int>(*hostBits);
    if (!haveRoom(*block, *number, length))
        return evaluator.wrong(message(MessageId::TemplateBlocksDoNotFit, lineOf(argument), block->toString(),
                                       std::to_string(*number), std::to_string(length)));
    return blocksIn(*block, *number, length);
}

Value zones(Evaluator& evaluator, const DocumentNode& argument) {
    const auto region = regionOfZones(evaluator, argument);
    if (!region)
        return openPlace("Fn::GetAZs");
    Json::array_t out;
    for (std::size_t i = 0; i < usualZones; ++i)
        out.emplace_back(evaluator.zone(*region, i));
    return out;
}

Value lengthOf(Evaluator& evaluator, const DocumentNode& argument) {
    const Json list = evaluator.something(argument);
    if (list.is_array())
        return Json(std::uint64_t(list.size()));
    return isUnknownValue(list) ? openPlace("Fn::Length")
                                : evaluator.wrongArguments("Fn::Length", "a list", argument.position);
}

} // namespace waylight::cloudformation
