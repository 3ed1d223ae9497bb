// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/design.h"
#include "core/trace/trace.h"

#include <QString>

namespace waylight {

/// A stage of the checks as a title: "Network ACL".
QString title(Stage stage);

/// What the user calls a resource; the id of what is not in the design.
QString nameOf(const Topology& topology, const Id& id);

/// A request and its answer as plain text, for a mail or a ticket: the verdict, each hop with its checks, what blocks,
/// what is missing and what the way costs.
QString asText(const Topology& topology, const Request& request, const Trace& trace);

} // namespace waylight
