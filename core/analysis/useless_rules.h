// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network_index.h"

namespace waylight {

/// A rule of a security group or an entry of a network ACL without which every packet would fare the same.
struct UselessRule {
    enum class Kind : std::uint8_t {
        Redundant, ///< other rules say the same of all its packets
        Shadowed,  ///< an ACL entry that no packet reaches: earlier ones decide about all of them
    };
    Kind kind = Kind::Redundant;
    Id resource;
    bool ofAcl = false;
    bool outbound = false;
    int index = 0;             ///< in SecurityGroup::ingress or egress, or NetworkAcl::entries
    std::vector<int> others{}; ///< indices of the rules that make it useless; empty: the implied deny at the end
    bool contradicted = false; ///< shadowed by entries of which one does the opposite: it was meant to do something

    /// JSON pointer to it inside its resource.
    std::string pointer() const;
    bool operator==(const UselessRule&) const = default;
};

/// ACL entries with a higher number are AWS's own, shown as `*`: what no other entry matches is denied.
/// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
inline constexpr int lastAclNumber = 32766;

/// The useless rules of all security groups and network ACLs, by interval algebra on the rules alone, whoever is in the
/// network. All of them together can be removed, and none that is not listed could be removed besides. Of rules that
/// say the same the later one is listed. AWS's own last entries (`*`) are not. Lists longer than AWS accepts, and rules
/// so entangled that comparing them would take long, count as useful. The result for a group or ACL is kept while it
/// stays as it is.
std::vector<UselessRule> uselessRules(const NetworkIndex& network);

} // namespace waylight
