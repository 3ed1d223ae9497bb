// SPDX-License-Identifier: MIT
#include "core/policy/layer_names.h"

namespace waylight::policy {

const LayerNames& LayerNames::of(Layer layer) {
    static constexpr LayerNames names[layerCount] = {
        {"scp", "service control policy", "service control policy"},
        {"rcp", "resource control policy", "resource control policy"},
        {"vpce", "VPC endpoint policy", "endpoint policy"},
        {"bpa", "S3 Block Public Access setting", "Block Public Access"},
        {"resource", "resource-based policy", "resource policy"},
        {"identity", "identity-based policy", "identity policy"},
        {"pb", "permissions boundary", "permissions boundary"},
        {"session", "session policy", "session policy"},
    };
    return names[static_cast<std::size_t>(layer)];
}

const char* shortName(Layer layer) {
    return LayerNames::of(layer).brief;
}

} // namespace waylight::policy
