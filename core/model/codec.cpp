// SPDX-License-Identifier: MIT
#include "core/model/codec_values.h"

#include <algorithm>

namespace waylight {
namespace {

using codec::Source;

template <class T>
T recordFromJson(const Json& object, const std::string& pointer, ReadLog& log) {
    T record;
    codec::read(object, record, Source{log, pointer});
    return record;
}

/// The members that no field of the type has.
template <class T>
Json unknownMembers(const Json& object) {
    Json::object_t rest; // appended to, because looking up each name of an ordered object is quadratic
    for (const auto& [name, value] : object.items()) {
        bool known = false;
        forEachResourceField<T>([&](const auto& f) { known |= f.name == name; });
        if (!known)
            rest.emplace_back(name, value);
    }
    return rest;
}

template <class T>
void readResource(const Json& object, T& out, const Source& source) {
    if (!object.is_object()) {
        source.fail(message(MessageId::ExpectedObject, codec::excerpt(object)));
        return;
    }
    Json none = Json::object();
    forEachResourceField<T>([&](const auto& f) { codec::readField(object, f, out, source, none); });
    out.extra = Extra(unknownMembers<T>(object));
}

template <class T>
std::vector<FieldInfo> infosOf() {
    std::vector<FieldInfo> infos;
    forEachResourceField<T>([&](const auto& f) { infos.push_back(codec::infoOf<T>(f)); });
    return infos;
}

} // namespace

Json toJson(const Resource& resource) {
    return std::visit(
        [](const auto& each) {
            Json object = Json::object();
            codec::writeFields<ResourceBase>(object, each);
            codec::writeFields(object, each);
            codec::writeExtra(object, each.extra);
            return object;
        },
        resource);
}

Json toJson(const Request& request) {
    return codec::write(request);
}
Json toJson(const Note& note) {
    return codec::write(note);
}
Json toJson(const Approval& approval) {
    return codec::write(approval);
}

Resource resourceFromJson(Kind kind, const Json& object, const std::string& pointer, ReadLog& log) {
    Resource resource = newResource(kind, {});
    std::visit([&](auto& each) { readResource(object, each, Source{log, pointer}); }, resource);
    return resource;
}

Request requestFromJson(const Json& object, const std::string& pointer, ReadLog& log) {
    return recordFromJson<Request>(object, pointer, log);
}
Note noteFromJson(const Json& object, const std::string& pointer, ReadLog& log) {
    return recordFromJson<Note>(object, pointer, log);
}
Approval approvalFromJson(const Json& object, const std::string& pointer, ReadLog& log) {
    return recordFromJson<Approval>(object, pointer, log);
}

const std::vector<FieldInfo>& fieldInfos(Kind kind) {
    static const std::array<std::vector<FieldInfo>, kindCount> all = [] {
        std::array<std::vector<FieldInfo>, kindCount> infos;
        forEachType([&]<class T>() { infos[kindOf<T>] = infosOf<T>(); });
        return infos;
    }();
    return all[kind];
}

const FieldInfo* fieldInfo(Kind kind, std::string_view name) {
    const auto& infos = fieldInfos(kind);
    const auto at = std::find_if(infos.begin(), infos.end(), [&](const FieldInfo& info) { return info.name == name; });
    return at == infos.end() ? nullptr : &*at;
}

Json fieldValue(const Resource& resource, std::string_view fieldName) {
    Json value;
    std::visit(
        [&]<class T>(const T& each) {
            forEachResourceField<T>([&](const auto& f) {
                if (f.name == fieldName)
                    value = codec::write(each.*f.member);
            });
        },
        resource);
    return value;
}

Result<Resource> withField(const Resource& resource, std::string_view fieldName, const Json& value) {
    Resource out = resource;
    ReadLog log({});
    bool found = false;
    std::visit(
        [&]<class T>(T& each) {
            forEachResourceField<T>([&](const auto& f) {
                if (f.name != fieldName)
                    return;
                found = true;
                codec::read(value, each.*f.member, Source{log, joinedPointer({}, std::string(fieldName))});
            });
        },
        out);
    if (!found)
        return message(MessageId::NoSuchField, fieldName);
    if (!log.found().empty())
        return log.found().front();
    auto& unknown = base(out).unknown;
    unknown.erase(std::remove(unknown.begin(), unknown.end(), fieldName), unknown.end());
    return out;
}

} // namespace waylight
