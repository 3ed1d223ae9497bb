// SPDX-License-Identifier: MIT
#include "core/formats/declared/assembly.h"

#include "core/formats/declared/hosts.h"
#include "core/model/references.h"

#include <algorithm>

namespace waylight::declared {
namespace {

/// Second names of types.
constexpr std::pair<std::string_view, Kind> otherTypes[] = {
    {"AWS::EC2::TransitGatewayVpcAttachment", kindOf<TransitGatewayAttachment>},
    {"AWS::EC2::TransitGatewayPeeringAttachment", kindOf<TransitGatewayAttachment>},
    {"aws_ec2_transit_gateway_peering_attachment", kindOf<TransitGatewayAttachment>},
    {"aws_default_vpc", kindOf<Vpc>},
    {"aws_default_subnet", kindOf<Subnet>},
    {"aws_default_route_table", kindOf<RouteTable>},
    {"aws_default_security_group", kindOf<SecurityGroup>},
    {"aws_default_network_acl", kindOf<NetworkAcl>},
    {"aws_default_vpc_dhcp_options", kindOf<DhcpOptions>},
    {"aws_alb", kindOf<LoadBalancer>},
    {"aws_alb_listener", kindOf<Listener>},
    {"aws_alb_target_group", kindOf<TargetGroup>},
};

} // namespace

const Json& noteOf(const Declaration& declaration) {
    static const Json none = Json::object();
    const Json* at = &declaration.attributes;
    for (const char* member : {at->contains("//") ? "//" : "Metadata", "Waylight"}) {
        const auto found = at->is_object() ? at->find(member) : at->end();
        if (!at->is_object() || found == at->end())
            return none;
        at = &*found;
    }
    return at->is_object() ? *at : none;
}

std::optional<Kind> kindOfType(Dialect dialect, std::string_view type) {
    for (Kind kind = 0; kind < kindCount; ++kind) {
        const TypeInfo& info = typeInfo(kind);
        if (!type.empty() && (dialect == Dialect::CloudFormation ? info.cfn : info.tf) == type)
            return kind;
    }
    for (const auto& [name, kind] : otherTypes)
        if (name == type)
            return kind;
    return std::nullopt;
}

Resource& Assembly::added(Resource resource, const Declaration& by) {
    const Id id = base(resource).id;
    if (const auto place = m_places.find(id); place != m_places.end()) {
        say(Severity::Warning, message(MessageId::DeclaredTwice, id), by.pointer);
        return *m_resources[place->second];
    }
    base(resource).account = by.account;
    if (typeInfo(resource).regional)
        base(resource).region = by.region;
    m_places.emplace(id, m_resources.size());
    m_declared.emplace(id, by.id);
    m_resources.push_back(std::make_unique<Resource>(std::move(resource)));
    return *m_resources.back();
}

void Assembly::alias(Kind kind, const std::string& text, const Id& id) {
    if (!text.empty() && text != id)
        m_aliases[kind].emplace(text, id);
}

Resource* Assembly::findAny(std::optional<Kind> kind, const std::string& reference) {
    if (const auto place = m_places.find(reference); place != m_places.end())
        if (!kind || m_resources[place->second]->index() == *kind)
            return m_resources[place->second].get();
    for (Kind each = 0; each < kindCount; ++each) {
        if (kind && each != *kind)
            continue;
        if (const auto found = m_aliases[each].find(reference); found != m_aliases[each].end())
            return m_resources[m_places.at(found->second)].get();
    }
    return nullptr;
}

Id Assembly::notedInterface(const Id& host, std::size_t number) const {
    const auto found = m_interfaces.find(host);
    return found != m_interfaces.end() && number < found->second.size() ? found->second[number]
                                                                        : interfaceId(host, number);
}

void Assembly::markUnknown(ResourceBase& resource, std::string_view field) {
    if (!isUnknown(resource, field))
        resource.unknown.emplace_back(field);
}

bool isManagedPolicy(std::string_view type) {
    return type == "AWS::IAM::ManagedPolicy" || type == "aws_iam_policy";
}

void Assembly::addManagedPolicy(const Declaration& by) {
    Entry entry(by.properties, m_dialect);
    ManagedPolicy made;
    made.policy.document = policyOf(entry.take({"PolicyDocument", "policy"}));
    made.known = !entry.foundUnknown();
    made.policy.name = entry.text({"ManagedPolicyName", "name"});
    const std::string arn = entry.text({"", "arn"});
    if (made.policy.name.empty())
        made.policy.name = by.id;
    made.policy.extra = Extra(Json{{"aws", {{"PolicyArn", arn.empty() ? by.id : arn}}}});
    m_policies.emplace(by.id, made);
    m_policies.emplace(made.policy.name, made);
}

const Assembly::ManagedPolicy* Assembly::managedPolicy(const std::string& reference) const {
    auto found = m_policies.find(reference);
    if (found == m_policies.end() && reference.find(":iam::aws:") == std::string::npos)
        found = m_policies.find(reference.substr(reference.rfind('/') + 1));
    return found == m_policies.end() ? nullptr : &found->second;
}

void Assembly::sayPartOfNobody(const Declaration& part, const std::string& owner) {
    say(Severity::Note, message(MessageId::DeclaredPartOfNobody, part.id, part.type, owner), part.pointer);
}

/// A reference to a VPC where a table, ACL or group is expected means the one that AWS makes with it.
Id Assembly::madeWith(const std::string& vpc, std::optional<Kind> kind) {
    const Vpc* found = find<Vpc>(vpc);
    const auto made = found ? m_defaults.find(found->id) : m_defaults.end();
    if (!kind || made == m_defaults.end())
        return {};
    return *kind == kindOf<RouteTable>      ? made->second.table
           : *kind == kindOf<NetworkAcl>    ? made->second.acl
           : *kind == kindOf<SecurityGroup> ? made->second.group
                                            : Id();
}

void Assembly::settleReferences() {
    for (std::unique_ptr<Resource>& resource : m_resources) {
        std::map<Id, Id> ids;
        forEachReference(*resource, [&](const Reference& reference) {
            const Resource* found = findAny(reference.kind, reference.target);
            if (const Id made = found ? Id() : madeWith(reference.target, reference.kind); !made.empty())
                found = findAny(reference.kind, made);
            if (found && base(*found).id != reference.target)
                ids.emplace(reference.target, base(*found).id);
        });
        for (const auto& [from, to] : ids)
            *resource = withReference(*resource, from, to);
    }
}

} // namespace waylight::declared
