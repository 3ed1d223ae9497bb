// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"
#include "core/model/design.h"

namespace waylight {

/// Collects what is wrong with a JSON document while values are read from it.
class ReadLog {
public:
    explicit ReadLog(std::string file) : m_file(std::move(file)) {}

    void add(Severity severity, const std::string& pointer, Message message) {
        m_found.push_back({severity, std::move(message), m_file, pointer});
    }
    const std::string& file() const { return m_file; }
    Diagnostics& found() { return m_found; }

private:
    std::string m_file;
    Diagnostics m_found;
};

/// The resource as an object of our file: fields at their defaults are left out, unknown members come last.
Json toJson(const Resource& resource);
Json toJson(const Request& request);
Json toJson(const Note& note);
Json toJson(const Approval& approval);

/// Reads an object of our file. What is wrong is logged with its pointer, and the field keeps its default; members that
/// the type does not have are kept in `extra`.
Resource resourceFromJson(Kind kind, const Json& object, const std::string& pointer, ReadLog& log);
Request requestFromJson(const Json& object, const std::string& pointer, ReadLog& log);
Note noteFromJson(const Json& object, const std::string& pointer, ReadLog& log);
Approval approvalFromJson(const Json& object, const std::string& pointer, ReadLog& log);

/// What a form shows for a field.
enum class FieldType : std::uint8_t {
    Text,
    Flag,
    Number,
    Address,
    Block,
    Protocol,
    Choice,
    Reference,
    Policy,
    TagMap,
    Record
};

/// A field without its C++ type: what the inspector, search and the schema work with.
struct FieldInfo {
    std::string name;
    FieldOptions options;
    FieldType type = FieldType::Text;
    bool list = false;
    bool optional = false;            ///< may be absent (null)
    std::optional<Kind> refersTo;     ///< for references to one type
    std::vector<std::string> choices; ///< for Choice
    std::vector<FieldInfo> record;    ///< for Record: its fields
};

/// The fields of a resource type in file order, the common ones first.
const std::vector<FieldInfo>& fieldInfos(Kind kind);
const FieldInfo* fieldInfo(Kind kind, std::string_view name);

/// A field's value in the JSON form of our file (null when absent); null for an unknown field name.
Json fieldValue(const Resource& resource, std::string_view fieldName);

/// The resource with a field set from the JSON form of our file, or what is wrong with the value and what would be
/// accepted. Setting a field removes it from `unknown`.
Result<Resource> withField(const Resource& resource, std::string_view fieldName, const Json& value);

/// The JSON schema (draft 2020-12) of our file, made from the field descriptions.
Json fileSchema();

} // namespace waylight
