// SPDX-License-Identifier: MIT
#include "core/formats/terraform/write.h"

#include "core/formats/declared/writing.h"

#include <algorithm>

namespace waylight {
namespace {

using namespace declared;

using Scope = std::pair<std::string, std::string>; ///< account, Region

/// `${` and `%{` begin expressions in every text.
std::string escaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (text[i] == '$' || text[i] == '%') && i + 1 < text.size() && text[i + 1] == '{';
        out += text[i];
        if (begins)
            out += text[i];
    }
    return out;
}

Json valueOf(const Json& value) {
    if (isReference(value)) {
        const std::string id = value["$ref"].get<std::string>();
        return "${" + id + '.' + value.value("attribute", std::string("id")) + '}';
    }
    if (value.is_object() && value.contains("$policy")) // the text of a policy with references in it
        return valueOf(value["$policy"]).dump(2, ' ', false, Json::error_handler_t::replace);
    if (value.is_object() && value.contains("$expression"))
        return "${" + value["$expression"].get<std::string>() + '}';
    if (value.is_string())
        return escaped(value.get_ref<const std::string&>());
    if (!value.is_structured())
        return value;
    Json out = value.is_array() ? Json::array() : Json::object();
    for (const auto& [key, each] : value.items()) {
        if (value.is_array())
            out.push_back(valueOf(each));
        else
            out[escaped(key)] = valueOf(each); // keys are expressions too
    }
    return out;
}

bool isAwsId(const std::string& id) {
    const auto dash = id.rfind('-');
    const std::string tail = dash == std::string::npos ? std::string() : id.substr(dash + 1);
    return (tail.size() == 8 || tail.size() == 17) &&
           std::all_of(tail.begin(), tail.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

class ConfigurationWriter {
public:
    ConfigurationWriter(const Declarations& all, bool adopt) : m_all(all), m_adopt(adopt) {
        std::map<Scope, std::size_t> counts;
        for (const Declaration& each : all.all)
            if (!each.region.empty())
                ++counts[{each.account, each.region}];
        for (const auto& [scope, count] : counts)
            if (m_scopes.empty() || count > counts.at(m_scopes.front()))
                m_scopes.insert(m_scopes.begin(), scope);
            else
                m_scopes.push_back(scope);
    }

    Json write() const {
        Json out;
        if (!m_scopes.empty())
            out["//"]["Waylight"] = Json{{"account", m_scopes.front().first}, {"region", m_scopes.front().second}};
        out["terraform"] =
            Json{{"required_providers", {{"aws", {{"source", "hashicorp/aws"}, {"version", ">= 5.0, < 6.0"}}}}}};
        out["provider"]["aws"] = providers();
        if (needsImage())
            out["variable"]["image_id"] =
                Json{{"type", "string"},
                     {"description", "The AMI of the instances: the design does not name one"},
                     {"default", "ami-12c6146b"}};
        Json resources = Json::object();
        Json imports = Json::array();
        for (const Declaration& each : m_all.all) {
            resources[each.type][each.id.substr(each.type.size() + 1)] = resourceOf(each);
            if (const std::string id = noteId(each); m_adopt && isAwsId(id))
                imports.push_back({{"to", each.id}, {"id", id}});
        }
        out["resource"] = std::move(resources);
        if (!imports.empty())
            out["import"] = std::move(imports);
        return out;
    }

private:
    static std::string alias(const Scope& scope) {
        std::string out = scope.second + '_' + scope.first;
        std::replace_if(
            out.begin(), out.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
        return out;
    }

    Json providers() const {
        Json list = Json::array();
        for (const Scope& scope : m_scopes) {
            Json provider{{"region", escaped(scope.second)}};
            if (scope != m_scopes.front())
                provider = Json{{"alias", alias(scope)}, {"region", escaped(scope.second)}};
            if (!scope.first.empty())
                provider["//"]["Waylight"] = Json{{"account", scope.first}};
            list.push_back(std::move(provider));
        }
        if (list.empty())
            list.push_back(Json::object());
        return list;
    }

    bool needsImage() const {
        return std::any_of(m_all.all.begin(), m_all.all.end(), [](const Declaration& each) {
            return each.properties.contains("ami") && each.properties["ami"].is_object();
        });
    }

    static std::string noteId(const Declaration& each) {
        const auto note = each.attributes.find("Waylight");
        return note != each.attributes.end() ? note->value("id", std::string()) : std::string();
    }

    Json resourceOf(const Declaration& each) const {
        Json out = Json::object();
        if (const auto note = each.attributes.find("Waylight"); note != each.attributes.end())
            out["//"]["Waylight"] = *note;
        const Scope scope{each.account, each.region};
        if (!m_scopes.empty() && each.account != m_scopes.front().first)
            out["//"]["Waylight"]["account"] = each.account;
        if (!each.region.empty() && !m_scopes.empty() && scope != m_scopes.front())
            out["provider"] = "aws." + alias(scope);
        for (const auto& [name, value] : each.properties.items())
            out[name] = valueOf(value);
        return out;
    }

    const Declarations& m_all;
    bool m_adopt;
    std::vector<Scope> m_scopes; ///< the one with most resources first
};

} // namespace

Written writeTerraform(const Design& design, bool adopt) {
    Declarations all = declarationsOf(design, Dialect::Terraform);
    Written out;
    out.diagnostics = std::move(all.diagnostics);
    const Json document = ConfigurationWriter(all, adopt).write();
    out.files.push_back({"main.tf.json", document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'});
    return out;
}

} // namespace waylight
