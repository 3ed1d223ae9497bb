// SPDX-License-Identifier: MIT
#include "core/policy/operators.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace waylight::policy {
namespace {

struct NamedOperator {
    std::string_view name; // lower case
    OperatorFamily family;
    Relation relation;
    bool negated;
};

using F = OperatorFamily;
using R = Relation;
constexpr NamedOperator namedOperators[] = {
    {"stringequals", F::StringEquals, R::Equal, false},
    {"stringnotequals", F::StringEquals, R::Equal, true},
    {"stringequalsignorecase", F::StringEqualsIgnoreCase, R::Equal, false},
    {"stringnotequalsignorecase", F::StringEqualsIgnoreCase, R::Equal, true},
    {"stringlike", F::StringLike, R::Equal, false},
    {"stringnotlike", F::StringLike, R::Equal, true},
    {"arnequals", F::Arn, R::Equal, false},
    {"arnlike", F::Arn, R::Equal, false},
    {"arnnotequals", F::Arn, R::Equal, true},
    {"arnnotlike", F::Arn, R::Equal, true},
    {"numericequals", F::Numeric, R::Equal, false},
    {"numericnotequals", F::Numeric, R::Equal, true},
    {"numericlessthan", F::Numeric, R::Less, false},
    {"numericlessthanequals", F::Numeric, R::LessOrEqual, false},
    {"numericgreaterthan", F::Numeric, R::Greater, false},
    {"numericgreaterthanequals", F::Numeric, R::GreaterOrEqual, false},
    {"dateequals", F::Date, R::Equal, false},
    {"datenotequals", F::Date, R::Equal, true},
    {"datelessthan", F::Date, R::Less, false},
    {"datelessthanequals", F::Date, R::LessOrEqual, false},
    {"dategreaterthan", F::Date, R::Greater, false},
    {"dategreaterthanequals", F::Date, R::GreaterOrEqual, false},
    {"bool", F::Bool, R::Equal, false},
    {"binaryequals", F::Binary, R::Equal, false},
    {"ipaddress", F::IpAddress, R::Equal, false},
    {"notipaddress", F::IpAddress, R::Equal, true},
    {"null", F::Null, R::Equal, false},
};

bool takePrefix(std::string& text, std::string_view prefix) {
    if (text.compare(0, prefix.size(), prefix) != 0)
        return false;
    text.erase(0, prefix.size());
    return true;
}

bool takeSuffix(std::string& text, std::string_view suffix) {
    if (text.size() < suffix.size() || text.compare(text.size() - suffix.size(), suffix.size(), suffix) != 0)
        return false;
    text.resize(text.size() - suffix.size());
    return true;
}

std::optional<bool> parseBool(std::string_view text) {
    const std::string lower = lowered(text);
    if (lower == "true")
        return true;
    return lower == "false" ? std::optional(false) : std::nullopt;
}

std::optional<Cidr> parseCidr(std::string_view text) {
    const auto cidr = Cidr::parse(text);
    return cidr ? std::optional(*cidr) : std::nullopt;
}

template <class To, class T>
To valueOr(const std::optional<T>& value) {
    return value ? To(*value) : To();
}

bool holds(Relation relation, long double request, long double policy) {
    switch (relation) {
    case Relation::Equal:
        return request == policy;
    case Relation::Less:
        return request < policy;
    case Relation::LessOrEqual:
        return request <= policy;
    case Relation::Greater:
        return request > policy;
    case Relation::GreaterOrEqual:
        return request >= policy;
    }
    return false;
}

Comparison toComparison(std::optional<bool> matches) {
    if (!matches)
        return Comparison::Incomparable;
    return *matches ? Comparison::Matches : Comparison::Differs;
}

Comparison comparedWithPattern(OperatorFamily family, const Glob& pattern, const RequestValue& request) {
    switch (family) {
    case F::Arn: {
        const auto arn = ArnPattern::from(pattern);
        return arn ? toComparison(arn->matches(request.text())) : Comparison::Incomparable;
    }
    case F::StringEqualsIgnoreCase:
        return toComparison(pattern.matches(*request.as<std::string>()));
    case F::Bool: {
        const bool* const flag = request.as<bool>();
        return flag ? toComparison(pattern.matches(*flag ? "true" : "false")) : Comparison::Incomparable;
    }
    default:
        return toComparison(pattern.matches(request.text()));
    }
}

/// Days from 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant's algorithm).
std::int64_t daysFromCivil(std::int64_t year, int month, int day) {
    year -= month <= 2;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

int daysIn(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[static_cast<std::size_t>(month - 1)] + leap;
}

/// Reads the parts of a date from left to right.
struct DateCursor {
    std::string_view rest;

    bool take(char c) {
        if (rest.empty() || rest.front() != c)
            return false;
        rest.remove_prefix(1);
        return true;
    }
    /// Exactly `digits` digits within [low, high].
    std::optional<int> number(std::size_t digits, int low, int high) {
        int value = 0;
        if (rest.size() < digits)
            return std::nullopt;
        for (std::size_t i = 0; i < digits; ++i) {
            if (rest[i] < '0' || rest[i] > '9')
                return std::nullopt;
            value = value * 10 + (rest[i] - '0');
        }
        rest.remove_prefix(digits);
        return value < low || value > high ? std::nullopt : std::optional(value);
    }
};

/// "T10:00", "T10:00:05.25" as seconds; nothing when it is not a time.
std::optional<long double> takeTime(DateCursor& cursor) {
    // AWS accepts an hour of one digit.
    const bool shortHour = cursor.rest.size() > 1 && cursor.rest[1] == ':';
    const auto hour = cursor.number(shortHour ? 1 : 2, 0, 24);
    if (!hour || !cursor.take(':'))
        return std::nullopt;
    const auto minute = cursor.number(2, 0, 59);
    if (!minute)
        return std::nullopt;
    long double seconds = *hour * 3600 + *minute * 60;
    if (!cursor.take(':'))
        return seconds;
    const auto second = cursor.number(2, 0, 60);
    if (!second)
        return std::nullopt;
    seconds += *second;
    if (cursor.take('.')) {
        long double unit = 0.1L;
        if (!cursor.rest.empty() && (cursor.rest.front() < '0' || cursor.rest.front() > '9'))
            return std::nullopt;
        for (; !cursor.rest.empty() && cursor.rest.front() >= '0' && cursor.rest.front() <= '9'; unit /= 10) {
            seconds += unit * (cursor.rest.front() - '0');
            cursor.rest.remove_prefix(1);
        }
    }
    return seconds;
}

/// "Z", "+01", "+0100", "+01:00" or nothing, as seconds to subtract.
std::optional<long double> takeZone(DateCursor& cursor) {
    if (cursor.rest.empty() || cursor.take('Z') || cursor.take('z'))
        return 0.0L;
    const bool west = cursor.take('-');
    if (!west && !cursor.take('+'))
        return std::nullopt;
    const auto hours = cursor.number(2, 0, 23);
    if (!hours)
        return std::nullopt;
    cursor.take(':');
    const auto minutes = cursor.rest.empty() ? std::optional(0) : cursor.number(2, 0, 59);
    if (!minutes)
        return std::nullopt;
    const long double seconds = *hours * 3600 + *minutes * 60;
    return west ? -seconds : seconds;
}

} // namespace

std::optional<Operator> Operator::parse(std::string_view name) {
    std::string rest = lowered(name);
    Operator op;
    if (takePrefix(rest, "forallvalues:"))
        op.quantifier = SetQuantifier::ForAllValues;
    else if (takePrefix(rest, "foranyvalue:"))
        op.quantifier = SetQuantifier::ForAnyValue;
    op.ifExists = takeSuffix(rest, "ifexists");
    for (const NamedOperator& named : namedOperators) {
        if (named.name != rest || (op.ifExists && named.family == F::Null))
            continue;
        op.family = named.family;
        op.relation = named.relation;
        op.negated = named.negated;
        return op;
    }
    return std::nullopt;
}

Operand readOperand(const Operator& op, std::string_view text, bool variables) {
    switch (op.family) {
    case F::StringEquals:
        return ValueTemplate::parse(text, {variables, false, false});
    case F::StringEqualsIgnoreCase:
        return ValueTemplate::parse(text, {variables, false, true});
    case F::StringLike:
        return ValueTemplate::parse(text, {variables, true, false});
    case F::Arn: {
        auto value = ValueTemplate::parse(text, {variables, true, false});
        if (value.hasVariables())
            return value;
        return valueOr<Operand>(ArnPattern::from(value.fixed()));
    }
    case F::Bool: {
        auto value = ValueTemplate::parse(text, {variables, false, true});
        return value.hasVariables() ? Operand(std::move(value)) : valueOr<Operand>(parseBool(text));
    }
    case F::Null:
        return valueOr<Operand>(parseBool(text));
    case F::Numeric:
        return valueOr<Operand>(parseNumber(text));
    case F::Date:
        return valueOr<Operand>(parseDate(text));
    case F::IpAddress:
        return valueOr<Operand>(parseCidr(text));
    case F::Binary:
        return valueOr<Operand>(decodeBase64(text));
    }
    return {};
}

RequestValue::RequestValue(const Operator& op, std::string_view text) : m_text(text) {
    using Value = decltype(m_value);
    switch (op.family) {
    case F::StringEqualsIgnoreCase:
        m_value = lowered(text);
        break;
    case F::Numeric:
        m_value = valueOr<Value>(parseNumber(text));
        break;
    case F::Date:
        m_value = valueOr<Value>(parseDate(text));
        break;
    case F::Bool:
        m_value = valueOr<Value>(parseBool(text));
        break;
    case F::Binary:
        m_value = valueOr<Value>(decodeBase64(text));
        break;
    case F::IpAddress:
        m_value = valueOr<Value>(parseCidr(text));
        break;
    case F::StringEquals:
    case F::StringLike:
    case F::Arn:
    case F::Null:
        break;
    }
}

Comparison compared(const Operator& op, const Operand& operand, const RequestValue& request, const ContextKeys& keys,
                    std::string_view& unknownKey) {
    if (const auto* value = std::get_if<ValueTemplate>(&operand)) {
        if (!value->hasVariables())
            return comparedWithPattern(op.family, value->fixed(), request);
        const auto expansion = value->expanded(keys);
        if (expansion.pattern)
            return comparedWithPattern(op.family, *expansion.pattern, request);
        unknownKey = expansion.unknownKey;
        return unknownKey.empty() ? Comparison::Differs : Comparison::Unknown;
    }
    if (const auto* arn = std::get_if<ArnPattern>(&operand))
        return toComparison(arn->matches(request.text()));
    const auto with = [&](const auto& policy, auto holdsFor) {
        const auto* const value = request.as<std::decay_t<decltype(policy)>>();
        return value ? toComparison(holdsFor(*value)) : Comparison::Incomparable;
    };
    if (const auto* number = std::get_if<long double>(&operand))
        return with(*number, [&](long double value) { return holds(op.relation, value, *number); });
    if (const auto* cidr = std::get_if<Cidr>(&operand))
        return with(*cidr, [&](const Cidr& value) { return cidr->contains(value); });
    if (const auto* flag = std::get_if<bool>(&operand))
        return with(*flag, [&](bool value) { return value == *flag; });
    if (const auto* bytes = std::get_if<std::string>(&operand))
        return with(*bytes, [&](const std::string& value) { return value == *bytes; });
    return Comparison::Incomparable;
}

std::optional<long double> parseNumber(std::string_view text) {
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    const std::string_view digits = !text.empty() && text.front() == '-' ? text.substr(1) : text;
    if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string_view::npos)
        return std::nullopt;
    long double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    const bool whole = result.ec == std::errc() && result.ptr == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<long double> parseDate(std::string_view text) {
    DateCursor cursor{text};
    const bool isSigned = text.starts_with('+') || text.starts_with('-');
    const auto epoch = text.size() == 4 || isSigned ? std::nullopt : parseNumber(text); // four digits are a year
    if (epoch)
        return epoch;
    const auto year = cursor.number(4, 0, 9999);
    if (!year)
        return std::nullopt;
    std::optional<int> month = 1;
    std::optional<int> day = 1;
    if (cursor.take('-')) {
        month = cursor.number(2, 1, 12);
        if (month && cursor.take('-'))
            day = cursor.number(2, 1, daysIn(*year, *month));
    }
    if (!month || !day)
        return std::nullopt;
    const auto midnight = static_cast<long double>(daysFromCivil(*year, *month, *day)) * 86400;
    if (cursor.rest.empty())
        return midnight;
    if (!cursor.take('T') && !cursor.take('t'))
        return std::nullopt;
    const auto time = takeTime(cursor);
    const auto zone = time ? takeZone(cursor) : std::nullopt;
    return zone && cursor.rest.empty() ? std::optional(midnight + *time - *zone) : std::nullopt;
}

std::optional<std::string> decodeBase64(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    if (text.size() % 4 == 1)
        return std::nullopt;
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos)
            return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFF);
        }
    }
    return bytes;
}

} // namespace waylight::policy
