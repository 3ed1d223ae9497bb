// SPDX-License-Identifier: MIT
#pragma once

namespace waylight::edit {

/// Calls `visit(std::string&)` for each name that a resource has in AWS besides its Name tag, where no two may have the
/// same.
template <class T, class Visit>
void forEachAwsName(T& resource, Visit visit) {
    if constexpr (requires { resource.bucketName; })
        visit(resource.bucketName);
    if constexpr (requires { resource.tableName; })
        visit(resource.tableName);
    if constexpr (requires { resource.roleName; })
        visit(resource.roleName);
    if constexpr (requires { resource.accessPointName; })
        visit(resource.accessPointName);
    if constexpr (requires { resource.loadBalancerName; })
        visit(resource.loadBalancerName);
    if constexpr (requires { resource.groupName; })
        visit(resource.groupName);
    if constexpr (requires { resource.aliases; })
        for (auto& alias : resource.aliases)
            visit(alias);
}

} // namespace waylight::edit
