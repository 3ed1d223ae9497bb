// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace waylight {

/// The texts with a comma and a space between them.
inline std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all;
}

} // namespace waylight
