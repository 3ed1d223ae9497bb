// SPDX-License-Identifier: MIT
#include "core/base/arn.h"

#include "core/base/message_ids.h"

namespace waylight {

Result<Arn> Arn::parse(std::string_view text) {
    std::string_view parts[6];
    std::string_view rest = text;
    for (int i = 0; i < 5; ++i) {
        const auto colon = rest.find(':');
        if (colon == std::string_view::npos)
            return message(MessageId::NotAnArn, text);
        parts[i] = rest.substr(0, colon);
        rest.remove_prefix(colon + 1);
    }
    parts[5] = rest;
    if (parts[0] != "arn" || parts[1].empty() || parts[2].empty() || parts[5].empty())
        return message(MessageId::NotAnArn, text);
    return Arn{std::string(parts[1]), std::string(parts[2]), std::string(parts[3]), std::string(parts[4]),
               std::string(parts[5])};
}

std::string Arn::toString() const {
    return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
}

bool looksLikeArn(std::string_view text) {
    return static_cast<bool>(Arn::parse(text));
}

} // namespace waylight
