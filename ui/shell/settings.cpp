// SPDX-License-Identifier: MIT
#include "ui/shell/settings.h"

#include <QDir>
#include <QFileInfo>

namespace waylight {
namespace {

constexpr int recentLimit = 10;
const char* const themeWords[] = {"system", "light", "dark"};

constexpr std::pair<const char*, bool Layers::*> layerNames[] = {{"routing", &Layers::routing},
                                                                 {"security", &Layers::security},
                                                                 {"policies", &Layers::policies},
                                                                 {"labels", &Layers::labels}};

QString storePath(const QString& folder) {
    return folder.isEmpty() ? QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("waylight"),
                                        QStringLiteral("waylight"))
                                  .fileName()
                            : QDir(folder).filePath(QStringLiteral("waylight.ini"));
}

} // namespace

std::optional<ThemeChoice> themeChoice(const QString& word) {
    for (int i = 0; i < 3; ++i)
        if (word == QLatin1String(themeWords[i]))
            return static_cast<ThemeChoice>(i);
    return std::nullopt;
}

Settings::Settings(const QString& folder) : m_store(storePath(folder), QSettings::IniFormat) {}

QStringList Settings::recentFiles() const {
    QStringList there;
    for (const QString& path : m_store.value(QStringLiteral("recent")).toStringList())
        if (QFileInfo::exists(path))
            there << path;
    return there;
}

void Settings::addRecentFile(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    m_store.setValue(QStringLiteral("recent"), files.mid(0, recentLimit));
}

ThemeChoice Settings::theme() const {
    return themeChoice(m_store.value(QStringLiteral("theme")).toString()).value_or(ThemeChoice::System);
}

void Settings::setTheme(ThemeChoice choice) {
    m_store.setValue(QStringLiteral("theme"), QString::fromLatin1(themeWords[static_cast<int>(choice)]));
}

Layers Settings::layers() const {
    const auto hidden = m_store.value(QStringLiteral("hiddenLayers")).toStringList();
    Layers layers;
    for (const auto& [name, layer] : layerNames)
        layers.*layer = !hidden.contains(QLatin1String(name));
    layers.cost = m_store.value(QStringLiteral("costs")).toBool();
    return layers;
}

void Settings::setLayers(const Layers& layers) {
    QStringList hidden;
    for (const auto& [name, layer] : layerNames)
        if (!(layers.*layer))
            hidden << QLatin1String(name);
    m_store.setValue(QStringLiteral("hiddenLayers"), hidden);
    m_store.setValue(QStringLiteral("costs"), layers.cost);
}

void Settings::setWindow(const QByteArray& geometry, const QByteArray& panels) {
    m_store.setValue(QStringLiteral("geometry"), geometry);
    m_store.setValue(QStringLiteral("panels"), panels);
}

} // namespace waylight
