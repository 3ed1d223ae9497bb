// SPDX-License-Identifier: MIT
#include "core/base/diagnostic.h"

#include <algorithm>

namespace waylight {

std::string toEnglish(const Diagnostic& diagnostic) {
    std::string out;
    for (const std::string* part : {&diagnostic.file, &diagnostic.pointer})
        if (!part->empty())
            out += *part + ": ";
    return out + toEnglish(diagnostic.message);
}

bool hasErrors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

std::string joinedPointer(const std::string& pointer, const std::string& token) {
    std::string out = pointer + '/';
    for (char c : token) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

std::string joinedPointer(const std::string& pointer, std::size_t index) {
    return pointer + '/' + std::to_string(index);
}

} // namespace waylight
