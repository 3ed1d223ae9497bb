// SPDX-License-Identifier: MIT
#include "ui/shell/templates.h"

#include "core/formats/waylight_file.h"
#include "ui/render/icons.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <utility>

namespace waylight {

std::optional<Design> templateDesign(const QString& path) {
    initResources();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const std::string text = file.readAll().toStdString();
    Result<Loaded> loaded = readWaylight(std::string_view(text), path.toStdString());
    if (!loaded)
        return std::nullopt;
    return (*std::move(loaded)).design;
}

std::vector<Template> templates() {
    initResources();
    std::vector<Template> all;
    const QDir folder(QStringLiteral(":/samples"));
    for (const QString& name : folder.entryList({QStringLiteral("*.waylight")}, QDir::Files, QDir::Name)) {
        auto design = templateDesign(folder.filePath(name));
        if (!design)
            continue;
        Template each{.path = folder.filePath(name),
                      .title = QString::fromStdString(design->name),
                      .description = {},
                      .design = *std::move(design)};
        if (!each.design.notes.empty())
            each.description = QString::fromStdString(each.design.notes.begin()->second.text);
        each.broken = std::any_of(each.design.requests.begin(), each.design.requests.end(), [](const auto& entry) {
            return entry.second.hasExpectation() && entry.second.expectedVerdict != "allowed";
        });
        each.guarded = name.startsWith(QLatin1String("broken-policy-"));
        all.push_back(std::move(each));
    }
    std::stable_sort(all.begin(), all.end(), [](const Template& a, const Template& b) {
        return std::pair(a.broken, a.guarded) < std::pair(b.broken, b.guarded);
    });
    return all;
}

} // namespace waylight
