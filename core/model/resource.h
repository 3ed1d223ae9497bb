// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/types/access_point.h"
#include "core/model/types/account.h"
#include "core/model/types/block_public_access.h"
#include "core/model/types/bucket.h"
#include "core/model/types/customer_gateway.h"
#include "core/model/types/dhcp_options.h"
#include "core/model/types/dynamo_table.h"
#include "core/model/types/egress_only_internet_gateway.h"
#include "core/model/types/elastic_ip.h"
#include "core/model/types/endpoint_service.h"
#include "core/model/types/instance.h"
#include "core/model/types/instance_profile.h"
#include "core/model/types/internet.h"
#include "core/model/types/internet_gateway.h"
#include "core/model/types/kms_key.h"
#include "core/model/types/lambda_function.h"
#include "core/model/types/listener.h"
#include "core/model/types/load_balancer.h"
#include "core/model/types/nat_gateway.h"
#include "core/model/types/network_acl.h"
#include "core/model/types/network_interface.h"
#include "core/model/types/prefix_list.h"
#include "core/model/types/region.h"
#include "core/model/types/role.h"
#include "core/model/types/route_table.h"
#include "core/model/types/security_group.h"
#include "core/model/types/subnet.h"
#include "core/model/types/target_group.h"
#include "core/model/types/transit_gateway.h"
#include "core/model/types/transit_gateway_attachment.h"
#include "core/model/types/transit_gateway_route_table.h"
#include "core/model/types/vpc.h"
#include "core/model/types/vpc_endpoint.h"
#include "core/model/types/vpc_peering.h"
#include "core/model/types/vpn_connection.h"
#include "core/model/types/vpn_gateway.h"

#include <array>
#include <memory>
#include <variant>

namespace waylight {

/// Any resource: the one list of resource types. The order is the order of the lists in our file.
using Resource =
    std::variant<Account, Region, Vpc, Subnet, RouteTable, InternetGateway, NatGateway, ElasticIp, VpcEndpoint,
                 PrefixList, SecurityGroup, NetworkAcl, Instance, NetworkInterface, Role, InstanceProfile, Bucket,
                 DynamoTable, Internet, EgressOnlyInternetGateway, VpcPeering, TransitGateway, TransitGatewayAttachment,
                 TransitGatewayRouteTable, VpnGateway, CustomerGateway, VpnConnection, LoadBalancer, Listener,
                 TargetGroup, EndpointService, BlockPublicAccess, BlockPublicAccessExclusion, DhcpOptions, KmsKey,
                 AccessPoint, LambdaFunction>;
using ResourcePtr = std::shared_ptr<const Resource>;

/// The position of a resource type in `Resource`.
using Kind = std::size_t;
inline constexpr Kind kindCount = std::variant_size_v<Resource>;

template <class T>
inline constexpr Kind kindOf = [] {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        Kind kind = kindCount;
        ((std::is_same_v<T, std::variant_alternative_t<I, Resource>> ? void(kind = I) : void()), ...);
        return kind;
    }
    (std::make_index_sequence<kindCount>{});
}();

inline constexpr std::array<TypeInfo, kindCount> typeInfos = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<TypeInfo, kindCount>{Description<std::variant_alternative_t<I, Resource>>::type...};
}
(std::make_index_sequence<kindCount>{});

inline const TypeInfo& typeInfo(Kind kind) {
    return typeInfos[kind];
}
inline const TypeInfo& typeInfo(const Resource& resource) {
    return typeInfos[resource.index()];
}

/// The kind whose `TypeInfo::name` is `name`; none when there is no such type.
std::optional<Kind> kindNamed(std::string_view name);

inline const ResourceBase& base(const Resource& resource) {
    return std::visit([](const auto& each) -> const ResourceBase& { return each; }, resource);
}
inline ResourceBase& base(Resource& resource) {
    return std::visit([](auto& each) -> ResourceBase& { return each; }, resource);
}

/// The name, or the id when it has none.
const std::string& displayName(const ResourceBase& resource);

/// A new resource of a kind with this id and the defaults of its type.
Resource newResource(Kind kind, Id id);

/// True when the field of this name is among the resource's `unknown` ones.
bool isUnknown(const ResourceBase& resource, std::string_view fieldName);

/// Calls `visit.template operator()<T>()` for each resource type.
template <class Visit>
constexpr void forEachType(Visit&& visit) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (visit.template operator()<std::variant_alternative_t<I, Resource>>(), ...);
    }
    (std::make_index_sequence<kindCount>{});
}

/// The fields of every resource, then those of T.
template <class T, class Visit>
constexpr void forEachResourceField(Visit&& visit) {
    forEachField<ResourceBase>(visit);
    forEachField<T>(visit);
}

} // namespace waylight
