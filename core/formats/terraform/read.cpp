// SPDX-License-Identifier: MIT
#include "core/formats/terraform/read.h"

#include "core/base/message_ids.h"
#include "core/formats/terraform/edges.h"
#include "core/formats/terraform/listing.h"
#include "core/formats/terraform/places.h"
#include "core/formats/terraform/syntax.h"
#include "core/formats/terraform/values.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace waylight {
namespace terraform {
namespace {

Message message(MessageId id, std::vector<std::string> args = {}) {
    return Message{id, std::move(args)};
}

/// Declarations of what a listing holds on one side.
class Declarer {
public:
    Declarer(const Json& document, const std::string& file, const ReadOptions& options, Listing listing, bool plan)
        : m_document(document), m_options(options), m_listing(std::move(listing)), m_configuration(document),
          m_references(m_configuration, m_listing.resources), m_plan(plan) {
        m_result.dialect = Dialect::Terraform;
        m_result.file = file;
        m_result.diagnostics = std::move(m_listing.diagnostics);
    }

    Declarations after() {
        declareAll();
        if (m_plan)
            sayWhatThePlanDoes();
        if (m_plan && !m_configuration.empty())
            recover();
        else if (m_plan)
            note(Severity::Warning, message(MessageId::TerraformNoConfiguration));
        return finished();
    }

    Declarations before() {
        for (Resource& each : m_listing.resources)
            each.action.clear();
        m_before = true;
        declareAll();
        return finished();
    }

private:
    void declareAll() {
        nameAll();
        m_all.resize(m_listing.resources.size());
        for (std::size_t i = 0; i < m_all.size(); ++i)
            declare(m_listing.resources[i], m_all[i]);
    }

    /// Ids are told by both sides together, so that a thing has one id.
    void nameAll() {
        std::unordered_set<std::string> taken;
        std::unordered_map<std::string, std::size_t> repeated;
        for (const bool data : {false, true}) // what is created goes before what is only looked up
            for (std::size_t i = 0; i < m_listing.resources.size(); ++i) {
                const Resource& resource = m_listing.resources[i];
                if (resource.data != data)
                    continue;
                std::string id = awsIdOf(resource);
                if (id.empty() || !taken.insert(id).second) {
                    id = resource.address;
                    while (!taken.insert(id).second) // in files that no Terraform wrote addresses stand twice
                        id = resource.address + '#' + std::to_string(++repeated[resource.address] + 1);
                }
                m_ids.emplace(&resource, std::move(id));
            }
    }

    static std::string awsIdOf(const Resource& resource) {
        const std::string_view attribute = idAttribute(resource.type);
        for (const Json* values : {resource.values, resource.before})
            if (values && !attribute.empty())
                if (std::string id = textOf(*values, attribute); !id.empty())
                    return id;
        return {};
    }

    void declare(const Resource& resource, Declaration& declaration) {
        const Json* values = m_before ? resource.before : resource.values;
        if (!values)
            return;
        declaration.id = m_ids.at(&resource);
        declaration.address = resource.address;
        declaration.type = resource.type;
        declaration.pointer = resource.pointer;
        declaration.properties = knownValues(*values, m_before ? nullptr : resource.unknown,
                                             m_before ? resource.beforeSensitive : resource.sensitive, m_values);
        if (resource.data)
            declaration.attributes["mode"] = "data";
        if (!resource.action.empty())
            declaration.attributes["action"] = resource.action;
        if (!isAws(resource))
            declaration.attributes["provider"] = resource.provider;
        declaration.region = regionOf(*values, m_configuration.providerOf(resource), resource, m_references);
        declaration.account = accountOf(*values);
    }

    void recover() {
        const EdgeCounts edges = recoverEdges(m_all, m_listing.resources, m_configuration, m_references);
        deriveArns();
        dropDefaults();
        if (edges.resolved + edges.onlyCandidate + edges.unknown > 0)
            note(
                edges.unknown ? Severity::Warning : Severity::Note,
                message(MessageId::TerraformEdges, {std::to_string(edges.resolved), std::to_string(edges.onlyCandidate),
                                                    std::to_string(edges.unknown)}));
    }

    /// What is not configured and not known yet, but left to a default that AWS documents: such as no rules of its own,
    /// and the policy that allows everything. https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
    void dropDefaults() {
        static constexpr std::string_view defaults[] = {"associate_public_ip_address",
                                                        "description",
                                                        "dns_options",
                                                        "egress",
                                                        "enable_dns_hostnames",
                                                        "enable_dns_support",
                                                        "ingress",
                                                        "ip_address_type",
                                                        "ipv6_addresses",
                                                        "ipv6_cidr_block",
                                                        "network_interface",
                                                        "policy",
                                                        "private_dns_enabled",
                                                        "private_ip",
                                                        "private_ip_list",
                                                        "private_ips",
                                                        "propagating_vgws",
                                                        "route",
                                                        "route_table_ids",
                                                        "secondary_private_ips",
                                                        "security_group_ids",
                                                        "security_groups",
                                                        "source_dest_check",
                                                        "subnet_configuration",
                                                        "subnet_ids",
                                                        "vpc_security_group_ids"};
        for (std::size_t i = 0; i < m_all.size(); ++i) {
            const Json* configured =
                m_all[i].type.empty() ? nullptr : m_configuration.resourceOf(m_listing.resources[i]);
            const Json* expressions = configured ? member(*configured, "expressions") : nullptr;
            if (!expressions || !expressions->is_object())
                continue;
            for (const std::string_view name : defaults) {
                const auto found = m_all[i].properties.find(std::string(name));
                if (found != m_all[i].properties.end() && *found == unknownValue() && !member(*expressions, name))
                    m_all[i].properties.erase(found);
            }
        }
    }

    /// The ARN of a bucket says no more than its name.
    void deriveArns() {
        for (Declaration& each : m_all) {
            const std::string name = each.type == "aws_s3_bucket" ? textOf(each.properties, "bucket") : "";
            if (!name.empty() && each.properties.contains("arn") && isUnknownValue(each.properties["arn"]))
                each.properties["arn"] = "arn:" + partitionOf(each.region) + ":s3:::" + name;
        }
    }

    void sayWhatThePlanDoes() {
        const auto flag = [&](const char* name, bool value) {
            const Json* found = member(m_document, name);
            return found && found->is_boolean() && found->get<bool>() == value;
        };
        if (flag("errored", true))
            note(Severity::Warning, message(MessageId::TerraformErroredPlan));
        else if (flag("complete", false))
            note(Severity::Warning, message(MessageId::TerraformPartialPlan));
        if (m_listing.drifted > 0)
            note(Severity::Note,
                 message(MessageId::TerraformDrift, {std::to_string(m_listing.drifted), driftedNames()}));
        std::map<std::string, std::size_t> actions;
        for (const Resource& each : m_listing.resources)
            actions[each.data ? "" : each.action]++;
        const auto count = [&](const char* action) { return std::to_string(actions[action]); };
        note(Severity::Note, message(MessageId::TerraformChanges,
                                     {count("create"), count("update"), count("replace"), count("delete")}));
    }

    std::string driftedNames() const {
        constexpr std::size_t most = 5;
        std::string names;
        std::size_t count = 0;
        for (const Json& each : m_document["resource_drift"])
            if (const std::string address = textOf(each, "address"); !address.empty() && count++ < most)
                names += (names.empty() ? "" : ", ") + address;
        return names + (count > most ? ", …" : "");
    }

    Declarations finished() {
        sayWhatIsOpen();
        keepUsedData();
        for (Declaration& each : m_all)
            if (!each.type.empty())
                m_result.all.push_back(std::move(each));
        settlePlaces(m_result, m_listing, m_options);
        for (const char* name : {"format_version", "version", "terraform_version"})
            if (const Json* value = member(m_document, name))
                m_result.document[name] = *value;
        return std::move(m_result);
    }

    void sayWhatIsOpen() {
        std::size_t unknown = 0;
        std::size_t data = 0;
        std::size_t foreign = 0;
        std::set<std::string> providers;
        for (std::size_t i = 0; i < m_all.size(); ++i) {
            if (m_all[i].type.empty())
                continue;
            if (m_listing.resources[i].data) {
                ++data;
                continue;
            }
            unknown += unknownCount(m_all[i].properties);
            if (!isAws(m_listing.resources[i])) {
                ++foreign;
                providers.insert(m_listing.resources[i].provider);
            }
        }
        unknown -= std::min(unknown, m_values.sensitive);
        sayCount(unknown, MessageId::TerraformUnknownValues);
        sayCount(m_values.sensitive, MessageId::TerraformSensitive);
        sayCount(data, MessageId::TerraformDataSources);
        sayCount(m_listing.deposed, MessageId::TerraformDeposed);
        std::string names;
        for (const std::string& each : providers)
            names += (names.empty() ? "" : ", ") + each;
        if (foreign > 0)
            note(Severity::Note, message(MessageId::TerraformOtherProviders, {std::to_string(foreign), names}));
    }

    void sayCount(std::size_t count, MessageId id) {
        if (count > 0)
            note(Severity::Note, message(id, {std::to_string(count)}));
    }

    /// Data sources are declared when a resource uses the thing that they found.
    void keepUsedData() {
        std::unordered_map<std::string, bool> used;
        for (std::size_t i = 0; i < m_all.size(); ++i)
            if (m_listing.resources[i].data && !m_all[i].type.empty())
                used.emplace(m_all[i].id, false);
        for (std::size_t i = 0; i < m_all.size() && !used.empty(); ++i)
            if (!m_listing.resources[i].data)
                markUsed(m_all[i].properties, used);
        for (std::size_t i = 0; i < m_all.size(); ++i)
            if (m_listing.resources[i].data && !m_all[i].type.empty() && !used[m_all[i].id])
                m_all[i] = {};
    }

    static void markUsed(const Json& value, std::unordered_map<std::string, bool>& used) {
        if (value.is_string()) {
            if (const auto found = used.find(value.get_ref<const std::string&>()); found != used.end())
                found->second = true;
        } else if (value.is_structured()) {
            for (const Json& each : value)
                markUsed(each, used);
        }
    }

    void note(Severity severity, Message text) {
        m_result.diagnostics.push_back({severity, std::move(text), m_result.file, {}});
    }

    const Json& m_document;
    const ReadOptions& m_options;
    Listing m_listing;
    Configuration m_configuration;
    References m_references;
    bool m_plan = false;
    bool m_before = false;
    std::unordered_map<const Resource*, std::string> m_ids;
    std::vector<Declaration> m_all;
    ValueCounts m_values;
    Declarations m_result;
};

bool isPlan(const Json& document) {
    return document.is_object() && document.contains("format_version") &&
           (document.contains("planned_values") || document.contains("resource_changes"));
}

bool isState(const Json& document) {
    return document.is_object() && document.contains("format_version") && !isPlan(document) &&
           (document.contains("values") || document.contains("terraform_version") || document.size() == 1);
}

bool isRawState(const Json& document) {
    const Json* version = member(document, "version");
    const bool listed = member(document, "resources") || member(document, "modules");
    return version && version->is_number() && listed &&
           (member(document, "terraform_version") || member(document, "serial") || member(document, "lineage"));
}

/// Major versions of the format before the first that was promised to stay, and that.
bool isKnownVersion(const std::string& version) {
    return version == "0" || version == "1" || version.starts_with("0.") || version.starts_with("1.");
}

std::string versionOf(const Json& document) {
    const Json* version = member(document, "format_version");
    if (version && version->is_string())
        return version->get<std::string>();
    return version ? version->dump(-1, ' ', false, Json::error_handler_t::replace) : std::string();
}

Diagnostic failure(Message text, const std::string& file, std::string pointer = {}) {
    return {Severity::Error, std::move(text), file, std::move(pointer)};
}

Result<Declarations> ofRawState(const Json& document, const std::string& file, const ReadOptions& options) {
    const Json& version = document["version"];
    if (version != 4 && version != 3)
        return failure(message(MessageId::TerraformStateVersion, {version.dump()}), file, "/version");
    return Declarer(document, file, options, listingOfRawState(document, file), false).after();
}

} // namespace
} // namespace terraform

using namespace terraform;

bool looksLikeTerraform(const Json& document) {
    return isPlan(document) || isState(document) || isRawState(document) || isConfigurationSyntax(document);
}

bool looksLikeTerraformPlan(const Json& document) {
    return isPlan(document);
}

Result<Declarations> declarationsOfTerraform(const Json& document, const std::string& file,
                                             const ReadOptions& options) {
    if ((isPlan(document) || isState(document)) && !isKnownVersion(versionOf(document)))
        return failure(terraform::message(MessageId::TerraformFormatVersion, {versionOf(document)}), file,
                       "/format_version");
    if (isPlan(document))
        return Declarer(document, file, options, listingOfPlan(document, file), true).after();
    if (isState(document))
        return Declarer(document, file, options, listingOfState(document, file), false).after();
    if (isRawState(document))
        return ofRawState(document, file, options);
    if (isConfigurationSyntax(document))
        return declarationsOfSyntax(document, file, options);
    return failure(terraform::message(MessageId::NotTerraform), file);
}

Result<Declarations> declarationsBefore(const Json& document, const std::string& file, const ReadOptions& options) {
    if (!isPlan(document))
        return failure(terraform::message(MessageId::TerraformNotAPlan), file);
    if (!isKnownVersion(versionOf(document)))
        return failure(terraform::message(MessageId::TerraformFormatVersion, {versionOf(document)}), file,
                       "/format_version");
    return Declarer(document, file, options, listingOfPlan(document, file), true).before();
}

} // namespace waylight
