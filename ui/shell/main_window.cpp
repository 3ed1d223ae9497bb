// SPDX-License-Identifier: MIT
#include "ui/shell/main_window.h"

#include "core/analysis/expectations.h"
#include "core/edit/edits.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/find_bar.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/look.h"
#include "ui/panels/palette_panel.h"
#include "ui/panels/policy_editor.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/request_bar.h"
#include "ui/panels/trace_panel.h"
#include "ui/shell/commands.h"
#include "ui/shell/context_menu.h"
#include "ui/shell/space_tap.h"
#include "ui/shell/start_screen.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace waylight {

MainWindow::MainWindow(Settings& settings, const WindowOptions& options, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_themeOverride(options.theme) {
    setObjectName(QStringLiteral("mainWindow"));
    m_player.setAnimated(options.animated);
    // Before the panels connect: they show the player's frame of the new trace.
    connect(&m_document, &Document::traceChanged, this, [this] { m_player.setTrace(m_document.trace(), true); });
    applyTheme();
    buildCentre();
    buildPalette();
    buildInspector();
    buildBottom();
    buildViews();
    buildStatusBar();
    buildActions();
    buildLayerButtons();
    buildMenus();
    buildToolbar();
    connectPanels();
    connectViews();
    m_document.setLayers(m_settings.layers());
    if (options.restore) {
        restoreGeometry(m_settings.geometry());
        restoreState(m_settings.panels());
    }
    showStartScreen();
}

MainWindow::~MainWindow() {
    // The panels outlive the members that they watch.
    disconnect(&m_document, nullptr, nullptr, nullptr);
    disconnect(&m_document.undoStack(), nullptr, nullptr, nullptr);
    disconnect(&m_player, nullptr, nullptr, nullptr);
    delete takeCentralWidget();
    for (QDockWidget* dock : m_docks)
        delete dock;
}

bool MainWindow::isDesigning() const {
    return m_stack->currentWidget() != m_start;
}

void MainWindow::buildCentre() {
    m_stack = new QStackedWidget(this);
    m_start = named(new StartScreen(m_stack), QStringLiteral("startScreen"), tr("Start"));
    auto* work = new QWidget(m_stack);
    m_canvas = named(new CanvasView(m_document, m_player, work), QStringLiteral("canvas"), tr("Canvas"));
    m_canvas->setTheme(themeOf(QApplication::palette()));
    m_requestBar = named(new RequestBar(m_document, m_player, work), QStringLiteral("requestBar"), tr("Request"));
    m_findBar = named(new FindBar(m_document, work), QStringLiteral("find"), tr("Find"));
    auto* layout = new QVBoxLayout(work);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_requestBar);
    layout->addWidget(m_findBar);
    layout->addWidget(m_canvas, 1);
    m_stack->addWidget(m_start);
    m_stack->addWidget(work);
    setCentralWidget(m_stack);
}

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, Qt::DockWidgetArea area, QWidget* content) {
    auto* dock = named(new QDockWidget(title, this), QStringLiteral("dock.") + name, title);
    dock->setWidget(content);
    addDockWidget(area, dock);
    dock->toggleViewAction()->setObjectName(QStringLiteral("action.view.") + name);
    m_docks.push_back(dock);
    return dock;
}

void MainWindow::buildPalette() {
    m_palette = named(new PalettePanel(this), QStringLiteral("palette"), tr("Palette"));
    m_paletteDock = addDock(QStringLiteral("palette"), tr("Palette"), Qt::LeftDockWidgetArea, m_palette);
    resizeDocks({m_paletteDock}, {264}, Qt::Horizontal);
}

void MainWindow::buildInspector() {
    m_properties = named(new QTabWidget(this), QStringLiteral("properties"), tr("Properties"));
    m_properties->setDocumentMode(true);
    m_inspector = named(new InspectorPanel(m_document, m_properties), QStringLiteral("inspector"), tr("Inspector"));
    m_policy = named(new PolicyEditor(m_document, m_properties), QStringLiteral("policyEditor"), tr("Policy"));
    m_properties->addTab(m_inspector, tr("Properties"));
    m_properties->addTab(m_policy, tr("Policy"));
    QDockWidget* dock = addDock(QStringLiteral("inspector"), tr("Inspector"), Qt::RightDockWidgetArea, m_properties);
    resizeDocks({dock}, {340}, Qt::Horizontal);
    refreshPolicyTab();
}

void MainWindow::buildBottom() {
    m_trace = named(new TracePanel(m_document, m_player, this), QStringLiteral("trace"), tr("Trace"));
    m_problems = named(new ProblemsPanel(m_document, this), QStringLiteral("problems"), tr("Problems"));
    m_traceDock = addDock(QStringLiteral("trace"), tr("Trace"), Qt::BottomDockWidgetArea, m_trace);
    m_problemsDock = addDock(QStringLiteral("problems"), tr("Problems"), Qt::BottomDockWidgetArea, m_problems);
    tabifyDockWidget(m_traceDock, m_problemsDock);
    m_traceDock->raise();
    resizeDocks({m_traceDock}, {270}, Qt::Vertical);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
}

void MainWindow::buildStatusBar() {
    const auto add = [this](const QString& name, const QString& accessibleName) {
        auto* label = named(new QLabel(this), QStringLiteral("status.") + name, accessibleName);
        statusBar()->addPermanentWidget(label);
        return label;
    };
    m_hint = named(new QLabel(this), QStringLiteral("status.hint"), tr("Hint"));
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    statusBar()->addWidget(m_hint, 1);
    m_elements = add(QStringLiteral("elements"), tr("Elements"));
    m_costs = add(QStringLiteral("costs"), tr("Costs"));
    m_problemCounts = add(QStringLiteral("problems"), tr("Problems"));
    m_expectations = add(QStringLiteral("expectations"), tr("Expectations"));
    m_zoom = add(QStringLiteral("zoom"), tr("Zoom"));
}

void MainWindow::buildActions() {
    for (const Command& command : commands()) {
        auto* action = new QAction(QCoreApplication::translate("commands", command.text), this);
        action->setObjectName(QStringLiteral("action.") + QLatin1String(command.id));
        if (*command.icon)
            action->setIcon(icon(QLatin1String(command.icon)));
        action->setShortcut(QKeySequence(QLatin1String(command.shortcut), QKeySequence::PortableText));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? plainText(command)
                                          : QStringLiteral("%1 (%2)").arg(plainText(command), keys));
        connect(action, &QAction::triggered, this, [this, run = command.run] { run(*this); });
        if (command.scope == Scope::Canvas)
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        QWidget* owner = command.scope == Scope::Canvas ? static_cast<QWidget*>(m_canvas) : this;
        owner->addAction(action);
        m_actions.push_back(action);
    }
    new SpaceTap(m_canvas, [this] { findChild<QAction*>(QStringLiteral("action.play.toggle"))->trigger(); });
}

void MainWindow::buildMenus() {
    std::map<Menu, QMenu*> menus;
    const auto table = commands();
    for (std::size_t i = 0; i < table.size(); ++i) {
        QMenu*& menu = menus[table[i].menu];
        if (!menu) {
            menu = menuBar()->addMenu(menuTitle(table[i].menu));
            connect(menu, &QMenu::aboutToShow, this, &MainWindow::refreshActions);
        }
        if (table[i].startsGroup && !menu->isEmpty())
            menu->addSeparator();
        menu->addAction(m_actions[i]);
    }
    m_recent = new QMenu(tr("&Recent"), this);
    m_recent->setObjectName(QStringLiteral("menu.recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    QMenu* file = menus[Menu::File];
    file->insertMenu(findChild<QAction*>(QStringLiteral("action.file.save")), m_recent);
    menus[Menu::View]->addSeparator();
    for (const QDockWidget* dock : m_docks)
        menus[Menu::View]->addAction(dock->toggleViewAction());
}

void MainWindow::buildToolbar() {
    QToolBar* bar = addToolBar(tr("Tools"));
    named(bar, QStringLiteral("toolbar"), tr("Tools"));
    bar->setMovable(false);
    bar->setIconSize({20, 20});
    const auto table = commands();
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (!table[i].onToolbar)
            continue;
        if (table[i].startsGroup && !bar->actions().isEmpty())
            bar->addSeparator();
        bar->addAction(m_actions[i]);
    }
    bar->toggleViewAction()->setObjectName(QStringLiteral("action.view.toolbar"));
}

void MainWindow::connectPanels() {
    connect(m_start, &StartScreen::newRequested, this, &MainWindow::newDesign);
    connect(m_start, &StartScreen::fileRequested, this, &MainWindow::chooseFile);
    connect(m_start, &StartScreen::folderRequested, this, &MainWindow::chooseFolder);
    connect(m_start, &StartScreen::accountRequested, this, &MainWindow::importAccount);
    connect(m_start, &StartScreen::templateRequested, this, &MainWindow::openTemplate);
    connect(m_start, &StartScreen::recentRequested, this, &MainWindow::openPath);
    connect(m_palette, &PalettePanel::placeRequested, this, [this](Kind kind) {
        if (edit::isPlaceable(kind)) {
            m_canvas->startPlacing(kind);
        } else {
            m_canvas->setTool(Tool::Connect);
            showHint(text(edit::previewPlace(m_document.design(), kind, {}).message));
        }
        m_canvas->setFocus();
    });
    connect(m_palette, &PalettePanel::noteRequested, this, [this](bool area) {
        m_canvas->startPlacingNote(area);
        m_canvas->setFocus();
    });
    connect(m_inspector, &InspectorPanel::policyRequested, this, &MainWindow::showPolicy);
    connect(m_inspector, &InspectorPanel::jumpRequested, this,
            [this](const QString& resource) { reveal(resource, {}); });
    connect(m_inspector, &InspectorPanel::pickRequested, this, [this](const QString& hint) {
        m_requestBar->picked({}); // it waits for nothing any more
        m_canvas->startPicking();
        m_canvas->setFocus();
        showHint(hint);
    });
    connect(m_canvas, &CanvasView::picked, this, [this](const QString& id) { m_inspector->picked(id.toStdString()); });
    connect(m_policy, &PolicyEditor::availabilityChanged, this, &MainWindow::refreshPolicyTab);
    connect(m_policy, &PolicyEditor::draftChanged, this, [this] {
        const auto& effects = m_policy->effects();
        m_requestBar->showDraft(effects);
        m_trace->showDraft(effects ? effects->shown : std::nullopt);
    });
    connect(m_trace, &TracePanel::revealRequested, this, &MainWindow::reveal);
    connect(m_problems, &ProblemsPanel::revealRequested, this, &MainWindow::reveal);
    connect(m_requestBar, &RequestBar::revealRequested, this, &MainWindow::reveal);
    connect(m_requestBar, &RequestBar::hintRequested, this, &MainWindow::showHint);
    connect(m_requestBar, &RequestBar::pickRequested, this, [this](const QString& hint) {
        m_inspector->picked({});
        m_canvas->startPicking();
        showHint(hint);
    });
    connect(m_requestBar, &RequestBar::runRequested, m_traceDock, &QDockWidget::raise);
    connect(m_requestBar, &RequestBar::runRequested, m_canvas, &CanvasView::cancelPicking);
    connect(m_canvas, &CanvasView::picked, this, [this](const QString& id) { m_requestBar->picked(id.toStdString()); });
    connect(m_canvas, &CanvasView::hintChanged, this, &MainWindow::showHint);
    connect(m_canvas, &CanvasView::zoomChanged, this, &MainWindow::refreshZoom);
    connect(m_canvas, &CanvasView::activated, this, [this] {
        m_properties->setCurrentWidget(m_inspector);
        m_inspector->setFocus();
    });
    connect(m_canvas, &CanvasView::contextMenuRequested, this,
            [this](const QString& id, QPoint at) { showContextMenu(*this, id.toStdString(), at); });
    connect(m_canvas, &CanvasView::toolChanged, this, &MainWindow::refreshActions);
    connect(&m_document, &Document::designChanged, this, &MainWindow::refreshStatus);
    connect(&m_document, &Document::findingsChanged, this, &MainWindow::refreshStatus);
    connect(&m_document, &Document::selectionChanged, this, &MainWindow::refreshActions);
    connect(&m_document, &Document::traceChanged, this, &MainWindow::refreshActions);
    connect(&m_document, &Document::fileChanged, this, &MainWindow::refreshTitle);
    connect(&m_document.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::refreshTitle);
    connect(&m_document.undoStack(), &QUndoStack::indexChanged, this, &MainWindow::refreshActions);
}

void MainWindow::showHint(const QString& hint) {
    m_hint->setText(hint);
    m_hint->setToolTip(hint);
}

void MainWindow::refreshTitle() {
    setWindowTitle(tr("%1[*] — Waylight").arg(isDesigning() ? m_document.title() : tr("Start")));
    setWindowModified(isDesigning() && m_document.isModified());
}

void MainWindow::refreshActions() {
    const auto table = commands();
    for (std::size_t i = 0; i < table.size(); ++i) {
        m_actions[i]->setEnabled(!table[i].enabled || table[i].enabled(*this));
        if (table[i].checked) {
            m_actions[i]->setCheckable(true);
            m_actions[i]->setChecked(table[i].checked(*this));
        }
    }
    const QUndoStack& history = m_document.undoStack();
    const auto setText = [this](const char* name, const QString& verb, const QString& what) {
        findChild<QAction*>(QLatin1String(name))
            ->setText(what.isEmpty() ? verb : QStringLiteral("%1 %2").arg(verb, what));
    };
    setText("action.edit.undo", tr("&Undo"), history.undoText());
    setText("action.edit.redo", tr("&Redo"), history.redoText());
    const auto setTool = [this](const char* name, Tool tool) {
        auto* action = findChild<QAction*>(QLatin1String(name));
        action->setCheckable(true);
        action->setChecked(m_canvas->tool() == tool);
    };
    setTool("action.tool.select", Tool::Select);
    setTool("action.tool.connect", Tool::Connect);
    setTool("action.tool.pan", Tool::Pan);
}

void MainWindow::refreshStatus() {
    const bool shown = isDesigning();
    const int open = m_problems->openCount();
    m_problemCounts->setVisible(shown);
    m_problemCounts->setText(open == 0 ? tr("No problems") : open == 1 ? tr("1 problem") : tr("%1 problems").arg(open));
    m_problemsDock->setWindowTitle(open == 0 ? tr("Problems") : tr("Problems (%1)").arg(open));
    const bool asks = shown && !m_document.design().requests.empty(); // else the network is not needed yet
    const auto results =
        asks ? checkedExpectations(m_document.design(), m_document.network()) : std::vector<ExpectationResult>();
    const auto holding =
        std::count_if(results.begin(), results.end(), [](const ExpectationResult& each) { return each.holds; });
    m_expectations->setVisible(shown && !results.empty());
    m_expectations->setText(tr("Expectations %1/%2").arg(holding).arg(results.size()));
    QStringList sentences;
    for (const ExpectationResult& each : results)
        sentences << text(each.message);
    m_expectations->setToolTip(sentences.join(QLatin1Char('\n')));
    refreshElementCount();
    refreshCosts();
    m_zoom->setVisible(shown);
    refreshZoom();
}

void MainWindow::refreshZoom() {
    m_zoom->setText(tr("%1 %").arg(qRound(m_canvas->zoom() * 100)));
}

void MainWindow::refreshPolicyTab() {
    const int index = m_properties->indexOf(m_policy);
    m_properties->setTabVisible(index, m_policy->hasPolicy());
    m_properties->tabBar()->setVisible(m_policy->hasPolicy()); // the panel's title says enough of the other one
}

void MainWindow::reveal(const QString& resource, const QString& pointer) {
    const Id id = resource.toStdString();
    m_canvas->reveal(id);
    const std::string place = pointer.toStdString();
    const ResourcePtr found = m_document.design().topology.find(id);
    const auto places = found ? policyPlaces(*found) : std::vector<PolicyPlace>();
    const bool inPolicy = std::any_of(places.begin(), places.end(), [&](const PolicyPlace& each) {
        return !each.text.empty() && (place + '/').starts_with(each.pointer + '/');
    });
    if (inPolicy) {
        showPolicy(resource, pointer);
        return;
    }
    // What is not drawn is edited with what stands for it, where it can be.
    if (const PictureBox* box = m_document.picture().box(id); box && box->id != id)
        m_document.select({box->id});
    if (!m_inspector->isShown(id))
        m_document.select({id});
    m_properties->setCurrentWidget(m_inspector);
    m_inspector->reveal(id, place);
}

void MainWindow::showPolicy(const QString& resource, const QString& pointer) {
    const Id id = resource.toStdString();
    if (m_document.selection() != std::vector<Id>{id})
        m_document.select({id});
    m_properties->setCurrentWidget(m_policy);
    m_policy->show(pointer.toStdString());
}

void MainWindow::cyclePanels() {
    std::vector<QWidget*> stops{m_canvas, m_requestBar};
    for (QDockWidget* dock : m_docks)
        if (dock->isVisible() && !dock->visibleRegion().isEmpty())
            stops.push_back(dock->widget());
    const QWidget* focus = QApplication::focusWidget();
    const auto here = std::find_if(stops.begin(), stops.end(),
                                   [&](const QWidget* stop) { return stop == focus || stop->isAncestorOf(focus); });
    QWidget* next = here == stops.end() || here + 1 == stops.end() ? stops.front() : *(here + 1);
    // A panel itself does not take the focus; the first thing in it that does, does.
    QWidget* target = next;
    for (QWidget* each = next->nextInFocusChain(); target->focusPolicy() == Qt::NoFocus && each != next;
         each = each->nextInFocusChain())
        if (next->isAncestorOf(each) && each->isVisible() && each->isEnabled() && (each->focusPolicy() & Qt::TabFocus))
            target = each;
    target->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::applyTheme() {
    const ThemeChoice choice = m_themeOverride.value_or(m_settings.theme());
    const QPalette system = QApplication::style()->standardPalette();
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && themeOf(system).dark);
    const Theme theme = dark ? Theme::darkTheme() : Theme::light();
    QApplication::setPalette(theme.palette());
    if (m_canvas)
        m_canvas->setTheme(theme);
}

void MainWindow::setThemeChoice(ThemeChoice choice) {
    m_themeOverride.reset();
    m_settings.setTheme(choice);
    applyTheme();
}

} // namespace waylight
