// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/topology.h"

#include <vector>

namespace waylight::edit {

/// The name when it is not taken, else with the next free number: "Subnet 1" becomes "Subnet 2", "web" "web-2".
std::string freeName(const std::string& name, const std::vector<std::string>& taken);

/// Gives these resources of the topology names that nothing else of their kind has, and with them the names in AWS that
/// must differ: of buckets, tables, roles, load balancers …
void makeNamesUnique(Topology& topology, const std::vector<Id>& ids);

} // namespace waylight::edit
