// SPDX-License-Identifier: MIT
#include "ui/shell/commands.h"

#include "core/edit/edits.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/request_bar.h"
#include "ui/panels/trace_panel.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>

namespace waylight {
namespace {

bool designing(MainWindow& window) {
    return window.isDesigning();
}
bool hasSelection(MainWindow& window) {
    return window.isDesigning() && !window.document().selection().empty();
}
bool hasTrace(MainWindow& window) {
    return window.isDesigning() && window.document().trace().has_value();
}
bool isBlocked(MainWindow& window) {
    return hasTrace(window) && window.document().trace()->verdict == Verdict::Blocked;
}
bool hasFindings(MainWindow& window) {
    return window.isDesigning() && !window.document().findings().empty();
}
bool hasResources(MainWindow& window) {
    return window.isDesigning() && window.document().design().topology.size() > 0;
}

void tidy(MainWindow& window) {
    window.document().commit(edit::tidied(window.document().design()), QCoreApplication::translate("commands", "Tidy"));
    window.canvas().fit();
}

#define TEXT(text) QT_TRANSLATE_NOOP("commands", text)

constexpr double zoomStep = 1.25;

// clang-format off: a table, a row each
const Command table[] = {
    {.id = "file.new", .text = TEXT("&New design"), .icon = "new", .shortcut = "Ctrl+N", .menu = Menu::File, .run = [](MainWindow& w) { w.newDesign(); }, .onToolbar = true},
    {.id = "file.start", .text = TEXT("&Templates and recent files"), .icon = "", .shortcut = "Ctrl+Shift+N", .menu = Menu::File, .run = [](MainWindow& w) { w.showStartScreen(); }},
    {.id = "file.open", .text = TEXT("&Open file…"), .icon = "open", .shortcut = "Ctrl+O", .menu = Menu::File, .run = [](MainWindow& w) { w.chooseFile(); }, .onToolbar = true, .startsGroup = true},
    {.id = "file.open-folder", .text = TEXT("Open &folder of AWS describe output…"), .icon = "", .shortcut = "Ctrl+Shift+O", .menu = Menu::File, .run = [](MainWindow& w) { w.chooseFolder(); }},
    {.id = "file.save", .text = TEXT("&Save"), .icon = "save", .shortcut = "Ctrl+S", .menu = Menu::File, .run = [](MainWindow& w) { w.save(); }, .enabled = designing, .onToolbar = true, .startsGroup = true},
    {.id = "file.save-as", .text = TEXT("Save &as…"), .icon = "", .shortcut = "Ctrl+Shift+S", .menu = Menu::File, .run = [](MainWindow& w) { w.saveAs(); }, .enabled = designing},
    {.id = "file.export", .text = TEXT("&Export picture…"), .icon = "", .shortcut = "Ctrl+E", .menu = Menu::File, .run = [](MainWindow& w) { w.exportPicture(); }, .enabled = hasResources},
    {.id = "file.quit", .text = TEXT("&Quit"), .icon = "", .shortcut = "Ctrl+Q", .menu = Menu::File, .run = [](MainWindow& w) { w.close(); }, .startsGroup = true},

    {.id = "edit.undo", .text = TEXT("&Undo"), .icon = "undo", .shortcut = "Ctrl+Z", .menu = Menu::Edit, .run = [](MainWindow& w) { w.document().undoStack().undo(); },
     .enabled = [](MainWindow& w) { return w.isDesigning() && w.document().undoStack().canUndo(); }, .onToolbar = true, .startsGroup = true},
    {.id = "edit.redo", .text = TEXT("&Redo"), .icon = "redo", .shortcut = "Ctrl+Shift+Z", .menu = Menu::Edit, .run = [](MainWindow& w) { w.document().undoStack().redo(); },
     .enabled = [](MainWindow& w) { return w.isDesigning() && w.document().undoStack().canRedo(); }, .onToolbar = true},
    {.id = "edit.delete", .text = TEXT("&Delete"), .icon = "delete", .shortcut = "Del", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().removeSelection(); }, .enabled = hasSelection, .scope = Scope::Canvas, .startsGroup = true},
    {.id = "edit.select-all", .text = TEXT("Select &all"), .icon = "", .shortcut = "Ctrl+A", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().selectAll(); }, .enabled = hasResources, .scope = Scope::Canvas},
    {.id = "edit.tidy", .text = TEXT("&Tidy the layout"), .icon = "tidy", .shortcut = "Ctrl+Shift+L", .menu = Menu::Edit, .run = tidy, .enabled = hasResources, .startsGroup = true},
    {.id = "tool.select", .text = TEXT("&Select"), .icon = "select", .shortcut = "V", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().setTool(Tool::Select); }, .enabled = designing, .scope = Scope::Canvas, .onToolbar = true, .startsGroup = true},
    {.id = "tool.connect", .text = TEXT("&Connect"), .icon = "connect", .shortcut = "C", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().setTool(Tool::Connect); }, .enabled = designing, .scope = Scope::Canvas, .onToolbar = true},
    {.id = "tool.pan", .text = TEXT("&Pan"), .icon = "pan", .shortcut = "H", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().setTool(Tool::Pan); }, .enabled = designing, .scope = Scope::Canvas, .onToolbar = true},

    {.id = "view.fit", .text = TEXT("Show &everything"), .icon = "zoom-fit", .shortcut = "Shift+1", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().fit(); }, .enabled = designing, .onToolbar = true, .startsGroup = true},
    {.id = "view.fit-selection", .text = TEXT("Show the &selection"), .icon = "", .shortcut = "Shift+2", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().fitSelection(); }, .enabled = designing},
    {.id = "view.actual-size", .text = TEXT("&Actual size"), .icon = "", .shortcut = "Ctrl+0", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().zoomTo(1); }, .enabled = designing},
    {.id = "view.zoom-in", .text = TEXT("Zoom &in"), .icon = "zoom-in", .shortcut = "Ctrl++", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().zoomTo(w.canvas().zoom() * zoomStep); }, .enabled = designing},
    {.id = "view.zoom-out", .text = TEXT("Zoom &out"), .icon = "zoom-out", .shortcut = "Ctrl+-", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().zoomTo(w.canvas().zoom() / zoomStep); }, .enabled = designing},
    {.id = "view.next-panel", .text = TEXT("Next &panel"), .icon = "", .shortcut = "F6", .menu = Menu::View, .run = [](MainWindow& w) { w.cyclePanels(); }, .enabled = designing, .startsGroup = true},
    {.id = "view.theme-system", .text = TEXT("Colours of the s&ystem"), .icon = "", .shortcut = "", .menu = Menu::View, .run = [](MainWindow& w) { w.setThemeChoice(ThemeChoice::System); }, .startsGroup = true},
    {.id = "view.theme-light", .text = TEXT("&Light"), .icon = "sun", .shortcut = "", .menu = Menu::View, .run = [](MainWindow& w) { w.setThemeChoice(ThemeChoice::Light); }},
    {.id = "view.theme-dark", .text = TEXT("&Dark"), .icon = "moon", .shortcut = "", .menu = Menu::View, .run = [](MainWindow& w) { w.setThemeChoice(ThemeChoice::Dark); }},

    {.id = "request.run", .text = TEXT("&Run the request"), .icon = "request", .shortcut = "F5", .menu = Menu::Request, .run = [](MainWindow& w) { w.requestBar().run(); }, .enabled = designing, .onToolbar = true, .startsGroup = true},
    {.id = "request.fix", .text = TEXT("Apply the first &fix"), .icon = "fix", .shortcut = "Ctrl+.", .menu = Menu::Request, .run = [](MainWindow& w) { w.trace().applyFirstFix(); }, .enabled = isBlocked},
    {.id = "request.save", .text = TEXT("&Save request, expecting this answer"), .icon = "", .shortcut = "", .menu = Menu::Request, .run = [](MainWindow& w) { w.requestBar().save(false); }, .enabled = hasTrace},
    {.id = "play.toggle", .text = TEXT("&Play or pause"), .icon = "play", .shortcut = "Space", .menu = Menu::Request, .run = [](MainWindow& w) { w.player().togglePlay(); }, .enabled = hasTrace, .scope = Scope::Canvas, .startsGroup = true},
    {.id = "play.step", .text = TEXT("One check &on"), .icon = "step-forward", .shortcut = ".", .menu = Menu::Request, .run = [](MainWindow& w) { w.player().stepForward(); }, .enabled = hasTrace, .scope = Scope::Canvas},
    {.id = "play.back", .text = TEXT("One check &back"), .icon = "step-back", .shortcut = ",", .menu = Menu::Request, .run = [](MainWindow& w) { w.player().stepBack(); }, .enabled = hasTrace, .scope = Scope::Canvas},
    {.id = "play.start", .text = TEXT("To the s&tart"), .icon = "to-start", .shortcut = "Home", .menu = Menu::Request, .run = [](MainWindow& w) { w.player().toStart(); }, .enabled = hasTrace, .scope = Scope::Canvas},
    {.id = "play.end", .text = TEXT("To the &end"), .icon = "to-end", .shortcut = "End", .menu = Menu::Request, .run = [](MainWindow& w) { w.player().toEnd(); }, .enabled = hasTrace, .scope = Scope::Canvas},
    {.id = "problems.next", .text = TEXT("&Next problem"), .icon = "", .shortcut = "F8", .menu = Menu::Request, .run = [](MainWindow& w) { w.problems().step(1); }, .enabled = hasFindings, .startsGroup = true},
    {.id = "problems.previous", .text = TEXT("Pre&vious problem"), .icon = "", .shortcut = "Shift+F8", .menu = Menu::Request, .run = [](MainWindow& w) { w.problems().step(-1); }, .enabled = hasFindings},

    {.id = "help.element", .text = TEXT("What is &this?"), .icon = "question", .shortcut = "F1", .menu = Menu::Help, .run = [](MainWindow& w) { w.showHelp(); }},
    {.id = "help.shortcuts", .text = TEXT("&Keyboard shortcuts"), .icon = "", .shortcut = "?", .menu = Menu::Help, .run = [](MainWindow& w) { w.showShortcuts(); }},
    {.id = "help.about", .text = TEXT("&About Waylight"), .icon = "waylight", .shortcut = "", .menu = Menu::Help, .run = [](MainWindow& w) { w.showAbout(); }, .startsGroup = true},
};
// clang-format on

#undef TEXT

} // namespace

std::span<const Command> commands() {
    return table;
}

QString plainText(const Command& command) {
    return QCoreApplication::translate("commands", command.text).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

QString menuTitle(Menu menu) {
    switch (menu) {
    case Menu::File:
        return QCoreApplication::translate("commands", "&File");
    case Menu::Edit:
        return QCoreApplication::translate("commands", "&Edit");
    case Menu::View:
        return QCoreApplication::translate("commands", "&View");
    case Menu::Request:
        return QCoreApplication::translate("commands", "&Request");
    case Menu::Help:
        break;
    }
    return QCoreApplication::translate("commands", "&Help");
}

} // namespace waylight
