// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message_ids.h"
#include "core/model/codec.h"

#include <type_traits>

/// Reading, writing and describing each type of member, once for all formats that speak JSON.
namespace waylight::codec {

/// Where a value is, and where complaints about it go.
struct Source {
    ReadLog& log;
    std::string pointer;

    bool fail(Message message) const {
        log.add(Severity::Error, pointer, std::move(message));
        return false;
    }
    Source at(const std::string& token) const { return {log, joinedPointer(pointer, token)}; }
    Source at(std::size_t index) const { return {log, joinedPointer(pointer, index)}; }
};

inline std::string excerpt(const Json& value) {
    std::string text =
        value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > 60)
        text = text.substr(0, 57) + "...";
    return text;
}

template <class T>
struct Codec;

template <class T>
Json write(const T& value) {
    return Codec<T>::write(value);
}
template <class T>
bool read(const Json& json, T& out, const Source& source) {
    return Codec<T>::read(json, out, source);
}

/// A type that is written as one JSON string and parsed with `T::parse`.
template <class T, FieldType type>
struct ParsedText {
    static Json write(const T& value) { return value.toString(); }
    static bool read(const Json& json, T& out, const Source& source) {
        if (!json.is_string())
            return source.fail(message(MessageId::ExpectedText, excerpt(json)));
        auto parsed = T::parse(json.get_ref<const std::string&>());
        if (!parsed)
            return source.fail(parsed.error().message);
        out = *std::move(parsed);
        return true;
    }
    static void describe(FieldInfo& info) { info.type = type; }
};

template <>
struct Codec<IpAddress> : ParsedText<IpAddress, FieldType::Address> {};
template <>
struct Codec<Cidr> : ParsedText<Cidr, FieldType::Block> {};
template <>
struct Codec<Protocol> : ParsedText<Protocol, FieldType::Protocol> {};

template <>
struct Codec<std::string> {
    static Json write(const std::string& value) { return value; }
    static bool read(const Json& json, std::string& out, const Source& source) {
        if (!json.is_string())
            return source.fail(message(MessageId::ExpectedText, excerpt(json)));
        out = json.get<std::string>();
        return true;
    }
    static void describe(FieldInfo& info) { info.type = FieldType::Text; }
};

template <>
struct Codec<bool> {
    static Json write(bool value) { return value; }
    static bool read(const Json& json, bool& out, const Source& source) {
        if (!json.is_boolean())
            return source.fail(message(MessageId::ExpectedFlag, excerpt(json)));
        out = json.get<bool>();
        return true;
    }
    static void describe(FieldInfo& info) { info.type = FieldType::Flag; }
};

template <>
struct Codec<int> {
    static Json write(int value) { return value; }
    static bool read(const Json& json, int& out, const Source& source) {
        if (!json.is_number_integer() || json.get<std::int64_t>() < -1'000'000 || json.get<std::int64_t>() > 1'000'000)
            return source.fail(message(MessageId::ExpectedNumber, excerpt(json)));
        out = json.get<int>();
        return true;
    }
    static void describe(FieldInfo& info) { info.type = FieldType::Number; }
};

template <NamedEnum E>
struct Codec<E> {
    static Json write(E value) { return std::string(enumName(value)); }
    static bool read(const Json& json, E& out, const Source& source) {
        const auto value = json.is_string() ? enumValue<E>(json.get_ref<const std::string&>()) : std::nullopt;
        if (!value)
            return source.fail(message(MessageId::ExpectedChoice, excerpt(json), choices()));
        out = *value;
        return true;
    }
    static std::string choices() {
        std::string text;
        for (const auto& [each, name] : EnumNames<E>::names)
            text += (text.empty() ? "" : ", ") + std::string(name);
        return text;
    }
    static void describe(FieldInfo& info) {
        info.type = FieldType::Choice;
        for (const auto& [each, name] : EnumNames<E>::names)
            info.choices.emplace_back(name);
    }
};

template <class T>
struct Codec<Ref<T>> {
    static Json write(const Ref<T>& value) { return value.id; }
    static bool read(const Json& json, Ref<T>& out, const Source& source) { return codec::read(json, out.id, source); }
    static void describe(FieldInfo& info) {
        info.type = FieldType::Reference;
        if constexpr (!std::is_void_v<T>)
            info.refersTo = kindOf<T>;
    }
};

/// A policy is an object in our file when that says all there is: the text is laid out as we would. Otherwise the text
/// itself is kept, as a string.
template <>
struct Codec<PolicyText> {
    static Json write(const PolicyText& value) {
        // Deeper than any real policy, and shallow enough to stay readable inside our file.
        auto parsed = parseJson(value.text, {}, {.bytes = JsonLimits().bytes, .depth = 48});
        if (parsed && parsed->is_object() && parsed->dump(2) == value.text)
            return *std::move(parsed);
        return value.text;
    }
    static bool read(const Json& json, PolicyText& out, const Source& source) {
        if (json.is_string())
            out.text = json.get<std::string>();
        else if (json.is_object())
            out.text = json.dump(2, ' ', false, Json::error_handler_t::replace);
        else
            return source.fail(message(MessageId::ExpectedPolicy, excerpt(json)));
        return true;
    }
    static void describe(FieldInfo& info) { info.type = FieldType::Policy; }
};

template <>
struct Codec<Tags> {
    static Json write(const Tags& value) {
        Json object = Json::object();
        for (const auto& [key, text] : value)
            object[key] = text;
        return object;
    }
    static bool read(const Json& json, Tags& out, const Source& source) {
        if (!json.is_object())
            return source.fail(message(MessageId::ExpectedObject, excerpt(json)));
        bool good = true;
        for (const auto& [key, value] : json.items())
            good &= codec::read(value, out[key], source.at(key));
        return good;
    }
    static void describe(FieldInfo& info) { info.type = FieldType::TagMap; }
};

template <class T>
struct Codec<std::optional<T>> {
    static Json write(const std::optional<T>& value) { return value ? codec::write(*value) : Json(); }
    static bool read(const Json& json, std::optional<T>& out, const Source& source) {
        if (json.is_null() || (json.is_string() && json.get_ref<const std::string&>().empty())) {
            out.reset();
            return true;
        }
        T value{};
        if (!codec::read(json, value, source))
            return false;
        out = std::move(value);
        return true;
    }
    static void describe(FieldInfo& info) {
        Codec<T>::describe(info);
        info.optional = true;
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static Json write(const std::vector<T>& value) {
        Json list = Json::array();
        for (const T& each : value)
            list.push_back(codec::write(each));
        return list;
    }
    static bool read(const Json& json, std::vector<T>& out, const Source& source) {
        if (!json.is_array())
            return source.fail(message(MessageId::ExpectedList, excerpt(json)));
        out.clear();
        out.reserve(json.size());
        bool good = true;
        for (std::size_t i = 0; i < json.size(); ++i) {
            T value{};
            if (codec::read(json[i], value, source.at(i)))
                out.push_back(std::move(value));
            else
                good = false;
        }
        return good;
    }
    static void describe(FieldInfo& info) {
        Codec<T>::describe(info);
        info.list = true;
    }
};

/// Members that differ from a default-made T, in field order.
template <Described T>
void writeFields(Json& object, const T& value) {
    static const T defaults{};
    forEachField<T>([&](const auto& f) {
        const auto& member = value.*f.member;
        if (f.required || !(member == defaults.*f.member))
            object[std::string(f.name)] = codec::write(member);
    });
}

inline void writeExtra(Json& object, const Extra& extra) {
    for (const auto& [key, value] : extra.object().items())
        object[key] = value;
}

/// Reads the member `f` of `value` if the object has it; false when it is there and wrong.
template <class Owner, class FieldType_>
bool readField(const Json& object, const FieldType_& f, Owner& value, const Source& source, Json& rest) {
    const std::string name(f.name);
    const auto at = object.find(name);
    if (at == object.end()) {
        if (f.required)
            source.log.add(Severity::Error, source.pointer, message(MessageId::MissingField, name));
        return !f.required;
    }
    rest.erase(name);
    return codec::read(*at, value.*f.member, source.at(name));
}

template <class T, class F>
FieldInfo infoOf(const F& f);

template <Described T>
struct Codec<T> {
    static Json write(const T& value) {
        Json object = Json::object();
        writeFields(object, value);
        writeExtra(object, value.extra);
        return object;
    }
    static bool read(const Json& json, T& out, const Source& source) {
        if (!json.is_object())
            return source.fail(message(MessageId::ExpectedObject, excerpt(json)));
        Json rest = json;
        bool good = true;
        forEachField<T>([&](const auto& f) { good &= readField(json, f, out, source, rest); });
        out.extra = Extra(std::move(rest));
        return good;
    }
    static void describe(FieldInfo& info) {
        info.type = FieldType::Record;
        forEachField<T>([&](const auto& f) { info.record.push_back(infoOf<T>(f)); });
    }
};

template <class T, class F>
FieldInfo infoOf(const F& f) {
    FieldInfo info;
    info.name = std::string(f.name);
    info.options = f;
    Codec<std::remove_cvref_t<decltype(std::declval<T>().*f.member)>>::describe(info);
    return info;
}

} // namespace waylight::codec
