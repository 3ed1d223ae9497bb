// SPDX-License-Identifier: MIT
#include "core/formats/origin.h"

#include "core/base/json.h"

namespace waylight {

Origin originOf(const ResourceBase& resource) {
    Origin out;
    const Json& extra = resource.extra.object();
    const auto noted = extra.find("origin");
    if (noted == extra.end() || !noted->is_object())
        return out;
    const auto text = [&](const char* member) {
        const auto found = noted->find(member);
        return found != noted->end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    out.format = text("format");
    out.address = text("address");
    constexpr int mostLines = 1 << 30;
    if (const auto line = noted->find("line"); line != noted->end() && line->is_number_integer())
        if (const auto number = line->get<long long>(); number > 0 && number < mostLines)
            out.line = static_cast<int>(number);
    return out;
}

} // namespace waylight
