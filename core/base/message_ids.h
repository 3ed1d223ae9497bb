// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message.h"

namespace waylight {

enum class MessageId : std::uint16_t {
#define WAYLIGHT_MESSAGE(name, text) name,
#include "core/base/messages.inc"
#undef WAYLIGHT_MESSAGE
};

/// `message(MessageId::NoRoute, table, address)`.
template <class... Args>
Message message(MessageId id, Args&&... args) {
    return Message{id, {std::string(std::forward<Args>(args))...}};
}

} // namespace waylight
