// SPDX-License-Identifier: MIT
#include "app/cli/input.h"

#include "app/cli/arguments.h"

#include <iostream>

namespace waylight::cli {

void complain(const Diagnostic& diagnostic, const Streams& io) {
    static constexpr const char* words[] = {"note: ", "warning: ", "error: "};
    io.err << words[static_cast<int>(diagnostic.severity)] << toEnglish(diagnostic) << '\n';
}

int refuse(const Message& message, const Streams& io) {
    io.err << toEnglish(message) << '\n';
    return badUsage;
}

std::optional<Design> openDesign(const std::string& path, const Streams& io) {
    auto loaded = openAny(path);
    if (!loaded) {
        complain(loaded.error(), io);
        return std::nullopt;
    }
    for (const Diagnostic& diagnostic : loaded->diagnostics)
        complain(diagnostic, io);
    if (hasErrors(loaded->diagnostics))
        return std::nullopt;
    return std::move(*std::move(loaded)).design;
}

} // namespace waylight::cli
