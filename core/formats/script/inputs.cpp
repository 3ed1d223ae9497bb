// SPDX-License-Identifier: MIT
#include "core/formats/script/script.h"

#include "core/formats/files.h"
#include "core/model/codec.h"

#include <algorithm>
#include <set>

namespace waylight {
namespace {

/// A name for a file, of the name or id of a resource, each once.
class FileNames {
public:
    std::string of(const ResourceBase& resource, const std::string& suffix) {
        const std::string rest = asFileName(suffix);
        const std::string name = asFileName(displayName(resource));
        std::string free = name + rest;
        for (int number = 2; !m_taken.insert(free).second; ++number)
            free = name + '-' + std::to_string(number) + rest;
        return free;
    }

private:
    std::set<std::string> m_taken;
};

/// The members of the call are the properties of the template, under the same names.
Json inputOf(const VpcEndpoint& endpoint) {
    const Json own = toJson(endpoint);
    Json out = Json::object();
    for (const FieldInfo& field : fieldInfos(kindOf<VpcEndpoint>)) {
        const auto value = own.find(field.name);
        if (field.options.cfn.empty() || value == own.end() || field.options.cfn.find('.') != std::string_view::npos)
            continue;
        out[std::string(field.options.cfn)] = field.type == FieldType::Policy ? Json(endpoint.policy.text) : *value;
    }
    if (!out.contains("VpcEndpointType"))
        out["VpcEndpointType"] = std::string(enumName(endpoint.type));
    if (!endpoint.dnsRecordIpType.empty())
        out["DnsOptions"]["DnsRecordIpType"] = endpoint.dnsRecordIpType;
    if (endpoint.privateDnsOnlyForInbound)
        out["DnsOptions"]["PrivateDnsOnlyForInboundResolverEndpoint"] = true;
    Json tags = Json::array();
    if (!endpoint.name.empty())
        tags.push_back({{"Key", "Name"}, {"Value", endpoint.name}});
    for (const auto& [key, value] : endpoint.tags)
        tags.push_back({{"Key", key}, {"Value", value}});
    if (!tags.empty())
        out["TagSpecifications"] = Json::array({{{"ResourceType", "vpc-endpoint"}, {"Tags", std::move(tags)}}});
    return out;
}

std::string policyFile(const PolicyText& policy) {
    return policy.text.ends_with('\n') ? policy.text : policy.text + '\n';
}

} // namespace

Written writeCliInputs(const Design& design) {
    Written out;
    FileNames names;
    design.topology.forEach<VpcEndpoint>([&](const VpcEndpoint& endpoint) {
        out.files.push_back({"create-vpc-endpoint-" + names.of(endpoint, ".json"),
                             inputOf(endpoint).dump(2, ' ', false, Json::error_handler_t::replace) + '\n'});
    });
    return out;
}

Written writePolicies(const Design& design) {
    Written out;
    FileNames names;
    const auto add = [&](const ResourceBase& owner, const PolicyText& policy, const std::string& suffix) {
        if (!policy.empty())
            out.files.push_back({names.of(owner, suffix), policyFile(policy)});
    };
    const Topology& topology = design.topology;
    topology.forEach<VpcEndpoint>([&](const VpcEndpoint& each) { add(each, each.policy, "-endpoint-policy.json"); });
    topology.forEach<Bucket>([&](const Bucket& each) { add(each, each.policy, "-bucket-policy.json"); });
    topology.forEach<DynamoTable>([&](const DynamoTable& each) { add(each, each.policy, "-table-policy.json"); });
    topology.forEach<KmsKey>([&](const KmsKey& each) { add(each, each.policy, "-key-policy.json"); });
    topology.forEach<AccessPoint>(
        [&](const AccessPoint& each) { add(each, each.policy, "-access-point-policy.json"); });
    topology.forEach<Role>([&](const Role& each) {
        add(each, each.trustPolicy, "-trust-policy.json");
        add(each, each.permissionsBoundary, "-permissions-boundary.json");
        for (const NamedPolicy& policy : each.policies)
            add(each, policy.document, '-' + policy.name + ".json");
    });
    return out;
}

} // namespace waylight
