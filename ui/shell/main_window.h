// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/resource.h"
#include "ui/document/document.h"
#include "ui/player/player.h"
#include "ui/shell/settings.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;
class QTabWidget;

namespace waylight {

class CanvasView;
class CommandPalette;
class FindBar;
class FoundMarks;
class InspectorPanel;
class Minimap;
class OutlinePanel;
class PalettePanel;
class PolicyEditor;
class ProblemsPanel;
class RequestBar;
class StartScreen;
class TracePanel;

/// How a window starts.
struct WindowOptions {
    bool restore = true;              ///< panel layout and size of the last session
    bool animated = true;             ///< false: playback jumps from check to check
    std::optional<ThemeChoice> theme; ///< overrides the setting for this session
};

/// The window: puts the panels round the canvas and passes what they ask for from one to the other.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Settings& settings, const WindowOptions& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    Document& document() { return m_document; }
    const Document& document() const { return m_document; }
    Player& player() { return m_player; }
    CanvasView& canvas() { return *m_canvas; }
    RequestBar& requestBar() { return *m_requestBar; }
    ProblemsPanel& problems() { return *m_problems; }
    TracePanel& trace() { return *m_trace; }
    FindBar& findBar() { return *m_findBar; }
    CommandPalette& commandPalette() { return *m_commandPalette; }
    /// False while the start screen shows.
    bool isDesigning() const;

    /// Opens a file or a folder of any format; what is wrong with it is told in a dialog. False when nothing was
    /// opened.
    bool openPath(const QString& path);
    /// Opens a template from the resources as a new, unsaved design.
    bool openTemplate(const QString& resourcePath);

    void newDesign();
    void chooseFile();
    void chooseFolder();
    /// Collects an account with the AWS CLI, and opens what came.
    void importAccount();
    bool save();
    bool saveAs();
    void exportPicture();
    /// Templates, Terraform, scripts: with what each cannot say.
    void exportConfiguration();
    /// Shows what differs between the design and a file of any format.
    void compareWith();
    void compareWith(const QString& path);
    void showStartScreen();
    void setThemeChoice(ThemeChoice choice);
    /// Which layers of the design are shown, now and in later sessions.
    void setLayers(const Layers& layers);
    /// Selects an element and shows it at a size that can be read. What a layer hides is shown again.
    void locate(const Id& id);
    /// Shows a finding, by its index in the document, in the list of problems and on the canvas.
    void showProblem(int finding);
    void cyclePanels();
    void showShortcuts();
    void showHelp();
    void showAbout();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildCentre();
    void buildPalette();
    void buildInspector();
    void buildBottom();
    void buildStatusBar();
    void buildViews();
    void buildLayerButtons();
    void buildActions();
    void buildMenus();
    void buildToolbar();
    void connectPanels();
    void connectViews();
    void connectMinimap();
    void connectFindBar();
    QDockWidget* addDock(const QString& name, const QString& title, Qt::DockWidgetArea area, QWidget* content);

    /// Asks to save changes; false when the user would rather stay.
    bool mayLeave();
    bool report(const Diagnostics& diagnostics, const QString& title);
    /// After a plan of Terraform was opened: what it changes.
    void showPlan(const QString& path);
    void opened();
    void reveal(const QString& resource, const QString& pointer);
    void showPolicy(const QString& resource, const QString& pointer);
    void showHint(const QString& hint);
    /// The start screen has the window to itself; the panels come back as they were.
    void showPanels(bool shown);
    void fillRecent();
    void refreshTitle();
    void refreshActions();
    void refreshStatus();
    void refreshZoom();
    void refreshPolicyTab();
    void refreshElementCount();
    /// What is paid by the hour, while that layer is shown.
    void refreshCosts();
    /// In tabs, a panel's title is that of its tab.
    void refreshTitleBars();
    /// Brings what shows `id` into view, as it is: zooms and scrolls only when it must.
    void bringIntoView(const Id& id);
    void applyTheme();

    Settings& m_settings;
    std::optional<ThemeChoice> m_themeOverride;
    Document m_document;
    Player m_player;
    QStackedWidget* m_stack = nullptr;
    StartScreen* m_start = nullptr;
    CanvasView* m_canvas = nullptr;
    RequestBar* m_requestBar = nullptr;
    PalettePanel* m_palette = nullptr;
    InspectorPanel* m_inspector = nullptr;
    PolicyEditor* m_policy = nullptr;
    QTabWidget* m_properties = nullptr;
    TracePanel* m_trace = nullptr;
    ProblemsPanel* m_problems = nullptr;
    FindBar* m_findBar = nullptr;
    CommandPalette* m_commandPalette = nullptr;
    OutlinePanel* m_outline = nullptr;
    Minimap* m_minimap = nullptr;
    FoundMarks* m_foundMarks = nullptr; ///< the canvas's scene owns it
    QDockWidget* m_paletteDock = nullptr;
    QDockWidget* m_traceDock = nullptr;
    QDockWidget* m_problemsDock = nullptr;
    std::vector<QDockWidget*> m_docks;
    bool m_panelsShown = true;
    QByteArray m_panelLayout; ///< while they are hidden
    QMenu* m_recent = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_problemCounts = nullptr;
    QLabel* m_expectations = nullptr;
    QLabel* m_zoom = nullptr;
    QLabel* m_elements = nullptr;
    QLabel* m_costs = nullptr;
    std::vector<QAction*> m_actions; ///< in the order of `commands()`
};

} // namespace waylight
