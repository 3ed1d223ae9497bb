// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"

#include <map>
#include <set>

namespace waylight::edit {

/// Who goes when something goes, for several questions about the same topology.
class Ownership {
public:
    explicit Ownership(const Topology& topology);

    /// These resources and zones with all that would go with them: what lives in them, is part of them, or joins one of
    /// them with something else.
    std::set<Id> withOwned(const std::vector<Id>& ids) const;

private:
    std::multimap<Id, Id> m_owned; ///< from an owner to what lives in it or is part of it
};

} // namespace waylight::edit
