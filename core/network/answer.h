// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"
#include "core/model/resource_base.h"

namespace waylight {

/// A check passes, blocks, or cannot be answered from what the design holds.
enum class Outcome : std::uint8_t { Pass, Block, Unknown };
template <>
struct EnumNames<Outcome> {
    static constexpr std::pair<Outcome, std::string_view> names[] = {
        {Outcome::Pass, "pass"}, {Outcome::Block, "block"}, {Outcome::Unknown, "unknown"}};
};

/// What a filter, table or gateway says of a packet, with the rule that decided.
struct Answer {
    Outcome outcome = Outcome::Pass;
    std::string code;    ///< see `Check::code`
    Id resource;         ///< what holds the rule
    std::string pointer; ///< JSON pointer to the rule inside it
    Message message{};
};

} // namespace waylight
