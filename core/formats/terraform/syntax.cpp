// SPDX-License-Identifier: MIT
#include "core/formats/terraform/syntax.h"

#include "core/base/message_ids.h"
#include "core/formats/terraform/places.h"
#include "core/formats/terraform/template.h"
#include "core/formats/terraform/types.h"
#include "core/formats/terraform/values.h"

#include <algorithm>
#include <array>
#include <functional>

namespace waylight::terraform {
namespace {

constexpr std::array<std::string_view, 13> blockKinds = {"resource", "data",    "module", "provider", "terraform",
                                                         "locals",   "output",  "moved",  "import",   "variable",
                                                         "check",    "removed", "//"};
constexpr std::array<std::string_view, 8> metaArguments = {"//",        "count",      "for_each",    "provider",
                                                           "lifecycle", "depends_on", "provisioner", "connection"};
constexpr std::size_t mostInstances = 1000;
constexpr std::size_t mostRepeatedBytes = 64u << 20; ///< of all instances of what is repeated, as JSON
constexpr int mostSteps = 10'000;                    ///< of expressions that one resource's values go through

template <class List>
bool holds(const List& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// Calls `each` with every object of a block that may be written as one or as a list.
void eachBlock(const Json& value, const std::function<void(const Json&)>& each) {
    if (value.is_object())
        each(value);
    else if (value.is_array())
        for (const Json& one : value)
            if (one.is_object())
                each(one);
}

/// A resource block before it is repeated.
struct Block {
    std::string type;
    std::string name;
    const Json* body = nullptr;
    std::string pointer;
    std::vector<Json> keys; ///< one for each instance; a single null: it is not repeated
};

class SyntaxReader : private Names {
public:
    SyntaxReader(const Json& document, const std::string& file, const ReadOptions& options)
        : m_document(document), m_options(options) {
        m_result.dialect = Dialect::Terraform;
        m_result.file = file;
    }

    Declarations read() {
        collectBlocks();
        for (const Block& block : m_blocks)
            for (const Json& key : block.keys)
                declare(block, key);
        sayModules();
        if (m_unknown > 0)
            say(Severity::Warning, MessageId::TerraformExpressions, {std::to_string(m_unknown)});
        for (const auto& [name, value] : m_document.items())
            if (name != "resource")
                m_result.document[name] = value;
        budget = mostSteps;
        settlePlaces(m_result, providerRegion(""), {}, m_options);
        return std::move(m_result);
    }

private:
    void collectBlocks() {
        const Json* resources = member(m_document, "resource");
        if (!resources)
            return;
        eachBlock(*resources, [&](const Json& types) {
            for (const auto& [type, named] : types.items())
                eachBlock(named, [&, type = type](const Json& names) {
                    for (const auto& [name, body] : names.items())
                        eachBlock(body, [&, name = name](const Json& one) { addBlock(type, name, one); });
                });
        });
        // Keys may name variables and locals, but no resources.
        for (Block& block : m_blocks) {
            budget = mostSteps;
            block.keys = keysOf(block);
        }
    }

    void addBlock(const std::string& type, const std::string& name, const Json& body) {
        if (type == "//" || name == "//")
            return;
        m_blocks.push_back({type, name, &body, joinedPointer(joinedPointer("/resource", type), name), {Json()}});
        m_byName.emplace(type + "." + name, m_blocks.size() - 1);
    }

    std::vector<Json> keysOf(const Block& block) {
        if (const Json* count = member(*block.body, "count"))
            return counted(block, evaluated(*count, *this));
        if (const Json* keys = member(*block.body, "for_each"))
            return repeated(block, evaluated(*keys, *this));
        return {Json()};
    }

    std::vector<Json> counted(const Block& block, const Json& count) {
        std::vector<Json> keys;
        if (!count.is_number_integer() || count.get<long long>() < 0)
            return once(block, (*block.body)["count"]);
        if (!mayRepeat(block, count.get<std::size_t>()))
            return tooMany(block, count.get<std::size_t>());
        for (long long i = 0; i < count.get<long long>(); ++i)
            keys.push_back(i);
        return keys;
    }

    std::vector<Json> repeated(const Block& block, const Json& value) {
        std::vector<Json> keys;
        if (isUnknownValue(value) || !value.is_structured())
            return once(block, (*block.body)["for_each"]);
        if (!mayRepeat(block, value.size()))
            return tooMany(block, value.size());
        for (const auto& [name, each] : value.items())
            if (value.is_object())
                keys.push_back(name);
            else if (each.is_string())
                keys.push_back(each);
        return keys;
    }

    /// Each instance is a copy of its block, which a stranger can make large.
    bool mayRepeat(const Block& block, std::size_t count) {
        if (count > mostInstances)
            return false;
        m_repeatedBytes +=
            count * (block.body->dump(-1, ' ', false, Json::error_handler_t::replace).size() + block.name.size());
        return m_repeatedBytes <= mostRepeatedBytes;
    }

    std::vector<Json> once(const Block& block, const Json& by) {
        say(Severity::Warning, MessageId::TerraformRepeated,
            {block.type + "." + block.name, by.dump(-1, ' ', false, Json::error_handler_t::replace)}, block.pointer);
        return {Json()};
    }

    std::vector<Json> tooMany(const Block& block, std::size_t count) {
        say(Severity::Warning, MessageId::TerraformTooMany,
            {block.type + "." + block.name, std::to_string(count), std::to_string(mostInstances)}, block.pointer);
        return {Json()};
    }

    void declare(const Block& block, const Json& key) {
        budget = mostSteps;
        m_key = key;
        m_each = eachValueOf(block, key);
        Declaration declaration;
        declaration.id = declaration.address = addressOf(block, key);
        declaration.type = block.type;
        declaration.pointer = block.pointer;
        for (const auto& [name, value] : block.body->items()) {
            if (holds(metaArguments, name)) {
                declaration.attributes[name] = value;
                continue;
            }
            m_attribute = name;
            Json known = evaluated(value, *this);
            if (!known.is_null())
                declaration.properties[name] = std::move(known);
        }
        m_unknown += unknownCount(declaration.properties);
        declaration.region = textOf(declaration.properties, "region");
        if (declaration.region.empty())
            declaration.region = providerRegion(aliasOf(*block.body));
        m_result.all.push_back(std::move(declaration));
        m_key = m_each = nullptr;
    }

    Json eachValueOf(const Block& block, const Json& key) {
        const Json* repeated = key.is_string() ? member(*block.body, "for_each") : nullptr;
        if (!repeated)
            return nullptr;
        const Json value = evaluated(*repeated, *this);
        const Json* each = member(value, key.get_ref<const std::string&>());
        return each ? *each : key;
    }

    static std::string addressOf(const Block& block, const Json& key) {
        std::string address = block.type + "." + block.name;
        if (!key.is_null())
            (address += '[').append(key.dump(-1, ' ', false, Json::error_handler_t::replace)) += ']';
        return address;
    }

    /// "aws.west" → west
    static std::string aliasOf(const Json& body) {
        std::string provider = textOf(body, "provider");
        if (provider.starts_with("${") && provider.ends_with("}"))
            provider = provider.substr(2, provider.size() - 3);
        const std::size_t dot = provider.find('.');
        return dot == std::string::npos ? std::string() : provider.substr(dot + 1);
    }

    std::string providerRegion(const std::string& alias) {
        std::string region;
        const Json* providers = member(m_document, "provider");
        if (providers)
            eachBlock(*providers, [&](const Json& all) {
                if (const Json* aws = member(all, "aws"))
                    eachBlock(*aws, [&](const Json& one) {
                        const Json* given = member(one, "region");
                        const Json value = given && textOf(one, "alias") == alias ? evaluated(*given, *this) : Json();
                        if (value.is_string())
                            region = value.get<std::string>();
                    });
            });
        return region;
    }

    void sayModules() {
        const Json* modules = member(m_document, "module");
        if (modules)
            eachBlock(*modules, [&](const Json& all) {
                for (const auto& [name, body] : all.items())
                    eachBlock(body, [&, name = name](const Json& one) {
                        say(Severity::Warning, MessageId::TerraformModuleCall, {name, textOf(one, "source")},
                            joinedPointer("/module", name));
                    });
            });
    }

    // What expressions name.

    Json variable(const std::string& name) override {
        if (const auto given = m_options.parameters.find(name); given != m_options.parameters.end())
            return given->second;
        Json value = unknownValue();
        if (const Json* variables = member(m_document, "variable"))
            eachBlock(*variables, [&](const Json& all) {
                if (const Json* declared = member(all, name))
                    eachBlock(*declared, [&](const Json& one) {
                        if (const Json* preset = member(one, "default"))
                            value = *preset;
                    });
            });
        return value;
    }

    /// Each local is worked out once; one that needs itself is not known.
    Json local(const std::string& name) override {
        const auto [found, first] = m_locals.emplace(name, unknownValue());
        const Json* locals = member(m_document, "locals");
        if (!first || !locals)
            return found->second;
        Json value = unknownValue();
        eachBlock(*locals, [&](const Json& all) {
            if (const Json* declared = member(all, name))
                value = evaluated(*declared, *this);
        });
        return found->second = std::move(value);
    }

    Json each(bool key) override { return m_key.is_string() ? (key ? m_key : m_each) : unknownValue(); }
    Json index() override { return m_key.is_number() ? m_key : unknownValue(); }

    Json resource(const std::string& type, const std::string& name, const Json& key, bool all,
                  const std::string& attribute, bool whole) override {
        const auto found = m_byName.find(type + "." + name);
        if (found == m_byName.end())
            return unknownValue();
        const Block& block = m_blocks[found->second];
        if (all) {
            Json list = Json::array();
            for (const Json& each : block.keys)
                list.push_back(attributeOf(block, each, attribute, whole));
            return list;
        }
        const bool there = std::find(block.keys.begin(), block.keys.end(), key) != block.keys.end();
        if (there || (block.keys.size() == 1 && block.keys.front().is_null()))
            return attributeOf(block, block.keys.size() == 1 ? block.keys.front() : key, attribute, whole);
        return unknownValue();
    }

    /// An attribute that the configuration sets, or the resource itself where that attribute names it.
    Json attributeOf(const Block& block, const Json& key, const std::string& attribute, bool whole) {
        if (attribute == "id" && whole)
            return addressOf(block, key);
        if (const std::string id = attribute == "id" ? notedId(block) : ""; !id.empty())
            return id;
        const bool idIsName = attribute == "id" && block.type == "aws_s3_bucket";
        const std::string name = idIsName ? "bucket" : attribute;
        const Json* value = holds(metaArguments, name) ? nullptr : member(*block.body, name);
        if (value && key.is_null())
            return evaluated(*value, *this);
        return attribute == "arn" ? arnOf(block, key, whole) : unknownValue();
    }

    /// The id that an export of ours noted beside the block; inside a text it stands for the reference.
    static std::string notedId(const Block& block) {
        const Json* comment = member(*block.body, "//");
        const Json* note = comment ? member(*comment, "Waylight") : nullptr;
        return note ? textOf(*note, "id") : std::string();
    }

    /// The ARN of a bucket follows from its name.
    Json arnOf(const Block& block, const Json& key, bool whole) {
        const Json* bucket = block.type == "aws_s3_bucket" && key.is_null() ? member(*block.body, "bucket") : nullptr;
        const Json name = bucket ? evaluated(*bucket, *this) : Json();
        if (name.is_string())
            return "arn:" + partitionOf(providerRegion(aliasOf(*block.body))) + ":s3:::" + name.get<std::string>();
        return whole && isReferenceAttribute(m_attribute) ? Json(addressOf(block, key)) : unknownValue();
    }

    void say(Severity severity, MessageId id, std::vector<std::string> args, std::string pointer = {}) {
        m_result.diagnostics.push_back({severity, Message{id, std::move(args)}, m_result.file, std::move(pointer)});
    }

    const Json& m_document;
    const ReadOptions& m_options;
    std::vector<Block> m_blocks;
    std::map<std::string, std::size_t> m_byName;
    std::map<std::string, Json> m_locals;
    Json m_key;
    Json m_each;
    std::string m_attribute;
    std::size_t m_unknown = 0;
    std::size_t m_repeatedBytes = 0;
    Declarations m_result;
};

} // namespace

bool isConfigurationSyntax(const Json& document) {
    if (!document.is_object() || document.empty())
        return false;
    bool block = false;
    for (const auto& [name, value] : document.items()) {
        if (!holds(blockKinds, name) || (name != "//" && !value.is_structured()))
            return false;
        block = block || name != "//";
    }
    return block;
}

Declarations declarationsOfSyntax(const Json& document, const std::string& file, const ReadOptions& options) {
    return SyntaxReader(document, file, options).read();
}

} // namespace waylight::terraform
