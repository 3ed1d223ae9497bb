// SPDX-License-Identifier: MIT
#include "core/formats/cloudformation/write.h"

#include "core/formats/declared/writing.h"
#include "core/formats/files.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

using namespace declared;

using Scope = std::pair<std::string, std::string>; ///< account, Region

/// References to what this template declares as functions; others as ids.
class TemplateWriter {
public:
    TemplateWriter(const Declarations& all, const Scope& scope, bool withGlobal)
        : m_all(all), m_scope(scope), m_withGlobal(withGlobal) {
        for (const Declaration& each : all.all)
            if (isHere(each))
                m_here.insert(each.id);
            else
                m_ids.emplace(each.id, noteText(each, each.id));
        for (const Declaration& each : all.all)
            if (each.type == "AWS::EC2::VPCGatewayAttachment")
                for (const char* member : {"InternetGatewayId", "VpnGatewayId"})
                    if (const auto found = each.properties.find(member);
                        found != each.properties.end() && isReference(*found))
                        m_attachments.emplace((*found)["$ref"].get<std::string>(), each.id);
    }

    Json write() const {
        Json out;
        out["AWSTemplateFormatVersion"] = "2010-09-09";
        out["Metadata"]["Waylight"] = Json{{"account", m_scope.first}, {"region", m_scope.second}};
        Json resources = Json::object();
        for (const Declaration& each : m_all.all)
            if (isHere(each))
                resources[each.id] = resourceOf(each);
        out["Resources"] = std::move(resources);
        return out;
    }

private:
    /// Roles and the like belong to no Region: they go with the account's first template.
    bool isHere(const Declaration& each) const {
        return each.account == m_scope.first && (each.region.empty() ? m_withGlobal : each.region == m_scope.second);
    }

    static std::string noteText(const Declaration& each, const std::string& otherwise) {
        const auto note = each.attributes.find("Waylight");
        return note != each.attributes.end() && note->contains("id") ? (*note)["id"].get<std::string>() : otherwise;
    }

    Json resourceOf(const Declaration& each) const {
        Json out{{"Type", each.type}};
        if (const std::string attachment = attachmentOf(each); !attachment.empty())
            out["DependsOn"] = attachment;
        if (const auto note = each.attributes.find("Waylight"); note != each.attributes.end())
            out["Metadata"]["Waylight"] = *note;
        if (!each.properties.empty())
            out["Properties"] = valueOf(each.properties);
        return out;
    }

    /// A route to a gateway can be made only when the gateway is attached.
    std::string attachmentOf(const Declaration& each) const {
        for (const char* member : {"GatewayId", "VpnGatewayId"}) {
            const auto target = each.properties.find(member);
            if (each.type == "AWS::EC2::VPCGatewayAttachment" || target == each.properties.end() ||
                !isReference(*target))
                continue;
            if (const auto found = m_attachments.find((*target)["$ref"].get<std::string>());
                found != m_attachments.end())
                return m_here.contains(found->second) ? found->second : std::string();
        }
        return {};
    }

    Json valueOf(const Json& value) const {
        if (isReference(value)) {
            const std::string id = value["$ref"].get<std::string>();
            if (!m_here.contains(id))
                return m_ids.contains(id) ? m_ids.at(id) : id;
            if (!value.contains("attribute"))
                return Json{{"Ref", id}};
            return Json{{"Fn::GetAtt", Json::array({id, value["attribute"]})}};
        }
        Json out = value;
        if (out.is_structured())
            for (Json& each : out)
                each = valueOf(each);
        return out;
    }

    const Declarations& m_all;
    Scope m_scope;
    bool m_withGlobal;
    std::set<std::string> m_here;
    std::map<std::string, std::string> m_ids;         ///< of what other templates declare
    std::map<std::string, std::string> m_attachments; ///< by gateway
};

std::vector<Scope> scopesOf(const Declarations& all) {
    std::map<Scope, std::size_t> counts;
    for (const Declaration& each : all.all)
        if (!each.region.empty())
            ++counts[{each.account, each.region}];
    if (counts.empty())
        for (const Declaration& each : all.all)
            ++counts[{each.account, each.region}];
    std::vector<Scope> scopes;
    for (const auto& [scope, count] : counts)
        scopes.push_back(scope);
    return scopes;
}

} // namespace

Written writeCloudFormation(const Design& design, TextSyntax syntax) {
    Declarations all = declarationsOf(design, Dialect::CloudFormation);
    Written out;
    out.diagnostics = std::move(all.diagnostics);
    std::vector<Scope> scopes = scopesOf(all);
    if (scopes.empty())
        scopes.emplace_back();
    std::set<std::string> accounts;
    for (const Scope& scope : scopes) {
        const bool first = accounts.insert(scope.first).second;
        const Json document = TemplateWriter(all, scope, first).write();
        const std::string name =
            scopes.size() == 1 ? "template" : asFileName("template-" + scope.first + '-' + scope.second);
        if (syntax == TextSyntax::AsYaml)
            out.files.push_back({name + ".yaml", templateAsYaml(document)});
        else
            out.files.push_back({name + ".json", document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'});
    }
    return out;
}

} // namespace waylight
