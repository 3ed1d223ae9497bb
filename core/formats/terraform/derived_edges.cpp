// SPDX-License-Identifier: MIT
#include "core/formats/terraform/edges.h"

#include <algorithm>

namespace waylight::terraform {
namespace {

bool isGuess(const Declaration& declaration, const std::string& pointer) {
    const auto found = declaration.certainties.find(pointer);
    return found != declaration.certainties.end() && found->second == Certainty::OnlyCandidate;
}

bool isOpen(const Declaration& declaration, std::string_view name) {
    const Json* value = member(declaration.properties, name);
    return value && *value == unknownValue();
}

/// An instance is in the subnet of its first network interface.
void deriveSubnet(Declaration& instance, const std::vector<Declaration>& declarations) {
    const Json* interfaces = member(instance.properties, "network_interface");
    if (!isOpen(instance, "subnet_id") || !interfaces || !interfaces->is_array())
        return;
    for (std::size_t i = 0; i < interfaces->size(); ++i) {
        const Json* index = member((*interfaces)[i], "device_index");
        const std::string id = textOf((*interfaces)[i], "network_interface_id");
        if (!index || *index != 0 || id.empty())
            continue;
        const auto found = std::find_if(declarations.begin(), declarations.end(), [&](const Declaration& each) {
            return each.type == "aws_network_interface" && each.id == id;
        });
        const std::string subnet = found == declarations.end() ? "" : textOf(found->properties, "subnet_id");
        if (subnet.empty())
            continue;
        const bool guessed = isGuess(*found, "/subnet_id") ||
                             isGuess(instance, "/network_interface/" + std::to_string(i) + "/network_interface_id");
        instance.properties["subnet_id"] = subnet;
        instance.certainties["/subnet_id"] = guessed ? Certainty::OnlyCandidate : Certainty::Resolved;
        return;
    }
}

/// An endpoint has one network interface in each of its subnets.
void deriveSubnetConfiguration(Declaration& endpoint) {
    const Json* subnets = member(endpoint.properties, "subnet_ids");
    if (!isOpen(endpoint, "subnet_configuration") || !subnets || !subnets->is_array() || subnets->empty() ||
        holdsUnknown(*subnets))
        return;
    const bool guessed = isGuess(endpoint, "/subnet_ids");
    Json configuration = Json::array();
    for (const Json& subnet : *subnets) {
        endpoint.certainties["/subnet_configuration/" + std::to_string(configuration.size()) + "/subnet_id"] =
            guessed ? Certainty::OnlyCandidate : Certainty::Resolved;
        configuration.push_back(Json::object({{"subnet_id", subnet}}));
    }
    endpoint.properties["subnet_configuration"] = std::move(configuration);
}

} // namespace

void deriveEdges(std::vector<Declaration>& declarations) {
    for (Declaration& each : declarations) {
        if (each.type == "aws_instance")
            deriveSubnet(each, declarations);
        else if (each.type == "aws_vpc_endpoint")
            deriveSubnetConfiguration(each);
    }
}

} // namespace waylight::terraform
