// SPDX-License-Identifier: MIT
#include "core/formats/value_size.h"

namespace waylight {

std::size_t sizeOf(const Json& value) {
    if (value.is_string())
        return sizeof(Json) + value.get_ref<const std::string&>().size();
    std::size_t out = sizeof(Json);
    if (value.is_structured())
        for (const Json& each : value)
            out += sizeof(std::string) + sizeOf(each);
    return out;
}

} // namespace waylight
