// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/layers.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

#include <optional>

namespace waylight {

enum class ThemeChoice : unsigned char { System, Light, Dark };

/// `light`, `dark` or `system`.
std::optional<ThemeChoice> themeChoice(const QString& word);

/// What is remembered between sessions.
class Settings {
public:
    /// Kept in `folder`; empty: where the system keeps settings.
    explicit Settings(const QString& folder = {});

    /// Files and folders opened last, newest first; those that are gone are left out.
    QStringList recentFiles() const;
    void addRecentFile(const QString& path);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);

    Layers layers() const;
    void setLayers(const Layers& layers);

    QByteArray geometry() const { return m_store.value(QStringLiteral("geometry")).toByteArray(); }
    QByteArray panels() const { return m_store.value(QStringLiteral("panels")).toByteArray(); }
    void setWindow(const QByteArray& geometry, const QByteArray& panels);

private:
    QSettings m_store;
};

} // namespace waylight
