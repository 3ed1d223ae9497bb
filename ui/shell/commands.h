// SPDX-License-Identifier: MIT
#pragma once

#include <span>

class QString;

namespace waylight {

class MainWindow;

enum class Menu : unsigned char { File, Edit, Arrange, View, Request, Help };

/// Where a command's shortcut works: single letters would otherwise be taken from lists and buttons that need them.
enum class Scope : unsigned char { Window, Canvas };

/// Something that the user can ask for. The one table of them makes the menus, the toolbar, the shortcuts and the sheet
/// of shortcuts.
struct Command {
    const char* id;       ///< "request.run"; the QAction's object name is "action." and this
    const char* text;     ///< to be translated in the context "commands"; & marks the mnemonic
    const char* icon;     ///< empty: none
    const char* shortcut; ///< in Qt's portable form; empty: none
    Menu menu = Menu::File;
    void (*run)(MainWindow&) = nullptr;
    bool (*enabled)(MainWindow&) = nullptr; ///< null: always
    Scope scope = Scope::Window;
    bool onToolbar = false;
    bool startsGroup = false;               ///< a separator stands before it
    bool (*checked)(MainWindow&) = nullptr; ///< for what is on or off; null: it is neither
};

/// Every command, in the order of the menus.
std::span<const Command> commands();

/// A command's text for people, without the mnemonic mark and the dots.
QString plainText(const Command& command);

/// Why a command cannot be run now, and what would help; empty when it can.
QString whyDisabled(const Command& command, MainWindow& window);

/// The title of a menu.
QString menuTitle(Menu menu);

} // namespace waylight
