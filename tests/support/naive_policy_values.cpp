// SPDX-License-Identifier: MIT
// Typed values of conditions: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#include "tests/support/naive_policy_parts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace naive_policy {

namespace {

bool isDigits(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Compared related(const std::string& relation, int order) {
    const bool holds = relation == "equals" ? order == 0 : relation == "lessthan" ? order < 0 : relation == "lessthanequals" ? order <= 0
                       : relation == "greaterthan" ? order > 0 : order >= 0;
    return holds ? Compared::Yes : Compared::No;
}

/// A decimal number without rounding: sign, digits before and after the point, without idle zeros.
struct Decimal {
    bool negative = false;
    std::string whole, fraction;
};

std::optional<Decimal> decimal(std::string text) {
    Decimal number;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        number.negative = text[0] == '-';
        text.erase(0, 1);
    }
    const auto parts = splitAt(text, '.');
    if (parts.size() > 2 || !isDigits(parts[0]) || (parts.size() == 2 && !isDigits(parts[1])))
        return std::nullopt;
    number.whole = parts[0];
    number.fraction = parts.size() == 2 ? parts[1] : "";
    while (!number.whole.empty() && number.whole.front() == '0')
        number.whole.erase(0, 1);
    while (!number.fraction.empty() && number.fraction.back() == '0')
        number.fraction.pop_back();
    if (number.whole.empty() && number.fraction.empty())
        number.negative = false;
    return number;
}

int order(const Decimal& a, const Decimal& b) {
    if (a.negative != b.negative)
        return a.negative ? -1 : 1;
    int size = 0;
    if (a.whole.size() != b.whole.size())
        size = a.whole.size() < b.whole.size() ? -1 : 1;
    else if (a.whole != b.whole)
        size = a.whole < b.whole ? -1 : 1;
    else if (a.fraction != b.fraction)
        size = a.fraction < b.fraction ? -1 : 1; // digits after the point sort like text
    return a.negative ? -size : size;
}

/// A number of exactly so many digits at a place.
std::optional<int> digitsAt(const std::string& text, std::size_t at, std::size_t count) {
    if (at + count > text.size() || !isDigits(text.substr(at, count)))
        return std::nullopt;
    return std::stoi(text.substr(at, count));
}

bool leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int daysIn(int year, int month) {
    constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// Days since 1970, counted year by year and month by month.
long long daysSince1970(int year, int month, int day) {
    long long days = 0;
    for (int y = 1970; y < year; ++y)
        days += leap(y) ? 366 : 365;
    for (int y = year; y < 1970; ++y)
        days -= leap(y) ? 366 : 365;
    for (int m = 1; m < month; ++m)
        days += daysIn(year, m);
    return days + day - 1;
}

/// `Z`, `+hh:mm` or `-hh:mm`, as seconds to subtract.
std::optional<int> zone(const std::string& text) {
    if (text == "Z")
        return 0;
    const auto hours = digitsAt(text, 1, 2);
    const auto minutes = digitsAt(text, 4, 2);
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':' || !hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

/// The part after `T`: `hh:mm` or `hh:mm:ss` or `hh:mm:ss.s` and a zone.
std::optional<long long> timeOfDay(const std::string& text) {
    const auto hours = digitsAt(text, 0, 2);
    const auto minutes = digitsAt(text, 3, 2);
    if (!hours || !minutes || text[2] != ':' || *hours > 23 || *minutes > 59)
        return std::nullopt;
    std::size_t at = 5;
    int seconds = 0;
    if (at < text.size() && text[at] == ':') {
        const auto read = digitsAt(text, at + 1, 2);
        if (!read || *read > 59)
            return std::nullopt;
        seconds = *read;
        at += 3;
        if (at < text.size() && text[at] == '.') {
            const std::size_t first = ++at;
            while (at < text.size() && isDigits(text.substr(at, 1)))
                ++at;
            if (at == first)
                return std::nullopt;
        }
    }
    const auto shift = zone(text.substr(at));
    if (!shift)
        return std::nullopt;
    return *hours * 3600LL + *minutes * 60 + seconds - *shift;
}

/// Seconds since 1970 of a date in a W3C profile of ISO 8601, or of a number of seconds.
std::optional<long long> seconds(const std::string& text) {
    if (isDigits(text) && text.size() != 4)
        return text.size() > 18 ? std::nullopt : std::optional(std::stoll(text));
    const auto year = digitsAt(text, 0, 4);
    if (!year)
        return std::nullopt;
    if (text.size() == 4)
        return daysSince1970(*year, 1, 1) * 86400;
    const auto month = digitsAt(text, 5, 2);
    if (text[4] != '-' || !month || *month < 1 || *month > 12)
        return std::nullopt;
    if (text.size() == 7)
        return daysSince1970(*year, *month, 1) * 86400;
    const auto day = digitsAt(text, 8, 2);
    if (text[7] != '-' || !day || *day < 1 || *day > daysIn(*year, *month))
        return std::nullopt;
    const long long midnight = daysSince1970(*year, *month, *day) * 86400;
    if (text.size() == 10)
        return midnight;
    if (text[10] != 'T')
        return std::nullopt;
    const auto time = timeOfDay(text.substr(11));
    return time ? std::optional(midnight + *time) : std::nullopt;
}

/// Padding may be left out, as most readers of base64 let it.
std::optional<std::string> decoded(std::string text) {
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 == 1)
        return std::nullopt;
    while (text.size() % 4 != 0)
        text += '=';
    std::string bits;
    std::size_t padding = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto at = alphabet.find(text[i]);
        if (text[i] == '=' && i + 2 >= text.size()) {
            ++padding;
        } else if (at == std::string::npos || padding > 0) {
            return std::nullopt;
        } else {
            for (int bit = 5; bit >= 0; --bit)
                bits += (at >> bit & 1) != 0 ? '1' : '0';
        }
    }
    bits.resize(bits.size() / 8 * 8);
    return bits;
}

/// The bits of an address as text, 32 or 128.
std::optional<std::string> bitsOf(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    std::size_t count = 4;
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) != 1) {
        count = 16;
        if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
            return std::nullopt;
    }
    std::string bits;
    for (std::size_t i = 0; i < count; ++i) {
        for (int bit = 7; bit >= 0; --bit)
            bits += (bytes[i] >> bit & 1) != 0 ? '1' : '0';
    }
    return bits;
}

} // namespace

Compared compareNumbers(const std::string& relation, const std::string& value, const std::string& wanted) {
    const auto a = decimal(value);
    const auto b = decimal(wanted);
    return a && b ? related(relation, order(*a, *b)) : Compared::None;
}

Compared compareDates(const std::string& relation, const std::string& value, const std::string& wanted) {
    const auto a = seconds(value);
    const auto b = seconds(wanted);
    return a && b ? related(relation, *a < *b ? -1 : *a > *b ? 1 : 0) : Compared::None;
}

Compared compareBooleans(const std::string& value, const std::string& wanted) {
    const std::string a = lower(value);
    const std::string b = lower(wanted);
    if ((a != "true" && a != "false") || (b != "true" && b != "false"))
        return Compared::None;
    return a == b ? Compared::Yes : Compared::No;
}

Compared compareBinaries(const std::string& value, const std::string& wanted) {
    const auto a = decoded(value);
    const auto b = decoded(wanted);
    return !a || !b ? Compared::None : *a == *b ? Compared::Yes : Compared::No;
}

Compared compareAddresses(const std::string& value, const std::string& wanted) {
    const auto parts = splitAt(wanted, '/');
    const auto address = bitsOf(value);
    const auto block = bitsOf(parts[0]);
    if (!address || !block || parts.size() > 2)
        return Compared::None;
    std::size_t prefix = block->size();
    if (parts.size() == 2) {
        if (!isDigits(parts[1]) || parts[1].size() > 3 || std::stoul(parts[1]) > block->size())
            return Compared::None;
        prefix = std::stoul(parts[1]);
    }
    const bool inside = address->size() == block->size() && address->substr(0, prefix) == block->substr(0, prefix);
    return inside ? Compared::Yes : Compared::No;
}

Compared compareArns(const std::string& value, const Pattern& wanted) {
    auto parts = splitAt(value, ':');
    std::vector<Pattern> patterns(1);
    for (const Unit& unit : wanted) {
        if (patterns.size() < 6 && unit.what == Unit::What::Literal && unit.character == ':')
            patterns.emplace_back();
        else
            patterns.back().push_back(unit);
    }
    // A star alone has no six parts, but AWS's own policies write it for any ARN.
    const bool anyArn = wanted.size() == 1 && wanted[0].what == Unit::What::Any;
    if (parts.size() < 6 || parts[0] != "arn" || (patterns.size() < 6 && !anyArn))
        return Compared::None;
    if (anyArn)
        return Compared::Yes;
    for (std::size_t i = 6; i < parts.size(); ++i)
        parts[5] += ':' + parts[i];
    for (std::size_t i = 0; i < 6; ++i) {
        if (!globMatches(patterns[i], parts[i]))
            return Compared::No;
    }
    return Compared::Yes;
}

} // namespace naive_policy
