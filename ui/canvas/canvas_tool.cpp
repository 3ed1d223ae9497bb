// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_tool.h"

namespace waylight {

QString CanvasTool::nameOf(const Id& id) const {
    const auto zone = parsedZoneId(id);
    if (const ResourcePtr resource = design().topology.find(id))
        return QString::fromStdString(displayName(base(*resource)));
    return QString::fromStdString(zone ? zone->availabilityZone : id);
}

} // namespace waylight
