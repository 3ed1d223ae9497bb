// SPDX-License-Identifier: MIT
#include "app/cli/input.h"

#include "app/cli/arguments.h"

#include "core/base/message_ids.h"

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

Result<ReadOptions> takenReadOptions(std::vector<std::string>& words, bool hasOwnRegion) {
    ReadOptions out;
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string name = words[i].substr(0, words[i].find('='));
        const bool region = name == "--region";
        if (name != "--parameter" && name != "--account" && !region) {
            rest.push_back(words[i]);
            continue;
        }
        const bool joined = name.size() < words[i].size();
        if (!joined && i + 1 == words.size())
            return message(MessageId::OptionWithoutValue, name);
        const std::string value = joined ? words[i].substr(name.size() + 1) : words[i + 1];
        if (region && hasOwnRegion)
            rest.insert(rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i),
                        words.begin() + static_cast<std::ptrdiff_t>(i + (joined ? 1 : 2)));
        if (name == "--parameter") {
            const auto equals = value.find('=');
            if (equals == std::string::npos)
                return message(MessageId::NotAKeyValue, value);
            out.parameters[value.substr(0, equals)] = value.substr(equals + 1);
        } else {
            (region ? out.region : out.account) = value;
        }
        i += joined ? 0 : 1;
    }
    words = std::move(rest);
    return out;
}

std::optional<Design> openDesign(const std::string& path, const Streams& io) {
    auto loaded = openAny(path, io.read);
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
