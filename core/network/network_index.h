// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/shared_vector.h"
#include "core/network/compiled.h"
#include "core/network/derived.h"

#include <map>
#include <memory>
#include <string>

namespace waylight {

/// Who has a public address.
struct PublicOwner {
    Handle interface = noHandle;
    Handle natGateway = noHandle; ///< instead of an interface
    IpAddress privateAddress;     ///< IPv6: the address itself
};

/// A topology compiled: see compiled.h. All of it is shared with the version before where nothing changed.
class NetworkIndex {
public:
    Topology topology;

    std::shared_ptr<HandleMap> handles = std::make_shared<HandleMap>(); ///< shared by all versions
    SharedVector<CompiledPtr> compiled;                                 ///< by handle
    SharedVector<ResourcePtr> resources;           ///< by handle: what the compiled ones were made from, and all others
    Handle internet = handles->intern("internet"); ///< the place outside
    std::shared_ptr<const std::map<IpAddress, PublicOwner>> publicOwners =
        std::make_shared<const std::map<IpAddress, PublicOwner>>();
    SharedMap<std::string, Id> bucketByName;
    SharedMap<std::string, Id> tableByName; ///< DynamoDB, "region|name"

    /// Shared by all versions that came from one another.
    std::shared_ptr<DerivedPieces> derived = std::make_shared<DerivedPieces>();

    /// The compiled resource of a handle, or null when there is none of this kind.
    template <class T>
    const T* find(Handle handle) const {
        if (handle == noHandle)
            return nullptr;
        const Compiled* found = compiled[handle].get();
        return found && found->kind == T::staticKind ? static_cast<const T*>(found) : nullptr;
    }
    template <class T>
    const T* find(const Id& id) const {
        return find<T>(handles->find(id));
    }

    /// The resource of a handle, or null when there is none. Faster than asking the topology, which keeps each type
    /// apart.
    const Resource* resource(Handle handle) const { return handle == noHandle ? nullptr : resources[handle].get(); }
    template <class T>
    const T* get(Handle handle) const {
        return std::get_if<T>(resource(handle));
    }
    template <class T>
    const T* get(const Ref<T>& ref) const {
        return get<T>(handles->find(ref.id));
    }

    const CompiledTable* tableOf(const CompiledSubnet& subnet) const;
    const CompiledAcl* aclOf(const CompiledSubnet& subnet) const;
    const CompiledVpc* vpcOf(const CompiledInterface& interface) const;
    /// The interface with this address in a VPC; null: there is none.
    const CompiledInterface* interfaceAt(const CompiledVpc& vpc, const IpAddress& address) const;
    const PublicOwner* publicOwner(const IpAddress& address) const;
    const Id& name(Handle handle) const { return handles->name(handle); }

    /// The same by the resources of the model.
    const NetworkInterface* interfaceAt(const Id& vpc, const IpAddress& address) const;
    const RouteTable* tableOf(const Subnet& subnet) const;
    const NetworkAcl* aclOf(const Subnet& subnet) const;
    const Vpc* vpcOf(const NetworkInterface& interface) const;
    /// The interfaces of an instance, the primary first.
    std::vector<const NetworkInterface*> interfacesOf(const Id& instance) const;
    std::optional<IpAddress> publicAddressOf(const NetworkInterface& interface, const IpAddress& privateAddress) const;
};

/// The first private address of an interface of the family; none when it has none.
std::optional<IpAddress> primaryAddress(const NetworkInterface& interface, IpFamily family = IpFamily::V4);

} // namespace waylight
