// SPDX-License-Identifier: MIT
#include "core/formats/describe/gatherer.h"
#include "core/formats/describe/hooks.h"

/// Objects inside others.
namespace waylight::describe {

void Gatherer::addInstanceProfiles(const Json& role, const std::string& pointer) {
    if (!role.contains("InstanceProfileList") || !role["InstanceProfileList"].is_array())
        return;
    for (Json profile : role["InstanceProfileList"]) {
        if (!profile.is_object())
            continue;
        if (!profile.contains("Roles") || profile["Roles"].empty())
            profile["Roles"] = Json::array({{{"Arn", textAt(role, "Arn")}}});
        addRepeated(kindOf<InstanceProfile>, "InstanceProfiles", std::move(profile), pointer + "/InstanceProfileList");
    }
}

void Gatherer::readReservations(Json& reservations, const std::string& pointer) {
    for (std::size_t i = 0; i < reservations.size(); ++i) {
        if (!reservations[i].is_object() || !reservations[i].contains("Instances") ||
            !reservations[i]["Instances"].is_array())
            continue;
        Json around = std::move(reservations[i]);
        Json instances = takenMember(around, "Instances");
        const Json owner = takenMember(around, "OwnerId");
        for (std::size_t j = 0; j < instances.size(); ++j) {
            Item* item = addItem(kindOf<Instance>, "Reservations", std::move(instances[j]),
                                 joinedPointer(joinedPointer(pointer, i) + "/Instances", j));
            if (!item)
                continue;
            if (!owner.is_null() && !item->json().contains("OwnerId"))
                addMember(item->json(), "OwnerId", owner);
            if (!around.empty())
                item->more["reservation"] = j + 1 < instances.size() ? around : std::move(around);
            moveInterfaces(*item, owner);
        }
    }
}

/// The interfaces inside an instance repeat the list of interfaces, unless that is not in the dump.
void Gatherer::moveInterfaces(Item& instance, const Json& owner) {
    Json interfaces = takenMember(instance.json(), "NetworkInterfaces");
    Json rest = Json::array();
    for (std::size_t i = 0; interfaces.is_array() && i < interfaces.size(); ++i) {
        Json& interface = interfaces[i];
        if (textAt(interface, "NetworkInterfaceId").empty()) {
            rest.push_back(std::move(interface));
            continue;
        }
        if (!interface.contains("Attachment"))
            addMember(interface, "Attachment", Json::object());
        if (interface["Attachment"].is_object())
            interface["Attachment"]["InstanceId"] = textAt(instance.json(), "InstanceId");
        if (!interface.contains("OwnerId") && !owner.is_null())
            addMember(interface, "OwnerId", owner);
        addRepeated(kindOf<NetworkInterface>, "NetworkInterfaces", std::move(interface),
                    instance.pointer + "/NetworkInterfaces/" + std::to_string(i));
    }
    if (!rest.empty())
        instance.json()["NetworkInterfaces"] = std::move(rest);
}

/// Tools wrap the listeners of each load balancer.
void Gatherer::readListeners(Json& wrappers, const std::string& pointer) {
    for (std::size_t i = 0; i < wrappers.size(); ++i) {
        if (!wrappers[i].is_object() || !wrappers[i].contains("Listeners") || !wrappers[i]["Listeners"].is_array())
            continue;
        readList(kindOf<Listener>, "Listeners", wrappers[i]["Listeners"], joinedPointer(pointer, i) + "/Listeners");
    }
}

} // namespace waylight::describe
