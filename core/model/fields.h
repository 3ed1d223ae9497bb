// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>

namespace waylight {

/// What a field is called in each format and what the user is told about it. A format that has no such field, or in
/// which the field needs more than a path, leaves its name empty.
struct FieldOptions {
    std::string_view label{}; ///< in forms and messages
    std::string_view help{};
    /// Path in the object of AWS's describe output: members joined by `.`, `[]` for each element of a list.
    std::string_view aws{};
    std::string_view cfn{}; ///< CloudFormation property, as a path like that
    std::string_view tf{};  ///< Terraform argument; `.` enters the one block of that name
    bool required = false;
    bool container = false;         ///< the resource is drawn inside what this field refers to
    bool partOf = false;            ///< the resource belongs to what this field refers to and is edited with it
    bool derived = false;           ///< set by AWS or by another gesture; shown, not edited
    bool unknownWhenAbsent = false; ///< an import without it means "not known" rather than the default
    int minPrefix = 0;              ///< for CIDR fields: the largest block accepted
    int maxPrefix = 0;              ///< for CIDR fields: the smallest block accepted; 0: no limit
};

/// One member of `Owner`, named `name` in our file.
template <class Owner, class Value>
struct Field : FieldOptions {
    std::string_view name;
    Value Owner::*member;
};

template <class Owner, class Value>
constexpr Field<Owner, Value> field(std::string_view name, Value Owner::*member, FieldOptions options) {
    return {options, name, member};
}

/// Where a resource type is drawn.
enum class Drawn : unsigned char {
    Container, ///< a box that holds others
    Inside,    ///< a symbol inside its container
    Border,    ///< a symbol on the border of its container
    Attached,  ///< not by itself: with what it is part of
    Hidden,    ///< not at all
};

/// What a resource type is called and where it belongs.
struct TypeInfo {
    std::string_view name{};     ///< "subnet": in messages, icons and object names
    std::string_view plural{};   ///< "subnets": its list in our file
    std::string_view label{};    ///< "Subnet"
    std::string_view idPrefix{}; ///< "subnet-": of generated ids
    std::string_view awsList{};  ///< "Subnets": the list of the describe call
    std::string_view awsId{};    ///< "SubnetId"
    std::string_view cfn{};      ///< "AWS::EC2::Subnet"
    std::string_view tf{};       ///< "aws_subnet"
    Drawn drawn = Drawn::Inside;
    bool regional = true;    ///< false: belongs to the account, or to nobody
    std::string_view help{}; ///< one sentence: what it is
};

/// Specialised beside each struct that is read and written field by field: `static constexpr auto fields`, a tuple of
/// `Field`s; resource types add `static constexpr TypeInfo type`.
template <class T>
struct Description;

template <class T>
concept Described = requires {
    Description<T>::fields;
};

/// Calls `visit(field)` for each field of T in file order.
template <Described T, class Visit>
constexpr void forEachField(Visit&& visit) {
    std::apply([&](const auto&... each) { (visit(each), ...); }, Description<T>::fields);
}

} // namespace waylight
