// SPDX-License-Identifier: MIT
#include "core/analysis/fixes/policy_places.h"

namespace waylight {
namespace {

using policy::PolicyForm;

PolicyForm formOf(const Resource& resource, std::string_view field) {
    if (const auto* endpoint = std::get_if<VpcEndpoint>(&resource))
        return endpoint->type == EndpointType::Gateway ? PolicyForm::GatewayEndpoint : PolicyForm::InterfaceEndpoint;
    if (std::holds_alternative<Bucket>(resource))
        return PolicyForm::Bucket;
    if (std::holds_alternative<AccessPoint>(resource))
        return PolicyForm::AccessPoint;
    if (field == "serviceControlPolicies")
        return PolicyForm::ServiceControl;
    if (field == "resourceControlPolicies")
        return PolicyForm::ResourceControl;
    if (!std::holds_alternative<Role>(resource))
        return PolicyForm::Resource;
    if (field == "policies")
        return PolicyForm::Identity;
    return field == "permissionsBoundary" ? PolicyForm::Boundary : PolicyForm::Trust;
}

/// The text of a policy from the form in our file, where one laid out as we would is an object.
std::string textOf(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    return value.is_object() ? value.dump(2, ' ', false, Json::error_handler_t::replace) : std::string();
}

/// "DenyDelete (root)": what people call the policy of a row.
std::string nameOf(const Json& row) {
    const std::string level = row.value("attachedTo", std::string());
    return row.value("policyName", std::string()) + (level.empty() ? level : " (" + level + ')');
}

void addRecords(std::vector<PolicyPlace>& places, const Resource& resource, const FieldInfo& field) {
    for (const FieldInfo& member : field.record) {
        if (member.type != FieldType::Policy)
            continue;
        const Json rows = fieldValue(resource, field.name);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string pointer = joinedPointer(joinedPointer(joinedPointer({}, field.name), i), member.name);
            places.push_back({pointer, field.name, std::string(field.options.label), nameOf(rows[i]),
                              textOf(rows[i].value(member.name, Json())), formOf(resource, field.name)});
        }
    }
}

} // namespace

std::vector<PolicyPlace> policyPlaces(const Resource& resource) {
    std::vector<PolicyPlace> places;
    for (const FieldInfo& field : fieldInfos(resource.index())) {
        if (field.type == FieldType::Policy)
            places.push_back({joinedPointer({}, field.name),
                              field.name,
                              std::string(field.options.label),
                              {},
                              textOf(fieldValue(resource, field.name)),
                              formOf(resource, field.name)});
        else if (field.type == FieldType::Record && field.list)
            addRecords(places, resource, field);
    }
    return places;
}

Json fieldWithPolicy(const Resource& resource, const PolicyPlace& place, const std::string& text) {
    const std::string own = joinedPointer({}, place.field);
    if (place.pointer == own)
        return text;
    Json value = fieldValue(resource, place.field);
    value[Json::json_pointer(place.pointer.substr(own.size()))] = text;
    return value;
}

} // namespace waylight
