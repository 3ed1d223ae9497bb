// SPDX-License-Identifier: MIT
#pragma once

#include "core/edit/record_cells.h"

/// How the cells of records are read and written as text; see record_cells.h.
namespace waylight::edit {

std::string portsText(const RecordColumn& column, const Json& record);
Json withPorts(const RecordColumn& column, Json record, const std::string& text);
Json withPeer(const Topology& topology, const RecordColumn& column, Json record, const std::string& text);
Json withValue(const Topology& topology, const FieldInfo& field, Json record, const std::string& text);

/// The next address of the interface's subnet that neither the design nor these rows have.
std::optional<std::string> freeAddress(const Topology& topology, const Resource& resource, const Json& rows);

} // namespace waylight::edit
