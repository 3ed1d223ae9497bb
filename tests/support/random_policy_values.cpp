// SPDX-License-Identifier: MIT
#include "tests/support/random_policy.h"

namespace random_policy {

namespace {

using Texts = std::vector<std::string>;

enum class Type { Text, Number, Date, Boolean, Binary, Address, Arn };

struct Key {
    std::string name;
    Type type;
};

const std::vector<Key>& keys() {
    static const std::vector<Key> all{
        {"aws:PrincipalTag/Team", Type::Text}, {"aws:SourceVpce", Type::Text},         {"aws:username", Type::Text},
        {"aws:TagKeys", Type::Text},           {"s3:prefix", Type::Text},              {"aws:PrincipalAccount", Type::Text},
        {"aws:PrincipalType", Type::Text},     {"aws:MultiFactorAuthAge", Type::Number}, {"aws:CurrentTime", Type::Date},
        {"aws:SecureTransport", Type::Boolean}, {"aws:PrincipalIsAWSService", Type::Boolean}, {"x:Blob", Type::Binary},
        {"aws:SourceIp", Type::Address},       {"aws:SourceArn", Type::Arn},           {"aws:PrincipalArn", Type::Arn},
        {"aws:ResourceAccount", Type::Text},
    };
    return all;
}

Type typeOf(const std::string& name) {
    for (const Key& key : keys()) {
        if (key.name == name)
            return key.type;
    }
    return Type::Text;
}

const Texts& requestValues(Type type) {
    static const Texts texts{"red", "blue", "Red", "bob", "vpce-1", "vpce-2", "", "r*d", "a/b", "111111111111", "User", "true"};
    static const Texts numbers{"10", "10.0", "9.99", "-3", "0", "-0", "3600", "9007199254740993", "9007199254740992", "ten", "0.10", "+7"};
    static const Texts dates{"2024-01-01T00:00:00Z", "2024-01-01", "1704067200", "2024-02-29T12:00:00Z", "2023-12-31T23:00:00-01:00", "2024-01",
                             "2023", "2024-02-30", "yesterday", "2024-01-01T00:00Z", "253402300800", "1969-12-31T23:59:59Z"};
    static const Texts booleans{"true", "false", "True", "FALSE", "perhaps", "1"};
    static const Texts binaries{"QUJD", "QUJDRA==", "QUI=", "not base64!", "////", ""};
    static const Texts addresses{"10.1.2.3", "10.9.9.9", "203.0.113.7", "2001:db8::1", "2001:db8:1::1", "::1", "10.1.2", "10.1.2.300", "address"};
    static const Texts arns{"arn:aws:s3:::bucket", "arn:aws:s3:::Bucket", "arn:aws:sns:us-east-1:111111111111:topic", "arn:aws:iam::111111111111:role/app",
                            "arn:aws:logs:us-east-1:111111111111:log-group:a:b", "arn:aws:sns:us-east-1:222222222222:topic", "bucket", "arn:aws:s3"};
    switch (type) {
    case Type::Text: return texts;
    case Type::Number: return numbers;
    case Type::Date: return dates;
    case Type::Boolean: return booleans;
    case Type::Binary: return binaries;
    case Type::Address: return addresses;
    case Type::Arn: return arns;
    }
    return texts;
}

const Texts& policyPatterns(Type type) {
    static const Texts texts{"*", "r*", "?ed", "*e*", "vpce-?", "${aws:username}", "${aws:PrincipalTag/Team}", "${aws:principaltag/team, 'red'}", "${*}",
                             "r${*}d", "r${?}d", "${aws:TagKeys}", "${s3:prefix, ''}", "x${$}", "*b", "a/*", "${aws:PrincipalAccount}", "${aws:SourceVpce,'vpce-1'}"};
    static const Texts addresses{"10.0.0.0/8", "10.1.2.3/8", "10.1.2.3/32", "0.0.0.0/0", "2001:db8::/32", "::/0", "10.0.0.0/33", "2001:0DB8:0:0:0:0:0:1"};
    static const Texts arns{"arn:aws:s3:::*", "arn:*:s3:::b*", "arn:aws:sns:*:111111111111:*", "arn:aws:sns:*:topic", "arn:aws:iam::*:role/*",
                            "arn:aws:logs:us-east-1:111111111111:log-group:*:b", "arn:aws:s3:::${aws:username}", "arn:aws:s3:::${s3:prefix, 'bucket'}", "arn:aws:?3:::bucket",
                            "arn:aws:iam::${aws:PrincipalAccount}:role/app", "arn:aws:s3:::bucke?"};
    switch (type) {
    case Type::Text:
    case Type::Boolean: return texts;
    case Type::Address: return addresses;
    case Type::Arn: return arns;
    default: return requestValues(type);
    }
}

Texts operatorsFor(Type type) {
    static const Texts relations{"Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"};
    Texts names;
    switch (type) {
    case Type::Text:
        return {"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringEquals"};
    case Type::Number:
    case Type::Date:
        for (const std::string& relation : relations)
            names.push_back((type == Type::Number ? "Numeric" : "Date") + relation);
        return names;
    case Type::Boolean: return {"Bool"};
    case Type::Binary: return {"BinaryEquals"};
    case Type::Address: return {"IpAddress", "NotIpAddress"};
    case Type::Arn: return {"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringNotLike"};
    }
    return names;
}

std::string caseVariant(Choices& choices, std::string name) {
    if (choices.chance(85))
        return name;
    for (char& c : name) {
        if (choices.chance(30))
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return name;
}

/// Numbers and booleans may stand without quotes.
waylight::Json jsonValue(Choices& choices, const std::string& text, Type type) {
    if (type == Type::Boolean && (text == "true" || text == "false") && choices.chance(50))
        return text == "true";
    if (type == Type::Number && (text == "10" || text == "3600" || text == "-3") && choices.chance(50))
        return std::stoi(text);
    return text;
}

std::string operatorName(Choices& choices, Type type) {
    std::string name = choices.oneOf(operatorsFor(type));
    if (choices.chance(15))
        name += "IfExists";
    if (choices.chance(22))
        name = (choices.chance(50) ? "ForAllValues:" : "ForAnyValue:") + name;
    return name;
}

} // namespace

const std::vector<std::string>& keyNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Key& key : keys())
            all.push_back(key.name);
        return all;
    }();
    return names;
}

std::string valueFor(Choices& choices, const std::string& key, bool forPolicy) {
    const Type type = choices.chance(95) ? typeOf(key) : static_cast<Type>(choices.below(7));
    if (forPolicy && choices.chance(45))
        return choices.oneOf(policyPatterns(type));
    return choices.oneOf(requestValues(type));
}

namespace {

/// An operator, a key as it may be written, and values.
struct Block {
    std::string op, key;
    waylight::Json values;
};

Block block(Choices& choices) {
    const Key& key = keys()[static_cast<std::size_t>(choices.below(static_cast<int>(keys().size())))];
    const std::string name = caseVariant(choices, key.name);
    if (choices.chance(8))
        return {"Null", name, choices.chance(50) ? waylight::Json(choices.chance(50)) : waylight::Json(choices.chance(50) ? "true" : "false")};
    const Type type = choices.chance(95) ? key.type : static_cast<Type>(choices.below(7));
    waylight::Json values = waylight::Json::array();
    for (int count = 1 + choices.below(3); count > 0; --count)
        values.push_back(jsonValue(choices, valueFor(choices, key.name, true), type));
    return {operatorName(choices, type), name, values.size() == 1 && choices.chance(60) ? values[0] : values};
}

} // namespace

std::pair<std::string, waylight::Json> oneCondition(Choices& choices) {
    const Block made = block(choices);
    return {made.key, {{made.op, {{made.key, made.values}}}}};
}

waylight::Json conditions(Choices& choices) {
    waylight::Json blocks = waylight::Json::object();
    for (int i = 1 + choices.below(choices.chance(70) ? 1 : 3); i > 0; --i) {
        const Block made = block(choices);
        blocks[made.op][made.key] = made.values;
    }
    return blocks;
}

} // namespace random_policy
