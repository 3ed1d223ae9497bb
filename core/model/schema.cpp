// SPDX-License-Identifier: MIT
#include "core/model/codec_values.h"

namespace waylight {
namespace {

Json schemaOf(const FieldInfo& info);

Json objectSchema(const std::vector<FieldInfo>& infos) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const FieldInfo& info : infos) {
        properties[info.name] = schemaOf(info);
        if (info.options.required)
            required.push_back(info.name);
    }
    Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        schema["required"] = std::move(required);
    return schema;
}

Json valueSchema(const FieldInfo& info) {
    switch (info.type) {
    case FieldType::Flag:
        return {{"type", "boolean"}};
    case FieldType::Number:
        return {{"type", "integer"}};
    case FieldType::Choice:
        return {{"enum", info.choices}};
    case FieldType::Policy:
        return {{"type", {"object", "string"}}};
    case FieldType::TagMap:
        return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
    case FieldType::Record:
        return objectSchema(info.record);
    case FieldType::Address:
        return {{"type", "string"}, {"description", "An IP address."}};
    case FieldType::Block:
        return {{"type", "string"}, {"description", "A CIDR block."}};
    case FieldType::Text:
    case FieldType::Protocol:
    case FieldType::Reference:
        return {{"type", "string"}};
    }
    return {};
}

Json schemaOf(const FieldInfo& info) {
    Json schema = valueSchema(info);
    if (info.list)
        schema = {{"type", "array"}, {"items", std::move(schema)}};
    if (!info.options.help.empty())
        schema["description"] = std::string(info.options.help);
    return schema;
}

template <class T>
Json listOf() {
    FieldInfo info;
    codec::Codec<T>::describe(info);
    return {{"type", "array"}, {"items", objectSchema(info.record)}};
}

} // namespace

Json fileSchema() {
    Json lists = Json::object();
    for (Kind kind = 0; kind < kindCount; ++kind)
        lists[std::string(typeInfo(kind).plural)] = {{"description", std::string(typeInfo(kind).help)},
                                                     {"type", "array"},
                                                     {"items", objectSchema(fieldInfos(kind))}};
    const Json rectangle = {{"type", "array"},
                            {"items", {{"type", "integer"}}},
                            {"minItems", 4},
                            {"maxItems", 4},
                            {"description", "x, y, width, height, relative to the container."}};
    return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"title", "Waylight design"},
            {"type", "object"},
            {"required", {"waylight", "resources"}},
            {"properties",
             {{"waylight", {{"const", 1}, {"description", "The version of the file format."}}},
              {"name", {{"type", "string"}}},
              {"resources", {{"type", "object"}, {"properties", std::move(lists)}}},
              {"layout", {{"type", "object"}, {"additionalProperties", rectangle}}},
              {"requests", listOf<Request>()},
              {"notes", listOf<Note>()},
              {"approvals", listOf<Approval>()}}}};
}

} // namespace waylight
