// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/codec_values.h"

#include <algorithm>
#include <string_view>

/// Reading and writing the members of AWS's describe output by the `aws` paths of the field descriptions.
namespace waylight::describe {

/// "A.B": members inside each other; "A[].B": that member of each element of a list.
struct AwsPath {
    std::vector<std::string> head;
    bool each = false;
    std::vector<std::string> tail;

    static AwsPath parse(std::string_view text);
    /// JSON pointer of the value, below `start`; for a list, of the list.
    std::string pointer(std::string start) const;
    bool nested() const { return head.size() > 1 && !each; }
};

/// The value of the members inside each other; null where one is missing or null.
Json* valueAt(Json& object, const std::vector<std::string>& members);

/// True for an association of a block, table or gateway that AWS still lists although it no longer applies.
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTableAssociationState.html
bool isOver(const Json& association);

/// Removes the value at the path from `rest` and returns it, null when there is none. With `each`, returns the list of
/// the elements' values, and `rest` keeps those elements that say more than that. The order of
/// the members that stay is lost.
Json taken(Json& rest, const AwsPath& path);
/// The same for a field that holds one value: with `each`, the first element's.
Json takenOne(Json& rest, const AwsPath& path);

/// Removes the value at the path, and the objects around it that it leaves empty; the other members keep their order.
void drop(Json& object, const std::vector<std::string>& members, std::size_t from = 0);

/// Puts the members of objects, and of those inside them, in the order of their names, in which `extra` has them.
void sortMembers(Json& value);

/// Writes a value at the path. With `each`, `value` is a list, and its elements are completed from the elements of
/// `extra` with an equal value, in their order.
void put(Json& object, const AwsPath& path, const Json& value, const Json& extra);

/// Adds the members of `extra` that `object` lacks, inside shared objects too.
void addMissing(Json& object, const Json& extra);

/// What was not consumed, as the `extra` of a resource or record.
Extra awsExtra(Json rest, Json more = {});
/// The part of `extra` that came from describe output; an empty object when there is none.
const Json& awsPart(const Extra& extra);

/// For what paths cannot express: `afterReading` takes more out of what the fields left, `afterWriting` completes the
/// object, and a field that another call tells is not known without it. The types that need one specialise `Hooks` in
/// describe/hooks.h.
template <class T>
struct NoHooks {
    static constexpr bool hasOwner = true; ///< the type has an OwnerId in describe output
    static bool isToldElsewhere(std::string_view) { return false; }
    /// The name of a resource without a Name tag: the last part of an ARN, which is what a user calls the thing.
    static std::string impliedName(const T& resource) {
        return resource.id.starts_with("arn:") ? resource.id.substr(resource.id.find_last_of("/:") + 1) : std::string();
    }
    static void afterReading(T&, Json&, const codec::Source&) {}
    static void afterWriting(const T&, Json&, const Topology&) {}
};
template <class T>
struct Hooks : NoHooks<T> {};

template <class T>
inline constexpr bool isList = false;
template <class T>
inline constexpr bool isList<std::vector<T>> = true;

template <Described T>
void readFields(T& out, Json& rest, const codec::Source& source);

/// Moves a value into a member of its very type; false when it is of another one.
template <class T>
bool movedInto(T&, Json&) {
    return false;
}
inline bool movedInto(std::string& out, Json& value) {
    if (value.is_string())
        out = std::move(value.get_ref<std::string&>());
    return value.is_string();
}
template <class T>
bool movedInto(Ref<T>& out, Json& value) {
    return movedInto(out.id, value);
}
inline bool movedInto(bool& out, Json& value) {
    if (value.is_boolean())
        out = value.get<bool>();
    return value.is_boolean();
}

/// Reads a value, which may be taken apart for that.
template <class T>
void readValue(Json&& json, T& out, const codec::Source& source) {
    codec::read(json, out, source);
}
template <Described T>
void readValue(Json&& json, T& out, const codec::Source& source) {
    if (!json.is_object()) {
        source.fail(message(MessageId::ExpectedObject, codec::excerpt(json)));
        return;
    }
    readFields(out, json, source);
    Hooks<T>::afterReading(out, json, source);
    out.extra = awsExtra(std::move(json));
}
template <Described T>
void readValue(Json&& json, std::vector<T>& out, const codec::Source& source) {
    if (!json.is_array()) {
        source.fail(message(MessageId::ExpectedList, codec::excerpt(json)));
        return;
    }
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i)
        readValue(std::move(json[i]), out.emplace_back(), source.at(i));
}

/// The paths of the fields of T, in their order.
template <Described T>
const std::vector<AwsPath>& pathsOf() {
    static const std::vector<AwsPath> paths = [] {
        std::vector<AwsPath> out;
        forEachField<T>([&](const auto& f) { out.push_back(AwsPath::parse(f.aws)); });
        return out;
    }();
    return paths;
}

/// Reads the fields of T that have a path, taking their values out of `rest`. A field that is absent keeps its default;
/// its name goes into `unknown` where the description asks for it.
template <Described T>
void readFields(T& out, Json& rest, const codec::Source& source) {
    const std::vector<AwsPath>& paths = pathsOf<T>();
    std::size_t place = 0;
    forEachField<T>([&](const auto& f) {
        const AwsPath& path = paths[place++];
        if (f.aws.empty())
            return;
        auto& member = out.*f.member;
        Json value = isList<std::remove_cvref_t<decltype(member)>> ? taken(rest, path) : takenOne(rest, path);
        if (movedInto(member, value))
            return;
        if (!value.is_null())
            readValue(std::move(value), member, codec::Source{source.log, path.pointer(source.pointer)});
        else if constexpr (std::is_base_of_v<ResourceBase, T>) {
            if (f.unknownWhenAbsent || Hooks<T>::isToldElsewhere(f.name))
                out.unknown.emplace_back(f.name);
        }
    });
}

template <Described T>
Json writtenRecord(const T& value, const Topology& topology);

template <class T>
Json writtenValue(const T& value, const Topology&) {
    return codec::write(value);
}
inline Json writtenValue(const PolicyText& value, const Topology&) {
    return value.text;
}
template <Described T>
Json writtenValue(const T& value, const Topology& topology) {
    return writtenRecord(value, topology);
}
template <Described T>
Json writtenValue(const std::vector<T>& value, const Topology& topology) {
    Json list = Json::array();
    for (const T& each : value)
        list.push_back(writtenRecord(each, topology));
    return list;
}

/// Writes the fields of T that have a path, apart from texts that are empty, values that are absent or not known, and
/// defaults inside other objects.
template <Described T>
void writeFields(const T& value, Json& object, const Json& extra, const Topology& topology,
                 const std::vector<std::string>& unknown = {}) {
    static const T defaults{};
    const std::vector<AwsPath>& paths = pathsOf<T>();
    std::size_t place = 0;
    forEachField<T>([&](const auto& f) {
        const AwsPath& path = paths[place++];
        const auto& member = value.*f.member;
        const bool isDefault = member == defaults.*f.member;
        if (f.aws.empty() || (isDefault && std::find(unknown.begin(), unknown.end(), f.name) != unknown.end()))
            return;
        Json json = writtenValue(member, topology);
        const bool empty = json.is_null() || json == Json("");
        if (empty || (isDefault && path.nested() && !f.unknownWhenAbsent))
            return;
        if (path.each && !json.is_array())
            json = Json::array({std::move(json)});
        put(object, path, json, extra);
    });
}

template <Described T>
Json writtenRecord(const T& value, const Topology& topology) {
    Json object = Json::object();
    const Json& extra = awsPart(value.extra);
    writeFields(value, object, extra, topology);
    Hooks<T>::afterWriting(value, object, topology);
    addMissing(object, extra);
    return object;
}

} // namespace waylight::describe
