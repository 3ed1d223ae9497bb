// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/model/design.h"
#include "core/network/network.h"

namespace waylight {

/// Something about the design that the user should look at.
struct Finding {
    std::string rule; ///< stable name, such as "endpoint-without-route-table"
    Severity severity = Severity::Warning;
    Id resource;         ///< or the id of a saved request
    std::string pointer; ///< JSON pointer into the resource; may be empty
    Message message;
    bool approved = false; ///< the design holds an approval for it

    /// What an approval is stored under.
    Id approvalId() const { return rule + ':' + resource; }
    bool operator==(const Finding&) const = default;
};

/// All findings, errors first, then in the order of rules and resources.
std::vector<Finding> findings(const Design& design, const Network& network);

} // namespace waylight
