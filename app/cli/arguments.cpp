// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"

#include "core/base/message_ids.h"

#include <charconv>

namespace waylight::cli {

Result<Arguments> Arguments::parse(const std::vector<std::string>& words, const std::set<std::string_view>& flags,
                                   const std::set<std::string_view>& options) {
    Arguments out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (!word.starts_with("--")) {
            out.m_words.push_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
        if (flags.contains(name) && equals == std::string::npos) {
            out.m_flags.insert(name);
        } else if (!options.contains(name)) {
            return message(MessageId::UnknownOption, word);
        } else if (equals != std::string::npos) {
            out.m_options.emplace(name, word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            out.m_options.emplace(name, words[++i]);
        } else {
            return message(MessageId::OptionWithoutValue, word);
        }
    }
    return out;
}

std::string Arguments::value(const std::string& option) const {
    const auto [first, last] = m_options.equal_range(option);
    return first == last ? std::string() : std::prev(last)->second;
}

std::vector<std::string> Arguments::values(const std::string& option) const {
    std::vector<std::string> out;
    const auto [first, last] = m_options.equal_range(option);
    for (auto at = first; at != last; ++at)
        out.push_back(at->second);
    return out;
}

Result<int> Arguments::number(const std::string& option, int otherwise, int least, int most) const {
    const std::string text = value(option);
    if (text.empty())
        return otherwise;
    int number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stop != text.data() + text.size() || number < least || number > most)
        return message(MessageId::NotANumber, text, "--" + option, std::to_string(least), std::to_string(most));
    return number;
}

} // namespace waylight::cli
