// SPDX-License-Identifier: MIT
#include "core/base/message_ids.h"

namespace waylight {
namespace {

struct Entry {
    const char* name;
    const char* text;
};

#define QT_TRANSLATE_NOOP(context, text) text
constexpr Entry entries[] = {
#define WAYLIGHT_MESSAGE(name, text) {#name, text},
#include "core/base/messages.inc"
#undef WAYLIGHT_MESSAGE
};
#undef QT_TRANSLATE_NOOP

} // namespace

std::string filledIn(const std::string& sentence, const std::vector<std::string>& args) {
    std::string out;
    out.reserve(sentence.size() + 32);
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        const bool placeholder =
            sentence[i] == '%' && i + 1 < sentence.size() && sentence[i + 1] >= '1' && sentence[i + 1] <= '9';
        if (!placeholder) {
            out += sentence[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(sentence[++i] - '1');
        if (index < args.size())
            out += args[index];
    }
    return out;
}

const char* sentence(MessageId id) {
    return entries[static_cast<std::size_t>(id)].text;
}

const char* messageName(MessageId id) {
    return entries[static_cast<std::size_t>(id)].name;
}

std::string toEnglish(const Message& message) {
    return filledIn(sentence(message.id), message.args);
}

} // namespace waylight
