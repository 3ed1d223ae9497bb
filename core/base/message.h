// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace waylight {

/// Names a sentence of core/base/messages.inc. The enumerators are in message_ids.h, so that adding a sentence
/// recompiles only the sources that say something.
enum class MessageId : std::uint16_t;

/// A sentence for the user, kept apart from its words so that it can be translated: `%1` … `%9` in the sentence stand
/// for the arguments.
struct Message {
    MessageId id{};
    std::vector<std::string> args;

    bool operator==(const Message&) const = default;
};

/// The sentence in English with its arguments filled in.
std::string toEnglish(const Message& message);

/// The untranslated sentence, with its `%1` place-holders: what a translator sees.
const char* sentence(MessageId id);

/// A stable name of the sentence for tests and searches, such as "NoRoute".
const char* messageName(MessageId id);

/// `sentence` with `%1` … `%9` replaced by `args`, each once and never again inside what was filled in.
std::string filledIn(const std::string& sentence, const std::vector<std::string>& args);

} // namespace waylight
