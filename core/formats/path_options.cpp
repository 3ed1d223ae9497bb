// SPDX-License-Identifier: MIT
#include "core/formats/path_options.h"

#include "core/base/message_ids.h"

#include <algorithm>
#include <charconv>

namespace waylight {
namespace {

constexpr std::string_view atSource = "at-source-";
constexpr std::string_view atDestination = "at-destination-";

std::optional<int> parsedPort(std::string_view text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && port >= 0 && port <= 65535 ? std::optional(port)
                                                                                                  : std::nullopt;
}

std::optional<Message> setPorts(std::optional<int>& from, std::optional<int>& to, std::string_view option,
                                const std::string& text) {
    const auto dash = text.find('-');
    const auto first = parsedPort(std::string_view(text).substr(0, dash));
    const auto last = dash == std::string::npos ? first : parsedPort(std::string_view(text).substr(dash + 1));
    if (!first || !last || *last < *first)
        return message(MessageId::NotAPortRange, text, std::string(option));
    from = first;
    to = last;
    return std::nullopt;
}

template <class T>
std::optional<Message> setParsed(std::optional<T>& out, const std::string& text) {
    auto parsed = T::parse(text);
    if (!parsed)
        return parsed.error().message;
    out = *parsed;
    return std::nullopt;
}

} // namespace

bool isPathFilterOption(std::string_view option) {
    return std::find(pathFilterOptions.begin(), pathFilterOptions.end(), option) != pathFilterOptions.end();
}

std::optional<Message> setPathFilter(Request& request, std::string_view option, const std::string& text) {
    const bool source = option.starts_with(atSource);
    PathFilter& filter = source ? request.atSource : request.atDestination;
    const std::string_view what = option.substr((source ? atSource : atDestination).size());
    if (what == "source-address")
        return setParsed(filter.source, text);
    if (what == "destination-address")
        return setParsed(filter.destination, text);
    if (what == "protocol")
        return setParsed(filter.protocol, text);
    if (what == "source-port")
        return setPorts(filter.sourceFromPort, filter.sourceToPort, option, text);
    return setPorts(filter.destinationFromPort, filter.destinationToPort, option, text);
}

} // namespace waylight
