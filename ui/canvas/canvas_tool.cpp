// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_tool.h"

namespace waylight {

QString shortName(const Note& note) {
    constexpr int longest = 32;
    const QString line = QString::fromStdString(note.text.substr(0, note.text.find('\n')));
    if (line.isEmpty())
        return note.area ? CanvasView::tr("area") : CanvasView::tr("note");
    return line.size() > longest ? line.left(longest - 1) + QChar(0x2026) : line;
}

QString CanvasTool::nameOf(const Id& id) const {
    const auto zone = parsedZoneId(id);
    if (const Note* note = design().notes.find(id))
        return shortName(*note);
    if (const ResourcePtr resource = design().topology.find(id))
        return QString::fromStdString(displayName(base(*resource)));
    return QString::fromStdString(zone ? zone->availabilityZone : id);
}

} // namespace waylight
