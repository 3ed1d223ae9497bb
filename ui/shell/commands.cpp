// SPDX-License-Identifier: MIT
#include "ui/shell/commands.h"

#include "core/edit/edits.h"
#include "core/edit/rename.h"
#include "ui/canvas/canvas_commands.h"
#include "ui/panels/find_bar.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/request_bar.h"
#include "ui/panels/trace_panel.h"
#include "ui/panels/trace_words.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QClipboard>

namespace waylight {
namespace {

bool designing(MainWindow& window) {
    return window.isDesigning();
}
bool hasSelection(MainWindow& window) {
    return window.isDesigning() && !window.document().selection().empty();
}
bool hasBoxes(MainWindow& window) {
    return window.isDesigning() && !selectedBoxes(window.canvas()).empty();
}
bool hasSeveralBoxes(MainWindow& window) {
    return window.isDesigning() && selectedBoxes(window.canvas()).size() > 1;
}
bool hasManyBoxes(MainWindow& window) {
    return window.isDesigning() && selectedBoxes(window.canvas()).size() > 2;
}
bool canRename(MainWindow& window) {
    const auto& selection = window.document().selection();
    return window.isDesigning() && selection.size() == 1 &&
           edit::isRenamable(window.document().design(), selection.front());
}
bool holdsSomething(MainWindow& window) {
    return window.isDesigning() && hasContent(window.canvas());
}
template <edit::Alignment how>
void align(MainWindow& window) {
    alignSelection(window.canvas(), how);
}
template <edit::Direction how>
void distribute(MainWindow& window) {
    distributeSelection(window.canvas(), how);
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

bool hasDrawn(MainWindow& window) {
    return window.isDesigning() && !window.document().picture().boxes().empty();
}

bool canUndo(MainWindow& window) {
    return window.isDesigning() && window.document().undoStack().canUndo();
}
bool canRedo(MainWindow& window) {
    return window.isDesigning() && window.document().undoStack().canRedo();
}

template <bool Layers::*layer>
bool isLayerOn(MainWindow& window) {
    return window.document().layers().*layer;
}
template <bool Layers::*layer>
void toggleLayer(MainWindow& window) {
    Layers layers = window.document().layers();
    layers.*layer = !(layers.*layer);
    window.setLayers(layers);
}

void tidy(MainWindow& window) {
    window.document().commit(edit::tidied(window.document().design()), QCoreApplication::translate("commands", "Tidy"));
    window.canvas().fit();
}

void copyTrace(MainWindow& window) {
    const Document& document = window.document();
    QApplication::clipboard()->setText(asText(document.design().topology, *document.request(), *document.trace()));
}

#define TEXT(text) QT_TRANSLATE_NOOP("commands", text)

constexpr double zoomStep = 1.25;

// clang-format off: a table, a row each
const Command table[] = {
    {.id = "file.new", .text = TEXT("&New design"), .icon = "new", .shortcut = "Ctrl+N", .menu = Menu::File, .run = [](MainWindow& w) { w.newDesign(); }, .onToolbar = true},
    {.id = "file.start", .text = TEXT("&Templates and recent files"), .icon = "", .shortcut = "Ctrl+Shift+N", .menu = Menu::File, .run = [](MainWindow& w) { w.showStartScreen(); }},
    {.id = "file.open", .text = TEXT("&Open file…"), .icon = "open", .shortcut = "Ctrl+O", .menu = Menu::File, .run = [](MainWindow& w) { w.chooseFile(); }, .onToolbar = true, .startsGroup = true},
    {.id = "file.open-folder", .text = TEXT("Open &folder of AWS describe output…"), .icon = "", .shortcut = "Ctrl+Shift+O", .menu = Menu::File, .run = [](MainWindow& w) { w.chooseFolder(); }},
    {.id = "file.import-account", .text = TEXT("&Import from AWS account…"), .icon = "", .shortcut = "", .menu = Menu::File, .run = [](MainWindow& w) { w.importAccount(); }},
    {.id = "file.save", .text = TEXT("&Save"), .icon = "save", .shortcut = "Ctrl+S", .menu = Menu::File, .run = [](MainWindow& w) { w.save(); }, .enabled = designing, .onToolbar = true, .startsGroup = true},
    {.id = "file.save-as", .text = TEXT("Save &as…"), .icon = "", .shortcut = "Ctrl+Shift+S", .menu = Menu::File, .run = [](MainWindow& w) { w.saveAs(); }, .enabled = designing},
    {.id = "file.export", .text = TEXT("&Export picture…"), .icon = "", .shortcut = "Ctrl+E", .menu = Menu::File, .run = [](MainWindow& w) { w.exportPicture(); }, .enabled = hasResources},
    {.id = "file.export-config", .text = TEXT("Export &configuration…"), .icon = "", .shortcut = "Ctrl+Shift+E", .menu = Menu::File, .run = [](MainWindow& w) { w.exportConfiguration(); }, .enabled = hasResources},
    {.id = "file.compare", .text = TEXT("Co&mpare with…"), .icon = "", .shortcut = "", .menu = Menu::File, .run = [](MainWindow& w) { w.compareWith(); }, .enabled = hasResources},
    {.id = "file.quit", .text = TEXT("&Quit"), .icon = "", .shortcut = "Ctrl+Q", .menu = Menu::File, .run = [](MainWindow& w) { w.close(); }, .startsGroup = true},

    {.id = "edit.undo", .text = TEXT("&Undo"), .icon = "undo", .shortcut = "Ctrl+Z", .menu = Menu::Edit, .run = [](MainWindow& w) { w.document().undoStack().undo(); },
     .enabled = canUndo, .onToolbar = true, .startsGroup = true},
    {.id = "edit.redo", .text = TEXT("&Redo"), .icon = "redo", .shortcut = "Ctrl+Shift+Z", .menu = Menu::Edit, .run = [](MainWindow& w) { w.document().undoStack().redo(); },
     .enabled = canRedo, .onToolbar = true},
    {.id = "edit.cut", .text = TEXT("Cu&t"), .icon = "", .shortcut = "Ctrl+X", .menu = Menu::Edit, .run = [](MainWindow& w) { cutSelection(w.canvas()); }, .enabled = hasBoxes, .scope = Scope::Canvas, .startsGroup = true},
    {.id = "edit.copy", .text = TEXT("&Copy"), .icon = "copy", .shortcut = "Ctrl+C", .menu = Menu::Edit, .run = [](MainWindow& w) { copySelection(w.canvas()); }, .enabled = hasBoxes, .scope = Scope::Canvas},
    {.id = "edit.copy-png", .text = TEXT("Copy as PN&G"), .icon = "", .shortcut = "Ctrl+Shift+C", .menu = Menu::Edit, .run = [](MainWindow& w) { copyPicture(w.canvas(), CopiedPicture::Png); }, .enabled = hasDrawn, .scope = Scope::Canvas},
    {.id = "edit.copy-svg", .text = TEXT("Copy as S&VG"), .icon = "", .shortcut = "", .menu = Menu::Edit, .run = [](MainWindow& w) { copyPicture(w.canvas(), CopiedPicture::Svg); }, .enabled = hasDrawn},
    {.id = "edit.copy-trace", .text = TEXT("Copy the trace as te&xt"), .icon = "", .shortcut = "", .menu = Menu::Edit, .run = copyTrace, .enabled = hasTrace},
    {.id = "edit.paste", .text = TEXT("&Paste"), .icon = "paste", .shortcut = "Ctrl+V", .menu = Menu::Edit, .run = [](MainWindow& w) { pasteClipboard(w.canvas()); }, .enabled = designing, .scope = Scope::Canvas},
    {.id = "edit.duplicate", .text = TEXT("D&uplicate"), .icon = "", .shortcut = "Ctrl+D", .menu = Menu::Edit, .run = [](MainWindow& w) { duplicateSelection(w.canvas()); }, .enabled = hasBoxes, .scope = Scope::Canvas},
    {.id = "edit.rename", .text = TEXT("Rena&me"), .icon = "", .shortcut = "F2", .menu = Menu::Edit, .run = [](MainWindow& w) { renameSelected(w.canvas()); }, .enabled = canRename, .scope = Scope::Canvas},
    {.id = "edit.delete", .text = TEXT("&Delete"), .icon = "delete", .shortcut = "Del", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().removeSelection(); }, .enabled = hasSelection, .scope = Scope::Canvas},
    {.id = "edit.select-all", .text = TEXT("Select &all"), .icon = "", .shortcut = "Ctrl+A", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().selectAll(); }, .enabled = hasResources, .scope = Scope::Canvas, .startsGroup = true},
    {.id = "edit.select-content", .text = TEXT("Select what it &holds"), .icon = "", .shortcut = "Ctrl+Shift+A", .menu = Menu::Edit, .run = [](MainWindow& w) { selectContent(w.canvas()); }, .enabled = holdsSomething, .scope = Scope::Canvas},
    {.id = "find.open", .text = TEXT("&Find…"), .icon = "search", .shortcut = "Ctrl+F", .menu = Menu::Edit, .run = [](MainWindow& w) { w.findBar().open(); }, .enabled = designing, .startsGroup = true},
    {.id = "find.next", .text = TEXT("Find ne&xt"), .icon = "", .shortcut = "F3", .menu = Menu::Edit, .run = [](MainWindow& w) { w.findBar().step(1); }, .enabled = designing},
    {.id = "find.previous", .text = TEXT("Find pre&vious"), .icon = "", .shortcut = "Shift+F3", .menu = Menu::Edit, .run = [](MainWindow& w) { w.findBar().step(-1); }, .enabled = designing},
    {.id = "edit.tidy", .text = TEXT("&Tidy the layout"), .icon = "tidy", .shortcut = "Ctrl+Shift+L", .menu = Menu::Arrange, .run = tidy, .enabled = hasResources, .startsGroup = true},
    {.id = "arrange.tidy-selection", .text = TEXT("Tidy the s&election"), .icon = "", .shortcut = "Ctrl+Alt+L", .menu = Menu::Arrange, .run = [](MainWindow& w) { tidySelection(w.canvas()); }, .enabled = hasBoxes, .scope = Scope::Canvas},
    {.id = "tool.select", .text = TEXT("&Select"), .icon = "select", .shortcut = "V", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().setTool(Tool::Select); }, .enabled = designing, .scope = Scope::Canvas, .onToolbar = true, .startsGroup = true},
    {.id = "tool.connect", .text = TEXT("&Connect"), .icon = "connect", .shortcut = "C", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().setTool(Tool::Connect); }, .enabled = designing, .scope = Scope::Canvas, .onToolbar = true},
    {.id = "tool.pan", .text = TEXT("&Pan"), .icon = "pan", .shortcut = "H", .menu = Menu::Edit, .run = [](MainWindow& w) { w.canvas().setTool(Tool::Pan); }, .enabled = designing, .scope = Scope::Canvas, .onToolbar = true},

    {.id = "arrange.wrap", .text = TEXT("&Wrap in a container"), .icon = "", .shortcut = "Ctrl+G", .menu = Menu::Arrange, .run = [](MainWindow& w) { wrapSelection(w.canvas()); }, .enabled = hasBoxes, .scope = Scope::Canvas},
    {.id = "arrange.left", .text = TEXT("Align &left"), .icon = "", .shortcut = "Ctrl+Alt+Left", .menu = Menu::Arrange, .run = align<edit::Alignment::Left>, .enabled = hasSeveralBoxes, .startsGroup = true},
    {.id = "arrange.centre", .text = TEXT("Align &centres"), .icon = "", .shortcut = "Ctrl+Alt+C", .menu = Menu::Arrange, .run = align<edit::Alignment::Centre>, .enabled = hasSeveralBoxes},
    {.id = "arrange.right", .text = TEXT("Align &right"), .icon = "", .shortcut = "Ctrl+Alt+Right", .menu = Menu::Arrange, .run = align<edit::Alignment::Right>, .enabled = hasSeveralBoxes},
    {.id = "arrange.top", .text = TEXT("Align to&p"), .icon = "", .shortcut = "Ctrl+Alt+Up", .menu = Menu::Arrange, .run = align<edit::Alignment::Top>, .enabled = hasSeveralBoxes},
    {.id = "arrange.middle", .text = TEXT("Align &middles"), .icon = "", .shortcut = "Ctrl+Alt+M", .menu = Menu::Arrange, .run = align<edit::Alignment::Middle>, .enabled = hasSeveralBoxes},
    {.id = "arrange.bottom", .text = TEXT("Align &bottom"), .icon = "", .shortcut = "Ctrl+Alt+Down", .menu = Menu::Arrange, .run = align<edit::Alignment::Bottom>, .enabled = hasSeveralBoxes},
    {.id = "arrange.across", .text = TEXT("Equal gaps &across"), .icon = "", .shortcut = "Ctrl+Alt+H", .menu = Menu::Arrange, .run = distribute<edit::Direction::Across>, .enabled = hasManyBoxes, .startsGroup = true},
    {.id = "arrange.down", .text = TEXT("Equal gaps &down"), .icon = "", .shortcut = "Ctrl+Alt+V", .menu = Menu::Arrange, .run = distribute<edit::Direction::Down>, .enabled = hasManyBoxes},

    {.id = "view.fit", .text = TEXT("Show &everything"), .icon = "zoom-fit", .shortcut = "Shift+1", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().fit(); }, .enabled = designing, .onToolbar = true, .startsGroup = true},
    {.id = "view.fit-selection", .text = TEXT("Show the &selection"), .icon = "", .shortcut = "Shift+2", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().fitSelection(); }, .enabled = designing},
    {.id = "view.actual-size", .text = TEXT("&Actual size"), .icon = "", .shortcut = "Ctrl+0", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().zoomTo(1); }, .enabled = designing},
    {.id = "view.zoom-in", .text = TEXT("Zoom &in"), .icon = "zoom-in", .shortcut = "Ctrl++", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().zoomTo(w.canvas().zoom() * zoomStep); }, .enabled = designing},
    {.id = "view.zoom-out", .text = TEXT("Zoom &out"), .icon = "zoom-out", .shortcut = "Ctrl+-", .menu = Menu::View, .run = [](MainWindow& w) { w.canvas().zoomTo(w.canvas().zoom() / zoomStep); }, .enabled = designing},
    {.id = "view.layer-routing", .text = TEXT("&Routing"), .icon = "route-table", .shortcut = "", .menu = Menu::View, .run = toggleLayer<&Layers::routing>, .enabled = designing, .startsGroup = true, .checked = isLayerOn<&Layers::routing>},
    {.id = "view.layer-security", .text = TEXT("Security &groups and ACLs"), .icon = "security-group", .shortcut = "", .menu = Menu::View, .run = toggleLayer<&Layers::security>, .enabled = designing, .checked = isLayerOn<&Layers::security>},
    {.id = "view.layer-policies", .text = TEXT("Roles and &keys"), .icon = "role", .shortcut = "", .menu = Menu::View, .run = toggleLayer<&Layers::policies>, .enabled = designing, .checked = isLayerOn<&Layers::policies>},
    {.id = "view.layer-labels", .text = TEXT("Addresses and route la&bels"), .icon = "labels", .shortcut = "", .menu = Menu::View, .run = toggleLayer<&Layers::labels>, .enabled = designing, .checked = isLayerOn<&Layers::labels>},
    {.id = "view.layer-cost", .text = TEXT("What things c&ost"), .icon = "cost", .shortcut = "", .menu = Menu::View, .run = toggleLayer<&Layers::cost>, .enabled = designing, .checked = isLayerOn<&Layers::cost>},
    {.id = "view.command-palette", .text = TEXT("&Command palette…"), .icon = "", .shortcut = "Ctrl+Shift+P", .menu = Menu::View, .run = [](MainWindow& w) { w.commandPalette().open(); }, .startsGroup = true},
    {.id = "view.next-panel", .text = TEXT("Next &panel"), .icon = "", .shortcut = "F6", .menu = Menu::View, .run = [](MainWindow& w) { w.cyclePanels(); }, .enabled = designing},
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

/// What makes commands impossible, and what to do about it.
constexpr std::pair<bool (*)(MainWindow&), const char*> reasons[] = {
    {hasSelection, TEXT("Select something on the canvas first.")},
    {hasBoxes, TEXT("Select something on the canvas first.")},
    {hasSeveralBoxes, TEXT("Select at least two elements first.")},
    {hasManyBoxes, TEXT("Select at least three elements first.")},
    {canRename, TEXT("Select one element that has a name.")},
    {holdsSomething, TEXT("Select a container that holds something.")},
    {hasResources, TEXT("The design is empty: place something first.")},
    {hasDrawn, TEXT("The design is empty: place something first.")},
    {hasTrace, TEXT("Ask a request first.")},
    {isBlocked, TEXT("Only a blocked request can be fixed.")},
    {hasFindings, TEXT("There are no problems.")},
    {canUndo, TEXT("There is nothing to undo.")},
    {canRedo, TEXT("There is nothing to redo.")},
};

} // namespace

std::span<const Command> commands() {
    return table;
}

QString plainText(const Command& command) {
    return QCoreApplication::translate("commands", command.text).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

QString whyDisabled(const Command& command, MainWindow& window) {
    if (!command.enabled || command.enabled(window))
        return {};
    if (!window.isDesigning())
        return QCoreApplication::translate("commands", "Open a design or start a new one first.");
    for (const auto& [possible, reason] : reasons)
        if (command.enabled == possible)
            return QCoreApplication::translate("commands", reason);
    return QCoreApplication::translate("commands", "Not possible at the moment.");
}

#undef TEXT

QString menuTitle(Menu menu) {
    switch (menu) {
    case Menu::File:
        return QCoreApplication::translate("commands", "&File");
    case Menu::Edit:
        return QCoreApplication::translate("commands", "&Edit");
    case Menu::Arrange:
        return QCoreApplication::translate("commands", "&Arrange");
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
