// SPDX-License-Identifier: MIT
#include "core/drawing/layers.h"

#include "core/model/resource.h"

#include <algorithm>

namespace waylight {
namespace {

template <class... Types>
bool isOneOf(const std::string& icon) {
    return ((icon == typeInfo(kindOf<Types>).name) || ...);
}

bool isShown(const PictureBox& box, const Layers& layers) {
    if (box.role != BoxRole::Symbol)
        return true;
    if (isOneOf<RouteTable, TransitGatewayRouteTable>(box.icon))
        return layers.routing;
    if (isOneOf<SecurityGroup, NetworkAcl>(box.icon))
        return layers.security;
    if (isOneOf<Role, InstanceProfile, KmsKey>(box.icon))
        return layers.policies;
    return true;
}

bool isShown(const PictureConnector& connector, const Layers& layers) {
    const bool routes = connector.role == ConnectorRole::Route || connector.role == ConnectorRole::EndpointRoute;
    return layers.routing || !routes;
}

/// What is not drawn by itself, in the order of ids, with what still stands for it.
std::vector<std::pair<Id, Id>> standInsOf(const Picture& picture, const Topology& topology, const Layers& layers) {
    std::vector<std::pair<Id, Id>> standIns;
    topology.forEachResource([&](const ResourcePtr& each) {
        const Id& id = base(*each).id;
        if (const PictureBox* box = picture.box(id); box && box->id != id && isShown(*box, layers))
            standIns.emplace_back(id, box->id);
    });
    std::sort(standIns.begin(), standIns.end());
    return standIns;
}

} // namespace

Picture withLayers(const Picture& picture, const Topology& topology, const Layers& layers,
                   const std::map<Id, std::string>& prices) {
    const auto& all = picture.boxes();
    std::vector<int> newIndex(all.size(), -1);
    std::vector<PictureBox> boxes;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!isShown(all[i], layers))
            continue;
        newIndex[i] = static_cast<int>(boxes.size());
        boxes.push_back(all[i]);
        PictureBox& box = boxes.back();
        if (box.parent >= 0)
            box.parent = newIndex[static_cast<std::size_t>(box.parent)];
        if (!layers.labels)
            box.subtitle.clear();
        if (const auto price = prices.find(box.id); layers.cost && price != prices.end())
            box.price = price->second;
    }
    const auto stays = [&](const Id& id) {
        const PictureBox* box = picture.box(id);
        return box && isShown(*box, layers);
    };
    std::vector<PictureConnector> connectors;
    for (const PictureConnector& each : picture.connectors()) {
        if (!isShown(each, layers) || !stays(each.from) || !stays(each.to))
            continue;
        connectors.push_back(each);
        if (!layers.labels)
            connectors.back().labelRect = {};
    }
    return Picture(std::move(boxes), std::move(connectors), standInsOf(picture, topology, layers));
}

} // namespace waylight
