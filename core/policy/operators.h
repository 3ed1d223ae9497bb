// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/ip.h"
#include "core/policy/arn_pattern.h"
#include "core/policy/match.h"
#include "core/policy/value_template.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace waylight::policy {

enum class OperatorFamily : std::uint8_t {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Arn,
    Numeric,
    Date,
    Bool,
    Binary,
    IpAddress,
    Null
};
enum class Relation : std::uint8_t { Equal, Less, LessOrEqual, Greater, GreaterOrEqual };
enum class SetQuantifier : std::uint8_t { None, ForAllValues, ForAnyValue };

/// A condition operator with its prefix and suffix, such as `ForAnyValue:StringNotLikeIfExists`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
struct Operator {
    OperatorFamily family = OperatorFamily::StringEquals;
    Relation relation = Relation::Equal;
    SetQuantifier quantifier = SetQuantifier::None;
    bool negated = false;
    bool ifExists = false;

    /// Names are compared without case, as the service does; nothing when there is no such operator.
    static std::optional<Operator> parse(std::string_view name);

    bool operator==(const Operator&) const = default;
};

/// A value of a condition, read for its operator. `monostate`: not a value that the operator can compare.
using Operand = std::variant<std::monostate, ValueTemplate, ArnPattern, long double, bool, Cidr, std::string>;

/// `variables`: the policy's version knows `${…}`.
Operand readOperand(const Operator& op, std::string_view text, bool variables);

/// A value of a request, read for its operator once for all values that it is compared with.
class RequestValue {
public:
    RequestValue(const Operator& op, std::string_view text); ///< `text` must outlive it

    std::string_view text() const { return m_text; }
    /// The number, truth, block or bytes, or the text in lower case; null when the text is none.
    template <class T>
    const T* as() const {
        return std::get_if<T>(&m_value);
    }

private:
    std::string_view m_text;
    std::variant<std::monostate, long double, bool, Cidr, std::string> m_value;
};

/// One request value against one policy value, before negation.
enum class Comparison : std::uint8_t {
    Differs,
    Unknown, ///< depends on a key that nobody knows
    Matches,
    Incomparable, ///< one of the two is not of the operator's type: then not even a negated operator holds
};
Comparison compared(const Operator& op, const Operand& operand, const RequestValue& request, const ContextKeys& keys,
                    std::string_view& unknownKey);

/// Seconds since 1970 of a W3C date ("2024-01-31", "2024-01-31T10:00:00Z", "+01:00") or of a number of seconds.
std::optional<long double> parseDate(std::string_view text);
/// A decimal number such as "10", "-0.5"; no exponents, no spaces.
std::optional<long double> parseNumber(std::string_view text);
/// The bytes of padded or unpadded base64.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace waylight::policy
